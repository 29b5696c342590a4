#include "pdf_worker/claims.hpp"

#include <algorithm>
#include <cmath>

namespace ats::pdf {
namespace {

// Words of a page cover it about once. Where they cover it this often nothing can be told apart.
constexpr std::size_t most_covers = 8;

}  // namespace

Span pixels(double begin, double end, double scale, int size) {
    auto const limit = static_cast<double>(size);
    auto const first = std::floor(begin * scale);
    auto const last = std::max(first + 1, std::ceil(end * scale));
    if (!std::isfinite(first) || !std::isfinite(last)) return {};
    return {static_cast<int>(std::clamp(first, 0.0, limit)), static_cast<int>(std::clamp(last, 0.0, limit))};
}

Claims::Claims(Picture const& picture, std::vector<Word> const& words)
    : width_(static_cast<std::size_t>(picture.width)),
      counts_(width_ * static_cast<std::size_t>(picture.height)) {
    auto budget = most_covers * counts_.size();
    for (auto const& word : words) {
        auto const x = pixels(word.left, word.right, picture.scale, picture.width);
        auto const y = pixels(word.top, word.bottom, picture.scale, picture.height);
        if (add(x, y, budget)) continue;
        std::fill(counts_.begin(), counts_.end(), static_cast<unsigned char>(0));
        return;
    }
}

bool Claims::add(Span x, Span y, std::size_t& budget) {
    auto const area = static_cast<std::size_t>(x.end - x.begin) * static_cast<std::size_t>(y.end - y.begin);
    if (area > budget) return false;
    budget -= area;
    for (int row = y.begin; row < y.end; ++row) {
        auto* const counts = counts_.data() + static_cast<std::size_t>(row) * width_;
        std::for_each(counts + x.begin, counts + x.end, [](unsigned char& count) {
            if (count < 255) ++count;
        });
    }
    return true;
}

}  // namespace ats::pdf
