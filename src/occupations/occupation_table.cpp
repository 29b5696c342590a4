#include "occupations/occupation_table.hpp"

#include <string>

#include <ats/error.hpp>

extern "C" char const ats_occupation_table[];
extern "C" char const ats_occupation_table_end[];

namespace ats::occupations {
namespace {

constexpr std::string_view magic = "ATSOCC1\n";
constexpr unsigned bits_of_byte = 8;

[[noreturn]] void refuse(std::string const& reason) {
    throw CallerError(ErrorCode::invalid_argument, "this is no table of occupations: " + reason);
}

class Reader {
public:
    explicit Reader(std::string_view bytes) : left_(bytes) {}

    std::string_view take(std::size_t count) {
        if (count > left_.size()) refuse("it is cut off");
        auto const taken = left_.substr(0, count);
        left_.remove_prefix(count);
        return taken;
    }

    template <class Number>
    Number number() {
        std::uint32_t value = 0;
        unsigned shift = 0;
        for (char const byte : take(sizeof(Number))) {
            value |= std::uint32_t{static_cast<unsigned char>(byte)} << shift;
            shift += bits_of_byte;
        }
        return static_cast<Number>(value);
    }

private:
    std::string_view left_;
};

std::vector<std::string> read_words(Reader& reader) {
    std::vector<std::string> words(reader.number<std::uint32_t>());
    std::string word;
    for (auto& each : words) {
        word.resize(reader.number<std::uint8_t>());
        word += reader.take(reader.number<std::uint8_t>());
        each = word;
    }
    return words;
}

Labels read_labels(Reader& reader, std::size_t occupations) {
    Labels labels;
    for (OccupationId id = 0; id < occupations; ++id) {
        auto const count = reader.number<std::uint8_t>();
        for (unsigned i = 0; i < count; ++i) {
            labels.occupation.push_back(id);
            labels.first.push_back(static_cast<std::uint32_t>(labels.words.size()));
            auto const words = reader.number<std::uint8_t>();
            for (unsigned w = 0; w < words; ++w) labels.words.push_back(reader.number<WordId>());
        }
    }
    labels.first.push_back(static_cast<std::uint32_t>(labels.words.size()));
    return labels;
}

}  // namespace

OccupationTable const& OccupationTable::shared() {
    static OccupationTable const table(
        {ats_occupation_table, static_cast<std::size_t>(ats_occupation_table_end - ats_occupation_table)});
    return table;
}

OccupationTable::OccupationTable(std::string_view bytes) {
    Reader reader(bytes);
    if (reader.take(magic.size()) != magic) refuse("it begins otherwise");
    codes_.resize(reader.number<std::uint32_t>());
    esco_ = reader.number<std::uint32_t>();
    for (auto& code : codes_) code = reader.number<std::uint32_t>();
    auto const words = read_words(reader);
    for (auto const& word : words) letters_.insert(letters_.end(), word.begin(), word.end());
    std::size_t at = 0;
    for (auto const& word : words) {
        words_.emplace_back(letters_.data() + at, word.size());
        at += word.size();
    }
    for (auto& labels : labels_) labels = read_labels(reader, codes_.size());
}

}  // namespace ats::occupations
