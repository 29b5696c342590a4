#pragma once

#include <cmath>
#include <cstdint>
#include <string>

#include <nlohmann/json.hpp>

namespace ats {

/// Keeps keys in the order they were written: reports stay stable, and a schema's order of
/// properties decides the order in which a model writes them.
using Json = nlohmann::ordered_json;

/// A number that people read: 3 instead of 3.0.
inline Json number_to_json(double value) {
    constexpr double exactly_integral_below = 9007199254740992.0;  // 2^53
    if (value == std::floor(value) && std::abs(value) < exactly_integral_below) {
        return static_cast<std::int64_t>(value);
    }
    return value;
}

/// Never throws for bad UTF-8, as plain dump() does; `indent` -1 is compact.
inline std::string dump_json(Json const& json, int indent = -1) {
    return json.dump(indent, ' ', false, Json::error_handler_t::replace);
}

}  // namespace ats
