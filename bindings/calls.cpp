#include "calls.hpp"

namespace ats::bindings {
namespace {

thread_local int callback_depth = 0;

}  // namespace

bool inside_python_callback() noexcept { return callback_depth > 0; }

CallbackScope::CallbackScope() noexcept { ++callback_depth; }
CallbackScope::~CallbackScope() { --callback_depth; }

bool on_main_thread() {
    auto threading = py::module_::import("threading");
    py::object main = threading.attr("main_thread")().attr("ident");
    return main.equal(threading.attr("get_ident")());
}

}  // namespace ats::bindings
