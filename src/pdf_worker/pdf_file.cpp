#include "pdf_worker/pdf_file.hpp"

#include <algorithm>
#include <exception>

#include <qpdf/QPDFPageObjectHelper.hh>

namespace ats::pdf {
namespace {

using Rectangle = QPDFObjectHandle::Rectangle;

Rectangle ordered(Rectangle const& r) {
    return {std::min(r.llx, r.urx), std::min(r.lly, r.ury), std::max(r.llx, r.urx), std::max(r.lly, r.ury)};
}

std::unique_ptr<QPDF> open(std::string const& bytes) try {
    auto pdf = std::make_unique<QPDF>();
    pdf->setSuppressWarnings(true);
    pdf->processMemoryFile("", bytes.data(), bytes.size());
    return pdf;
} catch (std::exception const&) {
    return nullptr;
}

}  // namespace

PdfFile::PdfFile(std::string const& bytes) : pdf_(open(bytes)) {}

std::size_t PdfFile::pages() const { return pdf_ ? pdf_->getAllPages().size() : 0; }

QPDFObjectHandle PdfFile::page(std::size_t index) const {
    return index < pages() ? pdf_->getAllPages()[index] : QPDFObjectHandle::newNull();
}

QPDFObjectHandle PdfFile::structure_tree() const {
    return pdf_ ? pdf_->getRoot().getKey("/StructTreeRoot") : QPDFObjectHandle::newNull();
}

bool PdfFile::is_damaged() const { return !pdf_ || pdf_->anyWarnings(); }

bool PdfFile::shows_all_layers() const {
    auto layers = pdf_ ? pdf_->getRoot().getKey("/OCProperties") : QPDFObjectHandle::newNull();
    if (!layers.isDictionary()) return layers.isNull();
    auto state = layers.getKey("/D");
    if (!state.isDictionary()) return false;
    auto base = state.getKey("/BaseState");
    auto off = state.getKey("/OFF");
    bool const is_on = base.isNull() || (base.isName() && base.getName() == "/ON");
    return is_on && (off.isNull() || (off.isArray() && off.getArrayNItems() == 0));
}

bool shown_area(QPDFObjectHandle page, Rectangle& area) {
    QPDFPageObjectHelper helper(page);
    if (!helper.getCropBox().isRectangle()) return false;
    area = ordered(helper.getCropBox().getArrayAsRectangle());
    if (!helper.getMediaBox().isRectangle()) return true;
    auto const sheet = ordered(helper.getMediaBox().getArrayAsRectangle());
    area = {std::max(area.llx, sheet.llx), std::max(area.lly, sheet.lly), std::min(area.urx, sheet.urx),
            std::min(area.ury, sheet.ury)};
    return area.llx < area.urx && area.lly < area.ury;
}

int turns_of(QPDFObjectHandle page) {
    auto rotate = QPDFPageObjectHelper(page).getAttribute("/Rotate", false);
    long long const degrees = rotate.isInteger() ? rotate.getIntValue() : 0;
    return static_cast<int>(((degrees / 90) % 4 + 4) % 4);
}

}  // namespace ats::pdf
