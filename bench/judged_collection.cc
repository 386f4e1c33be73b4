// Reading topics and judgments.
#include "bench/judged_collection.h"

#include <fstream>
#include <sstream>
#include <stdexcept>

namespace il2search::bench {
namespace {

template <class TakeLine> void for_each_line(const std::string& path, TakeLine take_line) {
  std::ifstream in(path);
  if (!in) throw std::runtime_error("cannot read: " + path);
  for (std::string line; std::getline(in, line);) {
    if (!line.empty() && !take_line(line)) throw std::runtime_error("not a line of this kind: " + path + ": " + line);
  }
}

}  // namespace

JudgedCollection read_collection(const std::string& corpus, const std::string& topics, const std::string& qrels) {
  JudgedCollection collection;
  collection.corpus = corpus;
  for_each_line(topics, [&](const std::string& line) {
    const std::size_t tab = line.find('\t');
    if (tab == std::string::npos) return false;
    collection.topics.emplace_back(line.substr(0, tab), line.substr(tab + 1));
    return true;
  });
  for_each_line(qrels, [&](const std::string& line) {
    std::istringstream columns(line);
    std::string topic, unused, document;
    int grade = 0;
    if (!(columns >> topic >> unused >> document >> grade)) return false;
    collection.judgments[topic][document] = grade;
    return true;
  });
  return collection;
}

}  // namespace il2search::bench
