#pragma once

#include <string>

#include <ats/document.hpp>

#include "documents/pdf_reply.hpp"

namespace ats::documents {

/// @param pages of the document, as the worker says.
/// @throws DocumentError if the status says why the file cannot be read.
void check_status(worker::Status status, std::uint32_t pages, std::string const& name, int max_pages);

/// Makes a document of what a worker replied, which is trusted no more than the file itself.
/// @throws DocumentError if the reply says why the file cannot be read, or has no words.
Document document_from_reply(PdfReply const& reply, std::string const& name, int max_pages);

}  // namespace ats::documents
