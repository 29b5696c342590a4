#include "offline/job/line_kind.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstddef>
#include <map>
#include <mutex>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "offline/words/embedded_table.hpp"
#include "text/words.hpp"

extern "C" char const ats_line_weights[];
extern "C" char const ats_line_weights_end[];

namespace ats::offline {
namespace {

constexpr std::size_t kinds = 3;
constexpr std::size_t offers = 7;
constexpr double byte_of_one = 32;  // As in fit_lines.py.

using Row = std::array<signed char, kinds + offers>;

bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }
bool is_letter(char c) noexcept { return c >= 'a' && c <= 'z'; }

constexpr std::array<std::string_view, 3> money = {"$", "£", "€"};

bool is_money_at(std::string_view line, std::size_t at) {
    return std::any_of(money.begin(), money.end(),
                       [&](std::string_view sign) { return line.compare(at, sign.size(), sign) == 0; });
}

// Folding leaves out what is neither letter nor digit.
std::string with_signs_as_words(std::string_view line) {
    std::string out;
    for (std::size_t i = 0; i < line.size(); ++i) {
        if (is_money_at(line, i)) out += " xmoneyx ";
        if (line[i] == '%') out += " xpercentx ";
        out += line[i];
    }
    return out;
}

// Letters, "<number>", "<money>" and "%"; as tokens() of fit_lines.py.
std::vector<std::string> tokens(std::string_view line) {
    std::vector<std::string> found;
    auto const folded = text::fold(with_signs_as_words(line));
    for (std::size_t i = 0; i < folded.size(); ++i) {
        auto const begin = i;
        while (i < folded.size() && is_letter(folded[i])) ++i;
        if (i > begin) {
            auto const word = folded.substr(begin, i - begin);
            found.push_back(word == "xmoneyx" ? "<money>" : word == "xpercentx" ? "%" : word);
        }
        bool const number = i < folded.size() && is_digit(folded[i]);
        while (i < folded.size() && is_digit(folded[i])) ++i;
        if (number) found.emplace_back("<number>");
        if (i < folded.size() && is_letter(folded[i])) --i;
    }
    return found;
}

std::set<std::string> features(std::string_view line) {
    constexpr std::size_t piece = 5;
    constexpr std::size_t long_word = 7;
    std::set<std::string> found;
    std::string before = "^";
    for (auto const& token : tokens(line)) {
        found.insert(token);
        found.insert(before + ' ' + token);
        if (token.size() >= long_word && is_letter(token[0])) {
            found.insert(token.substr(0, piece) + '-');
            found.insert('-' + token.substr(token.size() - piece));
        }
        before = token;
    }
    return found;
}

Row numbers_of(std::string_view cells) {
    Row row{};
    auto const* at = cells.data();
    auto const* const end = at + cells.size();
    for (auto& cell : row) {
        int value = 0;
        at = std::from_chars(at, end, value).ptr;
        if (at != end) ++at;
        cell = static_cast<signed char>(value);
    }
    return row;
}

}  // namespace

struct LineJudge::Weights {
    std::unordered_map<std::string_view, Row> rows;

    explicit Weights(std::string_view table) {
        for (std::string_view row; next_row(table, row);) {
            auto const tab = std::min(row.find('\t'), row.size());
            rows.emplace(row.substr(0, tab), numbers_of(row.substr(std::min(tab + 1, row.size()))));
        }
    }

    std::array<double, kinds + offers> sums(std::string_view line) const {
        std::array<double, kinds + offers> sums{};
        for (auto const& feature : features(line)) {
            auto const found = rows.find(feature);
            if (found == rows.end()) continue;
            for (std::size_t i = 0; i < sums.size(); ++i) sums[i] += found->second[i] / byte_of_one;
        }
        return sums;
    }

    // Read when they are first asked for: most runs see one language.
    static Weights const& of(std::string_view language) {
        static std::mutex mutex;
        static std::map<std::string_view, Weights> read;
        auto const size = static_cast<std::size_t>(ats_line_weights_end - ats_line_weights);
        static std::vector<EmbeddedTable> const tables = embedded_tables({ats_line_weights, size});
        auto const named = [&](std::string_view name) {
            return std::find_if(tables.begin(), tables.end(),
                                [name](EmbeddedTable const& table) { return table.name == name; });
        };
        auto found = named(language);
        if (found == tables.end()) found = named("en");
        std::lock_guard const lock(mutex);
        return read.try_emplace(found->name, found->rows).first->second;
    }
};

LineJudge::LineJudge(std::string_view language) : weights_(Weights::of(language)) {}

LineKind LineJudge::kind_of(std::string_view line) const {
    auto shares = weights_.sums(line);
    double sum = 0;
    for (std::size_t kind = 0; kind < kinds; ++kind) sum += shares[kind] = std::exp(shares[kind]);
    return {shares[0] / sum, shares[1] / sum, shares[2] / sum};
}

OfferKind LineJudge::offer_of(std::string_view line) const {
    auto const sums = weights_.sums(line);
    auto const best = std::max_element(sums.begin() + kinds, sums.end());
    return static_cast<OfferKind>(best - (sums.begin() + kinds));
}

}  // namespace ats::offline
