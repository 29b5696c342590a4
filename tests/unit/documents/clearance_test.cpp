#include "pdf_worker/clearance.hpp"

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include "made_pdf.hpp"
#include "pdf_worker/content_witness.hpp"
#include "pdf_worker/outline.hpp"
#include "pdf_worker/tint.hpp"

using namespace ats::pdf;

namespace {

/// A word of 10 points whose line is 600 points above the bottom of a page of 792.
std::vector<Word> const words{{"kubernetes", 72, 185, 122, 195}};
std::string const keywords = "BT /F1 10 Tf 72 600 Td (kubernetes) Tj ET\n";

bool all_seen(std::string const& bytes, std::vector<Word> const& of_page = words) {
    PdfFile const file(bytes);
    return ContentWitness(file, true).of(0, of_page).all_seen;
}

bool are_seen(std::string const& content) {
    CAPTURE(content);
    return all_seen(test::made_pdf_of_contents({content}));
}

/// A page with these resources. Object 4 is its content, 5 to 9 are `objects`.
std::string pdf(std::string const& content, std::string const& resources,
                std::vector<std::string> const& objects = {}, std::string const& page_entries = "",
                std::string const& catalog_entries = "") {
    auto const stream = [](std::string const& bytes) {
        return "<</Length " + std::to_string(bytes.size()) + ">>stream\n" + bytes + "\nendstream";
    };
    std::vector<std::string> all{"<</Type/Catalog/Pages 2 0 R" + catalog_entries + ">>",
                                 "<</Type/Pages/Kids[3 0 R]/Count 1>>",
                                 "<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R" +
                                     page_entries + "/Resources<<" + resources + ">>>>",
                                 stream(content)};
    all.insert(all.end(), objects.begin(), objects.end());
    std::string bytes = "%PDF-1.5\n", table;
    for (std::size_t i = 0; i < all.size(); ++i) {
        auto const offset = std::to_string(bytes.size());
        table += std::string(10 - offset.size(), '0') + offset + " 00000 n \n";
        bytes += std::to_string(i + 1) + " 0 obj" + all[i] + "\nendobj\n";
    }
    auto const size = std::to_string(all.size() + 1);
    auto const begin = std::to_string(bytes.size());
    return bytes + "xref\n0 " + size + "\n0000000000 65535 f \n" + table + "trailer<</Size " + size +
           "/Root 1 0 R>>\nstartxref\n" + begin + "\n%%EOF\n";
}

std::string const helvetica = "/Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>";

void put(std::string& out, std::uint32_t value, int bytes) {
    while (bytes-- > 0) out += static_cast<char>(value >> 8 * bytes & 0xFF);
}

/// A TrueType font of 1,000 units in which all letters are a bar from 0 to these ends.
std::string font_with(std::uint32_t width, std::uint32_t height) {
    std::string glyph;
    for (auto const value : {1U, 0U, 0U, width, height, 3U, 0U}) put(glyph, value, 2);
    glyph += std::string(4, '\x01');  // Four points on the line.
    for (auto const step : {0U, width, 0U, 0x10000U - width}) put(glyph, step, 2);
    for (auto const step : {0U, 0U, height, 0U}) put(glyph, step, 2);
    std::string head, hhea, maxp, hmtx, loca, cmap;
    for (auto const value : {0x10000U, 0x10000U, 0U, 0x5F0F3CF5U}) put(head, value, 4);
    for (auto const value : {0U, 1000U}) put(head, value, 2);
    head += std::string(16, '\0');
    for (auto const value : {0U, 0U, 1000U, 1000U, 0U, 8U, 2U, 1U, 0U}) put(head, value, 2);
    put(hhea, 0x10000, 4);
    for (auto const value : {800U, 0U, 0U, 500U}) put(hhea, value, 2);
    hhea += std::string(22, '\0');
    put(hhea, 1, 2);
    put(maxp, 0x10000, 4);
    for (auto const value : {2U, 4U, 1U, 0U, 0U, 1U, 0U, 0U, 0U, 0U, 0U, 0U, 0U, 0U}) put(maxp, value, 2);
    for (auto const value : {500U, 0U, 0U}) put(hmtx, value, 2);
    for (auto const value : {0U, 0U, static_cast<unsigned>(glyph.size())}) put(loca, value, 4);
    for (auto const value : {0U, 1U, 1U, 0U}) put(cmap, value, 2);  // One table, of the Macintosh.
    put(cmap, 12, 4);
    for (auto const value : {0U, 262U, 0U}) put(cmap, value, 2);
    cmap += std::string(97, '\0') + std::string(26, '\x01') + std::string(133, '\0');
    std::vector<std::pair<std::string, std::string>> tables{{"cmap", cmap}, {"glyf", glyph}, {"head", head},
                                                            {"hhea", hhea}, {"hmtx", hmtx},  {"loca", loca},
                                                            {"maxp", maxp}};
    std::string out, body;
    put(out, 0x10000, 4);
    for (auto const value : {7U, 64U, 2U, 48U}) put(out, value, 2);
    for (auto& [name, table] : tables) {
        out += name;
        for (auto const value :
             {0U, static_cast<unsigned>(12 + 7 * 16 + body.size()), static_cast<unsigned>(table.size())})
            put(out, value, 4);
        body += table + std::string((4 - table.size() % 4) % 4, '\0');
    }
    return out + body;
}

bool are_seen_in(std::string const& font) {
    std::string widths;
    for (int i = 0; i < 26; ++i) widths += "500 ";
    return all_seen(
        pdf(keywords,
            "/Font<</F1<</Type/Font/Subtype/TrueType/BaseFont/A/FirstChar 97/LastChar 122/Widths[" + widths +
                "]/FontDescriptor<</Type/FontDescriptor/Flags 4/FontName/A/FontFile2 5 0 R>>>>>>",
            {"<</Length " + std::to_string(font.size()) + ">>stream\n" + font + "\nendstream"}));
}

}  // namespace

TEST_CASE("pages on which all words are seen need no look") {
    CHECK(are_seen(keywords));
    CHECK(are_seen("0 0.3 0.6 rg " + keywords));
    CHECK(are_seen("0 g 60 590 300 30 re f 1 g " + keywords));
    CHECK(are_seen("q 50 500 500 200 re W n " + keywords + "Q"));
    CHECK(are_seen(keywords + "72 597 m 122 597 l S"));
    CHECK(are_seen(keywords + "BT /F1 10 Tf 72.3 600 Td (kubernetes) Tj ET"));
    CHECK(are_seen("0 g 60 590 m 200 590 l 220 600 l 200 620 l 60 620 l h f 1 g " + keywords));
}

TEST_CASE("words that may be hidden need a look") {
    CHECK_FALSE(are_seen("1 g " + keywords));
    CHECK_FALSE(are_seen("0.95 g " + keywords));
    CHECK_FALSE(are_seen("1 1 1 rg 0 g 1 g " + keywords));
    CHECK_FALSE(are_seen("0 0 0 0 k " + keywords));
    CHECK_FALSE(are_seen("0.2 g 60 590 300 30 re f 0.25 g " + keywords));
    CHECK_FALSE(are_seen("BT 3 Tr ET " + keywords));
    CHECK_FALSE(are_seen("q 0 0 9 9 re W n " + keywords + "Q"));
    CHECK_FALSE(are_seen("q 60 590 m 70 590 l 60 600 l h W n " + keywords + "Q"));
    CHECK_FALSE(are_seen("BT /F1 1 Tf 10 0 0 0.1 72 600 Tm (kubernetes) Tj ET"));
    CHECK_FALSE(are_seen("BT /F1 10 Tf -5 Tc 72 600 Td (kubernetes) Tj ET"));
    CHECK_FALSE(are_seen(keywords + "1 g 60 590 300 30 re f"));
    CHECK_FALSE(are_seen(keywords + "1 g BT /F1 40 Tf 60 590 Td (MMMM) Tj ET"));
    CHECK_FALSE(are_seen(keywords + "1 G 20 w 60 605 m 300 605 l S"));
}

TEST_CASE("covers in many thin strips cover") {
    std::string strips = "1 g ";
    for (int y = 595; y < 610; ++y) strips += "60 " + std::to_string(y) + " 300 0.97 re f ";
    CHECK_FALSE(are_seen(keywords + strips));
}

TEST_CASE("a ground that is cut away, or has a hole, is no ground") {
    CHECK_FALSE(are_seen("q 60 590 m 65 590 l 60 595 l h W n 0 g 60 590 300 30 re f Q 1 g " + keywords));
    CHECK_FALSE(are_seen("0 g 60 590 300 30 re 65 592 280 25 re f* 1 g " + keywords));
    CHECK_FALSE(are_seen("0 G 60 590 300 30 re S 1 g " + keywords));
}

TEST_CASE("where a page cannot be understood, it needs a look") {
    CHECK_FALSE(are_seen(keywords + "--1 w"));
    CHECK_FALSE(are_seen(keywords + "unknown"));
    CHECK_FALSE(are_seen(keywords + "1 1 g"));
    CHECK_FALSE(are_seen(keywords + "Q"));
    CHECK_FALSE(are_seen(keywords + "/Lost Do"));
    CHECK_FALSE(are_seen(keywords + "q 9 0 0 9 0 0 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \xff EI Q"));
    CHECK_FALSE(all_seen("no PDF"));
}

TEST_CASE("a page with words that its content does not draw needs a look") {
    auto const page = test::made_pdf_of_contents({keywords});
    CHECK_FALSE(all_seen(page, {words[0], {"terraform", 300, 485, 350, 495}}));
    CHECK_FALSE(all_seen(page, {}));
}

TEST_CASE("words drawn through masks, blend modes and low opacity need a look") {
    for (std::string const state :
         {"/ca 0.05", "/BM/Screen", "/SMask<</S/Luminosity>>", "/TR<<>>", "/BM[/Normal]"}) {
        CAPTURE(state);
        CHECK_FALSE(all_seen(pdf("/G gs " + keywords, helvetica + "/ExtGState<</G<<" + state + ">>>>")));
    }
    CHECK(all_seen(pdf("/G gs " + keywords, helvetica + "/ExtGState<</G<</ca 1/BM/Normal/SMask/None>>>>")));
}

TEST_CASE("colours are what their space says") {
    auto const seen = [](std::string const& space, std::string const& colour) {
        CAPTURE(space);
        return all_seen(
            pdf("/S cs " + colour + " scn " + keywords, helvetica + "/ColorSpace<</S" + space + ">>"));
    };
    std::string const ink = "[/Separation/Black/DeviceGray<</FunctionType 2/Domain[0 1]/N 1";
    CHECK(seen(ink + "/C0[1]/C1[0]>>]", "1"));
    CHECK_FALSE(seen(ink + "/C0[1]/C1[1]>>]", "1"));
    CHECK_FALSE(seen(ink + "/C0[1]/C1[0]>>]", "0"));
    CHECK(seen("[/Indexed/DeviceRGB 1 <000000ffffff>]", "0"));
    CHECK_FALSE(seen("[/Indexed/DeviceRGB 1 <000000ffffff>]", "1"));
    CHECK_FALSE(seen("/Pattern", "/P"));
    CHECK_FALSE(all_seen(
        pdf("0 g " + keywords, helvetica + "/ColorSpace<</DefaultGray" + ink + "/C0[1]/C1[1]>>]>>")));
}

TEST_CASE("letters that show nothing, or next to nothing, need a look") {
    CHECK(are_seen_in(font_with(400, 700)));
    CHECK_FALSE(are_seen_in(font_with(0, 0)));
    CHECK_FALSE(are_seen_in(font_with(400, 5)));
    CHECK_FALSE(are_seen_in("no font"));
}

TEST_CASE("annotations and layers that may cover words need a look") {
    auto const with = [](std::string const& page, std::string const& catalog = "") {
        return all_seen(pdf("/OC/L BDC " + keywords + "EMC", helvetica + "/Properties<</L 5 0 R>>",
                            {"<</Type/OCG/Name(L)>>"}, page, catalog));
    };
    CHECK(with("/Annots[<</Subtype/Link/Rect[72 600 122 610]>>]"));
    CHECK_FALSE(with("/Annots[<</Subtype/Square/Rect[72 600 122 610]>>]"));
    CHECK_FALSE(with("/Annots[<</Subtype/Link/Border[0 0 30]/Rect[72 600 122 610]>>]"));
    CHECK(with("", "/OCProperties<</OCGs[5 0 R]/D<<>>>>"));
    CHECK_FALSE(with("", "/OCProperties<</OCGs[5 0 R]/D<</OFF[5 0 R]>>>>"));
}

TEST_CASE("a box lies inside of a closed line, outside, or across") {
    Outline ring;
    for (double const r : {10.0, 4.0}) {
        ring.begin({-r, -r});
        ring.line_to({r, -r});
        ring.line_to({r, r});
        ring.line_to({-r, r});
    }
    ring.even_odd = true;
    CHECK(place_of({-8, -8, -6, -6}, ring) == Place::inside);
    CHECK(place_of({-1, -1, 1, 1}, ring) == Place::outside);
    CHECK(place_of({11, 11, 12, 12}, ring) == Place::outside);
    CHECK(place_of({-6, -6, 1, 1}, ring) == Place::across);
    CHECK_FALSE(rectangles_of(ring));
}

TEST_CASE("inks are mixed as they are printed") {
    auto const cyan = Tint::of_cmyk({1, 0, 0, 0});
    CHECK(cyan.green == doctest::Approx(0.6784));
    CHECK(contrast(Tint::of_cmyk({0, 0, 0, 1}), Tint::white()) > 1);
    CHECK(contrast(Tint::of(1, 1, 0.9), Tint::white()) < 1);
    CHECK(contrast(Tint::unknown(), Tint::white()) == 0);
    CHECK(over(Tint::of(0, 0, 0), 0.25, Tint::white()).red == doctest::Approx(0.75));
}
