#pragma once

/// @file
/// A ranking as text for other programs.

#include <string>

#include <ats/export.hpp>
#include <ats/ranking.hpp>

namespace ats {

/// What a CSV report holds.
struct CsvOptions {
    /// After the columns of the original service come `Percent`, `Must-haves Not Shown`, `Findings`,
    /// `Engine`, `Tokens Sent`, `Tokens Cached`, `Tokens Answered`, `Cost USD` (empty where no model was
    /// asked, the cost also where no price is known), and for each criterion its evidence. Where resumes
    /// were scored several times, last of all `Total Low`, `Total High`, `Wavered` (a line for each
    /// criterion, "c2: 1-4"), `Rank Best`, `Rank Worst`.
    bool details = true;
};

/// The ranking as CSV (RFC 4180, UTF-8 without a byte order mark, lines end in CRLF): `Candidate
/// Name`, a column for each criterion in its order, `Total Score`, `Error`. A failed resume has
/// empty scores and its error as "code: message".
///
/// No cell is a live formula: a text cell that begins with `=`, `+`, `-`, `@`, tab or carriage
/// return gets one leading apostrophe, and nothing else is changed.
ATS_EXPORT std::string to_csv(Ranking const& ranking, CsvOptions const& options = {});

/// The whole ranking as an indented JSON object: criteria, engine, and a row for each resume with
/// its scores, reasons, evidence, findings and usage. The same ranking gives the same bytes.
ATS_EXPORT std::string to_json(Ranking const& ranking);

}  // namespace ats
