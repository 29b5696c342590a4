#pragma once

#include <optional>
#include <string>

#include <ats/error.hpp>

namespace test {

struct CaughtError {
    ats::ErrorCode code;
    std::string message;
};

/// @returns the ats::Error that `action` throws; nullopt if it throws none.
template <class Action>
std::optional<CaughtError> error_of(Action const& action) {
    try {
        action();
        return std::nullopt;
    } catch (ats::Error const& error) {
        return CaughtError{error.code(), error.what()};
    }
}

/// @returns the code of the ats::Error that `action` throws; nullopt if it throws none.
template <class Action>
std::optional<ats::ErrorCode> code_of(Action const& action) {
    auto const error = error_of(action);
    return error ? std::optional(error->code) : std::nullopt;
}

}  // namespace test
