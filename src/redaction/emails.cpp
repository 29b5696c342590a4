#include "redaction/emails.hpp"

#include "redaction/characters.hpp"

namespace ats::redaction {
namespace {

// What stands between an address' parts where it is disguised, or torn apart by a column.
constexpr std::size_t widest_gap = 3;

bool is_local(char c) noexcept {
    return is_alnum(c) || is_beyond_ascii(c) || std::string_view("._%+-'").find(c) != std::string_view::npos;
}
bool is_host(char c) noexcept { return is_alnum(c) || is_beyond_ascii(c) || c == '-' || c == '_'; }

std::size_t skip_gap(std::string_view text, std::size_t offset) noexcept {
    std::size_t const last = offset + widest_gap;
    while (offset < last && offset < text.size() && is_space(text[offset])) ++offset;
    return offset;
}

std::size_t skip_gap_back(std::string_view text, std::size_t offset) noexcept {
    std::size_t const first = offset > widest_gap ? offset - widest_gap : 0;
    while (offset > first && is_space(text[offset - 1])) --offset;
    return offset;
}

std::size_t host_part(std::string_view text, std::size_t offset) noexcept {
    while (offset < text.size() && is_host(text[offset])) ++offset;
    return offset;
}

/// @returns the offset behind a full stop, also a disguised one; `offset` without one.
std::size_t full_stop(std::string_view text, std::size_t offset) noexcept {
    if (at(text, offset) == '.') {
        // "gmail.\ncom": a narrow column parts what belongs together.
        auto const next = offset + 1;
        return at(text, next) == '\n' && is_ascii_letter(at(text, next + 1)) &&
                       !is_ascii_upper(at(text, next + 1))
                   ? next + 1
                   : next;
    }
    auto const mark = skip_gap(text, offset);
    for (std::string_view const word : {"(dot)", "[dot]", "{dot}", "(punkt)", "(.)", "[.]", "dot "}) {
        if (!begins_with(text.substr(mark), word)) continue;
        if (word == "dot " && mark == offset) continue;
        return skip_gap(text, mark + word.size());
    }
    return offset;
}

/// @returns the offset behind "host.tld" at `offset`; `offset` if there is none.
std::size_t host_end(std::string_view text, std::size_t offset, bool needs_stop) noexcept {
    auto end = host_part(text, offset);
    if (end == offset) return offset;
    bool stopped = false;
    for (;;) {
        auto const next = full_stop(text, end);
        auto const part = next == end ? end : host_part(text, next);
        if (next == end || part == next) break;
        stopped = true;
        end = part;
    }
    return stopped || !needs_stop ? end : offset;
}

std::size_t local_begin(std::string_view text, std::size_t offset) noexcept {
    while (offset > 0 && is_local(text[offset - 1])) --offset;
    while (offset < text.size() && (text[offset] == '-' || text[offset] == '.' || text[offset] == '\''))
        ++offset;
    return offset;
}

/// @param begin of the sign between name and host. @param end of it. @param tight: nothing parts them.
void add(std::string_view text, std::size_t begin, std::size_t end, bool tight, Spans& found) {
    auto const local_end = skip_gap_back(text, begin);
    auto const host_begin = skip_gap(text, end);
    bool const parted = local_end != begin || host_begin != end || !tight;
    auto const local = local_begin(text, local_end);
    auto const host = host_end(text, host_begin, parted);
    if (local >= local_end || host <= host_begin) return;
    if (!parted && is_digit(text[host_begin]) && host - host_begin < 4) return;  // "tool@1.2"
    found.push_back({local, host, IdentifierKind::email});
}

constexpr std::string_view disguises[] = {"(at)", "[at]", "{at}", "<at>", "(a)", "(@)", "[@]"};

void add_disguised(std::string_view text, std::size_t offset, Spans& found) {
    for (auto const sign : disguises) {
        if (begins_with(text.substr(offset), sign)) add(text, offset, offset + sign.size(), false, found);
    }
}

/// "jane at example dot org": in words only where the full stop is a word as well.
void add_spoken(std::string_view text, std::size_t offset, Spans& found) {
    if (!begins_with(text.substr(offset), " at ")) return;
    auto const host = host_part(text, offset + 4);
    if (begins_with(text.substr(host), " dot ")) add(text, offset, offset + 4, false, found);
}

}  // namespace

void find_emails(std::string_view text, Spans& found) {
    for (std::size_t i = 0; i < text.size(); ++i) {
        char const c = text[i];
        if (c == '@') add(text, i, i + 1, true, found);
        if (c == '(' || c == '[' || c == '{' || c == '<') add_disguised(text, i, found);
        if (c == ' ') add_spoken(text, i, found);
    }
}

}  // namespace ats::redaction
