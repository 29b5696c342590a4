#include "calls.hpp"
#include "values.hpp"

namespace ats::bindings {
namespace {

void bind_replies(py::module_& m) {
    Value<RecordOptions>(m, "RecordOptions", "How to open a record.")
        .field("must_exist", &RecordOptions::must_exist,
               "A missing file is an error instead of a new record.")
        .field("patience", &RecordOptions::patience,
               "How long a call waits while another process writes, before it fails.");
    Value<RecordedReply>(m, "RecordedReply", "One answer that was paid for, with its question.")
        .field("key", &RecordedReply::key, "reply_key() of the request.")
        .field("identity", &RecordedReply::identity,
               "Endpoint, model, options: what else decides the answer.")
        .field("request", &RecordedReply::request, "Whole, with the document's digest.")
        .field("reply", &RecordedReply::reply, "Without the server's limits.")
        .field("latency", &RecordedReply::latency, "From the question to the valid answer.")
        .field("time", &RecordedReply::time, "When it was stored, in UTC.");
    m.def("reply_key", &reply_key, "request"_a, "identity"_a,
          "The key of a request: a digest of everything that can change the answer.");
}

// File names need not be UTF-8.
py::list inputs_of(RunDescription const& run) {
    py::list names;
    for (auto const& name : run.inputs) names.append(to_str(name));
    return names;
}

void set_inputs(RunDescription& run, py::sequence const& names) {
    run.inputs.clear();
    for (auto const& name : names) run.inputs.push_back(from_str(py::cast<py::str>(name)));
}

void bind_runs(py::module_& m) {
    using Run = RunDescription;
    Value<Run>(m, "RunDescription", "What a run is asked to do.")
        .field("criteria", &Run::criteria, "What resumes are scored against. A copy.")
        .field("job_name", &Run::job_name, "Name of the job description; empty if there is none.")
        .field("job_text", &Run::job_text, "Its text; may be empty.")
        .field("job_digest", &Run::job_digest, "Its Document.digest; may be empty.")
        .field("as_of", &Run::as_of, "None: that of the run to be continued, else today.")
        .field("options", &Run::options, "What else was set, as a JSON object. It must hold no secret.")
        .field("engine", &Run::engine, "The identity of the client.")
        .field("inputs", &inputs_of, &set_inputs, "Names of the resumes in their order. A copy.");
    using Summary = RunSummary;
    Value<Summary>(m, "RunSummary", "A run, in short.")
        .field("id", &Summary::id, "Never used again within a record.")
        .field("time", &Summary::time, "When it began, in UTC.")
        .field("finished", &Summary::finished, "When it was finished; empty if it was not.")
        .field("version", &Summary::version, "Of the library that began it.")
        .field("job_name", &Summary::job_name, "Name of the job description.")
        .field("engine", &Summary::engine, "The identity of the client.")
        .field("inputs", &Summary::inputs, "Resumes that went in.")
        .field("scored", &Summary::scored, "Of them scored.")
        .field("failed", &Summary::failed, "Of them failed.")
        .field("forgotten", &Summary::forgotten, "Of them erased since.");
    Value<RecordedRun>(m, "RecordedRun", "A whole run but for its outcomes.")
        .field("summary", &RecordedRun::summary, "In short.")
        .field("description", &RecordedRun::description, "As it was begun.");
}

void bind_rows(py::module_& m) {
    using Row = RecordedOutcome;
    Value<Row>(m, "RecordedOutcome", "One row of a run.")
        .field("position", &Row::position, "Among the inputs, from 0.")
        .field("outcome", &Row::outcome, "For a row that was not reached: a failure `cancelled`.")
        .field("document_digest", &Row::document_digest, "Empty if the document could not be read.")
        .field("time", &Row::time, "When it was stored; empty if it was not reached.");
    Value<NamedDocument>(m, "NamedDocument", "A document as a run had it.")
        .field("name", &NamedDocument::name, "Its whole name.")
        .field("digest", &NamedDocument::digest, "Empty if it could not be read, or was not reached.");
    Value<Erased>(m, "Erased", "How much was erased.")
        .field("runs", &Erased::runs, "Whole runs.")
        .field("outcomes", &Erased::outcomes, "Rows of runs that stay.")
        .field("replies", &Erased::replies, "Answers, with their questions.")
        .field("documents", &Erased::documents, "Texts of documents.");
}

std::vector<NamedDocument> documents_named(Record const& record, py::str const& name) {
    auto const text = from_str(name);
    ReleaseGil release;
    return record.documents_named(text);
}

Erased forget_unread(Record& record, py::str const& name) {
    auto const text = from_str(name);
    ReleaseGil release;
    return record.forget_unread(text);
}

/// What a Python subclass of ReplyStore is in C++.
class PythonStore final : public ReplyStore, public py::trampoline_self_life_support {
public:
    std::optional<LlmReply> find(std::string const& key) const override {
        return call<std::optional<LlmReply>>("find", key);
    }
    LlmReply keep(RecordedReply const& reply) override { return call<LlmReply>("keep", reply); }
    void drop(std::string const& key) override { call<void>("drop", key); }

private:
    template <class Result, class Argument>
    Result call(char const* name, Argument const& argument) const {
        return call_python([&]() -> Result {
            auto method = py::get_override(static_cast<ReplyStore const*>(this), name);
            if (!method)
                throw CallerError(ErrorCode::invalid_argument,
                                  "the store does not define " + std::string(name) + "()");
            py::tuple arguments(1);
            arguments[0] = py::cast(argument);
            auto result = ats::bindings::invoke(method, arguments);
            if constexpr (!std::is_void_v<Result>) return result.template cast<Result>();
        });
    }
};

void bind_store(py::module_& m) {
    using release = py::call_guard<ReleaseGil>;
    py::classh<ReplyStore, PythonStore>(
        m, "ReplyStore",
        "Keeps answers by their key. A subclass defines find(), keep() and drop(), which are called on many "
        "threads; an answer is used only when keep() has returned.")
        .def(py::init<>())
        .def("find", &ReplyStore::find, "key"_a, release(), "The answer stored under the key, or None.")
        .def("keep", &ReplyStore::keep, "reply"_a, release(),
             "Stores an answer; the first under a key stays. Returns the one that is stored now.")
        .def("drop", &ReplyStore::drop, "key"_a, release(),
             "Drops an answer that turned out to be of no use, if it is there.");
}

void bind_class(py::module_& m) {
    using release = py::call_guard<ReleaseGil>;
    py::classh<Record, ReplyStore>(
        m, "Record",
        "The durable store of answers and runs: one SQLite file, for many threads and several "
        "processes. Every call releases the GIL. Raises CallerError record_failed.")
        .def(py::init([](py::object const& path, RecordOptions const* options, py::kwargs const& fields) {
                 auto const text = from_str(py::module_::import("os").attr("fsdecode")(path));
                 auto own = options_of(options, fields);
                 ReleaseGil release_gil;
                 return std::make_shared<Record>(text, std::move(own));
             }),
             "path"_a, "options"_a = py::none())
        .def(
            "path", [](Record const& record) { return to_str(record.path()); }, "The path of the file.")
        .def("replies", &Record::replies, "document_digest"_a, release(),
             "The answers about a document, oldest first.")
        .def("unfinished", &Record::unfinished, "description"_a, release(),
             "The number of the run that a RunLog of this description would continue; None if there is none.")
        .def("runs", &Record::runs, release(), "Every run, oldest first.")
        .def("run", &Record::run, "id"_a, release(), "A run but for its outcomes.")
        .def("outcomes", &Record::outcomes, "id"_a, "first"_a = 0, "count"_a = SIZE_MAX, release(),
             "The rows [first, first + count) of a run, in the order of its inputs.")
        .def("document_text", &Record::document_text, "digest"_a, release(),
             "The text of a document that was read, or None.")
        .def("documents_named", &documents_named, "name"_a,
             "Documents that runs had under this name, whole or the last part of a path.")
        .def("forget", &Record::forget, "document_digest"_a, release(),
             "Erases all of a document, and of every document with the same text; its rows stay as failures "
             "`document_forgotten`.")
        .def("forget_unread", &forget_unread, "name"_a,
             "Erases the rows of documents of this whole name that could not be read or were not reached.")
        .def("purge", &Record::purge, "older_than"_a, release(),
             "Erases runs and answers that are older, and documents that nothing needs any more.");
}

void write(RunLog& log, std::size_t position, std::optional<Document> const& document,
           Outcome const& outcome) {
    log.write(position, document ? &*document : nullptr, outcome);
}

void bind_log(py::module_& m) {
    using release = py::call_guard<ReleaseGil>;
    py::classh<RunLog>(
        m, "RunLog",
        "Writes one run into a record. As JobQueueOptions.on_outcome it writes each outcome of "
        "a queue that takes this run's inputs in their order. Every call releases the GIL.")
        .def(py::init<std::shared_ptr<Record>, RunDescription>(), py::arg("record").none(false),
             "description"_a, release())
        .def("id", &RunLog::id, "The number of the run.")
        .def("as_of", &RunLog::as_of, "The date that the run judges years against.")
        .def("continued", &RunLog::continued, "True if the run had been begun before.")
        .def("write", &write, "position"_a, "document"_a, "outcome"_a, release(),
             "Stores what became of the input at `position`, from 0. On disk when it returns.")
        .def("finish", &RunLog::finish, release(), "Marks the run as finished.");
}

void bind_policies(py::module_& m) {
    Value<ClientPolicies>(m, "ClientPolicies", "What stands between the questions and a model.")
        .field("redact", &ClientPolicies::redact,
               "What identifies a person is replaced before the model sees it.")
        .field("record", &ClientPolicies::record, "Where answers are kept; None: nowhere.")
        .field("validating", &ClientPolicies::validating, "How often a faulty answer is asked for again.")
        .field("retrying", &ClientPolicies::retrying, "How often and how patiently a failure is tried again.")
        .field("budget", &ClientPolicies::budget, "What may be spent in all.")
        .field("limiter", &ClientPolicies::limiter,
               "The limits of the server, shared; None: one of its own.");
    m.def(
        "with_policies",
        [](std::shared_ptr<LlmClient> model, ClientPolicies const* policies, std::string identity,
           py::kwargs const& fields) {
            auto composed =
                with_policies(std::move(model), options_of(policies, fields), std::move(identity));
            return py::make_tuple(std::move(composed.client), std::move(composed.meter));
        },
        py::arg("model").none(false), "policies"_a = py::none(), py::kw_only(), "identity"_a = "",
        "The client with redaction, record, validation, retries, budget and limits around it, in this order, "
        "and what counts its costs.");
}

}  // namespace

void bind_record(py::module_& m) {
    bind_replies(m);
    bind_runs(m);
    bind_rows(m);
    bind_store(m);
    bind_class(m);
    bind_log(m);
    py::classh<RecordingClient, LlmClient>(
        m, "RecordingClient", "Asks nothing twice: answers come from the store where it has them.")
        .def(py::init<std::shared_ptr<LlmClient>, std::shared_ptr<ReplyStore>, std::string>(),
             py::arg("inner").none(false), py::arg("store").none(false), "identity"_a);
    bind_policies(m);
}

}  // namespace ats::bindings
