#include <charconv>
#include <set>

#include <ats/error.hpp>

#include "record/record_json.hpp"
#include "record/stored.hpp"

namespace ats::record {
namespace {

// In the order that read_reply() expects, from column 0.
constexpr char const* find_sql =
    "SELECT reply, model, request_id, finish_reason, usage FROM replies WHERE key = ?";
constexpr char const* about_sql =
    "SELECT reply, model, request_id, finish_reason, usage, key, identity, request, latency_ms, time,"
    " name"
    " FROM replies WHERE document = ? ORDER BY time, key";

LlmReply read_reply(Statement const& row) {
    LlmReply reply;
    reply.text = row.text(0);
    reply.model = row.text(1);
    reply.request_id = row.text(2);
    reply.finish_reason = finish_reason_of(row.text(3));
    reply.usage = usage_of(row.text(4));
    return reply;
}

std::string fetch_text(Database& database, std::string const& reference) {
    std::int64_t id = 0;
    std::from_chars(reference.data(), reference.data() + reference.size(), id);
    return text_of(database, id);
}

void insert(Database& database, RecordedReply const& reply, std::string const& request, Time now) {
    Statement(database,
              "INSERT INTO replies (key, identity, request, document, name, reply, model, request_id,"
              " finish_reason, usage, latency_ms, time) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
        .bind(reply.key)
        .bind(reply.identity)
        .bind(request)
        .bind_or_null(reply.request.document)
        .bind_or_null(reply.request.document_name)
        .bind(reply.reply.text)
        .bind(reply.reply.model)
        .bind(reply.reply.request_id)
        .bind(finish_reason_text(reply.reply.finish_reason))
        .bind(usage_text(reply.reply.usage))
        .bind(static_cast<std::int64_t>(reply.latency.count()))
        .bind(utc_text(now))
        .run();
}

}  // namespace

std::optional<LlmReply> find_reply(Database& database, std::string const& key) {
    Statement find(database, find_sql);
    if (!find.bind(key).next()) return std::nullopt;
    return read_reply(find);
}

LlmReply keep_reply(Database& database, RecordedReply const& reply, Time now) {
    if (auto stored = find_reply(database, reply.key)) return *stored;
    std::set<std::int64_t> texts;
    auto const request = request_text(reply.request, [&](std::string const& text) {
        return std::to_string(*texts.insert(keep_text(database, text)).first);
    });
    insert(database, reply, request, now);
    for (auto const text : texts) {
        Statement(database, "INSERT INTO reply_texts (key, text) VALUES (?, ?)")
            .bind(reply.key)
            .bind(text)
            .run();
    }
    auto stored = reply.reply;
    stored.rate_limit = {};
    return stored;
}

void drop_reply(Database& database, std::string const& key) {
    Statement(database, "DELETE FROM reply_texts WHERE key = ?").bind(key).run();
    Statement(database, "DELETE FROM replies WHERE key = ?").bind(key).run();
}

std::vector<RecordedReply> replies_about(Database& database, std::string const& digest) {
    std::vector<RecordedReply> replies;
    Statement row(database, about_sql);
    row.bind(digest);
    while (row.next()) {
        RecordedReply reply;
        reply.reply = read_reply(row);
        reply.key = row.text(5);
        reply.identity = row.text(6);
        reply.request = request_of(
            row.text(7), [&](std::string const& reference) { return fetch_text(database, reference); });
        reply.latency = std::chrono::milliseconds{row.number(8)};
        reply.time = row.text(9);
        reply.request.document_name = row.text(10);
        replies.push_back(std::move(reply));
    }
    return replies;
}

}  // namespace ats::record
