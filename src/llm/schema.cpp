#include "llm/schema.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include <ats/error.hpp>

#include "text/utf8.hpp"

namespace ats::llm {
namespace {

/// OpenAI's own limit for strict schemas is 10; it also bounds the recursion here.
constexpr int max_schema_depth = 16;
/// A model that is told more faults at once does not answer better.
constexpr std::size_t max_faults = 20;
constexpr std::size_t max_value_characters = 40;

constexpr std::array<std::string_view, 11> keywords = {
    "type",    "properties", "required", "additionalProperties", "enum", "items", "minimum",
    "maximum", "minItems",   "maxItems", "description"};
constexpr std::array<std::string_view, 7> types = {"object",  "array",   "string", "number",
                                                   "integer", "boolean", "null"};

[[noreturn]] void unsupported(std::string const& what) {
    throw CallerError(ErrorCode::internal, "the schema of the request cannot be used: " + what);
}

void require(bool fulfilled, std::string const& what) {
    if (!fulfilled) unsupported(what);
}

template <class List>
bool contains(List const& list, std::string_view name) {
    return std::find(list.begin(), list.end(), name) != list.end();
}

bool is_type_name(Json const& value) {
    return value.is_string() && contains(types, value.get_ref<std::string const&>());
}

bool is_type(Json const& value) {
    return is_type_name(value) ||
           (value.is_array() && !value.empty() && std::all_of(value.begin(), value.end(), is_type_name));
}

bool is_string_list(Json const& value) {
    return value.is_array() &&
           std::all_of(value.begin(), value.end(), [](Json const& each) { return each.is_string(); });
}

bool has_right_form(std::string const& keyword, Json const& value) {
    if (keyword == "type") return is_type(value);
    if (keyword == "properties" || keyword == "items") return value.is_object();
    if (keyword == "required") return is_string_list(value);
    if (keyword == "additionalProperties") return value.is_boolean() && !value.get<bool>();
    if (keyword == "enum") return value.is_array() && !value.empty();
    if (keyword == "minimum" || keyword == "maximum") return value.is_number();
    if (keyword == "minItems" || keyword == "maxItems") return value.is_number_unsigned();
    return value.is_string();  // description
}

void check_schema(Json const& schema, int depth) {
    require(depth <= max_schema_depth, "it is nested too deeply");
    require(schema.is_object(), "a part of it is no object");
    for (auto const& [keyword, value] : schema.items()) {
        require(contains(keywords, keyword), "the keyword " + keyword + " is not supported");
        require(has_right_form(keyword, value), "the value of " + keyword + " is not supported");
    }
    if (auto const properties = schema.find("properties"); properties != schema.end()) {
        for (auto const& [name, property] : properties->items()) check_schema(property, depth + 1);
    }
    if (auto const items = schema.find("items"); items != schema.end()) check_schema(*items, depth + 1);
}

/// 7.0 counts as an integer: models write it, and nothing is lost.
bool is_integral(Json const& value) {
    if (value.is_number_integer()) return true;
    return value.is_number_float() && value.get<double>() == std::floor(value.get<double>());
}

bool has_type(Json const& value, std::string_view type) {
    if (type == "object") return value.is_object();
    if (type == "array") return value.is_array();
    if (type == "string") return value.is_string();
    if (type == "number") return value.is_number();
    if (type == "integer") return is_integral(value);
    if (type == "boolean") return value.is_boolean();
    return value.is_null();
}

bool has_any_type(Json const& value, Json const& type) {
    if (type.is_string()) return has_type(value, type.get_ref<std::string const&>());
    return std::any_of(type.begin(), type.end(), [&](Json const& each) { return has_any_type(value, each); });
}

std::string listed(Json const& values) {
    std::string list;
    for (auto const& value : values.is_array() ? values : Json::array({values})) {
        list += list.empty() ? "" : ", ";
        list += value.is_string() ? value.get<std::string>() : dump_json(value);
    }
    return list;
}

std::string plural(Json const& count) { return count == 1 ? " item" : " items"; }

/// "~" and "/" in a name are escaped as JSON pointers escape them (RFC 6901).
std::string pointer_step(std::string_view name) {
    std::string step = "/";
    for (char const c : name) {
        if (c == '~') {
            step += "~0";
        } else if (c == '/') {
            step += "~1";
        } else {
            step += c;
        }
    }
    return step;
}

class Validator {
public:
    void check(Json const& schema, Json const& value, std::string const& path) {
        if (faults_.size() >= max_faults) return;
        if (auto const type = schema.find("type"); type != schema.end() && !has_any_type(value, *type)) {
            return report(path, value, "is not of type " + listed(*type));
        }
        check_enum(schema, value, path);
        if (value.is_number()) check_range(schema, value, path);
        if (value.is_array()) check_array(schema, value, path);
        if (value.is_object()) check_object(schema, value, path);
    }

    std::vector<Fault> take() { return std::move(faults_); }

private:
    void report(std::string const& path, Json const& value, std::string what) {
        if (faults_.size() >= max_faults) return;
        if (value.is_structured()) {
            faults_.push_back({path, value.is_object() ? "an object" : "an array", std::move(what)});
        } else {
            faults_.push_back({path, shortened(dump_json(value)), std::move(what), value.is_string()});
        }
    }

    void check_enum(Json const& schema, Json const& value, std::string const& path) {
        auto const allowed = schema.find("enum");
        if (allowed == schema.end() || contains_value(*allowed, value)) return;
        report(path, value, "is none of " + listed(*allowed));
    }

    static bool contains_value(Json const& list, Json const& value) {
        return std::find(list.begin(), list.end(), value) != list.end();
    }

    void check_range(Json const& schema, Json const& value, std::string const& path) {
        if (auto const least = schema.find("minimum"); least != schema.end() && value < *least) {
            report(path, value, "is less than " + dump_json(*least));
        }
        if (auto const most = schema.find("maximum"); most != schema.end() && value > *most) {
            report(path, value, "is more than " + dump_json(*most));
        }
    }

    void check_array(Json const& schema, Json const& value, std::string const& path) {
        if (auto const least = schema.find("minItems"); least != schema.end() && value.size() < *least) {
            report(path, value, "has fewer than " + dump_json(*least) + plural(*least));
        }
        if (auto const most = schema.find("maxItems"); most != schema.end() && value.size() > *most) {
            report(path, value, "has more than " + dump_json(*most) + plural(*most));
        }
        auto const items = schema.find("items");
        if (items == schema.end()) return;
        for (std::size_t i = 0; i < value.size() && faults_.size() < max_faults; ++i) {
            check(*items, value[i], path + "/" + std::to_string(i));
        }
    }

    void check_object(Json const& schema, Json const& value, std::string const& path) {
        if (auto const required = schema.find("required"); required != schema.end()) {
            for (auto const& name : *required) check_present(value, name.get_ref<std::string const&>(), path);
        }
        auto const properties = schema.find("properties");
        for (auto const& [name, property] : value.items()) {
            if (properties != schema.end() && properties->contains(name)) {
                check((*properties)[name], property, path + pointer_step(name));
            } else if (schema.contains("additionalProperties")) {
                report(path, name, "is no property that was asked for");
            }
        }
    }

    void check_present(Json const& value, std::string const& name, std::string const& path) {
        if (value.contains(name) || faults_.size() >= max_faults) return;
        faults_.push_back({path, "", "the property " + name + " is missing"});
    }

    std::vector<Fault> faults_;
};

std::string line(Fault const& fault, std::string const& value) {
    std::string text = fault.path;
    for (auto const& part : {value, fault.what}) {
        if (part.empty()) continue;
        if (!text.empty()) text += text == fault.path ? ": " : " ";
        text += part;
    }
    return text;
}

}  // namespace

std::string line_for_model(Fault const& fault) { return line(fault, fault.value); }

std::string line_for_people(Fault const& fault) {
    return line(fault, fault.quotes_answer && !fault.value.empty() ? "a text" : fault.value);
}

std::string shortened(std::string_view text) {
    // A character has at most 4 bytes: no more need be repaired.
    auto const repaired = text::repair_utf8(text.substr(0, 4 * (max_value_characters + 1)));
    auto const end = text::byte_offset(repaired, max_value_characters);
    return end < repaired.size() ? repaired.substr(0, end) + "..." : repaired;
}

Schema::Schema(std::string_view text) : root_(Json::parse(text, nullptr, /*allow_exceptions=*/false)) {
    require(root_.is_object(), "it is no JSON object");
    check_schema(root_, 1);
    if (auto const required = root_.find("required"); required != root_.end()) {
        required_keys_ = required->get<std::vector<std::string>>();
    }
}

std::vector<Fault> Schema::faults(Json const& value) const {
    Validator validator;
    validator.check(root_, value, "");
    return validator.take();
}

}  // namespace ats::llm
