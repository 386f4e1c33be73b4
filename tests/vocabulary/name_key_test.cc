// Keys of names: singular and plural have the same key, other words have different ones.
#include "vocabulary/store/name_key.h"

#include <gtest/gtest.h>

#include <string>

namespace il2search {
namespace {

TEST(NameKey, SingularAndPluralHaveTheSameKey) {
  const std::pair<const char*, const char*> rows[] = {
      {"neoplasm", "neoplasms"},
      {"antibody", "antibodies"},
      {"calorie", "calories"},
      {"abscess", "abscesses"},
      {"complex", "complexes"},
      {"approach", "approaches"},
      {"headache", "headaches"},
      {"brush", "brushes"},
      {"virus", "viruses"},
      {"cause", "causes"},
      {"mouse", "mice"},
      {"diagnosis", "diagnoses"},
      {"nucleus", "nuclei"},
      {"criterion", "criteria"},
      {"vertebra", "vertebrae"},
      {"arthritis", "arthritides"},
      {"carcinoma", "carcinomata"},
      {"carcinoma", "carcinomas"},
      {"rat", "rats"},
      {"disease", "diseases"},
      {"child", "children"},
      {"tooth", "teeth"},
      {"woman", "women"},
      {"foot", "feet"},
      {"matrix", "matrices"},
      {"embryo", "embryos"},
      {"cell", "cells"},
      {"eye", "eyes"},
  };
  for (const auto& [singular, plural] : rows)
    EXPECT_EQ(fold_normalized_name(singular), fold_normalized_name(plural)) << singular;
}

TEST(NameKey, OtherWordsHaveDifferentKeys) {
  const std::pair<const char*, const char*> rows[] = {
      {"aids", "aid"}, {"sars", "sar"}, {"kras", "kra"}, {"lupus", "lupu"},
      {"gas", "ga"},   {"p53s", "p53"}, {"mass", "mas"}, {"renal", "rena"},
  };
  for (const auto& [a, b] : rows) EXPECT_NE(fold_normalized_name(a), fold_normalized_name(b)) << a;
}

TEST(NameKey, EachWordOfANameIsFoldedAndCounted) {
  Analyzer analyzer;
  EXPECT_EQ(name_key("Kidney Neoplasms", analyzer), "kidney neoplasm");
  EXPECT_EQ(name_key("Tumours, Renal", analyzer), "tumor renal");
  EXPECT_EQ(name_key(" -- ", analyzer), "");
  EXPECT_EQ(words_of_key(""), 0u);
  EXPECT_EQ(words_of_key("kidney"), 1u);
  EXPECT_EQ(words_of_key("il 2 receptor"), 3u);
}

TEST(NameKey, AppendsAfterABlank) {
  std::string key = "kidney";
  append_name_key("neoplasms", key);
  append_name_key("2", key);
  EXPECT_EQ(key, "kidney neoplasm 2");
}

}  // namespace
}  // namespace il2search
