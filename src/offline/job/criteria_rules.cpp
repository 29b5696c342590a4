#include "offline/job/criteria_rules.hpp"

#include <algorithm>
#include <cmath>
#include <set>
#include <string>
#include <unordered_map>
#include <unordered_set>

#include "offline/job/cues.hpp"
#include "offline/job/job_description.hpp"
#include "offline/job/line_kind.hpp"
#include "offline/job/phrasing.hpp"
#include "offline/words/degrees.hpp"
#include "offline/words/lexicon.hpp"
#include "offline/words/terms.hpp"
#include "offline/words/vocabulary.hpp"
#include "text/dates.hpp"
#include "text/lists.hpp"
#include "text/words.hpp"

namespace ats::offline {
namespace {

// More criteria than a person reads would bury the ones that matter.
constexpr std::size_t most_criteria = 30;
// What comes after so many is not compared with them any more.
constexpr std::size_t most_read = 500;
// Duties are long sentences; a few tell the occupation.
constexpr std::size_t most_duties = 8;
// Lists of tools run from the telling to the general.
constexpr std::size_t most_tools = 6;
// Names that only stand in sentences about the work.
constexpr std::size_t most_names = 16;
// With fewer requirements than this the duties are asked for as well.
constexpr std::size_t enough_requirements = 3;
// Longer passages are prose about the employer.
constexpr std::size_t longest_passage = 600;

bool names_something(std::string_view text) {
    return text::any_word(text::words(text), [](auto const& word) {
        return !is_stop_word(word) && !is_quality(word) && !is_modifier(word) && !is_competence_noun(word);
    });
}

// In a sentence about anything "2 years" may be the length of a contract; beside experience, or as
// the beginning of an entry in a list of requirements, it is not.
std::optional<double> min_years(std::string_view clause, bool listed_entry) {
    for (auto const& statement : text::years_statements(clause)) {
        constexpr std::size_t near_beginning = 20;
        if (statement.of_experience || (listed_entry && statement.begin <= near_beginning)) {
            return std::round(statement.years * 10) / 10;
        }
    }
    return std::nullopt;
}

class Proposer {
public:
    explicit Proposer(std::string_view job_description)
        : passages_(passages(job_description)),
          title_(find_title(job_description)),
          lines_(language_of(job_description)) {
        if (passages_.size() == 1 && is_keyword_line(passages_[0].text))
            passages_[0].part = Part::requirements;
        else if (std::none_of(passages_.begin(), passages_.end(), is_list))
            find_list(job_description);
    }

    std::vector<Criterion> propose() {
        if (!title_.text.empty())
            add(made(title_.text, title_.source, CriterionKind::role, Importance::must));
        for (auto const& passage : passages_) take(passage);
        // After all that is asked for by name, so that it keeps its importance.
        for (auto const& passage : passages_) add_names(passage);
        auto const stated = std::count_if(criteria_.begin(), criteria_.end(), [](Criterion const& criterion) {
            return criterion.kind == CriterionKind::skill || criterion.kind == CriterionKind::experience;
        });
        if (static_cast<std::size_t>(stated) < enough_requirements + tools_ + names_) add_duties();
        shorten();
        return std::move(criteria_);
    }

private:
    static Criterion made(std::string text, std::string_view source, CriterionKind kind,
                          Importance importance) {
        Criterion criterion;
        criterion.text = std::move(text);
        criterion.source = std::string(source);
        criterion.kind = kind;
        criterion.importance = importance;
        return criterion;
    }

    void take(Passage const& passage) {
        if (passage.part == Part::duties || is_no_requirement(passage)) return;
        if (is_duty(passage.text) || introduces_list(passage.text)) return;
        constexpr std::size_t longest_tool = 60;
        bool const tool = passage.part == Part::tools && passage.text.size() <= longest_tool;
        if (tool && tools_ >= most_tools) return;
        bool const entry = tool || (is_list(passage) && !is_statement(passage.text));
        if (!entry && !states_requirement(passage.text)) return;
        auto const before = criteria_.size();
        for (auto const& clause : clauses(entry ? passage.text : asked_for(passage.text)))
            add_clause(clause, passage, default_importance(passage));
        if (tool) tools_ += criteria_.size() - before;
    }

    // A sentence leads up to what it asks for; a short one may name no more than that: "Python is a must."
    static std::string_view asked_for(std::string_view sentence) {
        auto const asked = after_search(sentence);
        if (asked.substr(0, 5) == "that ") return {};
        auto const found = from_cue(asked);
        auto const importance = stated_importance(sentence);
        bool const must = is_statement(asked) && importance == Importance::must;
        return found.empty() && ((is_short(asked) && importance) || must) ? asked : found;
    }

    bool is_no_requirement(Passage const& passage) {
        auto const [found, first] = no_requirement_.try_emplace(&passage, false);
        if (first) found->second = judged_no_requirement(passage);
        return found->second;
    }

    bool judged_no_requirement(Passage const& passage) const {
        return passage.part == Part::skipped || passage.text == title_.text ||
               passage.text.size() > longest_passage || is_about_employer(passage.text) ||
               asks_for_nothing(passage.text) || is_offer(passage);
    }

    // Where a heading says what is asked for, its entries are believed unless their words say clearly that
    // they are not.
    bool is_offer(Passage const& passage) const {
        constexpr double against_heading = 0.95;
        constexpr double elsewhere = 0.7;
        auto const kind = lines_.kind_of(passage.text);
        return kind.offer > (is_list(passage) ? against_heading : elsewhere);
    }

    // No heading that is known: short lines that are no sentences are told by their words.
    void find_list(std::string_view job_description) {
        constexpr std::size_t longest_entry = 14;
        constexpr double likely = 0.5;
        for (auto& passage : passages_) {
            bool const of_title = !title_.text.empty() && passage.source.find(title_.text) == 0;
            if (passage.part != Part::intro || of_title || is_statement(passage.text)) continue;
            auto const after = static_cast<std::size_t>(passage.source.data() + passage.source.size() -
                                                        job_description.data());
            bool const sentence = after < job_description.size() && job_description[after] == '.';
            if (sentence || text::words(passage.text).size() > longest_entry) continue;
            if (lines_.kind_of(passage.text).ask <= likely) continue;
            passage.part = Part::requirements;
            passage.by_words = true;
        }
    }

    // "Our services are written in Go": elsewhere a name may be that of the employer or of a customer.
    static bool tells_tools(std::string_view sentence) {
        constexpr std::string_view signs =
            "use uses using stack technologies technology tools built written develop developing based "
            "working code coding programming framework frameworks";
        return text::any_word(text::words(sentence),
                              [&](auto const& word) { return text::listed(signs, word); });
    }

    // "You will run our services on AWS", "design of pipelines with Kafka": what stands inside a sentence.
    void add_names(Passage const& passage) {
        if (is_no_requirement(passage)) return;
        bool const entry = is_list(passage) && !is_statement(passage.text);
        bool const asked = entry || states_requirement(passage.text);
        bool const capitals = asked && kind_of(passage.text) != CriterionKind::education;
        if (!asked && passage.part == Part::intro && !tells_tools(passage.text)) return;
        auto const importance = asked ? default_importance(passage) : Importance::should;
        auto const where = entry || !asked ? std::string_view(passage.text) : asked_for(passage.text);
        for (auto& name : names_of_tools(where, capitals)) {
            if (names_ == most_names) return;
            if (is_named(name)) continue;
            names_ += add(made(std::move(name), passage.source, CriterionKind::skill, importance));
        }
    }

    // What is asked for already, be it with more words: "solid Python for services" is about Python.
    bool is_named(std::string_view name) {
        auto const folded = ' ' + text::fold(name) + ' ';
        if (named_.count(folded) > 0) return true;
        bool const found = std::any_of(folded_.begin(), folded_.end(), [&](std::string const& text) {
            return text.find(folded) != std::string::npos;
        });
        if (found) named_.insert(folded);
        return found;
    }

    static bool is_list(Passage const& passage) {
        return passage.part == Part::requirements || passage.part == Part::preferred;
    }

    static Importance default_importance(Passage const& passage) {
        if (passage.by_words) return stated_importance(passage.text).value_or(Importance::should);
        switch (passage.part) {
            case Part::requirements:
                return Importance::must;
            case Part::preferred:
                return Importance::nice;
            default:
                return stated_importance(passage.text).value_or(Importance::should);
        }
    }

    // What the law forbids to ask for is left to those who write the criteria.
    static bool is_age(std::string_view clause) {
        auto const words = text::fold(clause);
        return words.find("years of age") != std::string::npos ||
               words.find("years old") != std::string::npos;
    }

    // Of "Native German speaker, under 30 years of age" the speaker stays.
    static std::string without_age(std::string const& clause) {
        if (!is_age(clause)) return clause;
        std::string kept;
        for (std::size_t begin = 0; begin <= clause.size();) {
            auto const end = std::min(clause.find_first_of(",;", begin), clause.size());
            auto const part = clause.substr(begin, end - begin);
            if (!is_age(part)) kept += (kept.empty() ? "" : ",") + part;
            begin = end + 1;
        }
        return kept;
    }

    void add_clause(std::string const& stated, Passage const& passage, Importance fallback) {
        auto const clause = without_age(stated);
        if (clause.empty()) return;
        auto const bare = without_frame(clause);
        Criterion criterion;
        criterion.source = std::string(passage.source);
        criterion.importance =
            passage.part == Part::preferred ? fallback : stated_importance(clause).value_or(fallback);
        criterion.min_years = min_years(clause, is_list(passage));
        criterion.kind =
            criterion.min_years && !is_degree(clause) ? CriterionKind::experience : kind_of(clause);
        // "L'anglais serait un plus": the remark is none of the words that tell.
        if (kind_of(bare.phrase) == CriterionKind::language) criterion.kind = CriterionKind::language;
        if (criterion.min_years) {
            criterion.text = with_role(bare.phrase);
            add(std::move(criterion));
        } else {
            add_entries(bare, criterion);
        }
    }

    static bool is_degree(std::string_view text) { return !degrees_in(text::words(text), false).empty(); }

    // "4+ years of relevant experience" can only be judged beside the occupation.
    std::string with_role(std::string text) const {
        if (title_.text.empty() || !subject_of_experience(text).empty()) return text;
        return text + " as " + title_.text;
    }

    void add_entries(Bare const& bare, Criterion const& like) {
        // Degrees in a row are alternatives; so is "Java or Kotlin", but each of two pluses is one.
        auto const joined =
            like.importance == Importance::nice ? Alternatives::apart : Alternatives::together;
        // What somebody is able to do is told in verbs.
        bool const whole = like.kind == CriterionKind::education || is_ability(bare.phrase);
        auto const names =
            whole ? std::vector<std::string>{} : entries(bare.object, joined, bare.object != bare.phrase);
        // "Fluent English, written and spoken": what says nothing alone belongs to what it stands beside.
        if (names.size() > 1 && std::all_of(names.begin(), names.end(), names_something)) {
            for (auto const& name : names) add_entry(without_frame(name).object, like);
            return;
        }
        // A name stands alone; a statement reads better with its introduction.
        constexpr std::size_t longest_name = 4;
        bool const name =
            like.kind == CriterionKind::skill && text::words(bare.object).size() <= longest_name;
        auto criterion = like;
        criterion.text = name ? bare.object : bare.phrase;
        add(std::move(criterion));
    }

    void add_entry(std::string text, Criterion const& like) {
        auto criterion = like;
        criterion.text = std::move(text);
        criterion.kind = kind_of(criterion.text);
        add(std::move(criterion));
    }

    void add_duties() {
        std::size_t added = 0;
        for (auto const& passage : passages_) {
            if (passage.part != Part::duties || passage.text.size() > longest_passage || added == most_duties)
                continue;
            constexpr std::size_t fewest_words = 3;
            if (text::words(passage.text).size() < fewest_words) continue;
            added += add(made(passage.text, passage.source, CriterionKind::skill, Importance::should));
        }
    }

    static bool is_ability(std::string_view text) {
        return text::any_word(text::words(text), [](auto const& word) {
            return word == "ability" || word == "abilities" || word == "able" || word == "capability";
        });
    }

    // "Ability to bring others along with you": no resume can show it.
    static bool says_too_little(Criterion const& criterion) {
        if (criterion.kind != CriterionKind::skill) return false;
        constexpr std::size_t short_phrase = 6;
        auto const bare = without_frame(criterion.text);
        if (bare.object != bare.phrase && !is_ability(criterion.text)) return false;
        auto const words = weigh(criterion.text);
        return words.size() > short_phrase &&
               std::none_of(words.begin(), words.end(), [](TermWord const& word) { return word.essential; });
    }

    // The same for "3+ years of recruiting experience" and "three years' experience in recruiting": the kind,
    // the years, and what the words that tell have in common.
    static std::string sense_of(Criterion const& criterion) {
        std::set<std::string> roots;
        for (auto const& word : text::words(subject_of_experience(criterion.text)))
            if (!is_stop_word(word.text)) roots.insert(text::root(text::singular(word.text)));
        auto sense = std::string(to_string(criterion.kind)) + '|' +
                     std::to_string(criterion.min_years.value_or(0)) + '|';
        if (roots.empty()) return sense + text::fold(criterion.text);
        for (auto const& root : roots) sense += root + ' ';
        return sense;
    }

    std::size_t add(Criterion criterion) {
        bool const says_something = text::any_word(text::words(criterion.text), [&](auto const& word) {
            bool const rank = criterion.kind != CriterionKind::role && is_rank(word);
            return !rank && names_something(word);
        });
        if (criteria_.size() >= most_read || !says_something || says_too_little(criterion)) return 0;
        auto folded = text::fold(criterion.text);
        if (!seen_.insert(folded).second || !seen_.insert(sense_of(criterion)).second) return 0;
        if (criterion.kind != CriterionKind::role) folded_.push_back(' ' + std::move(folded) + ' ');
        criteria_.push_back(std::move(criterion));
        return 1;
    }

    // What is least important goes first, from the end.
    void shorten() {
        for (auto const importance : {Importance::nice, Importance::should, Importance::must}) {
            for (auto i = criteria_.size(); i-- > 0 && criteria_.size() > most_criteria;) {
                if (criteria_[i].importance == importance)
                    criteria_.erase(criteria_.begin() + static_cast<std::ptrdiff_t>(i));
            }
        }
    }

    std::vector<Passage> passages_;
    Title title_;
    LineJudge lines_;
    std::vector<Criterion> criteria_;
    std::unordered_set<std::string> seen_;
    std::vector<std::string> folded_;  // What is asked for, but for the role: to look for names in.
    std::unordered_set<std::string> named_;
    std::unordered_map<Passage const*, bool> no_requirement_;
    std::size_t tools_ = 0;
    std::size_t names_ = 0;
};

}  // namespace

std::vector<Criterion> propose_criteria(std::string_view job_description) {
    return Proposer(job_description).propose();
}

}  // namespace ats::offline
