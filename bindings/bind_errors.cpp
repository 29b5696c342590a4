#include "errors.hpp"
#include "values.hpp"

namespace ats::bindings {
namespace {

// The exception classes are Python's own (atschecker/_errors.py): they hold code, message and data.
py::object error_class(char const* name) { return py::module_::import("atschecker._errors").attr(name); }

/// A Python client raised something that is no ats::Error. Only the type is told in the message, since the
/// text may quote a resume; whoever sees the exception in Python finds the original as its cause.
class PythonError final : public CallerError {
public:
    PythonError(std::string const& type, py::object const& cause)
        : CallerError(ErrorCode::internal, "Python code that the library called raised " + type),
          cause_(new py::object(cause), DecrefWithGil{}) {}

    py::object const& cause() const { return *cause_; }

private:
    std::shared_ptr<py::object> cause_;
};

py::object to_python(Error const& error) {
    auto message = to_str(error.what());
    if (auto const* document = dynamic_cast<DocumentError const*>(&error)) {
        auto text = std::string_view(error.what()).substr(document->document().size() + 2);
        return error_class("DocumentError")(error.code(), to_str(document->document()), to_str(text));
    }
    if (auto const* service = dynamic_cast<ModelServiceError const*>(&error)) {
        return error_class("ModelServiceError")(error.code(), message, service->details());
    }
    if (auto const* answer = dynamic_cast<ModelAnswerError const*>(&error)) {
        return error_class("ModelAnswerError")(error.code(), message, answer->usage());
    }
    if (dynamic_cast<CallerError const*>(&error) != nullptr)
        return error_class("CallerError")(error.code(), message);
    if (dynamic_cast<QueueError const*>(&error) != nullptr)
        return error_class("QueueError")(error.code(), message);
    return error_class("Error")(error.code(), message);
}

void translate(std::exception_ptr pointer) {
    try {
        std::rethrow_exception(pointer);
    } catch (Error const& error) {
        auto exception = to_python(error);
        if (auto const* python = dynamic_cast<PythonError const*>(&error)) {
            PyException_SetCause(exception.ptr(), py::object(python->cause()).release().ptr());
        }
        PyErr_SetObject(py::type::handle_of(exception).ptr(), exception.ptr());
    }
}

bool is_a(py::handle exception, char const* name) { return py::isinstance(exception, error_class(name)); }

void bind_codes(py::module_& m) {
    py::native_enum<ErrorCode> codes(m, "ErrorCode", "enum.Enum", "Why something failed.");
    for (auto code : all_error_codes()) {
        codes.value(std::string(to_string(code)).c_str(), code, std::string(meaning(code)).c_str());
    }
    codes.finalize();
    py::native_enum<ErrorGroup>(m, "ErrorGroup", "enum.Enum", "Who must act on an error.")
        .value("document", ErrorGroup::document, "The person who owns the file.")
        .value("model_service", ErrorGroup::model_service, "Whoever runs or pays for the model server.")
        .value("model_answer", ErrorGroup::model_answer,
               "The model answered, but not with what was asked for.")
        .value("caller", ErrorGroup::caller, "The programmer.")
        .value("queue", ErrorGroup::queue, "The user of the job queue.")
        .finalize();
}

}  // namespace

void throw_as_cpp(py::handle exception) {
    if (!is_a(exception, "Error")) {
        auto interrupted = py::isinstance(exception, py::handle(PyExc_KeyboardInterrupt));
        if (interrupted) throw CallerError(ErrorCode::cancelled, "interrupted");
        throw PythonError(from_str(py::type::of(exception).attr("__qualname__")),
                          py::reinterpret_borrow<py::object>(exception));
    }
    auto code = exception.attr("code").cast<ErrorCode>();
    auto message = from_str(exception.attr("message"));
    if (is_a(exception, "DocumentError"))
        throw DocumentError(code, from_str(exception.attr("document")), message);
    if (is_a(exception, "ModelServiceError")) {
        throw ModelServiceError(code, message, exception.attr("details").cast<ModelServiceDetails>());
    }
    if (is_a(exception, "ModelAnswerError"))
        throw ModelAnswerError(code, message, exception.attr("usage").cast<Usage>());
    if (is_a(exception, "CallerError")) throw CallerError(code, message);
    if (is_a(exception, "QueueError")) throw QueueError(code, message);
    throw Error(code, message);
}

void throw_as_cpp(py::error_already_set const& raised) { throw_as_cpp(py::handle(raised.value())); }

void bind_errors(py::module_& m) {
    bind_codes(m);
    m.def(
        "to_string", [](ErrorCode code) { return to_string(code); }, "value"_a,
        "The name of a code, a kind, a state or another enumerator, as it stands in reports.");
    m.def(
        "to_string", [](ErrorGroup group) { return to_string(group); }, "value"_a);
    m.def("meaning", &meaning, "code"_a, "What the code means, in one sentence.");
    m.def("remedy", &remedy, "code"_a, "What to do about it, in one sentence.");
    m.def("group", &group, "code"_a, "Who must act.");
    m.def("aborts_run", &aborts_run, "code"_a,
          "True if every later request of the same run would fail in the same way.");
    m.def("all_error_codes", &all_error_codes, "Every code, in the order of the enum.");

    Value<ModelServiceDetails>(m, "ModelServiceDetails", "What a model server said beside its error.")
        .field("http_status", &ModelServiceDetails::http_status, "0 if no answer came.")
        .field("retry_after", &ModelServiceDetails::retry_after, "The wait the server asked for.")
        .field("should_retry", &ModelServiceDetails::should_retry, "The header x-should-retry, if sent.")
        .field("request_id", &ModelServiceDetails::request_id, "For the provider's support; may be empty.");
    m.def("_retryable", [](ErrorCode code, ModelServiceDetails details) {
        return ModelServiceError(code, "", std::move(details)).retryable();
    });

    for (auto const* name :
         {"Error", "DocumentError", "ModelServiceError", "ModelAnswerError", "CallerError", "QueueError"}) {
        m.attr(name) = error_class(name);
    }
    py::register_local_exception_translator(&translate);
}

}  // namespace ats::bindings
