#include <algorithm>
#include <cctype>

#include <ats/manipulation.hpp>

#include "attack/look_alikes.hpp"
#include "attack/passage.hpp"
#include "attack/sentences.hpp"
#include "text/utf8.hpp"

namespace ats {
namespace {

using attack::Passage;
using Words = std::vector<text::Word>;

std::vector<Passage> look_alikes_in(std::string_view text, Words const& words) {
    std::vector<Passage> found;
    for (auto const& word : words) {
        if (attack::is_disguised(text.substr(word.begin, word.end - word.begin)))
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
    for (auto const& passage : passages) {
        auto const last = std::find_if(joined.rbegin(), joined.rend(),
                                       [&](Passage const& each) { return each.kind == passage.kind; });
        auto const near = [&](Passage const& before) {
            if (passage.begin <= before.end) return true;
            auto const gap = text.substr(before.end, passage.begin - before.end);
            return std::all_of(gap.begin(), gap.end(),
                               [](unsigned char c) { return c < 0x80 && std::isalnum(c) == 0; });
        };
        if (last != joined.rend() && passage.kind != FindingKind::look_alike_letters && near(*last))
            last->end = std::max(last->end, passage.end);
        else
            joined.push_back(passage);
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

// A space for each character, so that what follows keeps its place; lines stay lines.
std::string blanks_for(std::string_view words) {
    std::string blanks;
    for (std::size_t at = 0; at < words.size(); at += text::decode(words, at).bytes)
        blanks.push_back(words[at] == '\n' ? '\n' : ' ');
    return blanks;
}

void append(std::vector<Passage>& all, std::vector<Passage> const& more) {
    all.insert(all.end(), more.begin(), more.end());
}

}  // namespace

std::vector<Manipulation> find_manipulation(std::string_view text, std::string_view job_description) {
    auto const words = attack::words_as_seen(text);
    std::vector<Passage> all = attack::instructions_in(text, words);
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
    auto const advance = [&](std::size_t to) {
        auto const begin = at;
        at += text::byte_offset(text.substr(at), to - character);
        character = to;
        return text.substr(begin, at - begin);
    };
    for (auto const& passage : found) {
        // Passages of two kinds may overlap.
        if (passage.end <= character) continue;
        left += advance(std::max(passage.begin, character));
        auto const words = advance(passage.end);
        left += passage.kind == FindingKind::look_alike_letters ? attack::as_seen(words) : blanks_for(words);
    }
    return left += text.substr(at);
}

namespace {

std::string_view message_for(FindingKind kind) {
    switch (kind) {
        case FindingKind::instructions_to_reader:
            return "The text speaks to whoever grades it; these sentences were left out of the scoring.";
        case FindingKind::forged_section:
            return "The text imitates what only a program writes; these lines were left out of the scoring.";
        case FindingKind::copied_job_description:
            return "Passages stand word for word in the job description; they were left out of the scoring.";
        case FindingKind::repeated_keywords:
            return "The same words are repeated over and over; the repetitions were left out of the scoring.";
        default:
            return "Words mix Latin letters with others that look like them; look at the file.";
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
        // Whoever writes thousands of passages shall not have them all looked up.
        if (same != findings.end() && same->text.size() > max_finding_text) continue;
        std::string const words(document.characters(passage.begin, passage.end));
        if (same == findings.end())
            findings.push_back({passage.kind, std::string(message_for(passage.kind)),
                                document.page_of(passage.begin), words});
        else
            same->text += " ... " + words;
    }
    for (auto& finding : findings) finding.text = shortened(std::move(finding.text));
    return findings;
}

}  // namespace ats
