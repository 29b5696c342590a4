#include "pdf_worker/visibility.hpp"
namespace ats::pdf {
PageView look_at(poppler::page const&, std::vector<Word> const& words) {
    return {true, std::vector<bool>(words.size())};
}
}  // namespace ats::pdf
