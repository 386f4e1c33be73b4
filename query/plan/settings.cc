// A walk down the conditions that every match must hold. Settings stand there or are misplaced.
#include "query/plan/settings.h"

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

// The words of a value, which commas may part as well.
std::vector<std::string> values_of(std::string_view text) {
  constexpr std::string_view kBetween = " \t\r\n,;";
  std::vector<std::string> values;
  for (std::size_t at = text.find_first_not_of(kBetween); at != std::string_view::npos;
       at = text.find_first_not_of(kBetween, at)) {
    const std::size_t end = std::min(text.find_first_of(kBetween, at), text.size());
    values.emplace_back(text.substr(at, end - at));
    at = end;
  }
  return values;
}

class SettingsTaker {
 public:
  explicit SettingsTaker(syntax::DiagnosticSink& problems) : problems_(problems) {}

  // The node without the settings in it; nothing where there was nothing else.
  std::optional<syntax::Node> required(const syntax::Node& node) {
    if (const Field* f = setting_of(node)) {
      read(*f, node);
      return std::nullopt;
    }
    const auto* boolean = std::get_if<syntax::Boolean>(&node.value);
    if (boolean == nullptr) return node;
    if (boolean->op == syntax::Operator::and_) return conjunction(node, *boolean);
    if (boolean->op == syntax::Operator::not_) return difference(node, *boolean);
    for (const syntax::Node& child : boolean->children) refuse(child);
    return node;
  }

  Settings settings;
  std::vector<std::size_t> places;

 private:
  std::optional<syntax::Node> conjunction(const syntax::Node& node, const syntax::Boolean& boolean) {
    std::vector<syntax::Node> kept;
    for (const syntax::Node& child : boolean.children) {
      if (auto rest = required(child)) kept.push_back(std::move(*rest));
    }
    if (kept.empty()) return std::nullopt;
    if (kept.size() == 1) return alone(std::move(kept.front()), node);
    syntax::Node out = node;
    std::get<syntax::Boolean>(out.value).children = std::move(kept);
    return out;
  }

  // The only one left of a group has the group's field, unless it has its own.
  static syntax::Node alone(syntax::Node child, const syntax::Node& group) {
    if (!child.field) child.field = group.field;
    return child;
  }

  std::optional<syntax::Node> difference(const syntax::Node& node, const syntax::Boolean& boolean) {
    for (std::size_t i = 1; i < boolean.children.size(); ++i) refuse(boolean.children[i]);
    std::optional<syntax::Node> first = required(boolean.children.front());
    if (!first) {
      problems_.error("nothing-to-subtract", boolean.children.front().span,
                      "NOT has nothing to subtract from: a setting matches nothing.",
                      "write what to find before it: lupus NOT review[pt]");
      return node;
    }
    syntax::Node out = node;
    std::get<syntax::Boolean>(out.value).children.front() = std::move(*first);
    return out;
  }

  void refuse(const syntax::Node& node) {
    if (const Field* f = setting_of(node)) {
      problems_.error("misplaced-setting", node.span,
                      std::string(f->name) + " holds for the whole query and cannot stand inside OR or NOT.",
                      "write it at the end, behind parentheses around the rest");
      return;
    }
    const auto* boolean = std::get_if<syntax::Boolean>(&node.value);
    if (boolean == nullptr) return;
    for (const syntax::Node& child : boolean->children) refuse(child);
  }

  void read(const Field& f, const syntax::Node& node) {
    places.push_back(node.span.start);
    const bool words = std::holds_alternative<syntax::WordRun>(node.value);
    if (!words && !std::holds_alternative<syntax::Phrase>(node.value)) return refuse_value(f, node);
    if (f.id == FieldId::provenance) return read_provenance(f, node);
    auto& place = f.id == FieldId::explode ? settings.levels : settings.mentions;
    std::uint32_t number = 0;
    const std::string& text = node.raw;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || end != text.data() + text.size() || number > kMaxSetting) return refuse_value(f, node);
    if (place) return refuse_second(f, node);
    place = number;
  }

  void read_provenance(const Field& f, const syntax::Node& node) {
    if (settings.provenance != 0) return refuse_second(f, node);
    for (const std::string& value : values_of(node.raw)) {
      const ProvenanceSet bit = provenance_bit(value);
      if (bit == 0) return refuse_value(f, node);
      settings.provenance |= bit;
    }
    if (settings.provenance == 0) refuse_value(f, node);
  }

  void refuse_second(const Field& f, const syntax::Node& node) {
    problems_.error(
        "repeated-setting", node.span, std::string(f.name) + " is set twice.",
        f.id == FieldId::provenance ? "name all of them in one: provenance:tagged,listed" : "keep one of them");
  }

  void refuse_value(const Field& f, const syntax::Node& node) {
    const bool provenance = f.id == FieldId::provenance;
    problems_.error("invalid-setting", node.span,
                    syntax::quoted(node.raw) + " is nothing that " + std::string(f.name) + " can be set to.",
                    provenance ? "indexed, annotated, tagged or listed, several joined by commas"
                               : "a whole number, as in " + std::string(f.example));
  }

  syntax::DiagnosticSink& problems_;
};

}  // namespace

bool has_settings(const syntax::Node& root) {
  if (setting_of(root) != nullptr) return true;
  const auto* boolean = std::get_if<syntax::Boolean>(&root.value);
  return boolean != nullptr && std::any_of(boolean->children.begin(), boolean->children.end(), has_settings);
}

WithoutSettings take_settings(const syntax::Node& root, syntax::DiagnosticSink& problems) {
  SettingsTaker taker(problems);
  std::optional<syntax::Node> rest = taker.required(root);
  return {std::move(rest), taker.settings, std::move(taker.places)};
}

}  // namespace il2search::plan
