#include "redaction/phones.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include "redaction/characters.hpp"
#include "redaction/digit_groups.hpp"
#include "text/lists.hpp"
#include "text/words.hpp"

namespace ats::redaction {
namespace {

// E.164 allows 15 digits; a shorter number than 7 calls within a house.
constexpr std::size_t most_digits = 15;
constexpr std::size_t fewest_digits = 7;
// Without a label, "+" or another sign that it is a number to call.
constexpr std::size_t fewest_plain_digits = 9;
constexpr std::size_t most_plain_digits = 13;
// A label stands this near.
constexpr std::size_t label_reach = 24;

// Folded words.
constexpr std::string_view labels[] = {
    "phone",    "telephone", "tel",       "mobile",  "mob",     "cell",     "cellphone",
    "cellular", "fax",       "handy",     "telefon", "mobil",   "ph",       "contact",
    "whatsapp", "viber",     "telefono",  "movil",   "celular", "portable", "mobiltelefon",
    "telephon", "call",      "gsm",       "tlf",     "telf",    "festnetz", "landline",
    "тел",      "телефон",   "мобильныи", "моб",     "话",      "話",       "机",
    "機",       "전화",      "전화번호",  "휴대폰",  "연락처",  "kontakt",  "contacto",
    "p",        "m",         "t",         "c"};
constexpr std::string_view no_phone_labels[] = {
    "isbn",   "issn",     "doi",        "orcid",   "patent",   "isin",       "iban",    "rs",     "inr",
    "usd",    "eur",      "gbp",        "ron",     "arxiv",    "no",         "id",      "ticket", "version",
    "pages",  "pp",       "license",    "order",   "invoice",  "receipt",    "serial",  "sku",    "contract",
    "batch",  "shipment", "bestellung", "auftrag", "rechnung", "commande",   "facture", "pedido", "factura",
    "ordine", "fattura",  "encomenda",  "fatura",  "factuur",  "zamowienie", "faktura", "comanda"};

bool is_money(std::string_view text, std::size_t begin, std::size_t end) noexcept {
    while (begin > 0 && text[begin - 1] == ' ') --begin;
    auto const left = text.substr(0, begin);
    for (std::string_view const sign : {"$", "\xE2\x82\xAC", "\xC2\xA3", "\xE2\x82\xB9", "#"}) {
        if (left.ends_with(sign)) return true;
    }
    while (at(text, end) == ' ') ++end;
    for (std::string_view const sign : {"$", "\xE2\x82\xAC", "\xC2\xA3", "%"}) {
        if (text.substr(end).starts_with(sign)) return true;
    }
    return false;
}

/// The words in front of a number on its line.
std::vector<text::Word> words_before(std::string_view text, std::size_t offset) {
    auto begin = offset > label_reach ? offset - label_reach : 0;
    while (begin < offset && (static_cast<unsigned char>(text[begin]) & 0xC0) == 0x80) ++begin;
    auto left = text.substr(begin, offset - begin);
    if (auto const line = left.find_last_of('\n'); line != std::string_view::npos) {
        bool const only_label = left.substr(line + 1).find_first_not_of(" \t(+") == std::string_view::npos;
        if (!only_label) left.remove_prefix(line + 1);
    }
    return text::words(left);
}

bool is_labelled(std::vector<text::Word> const& words) {
    for (auto const& word : words) {
        if (text::listed(labels, word.text)) return true;
    }
    return false;
}

class Number {
public:
    Number(std::string_view text, DigitGroups const& groups) : text_(text), groups_(groups) {
        begin_ = groups.front().begin;
        end_ = groups.back().end;
        if (before(text, begin_) == '(') --begin_;
        if (before(text, begin_) == '+') {
            --begin_;
            plus_ = true;
        }
        if (before(text, begin_) == '(' && plus_) --begin_;
    }

    bool is_phone() const {
        auto const digits = count_digits(groups_);
        if (digits < fewest_digits || digits > most_digits) return false;
        if (is_glued() || are_dates(groups_) || are_short_dates(text_, groups_) || is_glued_date(groups_))
            return false;
        if (is_money(text_, begin_, end_)) return false;
        auto const words = words_before(text_, begin_);
        if (!words.empty() && text::listed(no_phone_labels, words.back().text) && !plus_) return false;
        if (is_round_amount() && !is_labelled(words)) return false;
        if (plus_ || groups_[0].digits == "00" || is_labelled(words)) return true;
        return is_plain_phone(digits);
    }

    Span span() const noexcept { return {begin_, end_, IdentifierKind::phone}; }

private:
    /// Part of a word, a path, a decimal number or a longer code.
    bool is_glued() const noexcept {
        char const left = before(text_, begin_), right = at(text_, end_);
        if (is_alnum(left) || left == '_' || left == '/' || left == '=' || left == '$') return true;
        if ((left == '.' || left == ',') && begin_ >= 2 && is_digit(text_[begin_ - 2])) return true;
        return right == '_' || right == '@' || (right == ',' && is_digit(at(text_, end_ + 1)));
    }

    /// "grew by +100 000 000": nobody's number ends in whole thousands of thousands.
    bool is_round_amount() const noexcept {
        auto const count = groups_.size();
        return count >= 3 && is_amount(groups_) && groups_[count - 1].digits == "000" &&
               groups_[count - 2].digits == "000";
    }

    bool is_plain_phone(std::size_t digits) const noexcept {
        if (is_dotted_quad(text_, groups_) || is_amount(groups_) || has_loose_dots()) return false;
        if (is_local_american()) return true;
        if (digits < fewest_plain_digits || digits > most_plain_digits) return false;
        if (digits == 13 && groups_[0].digits.starts_with("97")) return false;  // A book's number.
        if (groups_.size() == 1) return digits >= 10;
        // Years beside each other, lists of scores and the like have many short groups.
        bool const short_start =
            groups_[0].digits.size() == 1 && groups_[0].digits != "1" && groups_[0].digits != "0";
        return groups_.size() <= 7 && !short_start;
    }

    /// "555-0123" is one only in this very form.
    bool is_local_american() const noexcept {
        return groups_.size() == 2 && groups_[0].digits.size() == 3 && groups_[1].digits.size() == 4 &&
               text_[groups_[0].end] == '-' && groups_[1].begin == groups_[0].end + 1;
    }

    /// "2.50 3.75 4.00 1.25": decimal numbers.
    bool has_loose_dots() const noexcept {
        bool dots = false, spaces = false;
        for (std::size_t i = 0; i + 1 < groups_.size(); ++i) {
            auto const gap = text_.substr(groups_[i].end, groups_[i + 1].begin - groups_[i].end);
            dots = dots || gap == ".";
            spaces = spaces || gap == " ";
        }
        return dots && spaces && groups_[0].digits.size() < 2;
    }

    std::string_view text_;
    DigitGroups const& groups_;
    std::size_t begin_ = 0, end_ = 0;
    bool plus_ = false;
};

/// Whether `next` begins another number than `groups`.
bool is_another(std::string_view text, DigitGroups const& groups, DigitGroup const& next) noexcept {
    auto const gap = text.substr(groups.back().end, next.begin - groups.back().end);
    auto const digits = count_digits(groups);
    if (gap.size() >= 3 || gap.find('+') != std::string_view::npos) return true;
    if (groups.size() <= 2 && is_year(groups.back().digits)) return true;
    if (gap.find('(') != std::string_view::npos) return digits >= fewest_digits;
    return digits >= fewest_plain_digits && next.digits.size() >= fewest_plain_digits;
}

/// Where several numbers run together ("2015 - 0722 123 456"), each is tried.
std::vector<DigitGroups> parted(std::string_view text, DigitGroups const& groups) {
    std::vector<DigitGroups> parts(1);
    for (auto const& group : groups) {
        if (!parts.back().empty() && is_another(text, parts.back(), group)) parts.emplace_back();
        parts.back().push_back(group);
    }
    return parts;
}

bool add(std::string_view text, DigitGroups const& groups, Spans& found) {
    Number const number(text, groups);
    if (!number.is_phone()) return false;
    found.push_back(number.span());
    return true;
}

/// "66062 913.555.0139", "2 864-555-0192": behind another number, in the American form.
void add_american_tail(std::string_view text, DigitGroups const& groups, Spans& found) {
    if (groups.size() < 4) return;
    DigitGroups const tail(groups.end() - 3, groups.end());
    auto const gap = [&](std::size_t i) { return text.substr(tail[i].end, tail[i + 1].begin - tail[i].end); };
    bool const form = tail[0].digits.size() == 3 && tail[1].digits.size() == 3 && tail[2].digits.size() == 4;
    if (form && gap(0) == gap(1) && (gap(0) == "." || gap(0) == "-") && before(text, tail[0].begin) == ' ')
        add(text, tail, found);
}

}  // namespace

void find_phones(std::string_view text, Spans& found) {
    for (std::size_t i = 0; i < text.size();) {
        if (!is_digit(text[i])) {
            ++i;
            continue;
        }
        auto const groups = read_groups(text, i);
        i = groups.back().end;
        if (count_digits(groups) < fewest_digits || add(text, groups, found)) continue;
        bool any = false;
        for (auto const& part : parted(text, groups)) any = add(text, part, found) || any;
        if (!any) add_american_tail(text, groups, found);
    }
}

}  // namespace ats::redaction
