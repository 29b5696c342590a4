#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <ats/document.hpp>
#include <ats/error.hpp>

/// What the fuzz targets share. Each target is one LLVMFuzzerTestOneInput(), the function that libFuzzer
/// calls; without libFuzzer replay.cpp calls it with the files of the corpus.
namespace fuzz {

/// Ends the program with a message unless `condition` holds: the input is a finding.
void require(bool condition, char const* what);

/// Requires what document.hpp promises of every document.
void require_sound(ats::Document const& document);

/// Reads a document by calling `read`. The one error allowed is a DocumentError.
template <class Read>
void require_text_or_error(Read read) {
    try {
        require_sound(read());
    } catch (ats::DocumentError const& error) {
        require(error.what()[0] != '\0', "an error has a message");
    }
}

/// Names and contents of the files of a package.
using Entries = std::vector<std::pair<std::string, std::string>>;

/// @returns a ZIP archive with these entries, not compressed, so that a fuzzer's small changes stay small.
std::string stored_zip(Entries const& entries);

/// Parts of an input stand behind lines such as `%% word/styles.xml`; what stands before the first such
/// line belongs to `first`.
Entries entries_of(std::string_view input, std::string const& first);

}  // namespace fuzz
