#include "llm/openai_envelope.hpp"

namespace ats::openai {
namespace {

/// A chat completion has some 50 values in 6 levels. More is an attack on our memory.
constexpr int max_depth = 64;
constexpr std::size_t max_values = 200'000;

struct TooComplex {};

}  // namespace

EnvelopeJson parse_envelope(std::string const& body) {
    std::size_t values = 0;
    auto const guard = [&values](int depth, EnvelopeJson::parse_event_t, EnvelopeJson const&) {
        if (depth > max_depth || ++values > max_values) throw TooComplex{};
        return true;
    };
    try {
        return EnvelopeJson::parse(body, guard);
    } catch (EnvelopeJson::exception const&) {
        return EnvelopeJson::value_t::discarded;
    } catch (TooComplex const&) {
        return EnvelopeJson::value_t::discarded;
    }
}

EnvelopeJson const& member(EnvelopeJson const& object, char const* key) {
    static EnvelopeJson const none;
    if (!object.is_object()) return none;
    auto const found = object.find(key);
    return found == object.end() ? none : *found;
}

std::string text_of(EnvelopeJson const& value) {
    return value.is_string() ? value.get<std::string>() : std::string();
}

}  // namespace ats::openai
