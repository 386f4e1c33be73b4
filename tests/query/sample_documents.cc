// The sample documents; all text is invented.
#include "tests/query/sample_documents.h"

namespace il2search {
namespace {

Document base(const char* pmid, const char* title, const char* abstract, Date published) {
  Document d;
  d.id = std::string("PMID:") + pmid;
  d.pmid = pmid;
  d.title = title;
  if (*abstract != '\0') d.abstract = {{"", abstract}};
  d.dates.published = published;
  d.languages = {"eng"};
  return d;
}

Author person(const char* last, const char* fore, const char* initials) {
  Author a;
  a.last = last;
  a.fore = fore;
  a.initials = initials;
  return a;
}

Entity heading(const char* id, const char* name, bool major) {
  Entity e;
  e.id = id;
  e.vocabulary = "MESH";
  e.name = name;
  e.major = major;
  e.provenance = Provenance::indexed;
  return e;
}

Entity annotated(const char* id, const char* vocabulary, const char* name, EntityType type) {
  Entity e;
  e.id = id;
  e.vocabulary = vocabulary;
  e.name = name;
  e.type = type;
  e.mentions = 2;
  return e;
}

Document low_dose() {
  Document d =
      base("1001", "Low-dose interleukin-2 in lupus nephritis",
           "Proteinuria fell under low doses of IL-2. CD4+ cells rose; anti-dsDNA antibodies did not.", {2021, 5, 3});
  d.pmcid = "PMC9001";
  d.doi = "10.1000/low.dose.1";
  d.authors = {person("Smith", "Jane Ruth", "JR"), person("M\xC3\xBCller", "Karl", "K")};
  d.journal = {"Journal of Invented Nephrology", "J Inv Nephrol", {"1234-5678"}, "0012345", "Germany"};
  d.volume = "12";
  d.issue = "3";
  d.pages = "98-104";
  d.publication_types = {{"Randomized Controlled Trial", "D016449"}};
  d.keywords = {"regulatory T cells", "autoimmunity"};
  Entity lupus = heading("MESH:D008181", "Lupus Nephritis", true);
  lupus.qualifiers = {{"drug therapy", "Q000188", true}};
  d.entities = {lupus, heading("MESH:D011507", "Proteinuria", false),
                annotated("NCBIGene:3558", "NCBIGene", "IL2", EntityType::gene)};
  return d;
}

Document review() {
  Document d = base("1002", "Lupus: a review of the treatment", "Nephritides, flares and the kidney. Doses are low.",
                    {2019, 0, 0});
  d.authors = {person("Smith", "Anna", "A"), person("van der Berg", "Pia", "P")};
  d.journal = {"Reviews of Everything", "Rev Everything", {}, "", ""};
  d.publication_types = {{"Review", "D016454"}};
  d.entities = {heading("MESH:D008180", "Lupus Erythematosus, Systemic", true)};
  return d;
}

Document retracted() {
  Document d =
      base("1003", "Tumour growth and TNF-\xCE\xB1", "The colour of tumours; a neoplasm is a tumor.", {2020, 12, 31});
  d.authors = {person("Mueller", "Eva", "E")};
  d.status.retracted = true;
  d.languages = {"ger"};
  d.entities = {annotated("MESH:D009369", "MESH", "Neoplasms", EntityType::disease)};
  return d;
}

Document lay() {
  Document d = base("1004", "What is lupus?", "", {});
  d.id = "FILE:lay/lupus.txt#1";
  d.pmid.clear();
  d.abstract = {{"", "Lupus is an illness. Some people have protein in their urine."}};
  return d;
}

Document full_text() {
  Document d = base("1005", "Biopsy of the kidney", "A method.", {2021, 0, 0});
  d.body = {{"Methods", "methods", "Low dose steroids were given before each biopsy of lupus patients."}};
  d.doi = "10.1000/biopsy";
  return d;
}

Document other_disease() {
  Document d = base("1006", "Rapamycin in mice", "Mouse kidneys and sirolimus.", {2021, 5, 0});
  d.entities = {annotated("CHEBI:9168", "CHEBI", "sirolimus", EntityType::chemical),
                annotated("MONDO:0007915", "MONDO", "systemic lupus erythematosus", EntityType::disease)};
  d.extra = {{"cohort", "\"alpha\""}};
  return d;
}

Document group_author() {
  Document d = base("1007", "Trial of the group", "Randomised trial of a low daily dose.", {2018, 3, 9});
  Author group;
  group.collective = "Invented Study Group";
  d.authors = {group};
  d.databanks = {{"ClinicalTrials.gov", {"NCT00000001"}}};
  return d;
}

Document preprint() {
  Document d = base("1008", "IL-21 and IL2 in T cells", "Cell counts of CD4 and CD8.", {2023, 1, 1});
  d.status.preprint = true;
  d.authors = {person("Smith", "John", "J")};
  return d;
}

}  // namespace

std::vector<Document> sample_documents() {
  return {low_dose(), review(), retracted(), lay(), full_text(), other_disease(), group_author(), preprint()};
}

}  // namespace il2search
