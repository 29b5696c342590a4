#include "llm/json_extract.hpp"

#include <doctest/doctest.h>

using namespace ats;
using namespace ats::llm;

namespace {

/// @returns the object, or what is wrong.
std::string extracted(std::string const& text, std::vector<std::string> const& keys = {"a"}) {
    auto const result = extract_object(text, keys);
    return result.object ? dump_json(*result.object) : line_for_model(result.fault);
}

}  // namespace

TEST_CASE("the object is taken out of what surrounds it") {
    CHECK(extracted(R"({"b": 2, "a": 1})") == R"({"b":2,"a":1})");
    CHECK(extracted("\xEF\xBB\xBF {\"a\":1}\n") == R"({"a":1})");
    CHECK(extracted("```json\n{\"a\":1}\n```") == R"({"a":1})");
    CHECK(extracted("Here you are: {\"a\":1}. See also {x}.") == R"({"a":1})");
    CHECK(extracted("With {braces} first: {\"a\":\"}{\\\"\"}") == R"({"a":"}{\""})");
}

TEST_CASE("drafts within a think block are no answer, whether or not its beginning is shown") {
    CHECK(extracted("<think>maybe {\"a\":9}</think>{\"a\":1}") == R"({"a":1})");
    CHECK(extracted("maybe {\"a\":9}?\n</think>\n\n{\"a\":1}") == R"({"a":1})");
    CHECK(extracted("<think>maybe {\"a\":9}") == "the answer holds no JSON object");
    CHECK(extracted(R"({"a":"a resume that says </think>{\"a\":5}"})") ==
          R"({"a":"a resume that says </think>{\"a\":5}"})");
}

TEST_CASE("the first object with the keys asked for is taken; without one, the first") {
    CHECK(extracted(R"({"b":1} {"a":2} {"a":3})") == R"({"a":2})");
    CHECK(extracted(R"({"b":1} {"c":2})") == R"({"b":1})");
}

TEST_CASE("what is no strict JSON is refused") {
    CHECK(extracted("I cannot help with that.") == "the answer holds no JSON object");
    CHECK(extracted("") == "the answer holds no JSON object");
    CHECK(extracted(R"({"a":1,"a":2})") == "the answer is no valid JSON: a key stands twice in one object");
    CHECK(extracted(R"({"a":{"b":1,"c":[{"b":1}],"b":2}})") ==
          "the answer is no valid JSON: a key stands twice in one object");
    CHECK(extracted(R"({"a":1e999})") == "the answer is no valid JSON: a number is out of range");
    for (auto const* const text : {"{\"a\":NaN}", "{\"a\":1,}", "{'a':1}", "{\"a\":\"\xFF\"}",
                                   "{\"a\":\"\\ud800\"}", "{\"a\":[1,2", "{\"a\":1 // one\n}"}) {
        CAPTURE(text);
        CHECK(extracted(text).find("is where the answer stops being valid JSON") != std::string::npos);
    }
}

TEST_CASE("the same key in different objects is no duplicate") {
    CHECK(extracted(R"({"a":{"x":1},"b":{"x":1}})") == R"({"a":{"x":1},"b":{"x":1}})");
}

TEST_CASE("an answer that is too long, too deep or too rich is refused") {
    CHECK(extracted("{\"a\":\"" + std::string(2'000'000, 'x') + "\"}") == "the answer is too long");
    CHECK(extracted("{\"a\":" + std::string(100, '[') + std::string(100, ']') + "}") ==
          "the answer is no valid JSON: it is nested too deeply");
    std::string many = "{\"a\":[0";
    for (int i = 0; i < 30'000; ++i) many += ",0";
    CHECK(extracted(many + "]}") == "the answer is no valid JSON: it has too many values");
    CHECK(extracted(std::string(900'000, '{')).find("valid JSON") != std::string::npos);
}
