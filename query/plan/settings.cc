// split_settings(): a walk over the conditions that every match must meet. A setting anywhere else is misplaced.
#include "query/plan/resolve.h"

#include <algorithm>
#include <charconv>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace il2search::plan {
namespace {

constexpr std::uint32_t kMaxSetting = 1'000'000;

const Field* setting_of(const syntax::Node& node) {
  const Field* f = node.field ? find_field(node.field->name) : nullptr;
  return f != nullptr && f->kind == FieldKind::setting ? f : nullptr;
}

// The values of a list, separated by blanks, commas or semicolons.
std::vector<std::string> values_of(std::string_view text) {
  constexpr std::string_view kSeparators = " \t\r\n,;";
  std::vector<std::string> values;
  for (std::size_t at = text.find_first_not_of(kSeparators); at != std::string_view::npos;
       at = text.find_first_not_of(kSeparators, at)) {
    const std::size_t end = std::min(text.find_first_of(kSeparators, at), text.size());
    values.emplace_back(text.substr(at, end - at));
    at = end;
  }
  return values;
}

class SettingsSplitter {
 public:
  explicit SettingsSplitter(syntax::DiagnosticSink& diagnostics) : diagnostics_(diagnostics) {}

  // The node without its settings; nothing if it has only settings. Every match must meet the node.
  std::optional<syntax::Node> required(const syntax::Node& node) {
    if (const Field* f = setting_of(node)) {
      read(*f, node);
      return std::nullopt;
    }
    const auto* boolean = std::get_if<syntax::Boolean>(&node.value);
    if (boolean == nullptr) return node;
    if (boolean->op == syntax::Operator::and_) return conjunction(node, *boolean);
    if (boolean->op == syntax::Operator::not_) return difference(node, *boolean);
    for (const syntax::Node& child : boolean->children) reject_settings(child);
    return node;
  }

  Settings settings;
  std::vector<std::size_t> starts;

 private:
  std::optional<syntax::Node> conjunction(const syntax::Node& node, const syntax::Boolean& boolean) {
    std::vector<syntax::Node> kept;
    for (const syntax::Node& child : boolean.children) {
      if (auto rest = required(child)) kept.push_back(std::move(*rest));
    }
    if (kept.empty()) return std::nullopt;
    if (kept.size() == 1) return only_child(std::move(kept.front()), node);
    syntax::Node out = node;
    std::get<syntax::Boolean>(out.value).children = std::move(kept);
    return out;
  }

  // The last child of a group inherits the group's field unless it has its own.
  static syntax::Node only_child(syntax::Node child, const syntax::Node& group) {
    if (!child.field) child.field = group.field;
    return child;
  }

  std::optional<syntax::Node> difference(const syntax::Node& node, const syntax::Boolean& boolean) {
    for (std::size_t i = 1; i < boolean.children.size(); ++i) reject_settings(boolean.children[i]);
    std::optional<syntax::Node> first = required(boolean.children.front());
    if (!first) {
      diagnostics_.error("nothing-to-subtract", boolean.children.front().span,
                         "NOT has no left-hand operand: a setting matches nothing.",
                         "Write what to find before NOT, as in lupus NOT review[pt].");
      return node;
    }
    syntax::Node out = node;
    std::get<syntax::Boolean>(out.value).children.front() = std::move(*first);
    return out;
  }

  void reject_settings(const syntax::Node& node) {
    if (const Field* f = setting_of(node)) {
      diagnostics_.error("misplaced-setting", node.span,
                         std::string(f->name) + " applies to the whole query and is not allowed inside OR or NOT.",
                         "Put the rest of the query in parentheses and the setting after them.");
      return;
    }
    const auto* boolean = std::get_if<syntax::Boolean>(&node.value);
    if (boolean == nullptr) return;
    for (const syntax::Node& child : boolean->children) reject_settings(child);
  }

  void read(const Field& f, const syntax::Node& node) {
    starts.push_back(node.span.start);
    const bool words = std::holds_alternative<syntax::WordRun>(node.value);
    if (!words && !std::holds_alternative<syntax::Phrase>(node.value)) return reject_value(f, node);
    if (f.id == FieldId::provenance) return read_provenance(f, node);
    auto& setting = f.id == FieldId::explode ? settings.levels : settings.mentions;
    std::uint32_t number = 0;
    const std::string& text = node.raw;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || end != text.data() + text.size() || number > kMaxSetting) return reject_value(f, node);
    if (setting) return reject_repetition(f, node);
    setting = number;
  }

  void read_provenance(const Field& f, const syntax::Node& node) {
    if (settings.provenance != 0) return reject_repetition(f, node);
    for (const std::string& value : values_of(node.raw)) {
      const ProvenanceSet bit = provenance_bit(value);
      if (bit == 0) return reject_value(f, node);
      settings.provenance |= bit;
    }
    if (settings.provenance == 0) reject_value(f, node);
  }

  void reject_repetition(const Field& f, const syntax::Node& node) {
    diagnostics_.error("repeated-setting", node.span, std::string(f.name) + " is set more than once.",
                       f.id == FieldId::provenance ? "Join the values by commas, as in provenance:tagged,listed."
                                                   : "Keep one of the settings.");
  }

  void reject_value(const Field& f, const syntax::Node& node) {
    const bool provenance = f.id == FieldId::provenance;
    diagnostics_.error("invalid-setting", node.span,
                       syntax::quoted(node.raw) + " is not a valid value for " + std::string(f.name) + ".",
                       provenance ? "Write indexed, annotated, tagged or listed, or several of them joined by commas."
                                  : "Write a whole number, as in " + std::string(f.example) + ".");
  }

  syntax::DiagnosticSink& diagnostics_;
};

}  // namespace

bool has_settings(const syntax::Node& root) {
  if (setting_of(root) != nullptr) return true;
  const auto* boolean = std::get_if<syntax::Boolean>(&root.value);
  return boolean != nullptr && std::any_of(boolean->children.begin(), boolean->children.end(), has_settings);
}

SplitSettings split_settings(const syntax::Node& root, syntax::DiagnosticSink& diagnostics) {
  SettingsSplitter splitter(diagnostics);
  std::optional<syntax::Node> rest = splitter.required(root);
  return {std::move(rest), splitter.settings, std::move(splitter.starts)};
}

}  // namespace il2search::plan
