// The fingerprint of the analyzer: a hash of its tokens for a text that exercises every rule. Two versions of the library
// that cut this text alike can read each other's indexes. A rule that is added without a line here goes unnoticed.
#include <array>
#include <string>

#include "base/bytes.h"
#include "base/checksum.h"
#include "text/analyzer.h"

namespace il2search {
namespace {

constexpr std::string_view kSample =
    // compounds, dashes, seams
    "IL-2 IL2 IL\u20112 IL\u20132 il 2 COVID-19-related anti-IL-2 5-HT2A T-cell low/dose x_y 2019-2023 1,25(OH)2D3 "
    // Greek
    "TNF-\u03b1 TNF\u03b1 TNF-alpha TNFalpha NF-\u03baB NF-kappaB I\u03baB\u03b1 IkappaBalpha \u00b5g \u03bcg "
    "\u03a3\u03c2 "
    "alphabet betaine gammadelta \u03bd\u03b5\u03c6\u03c1\u03af\u03c4\u03b9\u03b4\u03b1 IL-1\u00df "
    // signs and charges
    "CD4+ CD4(+) CD4- CD4\u2212, CD4-positive CD8 negative CD4+CD25+ CD3-CD56+ Na+/K+-ATPase Ca2+ Ca(2+) "
    "Ca\u00b2\u207a "
    "Cl\u207b Cl- pre- HLA-DR+ IL-17+ CO\u2082 CO\u2083\u00b2\u207b 10\u207b\u00b3 10\u2076 2\u00bd "
    // whole names
    "c.35G>A p.V600E p.(Val600Glu) c.1521_1523delCTT HLA-DRB1*04:01 CYP2D6*4 rs123 e.g. c. 1990 "
    // lexicon
    "anti-dsDNA anti-ds DNA antidsDNA mRNAs miRNA sterna interna Tregs "
    // diacritics, ligatures, apostrophes
    "Sj\u00f6gren's Mu\u0308ller Mueller Muller Huebner influenza blues na\u00efve \u0141\u00f3d\u017a S\u00f8ren "
    "\ufb01bre "
    "O\u2019Brien 5'-UTR Alzheimer\u2019s patients' so\u00adft \u0456\u0439\u0301 \u0391\u03b2\u03b3 "
    "\u72fc\u7621\u3067 "
    "\u0e42\u0e23\u0e04 \u0915\u094d\u0930 \ud55c\uae00 \u0665 \xff "
    // spelling
    "tumour leukaemia oedema lymphoedema gastro-oesophageal randomised sulphate haemoglobin foetal centre fibre "
    "programme "
    "ageing analyse analyses labelled analogue intraepithelial vertebrae aerobic Israel exercise promised precise size "
    "four hour does coefficient roentgen leucocyte practise paraesthesia "
    // inflection
    "diagnosis diagnoses metastases nephritides bacterium criteria carcinomata mice nuclei antibodies SNPs CNS basis "
    "streptococci appendices organizations running";

std::string serialized_sample() {
  Analyzer analyzer;
  std::string text(kSample);
  text += " " + std::string(Analyzer::kMaxTermBytes + 1, 'x') + " end";
  std::string out;
  for (const auto& token : analyzer.analyze(text)) {
    out.append(token.term).push_back('\0');
    out.append(token.stem).push_back('\0');
    out.push_back(static_cast<char>(token.kind));
    put_u32(out, token.position);
    put_u32(out, token.start);
    put_u32(out, token.end);
  }
  for (std::string_view name : {"Mueller-L\u00fcdenscheidt J", "O\u2019Brien, S\u00f8ren", "Sauer"}) {
    out.append(analyzer.normalize_author(name)).push_back('\0');
  }
  return out;
}

}  // namespace

const std::string& analyzer_fingerprint() {
  static const std::string fingerprint = xxh3_hex(serialized_sample());
  return fingerprint;
}

}  // namespace il2search
