#include "documents/html/html_tree.hpp"

#include "documents/html/css_values.hpp"

namespace ats::documents {
namespace {

void* allocate(void* memory, std::size_t size) {
    return static_cast<std::pmr::monotonic_buffer_resource*>(memory)->allocate(size);
}

void deallocate(void* /*memory*/, void* /*pointer*/) {}

}  // namespace

HtmlTree::HtmlTree(std::string_view utf8) {
    auto options = kGumboDefaultOptions;
    options.allocator = allocate;
    options.deallocator = deallocate;
    options.userdata = &memory_;
    options.max_errors = 0;
    root_ = gumbo_parse_with_options(&options, utf8.data(), utf8.size())->root;
}

std::string tag_of(GumboElement const& element) {
    if (element.tag != GUMBO_TAG_UNKNOWN) return gumbo_normalized_tagname(element.tag);
    auto name = element.original_tag;
    gumbo_tag_from_original_text(&name);
    return lower_case({name.data, name.length});
}

std::string_view attribute_of(GumboElement const& element, char const* name) {
    auto const* const attribute = gumbo_get_attribute(&element.attributes, name);
    return attribute == nullptr ? std::string_view() : std::string_view(attribute->value);
}

}  // namespace ats::documents
