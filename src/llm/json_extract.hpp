#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.hpp"
#include "llm/schema.hpp"

namespace ats::llm {

/// The object that was found, or why there is none.
struct Extracted {
    std::optional<Json> object;
    Fault fault;
};

/// Takes the one JSON object out of what a model wrote. A byte order mark, a `<think>` block, code
/// fences and prose around the object are tolerated: the object taken is the first that parses and
/// has all of `required_keys`; where none has them, the first object there is, or what is wrong with
/// it. Within the object nothing is tolerated: a key that stands twice, NaN, a number out of range or
/// bad UTF-8 makes it invalid.
Extracted extract_object(std::string_view text, std::vector<std::string> const& required_keys);

}  // namespace ats::llm
