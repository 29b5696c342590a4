#pragma once

#include <string>

#include <ats/document.hpp>

#include "documents/pdf_reply.hpp"

namespace ats::documents {

/// Makes a document of what a worker replied, which is trusted no more than the file itself.
/// @throws DocumentError if the reply says why the file cannot be read, or has no words.
Document document_from_reply(PdfReply const& reply, std::string const& name, int max_pages);

}  // namespace ats::documents
