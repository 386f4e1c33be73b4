// Lexicon: words of the field that are written together but read as several parts. Asked by the word cutter for every
// part of letters alone; what it gives goes on to spelling and plurals.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace il2search {

// Where to cut a word of ASCII small letters: the lengths of its pieces, which add up to word.size(); one piece where
// the word is whole. `dsdna` -> {2, 3}, `antidsdna` -> {4, 2, 3}, `mrnas` -> {1, 4}, `kappab` -> {5, 1}, `tnfalpha` ->
// {3, 5}, `ikappabalpha` -> {1, 5, 1, 5}; but `alphabet`, `betaine`, `sterna` are whole. Safe from many threads.
std::vector<std::size_t> split_word(std::string_view word);

// The English name of a Greek letter (small, without accent; final sigma too), or "" for any other character.
std::string_view greek_name(char32_t letter) noexcept;

}  // namespace il2search
