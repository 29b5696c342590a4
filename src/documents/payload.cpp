#include "documents/payload.hpp"

#include "text/utf8.hpp"

namespace ats::documents {

bool is_document_text(std::string_view text) {
    using namespace std::string_view_literals;
    return text::is_valid_utf8(text) && text.find_first_of("\0\r"sv) == text.npos;
}

}  // namespace ats::documents
