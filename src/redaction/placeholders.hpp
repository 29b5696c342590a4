#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include <ats/redaction.hpp>

#include "redaction/span.hpp"

namespace ats::redaction {

/// Gives each identifier of one resume its placeholder, and keeps what it stands for.
class Placeholders {
public:
    /// @param texts what no placeholder may be taken for.
    explicit Placeholders(std::string_view texts, std::string_view more_texts = {});

    /// @returns `text` with placeholders in the place of the spans, which are in order.
    std::string replace(std::string_view text, Spans const& spans);
    /// @returns `text` with placeholders for what stands for one already, as a whole word.
    /// @param only this kind; else names and addresses.
    std::string replace_known(std::string_view text, std::optional<IdentifierKind> only = {}) const;

    /// @returns `text`, which is not the resume, with placeholders for names of several words.
    std::string replace_whole_names(std::string_view text) const;
    /// @returns the kind of an e-mail address, telephone number or profile's link that stands in `text`,
    /// which is not the resume, and in the resume too.
    std::optional<IdentifierKind> shared_address(std::string_view text) const;

    std::vector<Redacted> const& parts() const noexcept { return parts_; }
    std::vector<Redacted> take() { return std::move(parts_); }

private:
    using Known = std::vector<Redacted const*>;
    Known known() const;
    std::string replace_all(std::string_view text, Known const& originals,
                            std::optional<IdentifierKind> only) const;
    bool is_of_writer(Redacted const& link) const;
    std::size_t placeholder_length(std::string_view text, std::size_t i) const;
    std::string const& placeholder(std::string_view original, IdentifierKind kind);

    std::string frame_;  // What makes the form one that does not stand in the texts.
    std::vector<Redacted> parts_;
    std::unordered_map<std::string, std::size_t> places_;  // In parts_, by kind and spelling.
    std::array<int, 7> counts_{};
};

/// @returns a resume's text with placeholders for all that identifies its writer.
std::string without_identifiers(std::string_view resume, Placeholders& placeholders);
/// @returns any text with placeholders for e-mail addresses, telephone numbers and links.
std::string without_addresses(std::string text, Placeholders& placeholders);

/// @returns `text` with the originals of `parts`.
std::string restored(std::string_view text, std::vector<Redacted> const& parts);

}  // namespace ats::redaction
