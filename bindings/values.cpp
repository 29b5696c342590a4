#include "values.hpp"

#include <algorithm>
#include <array>

namespace ats::bindings {
namespace {

// Enough to recognise a text by; whole resumes do not belong into a traceback.
constexpr std::size_t longest_shown = 200;
// Of a list: what is longer is counted, and not even written to find out how long it would be.
constexpr std::size_t most_entries_shown = 10;

py::tuple field_names(py::object const& object) { return py::type::of(object).attr("__match_args__"); }

/// A proxy's URL and a header's value may hold a password.
bool is_secret(py::handle name) {
    static constexpr std::array<char const*, 3> secrets = {"api_key", "proxy", "value"};
    return std::any_of(secrets.begin(), secrets.end(),
                       [&](char const* secret) { return name.equal(py::str(secret)); });
}

std::string counted(py::object const& value) {
    if (py::isinstance<py::str>(value)) return "<" + std::to_string(py::len(value)) + " characters>";
    if (py::isinstance<py::list>(value)) return "<" + std::to_string(py::len(value)) + " entries>";
    return "<" + from_str(py::type::of(value).attr("__name__")) + ">";
}

std::string shown(py::object const& object, py::handle name) {
    if (is_secret(name)) return "'...'";
    py::object const value = object.attr(name);
    if (py::isinstance<py::list>(value) && py::len(value) > most_entries_shown) return counted(value);
    auto text = from_str(py::repr(value));
    return text.size() <= longest_shown ? text : counted(value);
}

}  // namespace

void set_fields(py::object const& object, py::kwargs const& fields) {
    for (auto const& [name, value] : fields) {
        if (!field_names(object).contains(name)) {
            throw py::type_error(from_str(py::type::of(object).attr("__name__")) + " has no field '" +
                                 from_str(py::str(name)) + "'");
        }
        py::setattr(object, name, value);
    }
}

py::str describe(py::object const& object) {
    std::string text;
    for (auto name : field_names(object)) {
        text += (text.empty() ? "" : ", ") + from_str(py::str(name)) + "=" + shown(object, name);
    }
    return to_str(from_str(py::type::of(object).attr("__name__")) + "(" + text + ")");
}

bool same_fields(py::object const& a, py::object const& b) {
    return py::type::of(a).is(py::type::of(b)) && field_values(a).equal(field_values(b));
}

py::tuple field_values(py::object const& object) {
    py::list values;
    for (auto name : field_names(object)) values.append(object.attr(name));
    return values;
}

void set_field_values(py::object const& object, py::tuple const& values) {
    auto names = field_names(object);
    if (names.size() != values.size()) throw py::value_error("was pickled by another version");
    for (std::size_t i = 0; i < names.size(); ++i) py::setattr(object, names[i], values[i]);
}

}  // namespace ats::bindings
