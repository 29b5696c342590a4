#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace ats::offline {

/// The parts of a job description, as its headings name them.
enum class Part { intro, requirements, preferred, duties, tools, skipped };

/// A sentence or a list entry of a job description.
struct Passage {
    std::string text;         ///< With single spaces, without bullet and final full stop.
    std::string_view source;  ///< The same place in the job description, as it stands there.
    Part part;
    bool by_words = false;  ///< No heading says what part it is of; its words do.
};

/// Splits a job description at headings, lines and sentences; headings are left out. Lines that a
/// page's width has broken are joined again.
std::vector<Passage> passages(std::string_view job_description);

struct Title {
    std::string text;
    std::string_view source;
};

/// The occupation that is looked for: from a label ("Job title: ..."), the first line, or a sentence
/// such as "We are hiring a ...". The text is empty if none is found.
Title find_title(std::string_view job_description);

/// "Python, SQL, Kafka": names of what is asked for and nothing else, not even an occupation.
bool is_keyword_line(std::string_view text);

/// Whether a line opens a part, and which one.
struct PartHeading {
    bool found = false;
    Part part = Part::intro;
    std::size_t content = std::string_view::npos;  ///< Where text after "Requirements:" begins, if any.
};
PartHeading part_heading(std::string_view line);

}  // namespace ats::offline
