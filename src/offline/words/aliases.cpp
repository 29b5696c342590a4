#include "offline/words/aliases.hpp"

#include <string>
#include <unordered_map>
#include <utility>

namespace ats::offline {
namespace {

// Words are folded and singular.
struct Alias {
    std::string_view words;
    std::string_view name;
};

constexpr Alias phrases[] = {
    {"human resource", "hr"},
    {"human capital", "hr"},
    {"ressource humaine", "hr"},
    {"recurso humano", "hr"},
    {"resurse umane", "hr"},
    {"information technology", "infotech"},
    {"quality assurance", "qa"},
    {"project management office", "pmo"},
    {"programme management office", "pmo"},
    {"program management office", "pmo"},
    {"public relation", "publicrelation"},
    {"dot net", ".net"},
    {"front end", "frontend"},
    {"back end", "backend"},
    {"full stack", "fullstack"},
    {"big data", "bigdata"},
    {"user experience", "ux"},
    {"user interface", "ui"},
    {"search engine optimization", "seo"},
    {"search engine optimisation", "seo"},
    {"search engine marketing", "sem"},
    {"customer relationship management", "crm"},
    {"enterprise resource planning", "erp"},
    {"account payable", "payable"},
    {"account receivable", "receivable"},
    {"power point", "powerpoint"},
    {"java script", "javascript"},
    {"type script", "typescript"},
    {"point of sale", "pos"},
    {"system administrator", "sysadmin"},
    {"system administration", "sysadmin"},
    {"system admin", "sysadmin"},
    {"network administrator", "netadmin"},
    {"network administration", "netadmin"},
    {"help desk", "helpdesk"},
    {"service desk", "helpdesk"},
    {"technical support", "techsupport"},
    {"tech support", "techsupport"},
    {"it support", "techsupport"},
    {"call center", "callcenter"},
    {"call centre", "callcenter"},
    {"contact center", "callcenter"},
    {"contact centre", "callcenter"},
    {"customer service", "customerservice"},
    {"customer support", "customerservice"},
    {"customer care", "customerservice"},
    {"client service", "customerservice"},
    {"business development", "bizdev"},
    {"biz dev", "bizdev"},
    {"real estate", "realestate"},
    {"social media", "socialmedia"},
    {"vice president", "vicepresident"},
    {"chief financial officer", "cfo"},
    {"chief executive officer", "ceo"},
    {"chief technology officer", "cto"},
    {"chief information officer", "cio"},
    {"chief operating officer", "coo"},
};

// Abbreviations in capitals, and what stands for them above.
constexpr Alias capitals[] = {
    {"it", "infotech"},   {"pr", "publicrelation"}, {"ap", "payable"},
    {"ar", "receivable"}, {"vp", "vicepresident"},
};

struct Entry {
    std::vector<std::string> words;
    std::string_view name;
};
using Table = std::unordered_map<std::string, std::vector<Entry>>;

Table table_of_phrases() {
    Table table;
    for (auto const& alias : phrases) {
        Entry entry{{}, alias.name};
        for (auto& word : text::words(alias.words)) entry.words.push_back(std::move(word.text));
        auto const first = entry.words.front();
        table[first].push_back(std::move(entry));
    }
    return table;
}

bool stands_at(Entry const& entry, std::vector<text::Word> const& words, std::size_t at) {
    if (at + entry.words.size() > words.size()) return false;
    for (std::size_t i = 1; i < entry.words.size(); ++i) {
        if (text::singular(words[at + i].text) != entry.words[i]) return false;
    }
    return true;
}

Entry const* phrase_at(std::vector<text::Word> const& words, std::size_t at) {
    static Table const table = table_of_phrases();
    auto const found = table.find(text::singular(words[at].text));
    if (found == table.end()) return nullptr;
    Entry const* longest = nullptr;
    for (auto const& entry : found->second) {
        if (stands_at(entry, words, at) && (!longest || entry.words.size() > longest->words.size()))
            longest = &entry;
    }
    return longest;
}

void expand_abbreviation(text::Word& word) {
    if (!word.abbreviation) return;
    for (auto const& alias : capitals) {
        if (alias.words == word.text) word.text = alias.name;
    }
}

}  // namespace

std::vector<text::Word> with_aliases(std::vector<text::Word> words) {
    std::size_t kept = 0;
    for (std::size_t i = 0; i < words.size(); ++kept) {
        auto const* const phrase = phrase_at(words, i);
        auto const count = phrase ? phrase->words.size() : 1;
        auto const end = words[i + count - 1].end;
        if (kept != i) words[kept] = std::move(words[i]);
        if (phrase)
            words[kept].text = phrase->name;
        else
            expand_abbreviation(words[kept]);
        words[kept].end = end;
        i += count;
    }
    words.resize(kept);
    return words;
}

}  // namespace ats::offline
