#include "bindings.hpp"

PYBIND11_MODULE(_core, m) {
    using namespace ats::bindings;
    m.doc() =
        "The C++ library. Durations are datetime.timedelta (a number is taken as seconds), dates are "
        "datetime.date, offsets count characters; lists are copies.";
    bind_errors(m);
    bind_context(m);
    bind_documents(m);
    bind_criteria(m);
    bind_clients(m);
    bind_redaction(m);
    bind_scoring(m);
    bind_record(m);
    bind_queue(m);
    bind_reports(m);
    bind_audit(m);
    bind_testing(m);
    m.def("version", &ats::version, "The version of the library that was loaded.");
}
