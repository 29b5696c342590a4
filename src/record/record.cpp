#include <unistd.h>

#include <ats/error.hpp>

#include "record/record_impl.hpp"
#include "record/schema.hpp"

namespace ats {
namespace {

// Far beyond any rule of retention, and far from the end of the clock.
constexpr std::chrono::hours longest_age{24 * 365 * 100};

RecordOptions checked(RecordOptions options) {
    if (options.patience.count() < 0)
        throw CallerError(ErrorCode::invalid_argument, "the patience of a record must not be negative");
    if (!options.now) options.now = [] { return std::chrono::system_clock::now(); };
    return options;
}

}  // namespace

Record::Impl::Impl(std::string const& path, RecordOptions given)
    : options(checked(std::move(given))),
      owner(::getpid()),
      writer(open(path)),
      reader(path, options.patience) {}

Record::Impl::~Impl() {
    if (::getpid() == owner) return;
    // Closing would write into the parent's file, and drop nothing that the child has.
    writer.abandon();
    reader.abandon();
}

record::Database Record::Impl::open(std::string const& path) const {
    record::create_file(path, options.must_exist);
    record::Database database(path, options.patience);
    record::prepare_record(database);
    record::require_private(path);
    return database;
}

void Record::Impl::check_owner() const {
    if (::getpid() != owner) {
        throw CallerError(ErrorCode::caller_forked,
                          "the record was opened before fork(); open it again in the child");
    }
}

Erased Record::Impl::erase(std::function<Erased(record::Database&)> const& work) {
    Erased erased;
    write([&](record::Database& database) { erased = work(database); });
    // Also if nothing was found: an earlier call may not have been able to.
    std::lock_guard nobody_reads(reader_mutex);
    writer.exclusive(record::sweep);
    return erased;
}

Record::Record(std::string path, RecordOptions options)
    : impl_(std::make_unique<Impl>(path, std::move(options))) {}

Record::~Record() = default;

std::string const& Record::path() const noexcept { return impl_->reader.path(); }

std::optional<LlmReply> Record::find(std::string const& key) const {
    return impl_->read([&](auto& database) { return record::find_reply(database, key); });
}

LlmReply Record::keep(RecordedReply const& reply) {
    LlmReply stored;
    impl_->write([&](auto& database) { stored = record::keep_reply(database, reply, impl_->options.now()); });
    return stored;
}

void Record::drop(std::string const& key) {
    impl_->write([&](auto& database) { record::drop_reply(database, key); });
}

std::vector<RecordedReply> Record::replies(std::string const& document_digest) const {
    return impl_->read([&](auto& database) { return record::replies_about(database, document_digest); });
}

std::optional<std::int64_t> Record::unfinished(RunDescription const& description) const {
    return impl_->read([&](auto& database) { return record::unfinished_run(database, description); });
}

std::vector<RunSummary> Record::runs() const { return impl_->read(record::list_runs); }

RecordedRun Record::run(std::int64_t id) const {
    return impl_->read([&](auto& database) { return record::load_run(database, id); });
}

std::vector<RecordedOutcome> Record::outcomes(std::int64_t id, std::size_t first, std::size_t count) const {
    return impl_->read([&](auto& database) { return record::load_outcomes(database, id, first, count); });
}

std::optional<std::string> Record::document_text(std::string const& digest) const {
    return impl_->read([&](auto& database) { return record::document_text(database, digest); });
}

std::vector<NamedDocument> Record::documents_named(std::string const& name) const {
    return impl_->read([&](auto& database) { return record::documents_named(database, name); });
}

Erased Record::forget(std::string const& document_digest) {
    return impl_->erase([&](auto& database) {
        return record::erase_document(database, document_digest, impl_->options.now());
    });
}

Erased Record::forget_unread(std::string const& name) {
    return impl_->erase(
        [&](auto& database) { return record::erase_unread(database, name, impl_->options.now()); });
}

Erased Record::purge(std::chrono::seconds older_than) {
    if (older_than.count() < 0 || older_than > longest_age)
        throw CallerError(ErrorCode::invalid_argument, "an age must be between 0 and 100 years");
    return impl_->erase(
        [&](auto& database) { return record::erase_before(database, impl_->options.now() - older_than); });
}

}  // namespace ats
