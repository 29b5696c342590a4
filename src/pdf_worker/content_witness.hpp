#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "pdf_worker/content_scan.hpp"
#include "pdf_worker/layout.hpp"
#include "pdf_worker/painter.hpp"
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
    /// @param file must outlive this. @param finds_seen to find out whether all words are seen, which costs.
    explicit ContentWitness(PdfFile const& file, bool finds_seen = false) : file_(file) {
        if (finds_seen) sources_.emplace();
    }

    /// @returns one witness for each word. Of a page that is not understood none is found.
    PageWitness of(std::size_t page, std::vector<Word> const& words);

private:
    PageWitness read(std::size_t page, std::vector<Word> const& words);
    bool are_seen(Painting const& painting, std::vector<Word> const& words,
                  std::vector<Witness> const& witnesses) const;

    PdfFile const& file_;
    ScanFonts fonts_;
    std::optional<StructureTree> tree_;
    std::optional<PaintSources> sources_;
};

}  // namespace ats::pdf
