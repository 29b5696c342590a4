#pragma once

#include <cstddef>

#include <ats/document.hpp>

namespace ats::documents {

/// Cuts a document behind its `most`-th word, with its pages and placed words, and says so in a finding.
/// A word is what stands between white space; in scripts without spaces each character is one.
void limit_words(Document& document, std::size_t most);

}  // namespace ats::documents
