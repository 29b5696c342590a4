#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include <ats/context.hpp>

namespace ats::documents {

/// What reading one document may cost. Its steps are counted, so that neither a hostile file nor a
/// caller without a deadline keeps a thread busy, and now and then the caller is asked whether to go on.
class Effort {
public:
    /// Both must outlive this. @param name of the document, for messages.
    Effort(CallContext const& context, std::string const& name) : context_(context), name_(name) {}

    /// Counts `steps`: about one for each element.
    /// @throws DocumentError document_too_large once there are too many.
    /// @throws CallerError cancelled or deadline_exceeded.
    void spend(std::size_t steps);

    /// Counts the steps of copying or searching that many bytes of text.
    void spend_on_text(std::size_t bytes);

    /// Counts text of the document that is met for the first time.
    /// @throws DocumentError document_too_large once it is more than a document has.
    void spend_on_new_text(std::size_t bytes);

    /// Counts the memory that the parsed elements of a part take.
    /// @throws DocumentError document_too_large once all parts take too much.
    void spend_on_elements(std::size_t bytes);

    /// @throws DocumentError document_too_large if `count` is above `most`. @param what is counted.
    void require_at_most(std::size_t count, std::size_t most, std::string_view what) const;

    /// @throws CallerError cancelled or deadline_exceeded.
    void check() const { context_.check(); }

private:
    CallContext const& context_;
    std::string const& name_;
    std::size_t spent_ = 0;
    std::size_t element_bytes_ = 0;
    std::size_t new_text_bytes_ = 0;
    std::size_t next_check_ = 0;
};

}  // namespace ats::documents
