#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace ats::offline {

/// Knows the titles of a field by their letters: "accountant" begins as "accounting" does.
class TitleOfField {
public:
    explicit TitleOfField(std::string_view field);

    /// Whether a line has a known title whose own word (the last, or the first where languages write it
    /// first) begins as a word of the field and whose others hold the rest of the field.
    bool stands_in(std::string_view line) const;

private:
    bool is_of(std::string_view title) const;

    std::vector<std::string> words_;
};

}  // namespace ats::offline
