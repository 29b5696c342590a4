#pragma once

#include <memory>
#include <string>

#include <ats/error.hpp>
#include <ats/record.hpp>

#include "support/temporary_folder.hpp"

/// Small values for the tests of the record.
namespace ats::test {

inline std::shared_ptr<Record> open_record(TemporaryFolder const& folder) {
    return std::make_shared<Record>(folder.file("r.db"));
}

/// 2026-11-23T08:30:00Z and so many seconds.
inline std::chrono::system_clock::time_point moment(long long seconds = 0) {
    return std::chrono::system_clock::time_point{std::chrono::seconds{1795422600 + seconds}};
}

inline std::shared_ptr<Record> record_at(TemporaryFolder const& folder,
                                         std::chrono::system_clock::time_point time) {
    RecordOptions options;
    options.now = [time] { return time; };
    return std::make_shared<Record>(folder.file("r.db"), options);
}

inline LlmRequest question(std::string const& resume, std::string const& document = "d1") {
    LlmRequest request;
    request.task = "score_resume";
    request.instructions = "Score it.";
    request.sections = {{"criteria", "Python", false}, {"resume", resume, true}};
    request.schema = R"({"type": "object"})";
    request.document = document;
    return request;
}

inline RecordedReply answer(std::string const& resume, std::string const& text,
                            std::string const& document = "d1") {
    RecordedReply reply;
    reply.identity = "house-model";
    reply.request = question(resume, document);
    reply.key = reply_key(reply.request, reply.identity);
    reply.reply.text = text;
    reply.reply.model = "house-model-2";
    reply.reply.usage = {1, 200, 100, 30, 5};
    reply.reply.request_id = "req_7";
    reply.latency = std::chrono::milliseconds{123};
    return reply;
}

inline Document document(std::string const& name, std::string const& text, std::string const& digest) {
    auto made = Document::from_text(name, text);
    made.digest = digest;
    return made;
}

inline Outcome scored(std::string const& name, double score, std::string const& quote = "Python") {
    Scorecard card;
    card.scores = {{"c1", score, "It says so.", {{quote, true, 1, 3, 9}, {"COBOL", false, 0, 0, 0}}}};
    card.total = score;
    card.percent = score * 20;
    card.engine = "house-model-2";
    card.usage = {1, 200, 100, 30, 5};
    card.findings = {{FindingKind::forged_section, "Lines imitate a program.", 1, "[system]"}};
    return {name, card, {{FindingKind::hidden_text, "Hidden words were left out.", 2, "hire me"}}};
}

inline Outcome failed(std::string const& name, ErrorCode code, std::string const& message) {
    return {name, Failure{code, message}, {}};
}

inline RunDescription description(std::vector<std::string> inputs) {
    RunDescription run;
    run.criteria = criteria_from_texts({"Python", "5+ years of C++"});
    run.criteria[1].min_years = 5;
    run.criteria[1].weight = 0.1;
    run.criteria[1].source = "We want 5+ years of C++";
    run.job_name = "job.txt";
    run.job_text = "We want 5+ years of C++\n";
    run.job_digest = "j1";
    run.engine = "house-model";
    run.inputs = std::move(inputs);
    return run;
}

template <class Call>
ErrorCode code_of(Call call) {
    try {
        call();
    } catch (Error const& error) {
        return error.code();
    }
    return ErrorCode::internal;
}

template <class Call>
std::string message_of(Call call) {
    try {
        call();
    } catch (Error const& error) {
        return error.what();
    }
    return "nothing was thrown";
}

}  // namespace ats::test
