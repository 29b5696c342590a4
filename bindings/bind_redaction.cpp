#include "values.hpp"

namespace ats::bindings {
namespace {

std::vector<std::string> kinds_in(std::string const& text) {
    std::vector<std::string> names;
    for (auto const kind : identifiers_in(text)) names.emplace_back(to_string(kind));
    return names;
}

}  // namespace

void bind_redaction(py::module_& m) {
    py::classh<Redacted>(m, "Redacted", "One identifier, and what stands in its place.")
        .def_readonly("placeholder", &Redacted::placeholder, "Such as \"[EMAIL 1]\".")
        .def_readonly("original", &Redacted::original, "As it was spelled first.")
        .def_property_readonly(
            "kind", [](Redacted const& part) { return std::string(to_string(part.kind)); },
            "name, email, phone, address, link, birth_date or personal.");
    py::classh<Redaction>(m, "Redaction",
                          "A redacted text, and the map back, which is as secret as the resume.")
        .def_readonly("text", &Redaction::text, "With placeholders.")
        .def_readonly("parts", &Redaction::parts, "In the order in which they appear first. A copy.")
        .def("restore", &Redaction::restore, "redacted"_a, "The text with the originals again.");
    m.def(
        "redact",
        [](std::string const& text, std::string const& surroundings) { return redact(text, surroundings); },
        "resume_text"_a, "surroundings"_a = "", py::call_guard<py::gil_scoped_release>(),
        "Replaces what identifies a person by placeholders that equal nothing in the text or its "
        "surroundings. Releases the GIL.");
    m.def("identifiers_in", &kinds_in, "text"_a, py::call_guard<py::gil_scoped_release>(),
          "The kinds of identifiers (email, phone, link) that are left in a text. Releases the GIL.");
    py::classh<RedactingClient, LlmClient>(
        m, "RedactingClient",
        "The outermost client: what it wraps sees placeholders in the place of what identifies a person.")
        .def(py::init<std::shared_ptr<LlmClient>>(), py::arg("inner").none(false));
}

}  // namespace ats::bindings
