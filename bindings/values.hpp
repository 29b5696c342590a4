#pragma once

#include <functional>
#include <string>
#include <utility>

#include "bindings.hpp"
#include "calls.hpp"

namespace ats::bindings {

/// Sets fields by name. @throws TypeError for a name that is no field.
void set_fields(py::object const& object, py::kwargs const& fields);
/// @returns "Name(field=value, ...)", long texts shortened.
py::str describe(py::object const& object);
/// @returns true if both are of one type with equal fields.
bool same_fields(py::object const& a, py::object const& b);
/// @returns the values of the fields, in their order.
py::tuple field_values(py::object const& object);
/// Sets all fields, as field_values() gave them.
void set_field_values(py::object const& object, py::tuple const& values);

/// Options from an object, from keywords, or from both: the keywords win.
template <class T>
T options_of(T const* options, py::kwargs const& fields) {
    auto object = py::cast(options == nullptr ? T{} : *options);
    set_fields(object, fields);
    return py::cast<T>(object);
}

template <class T>
T from_values(py::tuple const& values) {
    auto object = py::cast(T{});
    set_field_values(object, values);
    return py::cast<T>(object);
}

/// Binds a plain struct: constructed by keywords, compared and shown by its fields.
template <class T>
class Value {
public:
    Value(py::handle scope, char const* name, char const* doc) : class_(scope, name, doc) {
        class_.def(py::init([](py::kwargs const& fields) { return options_of<T>(nullptr, fields); }));
        class_.attr("__match_args__") = py::tuple();
        class_.def("__repr__", [](py::object const& self) { return describe(self); });
        class_.def("__eq__",
                   [](py::object const& self, py::object const& other) { return same_fields(self, other); });
        class_.def("__copy__", [](T const& self) { return self; });
        class_.def(py::pickle([](py::object const& self) { return field_values(self); },
                              [](py::tuple const& values) { return from_values<T>(values); }));
        class_.def(
            "__deepcopy__", [](T const& self, py::dict const&) { return self; }, "memo"_a);
    }

    template <class M>
    Value& field(char const* name, M T::*member, char const* doc) {
        class_.def_readwrite(name, member, doc);
        return add(name);
    }

    Value& field(char const* name, std::string T::*member, char const* doc) {
        class_.def_property(
            name, [member](T const& self) { return to_str(self.*member); },
            [member](T& self, py::str const& text) { self.*member = from_str(text); }, doc);
        return add(name);
    }

    template <class R, class... Args>
    Value& field(char const* name, std::function<R(Args...)> T::*member, char const* doc) {
        class_.def_property(
            name, [member](T const& self) { return from_callback(self.*member); },
            [member](T& self, py::object function) {
                self.*member = to_callback<R, Args...>(std::move(function));
            },
            doc);
        return add(name);
    }

    /// A field with a way of its own to read and to set it.
    template <class Get, class Set>
    Value& field(char const* name, Get get, Set set, char const* doc) {
        class_.def_property(name, get, set, doc);
        return add(name);
    }

    /// The class itself, for methods.
    py::class_<T>& methods() { return class_; }

private:
    Value& add(char const* name) {
        class_.attr("__match_args__") = py::tuple(class_.attr("__match_args__")) + py::make_tuple(name);
        return *this;
    }

    py::class_<T> class_;
};

}  // namespace ats::bindings
