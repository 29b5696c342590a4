#include "documents/docx_fields.hpp"

#include <algorithm>

namespace ats::documents {
namespace {

// Real ones stand two or three deep; their instructions have a few dozen characters.
constexpr std::size_t most_open_fields = 100;
constexpr std::size_t longest_instruction = 4096;

/// Takes the next argument: a word, or what stands between quotation marks.
std::string_view next_argument(std::string_view& rest) {
    rest.remove_prefix(std::min(rest.find_first_not_of(" \t\n"), rest.size()));
    bool const quoted = rest.substr(0, 1) == "\"";
    if (quoted) rest.remove_prefix(1);
    auto const length = std::min(rest.find_first_of(quoted ? "\"" : " \t\n"), rest.size());
    auto const argument = rest.substr(0, length);
    rest.remove_prefix(std::min(length + (quoted ? 1 : 0), rest.size()));
    return argument;
}

}  // namespace

std::string_view link_target(std::string_view instruction) {
    if (next_argument(instruction) != "HYPERLINK") return {};
    while (!instruction.empty()) {
        auto const argument = next_argument(instruction);
        if (argument.substr(0, 1) != "\\") return argument;
        // These name a place in the document, a tip and a window.
        if (argument == "\\l" || argument == "\\o" || argument == "\\t") next_argument(instruction);
    }
    return {};
}

void OpenFields::open() {
    if (fields_.size() == most_open_fields) fields_.erase(fields_.begin());
    fields_.emplace_back();
}

void OpenFields::add_instruction(std::string_view text) {
    if (fields_.empty() || fields_.back().shows) return;
    auto& instruction = fields_.back().instruction;
    instruction += text.substr(0, longest_instruction - instruction.size());
}

}  // namespace ats::documents
