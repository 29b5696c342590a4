#include "pdf_worker/links.hpp"

#include <algorithm>
#include <cmath>
#include <exception>
#include <optional>

#include <qpdf/QPDFObjectHandle.hh>
#include <qpdf/QPDFPageObjectHelper.hh>

#include "text/addresses.hpp"
#include "text/normal_form.hpp"
#include "text/utf8.hpp"

namespace ats::pdf {
namespace {

// A page for people has a few dozen; the bound keeps a hostile one linear.
constexpr int most_links = 500;

struct Rectangle {
    double left;
    double top;
    double right;
    double bottom;

    bool holds(Word const& word) const {
        double const x = (word.left + word.right) / 2;
        double const y = (word.top + word.bottom) / 2;
        return left <= x && x <= right && top <= y && y <= bottom;
    }
};

struct Link {
    Rectangle area;
    std::string address;
};

Rectangle ordered(double x1, double y1, double x2, double y2) {
    return {std::min(x1, x2), std::min(y1, y2), std::max(x1, x2), std::max(y1, y2)};
}

/// From the file's coordinates, which grow upwards and know nothing of /Rotate, to those of the words.
Rectangle as_shown(QPDFObjectHandle::Rectangle const& r, QPDFObjectHandle::Rectangle const& page, int turns) {
    switch (turns) {
        case 1:
            return ordered(r.lly - page.lly, r.llx - page.llx, r.ury - page.lly, r.urx - page.llx);
        case 2:
            return ordered(page.urx - r.llx, r.lly - page.lly, page.urx - r.urx, r.ury - page.lly);
        case 3:
            return ordered(page.ury - r.lly, page.urx - r.llx, page.ury - r.ury, page.urx - r.urx);
        default:
            return ordered(r.llx - page.llx, page.ury - r.lly, r.urx - page.llx, page.ury - r.ury);
    }
}

/// @returns what a reader would write down of the link; nullopt if it leads nowhere outside.
std::optional<std::string> address_of(QPDFObjectHandle annotation) {
    if (!annotation.isDictionary()) return std::nullopt;
    auto action = annotation.getKey("/A");
    if (!action.isDictionary()) return std::nullopt;
    auto target = action.getKey("/URI");
    if (!target.isString()) return std::nullopt;
    auto address = text::address_of(text::normal_form(text::repair_utf8(target.getStringValue())));
    if (address.empty()) return std::nullopt;
    return address;
}

std::vector<Link> links_of(QPDFObjectHandle page) {
    std::vector<Link> links;
    QPDFPageObjectHelper helper(page);
    auto annotations = helper.getAttribute("/Annots", false);
    QPDFObjectHandle::Rectangle box;
    if (!annotations.isArray() || !shown_area(page, box)) return links;
    for (int i = 0; i < std::min(annotations.getArrayNItems(), most_links); ++i) {
        auto annotation = annotations.getArrayItem(i);
        auto address = address_of(annotation);
        if (!address || !annotation.getKey("/Rect").isRectangle()) continue;
        auto const area = as_shown(annotation.getKey("/Rect").getArrayAsRectangle(), box, turns_of(page));
        links.push_back({area, std::move(*address)});
    }
    return links;
}

}  // namespace

void Links::add_to(std::vector<Word>& words, std::size_t page) const try {
    auto object = file_.page(page);
    if (!object.isDictionary()) return;
    auto const links = links_of(object);
    for (std::size_t i = 0; i < links.size(); ++i) {
        // A link over two lines has two areas: the address comes behind the second.
        bool const goes_on = i + 1 < links.size() && links[i + 1].address == links[i].address;
        std::string shown;
        Word* last = nullptr;
        for (auto& word : words) {
            if (!links[i].area.holds(word)) continue;
            shown += word.text;
            last = &word;
        }
        if (last != nullptr && !goes_on && !text::shows(shown, links[i].address))
            last->link = links[i].address;
    }
} catch (std::exception const&) {
    return;  // A damaged page tree or annotation: the words are there all the same.
}

}  // namespace ats::pdf
