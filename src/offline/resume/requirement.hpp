#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "offline/resume/matching.hpp"

/// How a requirement is put together: what is asked for together, and what may stand for what.
namespace ats::offline {

/// One of several things of which any will do: "Kafka" of "queues such as Kafka or RabbitMQ".
struct Option {
    std::string_view text;  ///< A part of the requirement.
    Query query;
};

/// What is asked for together with the other parts: "Docker" of "Docker and Kubernetes".
struct RequirementPart {
    std::vector<Option> options;
    double weight;
};

/// @returns the parts of `requirement`, which must outlive them; one part with one option if it is no
/// enumeration, none if it is too long to be one.
std::vector<RequirementPart> parts_of(std::string_view requirement);

}  // namespace ats::offline
