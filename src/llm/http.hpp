#pragma once

#include <chrono>
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <ats/context.hpp>

namespace ats::http {

struct Header {
    std::string name;  ///< In lower case.
    std::string value;
};

struct Request {
    std::string url;                   ///< http or https.
    std::vector<std::string> headers;  ///< "Name: value".
    std::string body;
    std::chrono::milliseconds timeout;  ///< From start to end.
    std::chrono::milliseconds connect_timeout;
    std::size_t max_response_bytes;  ///< Of the unpacked body.
};

struct Response {
    int status = 0;
    std::vector<Header> headers;
    std::string body;

    /// @returns the value of the first header of that name (in lower case); empty if there is none.
    std::string_view header(std::string_view name) const noexcept;
};

/// Sends requests over connections that are kept alive, from many threads at once; one attempt each.
/// Redirects are not followed, and nothing is read from the environment: no proxy, no netrc.
class Transport {
public:
    /// @param server how messages name the server.
    explicit Transport(std::string server);
    ~Transport();

    /// @throws ModelServiceError model_unreachable, model_timeout or model_protocol_error (an answer
    /// over a limit); CallerError cancelled, deadline_exceeded or caller_forked.
    Response post(Request const& request, CallContext const& context);

private:
    struct Impl;
    class Lease;
    std::unique_ptr<Impl> impl_;
};

}  // namespace ats::http
