#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "pdf_worker/layout.hpp"

namespace ats::pdf {

/// What the hyphen at the end of a line is.
enum class HyphenKind {
    none,     ///< The next line does not go on with the word.
    of_line,  ///< It is there only because the line ends: manage-ment.
    of_word   ///< It belongs to the word: cloud-native.
};

/// Tells the hyphens of line ends by what the rest of the page writes, and by the words that make
/// compounds in English.
class Hyphens {
public:
    explicit Hyphens(std::vector<Word> const& page);

    /// @param head last word of a line. @param tail first word of the next one.
    HyphenKind kind_of(Word const& head, Word const& tail) const;

private:
    bool is_compound(std::string_view first, std::string_view second) const;
    bool is_written(std::string_view word) const { return written_.find(word) != written_.end(); }

    std::set<std::string, std::less<>> written_;  // The words of the page, in lower case.
};

}  // namespace ats::pdf
