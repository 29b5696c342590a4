// A file of any kind: what it is, and its text if it is plain text or Markdown.
#include "documents/plain_text.hpp"

#include "checks.hpp"
#include "documents/file_kind.hpp"
#include "documents/markdown.hpp"
#include "documents/tidy.hpp"
#include "target.hpp"
#include "text/normal_form.hpp"
#include "text/utf8.hpp"

namespace {

void check_detection(std::string_view bytes) {
    auto const [kind, advice] = ats::documents::detect_kind(bytes);
    fuzz::require((kind == ats::documents::FileKind::unsupported) == !advice.empty(),
                  "what is refused has advice");
}

void check_text_forms(std::string const& text) {
    fuzz::require(ats::text::is_valid_utf8(text), "decoded text is UTF-8");
    fuzz::require(ats::text::is_valid_utf8(ats::text::normal_form(text)), "the normal form is UTF-8");
    auto const tidied = ats::documents::tidy(text);
    fuzz::require(ats::documents::tidy(tidied) == tidied, "tidy text stays as it is");
}

}  // namespace

int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    auto const bytes = fuzz::bytes_of(data, size);
    if (bytes.empty()) return 0;
    check_detection(bytes);
    check_text_forms(ats::documents::decode_text(bytes).text);
    fuzz::require_text_or_error([&] {
        return ats::documents::read_plain_text(bytes, "cv", {}, [](std::string_view markdown) {
            return ats::documents::read_markdown(markdown, "cv", {});
        });
    });
    return 0;
}
