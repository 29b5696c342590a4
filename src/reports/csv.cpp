#include <algorithm>
#include <cmath>
#include <cstdio>
#include <mutex>
#include <ostream>
#include <string_view>
#include <utility>

#include <ats/error.hpp>
#include <ats/report.hpp>

#include "base/json.hpp"
#include "text/utf8.hpp"

namespace ats {
namespace {

// Signs that begin a formula (https://owasp.org/www-community/attacks/CSV_Injection), with the full-width and
// small forms that spreadsheets with an East Asian setting take for them.
constexpr std::u32string_view formula_signs = U"=+-@\uFF1D\uFF0B\uFF0D\uFF20\uFE66\uFE62\uFE63\uFE6B";

// What may stand before the sign: programs that trim a cell would make a formula of it.
constexpr std::u32string_view blanks = U" \n\u00A0\u200B\u2060\u3000\uFEFF";

// What a cell of the usual spreadsheets holds, in UTF-16 units; they drop or spill the rest without a word.
constexpr std::size_t most_units = 32'767;
constexpr std::string_view cut_mark = " [cut: a spreadsheet's cell holds no more]";

bool is_one_of(std::u32string_view characters, char32_t character) {
    return characters.find(character) != characters.npos;
}

/// @returns true for what a spreadsheet would run.
bool is_live(std::string_view cell) {
    if (!cell.empty() && (cell.front() == '\t' || cell.front() == '\r')) return true;
    for (std::size_t i = 0; i < cell.size();) {
        auto const [character, bytes, valid] = text::decode(cell, i);
        if (!is_one_of(blanks, character)) return is_one_of(formula_signs, character);
        i += bytes;
    }
    return false;
}

std::size_t units_of(char32_t character) { return character > 0xFFFF ? 2 : 1; }

/// @returns where the text ends that has at most `most` UTF-16 units.
std::size_t end_of_units(std::string_view text, std::size_t most) {
    std::size_t i = 0;
    for (std::size_t units = 0; i < text.size();) {
        auto const [character, bytes, valid] = text::decode(text, i);
        units += units_of(character);
        if (units > most) break;
        i += bytes;
    }
    return i;
}

/// @param cell valid UTF-8.
std::string fitted(std::string cell) {
    if (cell.size() <= most_units || end_of_units(cell, most_units) == cell.size()) return cell;
    cell.resize(end_of_units(cell, most_units - cut_mark.size()));
    return cell.append(cut_mark);
}

/// Controls of terminals: all but tab and the ends of lines, with those of 8 bits.
bool is_terminal_control(char32_t c) {
    return (c < 0x20 && c != '\t' && c != '\n' && c != '\r') || (c >= 0x7F && c < 0xA0);
}

/// A file name may be no UTF-8, where one bad byte would make the whole file unreadable, and may hold escape
/// sequences, which `cat` would let loose.
std::string legible(std::string_view cell) {
    std::string out;
    for (std::size_t i = 0; i < cell.size();) {
        auto const [character, bytes, valid] = text::decode(cell, i);
        text::append(out, is_terminal_control(character) ? text::replacement_character : character);
        i += bytes;
    }
    return out;
}

std::string escaped(std::string_view cell) {
    if (cell.find_first_of(",\"\r\n") == std::string_view::npos) return std::string(cell);
    std::string out = "\"";
    for (char c : cell) {
        if (c == '"') out += '"';
        out += c;
    }
    return out + '"';
}

std::string number_text(double value) { return dump_json(number_to_json(value)); }

/// One line of the file.
class Row {
public:
    void text(std::string_view cell) { add(escaped(fitted((is_live(cell) ? "'" : "") + legible(cell)))); }
    void number(double value) { add(number_text(value)); }
    void empty() { add(""); }
    void append_to(std::string& csv) const { csv += line_ + "\r\n"; }

private:
    void add(std::string const& cell) {
        if (!first_) line_ += ',';
        line_ += cell;
        first_ = false;
    }
    std::string line_;
    bool first_ = true;
};

std::string position(Evidence const& evidence) {
    if (!evidence.verified) return "unverified";
    return "page " + std::to_string(evidence.page) + ", characters " + std::to_string(evidence.begin) + "-" +
           std::to_string(evidence.end);
}

std::string years_text(YearsShown const& shown) {
    auto text = "Years by the dates: " + number_text(shown.years);
    if (shown.all > shown.years) text += " where it is named, " + number_text(shown.all) + " in all";
    for (auto const& period : shown.periods)
        text += (&period == &shown.periods.front() ? " (" : "; ") + period.quote;
    if (!shown.periods.empty()) text += ')';
    if (shown.capped) text += "; fewer than the " + number_text(shown.asked) + " asked for: score lowered";
    return text;
}

std::string role_text(RoleFit const& role) {
    auto const level = role.level == "as_asked" ? "as asked" : role.level;
    return "Occupation: " + role.occupation + "; level: " + level + '.';
}

// A person reads it: the reason, the years, then each quote and where it stands.
std::string evidence_text(CriterionScore const& score) {
    std::string text = score.reason;
    if (score.unsupported) text = "Unsupported, 1 at most: " + text;
    if (score.contradicted) text = "Contradicted: " + text;
    if (score.unrelated) text = "Look at the quotes, they do not name it: " + text;
    if (score.role) text = role_text(*score.role) + (text.empty() ? "" : "\n") + text;
    if (score.years) text += (text.empty() ? "" : "\n") + years_text(*score.years);
    for (auto const& evidence : score.evidence) {
        text += (text.empty() ? "\"" : "\n\"") + evidence.quote + "\" (" + position(evidence) + ")";
    }
    return text;
}

std::string findings_text(Outcome const& outcome) {
    std::string text;
    for (auto const& finding : outcome.findings) {
        text += (text.empty() ? "" : "\n") + finding.message;
        if (!finding.text.empty()) text += " \"" + finding.text + "\"";
    }
    return text;
}

CriterionScore const* score_of(Scorecard const& card, Criterion const& criterion) {
    auto const found = std::find_if(card.scores.begin(), card.scores.end(), [&](CriterionScore const& score) {
        return score.criterion_id == criterion.id;
    });
    return found == card.scores.end() ? nullptr : &*found;
}

std::string texts_of(std::vector<std::string> const& ids, std::vector<Criterion> const& criteria) {
    std::string text;
    for (auto const& criterion : criteria) {
        if (std::find(ids.begin(), ids.end(), criterion.id) == ids.end()) continue;
        text += (text.empty() ? "" : "\n") + criterion.text;
    }
    return text;
}

/// A cell shows millionths of a dollar: one token of a cheap model.
double rounded_cost(double cost) { return std::round(cost * 1e6) / 1e6; }

void add_details(Row& row, Outcome const& outcome, std::vector<Criterion> const& criteria,
                 std::optional<Price> const& price) {
    auto const* card = outcome.scorecard();
    card ? row.number(std::round(card->percent * 10) / 10) : row.empty();
    row.text(card ? texts_of(must_haves_not_shown(*card, criteria), criteria) : "");
    row.text(findings_text(outcome));
    row.text(card ? card->engine : "");
    auto const& usage = card ? card->usage : outcome.failure()->usage;
    for (auto const tokens : {usage.prompt_tokens, usage.cached_tokens, usage.completion_tokens})
        usage.counted() ? row.number(static_cast<double>(tokens)) : row.empty();
    usage.counted() && price ? row.number(rounded_cost(cost_of(usage, *price))) : row.empty();
    for (auto const& criterion : criteria) {
        auto const* score = card ? score_of(*card, criterion) : nullptr;
        row.text(score ? evidence_text(*score) : "");
    }
}

bool was_repeated(Ranking const& ranking) {
    return std::any_of(ranking.rows.begin(), ranking.rows.end(),
                       [](RankedOutcome const& row) { return row.could_be.has_value(); });
}

std::string wavered_text(ScoreSpread const& spread) {
    std::string text;
    for (auto const& score : spread.wavered) {
        text += (text.empty() ? "" : "\n") + score.criterion_id + ": " + number_text(score.low) + "-" +
                number_text(score.high);
    }
    return text;
}

void add_spread(Row& row, RankedOutcome const& ranked) {
    auto const* card = ranked.outcome.scorecard();
    auto const* spread = card && card->spread ? &*card->spread : nullptr;
    spread ? row.number(spread->total_low) : row.empty();
    spread ? row.number(spread->total_high) : row.empty();
    row.text(spread ? wavered_text(*spread) : "");
    ranked.could_be ? row.number(ranked.could_be->best) : row.empty();
    ranked.could_be ? row.number(ranked.could_be->worst) : row.empty();
}

std::string header(Ranking const& ranking, CsvOptions const& options) {
    auto const& criteria = ranking.criteria;
    Row row;
    row.text("Candidate Name");
    for (auto const& criterion : criteria) row.text(criterion.text);
    row.text("Total Score");
    row.text("Error");
    if (options.details) {
        for (auto const* name : {"Percent", "Must-haves Not Shown", "Findings", "Engine", "Tokens Sent",
                                 "Tokens Cached", "Tokens Answered", "Cost USD"})
            row.text(name);
        for (auto const& criterion : criteria) row.text("Evidence: " + criterion.text);
        if (was_repeated(ranking)) {
            for (auto const* name : {"Total Low", "Total High", "Wavered", "Rank Best", "Rank Worst"})
                row.text(name);
        }
    }
    std::string csv;
    row.append_to(csv);
    return csv;
}

void add_row(std::string& csv, RankedOutcome const& ranked, Ranking const& ranking, CsvOptions const& options,
             bool repeated) {
    Row row;
    row.text(ranked.candidate);
    if (auto const* card = ranked.outcome.scorecard()) {
        for (auto const& criterion : ranking.criteria) {
            auto const* score = score_of(*card, criterion);
            score ? row.number(score->score) : row.empty();
        }
        row.number(card->total);
        row.empty();
    } else {
        auto const& failure = *ranked.outcome.failure();
        for (std::size_t i = 0; i <= ranking.criteria.size(); ++i) row.empty();
        row.text(std::string(to_string(failure.code)) + ": " + failure.message);
    }
    if (options.details) add_details(row, ranked.outcome, ranking.criteria, ranking.price);
    if (options.details && repeated) add_spread(row, ranked);
    row.append_to(csv);
}

}  // namespace

std::string to_csv(Ranking const& ranking, CsvOptions const& options) {
    auto csv = header(ranking, options);
    auto const repeated = was_repeated(ranking);
    for (auto const& ranked : ranking.rows) add_row(csv, ranked, ranking, options, repeated);
    return csv;
}

struct CsvReport::Impl {
    struct CloseFile {
        void operator()(std::FILE* file) const { std::fclose(file); }
    };
    struct Place {
        bool failed;
        double total;
        std::size_t position;  // Among the inputs.
        std::size_t offset;    // In the file.
        std::size_t length;

        bool operator<(Place const& other) const {
            if (failed != other.failed) return other.failed;
            return total != other.total ? total > other.total : position < other.position;
        }
    };

    Ranking head;  // Without rows.
    CsvOptions options;
    std::unique_ptr<std::FILE, CloseFile> rows{std::tmpfile()};
    std::mutex mutex;
    std::vector<Place> places;
    std::size_t size = 0;  // Of the file.

    static void check(bool fine) {
        if (!fine)
            throw CallerError(ErrorCode::record_failed, "the temporary file of the report cannot be used");
    }
};

CsvReport::CsvReport(std::vector<Criterion> criteria, std::optional<Price> price, CsvOptions const& options)
    : impl_(std::make_unique<Impl>()) {
    Impl::check(impl_->rows != nullptr);
    impl_->head.criteria = std::move(criteria);
    impl_->head.price = price;
    impl_->options = options;
}

CsvReport::~CsvReport() = default;

void CsvReport::add(std::size_t position, std::string const& candidate, Outcome const& outcome) {
    std::string line;
    add_row(line, {0, candidate, outcome}, impl_->head, impl_->options, false);
    auto const* card = outcome.scorecard();
    std::lock_guard const lock(impl_->mutex);
    Impl::check(std::fwrite(line.data(), 1, line.size(), impl_->rows.get()) == line.size());
    impl_->places.push_back({!card, card ? card->total : 0, position, impl_->size, line.size()});
    impl_->size += line.size();
}

void CsvReport::write(std::ostream& out) const {
    std::lock_guard const lock(impl_->mutex);
    std::sort(impl_->places.begin(), impl_->places.end());
    out << header(impl_->head, impl_->options);
    std::string line;
    for (auto const& place : impl_->places) {
        line.resize(place.length);
        Impl::check(std::fseek(impl_->rows.get(), static_cast<long>(place.offset), SEEK_SET) == 0 &&
                    std::fread(line.data(), 1, line.size(), impl_->rows.get()) == line.size());
        out << line;
    }
    Impl::check(std::fseek(impl_->rows.get(), 0, SEEK_END) == 0);
}

}  // namespace ats
