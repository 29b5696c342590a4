#include "documents/rtf/rtf_text.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include <ats/error.hpp>

#include "documents/code_page.hpp"
#include "documents/fragment.hpp"
#include "documents/link_address.hpp"
#include "documents/text_encoding.hpp"
#include "text/utf8.hpp"

namespace ats::documents {
namespace {

// Groups are kept on a list and not on the stack; word processors nest some twenty.
constexpr std::size_t max_groups = 10'000;
// The code page that stands for a font of signs, such as bullets and icons.
constexpr int symbols = -1;
constexpr std::size_t most_colours = 10'000;
constexpr std::size_t most_fonts = 10'000;

struct Charset {
    int charset;
    int code_page;
};

// RTF specification, "Character Set": \fcharset. 0 and 1 are the file's own code page.
constexpr Charset charsets[] = {{2, symbols}, {77, 10000}, {161, 1253}, {162, 1254}, {163, 1258}, {177, 1255},
                                {178, 1256},  {186, 1257}, {204, 1251}, {222, 874},  {238, 1250}, {254, 437},
                                {255, 850},   {128, 932},  {129, 949},  {134, 936},  {136, 950}};

bool is_on(RtfToken const& token) { return !token.has_number || token.number != 0; }

}  // namespace

RtfText::Destination const* RtfText::destination_of(std::string_view word) {
    static constexpr Destination destinations[] = {
        {"fonttbl", Target::fonts},
        {"colortbl", Target::colours},
        {"header", Target::header},
        {"headerl", Target::header},
        {"headerr", Target::header},
        {"headerf", Target::header},
        {"footer", Target::footer},
        {"footerl", Target::footer},
        {"footerr", Target::footer},
        {"footerf", Target::footer},
        {"footnote", Target::notes},
        {"shptxt", Target::box},
        {"listtext", Target::label},
        {"pntext", Target::label},
        {"fldinst", Target::link_instruction},
        {"fldrslt", Target::link_text},
        // Their own destinations hold text that is shown.
        {"shpinst", Target::body},
        {"shp", Target::body},
        {"do", Target::body},
        {"dptxbxtext", Target::box},
        {"ud", Target::body},
        {"stylesheet", Target::nowhere},
        {"info", Target::nowhere},
        {"pict", Target::nowhere},
        {"object", Target::body},
        {"result", Target::body},
        {"objdata", Target::nowhere},
        {"objclass", Target::nowhere},
        {"objname", Target::nowhere},
        {"nonesttables", Target::nowhere},
        {"sp", Target::nowhere},
        {"shprslt", Target::nowhere},
        {"xe", Target::nowhere},
        {"tc", Target::nowhere},
        {"rxe", Target::nowhere},
        {"txe", Target::nowhere},
        {"upr", Target::nowhere},
        {"filetbl", Target::nowhere},
        {"listtable", Target::nowhere},
        {"revtbl", Target::nowhere},
        {"pnseclvl", Target::nowhere},
    };
    auto const* const found = std::find_if(std::begin(destinations), std::end(destinations),
                                           [&](Destination const& each) { return each.word == word; });
    return found == std::end(destinations) ? nullptr : found;
}

RtfText::Handler const* RtfText::handler_of(std::string_view word) {
    static constexpr Handler handlers[] = {
        {"u", &RtfText::unicode},
        {"uc", &RtfText::unicode_skip},
        {"f", &RtfText::font},
        {"fs", &RtfText::size},
        {"v", &RtfText::vanish},
        {"cf", &RtfText::ink},
        {"cb", &RtfText::run_backdrop},
        {"chcbpat", &RtfText::run_backdrop},
        {"highlight", &RtfText::run_backdrop},
        {"cbpat", &RtfText::paragraph_backdrop},
        {"clcbpat", &RtfText::cell_backdrop},
        {"plain", &RtfText::plain},
        {"pard", &RtfText::paragraph_defaults},
        {"intbl", &RtfText::in_table},
        {"trowd", &RtfText::begin_row},
        {"cell", &RtfText::end_cell},
        {"row", &RtfText::end_row},
        {"deleted", &RtfText::deleted},
        {"ansicpg", &RtfText::code_page},
        {"mac", &RtfText::code_page},
        {"pc", &RtfText::code_page},
        {"pca", &RtfText::code_page},
        {"fcharset", &RtfText::font_charset},
        {"red", &RtfText::colour_part},
        {"green", &RtfText::colour_part},
        {"blue", &RtfText::colour_part},
    };
    auto const* const found = std::find_if(std::begin(handlers), std::end(handlers),
                                           [&](Handler const& each) { return each.word == word; });
    return found == std::end(handlers) ? nullptr : found;
}

void RtfText::read(std::string_view bytes) {
    using Kind = RtfToken::Kind;
    effort_.spend_on_text(bytes.size());
    RtfTokens tokens(bytes);
    for (auto token = tokens.next(); token.kind != Kind::end; token = tokens.next()) {
        if (token.kind == Kind::byte) {
            byte(token.byte);
            continue;
        }
        effort_.spend(1);
        if (token.kind == Kind::open) open();
        if (token.kind == Kind::close) close();
        if (token.kind != Kind::word) continue;
        if (token.word == "bin" && token.number > 0) tokens.skip(static_cast<std::size_t>(token.number));
        word(token);
    }
    if (cell_begin_) end_row({});
}

void RtfText::open() {
    if (groups_.size() > max_groups) {
        throw DocumentError(ErrorCode::document_too_large, name_,
                            "groups are nested more than " + std::to_string(max_groups) + " deep");
    }
    to_skip_ = 0;
    groups_.push_back(groups_.back());
    groups_.back().is_new = true;
    groups_.back().may_be_ignored = false;
}

void RtfText::close() {
    to_skip_ = 0;
    if (groups_.size() == 1) return;
    auto const ended = groups_.back().target;
    groups_.pop_back();
    if (ended != groups_.back().target) end_text(ended);
}

/// Puts away what a destination that ends has collected.
void RtfText::end_text(Target target) {
    if (target == Target::box && !is_blank(box_)) {
        // Behind the paragraph that it is anchored in would be better, but boxes stand at its beginning.
        auto& out = this->out();
        if (!out.empty() && out.back() != '\n') out.push_back('\n');
        out.append(std::exchange(box_, {})).push_back('\n');
    }
    if (target == Target::label) {
        auto const label = std::string(trimmed(std::exchange(label_, {})));
        if (!label.empty()) add(label + " ");
    }
    if (target == Target::notes) notes_.push_back('\n');
    if (target == Target::header) headers_.push_back('\n');
    if (target == Target::footer) footers_.push_back('\n');
    if (target == Target::link_text && !link_begins_.empty()) {
        auto const begin = link_begins_.back();
        link_begins_.pop_back();
        auto const instruction = std::exchange(link_instruction_, {});
        auto const at = instruction.find("HYPERLINK");
        auto const open = at == instruction.npos ? at : instruction.find('"', at);
        if (open == instruction.npos) return;
        auto const address = std::string_view(instruction).substr(open + 1);
        if (!is_hidden()) add_address(out(), begin, address.substr(0, address.find('"')), effort_);
    }
}

void RtfText::word(RtfToken const& token) {
    static constexpr Character characters[] = {
        {"par", "\n"},    {"line", "\n"},     {"sect", "\n"},    {"page", "\n"},     {"column", "\n"},
        {"tab", "\t"},    {"nestcell", "\t"}, {"nestrow", "\n"}, {"emdash", "—"},    {"endash", "–"},
        {"bullet", "•"},  {"lquote", "‘"},    {"rquote", "’"},   {"ldblquote", "“"}, {"rdblquote", "”"},
        {"emspace", " "}, {"enspace", " "},   {"qmspace", " "},  {"~", " "},         {"_", "-"},
        {"\\", "\\"},     {"{", "{"},         {"}", "}"},        {"\n", "\n"},       {"\r", "\n"},
    };
    if (token.word == "*") {
        groups_.back().may_be_ignored = true;
        return;
    }
    if (auto const* const destination = destination_of(token.word)) {
        auto& group = groups_.back();
        bool const is_inside_nothing = group.target == Target::nowhere;
        if (!is_inside_nothing && destination->target != Target::body) group.target = destination->target;
        group.is_new = false;
        if (destination->target == Target::link_text && !is_inside_nothing)
            link_begins_.push_back(out().size());
        return;
    }
    auto const* const handler = handler_of(token.word);
    auto const* const character =
        std::find_if(std::begin(characters), std::end(characters),
                     [&](Character const& each) { return each.word == token.word; });
    // What a reader does not know and may ignore, it must.
    bool const is_known = handler != nullptr || character != std::end(characters);
    if (groups_.back().is_new && groups_.back().may_be_ignored && !is_known)
        groups_.back().target = Target::nowhere;
    groups_.back().is_new = false;
    if (handler != nullptr) (this->*handler->action)(token);
    if (character == std::end(characters)) return;
    if (to_skip_ > 0) {
        --to_skip_;
    } else {
        add(character->text);
    }
}

void RtfText::byte(unsigned char byte) {
    groups_.back().is_new = false;
    if (to_skip_ > 0) {
        --to_skip_;
        return;
    }
    auto const target = groups_.back().target;
    if (target == Target::colours) {
        if (byte != ';' || colours_.size() >= most_colours) return;
        colours_.push_back(std::exchange(next_colour_, {}));
        colour_is_set_.push_back(std::exchange(next_colour_is_set_, false));
        return;
    }
    auto const page = groups_.back().code_page != 0 ? groups_.back().code_page : default_code_page_;
    if (page == symbols && byte >= 0x80) return add("•");
    if (byte < 0x80) return character(byte);
    if (page != symbols && !is_code_page(page)) {
        repaired_ = true;  // An encoding of several bytes, which few files have beside their Unicode.
        return character(text::replacement_character);
    }
    character(from_code_page(page, byte));
}

void RtfText::character(char32_t character) {
    std::string utf8;
    text::append(utf8, character);
    add(utf8);
}

bool RtfText::is_hidden() const {
    auto const& group = groups_.back();
    if (group.look.vanishes.value_or(false) || is_tiny(group.look)) return true;
    if (!group.look.ink || group.look.ink->automatic) return false;
    auto backdrop = group.look.backdrop.value_or(group.shading.value_or(Backdrop{}));
    bool const is_elsewhere = group.target == Target::box || (group.in_table && row_is_shaded_);
    if (backdrop.kind == Backdrop::Kind::page && is_elsewhere) backdrop = unknown_backdrop;
    return backdrop.kind != Backdrop::Kind::unknown && are_alike(group.look.ink->colour, backdrop.colour);
}

std::string& RtfText::out() {
    switch (groups_.back().target) {
        case Target::header:
            return headers_;
        case Target::footer:
            return footers_;
        case Target::notes:
            return notes_;
        case Target::box:
            return box_;
        case Target::label:
            return label_;
        case Target::link_instruction:
            return link_instruction_;
        default:
            return body_;
    }
}

void RtfText::add(std::string_view utf8) {
    auto const& group = groups_.back();
    bool const is_lost = group.target == Target::nowhere || group.target == Target::fonts ||
                         group.target == Target::colours || group.is_deleted;
    if (is_lost) return;
    effort_.spend_on_new_text(utf8.size());
    if (group.target != Target::link_instruction && is_hidden()) {
        hidden_ += utf8;
        return;
    }
    if (&out() == &body_ && group.in_table && !cell_begin_) cell_begin_ = body_.size();
    out() += utf8;
}

std::optional<Colour> RtfText::colour(int index) const {
    auto const at = static_cast<std::size_t>(index);
    if (index < 0 || at >= colours_.size() || !colour_is_set_[at]) return std::nullopt;
    return colours_[at];
}

void RtfText::code_page(RtfToken const& token) {
    if (token.word == "mac") default_code_page_ = 10000;
    if (token.word == "pc") default_code_page_ = 437;
    if (token.word == "pca") default_code_page_ = 850;
    if (token.word == "ansicpg" && token.number > 0) default_code_page_ = token.number;
}

void RtfText::font(RtfToken const& token) {
    if (groups_.back().target == Target::fonts) {
        font_being_defined_ = token.number;
        return;
    }
    auto const found = code_page_of_font_.find(token.number);
    groups_.back().code_page = found == code_page_of_font_.end() ? 0 : found->second;
}

void RtfText::font_charset(RtfToken const& token) {
    if (groups_.back().target != Target::fonts || code_page_of_font_.size() >= most_fonts) return;
    auto const* const found = std::find_if(std::begin(charsets), std::end(charsets),
                                           [&](Charset const& each) { return each.charset == token.number; });
    code_page_of_font_[font_being_defined_] = found == std::end(charsets) ? 0 : found->code_page;
}

void RtfText::colour_part(RtfToken const& token) {
    if (groups_.back().target != Target::colours) return;
    auto const value = std::clamp(token.number, 0, 255);
    next_colour_is_set_ = true;
    if (token.word == "red") next_colour_.red = value;
    if (token.word == "green") next_colour_.green = value;
    if (token.word == "blue") next_colour_.blue = value;
}

void RtfText::ink(RtfToken const& token) {
    auto const known = colour(token.number);
    groups_.back().look.ink = known ? Ink{false, *known} : Ink{};
}

void RtfText::run_backdrop(RtfToken const& token) {
    auto const known = colour(token.number);
    groups_.back().look.backdrop.reset();
    if (known) groups_.back().look.backdrop = Backdrop{Backdrop::Kind::plain, *known};
}

void RtfText::paragraph_backdrop(RtfToken const& token) {
    auto const known = colour(token.number);
    groups_.back().shading.reset();
    if (known) groups_.back().shading = Backdrop{Backdrop::Kind::plain, *known};
}

void RtfText::cell_backdrop(RtfToken const& token) {
    row_is_shaded_ = row_is_shaded_ || colour(token.number);
}

void RtfText::size(RtfToken const& token) { groups_.back().look.half_points = token.number; }

void RtfText::vanish(RtfToken const& token) { groups_.back().look.vanishes = is_on(token); }

void RtfText::deleted(RtfToken const& token) { groups_.back().is_deleted = is_on(token); }

void RtfText::plain(RtfToken const& /*token*/) {
    groups_.back().look = {};
    groups_.back().code_page = 0;
    groups_.back().is_deleted = false;
}

void RtfText::paragraph_defaults(RtfToken const& /*token*/) {
    groups_.back().in_table = false;
    groups_.back().shading.reset();
}

void RtfText::in_table(RtfToken const& /*token*/) { groups_.back().in_table = true; }

void RtfText::begin_row(RtfToken const& /*token*/) { row_is_shaded_ = false; }

void RtfText::end_cell(RtfToken const& /*token*/) {
    if (&out() != &body_ || groups_.back().target == Target::nowhere) return add("\t");
    auto const begin = std::min(cell_begin_.value_or(body_.size()), body_.size());
    cells_.emplace_back(trimmed(std::string_view(body_).substr(begin)));
    body_.resize(begin);
    cell_begin_ = begin;
}

void RtfText::end_row(RtfToken const& /*token*/) {
    auto const line = join_cells(std::exchange(cells_, {}));
    cell_begin_.reset();
    if (line.empty()) return;
    if (!body_.empty() && body_.back() != '\n') body_.push_back('\n');
    body_.append(line).push_back('\n');
}

void RtfText::unicode_skip(RtfToken const& token) {
    constexpr int most = 64;
    groups_.back().skipped_after_unicode = std::clamp(token.number, 0, most);
}

void RtfText::unicode(RtfToken const& token) {
    // Written as a signed number of 16 bits.
    constexpr int units = 0x10000;
    auto const unit = static_cast<char32_t>(token.number < 0 ? token.number + units : token.number);
    auto const high = std::exchange(high_surrogate_, 0);
    to_skip_ = groups_.back().skipped_after_unicode;
    if (unit >= 0xD800 && unit <= 0xDBFF) {
        high_surrogate_ = unit;
        return;
    }
    bool const is_low = unit >= 0xDC00 && unit <= 0xDFFF;
    if (high != 0 && is_low) return character(0x10000 + ((high - 0xD800) << 10) + (unit - 0xDC00));
    bool const is_broken = is_low || unit >= units;
    repaired_ = repaired_ || is_broken;
    // Fonts of signs keep their signs here.
    if (unit >= 0xF000 && unit <= 0xF0FF) return add("•");
    character(is_broken ? text::replacement_character : unit);
}

std::string RtfText::whole() const {
    std::string out = headers_;
    for (auto const* const part : {&body_, &notes_, &footers_}) {
        if (!is_blank(*part)) out.append("\n\n").append(*part);
    }
    return out;
}

}  // namespace ats::documents
