#include "text/addresses.hpp"

#include <algorithm>

#include "text/ascii.hpp"

namespace ats::text {
namespace {

// Addresses that people give are shorter; longer ones carry tracking data, or text for a machine.
constexpr std::size_t longest_address = 200;

bool take_prefix(std::string_view& text, std::string_view lower_case) {
    auto const same = [](char expected, char c) { return ascii_lower(c) == expected; };
    if (text.size() < lower_case.size() ||
        !std::equal(lower_case.begin(), lower_case.end(), text.begin(), same)) {
        return false;
    }
    text.remove_prefix(lower_case.size());
    return true;
}

std::string_view core_of(std::string_view address) {
    if (!take_prefix(address, "https://")) take_prefix(address, "http://");
    take_prefix(address, "www.");
    return address;
}

bool is_plausible(std::string_view address) {
    auto const is_odd = [](char c) { return static_cast<unsigned char>(c) <= ' '; };
    return !address.empty() && address.size() <= longest_address &&
           std::none_of(address.begin(), address.end(), is_odd);
}

}  // namespace

std::string address_of(std::string_view target) {
    auto rest = target;
    if (take_prefix(rest, "mailto:")) {
        auto const mail = rest.substr(0, rest.find('?'));
        return std::string(is_plausible(mail) ? mail : std::string_view());
    }
    if (!take_prefix(rest, "https://") && !take_prefix(rest, "http://")) return {};
    if (!target.empty() && target.back() == '/') target.remove_suffix(1);
    return std::string(is_plausible(target) ? target : std::string_view());
}

bool shows(std::string_view text, std::string_view address) {
    auto const core = core_of(address);
    auto const same = [](char a, char b) { return ascii_lower(a) == ascii_lower(b); };
    return std::search(text.begin(), text.end(), core.begin(), core.end(), same) != text.end();
}

}  // namespace ats::text
