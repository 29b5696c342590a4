#pragma once

#include <string>
#include <vector>

#include "documents/pdf_protocol.hpp"
#include "pdf_worker/witness.hpp"

namespace ats::pdf {

/// The text of a page, and where its words stand.
struct PageText {
    std::string text;
    std::vector<WordPlace> words;
};

/// A word of a page with its box in points; y grows downwards. Words come in any order.
struct Word {
    std::string text;  ///< UTF-8.
    double left = 0;
    double top = 0;
    double right = 0;
    double bottom = 0;
    bool space_after = true;   ///< False if the word is glued to the next one.
    int rotation = 0;          ///< Quarter turns clockwise that its letters are turned.
    bool soft_hyphen = false;  ///< Its last hyphen is there only because the line ends.
    std::string link{};        ///< An address that a click on it leads to, written behind it.
    Witness witness{};         ///< What the file says of it.

    double height() const noexcept { return bottom - top; }
};

/// Puts the words in the order a person reads them: column by column, line by line, paragraphs parted
/// by a blank line. What the file says of the order is believed as far as it is coherent; else the places
/// of the words decide.
/// @param words with their witnesses. @param witness of the page; that of its words is not looked at.
/// @returns the text of the page, ending in '\n'; empty if there are no words.
PageText page_text(std::vector<Word> const& words, PageWitness const& witness = {});

}  // namespace ats::pdf
