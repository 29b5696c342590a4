#pragma once

/// @file
/// The whole library, in the order of a scoring request.
///
/// @code
/// #include <ats/ats.hpp>
/// #include <iostream>
///
/// int main(int argc, char** argv) {  // JOB RESUME...
///     auto reader = std::make_shared<ats::DocumentReader>();
///     auto client = std::make_shared<ats::OfflineClient>();  // no network, no key
///     auto job = reader->read(ats::DocumentSource::from_file(argv[1]));
///     auto criteria = ats::CriteriaExtractor(client).extract(job);
///     auto scorer = std::make_shared<ats::ResumeScorer>(client, criteria);
///     ats::JobQueue queue(reader, scorer);
///     for (int i = 2; i < argc; ++i) queue.submit(ats::DocumentSource::from_file(argv[i]));
///     std::cout << ats::to_csv(ats::rank(criteria, *queue.wait_all(), scorer->as_of()));
/// }
/// @endcode
///
/// With a model server the client is composed by hand, each layer one policy:
/// @code
/// ats::OpenAiOptions options;
/// options.model = "gpt-6-luna";
/// options.api_key = key;
/// auto checked = std::make_shared<ats::ValidatingClient>(
///     std::make_shared<ats::RetryingClient>(std::make_shared<ats::LimitingClient>(
///         std::make_shared<ats::OpenAiClient>(options), std::make_shared<ats::Limiter>())));
/// auto client = std::make_shared<ats::RedactingClient>(checked);  // Outermost: names are never sent.
/// @endcode

#include <ats/anthropic_client.hpp>
#include <ats/audit.hpp>
#include <ats/budget_client.hpp>
#include <ats/context.hpp>
#include <ats/criteria.hpp>
#include <ats/criteria_extractor.hpp>
#include <ats/criteria_lint.hpp>
#include <ats/document.hpp>
#include <ats/document_reader.hpp>
#include <ats/error.hpp>
#include <ats/job_queue.hpp>
#include <ats/limiting_client.hpp>
#include <ats/llm_client.hpp>
#include <ats/manipulation.hpp>
#include <ats/offline_client.hpp>
#include <ats/openai_client.hpp>
#include <ats/price.hpp>
#include <ats/ranking.hpp>
#include <ats/record.hpp>
#include <ats/recording_client.hpp>
#include <ats/redacting_client.hpp>
#include <ats/redaction.hpp>
#include <ats/report.hpp>
#include <ats/resume_scorer.hpp>
#include <ats/retrying_client.hpp>
#include <ats/scorecard.hpp>
#include <ats/usage.hpp>
#include <ats/validating_client.hpp>
#include <ats/version.hpp>
