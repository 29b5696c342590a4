#pragma once

#include <optional>
#include <string>
#include <string_view>

#include <ats/document.hpp>
#include <ats/error.hpp>

#include "documents/worker_protocol.hpp"

namespace ats::documents {

/// Why a document could not be read, as its reader said.
struct OfficeFailure {
    ErrorCode code = ErrorCode::document_damaged;
    std::string message;
};

/// A final reply that obeys the protocol.
struct OfficeReply {
    std::optional<OfficeFailure> failure;
    Document document;  ///< Without name and digest; if it was read.
};

/// Reads what a worker sent, believing nothing of it.
/// @returns nullopt if it does not obey the protocol.
std::optional<OfficeReply> read_office_reply(worker::Reply const& header, std::string_view payload);

/// Makes a document of what a worker replied.
/// @throws DocumentError if the reply says why the file cannot be read.
Document document_from_reply(OfficeReply reply, std::string const& name);

}  // namespace ats::documents
