#include "pdf_worker/scan_fonts.hpp"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <string>
#include <string_view>

#include "pdf_worker/content_lexer.hpp"
#include "pdf_worker/letters.hpp"
#include "pdf_worker/scan_streams.hpp"
#include "pdf_worker/standard_widths.hpp"
#include "text/utf8.hpp"

namespace ats::pdf {
namespace {

constexpr std::size_t most_fonts = 500;       // A page for people has ten.
constexpr std::size_t most_codes = 65'536;    // Codes have two bytes.
constexpr std::size_t most_widths = 300'000;  // Entries written by one font, overwritten ones too.
constexpr std::size_t longest_map = 4'000'000;
constexpr float typewriter_width = 0.6F;
constexpr float other_width = 0.55F;  // Of a letter of which nothing is known.

std::string name_of(QPDFObjectHandle object) { return object.isName() ? object.getName().substr(1) : ""; }

double number_of(QPDFObjectHandle object, double otherwise) {
    return object.isNumber() ? object.getNumericValue() : otherwise;
}

bool ends_with(std::string const& text, std::string_view end) {
    return text.size() >= end.size() && text.compare(text.size() - end.size(), end.size(), end) == 0;
}

class FontReader {
public:
    FontReader(ScanFont& font, QPDFObjectHandle dictionary) : font_(font), dictionary_(dictionary) {}
    void read();

private:
    void read_simple();
    void read_composite();
    void read_standard(std::string const& name);
    void read_ranges(QPDFObjectHandle ranges);
    void read_letters();
    void read_signs();
    void set(long long code, double width);

    ScanFont& font_;
    QPDFObjectHandle dictionary_;
    std::size_t written_ = 0;
};

void FontReader::read() {
    bool const composite = name_of(dictionary_.getKey("/Subtype")) == "Type0";
    composite ? read_composite() : read_simple();
    if (!composite) font_.spaces.set(' ');
    read_letters();
}

void FontReader::set(long long code, double width) {
    if (code < 0 || code >= static_cast<long long>(most_codes) || ++written_ > most_widths) return;
    auto const index = static_cast<std::size_t>(code);
    if (index >= font_.widths.size()) font_.widths.resize(index + 1, -1.0F);
    font_.widths[index] = static_cast<float>(width);
}

void FontReader::read_simple() {
    double scale = 0.001;
    if (name_of(dictionary_.getKey("/Subtype")) == "Type3") {
        auto matrix = dictionary_.getKey("/FontMatrix");
        scale = matrix.isMatrix() ? matrix.getArrayAsMatrix().a : scale;
        font_.has_size = std::abs(scale - 0.001) < 0.0001;
    }
    auto const name = name_of(dictionary_.getKey("/BaseFont"));
    auto descriptor = dictionary_.getKey("/FontDescriptor");
    auto widths = dictionary_.getKey("/Widths");
    if (!widths.isArray()) return read_standard(name);
    font_.usual_width = static_cast<float>(
        descriptor.isDictionary() ? number_of(descriptor.getKey("/MissingWidth"), 0) * scale : 0);
    auto const first = static_cast<long long>(number_of(dictionary_.getKey("/FirstChar"), 0));
    int const count = std::min(widths.getArrayNItems(), 256);
    for (int i = 0; i < count; ++i) set(first + i, number_of(widths.getArrayItem(i), 0) * scale);
}

void FontReader::read_standard(std::string const& name) {
    font_.usual_width = name.find("Courier") != name.npos ? typewriter_width : other_width;
    for (auto const& standard : standard_widths) {
        if (name.compare(0, standard.name.size(), standard.name) != 0) continue;
        for (int i = 0; i < 95; ++i) set(' ' + i, standard.widths[i] * 0.001);
        return;
    }
}

void FontReader::read_composite() {
    font_.two_bytes = true;
    font_.vertical = ends_with(name_of(dictionary_.getKey("/Encoding")), "-V");
    font_.usual_width = 1;
    auto descendants = dictionary_.getKey("/DescendantFonts");
    if (!descendants.isArray() || descendants.getArrayNItems() < 1) return;
    auto font = descendants.getArrayItem(0);
    if (!font.isDictionary()) return;
    font_.usual_width = static_cast<float>(number_of(font.getKey("/DW"), 1000) * 0.001);
    if (font.getKey("/W").isArray()) read_ranges(font.getKey("/W"));
}

/// [first [width ...] first last width ...]
void FontReader::read_ranges(QPDFObjectHandle ranges) {
    auto const items = ranges.getArrayAsVector();
    for (std::size_t i = 0; i + 1 < items.size() && written_ <= most_widths;) {
        auto const first = static_cast<long long>(number_of(items[i], -1));
        auto list = items[i + 1];
        if (list.isArray()) {
            long long code = first;
            for (auto const& width : list.getArrayAsVector()) set(code++, number_of(width, 0) * 0.001);
            i += 2;
        } else if (i + 2 < items.size()) {
            auto const last = std::min(static_cast<long long>(number_of(list, -1)), 65'535LL);
            for (auto code = std::max(first, 0LL); code <= last; ++code)
                set(code, number_of(items[i + 2], 0) * 0.001);
            i += 3;
        } else {
            return;
        }
    }
}

unsigned as_code(std::string_view bytes) {
    unsigned code = 0;
    for (char const c : bytes.substr(0, 2)) code = code * 256 + static_cast<unsigned char>(c);
    return code;
}

bool is_space(std::string_view utf16) {
    return utf16 == std::string_view("\0 ", 2) || utf16 == std::string_view("\0\xA0", 2);
}

/// True for one character that is no letter and no digit; false for anything else.
bool is_sign(std::string_view utf16) {
    if (utf16.size() != 2) return false;
    std::string utf8;
    text::append(utf8, as_code(utf16));
    return count_letters(utf8).letters == 0;
}

/// The codes that a map from codes to letters gives to white space and to signs.
class LetterMap {
public:
    explicit LetterMap(ScanFont& font) : font_(font) {}
    void read(std::string_view bytes);

private:
    void add(unsigned code, std::string_view letters);
    void add_range();

    ScanFont& font_;
    std::vector<std::string_view> strings_;
    std::size_t in_list_ = 0;  // Strings before a list of letters; 0: there is no list.
    std::size_t added_ = 0;
};

void LetterMap::add(unsigned code, std::string_view letters) {
    if (code >= most_codes || ++added_ > most_widths) return;
    // Parts of fonts may use the code of the space for any letter.
    font_.spaces.set(code, is_space(letters));
    if (is_sign(letters)) font_.signs.set(code);
}

/// From the first code to the last: a letter for each in a list, or one letter after the other.
void LetterMap::add_range() {
    if (strings_.size() < 3) return;
    auto const first = as_code(strings_[0]);
    if (in_list_ > 0) {
        for (std::size_t i = in_list_; i < strings_.size(); ++i)
            add(first + static_cast<unsigned>(i - in_list_), strings_[i]);
        return;
    }
    auto const last = as_code(strings_[1]);
    std::string letters(strings_[2]);
    for (auto code = first; code <= last && added_ <= most_widths; ++code) {
        add(code, letters);
        if (!letters.empty()) ++letters.back();
    }
}

void LetterMap::read(std::string_view bytes) {
    ContentLexer lexer(bytes);
    bool in_ranges = false;
    for (auto token = lexer.next(); token.kind != Token::Kind::end; token = lexer.next()) {
        if (token.kind == Token::Kind::string) strings_.push_back(token.text);
        bool const begins_list = token.kind == Token::Kind::mark && token.text == "[";
        bool const ends_list = token.kind == Token::Kind::mark && token.text == "]";
        if (begins_list) in_list_ = strings_.size();
        bool const is_range = in_ranges && (ends_list || (in_list_ == 0 && strings_.size() == 3));
        bool const is_letter = token.kind == Token::Kind::word && token.text == "endbfchar";
        if (is_range) add_range();
        for (std::size_t i = 0; is_letter && i + 2 <= strings_.size(); i += 2)
            add(as_code(strings_[i]), strings_[i + 1]);
        if (token.kind == Token::Kind::word) in_ranges = token.text == "beginbfrange";
        if (!is_range && token.kind != Token::Kind::word) continue;
        strings_.clear();
        in_list_ = 0;
    }
}

/// Names of signs in encodings; those of letters and digits are many more.
constexpr std::string_view sign_names[] = {"space",
                                           "nbspace",
                                           "period",
                                           "comma",
                                           "hyphen",
                                           "quoteright",
                                           "quotesingle",
                                           "bullet",
                                           "colon",
                                           "semicolon",
                                           "asterisk",
                                           "endash",
                                           "quoteleft",
                                           "periodcentered",
                                           "emdash",
                                           "degree",
                                           "quotedblleft",
                                           "quotedblright",
                                           "dot",
                                           "openbullet",
                                           "minus",
                                           "quotedbl",
                                           "underscore",
                                           "bar",
                                           "slash",
                                           "plus",
                                           "equal",
                                           "asciitilde",
                                           "parenleft",
                                           "parenright",
                                           "quotesinglbase",
                                           "guilsinglleft",
                                           "guilsinglright"};

/// What codes mean in fonts without such a map.
void FontReader::read_signs() {
    for (unsigned code = 0x20; code < 0xC0; ++code) {
        bool const is_letter = code < 0x80 ? std::isalnum(static_cast<int>(code)) != 0 : code < 0xA0;
        if (!is_letter) font_.signs.set(code);
    }
    auto encoding = dictionary_.getKey("/Encoding");
    auto differences = encoding.isDictionary() ? encoding.getKey("/Differences") : encoding;
    if (!differences.isArray()) return;
    unsigned code = 0;
    for (auto item : differences.getArrayAsVector()) {
        if (item.isInteger()) code = static_cast<unsigned>(item.getIntValueAsInt()) & 0xFF;
        if (!item.isName()) continue;
        auto const name = name_of(item);
        font_.signs.set(code++ & 0xFF, std::find(std::begin(sign_names), std::end(sign_names), name) !=
                                           std::end(sign_names));
    }
}

/// Takes the codes of white space from the map that says which letters the codes stand for.
void FontReader::read_letters() {
    auto map = dictionary_.getKey("/ToUnicode");
    std::string bytes;
    if (map.isStream() && decode(map, longest_map, bytes)) {
        LetterMap(font_).read(bytes);
    } else if (!font_.two_bytes) {
        read_signs();
    }
}

}  // namespace

ScanFont const* ScanFonts::font(QPDFObjectHandle dictionary) {
    if (!dictionary.isDictionary()) return nullptr;
    if (dictionary.isIndirect()) {
        auto const found = known_.find(dictionary.getObjGen());
        if (found != known_.end()) return found->second;
    }
    if (fonts_.size() >= most_fonts) return nullptr;
    auto font = std::make_unique<ScanFont>();
    font->number = static_cast<std::uint32_t>(fonts_.size() + 1);
    font->dictionary = dictionary;
    FontReader(*font, dictionary).read();
    fonts_.push_back(std::move(font));
    if (dictionary.isIndirect()) known_[dictionary.getObjGen()] = fonts_.back().get();
    return fonts_.back().get();
}

}  // namespace ats::pdf
