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

/// Takes the one JSON object out of what a model wrote. A byte order mark, thinking (see thoughts.hpp),
/// code fences and prose around the object are tolerated. Of several objects with the keys that `schema`
/// requires, the last is taken, unless another one that fits the schema differs from it: then none is. What
/// repeats `shown`, in whatever notation, is a quote and no answer. Where no object has the keys, the first
/// there is is taken, or what is wrong with it. Within the object nothing is tolerated: a key that stands
/// twice, NaN, a number out of range or bad UTF-8 makes it invalid.
/// @param shown what the model was given to read.
Extracted extract_object(std::string_view text, Schema const& schema,
                         std::vector<std::string_view> const& shown = {});

/// @returns whether `text` is one whole JSON object, but for blanks around it.
bool is_whole_object(std::string_view text);

}  // namespace ats::llm
