#include "checks.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>

#include "documents/plain_text.hpp"
#include "text/utf8.hpp"

namespace fuzz {
namespace {

void require_sound(ats::Box const& box) {
    require(std::isfinite(box.left) && std::isfinite(box.right) && box.left <= box.right,
            "a box has a width");
    require(std::isfinite(box.top) && std::isfinite(box.bottom) && box.top <= box.bottom,
            "a box has a height");
}

void require_sound_pages(ats::Document const& document, std::size_t length) {
    require(!document.pages.empty(), "a document has a page");
    std::size_t end = 0;
    for (auto const& page : document.pages) {
        require(end <= page.begin && page.begin <= page.end, "pages stand in order");
        require(page.width >= 0 && page.height >= 0, "a page has a size");
        end = page.end;
    }
    require(end <= length, "pages stand in the text");
}

void require_sound_words(ats::Document const& document, std::size_t length) {
    std::size_t end = 0;
    for (auto const& word : document.words) {
        require(end <= word.begin && word.begin < word.end, "words stand in order");
        require(word.page >= 1 && static_cast<std::size_t>(word.page) <= document.pages.size(),
                "a word stands on a page");
        require_sound(word.box);
        end = word.end;
    }
    require(end <= length, "words stand in the text");
}

void require_sound(ats::Finding const& finding, std::size_t pages) {
    require(!finding.message.empty() && ats::text::is_valid_utf8(finding.message), "a finding has a message");
    require(finding.text.size() <= ats::max_finding_text, "a finding quotes little");
    require(ats::text::is_valid_utf8(finding.text), "a finding quotes UTF-8");
    require(finding.page >= 0 && static_cast<std::size_t>(finding.page) <= pages, "a finding has a page");
}

/// The checksum of ZIP, bit by bit.
std::uint32_t crc32(std::string_view bytes) {
    std::uint32_t crc = 0xFFFFFFFF;
    for (char const c : bytes) {
        crc ^= static_cast<unsigned char>(c);
        for (int bit = 0; bit < 8; ++bit) crc = (crc & 1) != 0 ? crc >> 1 ^ 0xEDB88320 : crc >> 1;
    }
    return ~crc;
}

/// Appends numbers of 2 and of 4 bytes, low byte first.
class Numbers {
public:
    explicit Numbers(std::string& out) : out_(out) {}

    Numbers& two(std::size_t value) { return append(value, 2); }
    Numbers& four(std::size_t value) { return append(value, 4); }

private:
    Numbers& append(std::size_t value, int bytes) {
        for (int i = 0; i < bytes; ++i) out_.push_back(static_cast<char>(value >> 8 * i & 0xFF));
        return *this;
    }

    std::string& out_;
};

/// What both headers of an entry say: version, no flags, stored, no date, and sizes.
void append_description(std::string& out, std::string const& name, std::string const& content) {
    Numbers(out).two(20).two(0).two(0).four(0);
    Numbers(out).four(crc32(content)).four(content.size()).four(content.size()).two(name.size()).two(0);
}

}  // namespace

void require(bool condition, char const* what) {
    if (condition) return;
    std::fprintf(stderr, "this does not hold: %s\n", what);
    std::abort();
}

void require_sound(ats::Document const& document) {
    require(ats::text::is_valid_utf8(document.text), "the text is UTF-8");
    require(document.text.find('\0') == document.text.npos, "the text has no zeros");
    require(document.text.find('\r') == document.text.npos, "lines end in LF");
    require(!ats::documents::is_blank(document.text), "a document has text");
    auto const length = document.length();
    require_sound_pages(document, length);
    require_sound_words(document, length);
    for (auto const& finding : document.findings) require_sound(finding, document.pages.size());
}

std::string stored_zip(Entries const& entries) {
    std::string out;
    std::string directory;
    for (auto const& [name, content] : entries) {
        directory += "PK\x01\x02";
        Numbers(directory).two(20);
        append_description(directory, name, content);
        Numbers(directory).two(0).two(0).two(0).four(0).four(out.size());
        directory += name;
        out += "PK\x03\x04";
        append_description(out, name, content);
        out.append(name).append(content);
    }
    auto const start = out.size();
    out.append(directory).append("PK\x05\x06");
    Numbers(out).four(0).two(entries.size()).two(entries.size()).four(directory.size()).four(start).two(0);
    return out;
}

Entries entries_of(std::string_view input, std::string const& first) {
    constexpr std::string_view mark = "\n%% ";
    Entries entries;
    std::string name = first;
    for (;;) {
        auto const end = input.find(mark);
        entries.emplace_back(std::move(name), input.substr(0, end));
        if (end == input.npos) return entries;
        input.remove_prefix(end + mark.size());
        auto const line = input.substr(0, input.find('\n'));
        name = line.substr(0, 100);  // A longer name finds nothing.
        input.remove_prefix(std::min(line.size() + 1, input.size()));
    }
}

}  // namespace fuzz
