// The words of a page, anywhere and of any size.
#include <cmath>
#include <cstring>
#include <map>
#include <string>
#include <vector>

#include "checks.hpp"
#include "documents/pdf_reply.hpp"
#include "pdf_worker/layout.hpp"
#include "pdf_worker/scripts.hpp"
#include "target.hpp"
#include "text/normal_form.hpp"
#include "text/utf8.hpp"

namespace {

using ats::pdf::PageText;
using ats::pdf::PageWitness;
using ats::pdf::Word;

/// Takes values from the front of the input; zeros when it is used up.
class Input {
public:
    explicit Input(std::string_view bytes) : rest_(bytes) {}

    bool is_at_end() const { return rest_.empty(); }

    std::string_view take(std::size_t size) {
        auto const taken = rest_.substr(0, size);
        rest_.remove_prefix(taken.size());
        return taken;
    }

    template <class Value>
    Value take() {
        Value value{};
        auto const bytes = take(sizeof value);
        if (!bytes.empty()) std::memcpy(&value, bytes.data(), bytes.size());
        return value;
    }

private:
    std::string_view rest_;
};

/// Boxes as they stand on pages, in small numbers; or whatever the bytes say, NaN and infinity too.
void take_box(Input& input, Word& word, bool plain) {
    if (!plain) {
        word.left = input.take<float>(), word.top = input.take<float>();
        word.right = input.take<float>(), word.bottom = input.take<float>();
        return;
    }
    word.left = 3.0 * input.take<std::uint8_t>();
    word.top = 3.5 * input.take<std::uint8_t>();
    auto const size = input.take<std::uint8_t>();
    word.right = word.left + 6 * (size & 15);
    word.bottom = word.top + (size >> 4);
}

/// The text of a word as the worker makes it of a font's codes.
std::string take_text(Input& input) {
    auto const bytes = ats::text::repair_utf8(input.take(input.take<std::uint8_t>() & 15));
    return ats::pdf::in_reading_direction(ats::text::normal_form(bytes));
}

/// Whatever a file may say of a word.
void take_witness(Input& input, Word& word) {
    auto const flags = input.take<std::uint8_t>();
    auto& witness = word.witness;
    witness.drawn = input.take<std::uint8_t>() - 1;
    witness.tree = (flags & 1) != 0 ? input.take<std::uint8_t>() : -1;
    witness.artifact = (flags & 6) == 6;
    witness.space_drawn = (flags & 8) != 0;
    bool const plain = (flags & 48) != 48;
    witness.baseline = plain ? word.bottom - 2 : input.take<float>();
    witness.font_size = plain ? word.height() : input.take<float>();
    witness.shown = static_cast<std::uint32_t>(witness.drawn / 4);
}

Word take_word(Input& input) {
    auto const flags = input.take<std::uint8_t>();
    Word word;
    word.rotation = flags & 3;
    word.space_after = (flags & 4) == 0;
    word.soft_hyphen = (flags & 8) != 0;
    if ((flags & 48) == 48) word.link = "mailto:a@b.c";
    take_box(input, word, (flags & 192) != 192);
    word.text = take_text(input);
    if (word.soft_hyphen) word.text += '-';
    take_witness(input, word);
    return word;
}

std::vector<Word> words_of(Input input) {
    std::vector<Word> words;
    while (!input.is_at_end()) {
        auto word = take_word(input);
        if (word.text.find_first_not_of(' ') != word.text.npos) words.push_back(std::move(word));
    }
    return words;
}

/// Of a page whose words are all found, with a box around each fourth of them.
PageWitness witness_of(std::vector<Word> const& words) {
    PageWitness out;
    out.joined = 1;
    std::size_t ranked = 0;
    for (std::size_t i = 0; i < words.size(); ++i) {
        auto const& word = words[i];
        ranked += word.witness.tree >= 0 ? 1 : 0;
        if (i % 4 == 0) out.shapes.push_back({word.left - 2, word.top - 2, word.right + 2, word.bottom + 2});
    }
    out.tree_cover = words.empty() ? 0 : static_cast<double>(ranked) / static_cast<double>(words.size());
    return out;
}

std::string_view text_of(PageText const& page, ats::pdf::WordPlace const& place) {
    return std::string_view(page.text).substr(place.begin, place.end - place.begin);
}

/// Each word is written once; a line-end hyphen may be left out.
void require_every_word(std::vector<Word> const& words, PageText const& page) {
    std::map<std::string, int> left;
    for (auto const& word : words) ++left[word.text];
    for (auto const& place : page.words) {
        std::string const text(text_of(page, place));
        auto const whole = left.find(text);
        auto const found = whole != left.end() && whole->second > 0 ? whole : left.find(text + '-');
        fuzz::require(found != left.end() && found->second > 0, "no word comes from nowhere");
        --found->second;
    }
    fuzz::require(page.words.size() == words.size(), "every word is written");
}

/// Between the words there is white space, and nothing else but link targets.
void require_nothing_else(PageText const& page, bool links) {
    std::size_t end = 0;
    auto const is_white = [&](std::size_t last) { return page.text.find_first_not_of(" \t\n", end) >= last; };
    for (auto const& place : page.words) {
        fuzz::require(links || is_white(place.begin), "words are parted by white space");
        end = place.end;
    }
    fuzz::require(links || is_white(page.text.size()), "nothing stands behind the last word");
}

/// The library takes what the worker says of this page.
void require_it_obeys_protocol(PageText const& page) {
    ats::pdf::PageHeader header{};
    header.words = static_cast<std::uint32_t>(page.words.size());
    header.text_bytes = static_cast<std::uint32_t>(page.text.size());
    std::string payload(reinterpret_cast<char const*>(&header), sizeof header);
    payload.append(reinterpret_cast<char const*>(page.words.data()),
                   page.words.size() * sizeof(ats::pdf::WordPlace));
    payload += page.text;
    ats::worker::Reply const reply{ats::worker::reply_magic, ats::worker::Status::text, 0, 1, payload.size()};
    fuzz::require(ats::documents::read_reply(reply, payload).has_value(), "the reply obeys the protocol");
}

}  // namespace

int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    auto const words = words_of(Input(fuzz::bytes_of(data, size)));
    auto const page = ats::pdf::page_text(words, witness_of(words));
    bool links = false;
    for (auto const& word : words) links = links || !word.link.empty();
    fuzz::require(page.text.empty() == words.empty(), "there is text if there are words");
    fuzz::require(page.text.empty() || page.text.back() == '\n', "the last line has an end");
    require_it_obeys_protocol(page);
    require_every_word(words, page);
    require_nothing_else(page, links);
    return 0;
}
