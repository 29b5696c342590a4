#include "documents/document_text.hpp"

#include <utility>

#include "text/utf8.hpp"

namespace ats::documents {
namespace {

std::string without_carriage_returns(std::string text) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '\r') {
            out.push_back(text[i]);
        } else if (i + 1 == text.size() || text[i + 1] != '\n') {
            out.push_back('\n');
        }
    }
    return out;
}

}  // namespace

Document document_of_text(std::string name, std::string_view text) {
    Document document;
    document.name = std::move(name);
    document.text = without_carriage_returns(text::repair_utf8(text));
    document.pages = {{0, text::count_characters(document.text)}};
    return document;
}

}  // namespace ats::documents
