// The content stream of a page, which draws a form with the same content.
#include <cmath>
#include <string>
#include <vector>

#include <qpdf/QPDF.hh>
#include <qpdf/QPDFObjectHandle.hh>

#include "checks.hpp"
#include "pdf_worker/content_scan.hpp"
#include "pdf_worker/content_witness.hpp"
#include "target.hpp"

namespace {

constexpr char resources[] =
    "<</Font<</F<</Subtype/Type1/BaseFont/Helvetica>>"
    "/C<</Subtype/Type0/Encoding/Identity-V/DescendantFonts[<</DW 500/W[1[300 400] 5 9 700]>>]>>"
    "/T<</Subtype/Type3/FontMatrix[.01 0 0 .01 0 0]/FirstChar 65/Widths[50 60 70]>>>>"
    "/Properties<</P<</MCID 1>>>>/ExtGState<</G<</ca 0/CA .5>>>>"
    "/ColorSpace<</S[/Separation/A/DeviceGray<<>>]/I[/Indexed/DeviceRGB 0(abc)]>>>>";

QPDFObjectHandle page_with(QPDF& pdf, std::string const& content) {
    auto own = QPDFObjectHandle::parse(resources);
    auto form = pdf.newStream(content);
    form.getDict().replaceKey("/Subtype", QPDFObjectHandle::newName("/Form"));
    form.getDict().replaceKey("/Matrix", QPDFObjectHandle::parse("[.5 0 0 .5 9 9]"));
    form.getDict().replaceKey("/Resources", own);
    own.replaceKey("/XObject", QPDFObjectHandle::parse("<<>>"));
    auto page = pdf.makeIndirectObject(QPDFObjectHandle::parse("<</Type/Page/MediaBox[0 0 612 792]>>"));
    auto of_page = own.shallowCopy();
    of_page.replaceKey("/XObject", QPDFObjectHandle::parse("<<>>"));
    of_page.getKey("/XObject").replaceKey("/X", form);
    page.replaceKey("/Resources", of_page);
    page.replaceKey("/Contents", pdf.newStream(content));
    return page;
}

void require_sound(ats::pdf::ContentScan const& scan) {
    for (auto const& glyph : scan.glyphs) {
        fuzz::require(std::isfinite(glyph.x) && std::isfinite(glyph.y), "a glyph stands somewhere");
        fuzz::require(glyph.turns >= 0 && glyph.turns < 4 && glyph.mcid >= -1, "a glyph has a direction");
    }
    for (auto const& shape : scan.shapes) {
        fuzz::require(shape.left >= 0 && shape.right <= 612 && shape.left <= shape.right,
                      "shapes are on the page");
        fuzz::require(shape.top >= 0 && shape.bottom <= 792 && shape.top <= shape.bottom,
                      "shapes are on the page");
    }
}

}  // namespace

int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    QPDF pdf;
    pdf.emptyPDF();
    pdf.setSuppressWarnings(true);
    auto const page = page_with(pdf, std::string(fuzz::bytes_of(data, size)));
    ats::pdf::ScanFonts fonts;
    auto const scan = ats::pdf::scan_content(page, fonts);
    if (!scan) return 0;
    require_sound(*scan);
    std::vector<ats::pdf::Word> words;
    for (std::size_t i = 0; i < scan->glyphs.size() && i < 100; ++i) {
        auto const& glyph = scan->glyphs[i];
        words.push_back({"a", glyph.x, glyph.y - 5, glyph.x + 5, glyph.y + 2});
    }
    ats::pdf::StructureTree const no_tree(QPDFObjectHandle::newNull());
    auto const joined = ats::pdf::join(*scan, words, no_tree, 1);
    fuzz::require(joined.words.size() == words.size(), "each word has a witness");
    fuzz::require(joined.joined >= 0 && joined.joined <= 1, "a share is a share");
    for (auto const& witness : joined.words) {
        bool const is_glyph = witness.drawn < static_cast<int>(scan->glyphs.size());
        fuzz::require(is_glyph && witness.tree == -1, "a witness names a glyph");
    }
    return 0;
}
