#include <ats/scorecard.hpp>

#include "text/utf8.hpp"

namespace ats {

Failure to_failure(std::exception const& error) {
    if (auto const* answer = dynamic_cast<ModelAnswerError const*>(&error))
        return {answer->code(), answer->what(), answer->usage()};
    if (auto const* known = dynamic_cast<Error const*>(&error)) return {known->code(), known->what(), {}};
    // A foreign exception, such as one from a client that a user wrote.
    constexpr std::size_t longest = 300;  // A message, not a place for the document's text.
    return {ErrorCode::internal, text::repair_utf8(std::string_view(error.what()).substr(0, longest)), {}};
}

}  // namespace ats
