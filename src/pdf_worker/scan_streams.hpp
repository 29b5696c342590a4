#pragma once

#include <cstddef>
#include <string>

#include <qpdf/QPDFObjectHandle.hh>

namespace ats::pdf {

/// Appends the bytes of a stream as they are meant.
/// @returns false if it is damaged, or `out` became longer than `most`: a few bytes can stand for many.
bool decode(QPDFObjectHandle stream, std::size_t most, std::string& out);

}  // namespace ats::pdf
