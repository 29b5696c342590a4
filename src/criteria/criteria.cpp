#include <algorithm>
#include <array>
#include <cmath>

#include <ats/criteria.hpp>
#include <ats/error.hpp>

#include "base/json.hpp"
#include "base/sha256.hpp"
#include "text/utf8.hpp"

namespace ats {
namespace {

constexpr std::array<std::string_view, 7> kind_names = {
    "role", "skill", "experience", "education", "certification", "language", "other"};
constexpr std::array<std::string_view, 3> importance_names = {"must", "should", "nice"};

// A file of criteria is written by hand; more than this is a mistake, not a list.
constexpr std::size_t max_json_bytes = std::size_t{1} << 20;
constexpr double max_weight = 1000;   // Beyond it the other criteria no longer count.
constexpr double max_min_years = 60;  // Longer than a working life.

[[noreturn]] void fail(std::string const& message) {
    throw CallerError(ErrorCode::invalid_argument, "criteria: " + message);
}

template <class Enum, std::size_t N>
Enum from_name(std::array<std::string_view, N> const& names, std::string_view name, char const* what) {
    std::string known;
    for (std::size_t i = 0; i < N; ++i) {
        if (names[i] == name) return static_cast<Enum>(i);
        known += (i == 0 ? "" : ", ") + std::string(names[i]);
    }
    fail(std::string(what) + " \"" + text::repair_utf8(name.substr(0, 40)) + "\" is none of " + known);
}

std::string trimmed(std::string_view text) {
    auto const first = text.find_first_not_of(" \t\r\n");
    if (first == std::string_view::npos) return {};
    return std::string(text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1));
}

void check_text(std::string const& text, std::string const& where) {
    if (text.find_first_not_of(" \t\r\n") == std::string::npos) fail(where + " has no text");
    if (text::count_characters(text) > max_criterion_length) {
        fail(where + " is longer than " + std::to_string(max_criterion_length) + " characters");
    }
}

void check_count(std::size_t count) {
    if (count == 0) fail("the list is empty; give at least one");
    if (count > max_criteria) {
        fail(std::to_string(count) + " are too many; at most " + std::to_string(max_criteria) +
             " are ranked");
    }
}

std::string entry_name(std::size_t index) { return "entry " + std::to_string(index + 1); }

std::string string_member(Json const& object, char const* key, std::string const& where) {
    auto const member = object.find(key);
    if (member == object.end() || member->is_null()) return {};
    if (!member->is_string()) fail(where + ": \"" + key + "\" is not a string");
    return member->get<std::string>();
}

std::optional<double> number_member(Json const& object, char const* key, double largest,
                                    std::string const& where) {
    auto const member = object.find(key);
    if (member == object.end() || member->is_null()) return std::nullopt;
    if (!member->is_number()) fail(where + ": \"" + key + "\" is not a number");
    auto const value = member->get<double>();
    if (!std::isfinite(value) || value < 0 || value > largest) {
        fail(where + ": \"" + key + "\" is not between 0 and " + std::to_string(static_cast<int>(largest)));
    }
    return value;
}

Criterion from_object(Json const& object, std::string const& where) {
    for (auto const& [key, value] : object.items()) {
        constexpr std::string_view known[] = {"id",     "text",      "kind",   "importance",
                                              "weight", "min_years", "source", "proposed_by"};
        if (std::find(std::begin(known), std::end(known), key) == std::end(known)) {
            fail(where + ": unknown member \"" + text::repair_utf8(key.substr(0, 40)) + "\"");
        }
    }
    Criterion criterion;
    criterion.text = trimmed(string_member(object, "text", where));
    check_text(criterion.text, where);
    if (auto const kind = string_member(object, "kind", where); !kind.empty()) {
        criterion.kind = criterion_kind_from(kind);
    }
    if (auto const importance = string_member(object, "importance", where); !importance.empty()) {
        criterion.importance = importance_from(importance);
    }
    criterion.weight =
        number_member(object, "weight", max_weight, where).value_or(default_weight(criterion.importance));
    criterion.min_years = number_member(object, "min_years", max_min_years, where);
    criterion.source = string_member(object, "source", where);
    criterion.proposed_by = string_member(object, "proposed_by", where);
    return criterion;
}

Criterion from_entry(Json const& entry, std::size_t index) {
    if (entry.is_object()) return from_object(entry, entry_name(index));
    if (!entry.is_string()) fail(entry_name(index) + " is neither a string nor an object");
    Criterion criterion;
    criterion.text = entry.get<std::string>();
    check_text(criterion.text, entry_name(index));
    return criterion;
}

void number(std::vector<Criterion>& criteria) {
    for (std::size_t i = 0; i < criteria.size(); ++i) criteria[i].id = "c" + std::to_string(i + 1);
}

Json parse_array(std::string_view json) {
    if (json.size() > max_json_bytes) fail("the list is larger than 1 MB");
    Json root;
    try {
        root = Json::parse(json);
    } catch (Json::exception const&) {
        fail("this is not JSON; write an array such as [\"Python\", \"5+ years of nursing\"]");
    }
    if (!root.is_array()) fail("this is not a JSON array; write one such as [\"Python\", \"SQL\"]");
    return root;
}

Json to_object(Criterion const& criterion) {
    Json object{{"id", criterion.id},
                {"text", criterion.text},
                {"kind", to_string(criterion.kind)},
                {"importance", to_string(criterion.importance)},
                {"weight", number_to_json(criterion.weight)},
                {"min_years", nullptr},
                {"source", criterion.source},
                {"proposed_by", criterion.proposed_by}};
    if (criterion.min_years) object["min_years"] = number_to_json(*criterion.min_years);
    return object;
}

}  // namespace

std::string_view to_string(CriterionKind kind) noexcept { return kind_names[static_cast<std::size_t>(kind)]; }
std::string_view to_string(Importance importance) noexcept {
    return importance_names[static_cast<std::size_t>(importance)];
}

CriterionKind criterion_kind_from(std::string_view name) {
    return from_name<CriterionKind>(kind_names, name, "the kind");
}
Importance importance_from(std::string_view name) {
    return from_name<Importance>(importance_names, name, "the importance");
}

double default_weight(Importance importance) noexcept {
    switch (importance) {
        case Importance::must:
            return 3;
        case Importance::should:
            return 2;
        case Importance::nice:
            return 1;
    }
    return 1;
}

std::vector<Criterion> criteria_from_texts(std::vector<std::string> const& texts) {
    check_count(texts.size());
    std::vector<Criterion> criteria;
    for (auto const& text : texts) {
        check_text(text, entry_name(criteria.size()));
        Criterion criterion;
        criterion.text = text::repair_utf8(text);
        criteria.push_back(std::move(criterion));
    }
    number(criteria);
    return criteria;
}

std::vector<Criterion> criteria_from_json(std::string_view json) {
    auto const root = parse_array(json);
    check_count(root.size());
    std::vector<Criterion> criteria;
    for (auto const& entry : root) criteria.push_back(from_entry(entry, criteria.size()));
    number(criteria);
    return criteria;
}

std::string criteria_digest(std::vector<Criterion> const& criteria) {
    Json list = Json::array();
    for (auto const& criterion : criteria) {
        auto object = to_object(criterion);
        object.erase("proposed_by");  // Who wrote it changes no total.
        list.push_back(std::move(object));
    }
    return sha256(dump_json(list));
}

std::string criteria_to_json(std::vector<Criterion> const& criteria) {
    Json root = Json::array();
    for (auto const& criterion : criteria) root.push_back(to_object(criterion));
    return dump_json(root, 2) + "\n";
}

}  // namespace ats
