#pragma once

#include <map>
#include <tuple>

#include <qpdf/QPDFObjectHandle.hh>

namespace ats::pdf {

/// The order in which the structure tree of a document visits its marked contents.
class StructureTree {
public:
    /// @param root the tree, or the null object. A tree that is too large, or damaged, says nothing.
    explicit StructureTree(QPDFObjectHandle root);

    bool empty() const { return ranks_.empty(); }
    /// @param page object number of the page. @param form that of the form which marks the content; 0 if
    /// the page does. @returns -1 if the tree does not name the content.
    int rank(int page, int form, int mcid) const;

private:
    struct Node;
    bool walk(QPDFObjectHandle root);
    void add(int page, int form, QPDFObjectHandle mcid);

    std::map<std::tuple<int, int, int>, int> ranks_;
};

}  // namespace ats::pdf
