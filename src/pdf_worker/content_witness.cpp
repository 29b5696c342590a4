#include "pdf_worker/content_witness.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <exception>
#include <unordered_map>
#include <utility>

#include "pdf_worker/clearance.hpp"
#include "pdf_worker/letter_boxes.hpp"
#include "pdf_worker/letters.hpp"

namespace ats::pdf {
namespace {

// Words that stand below each other compare with a few dozen glyphs each; the bound keeps a hostile page
// from more than the squares of its words.
constexpr std::size_t most_comparisons = 20'000'000;

// poppler's words begin where their first glyph does; widths that are not known add a bit.
constexpr double start_tolerance = 0.25;  // In shares of the font size.
// Some fonts lie about how high their letters are, so that the base line is beside the box.
constexpr double line_tolerance = 0.4;
constexpr double usual_depth = 0.22;  // Of the base line above the foot of the box, in shares of its height.
constexpr double line_weight = 0.2;

/// Where a line of these quarter turns has come to: it grows from glyph to glyph.
double along(int turns, double x, double y) {
    std::array<double, 4> const places{x, y, -x, -y};
    return places[static_cast<std::size_t>(turns & 3)];
}

double start_of(Word const& word) {
    bool const backwards = (word.rotation & 3) >= 2;
    return along(word.rotation, backwards ? word.right : word.left, backwards ? word.bottom : word.top);
}

double end_of(Word const& word) {
    bool const backwards = (word.rotation & 3) >= 2;
    return along(word.rotation, backwards ? word.left : word.right, backwards ? word.top : word.bottom);
}

class Joiner {
public:
    explicit Joiner(std::vector<Glyph> const& glyphs);

    /// @returns for each word the index of its first glyph; -1 if it is not found.
    std::vector<int> first_glyphs(std::vector<Word> const& words);
    bool is_space_behind(Word const& word, std::size_t first) const;

private:
    struct Match {
        int glyph = -1;
        double distance = INFINITY;
    };

    Match first_glyph(Word const& word);
    double distance(Word const& word, Glyph const& glyph) const;

    struct Place {
        double along;
        int glyph;
    };

    std::vector<Glyph> const& glyphs_;
    std::array<std::vector<Place>, 4> lines_;  // By quarter turns; sorted.
    std::size_t comparisons_ = 0;
};

Joiner::Joiner(std::vector<Glyph> const& glyphs) : glyphs_(glyphs) {
    lines_[0].reserve(glyphs.size());
    for (std::size_t i = 0; i < glyphs.size(); ++i) {
        auto const& glyph = glyphs[i];
        if (glyph.space) continue;
        lines_[static_cast<std::size_t>(glyph.turns)].push_back(
            {along(glyph.turns, glyph.x, glyph.y), static_cast<int>(i)});
    }
    auto const before = [](Place const& a, Place const& b) {
        return a.along != b.along ? a.along < b.along : a.glyph < b.glyph;
    };
    for (auto& line : lines_) std::sort(line.begin(), line.end(), before);
}

/// How far the glyph is from where the word begins; infinite if it is on no line of the word's.
double Joiner::distance(Word const& word, Glyph const& glyph) const {
    bool const lies = word.rotation % 2 == 0;
    double const low = lies ? word.top : word.left;
    double const high = lies ? word.bottom : word.right;
    double const across = lies ? glyph.y : glyph.x;
    double const slack = line_tolerance * std::max(glyph.size, high - low);
    if (!(across > low - slack && across < high + slack)) return INFINITY;
    double const beside = std::max({0.0, low - across, across - high});
    // Boxes of high fonts hold the base line of another line, too.
    bool const grows_down = (word.rotation & 3) == 0 || (word.rotation & 3) == 3;
    double const depth = usual_depth * (high - low);
    double const from_usual = std::abs(across - (grows_down ? high - depth : low + depth));
    return std::abs(along(glyph.turns, glyph.x, glyph.y) - start_of(word)) + beside +
           line_weight * from_usual;
}

/// A glyph begins one word only: the one that is nearest to it.
std::vector<int> Joiner::first_glyphs(std::vector<Word> const& words) {
    std::vector<int> out(words.size(), -1);
    std::unordered_map<int, std::pair<std::size_t, double>> taken;
    for (std::size_t i = 0; i < words.size(); ++i) {
        auto const match = first_glyph(words[i]);
        if (match.glyph < 0) continue;
        auto const [known, is_new] = taken.try_emplace(match.glyph, i, match.distance);
        if (!is_new && known->second.second <= match.distance) continue;
        if (!is_new) out[known->second.first] = -1;
        known->second = {i, match.distance};
        out[i] = match.glyph;
    }
    return out;
}

Joiner::Match Joiner::first_glyph(Word const& word) {
    auto const& line = lines_[static_cast<std::size_t>(word.rotation & 3)];
    double const height = word.rotation % 2 == 0 ? word.height() : word.right - word.left;
    double const tolerance = start_tolerance * std::clamp(height, 2.0, 50.0);
    double const start = start_of(word);
    auto at = std::lower_bound(line.begin(), line.end(), start - tolerance,
                               [](Place const& place, double value) { return place.along < value; });
    Match best;
    for (; at != line.end() && at->along <= start + tolerance; ++at) {
        if (++comparisons_ > most_comparisons) return {};
        double const d = distance(word, glyphs_[static_cast<std::size_t>(at->glyph)]);
        if (d < best.distance) best = {at->glyph, d};
    }
    return best;
}

bool Joiner::is_space_behind(Word const& word, std::size_t first) const {
    double const end = end_of(word);
    for (std::size_t i = first + 1; i < glyphs_.size() && glyphs_[i].shown == glyphs_[first].shown; ++i) {
        auto const& glyph = glyphs_[i];
        double const slack = start_tolerance * glyph.size;
        if (glyph.space) return along(word.rotation, glyph.x, glyph.y) > end - slack;
        if (along(word.rotation, glyph.x, glyph.y) > end + slack) return false;
    }
    return false;
}

Witness witness_by(Glyph const& glyph, int drawn) {
    Witness out;
    out.drawn = drawn;
    out.artifact = glyph.artifact;
    out.baseline = glyph.y;
    out.font_size = glyph.size;
    out.font = glyph.font;
    out.colour = glyph.colour;
    out.shown = glyph.shown;
    return out;
}

double share(int part, int all) { return all > 0 ? static_cast<double>(part) / all : 0; }

}  // namespace

PageWitness join(ContentScan const& scan, std::vector<Word> const& words, StructureTree const& tree,
                 int page) {
    PageWitness out;
    out.shapes = scan.shapes;
    out.words.reserve(words.size());
    Joiner joiner(scan.glyphs);
    int letters = 0, found = 0, content = 0, ranked = 0;
    auto const first_glyphs = joiner.first_glyphs(words);
    for (std::size_t i = 0; i < words.size(); ++i) {
        auto const& word = words[i];
        int const count = count_letters(word.text).letters;
        int const first = first_glyphs[i];
        auto& witness = out.words.emplace_back();
        letters += count;
        if (first >= 0) {
            auto const& glyph = scan.glyphs[static_cast<std::size_t>(first)];
            witness = witness_by(glyph, first);
            if (glyph.mcid >= 0) witness.tree = tree.rank(page, glyph.form, glyph.mcid);
            witness.space_drawn = joiner.is_space_behind(word, static_cast<std::size_t>(first));
            found += count;
        }
        if (!witness.artifact) content += count;
        if (!witness.artifact && witness.tree >= 0) ranked += count;
    }
    out.joined = share(found, letters);
    out.tree_cover = share(ranked, content);
    return out;
}

PageWitness ContentWitness::read(std::size_t page, std::vector<Word> const& words) {
    auto object = file_.page(page);
    std::optional<Painter> painter;
    if (sources_) {
        sources_->shows_all_layers = file_.shows_all_layers();
        painter.emplace(*sources_);
    }
    auto const scan = scan_content(object, fonts_, painter ? &*painter : nullptr);
    PageWitness out;
    out.words.resize(words.size());
    if (!scan) return out;
    bool const is_marked = std::any_of(scan->glyphs.begin(), scan->glyphs.end(),
                                       [](auto const& glyph) { return glyph.mcid >= 0; });
    if (!tree_ && is_marked) tree_.emplace(file_.structure_tree());
    static StructureTree const no_tree(QPDFObjectHandle::newNull());
    out = join(*scan, words, is_marked ? *tree_ : no_tree, object.getObjectID());
    out.all_seen = painter && are_seen(painter->take(), words, out.words);
    return out;
}

bool ContentWitness::are_seen(Painting const& painting, std::vector<Word> const& words,
                              std::vector<Witness> const& witnesses) const {
    return !file_.is_damaged() && all_are_seen(painting, with_letter_boxes(words, witnesses));
}

PageWitness ContentWitness::of(std::size_t page, std::vector<Word> const& words) try {
    return read(page, words);
} catch (std::exception const&) {
    PageWitness out;  // Damaged objects: poppler may read them all the same.
    out.words.resize(words.size());
    return out;
}

}  // namespace ats::pdf
