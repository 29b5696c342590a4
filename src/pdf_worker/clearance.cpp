#include "pdf_worker/clearance.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <utility>

#include "pdf_worker/letters.hpp"

namespace ats::pdf {
namespace {

// Lengths are in shares of the font size, of a box, or in points.
constexpr double row_height = 8;  // Points: what lies in different rows is not compared.
constexpr std::size_t most_rows = 1'200;
constexpr std::size_t most_comparisons = 500'000;  // A dense page needs 20,000.
constexpr std::size_t most_edges = 2'000'000;
constexpr std::size_t most_grounds = 16;

constexpr double least_opacity = 0.02;
constexpr double most_cut = 0.12;                // Of a letter's height, and twice of its width: still read.
constexpr double thin = 0.22;                    // A rule through letters.
constexpr double most_thin = 0.35;               // All of them together.
constexpr double veil = 0.35;                    // Opacity up to which a shape above only dims.
constexpr double edge_tolerance = 0.08;          // A box as large as its letters covers them.
constexpr double most_shift = 0.3;               // The same letters there: bold print or a shadow.
constexpr std::size_t most_small_overlaps = 10;  // Logos, ligatures by hand; more is a method.
constexpr std::size_t most_specks = 12;
constexpr double small_overlap = 1.3;

constexpr double least_seen = 0.6;  // Of a word's length.
constexpr double most_doubtful = 0.4;
constexpr double least_common = 0.35;  // Of the heights of a word's middle and a text.

struct Range {
    double begin;
    double end;
};

/// How much of a line these ranges cover together.
double covered(std::vector<Range>& ranges) {
    std::sort(ranges.begin(), ranges.end(), [](Range a, Range b) { return a.begin < b.begin; });
    double sum = 0, reached = -1e9;
    for (auto const& range : ranges) {
        double const begin = std::max(range.begin, reached);
        if (range.end <= begin) continue;
        sum += range.end - begin;
        reached = range.end;
    }
    return sum;
}

/// Boxes by the rows of the page that they stand in.
class Rows {
public:
    void add(Box const& box, std::size_t value) {
        auto const last = row(box.bottom);
        if (rows_.size() <= last) rows_.resize(last + 1);
        for (auto i = row(box.top); i <= last; ++i) rows_[i].push_back({box, value});
    }
    /// Calls `use` once with each value whose box touches this one.
    /// @returns how many boxes were looked at.
    template <class Use>
    std::size_t each(Box const& box, Use const& use) const {
        std::size_t looked_at = 0;
        auto const first = row(box.top), last = row(box.bottom);
        for (auto i = first; i <= last && i < rows_.size(); ++i) {
            looked_at += rows_[i].size();
            for (auto const& entry : rows_[i]) {
                bool const is_first = i == std::max(first, row(entry.box.top));
                if (is_first && entry.box.touches(box)) use(entry.value);
            }
        }
        return looked_at;
    }

private:
    struct Entry {
        Box box;
        std::size_t value;
    };
    static std::size_t row(double y) {
        return static_cast<std::size_t>(std::clamp(y / row_height, 0.0, double{most_rows - 1}));
    }
    std::vector<std::vector<Entry>> rows_;
};

/// What the texts of a page turned out to be.
struct Findings {
    std::vector<Box> seen;
    std::vector<Box> doubtful;
};

class Judge {
public:
    explicit Judge(Painting const& painting);
    /// @returns false if the page is too much work.
    bool judge(Findings& findings);

private:
    struct Surroundings {
        std::vector<std::size_t> near;  // Sorted: in the order of drawing.
        double fade = 1;
        double thin_sum = 0;
        std::size_t thin_count = 0;
    };

    void judge(std::size_t index);
    bool is_cut(Painted const& text, Box& box);
    bool is_in_clips(Box const& box, int clip);
    Place place(Box const& box, int outline);
    void find_near(std::size_t index, Box const& box);
    void look_at_overlay(Painted const& text, std::size_t index, Box const& box, std::size_t other);
    void look_at_text(Painted const& text, std::size_t index, Box const& box, std::size_t other);
    bool is_thin(Painted const& text, Box const& box, Painted const& other);
    bool stands_out(Painted const& text, std::size_t index, Box const& box);
    bool find_grounds(Painted const& text, std::size_t index, Box const& box);
    bool paint_grounds(Painted const& item, bool is_whole);
    bool covers(Painted const& item, Box const& box, double size);
    void judge_cells(Painted const& text, std::size_t index, Box const& box);
    void doubt(Box const& box) { findings_->doubtful.push_back(box); }
    std::vector<Painted> const& items() const { return painting_.items; }

    Painting const& painting_;
    Rows rows_;
    Findings* findings_ = nullptr;
    Surroundings around_;
    std::vector<std::pair<std::size_t, bool>> below_;  // What may be seen around the text; whole or not.
    std::vector<Tint> grounds_;
    std::vector<Box> specks_;
    std::vector<Box> small_overlaps_;
    std::size_t comparisons_ = 0, edges_ = 0;
};

Judge::Judge(Painting const& painting) : painting_(painting) {
    for (std::size_t i = 0; i < items().size(); ++i) rows_.add(items()[i].box, i);
}

bool Judge::judge(Findings& findings) {
    findings_ = &findings;
    for (std::size_t i = 0; i < items().size(); ++i) {
        if (items()[i].kind == Painted::Kind::text) judge(i);
        if (comparisons_ > most_comparisons || edges_ > most_edges) return false;
    }
    if (specks_.size() > most_specks)
        findings.doubtful.insert(findings.doubtful.end(), specks_.begin(), specks_.end());
    if (small_overlaps_.size() > most_small_overlaps)
        findings.doubtful.insert(findings.doubtful.end(), small_overlaps_.begin(), small_overlaps_.end());
    return true;
}

void Judge::judge(std::size_t index) {
    auto const& text = items()[index];
    if (text.doubt == Doubt::speck) return specks_.push_back(text.box);
    auto box = text.box;
    bool const is_known = text.doubt == Doubt::none && text.tint.known && text.opacity >= least_opacity;
    if (!is_known || is_cut(text, box) || !is_in_clips(box, text.clip)) return doubt(text.box);
    find_near(index, box);
    around_.fade = 1;
    around_.thin_sum = 0;
    around_.thin_count = 0;
    for (auto const other : around_.near) look_at_overlay(text, index, box, other);
    if (!stands_out(text, index, box)) return judge_cells(text, index, box);
    findings_->seen.push_back(text.letters.within(text.clip_box));
}

/// Takes what the clip cuts off from the box. @returns true if that is too much.
bool Judge::is_cut(Painted const& text, Box& box) {
    double const slack = most_cut * text.size;
    auto const& clip = text.clip_box;
    auto const roomy =
        Box{clip.left - 2 * slack, clip.top - slack, clip.right + 2 * slack, clip.bottom + slack};
    if (roomy.holds(box)) return false;
    auto const rest = box.within(clip);
    bool const is_left =
        text.is_level && rest.width() >= 0.3 * text.size && rest.height() >= 0.8 * box.height();
    if (!is_left) return true;
    if (box.left < roomy.left) doubt({box.left, box.top, clip.left, box.bottom});
    if (box.right > roomy.right) doubt({clip.right, box.top, box.right, box.bottom});
    box = rest;
    return false;
}

Place Judge::place(Box const& box, int outline) {
    auto const& edge = painting_.outlines[static_cast<std::size_t>(outline)];
    edges_ += edge.points.size();
    return place_of(box, edge);
}

bool Judge::is_in_clips(Box const& box, int clip) {
    for (; clip >= 0; clip = painting_.clips[static_cast<std::size_t>(clip)].parent) {
        auto const outline = painting_.clips[static_cast<std::size_t>(clip)].outline;
        if (outline < 0 || place(box, outline) != Place::inside) return false;
    }
    return true;
}

void Judge::find_near(std::size_t index, Box const& box) {
    around_.near.clear();
    comparisons_ += rows_.each(box, [&](std::size_t other) {
        if (other != index) around_.near.push_back(other);
    });
    std::sort(around_.near.begin(), around_.near.end());
}

/// Lets go what hides as little as a rule through the letters does.
bool Judge::is_thin(Painted const& text, Box const& box, Painted const& other) {
    constexpr std::size_t most = 4;
    constexpr double narrow = 0.08;
    if (other.kind != Painted::Kind::shape) return false;
    auto const common = other.box.within(box);
    double const height = text.is_level ? box.height() : std::min(box.height(), box.width());
    double const width = std::min(common.width(), common.height());
    if (!(width < thin * height || width < narrow * text.size)) return false;
    around_.thin_sum += width;
    return ++around_.thin_count <= most && around_.thin_sum <= most_thin * height;
}

void Judge::look_at_overlay(Painted const& text, std::size_t index, Box const& box, std::size_t other) {
    auto const& item = items()[other];
    if (item.doubt == Doubt::blank || item.doubt == Doubt::speck) return;
    if (item.kind == Painted::Kind::text) return look_at_text(text, index, box, other);
    if (other < index) return;
    if (item.outline >= 0 && place(box, item.outline) == Place::outside) return;
    if (is_thin(text, box, item)) return;
    bool const is_veil = item.opacity < veil && item.plain && item.tint.known;
    if (item.kind == Painted::Kind::shape && is_veil) {
        around_.fade *= 1 - item.opacity;
    } else {
        doubt(item.box.within(box));
    }
}

void Judge::look_at_text(Painted const& text, std::size_t index, Box const& box, std::size_t other) {
    auto const& item = items()[other];
    if (item.is_light || text.is_light || item.doubt == Doubt::not_drawn) return;
    auto const common = item.box.within(box);
    double const size = std::min(text.size, item.size);
    if (common.width() < 0.35 * size || common.height() < 0.3 * std::min(box.height(), item.box.height()))
        return;
    bool const is_twin = item.hash == text.hash &&
                         std::abs(item.box.left - text.box.left) < most_shift * text.size &&
                         std::abs(item.box.top - text.box.top) < most_shift * text.size;
    if (is_twin && (item.doubt == Doubt::none || other < index)) return;
    bool const is_small = common.width() < small_overlap * size && common.height() < small_overlap * size;
    (is_small ? small_overlaps_ : findings_->doubtful).push_back(common);
}

bool Judge::covers(Painted const& item, Box const& box, double size) {
    if (!item.is_box && item.outline < 0) return false;
    if (!item.box.grown(edge_tolerance * size).holds(box)) return false;
    if (item.outline >= 0 && place(box, item.outline) != Place::inside) return false;
    return is_in_clips(box, item.clip);
}

/// Paints over what may be the ground. @returns false if nothing can be said of it any more.
bool Judge::paint_grounds(Painted const& item, bool is_whole) {
    if (!item.plain || !item.tint.known) return false;
    auto const count = grounds_.size();
    for (std::size_t i = 0; i < count; ++i) {
        auto const painted = over(item.tint, item.opacity, grounds_[i]);
        if (is_whole) {
            grounds_[i] = painted;
        } else if (std::find(grounds_.begin(), grounds_.end(), painted) == grounds_.end()) {
            grounds_.push_back(painted);
        }
    }
    return grounds_.size() <= most_grounds;
}

/// Finds all colours that may be around the letters.
bool Judge::find_grounds(Painted const& text, std::size_t index, Box const& box) {
    below_.clear();
    grounds_.assign(1, Tint::white());
    auto const end = std::lower_bound(around_.near.begin(), around_.near.end(), index);
    for (auto at = end; at != around_.near.begin();) {
        auto const& item = items()[*--at];
        if (item.kind == Painted::Kind::text || !item.box.touches(box)) continue;
        if (item.outline >= 0 && place(box, item.outline) == Place::outside) continue;
        bool const is_whole = covers(item, box, text.size);
        if (!is_whole && is_thin(text, box, item)) continue;
        below_.emplace_back(*at, is_whole);
        if (is_whole && item.plain && item.opacity > 0.98 && item.kind == Painted::Kind::shape) break;
    }
    return std::all_of(below_.rbegin(), below_.rend(), [this](auto const& entry) {
        return paint_grounds(items()[entry.first], entry.second);
    });
}

bool Judge::stands_out(Painted const& text, std::size_t index, Box const& box) {
    if (!find_grounds(text, index, box)) return false;
    double const seen = text.opacity * around_.fade;
    return std::all_of(grounds_.begin(), grounds_.end(),
                       [&](Tint const& ground) { return contrast(text.tint, ground) * seen >= 1; });
}

/// Where a line stands on different grounds, each part of it may stand out from its own.
void Judge::judge_cells(Painted const& text, std::size_t index, Box const& box) {
    constexpr double width = 0.8;
    constexpr double most_cells = 200;
    bool const lies = box.width() >= box.height();
    double const length = lies ? box.width() : box.height();
    auto const count = static_cast<int>(std::clamp(std::ceil(length / (width * text.size)), 1.0, most_cells));
    for (int i = 0; i < count; ++i) {
        double const begin = length * i / count, end = length * (i + 1) / count;
        Box const cell = lies ? Box{box.left + begin, box.top, box.left + end, box.bottom}
                              : Box{box.left, box.top + begin, box.right, box.top + end};
        comparisons_ += around_.near.size();
        around_.thin_sum = 0;
        around_.thin_count = 0;
        bool const is_seen = stands_out(text, index, cell);
        auto letters = text.letters.within(text.clip_box);
        (lies ? letters.left : letters.top) = lies ? cell.left : cell.top;
        (lies ? letters.right : letters.bottom) = lies ? cell.right : cell.bottom;
        (is_seen ? findings_->seen : findings_->doubtful).push_back(is_seen ? letters : cell);
    }
}

/// The words of a page beside what was found about its texts.
class Words {
public:
    explicit Words(Findings const& findings) : findings_(findings) {
        for (std::size_t i = 0; i < findings.seen.size(); ++i) seen_.add(findings.seen[i], i);
        for (std::size_t i = 0; i < findings.doubtful.size(); ++i) doubtful_.add(findings.doubtful[i], i);
    }
    bool is_seen(Word const& word);

private:
    Findings const& findings_;
    Rows seen_;
    Rows doubtful_;
    std::vector<Range> ranges_;
};

/// The part of a word's box in which all letters have ink.
Box middle_of(Word const& word) {
    constexpr double least = 0.1;
    double const x = word.rotation % 2 == 0 ? 0 : 0.25 * (word.right - word.left);
    double const y = word.rotation % 2 == 0 ? 0.25 * (word.bottom - word.top) : 0;
    Box box{word.left + x, word.top + y, word.right - x, word.bottom - y};
    box.right = std::max(box.right, box.left + least);
    box.bottom = std::max(box.bottom, box.top + least);
    return box;
}

bool Words::is_seen(Word const& word) {
    bool const lies = word.rotation % 2 == 0;
    auto const middle = middle_of(word);
    auto const add = [&](Box const& box) {
        auto const common = box.within(middle);
        ranges_.push_back(lies ? Range{common.left, common.right} : Range{common.top, common.bottom});
    };
    double const length = lies ? middle.width() : middle.height();
    ranges_.clear();
    seen_.each(middle, [&](std::size_t i) {
        auto const common = findings_.seen[i].within(middle);
        bool const is_its_line = lies ? common.height() > least_common * middle.height()
                                      : common.width() > least_common * middle.width();
        if (is_its_line) add(findings_.seen[i]);
    });
    if (covered(ranges_) < least_seen * length) return false;
    ranges_.clear();
    doubtful_.each(middle, [&](std::size_t i) { add(findings_.doubtful[i]); });
    return covered(ranges_) <= most_doubtful * length;
}

}  // namespace

bool all_are_seen(Painting const& painting, std::vector<Word> const& words) {
    if (painting.doubt != nullptr) return false;
    Findings findings;
    if (!Judge(painting).judge(findings)) return false;
    Words page(findings);
    bool has_letters = false;
    for (auto const& word : words) {
        if (count_letters(word.text).letters == 0) continue;
        if (!page.is_seen(word)) return false;
        has_letters = true;
    }
    return has_letters;
}

}  // namespace ats::pdf
