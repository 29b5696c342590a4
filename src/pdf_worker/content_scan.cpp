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

constexpr double least_opacity = 0.02;
constexpr std::uint32_t unknown_colour = 0x808080;  // Of patterns and shadings.

struct Matrix {
    double a = 1, b = 0, c = 0, d = 1, e = 0, f = 0;
};

/// First `x`, then `y`.
Matrix operator*(Matrix const& x, Matrix const& y) {
    return {x.a * y.a + x.b * y.c, x.a * y.b + x.b * y.d,       x.c * y.a + x.d * y.c,
            x.c * y.b + x.d * y.d, x.e * y.a + x.f * y.c + y.e, x.e * y.b + x.f * y.d + y.f};
}

struct Box {
    double left = 1e9, top = 1e9, right = -1e9, bottom = -1e9;

    void add(Matrix const& m, double x, double y) {
        double const sx = m.a * x + m.c * y + m.e;
        double const sy = m.b * x + m.d * y + m.f;
        left = std::min(left, sx), right = std::max(right, sx);
        top = std::min(top, sy), bottom = std::max(bottom, sy);
    }
    void add(Matrix const& m, double x1, double y1, double x2, double y2) {
        add(m, x1, y1), add(m, x2, y1), add(m, x1, y2), add(m, x2, y2);
    }
    void add(Box const& o) {
        left = std::min(left, o.left), right = std::max(right, o.right);
        top = std::min(top, o.top), bottom = std::max(bottom, o.bottom);
    }
    Box within(Box const& o) const {
        return {std::max(left, o.left), std::max(top, o.top), std::min(right, o.right),
                std::min(bottom, o.bottom)};
    }
    bool empty() const { return !(left <= right && top <= bottom); }
};

enum class Space { by_count, tint, other };

struct Paint {
    Space space = Space::by_count;
    std::uint32_t colour = 0;
    double opacity = 1;
};

struct State {
    Matrix m;
    Box clip;
    Paint fill;
    Paint stroke;
    double line_width = 1;
    ScanFont const* font = nullptr;
    double size = 0, letter_space = 0, word_space = 0, stretch = 1, leading = 0, rise = 0;
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
    Walker(ScanFonts& fonts, Matrix const& m, Box const& shown) : fonts_(fonts) {
        state_.m = m;
        state_.clip = shown;
    }

    void run(std::string_view content, QPDFObjectHandle resources);
    bool append(QPDFObjectHandle stream, std::string& content);
    bool failed() const { return failed_; }
    ContentScan take() { return std::move(out_); }

private:
    using Action = void (Walker::*)();
    static Action action_of(std::string_view name);

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

    void set_fill() { set(state_.fill, numbers()), state_.fill.space = Space::by_count; }
    void set_stroke() { set(state_.stroke, numbers()), state_.stroke.space = Space::by_count; }
    void set_fill_in_space() { set_in_space(state_.fill); }
    void set_stroke_in_space() { set_in_space(state_.stroke); }
    void set_fill_space() { set_space(state_.fill); }
    void set_stroke_space() { set_space(state_.stroke); }
    static void set(Paint& paint, std::vector<double> const& parts) { paint.colour = colour_of(parts); }
    void set_in_space(Paint& paint);
    void set_space(Paint& paint);

    void begin_subpath();
    void add_line() { add_points(1); }
    void add_curve() { add_points(3); }
    void add_short_curve() { add_points(2); }
    void add_points(std::size_t points);
    void add_rectangle();
    void fill() { paint(&state_.fill, false); }
    void stroke() { paint(&state_.stroke, true); }
    void end_path() { paint(nullptr, false); }
    void paint(Paint const* paint, bool only_lines);
    void clip() { clips_ = true; }
    void add_shape(Box const& box, std::uint32_t colour, bool image);
    void add_image();
    void add_inline_image();
    void shade() { add_shape(state_.clip, unknown_colour, false); }

    void begin_text() { line_ = text_ = {}; }
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

    void use_object();
    void run_form(QPDFObjectHandle form);

    ScanFonts& fonts_;
    ContentScan out_;
    bool failed_ = false;
    State state_;
    std::vector<State> saved_;
    std::vector<Token> operands_;
    std::vector<Mark> marks_;
    std::vector<Box> subpaths_;
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

/// @returns the action of an operator; nullptr if it has none.
Walker::Action Walker::action_of(std::string_view name) {
    using W = Walker;
    using Entry = std::pair<std::uint32_t, Action>;
    static constexpr Entry all[] = {
        {packed("\""), &W::show_spaced},
        {packed("'"), &W::show_on_next_line},
        {packed("B"), &W::fill},
        {packed("F"), &W::fill},
        {packed("G"), &W::set_stroke},
        {packed("K"), &W::set_stroke},
        {packed("Q"), &W::restore},
        {packed("S"), &W::stroke},
        {packed("W"), &W::clip},
        {packed("b"), &W::fill},
        {packed("c"), &W::add_curve},
        {packed("f"), &W::fill},
        {packed("g"), &W::set_fill},
        {packed("k"), &W::set_fill},
        {packed("l"), &W::add_line},
        {packed("m"), &W::begin_subpath},
        {packed("n"), &W::end_path},
        {packed("q"), &W::save},
        {packed("s"), &W::stroke},
        {packed("v"), &W::add_short_curve},
        {packed("w"), &W::set_line_width},
        {packed("y"), &W::add_short_curve},
        {packed("B*"), &W::fill},
        {packed("BT"), &W::begin_text},
        {packed("CS"), &W::set_stroke_space},
        {packed("Do"), &W::use_object},
        {packed("ID"), &W::add_inline_image},
        {packed("RG"), &W::set_stroke},
        {packed("SC"), &W::set_stroke_in_space},
        {packed("T*"), &W::next_line},
        {packed("TD"), &W::move_and_lead},
        {packed("TJ"), &W::show_strings},
        {packed("TL"), &W::set_leading},
        {packed("Tc"), &W::set_letter_space},
        {packed("Td"), &W::move_text},
        {packed("Tf"), &W::set_font},
        {packed("Tj"), &W::show_strings},
        {packed("Tm"), &W::set_text_matrix},
        {packed("Ts"), &W::set_rise},
        {packed("Tw"), &W::set_word_space},
        {packed("Tz"), &W::set_stretch},
        {packed("W*"), &W::clip},
        {packed("b*"), &W::fill},
        {packed("cm"), &W::transform},
        {packed("cs"), &W::set_fill_space},
        {packed("f*"), &W::fill},
        {packed("gs"), &W::use_state},
        {packed("re"), &W::add_rectangle},
        {packed("rg"), &W::set_fill},
        {packed("sc"), &W::set_fill_in_space},
        {packed("sh"), &W::shade},
        {packed("BDC"), &W::begin_mark_with_properties},
        {packed("BMC"), &W::begin_mark},
        {packed("EMC"), &W::end_mark},
        {packed("SCN"), &W::set_stroke_in_space},
        {packed("scn"), &W::set_fill_in_space},
    };
    static_assert(std::is_sorted(std::begin(all), std::end(all),
                                 [](Entry const& a, Entry const& b) { return a.first < b.first; }));
    auto const code = packed(name);
    auto const* const found = std::lower_bound(std::begin(all), std::end(all), code,
                                               [](Entry const& e, std::uint32_t c) { return e.first < c; });
    return found != std::end(all) && found->first == code ? found->second : nullptr;
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
}

void Walker::apply(Token const& word) {
    if (++operators_ > most_operators) return fail();
    if (auto const action = action_of(word.text)) (this->*action)();
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
    if (saved_.size() >= most_states) return fail();
    saved_.push_back(state_);
}

void Walker::restore() {
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
    auto font = dictionary.getKey("/Font");
    if (!font.isArray() || font.getArrayNItems() < 2 || !font.getArrayItem(1).isNumber()) return;
    state_.font = fonts_.font(font.getArrayItem(0));
    state_.size = font.getArrayItem(1).getNumericValue();
}

void Walker::set_in_space(Paint& paint) {
    auto parts = numbers();
    if (paint.space == Space::tint && parts.size() == 1) parts[0] = 1 - parts[0];
    paint.colour = paint.space == Space::other || last_name() != nullptr ? unknown_colour : colour_of(parts);
}

void Walker::set_space(Paint& paint) {
    auto const* const name = last_name();
    if (name == nullptr) return;
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
    add_points(1);
}

void Walker::add_points(std::size_t points) {
    if (!subpath_is_open_) return;
    for (std::size_t i = 0; i < points; ++i) subpaths_.back().add(state_.m, number(2 * i + 1), number(2 * i));
}

void Walker::add_rectangle() {
    if (subpaths_.size() >= most_shapes) return fail();
    double const x = number(3), y = number(2);
    subpaths_.emplace_back().add(state_.m, x, y, x + number(1), y + number(0));
    subpath_is_open_ = true;
}

/// Ends the path. @param paint nullptr: it is not painted.
void Walker::paint(Paint const* paint, bool only_lines) {
    Box all;
    double const scale = std::sqrt(std::abs(state_.m.a * state_.m.d - state_.m.b * state_.m.c));
    double const half = only_lines ? std::abs(state_.line_width) * scale / 2 : 0;
    for (auto box : subpaths_) {
        all.add(box);
        box = {box.left - half, box.top - half, box.right + half, box.bottom + half};
        if (paint != nullptr && paint->opacity > least_opacity) add_shape(box, paint->colour, false);
    }
    if (clips_) state_.clip = state_.clip.within(all);
    subpaths_.clear();
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
    if (state_.font == nullptr) return;
    for (auto const& operand : operands_) {
        if (operand.kind == Token::Kind::string) show(operand.text);
        if (operand.kind == Token::Kind::number) advance(-operand.number / 1000 * state_.size);
    }
}

void Walker::show_spaced() {
    state_.word_space = number(2);
    state_.letter_space = number(1);
    if (operands_.size() > 2) operands_.erase(operands_.begin(), operands_.end() - 1);
    show_on_next_line();
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
        advance(length + state_.letter_space + (is_word_end ? state_.word_space : 0));
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
        auto mcid = properties.isDictionary() ? properties.getKey("/MCID") : properties;
        return mcid.isNumber() ? as_mcid(mcid.getNumericValue()) : -1;
    }
    for (std::size_t i = 0; i + 1 < operands_.size(); ++i) {
        bool const is_key = operands_[i].kind == Token::Kind::name && operands_[i].text == "MCID";
        if (is_key && operands_[i + 1].kind == Token::Kind::number) return as_mcid(operands_[i + 1].number);
    }
    return -1;
}

void Walker::end_mark() {
    if (!marks_.empty()) marks_.pop_back();
}

void Walker::use_object() {
    auto const* const name = last_name();
    auto object = name != nullptr ? resource("/XObject", *name) : QPDFObjectHandle::newNull();
    if (!object.isStream()) return;
    auto kind = object.getDict().getKey("/Subtype");
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
    if (auto area = dictionary.getKey("/BBox"); area.isRectangle()) {
        auto const r = area.getArrayAsRectangle();
        Box box;
        box.add(state_.m, r.llx, r.lly, r.urx, r.ury);
        state_.clip = state_.clip.within(box);
    }
    form_ = form.getObjectID();
    ++depth_;
    auto own = dictionary.getKey("/Resources");
    run(known->second, own.isDictionary() ? own : resources_);
    --depth_;
    std::tie(state_, text_, line_, form_) = outer;
    saved_ = outer_saved;
    if (marks_.size() > outer_marks) marks_.resize(outer_marks);
}

}  // namespace

std::optional<ContentScan> scan_content(QPDFObjectHandle page, ScanFonts& fonts) {
    QPDFObjectHandle::Rectangle area;
    if (!page.isDictionary() || !shown_area(page, area)) return std::nullopt;
    auto const turns = turns_of(page);
    Matrix const start = as_shown(area, turns);
    Box shown;
    shown.add(start, area.llx, area.lly, area.urx, area.ury);
    Walker walker(fonts, start, shown);
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
