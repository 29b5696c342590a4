#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ats::documents {

/// The part with the styles of a Word document, cut into pieces without being parsed. Templates bring
/// hundreds of styles, of which a resume uses a few.
struct StyleSheet {
    std::string_view head;  ///< With the document's defaults; its element does not end.
    std::vector<std::string_view> styles;
    std::string start_tags;  ///< XML with an empty element for each of `styles`, in their order.
};

/// @param xml UTF-8, which must outlive the result.
/// @returns nullopt unless the part is plainly one style after another: what has comments, other
/// elements between the styles, or no end, takes a parser to tell where a style ends.
std::optional<StyleSheet> split_styles(std::string_view xml);

}  // namespace ats::documents
