#include "attack/encoded.hpp"

#include <algorithm>
#include <cctype>
#include <string>

namespace ats::attack {
namespace {

constexpr std::string_view base64_letters =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

std::string from_base64(std::string_view encoded) {
    std::string decoded;
    unsigned bits = 0, count = 0;
    for (char const c : encoded) {
        bits = (bits << 6 | static_cast<unsigned>(base64_letters.find(c))) & 0xFFFFFFu;
        count += 6;
        if (count < 8) continue;
        count -= 8;
        decoded.push_back(static_cast<char>(bits >> count & 0xFFu));
    }
    return decoded;
}

// Letters and spaces; identifiers and digests that happen to be Base64 decode to bytes of all kinds.
bool is_prose(std::string_view text) {
    auto const is_plain = [](unsigned char c) {
        return c < 0x80 && (std::isalnum(c) != 0 || std::ispunct(c) != 0 || c == ' ');
    };
    auto const spaces = std::count(text.begin(), text.end(), ' ');
    return spaces >= 2 && std::all_of(text.begin(), text.end(), is_plain);
}

bool has_base64(std::string_view line) {
    // Some three words.
    constexpr std::size_t shortest = 20;
    for (std::size_t i = 0; i < line.size();) {
        auto const end = std::min(line.find_first_not_of(base64_letters, i), line.size());
        if (end - i >= shortest && is_prose(from_base64(line.substr(i, end - i)))) return true;
        i = end + 1;
    }
    return false;
}

// "01010011 01100101 01101100 ...": eight bits for each letter.
bool has_bits(std::string_view line) {
    constexpr std::size_t byte = 8;
    constexpr int fewest = 5;
    int bytes = 0;
    for (std::size_t i = 0; i < line.size();) {
        auto const end = std::min(line.find_first_not_of("01", i), line.size());
        if (end - i == byte)
            ++bytes;
        else if (end > i)
            bytes = 0;
        i = end + 1;
    }
    return bytes >= fewest;
}

// "i g n o r e  a l l": letters that stand alone spell an order.
bool has_spaced_order(std::string_view line) {
    constexpr std::size_t fewest = 12;
    constexpr std::string_view verbs[] = {"ignore", "disregard", "forget", "override"};
    constexpr std::string_view objects[] = {"instruction", "prompt", "rules", "previous", "criteria"};
    std::string spelled;
    for (std::size_t i = 0; i < line.size(); ++i) {
        auto const c = static_cast<unsigned char>(line[i]);
        bool const alone = (i == 0 || line[i - 1] == ' ') && (i + 1 == line.size() || line[i + 1] == ' ');
        if (alone && std::isalpha(c) != 0) spelled.push_back(static_cast<char>(std::tolower(c)));
    }
    auto const holds = [&](std::string_view word) { return spelled.find(word) != std::string::npos; };
    return spelled.size() >= fewest && std::any_of(std::begin(verbs), std::end(verbs), holds) &&
           std::any_of(std::begin(objects), std::end(objects), holds);
}

}  // namespace

bool hides_words(std::string_view line) {
    return has_base64(line) || has_bits(line) || has_spaced_order(line);
}

}  // namespace ats::attack
