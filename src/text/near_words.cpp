#include "text/near_words.hpp"

#include <algorithm>

namespace ats::text {
namespace {

using View = std::u32string_view;

struct Piece {
    View word;
    std::size_t begin;
    std::size_t end;
};

// More slips than these, and no match.
constexpr int most_slips = 3;
constexpr std::size_t words_for_a_slip = 4;
// A longer text is no quote of a resume.
constexpr std::size_t most_words = 200;

std::vector<Piece> pieces(NormalText const& text) {
    std::vector<Piece> found;
    View const all = text.characters;
    for (std::size_t begin = 0; begin < all.size();) {
        auto end = begin + 1;
        while (end < all.size() && !text.begins[end]) ++end;
        // What was left between two digits begins a word and is none.
        if (all[begin] != ' ') found.push_back({all.substr(begin, end - begin), begin, end});
        begin = end;
    }
    return found;
}

// Their place in a sentence does not change what it says.
bool is_small(View word) {
    constexpr View small[] = {U"a",   U"an", U"the", U"of", U"and", U"der", U"die", U"das", U"den", U"und",
                              U"le",  U"la", U"les", U"de", U"du",  U"des", U"et",  U"el",  U"los", U"las",
                              U"del", U"y",  U"si",  U"al", U"un",  U"une", U"una", U"ein", U"eine"};
    return std::find(std::begin(small), std::end(small), word) != std::end(small);
}

bool has_slips(View word) {
    constexpr std::size_t shortest = 5;
    return word.size() >= shortest && std::all_of(word.begin(), word.end(), [](char32_t c) {
               return (c >= 'a' && c <= 'z') || c >= 0xC0;
           });
}

bool is_slip(View a, View b) {
    if (a.size() > b.size()) std::swap(a, b);
    if (!has_slips(a) || !has_slips(b) || a[0] != b[0] || b.size() - a.size() > 1) return false;
    auto const first =
        static_cast<std::size_t>(std::mismatch(a.begin(), a.end(), b.begin()).first - a.begin());
    auto const rest_of_a = a.substr(first), rest_of_b = b.substr(first);
    if (a.size() < b.size()) return rest_of_a == rest_of_b.substr(1);
    if (rest_of_a.empty() || rest_of_a.substr(1) == rest_of_b.substr(1)) return true;
    return rest_of_a.substr(2) == rest_of_b.substr(2) && rest_of_a[0] == rest_of_b[1] &&
           rest_of_a[1] == rest_of_b[0];
}

constexpr int too_many = most_slips + 1;

int slips_between(View a, View b) {
    if (a == b) return 0;
    return is_slip(a, b) || (is_small(a) && is_small(b)) ? 1 : too_many;
}

// A quote that ends at some word of the text, and where it begins.
struct Match {
    int slips;
    std::size_t first_word;
};

Match fewer(Match const& a, Match const& b) { return b.slips < a.slips ? b : a; }
Match with(Match const& match, int slips) {
    return {std::min(match.slips + slips, too_many), match.first_word};
}

// One row of the table of Sellers' algorithm: the best match of each beginning of the quote that ends here.
class Row {
public:
    explicit Row(std::vector<Piece> const& quote, int allowed)
        : quote_(quote), allowed_(allowed), matches_(quote.size() + 1, Match{too_many, 0}) {}

    void advance(View word, std::size_t index) {
        auto diagonal = Match{0, index};
        matches_[0] = {0, index + 1};
        bool const small = is_small(word);
        auto const reach = std::min(reach_ + 1, quote_.size());
        reach_ = 0;
        for (std::size_t i = 1; i <= reach || (i <= quote_.size() && matches_[i - 1].slips <= allowed_);
             ++i) {
            auto const above = matches_[i];
            auto const wanted = quote_[i - 1].word;
            auto best = with(diagonal, slips_between(word, wanted));
            if (small && i < quote_.size()) best = fewer(best, with(above, 1));
            if (is_small(wanted)) best = fewer(best, with(matches_[i - 1], 1));
            matches_[i] = best;
            if (best.slips <= allowed_) reach_ = i;
            diagonal = above;
        }
    }

    Match const& whole() const { return matches_.back(); }

private:
    std::vector<Piece> const& quote_;
    int allowed_;
    std::vector<Match> matches_;
    std::size_t reach_ = 0;  // Longer beginnings have too many slips.
};

}  // namespace

std::optional<CharacterRange> find_near(NormalText const& quote, NormalText const& text) {
    auto const wanted = pieces(quote);
    auto const allowed =
        static_cast<int>(std::min<std::size_t>(wanted.size() / words_for_a_slip, most_slips));
    if (allowed == 0 || wanted.size() > most_words) return std::nullopt;
    auto const words = pieces(text);
    Row row(wanted, allowed);
    Match best{allowed + 1, 0};
    std::size_t last = 0;
    for (std::size_t i = 0; i < words.size(); ++i) {
        row.advance(words[i].word, i);
        if (row.whole().slips >= best.slips) continue;
        best = row.whole();
        last = i;
    }
    if (best.slips > allowed || best.first_word > last) return std::nullopt;
    return CharacterRange{words[best.first_word].begin, words[last].end};
}

}  // namespace ats::text
