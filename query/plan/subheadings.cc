// The table of MeSH's subheadings.
#include "query/plan/value_planner.h"

#include <algorithm>
#include <array>

#include "base/ascii.h"

namespace il2search::plan {
namespace {

// clang-format off
constexpr auto kSubheadings = std::to_array<Subheading>({
    {"ab", "Q000002", "abnormalities"},                       {"ad", "Q000008", "administration & dosage"},
    {"ae", "Q000009", "adverse effects"},                     {"ag", "Q000819", "agonists"},
    {"aa", "Q000031", "analogs & derivatives"},               {"an", "Q000032", "analysis"},
    {"ah", "Q000033", "anatomy & histology"},                 {"ai", "Q000037", "antagonists & inhibitors"},
    {"bi", "Q000096", "biosynthesis"},                        {"bs", "Q000098", "blood supply"},
    {"bl", "Q000097", "blood"},                               {"cf", "Q000134", "cerebrospinal fluid"},
    {"cs", "Q000138", "chemical synthesis"},                  {"ci", "Q000139", "chemically induced"},
    {"ch", "Q000737", "chemistry"},                           {"cl", "Q000145", "classification"},
    {"co", "Q000150", "complications"},                       {"cn", "Q000151", "congenital"},
    {"cy", "Q000166", "cytology"},                            {"df", "Q000172", "deficiency"},
    {"di", "Q000175", "diagnosis"},                           {"dg", "Q000000981", "diagnostic imaging"},
    {"dh", "Q000178", "diet therapy"},                        {"de", "Q000187", "drug effects"},
    {"dt", "Q000188", "drug therapy"},                        {"ec", "Q000191", "economics"},
    {"ed", "Q000193", "education"},                           {"em", "Q000196", "embryology"},
    {"en", "Q000201", "enzymology"},                          {"ep", "Q000453", "epidemiology"},
    {"es", "Q000941", "ethics"},                              {"eh", "Q000208", "ethnology"},
    {"et", "Q000209", "etiology"},                            {"ge", "Q000235", "genetics"},
    {"gd", "Q000254", "growth & development"},                {"hi", "Q000266", "history"},
    {"im", "Q000276", "immunology"},                          {"in", "Q000293", "injuries"},
    {"ir", "Q000294", "innervation"},                         {"is", "Q000295", "instrumentation"},
    {"ip", "Q000302", "isolation & purification"},            {"lj", "Q000331", "legislation & jurisprudence"},
    {"me", "Q000378", "metabolism"},                          {"mt", "Q000379", "methods"},
    {"mi", "Q000382", "microbiology"},                        {"mo", "Q000401", "mortality"},
    {"nu", "Q000451", "nursing"},                             {"og", "Q000458", "organization & administration"},
    {"ps", "Q000469", "parasitology"},                        {"py", "Q000472", "pathogenicity"},
    {"pa", "Q000473", "pathology"},                           {"pk", "Q000493", "pharmacokinetics"},
    {"pd", "Q000494", "pharmacology"},                        {"ph", "Q000502", "physiology"},
    {"pp", "Q000503", "physiopathology"},                     {"po", "Q000506", "poisoning"},
    {"pc", "Q000517", "prevention & control"},                {"px", "Q000523", "psychology"},
    {"re", "Q000528", "radiation effects"},                   {"rt", "Q000532", "radiotherapy"},
    {"rh", "Q000534", "rehabilitation"},                      {"sc", "Q000556", "secondary"},
    {"se", "Q000557", "secretion"},                           {"st", "Q000592", "standards"},
    {"sn", "Q000706", "statistics & numerical data"},         {"sd", "Q000600", "supply & distribution"},
    {"su", "Q000601", "surgery"},                             {"tu", "Q000627", "therapeutic use"},
    {"th", "Q000628", "therapy"},                             {"to", "Q000633", "toxicity"},
    {"tm", "Q000635", "transmission"},                        {"tr", "Q000637", "transplantation"},
    {"td", "Q000639", "trends"},                              {"ul", "Q000648", "ultrastructure"},
    {"ur", "Q000652", "urine"},                               {"ve", "Q000662", "veterinary"},
    {"vi", "Q000821", "virology"},
});
// clang-format on

}  // namespace

const Subheading* find_subheading(std::string_view text) {
  const auto it = std::find_if(kSubheadings.begin(), kSubheadings.end(), [&](const Subheading& s) {
    return ascii::equals_ignoring_case(text, s.code) || ascii::equals_ignoring_case(text, s.id) ||
           ascii::equals_ignoring_case(text, s.name);
  });
  return it == kSubheadings.end() ? nullptr : &*it;
}

}  // namespace il2search::plan
