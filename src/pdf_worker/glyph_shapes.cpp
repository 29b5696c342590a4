#include "pdf_worker/glyph_shapes.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include <ft2build.h>
#include FT_FREETYPE_H
#include FT_CID_H
#include FT_OUTLINE_H

#include "pdf_worker/scan_streams.hpp"

namespace ats::pdf {
namespace {

constexpr std::size_t longest_program = 16'000'000;  // A whole Chinese font; parts of fonts have 50 kB.
constexpr std::size_t longest_map = 131'072;         // Two bytes for each of 65,536 glyphs.

// In shares of the em square.
constexpr double least_size = 0.04;
constexpr double least_side = 0.01;
constexpr double least_area = 0.004;  // Lines there and back enclose nothing. A thin l has .02.
constexpr double speck_size = 0.25;
constexpr double dash_height = 0.17;
constexpr double dash_width = 0.6;
constexpr double most_beyond = 3;  // Beside the em square: such a glyph covers others.
constexpr double most_beside = 1;

/// What the codes of Windows' Latin from 0x80 to 0x9F mean.
constexpr std::array<std::uint16_t, 32> windows_latin{
    0x20AC, 0x2022, 0x201A, 0x192,  0x201E, 0x2026, 0x2020, 0x2021, 0x2C6,  0x2030, 0x160,
    0x2039, 0x152,  0x2022, 0x17D,  0x2022, 0x2022, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x2DC,  0x2122, 0x161,  0x203A, 0x153,  0x2022, 0x17E,  0x178};

unsigned unicode_of(unsigned code) { return code >= 0x80 && code < 0xA0 ? windows_latin[code - 0x80] : code; }

std::string name_of(QPDFObjectHandle object) { return object.isName() ? object.getName().substr(1) : ""; }

QPDFObjectHandle program_of(QPDFObjectHandle font) {
    auto descriptor = font.getKey("/FontDescriptor");
    if (!descriptor.isDictionary()) return QPDFObjectHandle::newNull();
    for (auto const* key : {"/FontFile", "/FontFile2", "/FontFile3"}) {
        if (descriptor.getKey(key).isStream()) return descriptor.getKey(key);
    }
    return QPDFObjectHandle::newNull();
}

bool is_symbolic(QPDFObjectHandle font) {
    auto flags = font.getKey("/FontDescriptor").getKey("/Flags");
    return flags.isInteger() && (flags.getIntValue() & 4) != 0;
}

/// Twice the area that the lines of an outline enclose; what goes the other way around counts less.
double doubled_area(FT_Outline const& outline) {
    double sum = 0;
    int begin = 0;
    for (int contour = 0; contour < outline.n_contours; ++contour) {
        int const end = outline.contours[contour];
        for (int i = begin; i <= end; ++i) {
            auto const& a = outline.points[i];
            auto const& b = outline.points[i < end ? i + 1 : begin];
            sum += static_cast<double>(a.x) * static_cast<double>(b.y) -
                   static_cast<double>(b.x) * static_cast<double>(a.y);
        }
        begin = end + 1;
    }
    return std::abs(sum);
}

GlyphShape shape_of(FT_Outline& outline, double em) {
    if (outline.n_points < 3) return GlyphShape::blank;
    FT_BBox box;
    FT_Outline_Get_CBox(&outline, &box);
    double const left = static_cast<double>(box.xMin) / em, right = static_cast<double>(box.xMax) / em;
    double const low = static_cast<double>(box.yMin) / em, high = static_cast<double>(box.yMax) / em;
    double const width = right - left, height = high - low;
    if (right > 1 + most_beyond || left < -most_beyond || high > 1 + most_beyond || low < -most_beyond)
        return GlyphShape::huge;
    bool const is_nothing = std::max(width, height) < least_size || std::min(width, height) < least_side ||
                            doubled_area(outline) / 2 < least_area * em * em;
    bool const is_elsewhere = left > 1 + most_beside || right < -most_beside || low > 1.2 || high < -0.5;
    if (is_nothing || is_elsewhere) return GlyphShape::blank;
    bool const is_speck =
        (width < speck_size && height < speck_size) || (height < dash_height && width < dash_width);
    return is_speck ? GlyphShape::speck : GlyphShape::letter;
}

}  // namespace

class GlyphShapes::Library {
public:
    Library() {
        if (FT_Init_FreeType(&library_) != 0) library_ = nullptr;
    }
    ~Library() {
        if (library_ != nullptr) FT_Done_FreeType(library_);
    }
    Library(Library const&) = delete;
    Library& operator=(Library const&) = delete;

    /// @param program must outlive the face. @returns nullptr if it is no font.
    FT_Face open(std::string const& program) {
        FT_Face face = nullptr;
        auto const* const bytes = reinterpret_cast<FT_Byte const*>(program.data());
        bool const opened =
            library_ != nullptr &&
            FT_New_Memory_Face(library_, bytes, static_cast<FT_Long>(program.size()), 0, &face) == 0;
        return opened ? face : nullptr;
    }

private:
    FT_Library library_ = nullptr;
};

/// A font of the document. Which glyph a code names is said in five ways, and readers differ: a code of
/// which several glyphs may be meant is as good as the worst of them.
class GlyphShapes::Font {
public:
    Font(Library& library, QPDFObjectHandle dictionary) { open(library, dictionary); }
    ~Font() {
        if (face_ != nullptr) FT_Done_Face(face_);
    }
    Font(Font const&) = delete;
    Font& operator=(Font const&) = delete;

    GlyphShape of(unsigned code) {
        auto const [known, is_new] = shapes_.try_emplace(code, otherwise_);
        if (is_new && face_ != nullptr) known->second = composite_ ? of_composite(code) : of_simple(code);
        return known->second;
    }

private:
    void open(Library& library, QPDFObjectHandle dictionary);
    void open_composite(QPDFObjectHandle dictionary, QPDFObjectHandle descendant);
    void read_encoding(QPDFObjectHandle encoding);
    GlyphShape glyph(unsigned index);
    GlyphShape of_composite(unsigned code);
    GlyphShape of_simple(unsigned code);
    bool is_used(FT_CharMap map) const;
    void give_up() { composite_ = true, is_understood_ = false; }

    std::string program_;
    FT_Face face_ = nullptr;
    GlyphShape otherwise_ = GlyphShape::unknown;  // Of all codes, if there is no face.
    bool composite_ = false;
    bool is_understood_ = true;
    bool symbolic_ = false;
    bool has_unicode_ = false;
    bool takes_cids_ = false;
    std::optional<std::string> glyph_map_;
    std::string encoding_;
    std::unordered_map<unsigned, std::string> names_;
    std::unordered_map<unsigned, GlyphShape> shapes_;
};

void GlyphShapes::Font::open(Library& library, QPDFObjectHandle dictionary) {
    auto const kind = name_of(dictionary.getKey("/Subtype"));
    if (kind == "Type3") return;
    composite_ = kind == "Type0";
    auto font = dictionary;
    if (composite_) {
        auto descendants = dictionary.getKey("/DescendantFonts");
        if (!descendants.isArray() || descendants.getArrayNItems() != 1) return;
        font = descendants.getArrayItem(0);
        if (!font.isDictionary()) return;
    }
    auto program = program_of(font);
    if (!program.isStream()) {
        otherwise_ = GlyphShape::letter;
        return;
    }
    if (!decode(program, longest_program, program_)) return;
    face_ = library.open(program_);
    if (face_ == nullptr) return;
    if (composite_) return open_composite(dictionary, font);
    symbolic_ = is_symbolic(font);
    read_encoding(dictionary.getKey("/Encoding"));
    for (int i = 0; i < face_->num_charmaps; ++i)
        has_unicode_ = has_unicode_ || face_->charmaps[i]->encoding == FT_ENCODING_UNICODE;
}

void GlyphShapes::Font::open_composite(QPDFObjectHandle dictionary, QPDFObjectHandle descendant) {
    if (name_of(dictionary.getKey("/Encoding")) != "Identity-H") return give_up();
    auto map = descendant.getKey("/CIDToGIDMap");
    FT_Bool has_cids = 0;
    takes_cids_ = FT_Get_CID_Is_Internally_CID_Keyed(face_, &has_cids) == 0 && has_cids != 0;
    // FreeType takes character numbers where the program is bare, and glyph numbers where it is wrapped.
    if (takes_cids_ && (map.isStream() || program_.compare(0, 4, "OTTO") == 0)) return give_up();
    if (!map.isStream()) return;
    glyph_map_.emplace();
    if (!decode(map, longest_map, *glyph_map_)) give_up();
}

void GlyphShapes::Font::read_encoding(QPDFObjectHandle encoding) {
    if (encoding.isName()) encoding_ = name_of(encoding);
    if (!encoding.isDictionary()) return;
    encoding_ = name_of(encoding.getKey("/BaseEncoding"));
    auto differences = encoding.getKey("/Differences");
    if (!differences.isArray()) return;
    unsigned code = 0;
    for (auto item : differences.getArrayAsVector()) {
        if (item.isInteger()) code = static_cast<unsigned>(item.getIntValueAsInt()) & 0xFF;
        if (item.isName()) names_[code++] = name_of(item);
    }
}

GlyphShape GlyphShapes::Font::glyph(unsigned index) {
    if (!takes_cids_ && index >= static_cast<unsigned>(face_->num_glyphs)) return GlyphShape::blank;
    constexpr auto how = FT_LOAD_NO_SCALE | FT_LOAD_NO_HINTING | FT_LOAD_NO_BITMAP;
    if (FT_Load_Glyph(face_, index, how) != 0) return GlyphShape::blank;
    if (face_->glyph->format != FT_GLYPH_FORMAT_OUTLINE) return GlyphShape::unknown;
    return shape_of(face_->glyph->outline, face_->units_per_EM > 0 ? face_->units_per_EM : 1000);
}

GlyphShape GlyphShapes::Font::of_composite(unsigned code) {
    if (!is_understood_) return GlyphShape::unknown;
    if (!glyph_map_) return glyph(code);
    if (2 * std::size_t{code} + 1 >= glyph_map_->size()) return GlyphShape::blank;
    auto const byte = [&](std::size_t i) { return static_cast<unsigned char>((*glyph_map_)[2 * code + i]); };
    return glyph(byte(0) * 256U + byte(1));
}

/// Whether readers may find a code in this map of the font.
bool GlyphShapes::Font::is_used(FT_CharMap map) const {
    if (symbolic_ || encoding_.empty()) return true;
    return !has_unicode_ || map->encoding == FT_ENCODING_UNICODE;
}

GlyphShape GlyphShapes::Font::of_simple(unsigned code) {
    auto const name = names_.find(code);
    if (name != names_.end() && FT_HAS_GLYPH_NAMES(face_)) {
        auto const index = FT_Get_Name_Index(face_, name->second.c_str());
        if (index != 0) return glyph(index);
    }
    std::optional<GlyphShape> worst;
    auto const take = [&](unsigned index) {
        if (index != 0) worst = std::max(worst.value_or(GlyphShape::letter), glyph(index));
    };
    for (int i = 0; i < face_->num_charmaps; ++i) {
        auto* const map = face_->charmaps[i];
        if (!is_used(map)) continue;
        FT_Set_Charmap(face_, map);
        if (map->encoding == FT_ENCODING_UNICODE) {
            if (name == names_.end()) take(FT_Get_Char_Index(face_, unicode_of(code)));
            continue;
        }
        // The Macintosh's other half is in another order than Windows'.
        bool const is_other_half = map->encoding == FT_ENCODING_APPLE_ROMAN && code >= 0x80;
        if (is_other_half && !symbolic_ && !encoding_.empty()) continue;
        take(FT_Get_Char_Index(face_, code));
        if (map->encoding == FT_ENCODING_MS_SYMBOL) take(FT_Get_Char_Index(face_, 0xF000 + code));
    }
    return worst.value_or(GlyphShape::unknown);
}

GlyphShapes::GlyphShapes() : library_(std::make_unique<Library>()) {}
GlyphShapes::~GlyphShapes() = default;

GlyphShape GlyphShapes::of(ScanFont const& font, unsigned code) {
    auto& known = fonts_[font.number];
    if (!known) known = std::make_unique<Font>(*library_, font.dictionary);
    return known->of(code);
}

}  // namespace ats::pdf
