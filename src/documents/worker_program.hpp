#pragma once

#include <string>
#include <vector>

namespace ats::documents {

/// A program that reads documents of some formats.
struct WorkerProgram {
    char const* name;
    char const* label;     ///< What the log calls its processes.
    char const* document;  ///< What a message calls that which it reads.
    char const* formats;
    char const* option;  ///< Of DocumentReaderOptions: its path.
};

inline constexpr WorkerProgram pdf_program{"ats-pdf", "PDF worker", "PDF", "PDF files", "pdf_worker"};
inline constexpr WorkerProgram office_program{"ats-office", "office worker", "document",
                                              "DOCX, ODT, HTML, RTF and Markdown files", "office_worker"};

/// Where a program may be, in the order to look: beside the library (a build tree, a Python
/// wheel), then in the libexec folder of the same installation.
std::vector<std::string> worker_program_places(WorkerProgram const& program);

/// @returns the first of `places` that is a program.
/// @throws CallerError worker_not_found, naming all places.
std::string find_worker_program(WorkerProgram const& program, std::vector<std::string> const& places);

}  // namespace ats::documents
