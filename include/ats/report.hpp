#pragma once

/// @file
/// A ranking as text for other programs.

#include <cstddef>
#include <iosfwd>
#include <memory>
#include <optional>
#include <string>
#include <vector>

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
/// No cell is a live formula: a text cell that begins with tab, carriage return, or `=`, `+`, `-`, `@`
/// in their usual, full-width or small form, also after blanks, gets one leading apostrophe. A cell with
/// more than the 32,767 UTF-16 units that spreadsheets hold is cut, and its end says so.
ATS_EXPORT std::string to_csv(Ranking const& ranking, CsvOptions const& options = {});

/// The CSV of a ranking too large for memory: takes outcomes as they come, in any order, and writes them
/// in order. The rows wait in a temporary file without a name, which ends with this object; memory holds
/// some 40 bytes for each. add() may be called from many threads, such as by JobQueueOptions::on_outcome.
///
/// The bytes are those of to_csv(), but for resumes that were scored several times: the columns of what
/// wavered, which need all rows at once, are left out.
class ATS_EXPORT CsvReport {
public:
    /// @param criteria of all rows. @param price of the engine. @param options of the columns.
    /// @throws CallerError record_failed, as all members do, if the temporary file cannot be used.
    explicit CsvReport(std::vector<Criterion> criteria, std::optional<Price> price = std::nullopt,
                       CsvOptions const& options = {});
    ~CsvReport();

    /// Takes one outcome. @param position of the resume among the inputs, which decides ties.
    /// @param candidate its name; see candidate_names(). @param outcome of it; not kept.
    void add(std::size_t position, std::string const& candidate, Outcome const& outcome);
    /// Writes the header and what was added so far: totals descending, ties by position, failures last.
    /// @param out gets UTF-8.
    void write(std::ostream& out) const;

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

/// The whole ranking as an indented JSON object: criteria, engine, and a row for each resume with
/// its scores, reasons, evidence, findings and usage. The same ranking gives the same bytes.
ATS_EXPORT std::string to_json(Ranking const& ranking);

/// One outcome as an indented JSON object: what a row of a ranking has, without rank and candidate.
/// @param outcome of one resume. @param criteria that it was scored against.
/// @param price of the engine, for the cost.
ATS_EXPORT std::string to_json(Outcome const& outcome, std::vector<Criterion> const& criteria,
                               std::optional<Price> const& price = std::nullopt);

}  // namespace ats
