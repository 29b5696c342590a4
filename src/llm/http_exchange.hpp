#pragma once

#include <array>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include <curl/curl.h>

#include <ats/error.hpp>

#include "llm/http.hpp"

namespace ats::http {

struct FreeEasy {
    void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
};
struct FreeList {
    void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
using Easy = std::unique_ptr<CURL, FreeEasy>;
using HeaderList = std::unique_ptr<curl_slist, FreeList>;

/// One request on its way. libcurl calls back into it, so it stays where it is.
class Exchange {
public:
    explicit Exchange(Request request);
    Exchange(Exchange const&) = delete;
    Exchange& operator=(Exchange const&) = delete;

    /// @returns a handle for requests to that address, one after the other.
    static Easy make_easy(Connection const& connection);
    /// Takes what belongs to a request that has ended out of a handle.
    static void clear(CURL* easy) noexcept;

    /// Sets a handle of make_easy() up for this request. `heard` becomes true with all that is received.
    void set_up(CURL* easy, bool& heard);
    /// Whether a connection is there, and whether it has room for many requests at once.
    bool is_connected() const noexcept { return sent_before_.has_value(); }
    bool speaks_http2() const noexcept { return speaks_http2_; }
    /// @returns the answer. @throws ModelServiceError, if `code` says that there is none.
    Response take(CURLcode code, CURL* easy, Connection const& connection);

private:
    static int allow_once(void* self, char*, char*, int, int);
    static std::size_t take_body(char* data, std::size_t size, std::size_t count, void* self);
    static std::size_t take_header(char* data, std::size_t size, std::size_t count, void* self);

    void add_header(std::string_view line);
    [[noreturn]] void fail(CURLcode code, CURL* easy, Connection const& connection) const;
    ErrorCode error_code(CURLcode code) const;
    std::string error_message(CURLcode code, long proxy_status, Connection const& connection) const;

    Request request_;
    HeaderList headers_;
    Response response_;
    CURL* easy_ = nullptr;
    bool speaks_http2_ = false;
    std::optional<long> sent_before_;  ///< Bytes to a proxy, before the request itself.
    std::size_t header_bytes_ = 0;
    bool headers_ended_ = false;  ///< Those of the last status line.
    bool too_large_ = false;
    bool* heard_ = nullptr;
    std::array<char, CURL_ERROR_SIZE> error_{};
};

}  // namespace ats::http
