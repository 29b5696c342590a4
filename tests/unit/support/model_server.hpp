#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

/// Servers on 127.0.0.1 that play a model server, well-behaved or not. None but this file's source
/// knows the HTTP library.
namespace ats::test {

struct HttpRequest {
    std::string path = {};
    std::multimap<std::string, std::string> headers = {};  ///< Names in lower case.
    std::string body = {};
    int remote_port = 0;

    std::string header(std::string const& name) const;  ///< Empty if there is none.
};

struct HttpAnswer {
    int status = 200;
    std::string body = {};
    std::multimap<std::string, std::string> headers = {};
    std::string content_type = "application/json";
    std::chrono::milliseconds delay{};  ///< Before it answers; cut short when the server ends.
    bool breaks_off = false;            ///< The connection is cut in the middle of the body.
};

/// Speaks proper HTTP, with connections that are kept alive.
class ModelServer {
public:
    /// Answers the n-th request by the n-th answer, and every later one by the last.
    explicit ModelServer(std::vector<HttpAnswer> script);
    explicit ModelServer(std::function<HttpAnswer(HttpRequest const&)> handler);
    ~ModelServer();

    std::string base_url() const;  ///< Such as http://127.0.0.1:45123/v1
    std::vector<HttpRequest> requests() const;
    std::size_t request_count() const;
    std::size_t connection_count() const;
    /// Waits until so many requests have arrived. @returns false if they do not within a minute.
    bool wait_for_requests(std::size_t count) const;

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

/// What a server does with one request, byte by byte.
struct RawAnswer {
    /// How the connection ends once the bytes are written.
    enum class End {
        close,  ///< Properly.
        reset,  ///< With a TCP reset, as a machine that died behind a router.
        hold    ///< Not at all, until the client gives up.
    };

    std::string bytes = {};
    End end = End::close;
    std::size_t piece = 0;              ///< Bytes written at once; 0: all.
    std::chrono::milliseconds pause{};  ///< After each piece.

    RawAnswer() = default;
    RawAnswer(std::string all, End how = End::close) : bytes(std::move(all)), end(how) {}
    RawAnswer(char const* all) : bytes(all) {}
    /// @returns `all`, which comes slowly. The client may give up meanwhile.
    static RawAnswer dripping(std::string all, std::size_t piece, std::chrono::milliseconds pause);
};

/// Speaks whatever bytes it is told to: reads one whole request from each connection, writes the n-th
/// answer (every later one: the last) as it is, and closes. An empty answer cuts the connection.
class RawServer {
public:
    explicit RawServer(std::vector<RawAnswer> script);
    ~RawServer();

    std::string base_url() const;
    std::size_t request_count() const;
    /// Waits until so many requests have arrived. @returns false if they do not within a minute.
    bool wait_for_requests(std::size_t count) const;

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

/// @returns a chat completion with this text.
std::string completion(std::string const& text, std::string const& finish_reason = "stop");
/// @returns the body of an error as OpenAI writes it.
std::string error_body(std::string const& code, std::string const& message);
/// @returns `body` with the head of a 200 that closes the connection, for RawServer.
std::string raw_answer(std::string const& body);

}  // namespace ats::test
