#pragma once

#include "record/database.hpp"

namespace ats::record {

/// Brings the file to this version's form, and sets what each connection needs.
/// @throws CallerError record_failed for the file of another program or of a newer version.
void prepare_record(Database& database);

}  // namespace ats::record
