#include "pdf_worker/structure_tree.hpp"

#include <exception>
#include <set>
#include <vector>

namespace ats::pdf {
namespace {

// A resume of some pages has a few hundred nodes, a thesis some ten thousand.
constexpr std::size_t most_nodes = 200'000;

bool is_type(QPDFObjectHandle node, char const* type) {
    auto key = node.getKey("/Type");
    return key.isName() && key.getName() == type;
}

}  // namespace

struct StructureTree::Node {
    QPDFObjectHandle object;
    int page;
};

StructureTree::StructureTree(QPDFObjectHandle root) try {
    if (root.isDictionary() && !walk(root)) ranks_.clear();
} catch (std::exception const&) {
    ranks_.clear();
}

void StructureTree::add(int page, int form, QPDFObjectHandle mcid) {
    if (!mcid.isInteger()) return;
    ranks_.try_emplace({page, form, mcid.getIntValueAsInt()}, static_cast<int>(ranks_.size()));
}

/// Depth first, in the order of the kids. @returns false if the tree is too large.
bool StructureTree::walk(QPDFObjectHandle root) {
    std::vector<Node> rest{{root, 0}};
    std::set<QPDFObjGen> seen;
    for (std::size_t nodes = 0; !rest.empty(); ++nodes) {
        if (nodes > most_nodes || rest.size() > most_nodes) return false;
        auto [object, page] = rest.back();
        rest.pop_back();
        if (object.isInteger()) add(page, 0, object);
        if (object.isIndirect() && !seen.insert(object.getObjGen()).second) continue;
        if (object.isArray()) {
            for (int i = object.getArrayNItems() - 1; i >= 0; --i)
                rest.push_back({object.getArrayItem(i), page});
        }
        if (!object.isDictionary() || is_type(object, "/OBJR")) continue;
        auto own_page = object.getKey("/Pg");
        if (own_page.isIndirect()) page = own_page.getObjectID();
        if (is_type(object, "/MCR")) {
            auto form = object.getKey("/Stm");
            add(page, form.isIndirect() ? form.getObjectID() : 0, object.getKey("/MCID"));
        } else if (object.hasKey("/K")) {
            rest.push_back({object.getKey("/K"), page});
        }
    }
    return true;
}

int StructureTree::rank(int page, int form, int mcid) const {
    auto const found = ranks_.find({page, form, mcid});
    return found == ranks_.end() ? -1 : found->second;
}

}  // namespace ats::pdf
