#include <string>

#include <doctest/doctest.h>

#include <ats/job_lines.hpp>

using namespace ats;

namespace {

// "pay: 30k" for each line left out, where the criteria come from the lines given.
std::string left_out(std::string_view text, std::vector<std::string> const& sources) {
    Document document;
    document.text = text;
    std::vector<Criterion> criteria;
    for (auto const& source : sources) {
        Criterion criterion;
        criterion.text = source;
        criterion.source = source;
        criteria.push_back(criterion);
    }
    std::string all;
    for (auto const& line : lines_left_out(document, criteria))
        all += std::string(to_string(line.kind)) + ": " + line.text + '\n';
    return all;
}

}  // namespace

TEST_CASE("lines that no criterion comes from are listed with what they are about") {
    CHECK(left_out("Carer\n\nRequirements\n- First aid certificate\n- No degree required\n- Own car\n\n"
                   "Benefits\n- Company pension\n- Salary: 24,000 a year\n\nSend your CV to Jo.\n",
                   {"Carer", "First aid certificate"}) ==
          "heading: Requirements\nnot_needed: No degree required\nrequirement: Own car\nheading: Benefits\n"
          "benefit: Company pension\npay: Salary: 24,000 a year\napplication: Send your CV to Jo.\n");
}

TEST_CASE("a line is not left out where a criterion comes from a part of it, or from more than it") {
    CHECK(
        left_out("Python and SQL, please\nTwo years\nin a bank\n", {"Python and SQL", "Two years in a bank"})
            .empty());
    CHECK(left_out("Zorblat\n", {}) == "other: Zorblat\n");
    CHECK(left_out("", {}).empty());
}
