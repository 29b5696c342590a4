#pragma once

#include <cstddef>
#include <string_view>
#include <utility>

#include "redaction/contact_area.hpp"
#include "redaction/span.hpp"

namespace ats::redaction {

/// Finds what tells age, birth, gender, marital status and parents without a label.
class PersonalPhrases {
public:
    /// @param found is appended to.
    PersonalPhrases(std::string_view text, ContactArea const& area, Spans& found)
        : text_(text), area_(area), found_(found) {}

    /// "single" between separators of the head. @returns true if the piece [begin, end) is no more than that.
    bool read_alone(std::size_t begin, std::size_t end);
    /// "born on 1 May 1980", "34 years old", "she/her", "s/o Anil Rao", "married, 2 children".
    void read(std::size_t begin, std::size_t end);

private:
    void add(std::size_t begin, std::size_t end, IdentifierKind kind);
    std::pair<std::size_t, std::size_t> next_separator(std::size_t i, std::size_t end) const;
    void read_segments(std::size_t begin, std::size_t end);
    void read_star(std::size_t begin, std::size_t end);
    void read_pronouns(std::size_t offset);
    void read_birth(std::size_t offset, std::size_t end);
    void read_age(std::size_t offset, std::size_t end);
    void read_parent(std::size_t offset, std::size_t end);

    std::string_view text_;
    ContactArea const& area_;
    Spans& found_;
};

}  // namespace ats::redaction
