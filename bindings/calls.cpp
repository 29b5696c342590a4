#include "calls.hpp"

#include <unistd.h>

namespace ats::bindings {
namespace {

thread_local int callback_depth = 0;

}  // namespace

void park() noexcept {
    for (;;) pause();
}

py::object invoke(py::handle function, py::tuple const& arguments) {
    // Parked here, before anything of C++ is unwound: that would need the GIL.
    auto* result = or_park([&] { return PyObject_CallObject(function.ptr(), arguments.ptr()); });
    if (result == nullptr) throw py::error_already_set();
    return py::reinterpret_steal<py::object>(result);
}

bool inside_python_callback() noexcept { return callback_depth > 0; }

CallbackScope::CallbackScope() noexcept { ++callback_depth; }
CallbackScope::~CallbackScope() { --callback_depth; }

bool on_main_thread() {
    auto threading = py::module_::import("threading");
    py::object main = threading.attr("main_thread")().attr("ident");
    return main.equal(threading.attr("get_ident")());
}

}  // namespace ats::bindings
