// IL2SEARCH_EXPORT marks what libil2search lets other programs link: everything else in the shared library is hidden.
#pragma once

#define IL2SEARCH_EXPORT __attribute__((visibility("default")))
