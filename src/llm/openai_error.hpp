#pragma once

#include <chrono>
#include <optional>
#include <string>

#include <ats/error.hpp>

#include "llm/http.hpp"
#include "llm/openai_envelope.hpp"
#include "llm/openai_wire.hpp"

namespace ats::openai {

/// What a server said was wrong, in its own words: untrusted.
struct ServerError {
    std::string code;
    std::string type;
    std::string message;
    std::string param{};                              ///< The field it is about.
    std::optional<std::chrono::milliseconds> wait{};  ///< How long it asks to wait.
};

/// @returns the error in a body, in any of the forms servers use; nullopt if there is none.
std::optional<ServerError> find_error(EnvelopeJson const& body, int status);

/// @returns whether the response says in the server's own form why it refuses, and is no page of something
/// in between.
bool says_why(http::Response const& response);

/// @param status the HTTP status, or the one an error inside a 200 names; 200 if neither tells.
ErrorCode classify(ServerError const& error, int status);

/// Throws the exception that says so.
[[noreturn]] void throw_server_error(ServerError const& error, http::Response const& response,
                                     Exchange const& exchange);

std::string request_id(http::Response const& response, Secrets const& secrets);
ModelServiceDetails details_of(http::Response const& response, int status, Exchange const& exchange);

}  // namespace ats::openai
