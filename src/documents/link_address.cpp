#include "documents/link_address.hpp"

namespace ats::documents {
namespace {

bool starts_with(std::string_view text, std::string_view prefix) {
    return text.substr(0, prefix.size()) == prefix;
}

bool shows(std::string_view text, std::string_view address) {
    auto const scheme_end = address.find("://");
    auto const core = scheme_end == address.npos ? address : address.substr(scheme_end + 3);
    return text.find(core) != text.npos;
}

/// At worst a search compares the whole address at each place of the text, many bytes at once.
std::size_t cost_of_search(std::string_view text, std::string_view address) {
    constexpr std::size_t bytes_at_once = 32;
    return text.size() * (1 + address.size() / bytes_at_once);
}

}  // namespace

std::string_view address_of(std::string_view target) {
    if (starts_with(target, "mailto:")) return target.substr(7, target.find('?') - 7);
    if (!starts_with(target, "http://") && !starts_with(target, "https://")) return {};
    if (target.back() == '/') target.remove_suffix(1);
    return target;
}

void add_address(std::string& text, std::size_t begin, std::string_view target, Effort& effort) {
    auto const address = address_of(target);
    if (address.empty() || begin > text.size()) return;
    auto const shown = std::string_view(text).substr(begin);
    effort.spend_on_text(address.size());
    effort.spend_on_text(cost_of_search(shown, address));
    if (!shows(shown, address)) text.append(" (").append(address).append(")");
}

}  // namespace ats::documents
