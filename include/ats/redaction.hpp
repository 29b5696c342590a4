#pragma once

/// @file
/// Takes out of a resume's text what tells who wrote it, before the text is shown to anybody else.
/// docs/privacy.md tells what is replaced and what is not.

#include <string>
#include <string_view>
#include <vector>

#include <ats/export.hpp>

namespace ats {

/// What an identifier is.
enum class IdentifierKind {
    name,        ///< Of the person who wrote the resume, whole or a part of it.
    email,       ///< An e-mail address.
    phone,       ///< A telephone number.
    address,     ///< A street with its number, a postcode, a post box; not the town.
    link,        ///< An address of a web page, or an account's name on a network.
    birth_date,  ///< A date or place of birth, or an age.
    personal     ///< Gender, title, marital status, nationality, religion, children, personal numbers.
};

/// @returns the name of the kind, such as "birth_date".
ATS_EXPORT std::string_view to_string(IdentifierKind kind) noexcept;

/// One identifier, and what stands in its place.
struct Redacted {
    std::string placeholder;                         ///< Such as "[EMAIL 1]".
    std::string original;                            ///< As it was spelled first.
    IdentifierKind kind = IdentifierKind::personal;  ///< What it is.
};

/// A redacted text, and the map back. The map is as secret as the resume.
struct ATS_EXPORT Redaction {
    std::string text;             ///< With placeholders.
    std::vector<Redacted> parts;  ///< In the order in which they appear first; each placeholder once.

    /// @returns `redacted` with the originals in the place of the placeholders, in whatever case these
    /// are written. An original is spelled as where it stood first.
    std::string restore(std::string_view redacted) const;
};

/// Replaces what identifies a person. The same identifier has the same placeholder, also in other
/// capitals; a placeholder never equals what stands in the text or in its surroundings. Linear in the text.
/// @param resume_text valid UTF-8. @param surroundings other text that the result is shown with.
ATS_EXPORT Redaction redact(std::string_view resume_text, std::string_view surroundings = {});

/// @returns the kinds of identifiers that can be told without knowing whose text it is (e-mail, phone
/// and link) and are left in a text; each once.
ATS_EXPORT std::vector<IdentifierKind> identifiers_in(std::string_view text);

}  // namespace ats
