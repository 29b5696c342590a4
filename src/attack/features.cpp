#include "attack/features.hpp"

#include <algorithm>
#include <string>
#include <unordered_map>

#include "attack/word_classes.hpp"

namespace ats::attack {
namespace {

// FNV-1a: the same on every machine, so that weights fitted once hold everywhere.
constexpr std::uint64_t offset_basis = 14695981039346656037u;
constexpr std::uint64_t prime = 1099511628211u;

std::uint64_t hash_of(std::string_view name) {
    auto hash = offset_basis;
    for (char const c : name) hash = (hash ^ static_cast<unsigned char>(c)) * prime;
    return hash;
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// A year says something, and a number that has a class; another number is only a number.
std::string_view name_of(text::Word const& word, bool has_class) {
    std::string_view const text = word.text;
    if (has_class || !std::all_of(text.begin(), text.end(), is_digit)) return text;
    bool const year = text.size() == 4 && (text.substr(0, 2) == "19" || text.substr(0, 2) == "20");
    return year ? "<year>" : "<number>";
}

using Classes = std::unordered_map<std::string_view, std::vector<Token>>;

Classes read_word_classes() {
    Classes classes;
    for (auto const& each : word_classes) {
        auto const name = token(each.name);
        for (std::size_t begin = 0; begin < each.words.size();) {
            auto const end = std::min(each.words.find(' ', begin), each.words.size());
            classes[each.words.substr(begin, end - begin)].push_back(name);
            begin = end + 1;
        }
    }
    return classes;
}

std::vector<Token> const& classes_of(std::string_view word) {
    static Classes const classes = read_word_classes();
    static std::vector<Token> const none;
    auto const found = classes.find(word);
    return found == classes.end() ? none : found->second;
}

bool ends_in(std::string_view word, std::string_view ending) {
    return word.size() > ending.size() + 1 && word.substr(word.size() - ending.size()) == ending;
}

}  // namespace

Token token(std::string_view name) { return {name, hash_of(name)}; }

std::uint64_t Feature::key() const {
    auto hash = (a.hash ^ static_cast<std::uint64_t>(relation)) * prime;
    hash ^= hash >> 32;
    return (hash ^ b.hash) * prime;
}

FeatureReader::FeatureReader(std::string_view text, std::vector<text::Word> const& words)
    : text_(text), words_(words) {
    seen_.reserve(words.size());
    for (auto const& word : words) {
        auto const& classes = classes_of(word.text);
        seen_.push_back({token(name_of(word, !classes.empty())), &classes});
    }
}

std::vector<Feature> const& FeatureReader::read(Sentence const& sentence) {
    features_.clear();
    read_words(sentence);
    read_beginning(sentence);
    read_marks(sentence);
    read_shape(sentence);
    return features_;
}

void FeatureReader::add_all(Relation relation, SeenWord const& word) {
    add(relation, word.word);
    for (auto const& each : *word.classes) add(relation, each);
}

void FeatureReader::read_words(Sentence const& sentence) {
    for (auto i = sentence.begin; i < sentence.end; ++i) {
        add_all(Relation::has, seen_[i]);
        if (i + 1 < sentence.end) read_neighbours(seen_[i], seen_[i + 1]);
        if (!seen_[i].classes->empty()) read_classes_near(sentence, i);
    }
}

void FeatureReader::read_neighbours(SeenWord const& left, SeenWord const& right) {
    add(Relation::beside, left.word, right.word);
    for (auto const& each : *left.classes) add(Relation::beside, each, right.word);
    for (auto const& each : *right.classes) add(Relation::beside, left.word, each);
}

void FeatureReader::read_classes_near(Sentence const& sentence, std::size_t i) {
    constexpr std::size_t farthest = 5;
    for (auto j = i + 1; j < std::min(i + farthest + 1, sentence.end); ++j)
        for (auto const& a : *seen_[i].classes)
            for (auto const& b : *seen_[j].classes) add(Relation::near, a, b);
}

void FeatureReader::read_beginning(Sentence const& sentence) {
    auto const& first = seen_[sentence.begin];
    add_all(Relation::first, first);
    if (sentence.end - sentence.begin < 2) return;
    auto const& second = seen_[sentence.begin + 1];
    add(Relation::first, first.word, second.word);
    for (auto const& each : *second.classes) add(Relation::second, each);
}

std::string_view FeatureReader::gap_after(std::size_t i) const {
    auto const next = i + 1 < words_.size() ? words_[i + 1].begin : text_.size();
    return text_.substr(words_[i].end, next - words_[i].end);
}

void FeatureReader::read_marks(Sentence const& sentence) {
    static constexpr std::string_view marks = "=({[<>/\"|`_*#!?:";
    auto const add_marks = [this](Relation relation, std::string_view gap) {
        for (std::size_t i = 0; i < marks.size(); ++i)
            if (gap.find(marks[i]) != std::string_view::npos) add(relation, token(marks.substr(i, 1)));
    };
    constexpr std::size_t near = 3;
    auto const begin = words_[sentence.begin].begin;
    add_marks(Relation::opens, text_.substr(begin - std::min(near, begin), std::min(near, begin)));
    add_marks(Relation::closes, gap_after(sentence.end - 1).substr(0, near));
    for (auto i = sentence.begin; i + 1 < sentence.end; ++i) {
        auto const gap = gap_after(i);
        if (gap == " ") continue;
        add_marks(Relation::mark, gap);
        if (gap.find(':') == std::string_view::npos) continue;
        for (auto const& each : *seen_[i].classes) add(Relation::before, each);
        add_all(Relation::after, seen_[i + 1]);
    }
}

void FeatureReader::read_shape(Sentence const& sentence) {
    auto const size = sentence.end - sentence.begin;
    constexpr std::string_view lengths[] = {"1 word", "2 or 3 words", "4 to 7 words", "8 to 15 words",
                                            "longer"};
    add(Relation::shape, token(lengths[size < 2 ? 0 : size < 4 ? 1 : size < 8 ? 2 : size < 16 ? 3 : 4]));
    auto const begin = words_[sentence.begin].begin;
    auto const written = text_.substr(begin, words_[sentence.end - 1].end - begin);
    auto const is_small = [](char c) { return c >= 'a' && c <= 'z'; };
    if (size > 3 && std::none_of(written.begin(), written.end(), is_small))
        add(Relation::shape, token("capitals"));
    constexpr std::size_t words_for_each_comma = 4;
    if (static_cast<std::size_t>(std::count(written.begin(), written.end(), ',')) * words_for_each_comma >=
        size)
        add(Relation::shape, token("list"));
    auto const first = std::string_view(words_[sentence.begin].text);
    if (ends_in(first, "ed")) add(Relation::shape, token("begins in -ed"));
    if (ends_in(first, "ing")) add(Relation::shape, token("begins in -ing"));
    for (auto i = sentence.begin; i < sentence.end; ++i)
        if (ends_in(words_[i].text, "ed") && seen_[i].classes->empty())
            add(Relation::shape, token("has -ed"));
}

}  // namespace ats::attack
