#include "redaction/links.hpp"

#include <algorithm>

#include "redaction/characters.hpp"
#include "text/lists.hpp"
#include "text/utf8.hpp"

namespace ats::redaction {
namespace {

// In small letters. With a path behind them they name a person or what the person made.
constexpr std::string_view hosts[] = {"linkedin.com",
                                      "github.com",
                                      "gitlab.com",
                                      "github.io",
                                      "gitlab.io",
                                      "bitbucket.org",
                                      "twitter.com",
                                      "x.com",
                                      "xing.com",
                                      "facebook.com",
                                      "fb.com",
                                      "instagram.com",
                                      "t.me",
                                      "wa.me",
                                      "medium.com",
                                      "behance.net",
                                      "dribbble.com",
                                      "kaggle.com",
                                      "orcid.org",
                                      "about.me",
                                      "youtube.com",
                                      "leetcode.com",
                                      "hackerrank.com",
                                      "codepen.io",
                                      "linktr.ee",
                                      "vimeo.com",
                                      "dev.to",
                                      "stackoverflow.com",
                                      "researchgate.net",
                                      "codeforces.com",
                                      "scholar.google.com",
                                      "lnkd.in",
                                      "keybase.io",
                                      "angel.co",
                                      "codechef.com",
                                      "hackerearth.com",
                                      "soundcloud.com",
                                      "goodreads.com",
                                      "quora.com",
                                      "reddit.com",
                                      "pinterest.com",
                                      "tiktok.com",
                                      "credly.com",
                                      "devpost.com",
                                      "notion.site",
                                      "wordpress.com",
                                      "blogspot.com",
                                      "tumblr.com",
                                      "substack.com",
                                      "vercel.app",
                                      "netlify.app",
                                      "herokuapp.com",
                                      "linkedin.cn",
                                      "scholar.google.de"};

// Labels of an account's name.
constexpr std::string_view networks[] = {
    "linkedin",      "github",    "gitlab",    "twitter",  "xing",       "skype",      "telegram",
    "facebook",      "instagram", "bitbucket", "mastodon", "website",    "homepage",   "portfolio",
    "webseite",      "blog",      "web",       "kaggle",   "leetcode",   "hackerrank", "orcid",
    "stackoverflow", "medium",    "behance",   "dribbble", "codeforces", "discord",    "codechef"};

constexpr std::string_view endings[] = {
    "com",    "net",  "org",  "io",  "dev",     "me",     "co",     "ai",   "app", "de",
    "fr",     "es",   "ro",   "it",  "nl",      "uk",     "us",     "ca",   "in",  "ch",
    "at",     "eu",   "be",   "pl",  "pt",      "tech",   "info",   "site", "xyz", "page",
    "online", "blog", "name", "edu", "website", "studio", "design", "work"};

// Tools whose names look like a site.
constexpr std::string_view tools[] = {"asp.net",    "ado.net",        "vb.net",     "socket.io",
                                      "draw.io",    "ml.net",         "paper.io",   "booking.com",
                                      "amazon.com", "salesforce.com", "fast.ai",    "monday.com",
                                      "cloud.io",   "crossplane.io",  "github.com", "linkedin.com"};

constexpr std::string_view schemes[] = {"http://", "https://", "www.", "mailto:", "skype:", "tel:", "ftp://"};

// A longer token is no address that a person would write down.
constexpr std::size_t longest_label = 32;

bool ends_token(char c) noexcept {
    return is_space(c) || std::string_view("|<>()[]{}\"").find(c) != std::string_view::npos;
}

/// @returns how many bytes a bullet, a dash, a no-break space or another sign beyond ASCII has at `offset`:
/// it parts tokens as well. 0 where there is none.
std::size_t sign_size(std::string_view text, std::size_t offset) noexcept {
    if (offset >= text.size() || !is_beyond_ascii(text[offset])) return 0;
    auto const [character, bytes, valid] = text::decode(text, offset);
    bool const compatibility_form = character >= 0xF000 && character <= 0xFFFF;
    return valid && (compatibility_form || !is_letter(character)) ? bytes : 0;
}

std::size_t token_end(std::string_view text, std::size_t offset) noexcept {
    while (offset < text.size() && !ends_token(text[offset]) && sign_size(text, offset) == 0) ++offset;
    return offset;
}

std::size_t without_tail(std::string_view text, std::size_t begin, std::size_t end) noexcept {
    while (end > begin && std::string_view(".,;:!?'*").find(text[end - 1]) != std::string_view::npos) --end;
    return end;
}

/// "https://example.org/jane-\ndoe": an address broken behind a hyphen, a slash or the like goes on.
std::size_t with_next_line(std::string_view text, std::size_t begin, std::size_t end) noexcept {
    char const last = before(text, end);
    bool const broken = last == '-' || last == '/' || last == '_' || last == '=';
    if (!broken || at(text, end) != '\n' || end - begin < 5) return end;
    char const next = at(text, end + 1);
    bool const goes_on = (is_ascii_letter(next) && !is_ascii_upper(next)) || is_digit(next);
    return goes_on ? token_end(text, end + 1) : end;
}

std::string lowered(std::string_view token) {
    std::string out;
    for (char const c : token) out += lower(c);
    return out;
}

bool has_scheme(std::string_view token) noexcept {
    return std::any_of(std::begin(schemes), std::end(schemes), [&](std::string_view scheme) {
        return token.size() > scheme.size() + 2 && begins_with(token, scheme);
    });
}

/// "linkedin.com/in/jane", "jane.github.io", "de.linkedin.com/in/jane".
bool is_on_network(std::string const& token) {
    auto const host = token.substr(0, token.find_first_of("/?#"));
    for (auto const name : hosts) {
        if (!host.ends_with(name)) continue;
        bool const subdomain = host.size() > name.size() && host[host.size() - name.size() - 1] == '.';
        bool const whole = host.size() == name.size();
        if (subdomain || (whole && token.size() > name.size() + 1)) return true;
    }
    return false;
}

bool is_site(std::string const& token) {
    auto const host = token.substr(0, token.find_first_of("/?#:"));
    auto const stop = host.find_last_of('.');
    if (stop == std::string::npos || stop < 2 || text::listed(tools, host)) return false;
    if (host.find_first_of("@+&*=") != std::string::npos) return false;
    return is_alnum(host[stop - 1]) && text::listed(endings, std::string_view(host).substr(stop + 1));
}

bool is_link(std::string_view token, bool in_head) {
    if (token.size() < 5) return false;
    if (has_scheme(token)) return true;
    if (token.find('.') == std::string_view::npos) return false;
    auto const small = lowered(token);
    return is_on_network(small) || (in_head && is_site(small));
}

bool is_handle(std::string_view token) noexcept {
    bool lower_or_digit = false;
    for (char const c : token) {
        if (!is_alnum(c) && std::string_view("@._-/").find(c) == std::string_view::npos) return false;
        lower_or_digit = lower_or_digit || is_digit(c) || lower(c) == c;
    }
    return token.size() >= 3 && lower_or_digit;
}

/// Where a network's label and a colon end before `offset`.
bool is_behind_label(std::string_view text, std::size_t offset) {
    while (offset > 0 && text[offset - 1] == ' ') --offset;
    if (before(text, offset) != ':') return false;
    --offset;
    while (offset > 0 && text[offset - 1] == ' ') --offset;
    auto begin = offset;
    while (begin > 0 && offset - begin < longest_label && is_ascii_letter(text[begin - 1])) --begin;
    return text::listed(networks, lowered(text.substr(begin, offset - begin)));
}

/// The token is all that is said there: it ends the line or a separator follows.
bool stands_alone(std::string_view text, std::size_t end) noexcept {
    while (at(text, end) == ' ') ++end;
    return at(text, end) == '\n' || at(text, end) == '|' || at(text, end) == '\r' || sign_size(text, end) > 0;
}

/// "@jane" in the head, where no e-mail address owns the sign.
bool is_mention(std::string_view token) noexcept {
    return token.size() >= 4 && token[0] == '@' && is_ascii_letter(token[1]) && is_handle(token.substr(1));
}

}  // namespace

void find_links(std::string_view text, ContactArea const& area, Spans& found) {
    for (std::size_t i = 0; i < text.size();) {
        if (ends_token(text[i])) {
            ++i;
            continue;
        }
        if (auto const sign = sign_size(text, i); sign > 0) {
            i += sign;
            continue;
        }
        auto const step = token_end(text, i);
        // "LinkedIn:linkedin.com/in/jane": the label is glued to it.
        auto begin = i;
        auto const colon = text.substr(i, std::min(step - i, longest_label)).find(':');
        bool const glued_label = colon != std::string_view::npos && at(text, i + colon + 1) != '/' &&
                                 i + colon + 1 < step && is_behind_label(text, i + colon + 1);
        if (glued_label) begin = i + colon + 1;
        auto const end = with_next_line(text, begin, without_tail(text, begin, step));
        auto const token = text.substr(begin, end - begin);
        bool const in_head = area.holds(begin);
        bool const account = is_handle(token) && is_behind_label(text, begin) && stands_alone(text, end);
        if (is_link(token, in_head) || account || (in_head && is_mention(token))) {
            found.push_back({begin, end, IdentifierKind::link});
        }
        i = std::max(step, end);
    }
}

}  // namespace ats::redaction
