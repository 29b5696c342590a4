#pragma once

#include <cstddef>
#include <vector>

#include "pdf_worker/layout.hpp"
#include "pdf_worker/pdf_file.hpp"

namespace ats::pdf {

/// The addresses that a document links to. poppler-cpp does not tell them.
class Links {
public:
    /// @param file must outlive this.
    explicit Links(PdfFile const& file) : file_(file) {}

    /// Gives each address to the last word of the text that it is a link of, unless that text shows it.
    void add_to(std::vector<Word>& words, std::size_t page) const;

private:
    PdfFile const& file_;
};

}  // namespace ats::pdf
