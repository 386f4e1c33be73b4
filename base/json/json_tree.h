// JsonTreeBuilder: events of JSON -> a tree of one of nlohmann's types. A template, so that base does not choose the type.
#pragma once

#include <algorithm>
#include <functional>
#include <iterator>
#include <list>
#include <string>
#include <utility>
#include <vector>

#include "base/json/json_stream.h"

namespace il2search {

// The members of an object in the order in which they come, for nlohmann::basic_json. Its own ordered_map keeps them in a
// vector, which copies every value when it grows; and copies that are not complete when memory runs out cannot be destroyed.
// Members are found by comparing each.
template <class Key, class Value, class IgnoredLess, class Allocator>
struct JsonMembers : std::list<std::pair<const Key, Value>, Allocator> {
  using Base = std::list<std::pair<const Key, Value>, Allocator>;
  using Base::Base;
  using key_type = Key;
  using mapped_type = Value;
  using key_compare = std::equal_to<>;

  template <class Name> auto find(const Name& name) {
    return std::find_if(this->begin(), this->end(), [&](const auto& member) { return member.first == name; });
  }
  template <class Name> auto find(const Name& name) const {
    return std::find_if(this->begin(), this->end(), [&](const auto& member) { return member.first == name; });
  }
  template <class Name> std::size_t count(const Name& name) const { return find(name) == this->end() ? 0 : 1; }
  template <class Name> std::pair<typename Base::iterator, bool> emplace(Name&& name, Value&& value) {
    const auto found = find(name);
    if (found != this->end()) return {found, false};
    this->emplace_back(std::forward<Name>(name), std::move(value));
    return {std::prev(this->end()), true};
  }
  template <class Name> Value& operator[](Name&& name) {
    const auto found = find(name);
    return found != this->end() ? found->second : this->emplace_back(std::forward<Name>(name), Value{}).second;
  }
};

// Builds one value. Tree is a specialisation of nlohmann::basic_json.
template <class Tree> class JsonTreeBuilder final : public JsonHandler {
 public:
  // The root must outlive the builder and stay where it is.
  explicit JsonTreeBuilder(Tree& root) : slot_(&root) {}

  void on_null() override { add(nullptr); }
  void on_boolean(bool value) override { add(value); }
  void on_integer(std::int64_t value) override { add(value); }
  void on_unsigned(std::uint64_t value) override { add(value); }
  void on_double(double value) override { add(value); }
  void on_string(std::string& value) override { add(std::move(value)); }
  void on_start_object() override { open_.push_back(&add(Tree::object())); }
  void on_start_array() override { open_.push_back(&add(Tree::array())); }
  void on_end_object() override { open_.pop_back(); }
  void on_end_array() override { open_.pop_back(); }
  void on_key(std::string& key) override {
    slot_ = &open_.back()->template get_ref<typename Tree::object_t&>()[std::move(key)];
  }

 private:
  template <class Value> Tree& add(Value&& value) {
    if (!open_.empty() && open_.back()->is_array()) {
      return open_.back()->template get_ref<typename Tree::array_t&>().emplace_back(std::forward<Value>(value));
    }
    *slot_ = Tree(std::forward<Value>(value));
    return *slot_;
  }

  Tree* slot_;               // the root, or the member that the last key names
  std::vector<Tree*> open_;  // objects and arrays
};

// Empties a tree from its leaves up. Recurses as deep as the tree, which JsonCaps::depth bounds.
template <class Tree> void clear_tree(Tree& tree) noexcept {
  if (tree.is_object()) {
    for (auto& [key, value] : tree.template get_ref<typename Tree::object_t&>()) clear_tree(value);
  } else if (tree.is_array()) {
    for (Tree& value : tree.template get_ref<typename Tree::array_t&>()) clear_tree(value);
  }
  tree.clear();
}

// A tree that can be destroyed when there is no memory left: the destructor of a nlohmann::basic_json that is not empty
// allocates, and ends the process if it cannot.
template <class Tree> struct OwnedJsonTree {
  Tree root;

  OwnedJsonTree() = default;
  explicit OwnedJsonTree(Tree tree) noexcept : root(std::move(tree)) {}
  OwnedJsonTree(OwnedJsonTree&& other) noexcept : root(std::move(other.root)) {}
  ~OwnedJsonTree() { clear_tree(root); }
  OwnedJsonTree(const OwnedJsonTree&) = delete;
  OwnedJsonTree& operator=(const OwnedJsonTree&) = delete;
};

}  // namespace il2search
