#include "offline/job/line_kind.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <set>
#include <string>
#include <vector>

namespace ats::offline {
namespace {

constexpr std::size_t kinds = 3;

struct Weight {
    std::string_view feature;
    std::array<signed char, kinds> of_kind;
};

#include "offline/job/line_weights.inc"

constexpr double byte_of_one = 32;  // As in fit_lines.py.

bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }
bool is_letter(char c) noexcept { return c >= 'a' && c <= 'z'; }
char lower(char c) noexcept { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; }

// Letters, "<number>", "<money>" and "%"; as tokens() of fit_lines.py.
std::vector<std::string> tokens(std::string_view line) {
    std::vector<std::string> found;
    for (std::size_t i = 0; i < line.size();) {
        auto const begin = i;
        while (i < line.size() && is_letter(lower(line[i]))) ++i;
        if (i > begin) {
            std::string word(line.substr(begin, i - begin));
            std::transform(word.begin(), word.end(), word.begin(), lower);
            found.push_back(std::move(word));
            continue;
        }
        while (i < line.size() && is_digit(line[i])) ++i;
        if (i > begin) {
            found.emplace_back("<number>");
            continue;
        }
        bool const money = line[i] == '$' || line.compare(i, 2, "£") == 0 || line.compare(i, 3, "€") == 0;
        if (money) found.emplace_back("<money>");
        if (line[i] == '%') found.emplace_back("%");
        ++i;
    }
    return found;
}

std::set<std::string> features(std::string_view line) {
    std::set<std::string> found;
    std::string before = "^";
    for (auto const& token : tokens(line)) {
        found.insert(token);
        found.insert(before + ' ' + token);
        before = token;
    }
    return found;
}

Weight const* find(std::string_view feature) {
    auto const* const found = std::lower_bound(
        std::begin(weights), std::end(weights), feature,
        [](Weight const& weight, std::string_view wanted) { return weight.feature < wanted; });
    return found != std::end(weights) && found->feature == feature ? found : nullptr;
}

}  // namespace

LineKind kind_of_line(std::string_view line) {
    std::array<double, kinds> shares{};
    for (auto const& feature : features(line)) {
        auto const* const weight = find(feature);
        if (!weight) continue;
        for (std::size_t kind = 0; kind < kinds; ++kind) shares[kind] += weight->of_kind[kind] / byte_of_one;
    }
    double sum = 0;
    for (auto& share : shares) sum += share = std::exp(share);
    return {shares[0] / sum, shares[1] / sum, shares[2] / sum};
}

}  // namespace ats::offline
