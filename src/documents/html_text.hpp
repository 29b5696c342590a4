#pragma once

#include <string>
#include <string_view>

namespace ats::documents {

/// What is left of HTML without its tags.
struct HtmlText {
    std::string shown;
    std::string hidden;  ///< Comments.
};

/// Takes the tags and comments out of HTML that stands inside Markdown; linear in its length.
HtmlText html_text(std::string_view html);

/// @returns what an entity such as "&amp;" or "&#233;" stands for; the entity itself if it is unknown.
std::string decode_entity(std::string_view entity);

}  // namespace ats::documents
