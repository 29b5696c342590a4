#pragma once

#include <string_view>

/// The offline engine's word lists. All words are folded (see text::fold); the lists are written for
/// this project and name no occupation.
namespace ats::offline {

/// Says nothing in any text: articles, prepositions, pronouns.
bool is_stop_word(std::string_view word);
/// How much a word tells about a job, 0 to 1: words that stand in most resumes and job descriptions
/// tell little.
double weight_of(std::string_view word);
/// Says how good or how much and not what: "strong", "proven", "excellent".
bool is_quality(std::string_view word);
/// Only limits another word and names nothing itself: "written", "similar", "related field", "newer".
bool is_modifier(std::string_view word);
/// Says in what way something is known: "knowledge", "experience", "skills".
bool is_competence_noun(std::string_view word);
/// A rank inside an occupation ("senior", "junior", "lead"), which a title may have or lack.
bool is_rank(std::string_view word);
/// A part of many titles ("manager", "assistant") that alone tells no occupation.
bool is_title_noun(std::string_view word);

/// "certified", "license", "Zertifikat" and the like.
bool is_certificate_cue(std::string_view word);
/// Short names of certificates that stand alone ("PMP", "CPA").
bool is_certificate_name(std::string_view word);

}  // namespace ats::offline
