#include <algorithm>

#include "offline/job/phrasing.hpp"
#include "offline/words/languages.hpp"
#include "offline/words/lexicon.hpp"
#include "offline/words/word_set.hpp"
#include "text/words.hpp"

namespace ats::offline {
namespace {

// Written like names of tools, but names of countries, employers' forms, ranks and offices.
constexpr std::string_view no_tools =
    "us usa uk eu un uae nyc la dc hq hr ceo cto cfo coo cio vp svp evp md phd msc bsc mba ba ma bs ms cv "
    "faq ok "
    "id eoe eeo eeoc ada llc gmbh inc ltd plc ag sa srl am pm asap tbd n/a na est pst cst gmt cet usd eur "
    "gbp "
    "pto 401k covid covid19 dob it pr qa r&d rd b2b b2c";

bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

// A heading, a list in capitals, or a sentence that shouts: there capitals tell nothing.
bool is_in_capitals(std::string_view text, std::vector<text::Word> const& words) {
    auto const capitals = std::count_if(
        words.begin(), words.end(), [text](text::Word const& word) { return is_upper(text[word.begin]); });
    return 2 * static_cast<std::size_t>(capitals) > words.size();
}

// "Terraform" of "You know Terraform"; not the first word of a sentence, and not a word of every text.
bool is_proper_name(std::string_view text, text::Word const& word) {
    if (!is_upper(text[word.begin]) || weight_of(word.text) < 1 || is_title_noun(word.text)) return false;
    auto const before = text.substr(0, word.begin).find_last_not_of(' ');
    return before != std::string_view::npos &&
           std::string_view(".:!?*-").find(text[before]) == std::string_view::npos &&
           language_named(word.text) < 0;
}

// There every noun has a capital.
bool is_german(std::vector<text::Word> const& words) {
    static WordSet const german =
        split("und oder der das den dem mit von im zur zum fur sie ist sind als auf ein eine einer einen");
    return std::any_of(words.begin(), words.end(),
                       [](text::Word const& word) { return contains(german, word.text); });
}

class NameReader {
public:
    NameReader(std::string_view sentence, bool capitals)
        : sentence_(sentence), words_(text::words(sentence)), capitals_(capitals && !is_german(words_)) {}

    std::vector<std::string> read() const {
        std::vector<std::string> names;
        if (is_in_capitals(sentence_, words_)) return names;
        for (std::size_t i = 0; i < words_.size();) {
            auto const end = run_end(i);
            add_run(i, end, names);
            i = std::max(end, i + 1);
        }
        return names;
    }

private:
    std::string_view written(std::size_t i) const {
        return sentence_.substr(words_[i].begin, words_[i].end - words_[i].begin);
    }

    bool is_made_up(std::size_t i) const { return !is_other(i) && looks_made_up(written(i)); }
    bool is_name(std::size_t i) const {
        return is_made_up(i) || (capitals_ && !is_other(i) && is_proper_name(sentence_, words_[i]));
    }

    bool is_other(std::size_t i) const {
        static WordSet const no_tool = split(no_tools);
        auto const& word = words_[i].text;
        bool const placeholder = words_[i].begin > 0 && sentence_[words_[i].begin - 1] == '<';
        bool const unit = i > 0 && is_digit(words_[i - 1].text[0]);  // "5 TB"
        return placeholder || unit || contains(no_tool, word) || is_stop_word(word) || is_rank(word) ||
               is_quality(word) || is_competence_noun(word);
    }

    // A further word of a name: "Spring Boot", "Google Cloud Platform".
    bool goes_on(std::size_t i) const {
        auto const gap = sentence_.substr(words_[i - 1].end, words_[i].begin - words_[i - 1].end);
        return gap == " " && is_upper(written(i)[0]) && !is_other(i) && language_named(words_[i].text) < 0;
    }

    std::size_t run_end(std::size_t i) const {
        if (!is_upper(written(i)[0]) || is_other(i) || (!is_name(i) && !inside_sentence(i))) return i + 1;
        auto end = i + 1;
        while (end < words_.size() && goes_on(end)) ++end;
        return end;
    }

    bool inside_sentence(std::size_t i) const {
        auto const before = sentence_.substr(0, words_[i].begin).find_last_not_of(' ');
        return before != std::string_view::npos &&
               std::string_view(".:!?*-").find(sentence_[before]) == std::string_view::npos;
    }

    // Neighbours in a row without commas are one name, but for a row of nothing but made-up ones.
    void add_run(std::size_t first, std::size_t end, std::vector<std::string>& names) const {
        constexpr std::size_t longest_name = 4;
        std::size_t made_up = 0;
        bool any = false;
        for (auto i = first; i < end; ++i) {
            made_up += is_made_up(i) ? 1 : 0;
            any = any || is_name(i);
        }
        // "DevOps Engineer" is somebody.
        if (!any || (end - first > 1 && is_title_noun(words_[end - 1].text))) return;
        bool const one = made_up < end - first && end - first <= longest_name;
        if (one) {
            names.emplace_back(
                sentence_.substr(words_[first].begin, words_[end - 1].end - words_[first].begin));
            return;
        }
        for (auto i = first; i < end; ++i) {
            if (is_name(i)) names.emplace_back(written(i));
        }
    }

    std::string_view sentence_;
    std::vector<text::Word> words_;
    bool capitals_;
};

}  // namespace

bool looks_made_up(std::string_view written) {
    if (written.size() < 2 || is_digit(written[0])) return false;
    bool const sign = written.find_first_of("+#") != std::string_view::npos;
    bool const inner = std::any_of(written.begin() + 1, written.end(), is_upper);
    return sign || inner;
}

std::vector<std::string> names_of_tools(std::string_view sentence, bool capitals) {
    return NameReader(sentence, capitals).read();
}

}  // namespace ats::offline
