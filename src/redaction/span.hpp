#pragma once

#include <cstddef>
#include <vector>

#include <ats/redaction.hpp>

namespace ats::redaction {

/// Bytes [begin, end) of a text that identify a person.
struct Span {
    std::size_t begin;
    std::size_t end;
    IdentifierKind kind;
};

using Spans = std::vector<Span>;

}  // namespace ats::redaction
