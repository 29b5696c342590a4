#include "documents/link_address.hpp"

#include "text/addresses.hpp"

namespace ats::documents {
namespace {

/// At worst a search compares the whole address at each place of the text.
std::size_t cost_of_search(std::string_view text, std::string_view address) {
    constexpr std::size_t characters_at_once = 4;
    return text.size() * (1 + address.size() / characters_at_once);
}

}  // namespace

void add_address(std::string& text, std::size_t begin, std::string_view target, Effort& effort) {
    auto const address = ats::text::address_of(target);
    if (address.empty() || begin > text.size()) return;
    auto const shown = std::string_view(text).substr(begin);
    effort.spend_on_text(address.size());
    effort.spend_on_text(cost_of_search(shown, address));
    if (!ats::text::shows(shown, address)) text.append(" (").append(address).append(")");
}

}  // namespace ats::documents
