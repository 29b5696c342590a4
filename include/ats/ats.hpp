#pragma once

/// @file
/// The whole library, in the order of a scoring request.
///
/// @code
/// #include <ats/ats.hpp>
/// #include <iostream>
///
/// int main(int argc, char** argv) try {  // JOB RESUME...
///     if (argc < 3) throw std::invalid_argument("usage: program JOB RESUME...");
///     std::vector<ats::DocumentSource> resumes;
///     for (int i = 2; i < argc; ++i) resumes.push_back(ats::DocumentSource::from_file(argv[i]));
///     std::cout << ats::to_csv(ats::rank_resumes(ats::DocumentSource::from_file(argv[1]), resumes));
/// } catch (std::exception const& error) {  // A resume never throws: it is a row with its error.
///     std::cerr << error.what() << "\n";
///     return 1;
/// }
/// @endcode
///
/// With a model server, in place of the offline engine:
/// @code
/// ats::OpenAiOptions server;
/// server.model = "gpt-6-luna";
/// server.api_key = key;
/// ats::RankOptions options;
/// options.client = ats::make_client(server);  // Redacts, validates, tries again, keeps to limits.
/// options.queue.workers = 16;
/// @endcode

#include <ats/anthropic_client.hpp>
#include <ats/audit.hpp>
#include <ats/budget_client.hpp>
#include <ats/client_policies.hpp>
#include <ats/context.hpp>
#include <ats/criteria.hpp>
#include <ats/criteria_extractor.hpp>
#include <ats/criteria_lint.hpp>
#include <ats/document.hpp>
#include <ats/document_reader.hpp>
#include <ats/error.hpp>
#include <ats/job_lines.hpp>
#include <ats/job_queue.hpp>
#include <ats/limiting_client.hpp>
#include <ats/llm_client.hpp>
#include <ats/manipulation.hpp>
#include <ats/offline_client.hpp>
#include <ats/openai_client.hpp>
#include <ats/periods.hpp>
#include <ats/price.hpp>
#include <ats/rank_resumes.hpp>
#include <ats/ranking.hpp>
#include <ats/record.hpp>
#include <ats/recording_client.hpp>
#include <ats/redacting_client.hpp>
#include <ats/redaction.hpp>
#include <ats/reply_store.hpp>
#include <ats/report.hpp>
#include <ats/resume_scorer.hpp>
#include <ats/retrying_client.hpp>
#include <ats/scorecard.hpp>
#include <ats/usage.hpp>
#include <ats/validating_client.hpp>
#include <ats/version.hpp>
