#include "llm/refusals.hpp"

#include <functional>
#include <string>

namespace ats::llm {
namespace {

/// Of different resumes. Two may be alike, and the same word may stand in both.
constexpr std::size_t proof_in_a_row = 3;
constexpr int unauthorized = 401;
constexpr int forbidden = 403;

std::size_t what_it_is_about(LlmRequest const& request) {
    std::hash<std::string> const hash;
    if (!request.document.empty()) return hash(request.document);
    return request.sections.empty() ? 0 : hash(request.sections.back().text);
}

}  // namespace

void Refusals::count(int change) {
    std::lock_guard const lock(mutex_);
    under_way_ += change;
}

void Refusals::succeeded() {
    std::lock_guard const lock(mutex_);
    has_succeeded_ = true;
    about_.clear();
}

bool Refusals::proves(ModelServiceError const& error, bool says_why, LlmRequest const& request) {
    std::lock_guard const lock(mutex_);
    auto const status = error.details().http_status;
    if (status != status_) about_.clear();
    status_ = status;
    about_.insert(what_it_is_about(request));
    if (status == unauthorized || about_.size() >= proof_in_a_row) return true;
    if (has_succeeded_) return false;
    // A page is what a firewall shows for one text; a 404 may also come from a wrong address.
    return says_why || (status != forbidden && under_way_ == 1);
}

}  // namespace ats::llm
