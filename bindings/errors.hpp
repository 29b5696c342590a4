#pragma once

#include "bindings.hpp"

namespace ats::bindings {

/// Throws the C++ error that `raised` stands for, so that a policy written in C++ (retry, abort) treats an
/// error of a Python client like one of its own. Needs the GIL.
[[noreturn]] void throw_as_cpp(py::error_already_set const& raised);

/// The same for an exception object, such as a script wants to raise later.
[[noreturn]] void throw_as_cpp(py::handle exception);

}  // namespace ats::bindings
