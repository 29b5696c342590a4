#include "llm/schema.hpp"

#include <doctest/doctest.h>

#include "llm/requests.hpp"

using namespace ats;
using namespace ats::llm;
using ats::test::error_of;

namespace {

std::vector<std::string> lines(std::string const& schema, std::string const& value) {
    std::vector<std::string> result;
    for (auto const& fault : Schema(schema).faults(Json::parse(value)))
        result.push_back(line_for_model(fault));
    return result;
}

using Lines = std::vector<std::string>;

}  // namespace

TEST_CASE("a fault names its place, its value and what is wrong") {
    auto const schema = test::score_schema();
    std::string const good = R"({"quotes":[],"reason":"","score":5})";
    CHECK(lines(schema, R"({"scores":{"c1":)" + good + R"(,"c2":)" + good + "}}").empty());
    CHECK(lines(schema, R"({"scores":{"c1":)" + good + R"(,"c2":{"quotes":[],"reason":"","score":97}}})") ==
          Lines{"/scores/c2/score: 97 is more than 5"});
    CHECK(lines(schema, R"({"scores":{"c1":)" + good + "}}") == Lines{"/scores: the property c2 is missing"});
    CHECK(lines(schema, R"({"scores":[]})") == Lines{"/scores: an array is not of type object"});
    CHECK(lines(schema, R"({"total":3})") ==
          Lines{"the property scores is missing", "\"total\" is no property that was asked for"});
}

TEST_CASE("types are checked, and a whole float is an integer") {
    CHECK(lines(R"({"type":"integer"})", "7.0").empty());
    CHECK(lines(R"({"type":"integer"})", "7.5") == Lines{"7.5 is not of type integer"});
    CHECK(lines(R"({"type":"number"})", "7").empty());
    CHECK(lines(R"({"type":["string","null"]})", "null").empty());
    CHECK(lines(R"({"type":["string","null"]})", "true") == Lines{"true is not of type string, null"});
    CHECK(lines(R"({"type":"boolean"})", "0") == Lines{"0 is not of type boolean"});
    CHECK(lines(R"({"type":"string"})", "null") == Lines{"null is not of type string"});
}

TEST_CASE("ranges, counts and choices are checked") {
    CHECK(lines(R"({"type":["number","null"],"minimum":0,"maximum":60})", "null").empty());
    CHECK(lines(R"({"type":"number","minimum":0})", "-0.5") == Lines{"-0.5 is less than 0"});
    CHECK(lines(R"({"type":"array","minItems":1,"items":{"type":"string"}})", "[]") ==
          Lines{"an array has fewer than 1 item"});
    CHECK(lines(R"({"type":"array","maxItems":2,"items":{"type":"string"}})", R"(["a",1,"c"])") ==
          Lines{"an array has more than 2 items", "/1: 1 is not of type string"});
    CHECK(lines(R"({"enum":["must","nice"]})", R"("maybe")") == Lines{"\"maybe\" is none of must, nice"});
    CHECK(lines(R"({"enum":[0,1,null]})", "1.0").empty());
}

TEST_CASE("a schema with a keyword that is not checked is a defect") {
    for (auto const* const schema :
         {R"({"type":"string","pattern":"a"})", R"({"anyOf":[{"type":"string"}]})", R"({"type":"text"})",
          R"({"additionalProperties":true})", R"({"properties":{"a":{"$ref":"#"}}})", R"({"items":[]})",
          R"({"required":"a"})", "[]", "", R"({"maxItems":-1})", R"({"enum":[]})"}) {
        CAPTURE(schema);
        CHECK(error_of([&] { Schema{schema}; }).first == ErrorCode::internal);
    }
    std::string deep = R"({"type":"string"})";
    for (int i = 0; i < 100; ++i) deep = R"({"items":)" + deep + "}";
    CHECK(error_of([&] { Schema{deep}; }).first == ErrorCode::internal);
}

TEST_CASE("a long value is shortened by characters, and people are not shown words of the answer") {
    std::string letters;
    for (int i = 0; i < 50; ++i) letters += "\xC3\xA9";
    auto const faults = Schema(R"({"type":"number"})").faults(Json(letters));
    REQUIRE(faults.size() == 1);
    CHECK(line_for_model(faults[0]) == "\"" + letters.substr(0, 2 * 39) + "... is not of type number");
    CHECK(line_for_people(faults[0]) == "a text is not of type number");
    CHECK(line_for_people({"/a", "97", "is more than 5"}) == "/a: 97 is more than 5");
}

TEST_CASE("at most 20 faults are listed") {
    std::string many = "[0";
    for (int i = 0; i < 99; ++i) many += ",0";
    CHECK(lines(R"({"type":"array","items":{"type":"string"}})", many + "]").size() == 20);
}
