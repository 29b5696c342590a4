#pragma once

#include "documents/pdf_reply.hpp"

namespace fuzz {

/// Requires that a reply that was taken is sound, and becomes a sound document or a typed error.
void require_sound(ats::documents::PdfReply const& reply);

}  // namespace fuzz
