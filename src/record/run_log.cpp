#include <utility>

#include <ats/error.hpp>

#include "record/record_impl.hpp"

namespace ats {
namespace {

void keep(Record::Impl& impl, std::int64_t run, std::size_t position, Document const* document,
          Outcome const& outcome) {
    impl.write([&](auto& database) {
        record::keep_outcome(database, run, position, document, outcome, impl.options.now());
    });
}

}  // namespace

RunLog::RunLog(std::shared_ptr<Record> record, RunDescription description) : record_(std::move(record)) {
    if (!record_) throw CallerError(ErrorCode::invalid_argument, "a run needs a record");
    record_->impl_->write([&](auto& database) {
        auto const run = record::start_run(database, description, record_->impl_->options.now());
        id_ = run.id;
        as_of_ = run.as_of;
        continued_ = run.continued;
    });
}

RunLog::~RunLog() = default;

void RunLog::write(std::size_t position, Document const* document, Outcome const& outcome) {
    keep(*record_->impl_, id_, position, document, outcome);
}

std::function<void(std::uint64_t, Document const*, Outcome const&)> RunLog::on_outcome() const {
    auto* const impl = record_->impl_.get();
    // The ids of a queue count its jobs from 1.
    return [record = record_, impl, run = id_](std::uint64_t job, Document const* document,
                                               Outcome const& outcome) {
        keep(*impl, run, static_cast<std::size_t>(job - 1), document, outcome);
    };
}

void RunLog::finish() {
    record_->impl_->write(
        [&](auto& database) { record::finish_run(database, id_, record_->impl_->options.now()); });
}

}  // namespace ats
