#pragma once

#include <memory>
#include <string>
#include <vector>

#include "pdf_worker/layout.hpp"

namespace ats::pdf {

/// The addresses that a document links to. poppler-cpp does not tell them.
class Links {
public:
    /// @param bytes of the whole document; they must outlive this. A document that cannot be read has
    /// no links.
    explicit Links(std::string const& bytes);
    ~Links();
    Links(Links const&) = delete;
    Links& operator=(Links const&) = delete;

    /// Gives each address to the last word of the text that it is a link of, unless that text shows it.
    void add_to(std::vector<Word>& words, std::size_t page) const;

private:
    class File;
    std::unique_ptr<File> file_;
};

}  // namespace ats::pdf
