#include "text/date_items.hpp"

#include <algorithm>
#include <utility>

#include "text/digits.hpp"
#include "text/fold.hpp"
#include "text/utf8.hpp"

namespace ats::text {
namespace {

// No word that means something for a date is longer; the rest of a longer one is skipped.
constexpr std::size_t longest_kept = 32;

bool is_space(char32_t c) noexcept {
    return c <= ' ' || c == 0xA0 || (c >= 0x2000 && c <= 0x200A) || c == 0x202F;
}
bool is_dash(char32_t c) noexcept {
    return c == '-' || (c >= 0x2010 && c <= 0x2015) || c == 0x2212 || c == 0x2192 || c == '~' ||
           c == 0x301C || c == 0xFF5E || c == 0xFF0D;
}
// Signs that stand for a date's own, full-width ones among them.
char plain_mark(char32_t c) noexcept {
    if (is_dash(c)) return '-';
    if (c == 0x2019 || c == 0x2018) return '\'';
    if (c > 0xFF00 && c < 0xFF5F) return static_cast<char>(c - 0xFEE0);
    return c < 0x80 ? static_cast<char>(c) : '?';
}
bool is_ideograph(char32_t c) noexcept { return c >= 0x3040 && c < 0xE000; }
bool is_letter(char32_t c) noexcept {
    auto const lower = c | 0x20;
    return (lower >= 'a' && lower <= 'z') || (c >= 0xC0 && c < 0x2000 && c != 0xD7 && c != 0xF7) ||
           is_ideograph(c);
}

class Scanner {
public:
    explicit Scanner(std::string_view text) : text_(text) {}

    std::vector<DateItem> scan() {
        while (at_ < text_.size()) {
            auto const c = decode(text_, at_);
            if (digit_of(c.character) >= 0) {
                take_number();
            } else if (is_letter(c.character)) {
                take_word();
            } else {
                take_other(c);
            }
        }
        return std::move(items_);
    }

private:
    DateItem& add(DateItem::Kind kind, std::size_t begin) {
        items_.push_back({kind});
        auto& item = items_.back();
        item.begin = begin;
        item.end = at_;
        item.line_start = std::exchange(line_start_, false);
        return item;
    }

    void take_number() {
        auto const begin = at_;
        int value = 0;
        std::size_t digits = 0;
        for (; at_ < text_.size(); ++digits) {
            auto const c = decode(text_, at_);
            auto const digit = digit_of(c.character);
            if (digit < 0) break;
            // More than six digits are no year and no month; saturate instead of overflowing.
            if (digits < 6) value = value * 10 + digit;
            at_ += c.bytes;
        }
        auto& item = add(DateItem::Kind::number, begin);
        item.value = value;
        item.digits = static_cast<int>(std::min<std::size_t>(digits, 99));
    }

    void take_word() {
        auto const begin = at_;
        std::string folded;
        while (at_ < text_.size()) {
            auto const c = decode(text_, at_);
            if (!is_letter(c.character) || digit_of(c.character) >= 0) break;
            if (is_ideograph(c.character) && ends_before_unit(begin)) break;
            if (folded.size() < longest_kept) append_folded(folded, c.character);
            at_ += c.bytes;
        }
        add(DateItem::Kind::word, begin).word = std::move(folded);
    }

    // Chinese, Japanese and Korean write no spaces: what means something for a date is a word of its own.
    bool ends_before_unit(std::size_t begin) const {
        auto const unit = spaceless_date_word(text_.substr(begin));
        return unit > 0 ? at_ >= begin + unit : spaceless_date_word(text_.substr(at_)) > 0 && at_ > begin;
    }

    void take_other(Decoded const& c) {
        auto const begin = at_;
        at_ += c.bytes;
        if (c.character == '\n') line_start_ = true;
        if (is_space(c.character)) return;
        add(DateItem::Kind::mark, begin).word = std::string(1, plain_mark(c.character));
    }

    std::string_view text_;
    std::size_t at_ = 0;
    bool line_start_ = true;
    std::vector<DateItem> items_;
};

}  // namespace

std::vector<DateItem> date_items(std::string_view text) { return Scanner(text).scan(); }

}  // namespace ats::text
