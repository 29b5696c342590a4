#include "llm/openai_words.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <vector>

#include "llm/openai_wire.hpp"
#include "text/ascii.hpp"

namespace ats::openai {
namespace {

/// Words that stand in a message, both of them; in small letters.
struct Words {
    std::string_view first;
    std::string_view second = {};
};

/// A prompt that does not fit, as OpenAI, Azure, vLLM, SGLang, llama.cpp, llama-cpp-python, LM Studio,
/// Ollama, TGI, Bedrock, Anthropic, Mistral, Gemini, Groq, GitHub Models, xAI, OpenRouter, LiteLLM, Cohere,
/// Cerebras, Moonshot, DashScope and Zhipu word it.
constexpr std::array<Words, 34> too_long = {{{"maximum context length"},
                                             {"available context size"},
                                             {"context length", "exceed"},
                                             {"context window", "exceed"},
                                             {"context size", "exceed"},
                                             {"context limit", "exceed"},
                                             {"contextwindowexceeded"},
                                             {"context overflow"},
                                             {"context the overflows"},
                                             {"larger context length"},
                                             {"longer than the model's context"},
                                             {"longer than the maximum model length"},
                                             {"longer than the context"},
                                             {"prompt is too long"},
                                             {"prompt too long"},
                                             {"prompt tokens too long"},
                                             {"prompt exceeds max length"},
                                             {"maximum prompt length"},
                                             {"input is too long"},
                                             {"input too long"},
                                             {"too many input tokens"},
                                             {"too many tokens", "prompt"},
                                             {"input token count", "exceed"},
                                             {"input tokens", "exceed"},
                                             {"input length", "exceed"},
                                             {"range of input length"},
                                             {"maximum number of tokens allowed"},
                                             {"model token limit", "exceed"},
                                             {"sequence length", "exceed"},
                                             {"`inputs` must have less than"},
                                             {"`inputs` tokens + `max_new_tokens`"},
                                             {"reduce the length of the"},
                                             {"reduce your message size"},
                                             {"request body too large"}}};

/// One request that takes more than a whole minute allows is no sooner taken later.
constexpr std::array<Words, 2> too_long_for_any_minute = {
    {{"request too large for"}, {"request is too large for"}}};

constexpr std::array<Words, 4> rate_limited = {
    {{"rate limit"}, {"ratelimit"}, {"too many requests"}, {"throttl"}}};

/// vLLM, SGLang, chat templates of Gemma and Mistral, Gemini.
constexpr std::array<Words, 9> no_system_role = {{{"system role"},
                                                  {"system message", "support"},
                                                  {"system prompt", "support"},
                                                  {"role 'system'"},
                                                  {"role \"system\""},
                                                  {"system", "role is not supported"},
                                                  {"developer instruction is not enabled"},
                                                  {"roles must alternate"},
                                                  {"only user and assistant roles"}}};

constexpr std::array<Words, 6> answer_limit = {{{"max_tokens"},
                                                {"max_completion_tokens"},
                                                {"max_new_tokens"},
                                                {"max_output_tokens"},
                                                {"completion tokens"},
                                                {"in the completion"}}};

/// Where these stand, the limit is that of prompt and answer together.
constexpr std::array<Words, 4> prompt_counted = {
    {{"`inputs`"}, {"input tokens"}, {"in the messages"}, {"prompt"}}};

/// An answer about one criterion takes more. Smaller numbers in a message are versions and the like.
constexpr std::int64_t least_room = 64;

bool says(std::string const& message, Words const& words) {
    return message.find(words.first) != std::string::npos && message.find(words.second) != std::string::npos;
}

template <class Table>
bool says_any(std::string const& message, Table const& table) {
    return std::any_of(table.begin(), table.end(), [&](Words const& words) { return says(message, words); });
}

bool is_part_of_name(char c) {
    return c == '-' || c == '_' || c == '.' || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

/// @returns the whole numbers of a message in small letters that are no part of a name or a fraction, and are
/// not `room`.
std::vector<std::int64_t> numbers_in(std::string_view message, std::int64_t room) {
    constexpr std::string_view digits = "0123456789";
    std::vector<std::int64_t> numbers;
    for (auto at = message.find_first_of(digits); at < message.size();
         at = message.find_first_of(digits, at)) {
        auto const end = std::min(message.find_first_not_of(digits, at), message.size());
        std::int64_t value = 0;
        bool const fits = std::from_chars(message.data() + at, message.data() + end, value).ec == std::errc();
        bool const begins = at == 0 || !is_part_of_name(message[at - 1]);
        bool const ends = end == message.size() || !is_part_of_name(message[end]) ||
                          (message[end] == '.' && (end + 1 == message.size() || message[end + 1] == ' '));
        if (fits && begins && ends && value != room) numbers.push_back(value);
        at = end;
    }
    return numbers;
}

/// What stands before a wait.
constexpr std::array<std::string_view, 5> announcing = {"try again in ", "retry in ", "try again after ",
                                                        "retry after ", "please wait "};

constexpr std::string_view number_letters = "0123456789.";

/// The units that are written out, as the duration that the headers know.
struct Unit {
    std::string_view words;
    std::string_view letters;
};
constexpr std::array<Unit, 8> units = {{{"milliseconds", "ms"},
                                        {"millisecond", "ms"},
                                        {"seconds", "s"},
                                        {"second", "s"},
                                        {"minutes", "m"},
                                        {"minute", "m"},
                                        {"hours", "h"},
                                        {"hour", "h"}}};

/// @returns "20s" of " 20 seconds."
std::string duration_at(std::string_view text) {
    auto const number = text.substr(0, text.find_first_not_of(number_letters));
    auto rest = text.substr(number.size());
    rest.remove_prefix(std::min(rest.find_first_not_of(' '), rest.size()));
    for (auto const& unit : units) {
        if (rest.starts_with(unit.words)) return std::string(number) + std::string(unit.letters);
    }
    // "1m30.5s", perhaps with the full stop of its sentence.
    auto letters = text.substr(0, text.find_first_not_of("0123456789.hms"));
    while (letters.ends_with('.')) letters.remove_suffix(1);
    return std::string(letters);
}

}  // namespace

std::string small(std::string_view text) {
    std::string result(text);
    std::transform(result.begin(), result.end(), result.begin(), text::ascii_lower);
    return result;
}

bool says_too_long(std::string_view message, bool may_be_rate) {
    auto const words = small(message);
    return says_any(words, too_long_for_any_minute) || (!may_be_rate && says_any(words, too_long));
}

bool says_no_system_role(std::string_view message) { return says_any(small(message), no_system_role); }

bool says_answer_limit(std::string_view message) { return says_any(small(message), answer_limit); }

std::optional<std::int64_t> room_in_words(std::string_view message, std::int64_t room) {
    auto const words = small(message);
    auto const numbers = numbers_in(words, room);
    std::int64_t most = 0;
    if (says_any(words, prompt_counted) && numbers.size() > 1) {
        // The limit stands before what was counted; with the answer counted in, that is more than the limit.
        auto const counted = std::find_if(numbers.begin() + 1, numbers.end(),
                                          [&](std::int64_t number) { return number < numbers.front(); });
        if (counted != numbers.end()) most = numbers.front() - *counted;
        if (counted == numbers.end()) return std::nullopt;
    } else {
        for (auto const number : numbers) {
            if (number < room) most = std::max(most, number);
        }
    }
    return most >= least_room && most < room ? std::optional(most) : std::nullopt;
}

bool says_rate_limited(std::string_view message) { return says_any(small(message), rate_limited); }

std::optional<std::chrono::milliseconds> wait_in_words(std::string_view message) {
    auto const words = small(message);
    for (auto const before : announcing) {
        auto const at = words.find(before);
        if (at == std::string::npos) continue;
        if (auto const wait = duration(duration_at(std::string_view(words).substr(at + before.size()))))
            return wait;
    }
    return std::nullopt;
}

}  // namespace ats::openai
