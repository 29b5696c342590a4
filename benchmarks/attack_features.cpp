// Prints what the search for steering text sees in texts, for fit_attack.py: reads a line of JSON ("text")
// for each text, and writes one with its sentences: [[words, [feature, ...]], ...].

#include <iostream>
#include <string>

#include <nlohmann/json.hpp>

#include "attack/features.hpp"

using namespace ats::attack;

namespace {

std::string name_of(Feature const& feature) {
    auto name = std::to_string(static_cast<int>(feature.relation)) + ' ' + std::string(feature.a.name);
    if (!feature.b.name.empty()) name += '\t' + std::string(feature.b.name);
    return name;
}

nlohmann::json sentences_of(std::string const& text) {
    auto const words = words_as_seen(text);
    FeatureReader reader(text, words);
    auto found = nlohmann::json::array();
    for (auto const& sentence : sentences(text, words)) {
        auto names = nlohmann::json::array();
        for (auto const& feature : reader.read(sentence)) names.push_back(name_of(feature));
        auto const begin = words[sentence.begin].begin;
        found.push_back({text.substr(begin, words[sentence.end - 1].end - begin), std::move(names)});
    }
    return found;
}

}  // namespace

int main() {
    for (std::string line; std::getline(std::cin, line);) {
        auto const text = nlohmann::json::parse(line).at("text").get<std::string>();
        std::cout << sentences_of(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace)
                  << '\n';
    }
}
