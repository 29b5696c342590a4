#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "pdf_worker/content_scan.hpp"
#include "pdf_worker/layout.hpp"
#include "pdf_worker/pdf_file.hpp"
#include "pdf_worker/structure_tree.hpp"
#include "pdf_worker/witness.hpp"

namespace ats::pdf {

/// Finds the words of a page among the glyphs of its content, by where they stand.
/// @param tree of the document. @param page object number of the page.
PageWitness join(ContentScan const& scan, std::vector<Word> const& words, StructureTree const& tree,
                 int page);

/// What the content streams and the structure tree of a document say about its words.
class ContentWitness {
public:
    /// @param file must outlive this.
    explicit ContentWitness(PdfFile const& file) : file_(file) {}

    /// @returns one witness for each word. Of a page that is not understood none is found.
    PageWitness of(std::size_t page, std::vector<Word> const& words);

private:
    PageWitness read(std::size_t page, std::vector<Word> const& words);

    PdfFile const& file_;
    ScanFonts fonts_;
    std::optional<StructureTree> tree_;
};

}  // namespace ats::pdf
