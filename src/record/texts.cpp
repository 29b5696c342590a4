#include <array>
#include <ctime>

#include "base/sha256.hpp"
#include "record/stored.hpp"

namespace ats::record {

std::string utc_text(Time time) {
    auto const seconds = std::chrono::system_clock::to_time_t(time);
    std::tm parts{};
    gmtime_r(&seconds, &parts);
    std::array<char, 32> text{};
    auto const size = std::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%SZ", &parts);
    return {text.data(), size};
}

std::int64_t keep_text(Database& database, std::string_view text) {
    auto const digest = sha256(text);
    Statement(database, "INSERT INTO texts (digest, text) VALUES (?, ?) ON CONFLICT (digest) DO NOTHING")
        .bind(digest)
        .bind(text)
        .run();
    if (database.changes() > 0) return database.last_id();
    Statement find(database, "SELECT id FROM texts WHERE digest = ?");
    find.bind(digest).next();
    return find.number(0);
}

std::string text_of(Database& database, std::int64_t id) {
    Statement find(database, "SELECT text FROM texts WHERE id = ?");
    return find.bind(id).next() ? find.text(0) : std::string();
}

void drop_unused_texts(Database& database) {
    database.execute(
        "DELETE FROM texts WHERE NOT EXISTS (SELECT 1 FROM reply_texts WHERE reply_texts.text = texts.id)"
        " AND NOT EXISTS (SELECT 1 FROM documents WHERE documents.text = texts.id)"
        " AND id NOT IN (SELECT job_text FROM runs WHERE job_text IS NOT NULL)");
}

}  // namespace ats::record
