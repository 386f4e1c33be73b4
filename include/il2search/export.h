// IL2SEARCH_EXPORT marks the symbols that libil2search exports; all others are hidden.
#pragma once

#define IL2SEARCH_EXPORT __attribute__((visibility("default")))
