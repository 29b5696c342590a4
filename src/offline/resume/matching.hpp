#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "offline/resume/resume_view.hpp"
#include "offline/words/terms.hpp"

namespace ats::offline {

/// A word that is looked for.
struct Term {
    std::string stem;
    std::string root;
    double weight;
};

/// What a criterion looks for, in the order of its words.
struct Query {
    std::vector<Term> terms;
    double weight = 0;     ///< Sum of the terms' weights.
    std::string initials;  ///< "nlp" for three or more terms; else empty.
};

/// The words of `criterion` that name something: without stop words, numbers, praise and words such
/// as "knowledge", unless nothing else is left.
Query make_query(std::string_view criterion);
/// The same for the words [first, last) of a weighed criterion, without circumstances.
Query make_query(std::vector<TermWord> const& words, std::size_t first, std::size_t last);

/// One place in a resume where words of a query stand together.
struct Place {
    std::size_t first_word;
    std::size_t last_word;
    std::size_t quoted_word;  ///< Stands in the line that shows most.
    double quality;           ///< 0 to 1: how much of the query stands here, and how close together.
};

/// What a resume shows of a query.
struct Match {
    double quality = 0;         ///< Of the best place, and a little for words elsewhere.
    bool phrase = false;        ///< The words stand there as in the query.
    std::vector<Place> places;  ///< About as good as the best one, in order; not overlapping.
};

/// @param claim what the words must be at least: without a word, held.
Match match(Query const& query, ResumeView const& resume, Claim claim = Claim::held);

/// @returns a word of each place that names the query.
std::vector<std::size_t> words_naming(Query const& query, ResumeView const& resume);

}  // namespace ats::offline
