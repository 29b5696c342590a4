#include "documents/markdown.hpp"

#include <exception>
#include <new>
#include <utility>
#include <vector>

#include <md4c.h>

#include <ats/error.hpp>

#include "documents/effort.hpp"
#include "documents/hidden_words.hpp"
#include "documents/html_text.hpp"
#include "documents/link_address.hpp"
#include "documents/tidy.hpp"
#include "text/utf8.hpp"

namespace ats::documents {
namespace {

constexpr unsigned dialect = MD_FLAG_TABLES | MD_FLAG_STRIKETHROUGH | MD_FLAG_NOINDENTEDCODEBLOCKS;

/// Collects the text of what the parser calls out.
class MarkdownText {
public:
    explicit MarkdownText(Effort& effort) : effort_(effort) {}

    void enter(MD_BLOCKTYPE block, void* detail);
    void leave(MD_BLOCKTYPE block);
    void enter(MD_SPANTYPE span, void* detail);
    void leave(MD_SPANTYPE span);
    void add(MD_TEXTTYPE type, std::string_view text);
    void flush_html();

    std::string const& text() const noexcept { return text_; }
    std::string const& hidden() const noexcept { return hidden_; }

private:
    struct List {
        bool counts = false;
        unsigned number = 0;
    };
    struct Link {
        std::size_t begin = 0;
        std::string target;
    };

    void end_line();
    void begin_item();

    Effort& effort_;
    std::string text_;
    std::string hidden_;
    std::string html_;  // Tags come in pieces.
    std::vector<List> lists_;
    std::vector<Link> links_;
};

void MarkdownText::end_line() {
    if (!text_.empty() && text_.back() != '\n') text_.push_back('\n');
}

void MarkdownText::begin_item() {
    end_line();
    if (lists_.empty()) return;
    auto& list = lists_.back();
    text_ += list.counts ? std::to_string(list.number++) + ". " : "• ";
}

void MarkdownText::enter(MD_BLOCKTYPE block, void* detail) {
    effort_.spend(1);
    flush_html();
    if (block == MD_BLOCK_H) text_.append("\n\n");
    if (block == MD_BLOCK_UL || block == MD_BLOCK_CODE) end_line();
    if (block == MD_BLOCK_UL) lists_.push_back({});
    if (block == MD_BLOCK_OL) {
        end_line();
        lists_.push_back({true, static_cast<MD_BLOCK_OL_DETAIL*>(detail)->start});
    }
    if (block == MD_BLOCK_LI) begin_item();
}

void MarkdownText::leave(MD_BLOCKTYPE block) {
    flush_html();
    if (block == MD_BLOCK_TH || block == MD_BLOCK_TD) return text_.push_back('\t');
    if (block == MD_BLOCK_THEAD || block == MD_BLOCK_TBODY || block == MD_BLOCK_DOC) return;
    end_line();
    bool const is_list = block == MD_BLOCK_UL || block == MD_BLOCK_OL;
    if (is_list && !lists_.empty()) lists_.pop_back();
    bool const stands_apart = block == MD_BLOCK_P || block == MD_BLOCK_TABLE || block == MD_BLOCK_HR ||
                              block == MD_BLOCK_CODE || is_list;
    if (stands_apart && lists_.empty()) text_.push_back('\n');
}

void MarkdownText::enter(MD_SPANTYPE span, void* detail) {
    effort_.spend(1);
    flush_html();
    if (span != MD_SPAN_A) return;
    auto const& target = static_cast<MD_SPAN_A_DETAIL*>(detail)->href;
    effort_.spend_on_text(target.size);
    links_.push_back({text_.size(), html_text({target.text, target.size}).shown});
}

void MarkdownText::leave(MD_SPANTYPE span) {
    flush_html();
    if (span != MD_SPAN_A || links_.empty()) return;
    auto const link = std::move(links_.back());
    links_.pop_back();
    add_address(text_, link.begin, link.target, effort_);
}

void MarkdownText::add(MD_TEXTTYPE type, std::string_view text) {
    effort_.spend(1);
    effort_.spend_on_text(text.size());
    if (type == MD_TEXT_HTML) {
        html_ += text;
        return;
    }
    flush_html();
    if (type == MD_TEXT_BR || type == MD_TEXT_SOFTBR) {
        text_.push_back('\n');
    } else if (type == MD_TEXT_ENTITY) {
        text_ += decode_entity(text);
    } else if (type == MD_TEXT_NULLCHAR) {
        text::append(text_, text::replacement_character);
    } else {
        text_ += text;
    }
}

void MarkdownText::flush_html() {
    if (html_.empty()) return;
    auto const html = html_text(std::exchange(html_, {}));
    text_ += html.shown;
    hidden_ += html.hidden;
}

/// What the parser is given. An exception must not pass through it: it is written in C.
struct Listener {
    MarkdownText& text;
    std::exception_ptr error;

    template <class Action>
    static int call(void* self, Action const& action) noexcept {
        auto& listener = *static_cast<Listener*>(self);
        try {
            action(listener.text);
            return 0;
        } catch (...) {
            listener.error = std::current_exception();
            return 1;
        }
    }
};

int enter_block(MD_BLOCKTYPE block, void* detail, void* self) {
    return Listener::call(self, [&](MarkdownText& text) { text.enter(block, detail); });
}

int leave_block(MD_BLOCKTYPE block, void* /*detail*/, void* self) {
    return Listener::call(self, [&](MarkdownText& text) { text.leave(block); });
}

int enter_span(MD_SPANTYPE span, void* detail, void* self) {
    return Listener::call(self, [&](MarkdownText& text) { text.enter(span, detail); });
}

int leave_span(MD_SPANTYPE span, void* /*detail*/, void* self) {
    return Listener::call(self, [&](MarkdownText& text) { text.leave(span); });
}

int add_text(MD_TEXTTYPE type, MD_CHAR const* characters, MD_SIZE size, void* self) {
    return Listener::call(self, [&](MarkdownText& text) { text.add(type, {characters, size}); });
}

void parse(std::string_view utf8, MarkdownText& text) {
    MD_PARSER const parser{0,          dialect,  enter_block, leave_block, enter_span,
                           leave_span, add_text, nullptr,     nullptr};
    Listener listener{text, nullptr};
    auto const result = md_parse(utf8.data(), static_cast<MD_SIZE>(utf8.size()), &parser, &listener);
    if (listener.error) std::rethrow_exception(listener.error);
    if (result != 0) throw std::bad_alloc();  // Nothing else can go wrong: any text is Markdown.
    text.flush_html();
}

}  // namespace

Document read_markdown(std::string_view utf8, std::string const& name, CallContext const& context) {
    Effort effort(context, name);
    MarkdownText text(effort);
    parse(utf8, text);
    effort.check();
    auto document = tidy_document(name, text.text());
    document.format = DocumentFormat::markdown;
    if (auto hidden = hidden_words_finding(text.hidden())) document.findings.push_back(std::move(*hidden));
    return document;
}

}  // namespace ats::documents
