#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "text/words.hpp"

namespace ats::offline {

/// Levels of education, comparable between countries.
enum class DegreeLevel { none, school, vocational, associate, bachelor, master, doctorate };
std::string_view name_of(DegreeLevel level);

struct DegreeMention {
    DegreeLevel level;
    std::size_t first_word;  ///< In the words that were searched.
    std::size_t last_word;   ///< Included.
};

/// Finds degrees. Words with other meanings ("master", "associate") count only beside "of", "degree"
/// and the like, beside an institution's name, or where `education` says that the text is about education.
std::vector<DegreeMention> degrees_in(std::vector<text::Word> const& words, bool education);

}  // namespace ats::offline
