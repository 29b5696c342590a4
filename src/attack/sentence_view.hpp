#pragma once

#include <algorithm>
#include <initializer_list>
#include <string_view>
#include <vector>

#include "attack/sentences.hpp"
#include "text/lists.hpp"

namespace ats::attack {

/// One sentence, asked for what it holds. Places are indices of words; one outside the sentence is an
/// empty word.
class SentenceView {
public:
    SentenceView(std::string_view text, std::vector<text::Word> const& words, Sentence const& sentence)
        : text_(text), words_(words), begin_(sentence.begin), end_(sentence.end) {}

    std::size_t begin() const { return begin_; }
    std::size_t end() const { return end_; }
    std::size_t size() const { return end_ - begin_; }

    std::string_view at(std::size_t i) const {
        return i >= begin_ && i < end_ ? std::string_view(words_[i].text) : std::string_view();
    }

    /// Whether a word of `table` stands in [from, to).
    template <std::size_t N>
    bool any(std::string_view const (&table)[N], std::size_t from, std::size_t to) const {
        for (auto i = std::max(from, begin_); i < std::min(to, end_); ++i)
            if (text::listed(table, words_[i].text)) return true;
        return false;
    }

    bool any(std::initializer_list<std::string_view> table, std::size_t from, std::size_t to) const {
        for (auto i = std::max(from, begin_); i < std::min(to, end_); ++i)
            if (std::find(table.begin(), table.end(), words_[i].text) != table.end()) return true;
        return false;
    }

    bool stand(std::size_t i, std::initializer_list<std::string_view> phrase) const {
        return std::all_of(phrase.begin(), phrase.end(),
                           [&](std::string_view word) { return at(i++) == word; });
    }

    template <class Predicate>
    bool somewhere(Predicate predicate) const {
        for (auto i = begin_; i < end_; ++i)
            if (predicate(i)) return true;
        return false;
    }

    /// What stands between a word and the next one of the text.
    std::string_view after(std::size_t i) const {
        auto const next = i + 1 < words_.size() ? words_[i + 1].begin : text_.size();
        return text_.substr(words_[i].end, next - words_[i].end);
    }

    /// Whether a word begins the sentence or a line of it.
    bool starts(std::size_t i) const {
        return i == begin_ || (i > begin_ && i < end_ && after(i - 1).find('\n') != std::string_view::npos);
    }

    bool capital(std::size_t i) const {
        return i >= begin_ && i < end_ && text_[words_[i].begin] >= 'A' && text_[words_[i].begin] <= 'Z';
    }

    /// "Excel, scheduling, order entry, scanning": a comma for every few words.
    bool is_list() const {
        constexpr std::size_t fewest_words = 6, words_for_each = 4;
        auto const written = text_.substr(words_[begin_].begin, words_[end_ - 1].end - words_[begin_].begin);
        auto const commas = static_cast<std::size_t>(std::count(written.begin(), written.end(), ','));
        return size() >= fewest_words && commas * words_for_each >= size();
    }

private:
    std::string_view text_;
    std::vector<text::Word> const& words_;
    std::size_t begin_;
    std::size_t end_;
};

}  // namespace ats::attack
