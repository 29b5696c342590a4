#include <algorithm>
#include <array>
#include <utility>

#include <ats/error.hpp>

#include "llm/openai_wire.hpp"
#include "text/ascii.hpp"

namespace ats::openai {
namespace {

constexpr std::string_view path = "/chat/completions";

void require(bool fulfilled, char const* what) {
    if (!fulfilled) throw CallerError(ErrorCode::invalid_argument, std::string("base_url: ") + what);
}

bool is_unfit(unsigned char c) { return c <= 0x20 || c == 0x7F || c == '\\' || c == '#'; }

bool starts_with_scheme(std::string_view url, std::string_view scheme) {
    return url.size() > scheme.size() && std::equal(scheme.begin(), scheme.end(), url.begin(),
                                                    [](char a, char b) { return a == text::ascii_lower(b); });
}

bool has_host(std::string_view server) { return !server.empty() && server.front() != ':'; }

bool has_valid_port(std::string_view server) {
    auto const colon = server.rfind(':');
    if (colon == std::string_view::npos || server.find(']', colon) != std::string_view::npos) return true;
    auto const port = server.substr(colon + 1);
    return !port.empty() && port.size() <= 5 &&
           port.find_first_not_of("0123456789") == std::string_view::npos;
}

/// @returns what may be a key in the query of a URL: some servers take it there.
std::vector<std::string> values_of_query(std::string_view url) {
    std::vector<std::string> values;
    while (url.find_first_of("?&") != std::string_view::npos) {
        url.remove_prefix(url.find_first_of("?&") + 1);
        auto const pair = url.substr(0, url.find('&'));
        auto const equals = pair.find('=');
        bool const is_value = equals != std::string_view::npos && pair.substr(0, equals) != "api-version";
        if (is_value) values.emplace_back(pair.substr(equals + 1));
    }
    return values;
}

}  // namespace

std::string_view server_of(std::string_view url) noexcept {
    auto const begin = url.find("//");
    if (begin == std::string_view::npos) return {};
    url.remove_prefix(begin + 2);
    auto const server = url.substr(0, url.find_first_of("/?#"));
    auto const user = server.rfind('@');
    return user == std::string_view::npos ? server : server.substr(user + 1);
}

std::string host_of(std::string_view url) {
    auto const server = server_of(url);
    auto const end = server.starts_with('[') ? server.find(']') : server.rfind(':');
    std::string host(server.substr(0, end));
    std::transform(host.begin(), host.end(), host.begin(), text::ascii_lower);
    return host;
}

bool is_openai(std::string_view host) noexcept { return host == "api.openai.com"; }
bool is_azure(std::string_view host) noexcept {
    constexpr std::array<std::string_view, 5> domains = {".azure.com", ".azure.us", ".azure.cn",
                                                         ".azure-api.net", ".azure-api.us"};
    return std::any_of(domains.begin(), domains.end(),
                       [&](std::string_view domain) { return host.ends_with(domain); });
}

namespace {

/// @returns whether the user's own headers hold the key that Azure wants.
bool has_own_key(std::vector<HttpHeader> const& headers) {
    return std::any_of(headers.begin(), headers.end(), [](HttpHeader const& header) {
        std::string name = header.name;
        std::transform(name.begin(), name.end(), name.begin(), text::ascii_lower);
        return name == "api-key";
    });
}

}  // namespace

std::vector<std::string> request_headers(OpenAiOptions const& options) {
    std::vector<std::string> lines{"Content-Type: application/json"};
    bool const as_api_key =
        options.key_header == KeyHeader::api_key ||
        (options.key_header == KeyHeader::automatic && is_azure(host_of(options.base_url)));
    if (!options.api_key.empty() && !has_own_key(options.headers))
        lines.push_back((as_api_key ? "api-key: " : "Authorization: Bearer ") + options.api_key);
    if (!options.organization.empty()) lines.push_back("OpenAI-Organization: " + options.organization);
    if (!options.project.empty()) lines.push_back("OpenAI-Project: " + options.project);
    for (auto const& header : options.headers) lines.push_back(header.name + ": " + header.value);
    return lines;
}

Secrets secrets_of(OpenAiOptions const& options) {
    Secrets secrets{options.api_key};
    for (auto const& header : options.headers) secrets.others.push_back(header.value);
    for (auto& value : values_of_query(options.base_url)) secrets.others.push_back(std::move(value));
    if (!options.proxy.empty()) secrets.others.push_back(http::password_of(options.proxy));
    return secrets;
}

Endpoint endpoint_of(std::string_view base_url) {
    require(!base_url.empty(), "it is empty");
    require(std::none_of(base_url.begin(), base_url.end(), is_unfit),
            "it holds a blank, a control character, a backslash or '#'");
    require(starts_with_scheme(base_url, "https://") || starts_with_scheme(base_url, "http://"),
            "it must begin with http:// or https://");
    auto const authority = base_url.substr(base_url.find("//") + 2);
    require(authority.substr(0, authority.find_first_of("/?")).find('@') == std::string_view::npos,
            "it must not hold a user name or password; the key goes into api_key");
    auto const server = server_of(base_url);
    require(has_host(server), "the host is missing");
    require(has_valid_port(server), "the port is no number");

    // Older Azure addresses end in a query, which stays at the end.
    auto const query = base_url.substr(std::min(base_url.find('?'), base_url.size()));
    base_url.remove_suffix(query.size());
    while (base_url.ends_with('/')) base_url.remove_suffix(1);
    require(!base_url.ends_with(path), "leave out /chat/completions, which is added");
    return {std::string(base_url) + std::string(path) + std::string(query), std::string(server)};
}

}  // namespace ats::openai
