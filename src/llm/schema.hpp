#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/json.hpp"

namespace ats::llm {

/// One thing that is wrong with an answer.
struct Fault {
    std::string path;            ///< Where, as a JSON pointer; empty for the whole answer.
    std::string value;           ///< What stands there, shortened; empty where it does not help.
    std::string what;            ///< What is wrong with it, such as "is more than 5".
    bool quotes_answer = false;  ///< `value` holds words of the answer, which may be those of a resume.
};

/// @returns the line the model is shown: "/scores/c2/score: 97 is more than 5".
std::string line_for_model(Fault const& fault);
/// @returns the same without words of the answer: errors and logs never hold text of a resume.
std::string line_for_people(Fault const& fault);

/// @returns the beginning of `text`, at most 40 characters of it, as valid UTF-8.
std::string shortened(std::string_view text);

/// The part of JSON Schema that every OpenAI-compatible server understands, and ranges and counts
/// beside it: type, properties, required, additionalProperties (false), enum, items, minimum,
/// maximum, minItems, maxItems. `description` is allowed and ignored.
class Schema {
public:
    /// @throws CallerError internal, if `text` uses anything else: a keyword that is not checked would
    /// be a promise that is not kept.
    explicit Schema(std::string_view text);

    /// @returns what is wrong with `value`; nothing if it is valid. The list is cut where it would be
    /// too long to be of use.
    std::vector<Fault> faults(Json const& value) const;
    /// @returns the keys that the root object must have.
    std::vector<std::string> const& required_keys() const noexcept { return required_keys_; }
    Json const& json() const noexcept { return root_; }

private:
    Json root_;
    std::vector<std::string> required_keys_;
};

}  // namespace ats::llm
