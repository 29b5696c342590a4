// The final reply of a PDF worker: its header, and the payload behind it.
#include "worker_reply.hpp"

#include <algorithm>
#include <cstring>
#include <optional>

#include "documents/pdf_reply.hpp"
#include "target.hpp"

int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    ats::worker::Reply header;
    if (size < sizeof header) return 0;
    std::memcpy(&header, data, sizeof header);
    // The conversation lets no other header through.
    if (header.status > ats::worker::Status::cpu_limit) return 0;
    header.pages = std::min(header.pages, ats::worker::max_page_count);
    auto const payload = fuzz::bytes_of(data, size).substr(sizeof header);
    auto const reply = ats::documents::read_reply(header, payload);
    if (reply) fuzz::require_sound(*reply);
    return 0;
}
