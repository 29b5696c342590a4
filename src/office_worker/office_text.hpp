#pragma once

#include <cstdint>
#include <string_view>

#include "worker/serve.hpp"

namespace ats::office {

/// Reads a package, or what else the flags of the request say.
/// @returns the reply, as the protocol has it.
worker::Answer read_office(std::string_view bytes, std::uint32_t flags);

}  // namespace ats::office
