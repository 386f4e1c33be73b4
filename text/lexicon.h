// Lexicon: words of the field that are written as one but read as several parts. The word cutter looks up every run of
// ASCII letters; the pieces then go through spelling and plurals.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace il2search {

// Where to cut a word of lower-case ASCII letters: the lengths of its pieces, which add up to word.size(). `dsdna` ->
// {2, 3}, `antidsdna` -> {4, 2, 3}, `mrnas` -> {1, 4}, `kappab` -> {5, 1}, `tnfalpha` -> {3, 5}, `ikappabalpha` ->
// {1, 5, 1, 5}; `alphabet`, `betaine` and `sterna` are one piece. Safe from many threads.
std::vector<std::size_t> split_word(std::string_view word);

// The English name of a lower-case Greek letter without accent (final sigma included), or "" for other characters.
std::string_view greek_name(char32_t letter) noexcept;

}  // namespace il2search
