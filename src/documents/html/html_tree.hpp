#pragma once

#include <memory_resource>
#include <string>
#include <string_view>

#include <gumbo.h>

namespace ats::documents {

/// A parsed page. The parser's own clean-up is recursive: here all nodes are released at once.
class HtmlTree {
public:
    /// @param utf8 must outlive this.
    explicit HtmlTree(std::string_view utf8);

    GumboNode const& root() const noexcept { return *root_; }

private:
    std::pmr::monotonic_buffer_resource memory_;
    GumboNode const* root_ = nullptr;
};

/// @returns the name of an element in lower case.
std::string tag_of(GumboElement const& element);

/// @returns the value of an attribute; empty if it is not there.
std::string_view attribute_of(GumboElement const& element, char const* name);

}  // namespace ats::documents
