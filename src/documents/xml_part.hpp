#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include <pugixml.hpp>

#include "documents/effort.hpp"

namespace ats::documents {

/// A parsed part of a package. Keeps what was parsed if the part is broken.
struct XmlPart {
    std::unique_ptr<std::string>
        bytes;  ///< The document's names and values stand in them, so that they must not move.
    pugi::xml_document document;
    bool cut = false;       ///< The XML is broken; the document holds what stood before.
    bool repaired = false;  ///< Bytes that are no UTF-8 were replaced.
};

/// A part before it is parsed.
struct XmlText {
    std::string bytes;      ///< UTF-8 unless `wide`.
    bool wide = false;      ///< In an encoding that the parser converts, such as UTF-16.
    bool repaired = false;  ///< Bytes that are no UTF-8 were replaced.
};

/// Brings the encodings that the parser does not know into UTF-8.
XmlText decode_xml(std::string bytes);

/// @throws what Effort throws; the parser itself cannot be stopped, so that all is counted before.
XmlPart parse_xml(XmlText text, Effort& effort);
XmlPart parse_xml(std::string bytes, Effort& effort);

/// @returns the name without its namespace prefix. Prefixes are the producer's choice, and the
/// strict and the transitional namespace name the same elements.
std::string_view local_name(char const* qualified) noexcept;

/// @returns the value of the attribute with this local name; empty if there is none.
std::string_view attribute(pugi::xml_node node, std::string_view local) noexcept;

/// @returns the whole number that `value` is; nullopt if it is none that an int holds.
std::optional<int> number_of(std::string_view value) noexcept;

/// @returns the first child with this local name; an empty node if there is none.
pugi::xml_node child(pugi::xml_node node, std::string_view local) noexcept;

}  // namespace ats::documents
