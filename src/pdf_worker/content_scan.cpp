#include "pdf_worker/content_scan.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>

#include <qpdf/QPDFPageObjectHelper.hh>

#include "pdf_worker/content_lexer.hpp"
#include "pdf_worker/geometry.hpp"
#include "pdf_worker/painter.hpp"
#include "pdf_worker/pdf_file.hpp"
#include "pdf_worker/scan_streams.hpp"

namespace ats::pdf {
namespace {

// Each is far beyond a dense page of text with vector graphics. A page that needs more is not understood,
// and is read as if it had no content streams.
constexpr std::size_t most_operators = 2'000'000;
constexpr std::size_t most_operands = 50'000;
constexpr std::size_t most_glyphs = 300'000;
constexpr std::size_t most_shapes = 50'000;
constexpr std::size_t most_bytes = 32'000'000;
constexpr std::size_t most_states = 500;
constexpr std::size_t most_marks = 500;
constexpr std::size_t most_forms = 2'000;
constexpr int deepest_form = 12;
constexpr std::size_t most_points = 500'000;  // Of one path.

constexpr double least_opacity = 0.02;
constexpr std::uint32_t unknown_colour = 0x808080;  // Of patterns and shadings.

enum class Space { by_count, tint, other };

struct Paint {
    Space space = Space::by_count;
    std::uint32_t colour = 0;
    double opacity = 1;
    Tint tint;                             ///< Where a painter asks.
    ColourSpace const* numbers = nullptr;  ///< What its numbers mean there; nullptr: as many as they are.
};

struct State {
    Matrix m;
    Box clip;
    Paint fill;
    Paint stroke;
    double line_width = 1;
    ScanFont const* font = nullptr;
    double size = 0, letter_space = 0, word_space = 0, stretch = 1, leading = 0, rise = 0;
    int text_mode = 0;
    double group_opacity = 1;
    bool has_mask = false;
    bool blends = false;
    bool is_in_composed = false;  ///< In a group that has a mask or blends.
    int clip_path = -1;           ///< Within the box.
};

struct Mark {
    int mcid;  ///< -1: it has none.
    int form;
    bool artifact;
};

std::uint32_t byte_of(double share) {
    return share > 0 ? static_cast<std::uint32_t>(std::lround(std::min(share, 1.0) * 255)) : 0;
}

std::uint32_t rgb(double r, double g, double b) { return byte_of(r) << 16 | byte_of(g) << 8 | byte_of(b); }

/// By the number of its parts: gray, red green blue, or cyan magenta yellow black.
std::uint32_t colour_of(std::vector<double> const& v) {
    switch (v.size()) {
        case 1:
            return rgb(v[0], v[0], v[0]);
        case 3:
            return rgb(v[0], v[1], v[2]);
        case 4:
            return rgb((1 - v[0]) * (1 - v[3]), (1 - v[1]) * (1 - v[3]), (1 - v[2]) * (1 - v[3]));
        default:
            return unknown_colour;
    }
}

Tint tint_by_count(std::vector<double> const& v) {
    switch (v.size()) {
        case 1:
            return Tint::of(v[0], v[0], v[0]);
        case 3:
            return Tint::of(v[0], v[1], v[2]);
        case 4:
            return Tint::of_cmyk({v[0], v[1], v[2], v[3]});
        default:
            return Tint::unknown();
    }
}

/// The colour that a space begins with: black, the first of a table, or all of an ink.
Tint first_tint(ColourSpace const& space) {
    switch (space.kind) {
        case ColourSpace::Kind::gray:
        case ColourSpace::Kind::indexed:
            return tint_of(space, {0});
        case ColourSpace::Kind::rgb:
            return tint_of(space, {0, 0, 0});
        case ColourSpace::Kind::cmyk:
            return tint_of(space, {0, 0, 0, 1});
        case ColourSpace::Kind::ink:
            return tint_of(space, {1});
        case ColourSpace::Kind::unknown:
            break;
    }
    return Tint::unknown();
}

/// The matrix from the coordinates of the file, which grow upwards, to those of the page as shown.
Matrix as_shown(QPDFObjectHandle::Rectangle const& r, int turns) {
    switch (turns) {
        case 1:
            return {0, 1, 1, 0, -r.lly, -r.llx};
        case 2:
            return {-1, 0, 0, 1, r.urx, -r.lly};
        case 3:
            return {0, -1, -1, 0, r.ury, r.urx};
        default:
            return {1, 0, 0, -1, -r.llx, r.ury};
    }
}

int turns_of(Matrix const& m) {
    bool const lies = std::abs(m.a) >= std::abs(m.b);
    if (lies) return m.a >= 0 ? 0 : 2;
    return m.b > 0 ? 1 : 3;
}

/// Names of operators have at most three letters; longer ones all become one number that is none of theirs.
constexpr std::uint32_t packed(std::string_view name) {
    if (name.size() > 3) return 0;
    std::uint32_t out = 0;
    for (char const c : name) out = out << 8 | static_cast<unsigned char>(c);
    return out;
}

bool is_constant(std::string_view word) { return word == "true" || word == "false" || word == "null"; }

class Walker {
public:
    Walker(ScanFonts& fonts, Painter* painter, Matrix const& m, Box const& shown)
        : fonts_(fonts), painter_(painter) {
        state_.m = m;
        state_.clip = shown;
    }

    void run(std::string_view content, QPDFObjectHandle resources);
    bool append(QPDFObjectHandle stream, std::string& content);
    bool failed() const { return failed_; }
    ContentScan take() { return std::move(out_); }

private:
    using Action = void (Walker::*)();
    struct Operator {
        std::uint32_t code;
        Action action;
        std::string_view operands;  ///< n: a number, s: a string, /: a name; *: any number of anything.
    };
    static Operator const* operator_of(std::string_view name);
    bool has_operands(std::string_view kinds) const;

    void apply(Token const& word);
    double number(std::size_t from_last) const;
    std::vector<double> numbers() const;
    Matrix matrix() const;
    std::string_view const* last_name() const;
    QPDFObjectHandle resource(char const* kind, std::string_view name);
    void fail() { failed_ = true; }

    void save();
    void restore();
    void transform();
    void use_state();
    void set_line_width() { state_.line_width = number(0); }

    void set_fill() { set_in_device(state_.fill); }
    void set_stroke() { set_in_device(state_.stroke); }
    void set_fill_in_space() { set_in_space(state_.fill); }
    void set_stroke_in_space() { set_in_space(state_.stroke); }
    void set_fill_space() { set_space(state_.fill); }
    void set_stroke_space() { set_space(state_.stroke); }
    void set_in_device(Paint& paint);
    void set_in_space(Paint& paint);
    void set_tint(Paint& paint);
    void use_composition(QPDFObjectHandle dictionary);
    void set_space(Paint& paint);

    void begin_subpath();
    Point operand_point(std::size_t x) const;
    void add_line();
    void add_curve();
    void add_short_curve();
    void add_curve_to_end();
    void add_points(std::size_t points);
    void add_rectangle();
    void close_path();
    void fill() { fill_path(false), paint(&state_.fill, false); }
    void fill_even_odd() { fill_path(true), paint(&state_.fill, false); }
    void fill_and_stroke() { fill_path(false), stroke_path(), paint(&state_.fill, false); }
    void fill_even_odd_and_stroke() { fill_path(true), stroke_path(), paint(&state_.fill, false); }
    void close_fill_and_stroke() { close_path(), fill_and_stroke(); }
    void close_fill_even_odd_and_stroke() { close_path(), fill_even_odd_and_stroke(); }
    void stroke() { stroke_path(), paint(&state_.stroke, true); }
    void close_and_stroke() { close_path(), stroke(); }
    void end_path() { paint(nullptr, false); }
    void fill_path(bool even_odd);
    void stroke_path();
    Ink ink(Paint const& paint) const;
    void doubt(char const* why);
    void paint(Paint const* paint, bool only_lines);
    void clip() { clips_ = true, path_.even_odd = false; }
    void clip_even_odd() { clips_ = path_.even_odd = true; }
    void clip_by_path(Box const& all);
    void add_shape(Box const& box, std::uint32_t colour, bool image);
    void add_image();
    void add_inline_image();
    void shade();

    void begin_text() { line_ = text_ = {}, in_text_ = true; }
    void end_text() { in_text_ = false; }
    void set_text_mode();
    void begin_painted_text();
    Doubt doubt_of_text() const;
    void nothing() {}
    void begin_inline_image() { doubt("inline image"); }
    void set_font();
    void set_letter_space() { state_.letter_space = number(0); }
    void set_word_space() { state_.word_space = number(0); }
    void set_stretch() { state_.stretch = number(0) / 100; }
    void set_leading() { state_.leading = number(0); }
    void set_rise() { state_.rise = number(0); }
    void move(double x, double y) { line_ = text_ = Matrix{1, 0, 0, 1, x, y} * line_; }
    void move_text() { move(number(1), number(0)); }
    void move_and_lead() { state_.leading = -number(0), move_text(); }
    void next_line() { move(0, -state_.leading); }
    void set_text_matrix() { line_ = text_ = matrix(); }
    void show_strings();
    void show_on_next_line() { next_line(), show_strings(); }
    void show_spaced();
    void show(std::string_view codes);
    Glyph first_glyph() const;
    void add_glyph(Glyph& glyph, double width);
    void advance(double length);

    void begin_mark();
    void begin_mark_with_properties();
    void end_mark();
    int mcid_of_properties();

    void check_layer(QPDFObjectHandle layer);
    void begin_group(QPDFObjectHandle group);
    void clip_by_area(QPDFObjectHandle::Rectangle const& r);
    void use_object();
    void run_form(QPDFObjectHandle form);

    ScanFonts& fonts_;
    Painter* painter_;
    ContentScan out_;
    bool failed_ = false;
    State state_;
    std::vector<State> saved_;
    std::vector<Token> operands_;
    std::vector<Mark> marks_;
    std::vector<Box> subpaths_;
    Outline path_;  // Where a painter asks.
    bool in_text_ = false;
    bool changes_colours_ = false;  // The resources give numbers of colours another meaning.
    bool subpath_is_open_ = false;
    bool clips_ = false;
    Matrix text_, line_;
    std::uint32_t shown_ = 0;
    QPDFObjectHandle resources_ = QPDFObjectHandle::newNull();
    std::map<std::string, ScanFont const*, std::less<>> fonts_by_name_;  // Of these resources.
    ContentLexer* lexer_ = nullptr;
    std::map<QPDFObjGen, std::string> contents_of_forms_;
    int form_ = 0;
    int depth_ = 0;
    std::size_t forms_ = 0, operators_ = 0, bytes_ = 0;
};

/// @returns the operator of that name; nullptr if there is none.
Walker::Operator const* Walker::operator_of(std::string_view name) {
    using W = Walker;
    static constexpr Operator all[] = {
        {packed("\""), &W::show_spaced, "nns"},
        {packed("'"), &W::show_on_next_line, "s"},
        {packed("B"), &W::fill_and_stroke, ""},
        {packed("F"), &W::fill, ""},
        {packed("G"), &W::set_stroke, "n"},
        {packed("J"), &W::nothing, "n"},
        {packed("K"), &W::set_stroke, "nnnn"},
        {packed("M"), &W::nothing, "n"},
        {packed("Q"), &W::restore, ""},
        {packed("S"), &W::stroke, ""},
        {packed("W"), &W::clip, ""},
        {packed("b"), &W::close_fill_and_stroke, ""},
        {packed("c"), &W::add_curve, "nnnnnn"},
        {packed("d"), &W::nothing, "*"},
        {packed("f"), &W::fill, ""},
        {packed("g"), &W::set_fill, "n"},
        {packed("h"), &W::close_path, ""},
        {packed("i"), &W::nothing, "n"},
        {packed("j"), &W::nothing, "n"},
        {packed("k"), &W::set_fill, "nnnn"},
        {packed("l"), &W::add_line, "nn"},
        {packed("m"), &W::begin_subpath, "nn"},
        {packed("n"), &W::end_path, ""},
        {packed("q"), &W::save, ""},
        {packed("s"), &W::close_and_stroke, ""},
        {packed("v"), &W::add_short_curve, "nnnn"},
        {packed("w"), &W::set_line_width, "n"},
        {packed("y"), &W::add_curve_to_end, "nnnn"},
        {packed("B*"), &W::fill_even_odd_and_stroke, ""},
        {packed("BI"), &W::begin_inline_image, ""},
        {packed("BT"), &W::begin_text, ""},
        {packed("CS"), &W::set_stroke_space, "/"},
        {packed("DP"), &W::nothing, "*"},
        {packed("Do"), &W::use_object, "/"},
        {packed("ET"), &W::end_text, ""},
        {packed("ID"), &W::add_inline_image, "*"},
        {packed("MP"), &W::nothing, "*"},
        {packed("RG"), &W::set_stroke, "nnn"},
        {packed("SC"), &W::set_stroke_in_space, "*"},
        {packed("T*"), &W::next_line, ""},
        {packed("TD"), &W::move_and_lead, "nn"},
        {packed("TJ"), &W::show_strings, "*"},
        {packed("TL"), &W::set_leading, "n"},
        {packed("Tc"), &W::set_letter_space, "n"},
        {packed("Td"), &W::move_text, "nn"},
        {packed("Tf"), &W::set_font, "/n"},
        {packed("Tj"), &W::show_strings, "s"},
        {packed("Tm"), &W::set_text_matrix, "nnnnnn"},
        {packed("Tr"), &W::set_text_mode, "n"},
        {packed("Ts"), &W::set_rise, "n"},
        {packed("Tw"), &W::set_word_space, "n"},
        {packed("Tz"), &W::set_stretch, "n"},
        {packed("W*"), &W::clip_even_odd, ""},
        {packed("b*"), &W::close_fill_even_odd_and_stroke, ""},
        {packed("cm"), &W::transform, "nnnnnn"},
        {packed("cs"), &W::set_fill_space, "/"},
        {packed("f*"), &W::fill_even_odd, ""},
        {packed("gs"), &W::use_state, "/"},
        {packed("re"), &W::add_rectangle, "nnnn"},
        {packed("rg"), &W::set_fill, "nnn"},
        {packed("ri"), &W::nothing, "/"},
        {packed("sc"), &W::set_fill_in_space, "*"},
        {packed("sh"), &W::shade, "/"},
        {packed("BDC"), &W::begin_mark_with_properties, "*"},
        {packed("BMC"), &W::begin_mark, "/"},
        {packed("EMC"), &W::end_mark, ""},
        {packed("SCN"), &W::set_stroke_in_space, "*"},
        {packed("scn"), &W::set_fill_in_space, "*"},
    };
    static_assert(std::is_sorted(std::begin(all), std::end(all),
                                 [](Operator const& a, Operator const& b) { return a.code < b.code; }));
    auto const code = packed(name);
    auto const* const found = std::lower_bound(std::begin(all), std::end(all), code,
                                               [](Operator const& o, std::uint32_t c) { return o.code < c; });
    return found != std::end(all) && found->code == code ? found : nullptr;
}

/// Readers differ in what they make of operands that are too many, too few, or something else.
bool Walker::has_operands(std::string_view kinds) const {
    if (kinds == "*") return true;
    return std::equal(operands_.begin(), operands_.end(), kinds.begin(), kinds.end(),
                      [](Token const& operand, char kind) {
                          if (kind == 'n') return operand.kind == Token::Kind::number;
                          return operand.kind == (kind == 's' ? Token::Kind::string : Token::Kind::name);
                      });
}

void Walker::doubt(char const* why) {
    if (painter_ != nullptr) painter_->doubt(why);
}

bool Walker::append(QPDFObjectHandle stream, std::string& content) {
    auto const before = content.size();
    if (!stream.isStream() || !decode(stream, before + most_bytes - bytes_, content)) return false;
    bytes_ += content.size() - before;
    content += '\n';
    return bytes_ < most_bytes;
}

void Walker::run(std::string_view content, QPDFObjectHandle resources) {
    ContentLexer lexer(content);
    auto* const outer_lexer = std::exchange(lexer_, &lexer);
    auto const outer_resources = std::exchange(resources_, resources);
    auto outer_fonts = std::exchange(fonts_by_name_, {});
    auto const outer_changes = changes_colours_;
    if (painter_ != nullptr) changes_colours_ = painter_->sources().colours.changes_device_colours(resources);
    operands_.clear();
    while (!failed_) {
        auto const token = lexer.next();
        if (token.kind == Token::Kind::end) break;
        if (token.kind != Token::Kind::word || is_constant(token.text)) {
            operands_.push_back(token);
            if (operands_.size() > most_operands) fail();
            continue;
        }
        apply(token);
        operands_.clear();
    }
    lexer_ = outer_lexer;
    resources_ = outer_resources;
    fonts_by_name_ = std::move(outer_fonts);
    changes_colours_ = outer_changes;
}

void Walker::apply(Token const& word) {
    if (++operators_ > most_operators) return fail();
    auto const* const known = operator_of(word.text);
    if (known == nullptr) return doubt("unknown operator");
    if (!has_operands(known->operands)) doubt("odd operands");
    (this->*known->action)();
}

double Walker::number(std::size_t from_last) const {
    if (from_last >= operands_.size()) return 0;
    return operands_[operands_.size() - 1 - from_last].number;
}

std::vector<double> Walker::numbers() const {
    std::vector<double> out;
    for (auto const& operand : operands_) {
        if (operand.kind == Token::Kind::number) out.push_back(operand.number);
    }
    return out;
}

Matrix Walker::matrix() const { return {number(5), number(4), number(3), number(2), number(1), number(0)}; }

std::string_view const* Walker::last_name() const {
    bool const is_name = !operands_.empty() && operands_.back().kind == Token::Kind::name;
    return is_name ? &operands_.back().text : nullptr;
}

QPDFObjectHandle Walker::resource(char const* kind, std::string_view name) {
    if (!resources_.isDictionary()) return QPDFObjectHandle::newNull();
    auto all = resources_.getKey(kind);
    return all.isDictionary() ? all.getKey(std::string("/").append(name)) : QPDFObjectHandle::newNull();
}

void Walker::save() {
    if (in_text_) doubt("state saved in a text");
    if (saved_.size() >= most_states) return fail();
    saved_.push_back(state_);
}

void Walker::restore() {
    if (in_text_ || saved_.empty()) doubt("state restored out of turn");
    if (saved_.empty()) return;
    state_ = saved_.back();
    saved_.pop_back();
}

void Walker::transform() { state_.m = matrix() * state_.m; }

void Walker::use_state() {
    auto const* const name = last_name();
    auto dictionary = name != nullptr ? resource("/ExtGState", *name) : QPDFObjectHandle::newNull();
    if (!dictionary.isDictionary()) return;
    auto const take = [&](char const* key, double& value) {
        auto found = dictionary.getKey(key);
        if (found.isNumber()) value = found.getNumericValue();
    };
    take("/ca", state_.fill.opacity);
    take("/CA", state_.stroke.opacity);
    take("/LW", state_.line_width);
    use_composition(dictionary);
    auto font = dictionary.getKey("/Font");
    if (!font.isArray() || font.getArrayNItems() < 2 || !font.getArrayItem(1).isNumber()) return;
    state_.font = fonts_.font(font.getArrayItem(0));
    state_.size = font.getArrayItem(1).getNumericValue();
}

/// Masks, blend modes, and what else changes how colours come out.
void Walker::use_composition(QPDFObjectHandle dictionary) {
    if (painter_ == nullptr) return;
    auto const is_name = [&](char const* key, char const* name) {
        auto value = dictionary.getKey(key);
        return value.isName() && value.getName() == name;
    };
    if (dictionary.hasKey("/SMask") || dictionary.hasKey("/BM")) {
        // A key that is not there leaves what was before.
        bool const has_mask = dictionary.hasKey("/SMask") ? !is_name("/SMask", "/None") : state_.has_mask;
        bool const blends = dictionary.hasKey("/BM")
                                ? !is_name("/BM", "/Normal") && !is_name("/BM", "/Compatible")
                                : state_.blends;
        state_.has_mask = has_mask;
        state_.blends = blends;
    }
    for (auto const* key : {"/TR", "/TR2"}) {
        bool const is_plain =
            !dictionary.hasKey(key) || is_name(key, "/Default") || is_name(key, "/Identity");
        if (!is_plain) doubt("transfer function");
    }
}

void Walker::set_in_device(Paint& paint) {
    auto const parts = numbers();
    paint.colour = colour_of(parts);
    paint.space = Space::by_count;
    if (painter_ == nullptr) return;
    paint.numbers = nullptr;
    paint.tint = changes_colours_ ? Tint::unknown() : tint_by_count(parts);
}

void Walker::set_in_space(Paint& paint) {
    set_tint(paint);
    auto parts = numbers();
    if (paint.space == Space::tint && parts.size() == 1) parts[0] = 1 - parts[0];
    paint.colour = paint.space == Space::other || last_name() != nullptr ? unknown_colour : colour_of(parts);
}

/// Patterns have a name, and any colour.
void Walker::set_tint(Paint& paint) {
    if (painter_ == nullptr) return;
    auto const parts = numbers();
    bool const is_plain = parts.size() == operands_.size();
    if (!is_plain) paint.tint = Tint::unknown();
    if (is_plain)
        paint.tint = paint.numbers != nullptr ? tint_of(*paint.numbers, parts) : tint_by_count(parts);
}

void Walker::set_space(Paint& paint) {
    auto const* const name = last_name();
    if (name == nullptr) return;
    if (painter_ != nullptr) {
        paint.numbers = &painter_->sources().colours.named(resources_, *name);
        paint.tint = first_tint(*paint.numbers);
    }
    auto space = resource("/ColorSpace", *name);
    bool const is_family = space.isArray() && space.getArrayNItems() > 0 && space.getArrayItem(0).isName();
    auto const family = is_family ? space.getArrayItem(0).getName() : std::string("/").append(*name);
    paint.space = Space::by_count;
    if (family == "/Separation") paint.space = Space::tint;
    if (family == "/Indexed" || family == "/Pattern" || family == "/DeviceN" || family == "/Lab")
        paint.space = Space::other;
    paint.colour = paint.space == Space::other ? unknown_colour : 0;
}

void Walker::begin_subpath() {
    if (subpaths_.size() >= most_shapes) return fail();
    subpaths_.emplace_back();
    subpath_is_open_ = true;
    subpaths_.back().add(state_.m, number(1), number(0));
    if (painter_ != nullptr) path_.begin(operand_point(1));
}

/// The point whose second part is that many operands before the last.
Point Walker::operand_point(std::size_t x) const { return state_.m.at(number(x), number(x - 1)); }

void Walker::add_points(std::size_t points) {
    if (!subpath_is_open_) return doubt("path without begin");
    for (std::size_t i = 0; i < points; ++i) subpaths_.back().add(operand_point(2 * i + 1));
    // Those are closed lines: what is cut in a few is a few.
    if (painter_ != nullptr && path_.points.size() > most_points) fail();
}

void Walker::add_line() {
    add_points(1);
    if (painter_ != nullptr) path_.line_to(operand_point(1));
}

void Walker::add_curve() {
    add_points(3);
    if (painter_ != nullptr) path_.curve_to(operand_point(5), operand_point(3), operand_point(1));
}

/// Its first control point is where it begins.
void Walker::add_short_curve() {
    add_points(2);
    if (painter_ == nullptr || path_.points.empty()) return;
    auto const begin = path_.points.back();
    path_.curve_to(begin, operand_point(3), operand_point(1));
}

/// Its last control point is where it ends.
void Walker::add_curve_to_end() {
    add_points(2);
    if (painter_ != nullptr) path_.curve_to(operand_point(3), operand_point(1), operand_point(1));
}

void Walker::close_path() {
    if (painter_ != nullptr && !path_.begins.empty()) path_.line_to(path_.points[path_.begins.back()]);
}

void Walker::add_rectangle() {
    if (subpaths_.size() >= most_shapes) return fail();
    double const x = number(3), y = number(2), right = x + number(1), top = y + number(0);
    subpaths_.emplace_back().add(state_.m, x, y, right, top);
    subpath_is_open_ = true;
    if (painter_ == nullptr) return;
    path_.begin(state_.m.at(x, y));
    path_.line_to(state_.m.at(right, y));
    path_.line_to(state_.m.at(right, top));
    path_.line_to(state_.m.at(x, top));
    close_path();
}

Ink Walker::ink(Paint const& paint) const {
    bool const is_plain = !state_.has_mask && !state_.blends && !state_.is_in_composed;
    return {paint.tint, paint.opacity * state_.group_opacity, is_plain, state_.clip, state_.clip_path};
}

void Walker::fill_path(bool even_odd) {
    if (painter_ == nullptr) return;
    path_.even_odd = even_odd;
    painter_->fill(path_, ink(state_.fill));
}

void Walker::stroke_path() {
    if (painter_ == nullptr) return;
    painter_->stroke(path_, std::abs(state_.line_width) * state_.m.scale() / 2, ink(state_.stroke));
}

void Walker::clip_by_path(Box const& all) {
    state_.clip = state_.clip.within(all);
    if (painter_ == nullptr || path_.points.empty()) return;
    auto const boxes = rectangles_of(path_);
    if (!boxes || boxes->size() != 1) state_.clip_path = painter_->clip(state_.clip_path, &path_);
}

void Walker::shade() {
    add_shape(state_.clip, unknown_colour, false);
    if (painter_ != nullptr) painter_->shade(ink(state_.fill));
}

/// Ends the path. @param paint nullptr: it is not painted.
void Walker::paint(Paint const* paint, bool only_lines) {
    Box all;
    double const half = only_lines ? std::abs(state_.line_width) * state_.m.scale() / 2 : 0;
    for (auto box : subpaths_) {
        all.add(box);
        box = {box.left - half, box.top - half, box.right + half, box.bottom + half};
        if (paint != nullptr && paint->opacity > least_opacity) add_shape(box, paint->colour, false);
    }
    if (clips_) clip_by_path(all);
    subpaths_.clear();
    path_ = {};
    subpath_is_open_ = clips_ = false;
}

void Walker::add_shape(Box const& box, std::uint32_t colour, bool image) {
    auto const seen = box.within(state_.clip);
    if (seen.empty()) return;
    if (out_.shapes.size() >= most_shapes) return fail();
    out_.shapes.push_back({seen.left, seen.top, seen.right, seen.bottom, colour, image});
}

void Walker::add_image() {
    Box box;
    box.add(state_.m, 0, 0, 1, 1);
    if (state_.fill.opacity > least_opacity) add_shape(box, unknown_colour, true);
    if (painter_ != nullptr) painter_->image(state_.m, ink(state_.fill));
}

void Walker::add_inline_image() {
    if (!lexer_->skip_image()) return fail();
    add_image();
}

void Walker::set_font() {
    if (operands_.size() < 2 || operands_[operands_.size() - 2].kind != Token::Kind::name) return;
    auto const name = operands_[operands_.size() - 2].text;
    auto const known = fonts_by_name_.find(name);
    if (known != fonts_by_name_.end()) {
        state_.font = known->second;
    } else {
        state_.font = fonts_.font(resource("/Font", name));
        fonts_by_name_.emplace(name, state_.font);
    }
    state_.size = number(0);
}

/// The strings and shifts of Tj, TJ and the like.
void Walker::show_strings() {
    ++shown_;
    if (state_.font == nullptr) return doubt("text without a font");
    if (painter_ != nullptr) begin_painted_text();
    for (auto const& operand : operands_) {
        if (operand.kind == Token::Kind::string) show(operand.text);
        if (operand.kind != Token::Kind::number) continue;
        advance(-operand.number / 1000 * state_.size);
        if (painter_ != nullptr) painter_->gap(-operand.number / 1000);
    }
    if (painter_ != nullptr) painter_->end_text();
}

void Walker::show_spaced() {
    state_.word_space = number(2);
    state_.letter_space = number(1);
    if (operands_.size() > 2) operands_.erase(operands_.begin(), operands_.end() - 1);
    show_on_next_line();
}

void Walker::set_text_mode() {
    double const mode = number(0);
    state_.text_mode = mode >= 0 && mode <= 7 ? static_cast<int>(mode) : -1;
}

/// Outlined letters are told from plain ones by where the lines are thick.
Doubt Walker::doubt_of_text() const {
    constexpr double thick = 0.03;  // Of the font size.
    double const size = std::abs(state_.size) * text_.scale();
    bool const is_outlined = state_.text_mode == 2;
    bool const is_thick = std::abs(state_.line_width) > thick * size;
    bool const is_same = state_.stroke.tint == state_.fill.tint && ink(state_.stroke).opacity >= 0.98;
    if (is_outlined && is_thick && !is_same) return Doubt::composed;
    if (state_.text_mode != 0 && !is_outlined) return Doubt::not_drawn;
    return state_.font->vertical ? Doubt::piled : Doubt::none;
}

void Walker::begin_painted_text() {
    constexpr double thickest = 0.12;  // Lines of letters, in shares of the font size.
    bool const has_lines = state_.text_mode == 1 || state_.text_mode == 2;
    if (has_lines && std::abs(state_.line_width) > thickest * std::abs(state_.size) * text_.scale())
        doubt("letters of thick lines");
    if (state_.text_mode < 0 || state_.text_mode > 3) doubt("text as a clip");
    if (state_.size == 0) doubt("text without a size");
    Matrix const place =
        Matrix{state_.size * state_.stretch, 0, 0, state_.size, 0, state_.rise} * text_ * state_.m;
    painter_->begin_text(place, ink(state_.fill), doubt_of_text());
}

/// @returns what all glyphs of a string share.
Glyph Walker::first_glyph() const {
    auto const& font = *state_.font;
    Matrix const set = Matrix{state_.size * state_.stretch, 0, 0, state_.size, 0, 0} * text_ * state_.m;
    Glyph glyph;
    glyph.size = font.has_size ? std::hypot(set.c, set.d) : 0;
    glyph.turns = (turns_of(set) + (font.vertical ? 1 : 0)) % 4;
    glyph.font = font.number;
    glyph.colour = state_.fill.colour;
    glyph.shown = shown_;
    for (auto const& mark : marks_) {
        glyph.artifact = glyph.artifact || mark.artifact;
        if (mark.mcid >= 0) glyph.mcid = mark.mcid, glyph.form = mark.form;
    }
    return glyph;
}

void Walker::show(std::string_view codes) {
    auto const& font = *state_.font;
    auto glyph = first_glyph();
    if (!std::isfinite(glyph.size)) return fail();
    std::size_t const step = font.two_bytes ? 2 : 1;
    for (std::size_t i = 0; i + step <= codes.size() && !failed_; i += step) {
        unsigned code = static_cast<unsigned char>(codes[i]);
        if (font.two_bytes) code = code * 256 + static_cast<unsigned char>(codes[i + 1]);
        double const width = font.width(code);
        glyph.space = font.spaces.test(code);
        add_glyph(glyph, width);
        bool const is_word_end = !font.two_bytes && code == ' ';
        double const length = (font.vertical ? -1.0 : width) * state_.size;
        double const space = state_.letter_space + (is_word_end ? state_.word_space : 0);
        advance(length + space);
        if (painter_ != nullptr) painter_->glyph(font, code, width, width + space / state_.size);
    }
}

/// Moves the pen along the line.
void Walker::advance(double length) {
    bool const vertical = state_.font->vertical;
    double const x = vertical ? 0 : length * state_.stretch;
    double const y = vertical ? length : 0;
    text_.e += x * text_.a + y * text_.c;
    text_.f += x * text_.b + y * text_.d;
}

void Walker::add_glyph(Glyph& glyph, double width) {
    if (out_.glyphs.size() >= most_glyphs) return fail();
    // Vertical lines run through the middle of their letters.
    double const back = state_.font->vertical ? width / 2 * state_.size * state_.stretch : 0;
    double const x = text_.e + state_.rise * text_.c - back * text_.a;
    double const y = text_.f + state_.rise * text_.d - back * text_.b;
    glyph.x = x * state_.m.a + y * state_.m.c + state_.m.e;
    glyph.y = x * state_.m.b + y * state_.m.d + state_.m.f;
    if (!std::isfinite(glyph.x) || !std::isfinite(glyph.y)) return fail();
    out_.glyphs.push_back(glyph);
}

void Walker::begin_mark() {
    if (marks_.size() >= most_marks) return fail();
    auto const* const tag = last_name();
    marks_.push_back({-1, form_, tag != nullptr && *tag == "Artifact"});
}

void Walker::begin_mark_with_properties() {
    if (marks_.size() >= most_marks) return fail();
    bool const has_tag = !operands_.empty() && operands_.front().kind == Token::Kind::name;
    marks_.push_back({mcid_of_properties(), form_, has_tag && operands_.front().text == "Artifact"});
}

int as_mcid(double number) { return number >= 0 && number < 1e9 ? static_cast<int>(number) : -1; }

int Walker::mcid_of_properties() {
    auto const* const name = operands_.size() > 1 ? last_name() : nullptr;
    if (name != nullptr) {
        auto properties = resource("/Properties", *name);
        bool const is_layer = operands_.front().text == "OC";
        if (is_layer) check_layer(properties);
        auto mcid = properties.isDictionary() ? properties.getKey("/MCID") : properties;
        return mcid.isNumber() ? as_mcid(mcid.getNumericValue()) : -1;
    }
    if (!operands_.empty() && operands_.front().text == "OC") doubt("optional content");
    for (std::size_t i = 0; i + 1 < operands_.size(); ++i) {
        bool const is_key = operands_[i].kind == Token::Kind::name && operands_[i].text == "MCID";
        if (is_key && operands_[i + 1].kind == Token::Kind::number) return as_mcid(operands_[i + 1].number);
    }
    return -1;
}

void Walker::end_mark() {
    if (!marks_.empty()) marks_.pop_back();
}

/// Optional content: a layer, or a rule about layers.
void Walker::check_layer(QPDFObjectHandle layer) {
    if (painter_ == nullptr || layer.isNull()) return;
    bool const is_rule = !layer.isDictionary() || layer.hasKey("/VE") || layer.hasKey("/P");
    if (is_rule || !painter_->sources().shows_all_layers) doubt("optional content");
}

/// A group is drawn by itself, and then as one.
void Walker::begin_group(QPDFObjectHandle group) {
    if (painter_ == nullptr || !group.isDictionary()) return;
    auto knockout = group.getKey("/K");
    if (knockout.isBool() && knockout.getBoolValue()) doubt("knockout group");
    state_.group_opacity *= state_.fill.opacity;
    state_.fill.opacity = state_.stroke.opacity = 1;
    state_.is_in_composed = state_.is_in_composed || state_.has_mask || state_.blends;
    state_.has_mask = state_.blends = false;
}

void Walker::clip_by_area(QPDFObjectHandle::Rectangle const& r) {
    Box box;
    box.add(state_.m, r.llx, r.lly, r.urx, r.ury);
    state_.clip = state_.clip.within(box);
    if (painter_ == nullptr || state_.m.is_straight()) return;
    Outline edge;
    edge.begin(state_.m.at(r.llx, r.lly));
    edge.line_to(state_.m.at(r.urx, r.lly));
    edge.line_to(state_.m.at(r.urx, r.ury));
    edge.line_to(state_.m.at(r.llx, r.ury));
    state_.clip_path = painter_->clip(state_.clip_path, &edge);
}

void Walker::use_object() {
    auto const* const name = last_name();
    auto object = name != nullptr ? resource("/XObject", *name) : QPDFObjectHandle::newNull();
    if (!object.isStream()) return doubt("no such object");
    auto kind = object.getDict().getKey("/Subtype");
    check_layer(object.getDict().getKey("/OC"));
    if (kind.isName() && kind.getName() == "/Image") return add_image();
    if (kind.isName() && kind.getName() == "/Form") run_form(object);
}

void Walker::run_form(QPDFObjectHandle form) {
    if (depth_ >= deepest_form || ++forms_ > most_forms) return fail();
    auto const [known, is_new] = contents_of_forms_.try_emplace(form.getObjGen());
    if (is_new && !append(form, known->second)) return fail();
    auto const outer = std::tuple(state_, text_, line_, form_);
    auto const outer_saved = std::exchange(saved_, {});
    auto const outer_marks = marks_.size();
    auto dictionary = form.getDict();
    if (auto matrix = dictionary.getKey("/Matrix"); matrix.isMatrix()) {
        auto const m = matrix.getArrayAsMatrix();
        state_.m = Matrix{m.a, m.b, m.c, m.d, m.e, m.f} * state_.m;
    }
    if (auto area = dictionary.getKey("/BBox"); area.isRectangle()) clip_by_area(area.getArrayAsRectangle());
    begin_group(dictionary.getKey("/Group"));
    form_ = form.getObjectID();
    ++depth_;
    auto own = dictionary.getKey("/Resources");
    run(known->second, own.isDictionary() ? own : resources_);
    --depth_;
    std::tie(state_, text_, line_, form_) = outer;
    saved_ = outer_saved;
    if (marks_.size() > outer_marks) marks_.resize(outer_marks);
}

/// Links show nothing, or a thin frame.
bool is_plain_link(QPDFObjectHandle annotation) {
    constexpr double thickest = 2;
    auto kind = annotation.getKey("/Subtype");
    if (!kind.isName() || kind.getName() != "/Link" || annotation.hasKey("/AP")) return false;
    auto style = annotation.getKey("/BS");
    auto width = style.isDictionary() ? style.getKey("/W") : QPDFObjectHandle::newNull();
    if (width.isNumber()) return width.getNumericValue() <= thickest;
    auto border = annotation.getKey("/Border");
    bool const has_width =
        border.isArray() && border.getArrayNItems() > 2 && border.getArrayItem(2).isNumber();
    return !has_width || border.getArrayItem(2).getNumericValue() <= thickest;
}

/// Annotations are drawn over the page, each kind in its own way.
void check_annotations(QPDFObjectHandle page, Painter& painter) {
    auto annotations = QPDFPageObjectHelper(page).getAttribute("/Annots", false);
    if (annotations.isArray()) {
        for (auto annotation : annotations.getArrayAsVector()) {
            if (!annotation.isDictionary() || !is_plain_link(annotation)) return painter.doubt("annotation");
        }
    } else if (!annotations.isNull()) {
        painter.doubt("annotations");
    }
    auto unit = page.getKey("/UserUnit");
    if (!unit.isNull() && !(unit.isNumber() && unit.getNumericValue() == 1)) painter.doubt("unit of its own");
}

}  // namespace

std::optional<ContentScan> scan_content(QPDFObjectHandle page, ScanFonts& fonts, Painter* painter) {
    QPDFObjectHandle::Rectangle area;
    if (!page.isDictionary() || !shown_area(page, area)) return std::nullopt;
    auto const turns = turns_of(page);
    Matrix const start = as_shown(area, turns);
    Box shown;
    shown.add(start, area.llx, area.lly, area.urx, area.ury);
    Walker walker(fonts, painter, start, shown);
    if (painter != nullptr) check_annotations(page, *painter);
    std::string content;
    auto contents = page.getKey("/Contents");
    auto const streams = contents.isArray() ? contents.getArrayAsVector() : std::vector{contents};
    for (auto const& stream : streams) {
        if (!walker.append(stream, content)) return std::nullopt;
    }
    walker.run(content, QPDFPageObjectHelper(page).getAttribute("/Resources", false));
    if (walker.failed()) return std::nullopt;
    return walker.take();
}

}  // namespace ats::pdf
