#pragma once

#include <cstddef>
#include <memory>
#include <string>

#include <qpdf/QPDF.hh>
#include <qpdf/QPDFObjectHandle.hh>

namespace ats::pdf {

/// The objects of a document, for what poppler-cpp does not tell. Its methods throw what qpdf throws.
class PdfFile {
public:
    /// @param bytes of the whole document; they must outlive this. A document that qpdf cannot read has no
    /// pages: poppler reads some damaged files that qpdf does not.
    explicit PdfFile(std::string const& bytes);

    /// @returns the null object if there is no such page.
    QPDFObjectHandle page(std::size_t index) const;
    std::size_t pages() const;
    /// @returns the null object if there is none.
    QPDFObjectHandle structure_tree() const;
    /// True if anything of what was read so far was damaged, or said twice: readers differ in what they make
    /// of it.
    bool is_damaged() const;
    /// True if no layer of optional content is off, or may be.
    bool shows_all_layers() const;

private:
    std::unique_ptr<QPDF> pdf_;
};

/// The part of the page that is shown, as poppler has it.
/// @returns false if the page does not say it.
bool shown_area(QPDFObjectHandle page, QPDFObjectHandle::Rectangle& area);

/// @returns the quarter turns clockwise that the page is shown with.
int turns_of(QPDFObjectHandle page);

}  // namespace ats::pdf
