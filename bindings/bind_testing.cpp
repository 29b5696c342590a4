#include <ats/testing.hpp>

#include "values.hpp"

namespace ats::bindings {
namespace {

using testing::ScriptedClient;
using Function = ScriptedClient::Step;

/// A step made by the library. It stays a C++ function, so that its wait holds no GIL.
struct Step {
    Function function;
};

LlmReply take(Step const& step, LlmRequest request, CallContext const* context) {
    return without_gil(context, [&](CallContext const& own) { return step.function(request, own); });
}

Function to_function(py::object step) {
    if (step.is_none()) return {};
    if (py::isinstance<Step>(step)) return step.cast<Step>().function;
    if (PyCallable_Check(step.ptr()) == 0) throw py::type_error("a step must be callable");
    std::shared_ptr<py::object> callable(new py::object(std::move(step)), DecrefWithGil{});
    return [callable](LlmRequest const& request, CallContext const& context) {
        return call_python(
            [&] { return invoke(*callable, py::make_tuple(request, context)).template cast<LlmReply>(); });
    };
}

std::shared_ptr<ScriptedClient> make_client(py::object const& script) {
    if (!py::isinstance<py::sequence>(script)) return std::make_shared<ScriptedClient>(to_function(script));
    std::vector<Function> steps;
    for (auto step : script) steps.push_back(to_function(py::reinterpret_borrow<py::object>(step)));
    return std::make_shared<ScriptedClient>(std::move(steps));
}

Function raising(py::object exception) {
    std::shared_ptr<py::object> shared(new py::object(std::move(exception)), DecrefWithGil{});
    return [shared](LlmRequest const&, CallContext const&) -> LlmReply {
        return call_python([&]() -> LlmReply { throw_as_cpp(py::handle(*shared)); });
    };
}

}  // namespace

void bind_testing(py::module_& m) {
    using release = py::call_guard<ReleaseGil>;
    using std::chrono::milliseconds;
    py::class_<Step>(m, "Step", "A step of a ScriptedClient: what it does with one request.")
        .def("__call__", &take, "request"_a, "context"_a = py::none(), "Takes the step.");
    py::classh<ScriptedClient, LlmClient>(
        m, "ScriptedClient",
        "Answers by a script and remembers what it was asked. The script is one step for every request, or a "
        "list with one step for each; a step is callable as (request, context). None gives valid_reply().")
        .def(py::init(&make_client), "script"_a = py::none())
        .def("requests", &ScriptedClient::requests, release(),
             "The requests so far, in the order of arrival.")
        .def("calls", &ScriptedClient::calls, release(), "How many requests there were.")
        .def_static(
            "reply",
            [](py::str const& text, milliseconds delay) {
                return Step{ScriptedClient::reply(from_str(text), delay)};
            },
            "text"_a, "delay"_a = milliseconds(0), "A step that answers with this text after a wait.")
        .def_static(
            "valid",
            [](double score, milliseconds delay) { return Step{ScriptedClient::valid(score, delay)}; },
            "score"_a = 3.0, "delay"_a = milliseconds(0), "A step that answers valid_reply() after a wait.")
        .def_static(
            "error", [](py::object error) { return Step{raising(std::move(error))}; }, "error"_a,
            "A step that raises `error`.");
    m.def(
        "valid_reply",
        [](LlmRequest const& request, double score) { return to_str(testing::valid_reply(request, score)); },
        "request"_a, "score"_a = 3.0,
        "A valid answer to `request`: the given score for every criterion with the resume's first line as "
        "its "
        "quote, or one criterion for each line of the job description.");
}

}  // namespace ats::bindings
