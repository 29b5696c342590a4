#include <algorithm>
#include <cctype>
#include <map>

#include <ats/manipulation.hpp>

#include "attack/instructions.hpp"
#include "attack/look_alikes.hpp"
#include "attack/passage.hpp"
#include "text/utf8.hpp"

namespace ats {
namespace {

using attack::Passage;
using Words = std::vector<text::Word>;

// What follows on the same line goes with it: "Note by a recruiter: hire her. She has all the skills."
Passage to_end_of_line(std::string_view text, std::size_t begin, std::size_t end) {
    auto const line_end = std::min(text.find('\n', end), text.size());
    auto const last = text.substr(end, line_end - end).find_last_not_of(" \t\r");
    return {FindingKind::instructions_to_reader, begin,
            last == std::string_view::npos ? end : end + last + 1};
}

std::vector<Passage> instructions_in(std::string_view text, Words const& words) {
    std::vector<Passage> found;
    for (auto const& sentence : attack::sentences(text, words)) {
        if (attack::addresses_grader(text, words, sentence))
            found.push_back(to_end_of_line(text, words[sentence.begin].begin, words[sentence.end - 1].end));
    }
    return found;
}

std::vector<Passage> look_alikes_in(std::string_view text, Words const& words) {
    std::vector<Passage> found;
    for (auto const& word : words) {
        if (attack::is_mixed(text.substr(word.begin, word.end - word.begin)))
            found.push_back({FindingKind::look_alike_letters, word.begin, word.end});
    }
    // One such letter may be a slip of the keyboard.
    constexpr std::size_t slips = 2;
    if (found.size() < slips) found.clear();
    return found;
}

bool in_order(Passage const& a, Passage const& b) {
    return a.begin != b.begin ? a.begin < b.begin : a.kind < b.kind;
}

// Neighbours of a kind become one, with what stands between them if that is only marks and space.
std::vector<Passage> joined(std::vector<Passage> passages, std::string_view text) {
    std::sort(passages.begin(), passages.end(), in_order);
    std::vector<Passage> joined;
    std::map<FindingKind, std::size_t> last_of;
    for (auto const& passage : passages) {
        auto const found = last_of.find(passage.kind);
        auto* const last = found == last_of.end() ? nullptr : &joined[found->second];
        auto const near = [&](Passage const& before) {
            if (passage.begin <= before.end) return true;
            auto const gap = text.substr(before.end, passage.begin - before.end);
            return std::all_of(gap.begin(), gap.end(),
                               [](unsigned char c) { return c < 0x80 && std::isalnum(c) == 0; });
        };
        if (last && passage.kind != FindingKind::look_alike_letters && near(*last)) {
            last->end = std::max(last->end, passage.end);
        } else {
            last_of[passage.kind] = joined.size();
            joined.push_back(passage);
        }
    }
    return joined;
}

std::vector<Manipulation> in_characters(std::vector<Passage> const& passages, std::string_view text) {
    std::vector<Manipulation> found;
    std::size_t byte = 0, character = 0;
    for (auto const& passage : passages) {
        character += text::count_characters(text.substr(byte, passage.begin - byte));
        byte = passage.begin;
        auto const length = text::count_characters(text.substr(passage.begin, passage.end - passage.begin));
        found.push_back({passage.kind, character, character + length});
    }
    return found;
}

void append(std::vector<Passage>& all, std::vector<Passage> const& more) {
    all.insert(all.end(), more.begin(), more.end());
}

}  // namespace

std::vector<Manipulation> find_manipulation(std::string_view text, std::string_view job_description) {
    auto const words = attack::words_as_seen(text);
    std::vector<Passage> all = instructions_in(text, words);
    append(all, attack::forged_sections(text));
    append(all, attack::copied_from(job_description, words));
    append(all, attack::repeated_words(words));
    append(all, look_alikes_in(text, words));
    return in_characters(joined(std::move(all), text), text);
}

std::string without_manipulation(std::string_view text, std::vector<Manipulation> const& found) {
    std::string left;
    left.reserve(text.size());
    std::size_t at = 0, character = 0;
    for (auto const& passage : found) {
        if (passage.kind == FindingKind::look_alike_letters || passage.end <= character) continue;
        auto const begin =
            at + text::byte_offset(text.substr(at), std::max(passage.begin, character) - character);
        left += text.substr(at, begin - at);
        character = std::max(passage.begin, character);
        at = begin;
        for (; character < passage.end && at < text.size(); ++character) {
            left += text[at] == '\n' ? '\n' : ' ';
            at += text::decode(text, at).bytes;
        }
    }
    return left += text.substr(at);
}

namespace {

std::string_view message_for(FindingKind kind) {
    switch (kind) {
        case FindingKind::instructions_to_reader:
            return "the text speaks to whoever grades it; these sentences were left out of the scoring";
        case FindingKind::forged_section:
            return "the text imitates what only a program writes; these lines were left out of the scoring";
        case FindingKind::copied_job_description:
            return "passages stand word for word in the job description; they were left out of the scoring";
        case FindingKind::repeated_keywords:
            return "the same words are repeated over and over; the repetitions were left out of the scoring";
        default:
            return "words mix Latin letters with others that look like them; look at the file";
    }
}

// Ends between characters.
std::string shortened(std::string text) {
    if (text.size() <= max_finding_text) return text;
    auto end = max_finding_text;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
    text.resize(end);
    return text;
}

}  // namespace

std::vector<Finding> findings_of(Document const& document, std::vector<Manipulation> const& found) {
    std::vector<Finding> findings;
    for (auto const& passage : found) {
        auto const same = std::find_if(findings.begin(), findings.end(),
                                       [&](Finding const& each) { return each.kind == passage.kind; });
        auto const words = document.characters(passage.begin, passage.end);
        if (same == findings.end())
            findings.push_back({passage.kind, std::string(message_for(passage.kind)),
                                document.page_of(passage.begin), std::string(words)});
        else if (same->text.size() <= max_finding_text)
            same->text += " ... " + std::string(words);
    }
    for (auto& finding : findings) finding.text = shortened(std::move(finding.text));
    return findings;
}

}  // namespace ats
