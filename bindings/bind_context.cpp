#include "calls.hpp"

namespace ats::bindings {
namespace {

using std::chrono::nanoseconds;

bool wait_for(CancelToken const& token, nanoseconds duration) {
    return without_gil(nullptr, [&token, duration](CallContext const& context) {
        auto stop = token.on_cancel([&context] { context.cancel.cancel(); });
        context.cancel.wait_for(duration);
        return token.cancelled();
    });
}

std::shared_ptr<CancelToken::Registration> on_cancel(CancelToken const& token, py::object callback) {
    auto function = to_callback<void>(std::move(callback));
    ReleaseGil release;
    return {new CancelToken::Registration(token.on_cancel(std::move(function))), DeleteWithoutGil{}};
}

// A steady_clock time point means nothing in Python: contexts are made of timeouts.
CallContext make_context(std::optional<nanoseconds> timeout, std::optional<CancelToken> cancel) {
    auto context = timeout ? CallContext::with_timeout(*timeout) : CallContext{};
    if (cancel) context.cancel = *cancel;
    return context;
}

}  // namespace

void bind_context(py::module_& m) {
    py::class_<CancelToken> token(
        m, "CancelToken",
        "A flag that many may watch and anyone may raise, from any thread. Once raised it stays raised.");
    py::classh<CancelToken::Registration>(
        token, "Registration", "A callback that stays registered until this object is dropped or closed.")
        .def(
            "close", [](CancelToken::Registration& registration) { registration = {}; },
            py::call_guard<ReleaseGil>(),
            "Removes the callback; waits for it if it is running on another thread. Releases the GIL.");
    token.def(py::init<>())
        .def_static("linked_to", &CancelToken::linked_to, "parent"_a,
                    "A new token that is also raised when `parent` is.")
        .def("cancel", &CancelToken::cancel, py::call_guard<ReleaseGil>(),
             "Raises the flag and runs the callbacks on this thread. Releases the GIL.")
        .def("cancelled", &CancelToken::cancelled, "True once the flag is raised.")
        .def("wait_for", &wait_for, "duration"_a,
             "Sleeps until the flag is raised, at most for `duration`. True if the flag is raised. Releases "
             "the "
             "GIL; Ctrl-C ends it.")
        .def("on_cancel", &on_cancel, "callback"_a,
             "Runs `callback()` when the flag is raised, at once if it already is, for as long as the "
             "returned "
             "object is kept.");

    py::class_<CallContext>(m, "CallContext",
                            "How long one call may take and how to stop it: a timeout (datetime.timedelta or "
                            "seconds), counted from now, and a CancelToken.")
        .def(py::init(&make_context), "timeout"_a = py::none(), "cancel"_a = py::none())
        .def_readwrite("cancel", &CallContext::cancel, "Raised by the caller to stop the call.")
        .def_static("with_timeout", &CallContext::with_timeout, "timeout"_a,
                    "A context that ends `timeout` from now.")
        .def("check", &CallContext::check, "Raises CallerError cancelled or deadline_exceeded, if so.")
        .def("time_left", &CallContext::time_left, "The time left, never negative; None without a timeout.");

    py::native_enum<LogLevel>(m, "LogLevel", "enum.Enum", "How much a log line matters.")
        .value("debug", LogLevel::debug)
        .value("info", LogLevel::info)
        .value("warning", LogLevel::warning)
        .finalize();
}

}  // namespace ats::bindings
