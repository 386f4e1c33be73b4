// JsonTreeBuilder: events of JSON -> a tree of one of nlohmann's types. A template, so that base does not choose the type.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "base/json/json_stream.h"

namespace il2search {

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
