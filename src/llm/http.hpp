#pragma once

#include <chrono>
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <ats/context.hpp>

namespace ats::http {

/// @returns the password in a proxy's URL, as it is without the URL's escapes; empty if there is none.
/// @throws CallerError invalid_argument, if it is no URL; the message does not repeat it.
std::string password_of(std::string const& proxy);

struct Header {
    std::string name;  ///< In lower case.
    std::string value;
};

/// Where requests go and how; the same for all of one transport, so that they share connections.
struct Connection {
    std::string url;        ///< http or https.
    std::string server;     ///< How messages name it.
    std::string proxy;      ///< URL; empty: none. May hold a password.
    std::string ca_bundle;  ///< File of certificates; empty: the system's.
    std::chrono::milliseconds connect_timeout;
};

inline bool is_plain(Connection const& connection) { return connection.url.starts_with("http://"); }

struct Request {
    std::vector<std::string> headers;  ///< "Name: value".
    std::string body;
    std::chrono::milliseconds timeout;  ///< From start to end.
    std::size_t max_response_bytes;     ///< Of the unpacked body.
};

struct Response {
    int status = 0;
    std::vector<Header> headers;
    std::string body;

    /// @returns the value of the first header of that name (in lower case); empty if there is none.
    std::string_view header(std::string_view name) const noexcept;
};

/// Sends requests over connections that are kept alive, from many threads at once; one attempt each.
/// One thread, started with the first request, does all the talking; HTTP/2 where a TLS server offers
/// it. Redirects are not followed, and nothing is read from the environment: no proxy, no netrc.
class Transport {
public:
    explicit Transport(Connection connection);
    ~Transport();

    /// Blocks until the answer is there.
    /// @throws ModelServiceError model_unreachable, model_timeout or model_protocol_error (an answer
    /// over a limit); CallerError cancelled, deadline_exceeded or caller_forked.
    Response post(Request request, CallContext const& context);

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace ats::http
