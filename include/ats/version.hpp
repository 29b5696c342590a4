#pragma once

/// @file
/// The version of the library. This file is its only source: CMake and the Python package read it.

#include <ats/export.hpp>

/// @def ATS_VERSION_MAJOR
/// Raised when the interface breaks, from 1.0 on.
/// @def ATS_VERSION_MINOR
/// Raised when something is added; before 1.0 also when the interface breaks.
/// @def ATS_VERSION_PATCH
/// Raised when something is mended.
#define ATS_VERSION_MAJOR 0
#define ATS_VERSION_MINOR 1
#define ATS_VERSION_PATCH 0

namespace ats {

/// The version of the library that was loaded, such as "0.1.0". It may differ from the macros above,
/// which are those of the headers the program was compiled with.
/// @returns a string with static lifetime.
ATS_EXPORT char const* version() noexcept;

}  // namespace ats
