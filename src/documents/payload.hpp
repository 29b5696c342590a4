#pragma once

#include <cstdint>
#include <cstring>
#include <string_view>
#include <vector>

namespace ats::documents {

/// Takes structures from the front of a reply. What is not there makes it fail, for good.
class Payload {
public:
    explicit Payload(std::string_view bytes) : rest_(bytes) {}

    bool failed() const { return failed_; }
    bool is_at_end() const { return rest_.empty() && !failed_; }

    std::string_view take(std::uint64_t size) {
        failed_ = failed_ || size > rest_.size();
        auto const taken = rest_.substr(0, failed_ ? 0 : static_cast<std::size_t>(size));
        rest_.remove_prefix(taken.size());
        return taken;
    }

    template <class Structure>
    std::vector<Structure> take_many(std::uint32_t count) {
        auto const bytes = take(std::uint64_t{count} * sizeof(Structure));
        std::vector<Structure> out(bytes.size() / sizeof(Structure));
        if (!out.empty()) std::memcpy(out.data(), bytes.data(), bytes.size());
        return out;
    }

private:
    std::string_view rest_;
    bool failed_ = false;
};

/// @returns true for text as a document has it: valid UTF-8 whose lines end in LF alone.
bool is_document_text(std::string_view text);

}  // namespace ats::documents
