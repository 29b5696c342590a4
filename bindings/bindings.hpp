#pragma once

// The only file that includes pybind11. Names are those of C++; every call that may block releases the
// GIL. Bound lists and sub-lists are copies, as everywhere with pybind11's STL conversions.

#include <cmath>
#include <string>
#include <string_view>

#include <pybind11/native_enum.h>
#include <pybind11/pybind11.h>
#include <pybind11/stl.h>
#include <pybind11/trampoline_self_life_support.h>

#include <ats/ats.hpp>

namespace py = pybind11;

namespace ats::bindings {

using namespace py::literals;

// One function for each public area; called in this order, since later ones use the types of earlier ones.
void bind_errors(py::module_& m);
void bind_context(py::module_& m);
void bind_documents(py::module_& m);
void bind_criteria(py::module_& m);
void bind_clients(py::module_& m);
void bind_extractor(py::module_& m);
void bind_redaction(py::module_& m);
void bind_scoring(py::module_& m);
void bind_record(py::module_& m);
void bind_queue(py::module_& m);
void bind_reports(py::module_& m);
void bind_audit(py::module_& m);
void bind_testing(py::module_& m);

/// Text that holds a file name may hold bytes that are no UTF-8: they become surrogate escapes, as in
/// os.fsdecode().
inline py::str to_str(std::string_view text) {
    auto* decoded =
        PyUnicode_DecodeUTF8(text.data(), static_cast<py::ssize_t>(text.size()), "surrogateescape");
    if (decoded == nullptr) throw py::error_already_set();
    return py::reinterpret_steal<py::str>(decoded);
}

/// The reverse of to_str().
inline std::string from_str(py::str const& text) {
    auto encoded =
        py::reinterpret_steal<py::bytes>(PyUnicode_AsEncodedString(text.ptr(), "utf-8", "surrogateescape"));
    if (!encoded) throw py::error_already_set();
    return encoded;
}

}  // namespace ats::bindings

namespace pybind11::detail {

/// Durations are datetime.timedelta; a number is taken as seconds.
template <class Rep, class Period>
struct type_caster<std::chrono::duration<Rep, Period>> {
    using Duration = std::chrono::duration<Rep, Period>;
    PYBIND11_TYPE_CASTER(Duration, const_name("datetime.timedelta"));

    bool load(handle source, bool) {
        if (!source) return false;
        // 30 years: far beyond any wait, and far below what overflows 64 bits of nanoseconds.
        constexpr double most_seconds = 1e9;
        auto number =
            PyFloat_Check(source.ptr()) || (PyLong_Check(source.ptr()) && !PyBool_Check(source.ptr()));
        if (!number && !isinstance(source, module_::import("datetime").attr("timedelta"))) return false;
        auto seconds =
            (number ? object(float_(reinterpret_borrow<object>(source))) : source.attr("total_seconds")())
                .template cast<double>();
        if (!(std::abs(seconds) <= most_seconds)) throw value_error("a duration is out of range");
        value = std::chrono::duration_cast<Duration>(std::chrono::nanoseconds(std::llround(seconds * 1e9)));
        return true;
    }

    static handle cast(Duration duration, return_value_policy, handle) {
        auto count = std::chrono::duration_cast<std::chrono::microseconds>(duration).count();
        return module_::import("datetime").attr("timedelta")("microseconds"_a = count).release();
    }
};

/// ats::Date is datetime.date.
template <>
struct type_caster<ats::Date> {
    PYBIND11_TYPE_CASTER(ats::Date, const_name("datetime.date"));

    bool load(handle source, bool) {
        if (!source || !isinstance(source, module_::import("datetime").attr("date"))) return false;
        value = {source.attr("year").cast<int>(), source.attr("month").cast<int>(),
                 source.attr("day").cast<int>()};
        return true;
    }

    static handle cast(ats::Date const& date, return_value_policy, handle) {
        return module_::import("datetime").attr("date")(date.year, date.month, date.day).release();
    }
};

}  // namespace pybind11::detail
