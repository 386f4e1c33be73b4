// Irregular plurals, by table and by Latin and Greek endings, and the stemmer that they feed.
#include "text/plurals.h"

#include <libstemmer.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <new>
#include <set>
#include <vector>

#include "base/ascii.h"
#include "text/analyzer.h"

namespace il2search {
namespace {

// anywhere: also as the end of longer words (micronuclei, lactobacilli).
struct Plural {
  std::string_view plural;
  std::string_view singular;
  bool anywhere = false;
};

// Grouped by ending; the first row that matches wins.
constexpr Plural kPlurals[] = {
    // English
    {"mice", "mouse", true},
    {"lice", "louse"},
    {"geese", "goose"},
    {"feet", "foot"},
    {"teeth", "tooth"},
    {"men", "man"},
    {"women", "woman"},
    {"children", "child", true},
    {"oxen", "ox"},
    {"halves", "half"},
    {"calves", "calf"},
    {"knives", "knife"},
    {"wolves", "wolf"},
    {"shelves", "shelf"},
    {"wives", "wife", true},
    {"loaves", "loaf"},
    {"hooves", "hoof"},
    {"leaves", "leaf"},
    {"dnas", "dna"},
    {"rnas", "rna"},
    {"dying", "die"},
    {"lying", "lie"},
    {"tying", "tie"},
    {"inositides", "inositide", true},
    // -um, -a
    {"bacteria", "bacterium", true},
    {"acetabula", "acetabulum"},
    {"addenda", "addendum"},
    {"antra", "antrum"},
    {"aquaria", "aquarium"},
    {"atria", "atrium"},
    {"cerebella", "cerebellum"},
    {"cilia", "cilium"},
    {"crania", "cranium"},
    {"curricula", "curriculum"},
    {"data", "datum"},
    {"diverticula", "diverticulum"},
    {"endocardia", "endocardium"},
    {"endometria", "endometrium"},
    {"endothelia", "endothelium"},
    {"epithelia", "epithelium", true},
    {"equilibria", "equilibrium"},
    {"errata", "erratum"},
    {"flagella", "flagellum"},
    {"frenula", "frenulum"},
    {"gymnasia", "gymnasium"},
    {"hila", "hilum"},
    {"infundibula", "infundibulum"},
    {"labra", "labrum"},
    {"maxima", "maximum"},
    {"media", "medium"},
    {"memoranda", "memorandum"},
    {"minima", "minimum"},
    {"myocardia", "myocardium"},
    {"optima", "optimum"},
    {"ova", "ovum"},
    {"pericardia", "pericardium"},
    {"perinea", "perineum"},
    {"peritonea", "peritoneum"},
    {"phyla", "phylum"},
    {"quanta", "quantum"},
    {"reticula", "reticulum"},
    {"retinacula", "retinaculum"},
    {"rostra", "rostrum"},
    {"sacra", "sacrum"},
    {"scrota", "scrotum"},
    {"septa", "septum"},
    {"sera", "serum"},
    {"antisera", "antiserum"},
    {"specula", "speculum"},
    {"spectra", "spectrum"},
    {"sporangia", "sporangium"},
    {"sputa", "sputum"},
    {"sterna", "sternum"},
    {"strata", "stratum"},
    {"symposia", "symposium"},
    {"tegmenta", "tegmentum"},
    {"tentoria", "tentorium"},
    {"vacua", "vacuum"},
    {"vela", "velum"},
    {"vestibula", "vestibulum"},
    {"effluvia", "effluvium"},
    {"compendia", "compendium"},
    {"consortia", "consortium"},
    {"mycelia", "mycelium"},
    {"plasmodia", "plasmodium"},
    {"cryptosporidia", "cryptosporidium"},
    {"conidia", "conidium"},
    {"ommatidia", "ommatidium"},
    {"primordia", "primordium"},
    {"puncta", "punctum"},
    {"corrigenda", "corrigendum"},
    // -on, -a
    {"criteria", "criterion"},
    {"phenomena", "phenomenon"},
    {"ganglia", "ganglion"},
    {"mitochondria", "mitochondrion"},
    {"automata", "automaton"},
    {"protozoa", "protozoon"},
    {"spermatozoa", "spermatozoon"},
    {"metazoa", "metazoon"},
    {"polyhedra", "polyhedron"},
    {"taxa", "taxon"},
    {"olecrana", "olecranon"},
    {"entozoa", "entozoon"},
    // -us, -i
    {"cocci", "coccus", true},
    {"bacilli", "bacillus", true},
    {"nuclei", "nucleus", true},
    {"fungi", "fungus"},
    {"loci", "locus"},
    {"foci", "focus"},
    {"stimuli", "stimulus"},
    {"thrombi", "thrombus"},
    {"emboli", "embolus", true},
    {"bronchi", "bronchus"},
    {"alveoli", "alveolus"},
    {"villi", "villus", true},
    {"gyri", "gyrus"},
    {"sulci", "sulcus"},
    {"rami", "ramus"},
    {"humeri", "humerus"},
    {"uteri", "uterus"},
    {"radii", "radius"},
    {"calculi", "calculus"},
    {"nucleoli", "nucleolus"},
    {"glomeruli", "glomerulus"},
    {"hippocampi", "hippocampus"},
    {"thalami", "thalamus"},
    {"hypothalami", "hypothalamus"},
    {"colliculi", "colliculus"},
    {"fasciculi", "fasciculus"},
    {"funiculi", "funiculus"},
    {"annuli", "annulus"},
    {"acini", "acinus"},
    {"canaliculi", "canaliculus"},
    {"lobuli", "lobulus"},
    {"menisci", "meniscus"},
    {"nevi", "nevus"},
    {"tali", "talus"},
    {"umbilici", "umbilicus"},
    {"vagi", "vagus"},
    {"tophi", "tophus"},
    {"tori", "torus"},
    {"termini", "terminus"},
    {"cacti", "cactus"},
    {"octopi", "octopus"},
    {"alumni", "alumnus"},
    {"tubuli", "tubulus"},
    {"ductuli", "ductulus"},
    {"syllabi", "syllabus"},
    {"utriculi", "utriculus"},
    {"sacculi", "sacculus"},
    {"globi", "globus"},
    {"isthmi", "isthmus"},
    {"hili", "hilus"},
    {"malleoli", "malleolus"},
    {"nystagmi", "nystagmus"},
    {"limbi", "limbus"},
    {"discoboli", "discobolus"},
    {"anuli", "anulus"},
    {"digiti", "digitus"},
    {"corpora", "corpus"},
    {"genera", "genus"},
    {"viscera", "viscus"},
    {"crura", "crus"},
    {"femora", "femur"},
    {"ulcera", "ulcus"},
    {"foramina", "foramen"},
    {"lumina", "lumen"},
    {"nomina", "nomen"},
    // -x, -s
    {"indices", "index"},
    {"appendices", "appendix"},
    {"matrices", "matrix"},
    {"vertices", "vertex"},
    {"cortices", "cortex"},
    {"apices", "apex"},
    {"calices", "calix"},
    {"calyces", "calyx"},
    {"helices", "helix"},
    {"cervices", "cervix"},
    {"varices", "varix"},
    {"codices", "codex"},
    {"vortices", "vortex"},
    {"fornices", "fornix"},
    {"radices", "radix"},
    {"larynges", "larynx"},
    {"pharynges", "pharynx"},
    {"phalanges", "phalanx"},
    {"meninges", "meninx"},
    {"thoraces", "thorax"},
    {"axes", "axis"},
    {"prophylaxes", "prophylaxis"},
    {"testes", "testis"},
    {"pelves", "pelvis"},
    {"irides", "iris"},
    {"penes", "penis"},
    {"epididymides", "epididymis"},
    {"glandes", "glans"},
    {"vasa", "vas"},
    {"ossa", "os"},
    {"bases", "base"},
    {"basis", "basis"},
    {"chassis", "chassis"},
    {"schemata", "schema"},
    {"stigmata", "stigma"},
    {"traumata", "trauma"},
    {"exanthemata", "exanthema"},
    {"enemata", "enema"},
    {"edemata", "edema"},
    {"reggae", "reggae"},
};

// Latin genitives in names of species, which must not be taken for a disease (Haemophilus influenzae). Each is its own stem.
constexpr std::string_view kEpithets[] = {"agalactiae",  "cerevisiae", "cholerae",   "diphtheriae",
                                          "dysenteriae", "gambiae",    "gonorrheae", "influenzae",
                                          "leprae",      "malariae",   "pneumoniae"};

struct Ending {
  std::string_view plural;
  std::string_view singular;
  std::size_t shortest;  // bytes of the whole plural
};

// Endings that are safe as rules. For -sis becoming -ses, see regular_form().
constexpr Ending kEndings[] = {
    {"itides", "itis", 8}, {"omata", "oma", 7}, {"ae", "a", 5}, {"ssis", "ssis", 5}, {"sis", "ses", 5},
};

bool is_consonant(char c) { return ascii::is_lower(c) && std::string_view("aeiouy").find(c) == std::string_view::npos; }

// Plurals of abbreviations without a vowel (snps, rcts), whose s Snowball keeps. Not in three letters: cns, pbs.
bool is_abbreviation_plural(std::string_view word) {
  return word.size() >= 4 && word.ends_with('s') && !word.ends_with("ss") &&
         std::all_of(word.begin(), word.end(), is_consonant);
}

bool matches(std::string_view word, std::string_view form, bool anywhere) {
  return word == form || (anywhere && word.size() >= form.size() + 3 && word.ends_with(form));
}

bool is_epithet(std::string_view word) {
  return word.ends_with("ae") &&
         std::any_of(std::begin(kEpithets), std::end(kEpithets), [&](auto e) { return word.ends_with(e); });
}

std::string exchange(std::string_view word, std::string_view from, std::string_view to) {
  std::string result(word.substr(0, word.size() - from.size()));
  result += to;
  return result;
}

std::multimap<std::string, std::string_view> plurals_by_stem() {
  Stemmer stemmer;
  std::multimap<std::string, std::string_view> rows;
  for (const auto& row : kPlurals) rows.emplace(stemmer(row.plural), row.plural);
  return rows;
}

}  // namespace

std::string regular_form(std::string_view word) {
  for (const auto& row : kPlurals) {
    if (matches(word, row.plural, row.anywhere)) return exchange(word, row.plural, row.singular);
  }
  for (const auto& row : kEndings) {
    if (word.size() >= row.shortest && word.ends_with(row.plural)) return exchange(word, row.plural, row.singular);
  }
  if (is_abbreviation_plural(word)) return std::string(word.substr(0, word.size() - 1));
  return std::string(word);
}

std::vector<std::string> inflections(std::string_view part) {
  static const auto plurals = plurals_by_stem();
  Stemmer stemmer;
  const std::string stem(stemmer(part));
  const std::string prefix(stem_prefix(stem));
  std::set<std::string> forms;
  const auto [first, last] = plurals.equal_range(stem);
  for (auto row = first; row != last; ++row) forms.emplace(row->second);
  // Longer words that end in a row of the table: micronucleus, micronuclei.
  const auto singular = regular_form(part);
  for (const auto& row : kPlurals) {
    if (row.anywhere && matches(singular, row.singular, true))
      forms.insert(exchange(singular, row.singular, row.plural));
  }
  std::erase_if(forms, [&](const std::string& form) {
    return form == part || form.starts_with(prefix) || stemmer(form) != stem;
  });
  return {forms.begin(), forms.end()};
}

std::string_view stem_prefix(std::string_view stem) noexcept {
  if (stem.size() > 2 && (stem.ends_with('i') || stem.ends_with('e') || stem.ends_with("bl"))) stem.remove_suffix(1);
  return stem;
}

void Stemmer::Delete::operator()(sb_stemmer* stemmer) const noexcept { sb_stemmer_delete(stemmer); }

Stemmer::Stemmer() : snowball_(sb_stemmer_new("english", nullptr)) {
  if (!snowball_) throw std::bad_alloc();
}

std::string_view Stemmer::operator()(std::string_view part) {
  word_ = part;
  const bool letters = std::all_of(part.begin(), part.end(), ascii::is_lower);
  if (part.size() < 3 || !letters || is_epithet(part)) return word_;
  word_ = regular_form(part);
  const auto* stem = sb_stemmer_stem(snowball_.get(), reinterpret_cast<const sb_symbol*>(word_.data()),
                                     static_cast<int>(word_.size()));
  if (stem == nullptr) throw std::bad_alloc();
  return {reinterpret_cast<const char*>(stem), static_cast<std::size_t>(sb_stemmer_length(snowball_.get()))};
}

}  // namespace il2search
