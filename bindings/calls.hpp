#pragma once

#include <future>
#include <memory>
#include <optional>
#include <thread>
#include <utility>

#include <cxxabi.h>

#include "bindings.hpp"
#include "errors.hpp"

// Calls across the border, in both directions.

namespace ats::bindings {

/// Stops this thread for ever.
[[noreturn]] void park() noexcept;

/// Runs `call()`, which may ask for the GIL. Up to version 3.13 Python ends a thread that asks for the GIL of
/// an interpreter that is going away, by unwinding its stack. C++ code that stands there may not let that
/// pass (a destructor, a `catch (...)`), and what is unwound would drop Python objects without the GIL: the
/// thread sleeps until the process ends instead.
template <class Call>
auto or_park(Call call) {
    try {
        return call();
    } catch (abi::__forced_unwind const&) {
        park();
    }
}

/// Holds the GIL.
class AcquireGil {
public:
    AcquireGil() {
        or_park([this] { gil_.emplace(); });
    }

private:
    std::optional<py::gil_scoped_acquire> gil_;
};

/// Lets go of the GIL for a while. Pybind's own would terminate the process where the GIL cannot be had
/// again.
class ReleaseGil {
public:
    ReleaseGil() : thread_(PyEval_SaveThread()) {}
    ~ReleaseGil() {
        or_park([this] { PyEval_RestoreThread(thread_); });
    }
    ReleaseGil(ReleaseGil const&) = delete;
    ReleaseGil& operator=(ReleaseGil const&) = delete;

private:
    PyThreadState* thread_;
};

/// Calls `function(*arguments)`. Needs the GIL.
py::object invoke(py::handle function, py::tuple const& arguments);

/// @returns true while this thread runs Python code that the library called.
bool inside_python_callback() noexcept;

/// Marks a thread as running Python code that the library called.
class CallbackScope {
public:
    CallbackScope() noexcept;
    ~CallbackScope();
    CallbackScope(CallbackScope const&) = delete;
    CallbackScope& operator=(CallbackScope const&) = delete;
};

/// @returns true on the thread where Python handles signals. Needs the GIL.
bool on_main_thread();

/// How often a blocking call on the main thread looks for Ctrl-C.
inline constexpr std::chrono::milliseconds signal_interval{50};

/// Runs `call()` without the GIL. On Python's main thread it runs on a helper thread, so that this one can
/// handle signals: if a handler raises (KeyboardInterrupt), `interrupt()` asks the call to end, and its end
/// is awaited, since it uses the caller's objects.
template <class Call, class Interrupt>
auto interruptible(Call call, Interrupt interrupt) {
    auto main = on_main_thread();
    ReleaseGil release;
    if (!main) return call();
    std::packaged_task<decltype(call())()> task(std::move(call));
    auto result = task.get_future();
    std::thread helper(std::move(task));
    auto raised = [] {
        AcquireGil acquire;
        return PyErr_CheckSignals() != 0;
    };
    while (result.wait_for(signal_interval) != std::future_status::ready) {
        if (!raised()) continue;
        interrupt();
        helper.join();
        AcquireGil acquire;
        throw py::error_already_set();
    }
    helper.join();
    return result.get();
}

/// The same for a call that takes a context; Ctrl-C cancels it. `context` may be null.
template <class Call>
auto without_gil(CallContext const* context, Call call) {
    auto own = context == nullptr ? CallContext{} : *context;
    own.cancel = CancelToken::linked_to(own.cancel);
    return interruptible([&call, &own] { return call(std::as_const(own)); }, [&own] { own.cancel.cancel(); });
}

/// Runs `call()`, which calls Python, on a thread of the library. Whatever Python raises leaves as an
/// ats::Error.
template <class Call>
auto call_python(Call call) {
    // A thread that asks for the GIL of an interpreter that is going away is ended on the spot.
    if (Py_IsInitialized() == 0) throw CallerError(ErrorCode::cancelled, "Python is shutting down");
    AcquireGil gil;
    CallbackScope scope;
    return or_park([&call] {
        try {
            return call();
        } catch (py::error_already_set const& raised) {
            throw_as_cpp(raised);
        } catch (py::cast_error const&) {
            throw CallerError(ErrorCode::internal, "Python code returned an object of the wrong type");
        }
    });
}

/// Releases a Python object from whatever thread drops it last.
struct DecrefWithGil {
    void operator()(py::object* object) const {
        if (Py_IsInitialized() == 0) {
            static_cast<void>(object->release());
        } else {
            AcquireGil gil;
            *object = {};
        }
        delete object;
    }
};

/// A Python callable as a C++ callback. What it raises goes to sys.unraisablehook and never into C++.
template <class R, class... Args>
class Callback {
public:
    explicit Callback(py::object function)
        : function_(new py::object(std::move(function)), DecrefWithGil{}) {}

    R operator()(Args... args) const {
        if (Py_IsInitialized() == 0) return R();
        AcquireGil gil;
        CallbackScope scope;
        return or_park([&] { return call(args...); });
    }

    py::object function() const { return *function_; }

private:
    R call(Args... args) const {
        try {
            auto result = invoke(*function_, py::make_tuple(to_python(args)...));
            if constexpr (!std::is_void_v<R>) return py::cast<R>(result);
        } catch (py::error_already_set& raised) {
            raised.discard_as_unraisable(*function_);
        } catch (py::cast_error const&) {
            PyErr_SetString(PyExc_TypeError, "the callback returned an object of the wrong type");
            PyErr_WriteUnraisable(function_->ptr());
        }
        return R();
    }

    template <class T>
    static py::object to_python(T const& value) {
        return py::cast(value, py::return_value_policy::copy);
    }
    static py::object to_python(std::string_view text) { return to_str(text); }

    std::shared_ptr<py::object> function_;
};

/// @returns a callback for a callable, an empty one for None.
/// @throws TypeError for anything else.
template <class R, class... Args>
std::function<R(Args...)> to_callback(py::object function,
                                      std::function<R(Args...)> const* /*type*/ = nullptr) {
    if (function.is_none()) return {};
    if (PyCallable_Check(function.ptr()) == 0) throw py::type_error("a callback must be callable or None");
    return Callback<R, Args...>(std::move(function));
}

/// @returns the callable behind a callback; None for an empty one and for one made in C++.
template <class R, class... Args>
py::object from_callback(std::function<R(Args...)> const& function) {
    auto const* callback = function.template target<Callback<R, Args...>>();
    return callback == nullptr ? py::none() : callback->function();
}

/// Deletes what waits for other threads, which may want the GIL meanwhile.
struct DeleteWithoutGil {
    template <class T>
    void operator()(T* object) const {
        if (PyGILState_Check() == 0) {
            delete object;
        } else {
            ReleaseGil release;
            delete object;
        }
    }
};

}  // namespace ats::bindings
