#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <ats/criteria.hpp>

/// How job descriptions phrase a requirement.
namespace ats::offline {

/// @returns `text` without white space, separators and full stops at its ends.
std::string_view trim_marks(std::string_view text);

/// @returns the importance that the words themselves state ("required", "would be a plus").
std::optional<Importance> stated_importance(std::string_view sentence);

/// Whether a sentence outside any list of requirements states one.
bool states_requirement(std::string_view sentence);

/// Whether a text is a whole sentence about somebody rather than an entry of a list.
bool is_statement(std::string_view text);
/// Short enough to be about nothing but what it asks for.
bool is_short(std::string_view sentence);

/// Whether a sentence is about the offer, the application or the law, wherever it stands.
bool is_about_employer(std::string_view sentence);
/// "No experience needed": what is said not to be asked for.
bool asks_for_nothing(std::string_view sentence);
/// "You will lead a team": what is done, not what is asked for.
bool is_duty(std::string_view sentence);
/// "Your skills include": the requirements follow.
bool introduces_list(std::string_view sentence);

/// Parts of a sentence that state different things: "5+ years of nursing and a bachelor's degree",
/// "degree required, MBA preferred".
std::vector<std::string> clauses(std::string_view sentence);

/// What is asked for, without "You must have" before and "is a plus" after it.
struct Bare {
    std::string phrase;  ///< Such as "strong knowledge of Java".
    std::string object;  ///< Such as "Java".
};
Bare without_frame(std::string_view clause);

/// Whether a clause ends with a remark about its importance: "is a plus".
bool ends_in_remark(std::string_view clause);

/// "of", "with": after "knowledge" such a word leads to what is known.
bool leads_to_object(std::string_view word);

/// Whether "Java, Kotlin or Scala" is one entry, which any of the three satisfies, or three.
enum class Alternatives { together, apart };
/// The entries of a list such as "Java, SQL and Maven"; one entry if it is no list of names.
/// @param introduced whether "knowledge of" or the like stood before it.
std::vector<std::string> entries(std::string_view list, Alternatives alternatives, bool introduced);

/// "PostgreSQL", "C++", "K8s", "AWS"; not "First", "2019" or "x".
bool looks_made_up(std::string_view written);

/// Names of tools, standards and the like in a sentence, told by how they are written: "PostgreSQL", "C++",
/// "AWS". Not the words of a sentence or heading in capitals.
/// @param capitals whether a capital inside the sentence is enough: "Terraform" where it is asked for.
std::vector<std::string> names_of_tools(std::string_view sentence, bool capitals);

/// What experience is asked for in: "retail" of "5+ years of retail experience"; empty if just years.
std::string subject_of_experience(std::string_view text);

}  // namespace ats::offline
