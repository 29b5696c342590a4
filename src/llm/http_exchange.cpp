#include "llm/http_exchange.hpp"

#include <algorithm>
#include <utility>

#include <openssl/ssl.h>

#include <ats/error.hpp>
#include <ats/version.hpp>

#include "text/ascii.hpp"

namespace ats::http {
namespace {

/// Real servers send 2 kB of headers.
constexpr std::size_t max_header_bytes = std::size_t{64} << 10;
/// libcurl's own buffers of 64 and 16 KiB would make 80 MB of a thousand requests of 6 KB. The first can be
/// no smaller; over plain HTTP/1.1 a body under 64 KiB needs none.
constexpr long upload_buffer_bytes = 16 << 10;
/// An answer takes one or two reads.
constexpr long plain_download_buffer_bytes = 2 << 10;
/// A TLS record. With less, libcurl 7.88 loses the end of an HTTP/2 answer: it waits until the timeout.
constexpr long tls_download_buffer_bytes = 16 << 10;
constexpr std::size_t usual_headers = 32;

void append(HeaderList& list, std::string const& line) {
    auto* const longer = curl_slist_append(list.get(), line.c_str());
    if (longer == nullptr) throw std::bad_alloc();
    static_cast<void>(list.release());  // The first node stays the head of the list.
    list.reset(longer);
}

HeaderList header_list(Request const& request) {
    HeaderList list;
    // Without this, libcurl asks first whether a large body is welcome, which costs a round trip.
    append(list, "Expect:");
    for (auto const& line : request.headers) append(list, line);
    return list;
}

std::string lower(std::string_view text) {
    std::string result(text);
    std::transform(result.begin(), result.end(), result.begin(), text::ascii_lower);
    return result;
}

std::string_view trimmed(std::string_view text) {
    constexpr std::string_view blanks = " \t\r\n";
    auto const begin = text.find_first_not_of(blanks);
    if (begin == std::string_view::npos) return {};
    return text.substr(begin, text.find_last_not_of(blanks) - begin + 1);
}

/// @returns false if there is no memory: an exception must not pass through libcurl, which is C.
template <class Action>
bool kept(Action action) noexcept {
    try {
        action();
        return true;
    } catch (std::exception const&) {
        return false;
    }
}

template <class Value>
void set(CURL* easy, CURLoption option, Value value) {
    if (auto const code = curl_easy_setopt(easy, option, value); code != CURLE_OK) {
        throw CallerError(ErrorCode::internal, std::string("libcurl refused option ") +
                                                   std::to_string(static_cast<int>(option)) + ": " +
                                                   curl_easy_strerror(code));
    }
}

void set_up_safety(CURL* easy, Connection const& connection) {
    set(easy, CURLOPT_NOSIGNAL, 1L);  // Signals do not go with threads.
    set(easy, CURLOPT_PROTOCOLS_STR, "http,https");
    set(easy, CURLOPT_FOLLOWLOCATION, 0L);               // The key would go where the redirect points.
    set(easy, CURLOPT_PROXY, connection.proxy.c_str());  // If empty: none, nor one of the environment.
    set(easy, CURLOPT_NOPROXY, "");                      // Likewise.
    set(easy, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);     // The proxy's headers are none of the server's.
    set(easy, CURLOPT_NETRC, static_cast<long>(CURL_NETRC_IGNORED));
    set(easy, CURLOPT_SSL_VERIFYPEER, 1L);
    set(easy, CURLOPT_SSL_VERIFYHOST, 2L);
    if (!connection.ca_bundle.empty()) set(easy, CURLOPT_CAINFO, connection.ca_bundle.c_str());
}

void set_up_connection(CURL* easy, Connection const& connection) {
    set(easy, CURLOPT_URL, connection.url.c_str());
    set(easy, CURLOPT_USERAGENT, (std::string("atschecker/") + version()).c_str());
    set(easy, CURLOPT_ACCEPT_ENCODING, "");  // All that libcurl can unpack.
    set(easy, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(connection.connect_timeout.count()));
    // HTTP/2 is agreed on within TLS, never assumed; requests then wait for a connection that they can
    // share instead of opening one each.
    set(easy, CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_2TLS));
    set(easy, CURLOPT_PIPEWAIT, 1L);
    // A call that ends does not wait for its name to be resolved, and all others with it.
    set(easy, CURLOPT_QUICK_EXIT, 1L);
    set(easy, CURLOPT_UPLOAD_BUFFERSIZE, upload_buffer_bytes);
    set(easy, CURLOPT_BUFFERSIZE,
        is_plain(connection) ? plain_download_buffer_bytes : tls_download_buffer_bytes);
}

/// libcurl itself tells only with the answer.
bool has_agreed_on_http2(CURL* easy) {
    curl_tlssessioninfo* session = nullptr;
    if (curl_easy_getinfo(easy, CURLINFO_TLS_SSL_PTR, &session) != CURLE_OK) return false;
    if (session->backend != CURLSSLBACKEND_OPENSSL || session->internals == nullptr) return false;
    unsigned char const* name = nullptr;
    unsigned length = 0;
    SSL_get0_alpn_selected(static_cast<SSL const*>(session->internals), &name, &length);
    return std::string_view(reinterpret_cast<char const*>(name), length) == "h2";
}

/// What no later attempt will mend: a certificate, an address, something that speaks no HTTP.
bool is_lasting(CURLcode code) {
    return code == CURLE_PEER_FAILED_VERIFICATION || code == CURLE_SSL_CACERT_BADFILE ||
           code == CURLE_URL_MALFORMAT || code == CURLE_UNSUPPORTED_PROTOCOL;
}

bool is_no_http(CURLcode code) {
    return code == CURLE_UNSUPPORTED_PROTOCOL || code == CURLE_WEIRD_SERVER_REPLY ||
           code == CURLE_BAD_CONTENT_ENCODING;
}

long proxy_status_of(CURL* easy) {
    long status = 0;
    curl_easy_getinfo(easy, CURLINFO_HTTP_CONNECTCODE, &status);
    return status >= 400 ? status : 0;
}

}  // namespace

std::string_view Response::header(std::string_view name) const noexcept {
    auto const found =
        std::find_if(headers.begin(), headers.end(), [&](Header const& each) { return each.name == name; });
    return found == headers.end() ? std::string_view{} : std::string_view(found->value);
}

Exchange::Exchange(Request request) : request_(std::move(request)), headers_(header_list(request_)) {
    // What one thread allocates and another frees piles up in the other's cache.
    response_.headers.reserve(usual_headers);
}

Easy Exchange::make_easy(Connection const& connection) {
    Easy easy(curl_easy_init());
    if (!easy) throw std::bad_alloc();
    auto* const handle = easy.get();
    set_up_safety(handle, connection);
    set_up_connection(handle, connection);
    set(handle, CURLOPT_POST, 1L);
    set(handle, CURLOPT_PREREQFUNCTION, &Exchange::allow_once);
    set(handle, CURLOPT_WRITEFUNCTION, &Exchange::take_body);
    set(handle, CURLOPT_HEADERFUNCTION, &Exchange::take_header);
    return easy;
}

void Exchange::clear(CURL* easy) noexcept {
    curl_easy_setopt(easy, CURLOPT_HTTPHEADER, nullptr);
    curl_easy_setopt(easy, CURLOPT_POSTFIELDS, nullptr);
    curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, nullptr);
}

// When a kept-alive connection dies after the request was sent, libcurl would send it once more by
// itself. One attempt means one: whether a second is paid for is RetryingClient's decision. Only if
// nothing was sent yet, not even to a proxy, another connection costs nobody anything.
int Exchange::allow_once(void* self, char*, char*, int, int) {
    auto& exchange = *static_cast<Exchange*>(self);
    long sent = 0;
    curl_easy_getinfo(exchange.easy_, CURLINFO_REQUEST_SIZE, &sent);
    if (!exchange.is_connected()) {
        exchange.sent_before_ = sent;
        exchange.speaks_http2_ = has_agreed_on_http2(exchange.easy_);
    }
    return sent == exchange.sent_before_ ? CURL_PREREQFUNC_OK : CURL_PREREQFUNC_ABORT;
}

std::size_t Exchange::take_body(char* data, std::size_t size, std::size_t count, void* self) {
    auto& exchange = *static_cast<Exchange*>(self);
    auto const length = size * count;
    *exchange.heard_ = true;
    auto& body = exchange.response_.body;
    exchange.too_large_ = length > exchange.request_.max_response_bytes - body.size();
    if (exchange.too_large_ || !kept([&] { body.append(data, length); })) return CURL_WRITEFUNC_ERROR;
    return length;
}

std::size_t Exchange::take_header(char* data, std::size_t size, std::size_t count, void* self) {
    auto& exchange = *static_cast<Exchange*>(self);
    auto const length = size * count;
    *exchange.heard_ = true;
    exchange.header_bytes_ += length;
    exchange.too_large_ = exchange.header_bytes_ > max_header_bytes;
    if (exchange.too_large_ || !kept([&] { exchange.add_header({data, length}); })) return 0;
    return length;
}

void Exchange::add_header(std::string_view line) {
    if (line.starts_with("HTTP/")) {
        response_.headers.clear();  // Those of a "100 Continue" are void.
        headers_ended_ = false;
    }
    headers_ended_ = headers_ended_ || trimmed(line).empty();
    auto const colon = line.find(':');
    if (colon == std::string_view::npos) return;
    response_.headers.push_back(
        {lower(trimmed(line.substr(0, colon))), std::string(trimmed(line.substr(colon + 1)))});
}

void Exchange::set_up(CURL* easy, bool& heard) {
    heard_ = &heard;
    auto* const self = static_cast<void*>(this);
    set(easy, CURLOPT_HTTPHEADER, headers_.get());
    easy_ = easy;
    set(easy, CURLOPT_POSTFIELDS, request_.body.c_str());  // It is not copied.
    set(easy, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request_.body.size()));
    set(easy, CURLOPT_TIMEOUT_MS, static_cast<long>(request_.timeout.count()));
    set(easy, CURLOPT_PREREQDATA, self);
    set(easy, CURLOPT_WRITEDATA, self);
    set(easy, CURLOPT_HEADERDATA, self);
    set(easy, CURLOPT_ERRORBUFFER, error_.data());
}

Response Exchange::take(CURLcode code, CURL* easy, Connection const& connection) {
    // That is how libcurl reports a single line of headers that is longer than it reads.
    if (code == CURLE_OUT_OF_MEMORY && !headers_ended_) too_large_ = true;
    // To libcurl, a connection that ends amid the headers is an answer without a body.
    if (code == CURLE_OK && !headers_ended_) code = CURLE_PARTIAL_FILE;
    if (code != CURLE_OK) fail(code, easy, connection);
    long status = 0;
    curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &status);
    response_.status = static_cast<int>(status);
    return std::move(response_);
}

ErrorCode Exchange::error_code(CURLcode code) const {
    if (too_large_ || is_no_http(code)) return ErrorCode::model_protocol_error;
    return code == CURLE_OPERATION_TIMEDOUT ? ErrorCode::model_timeout : ErrorCode::model_unreachable;
}

std::string Exchange::error_message(CURLcode code, long proxy_status, Connection const& connection) const {
    auto const& server = connection.server;
    if (too_large_) {
        return server + " sent more than the limit of " + std::to_string(request_.max_response_bytes) +
               " bytes (max_response_bytes) or of " + std::to_string(max_header_bytes) + " bytes of headers";
    }
    if (proxy_status != 0)
        return "the proxy answered HTTP " + std::to_string(proxy_status) + " when asked for " + server;
    // That is allow_once(); libcurl speaks of its callback.
    if (code == CURLE_ABORTED_BY_CALLBACK)
        return "the connection to " + server + " was closed without an answer";
    auto const reason = std::string(error_[0] != '\0' ? error_.data() : curl_easy_strerror(code));
    if (is_no_http(code)) return server + " sent no valid HTTP answer: " + reason;
    if (code == CURLE_OPERATION_TIMEDOUT) return server + " did not answer in time: " + reason;
    return "the connection to " + server + " failed: " + reason;
}

void Exchange::fail(CURLcode code, CURL* easy, Connection const& connection) const {
    auto const proxy_status = proxy_status_of(easy);
    ModelServiceDetails details;
    // A proxy that wants a password, or forbids the host, will do so again.
    bool const refused_by_proxy = proxy_status >= 400 && proxy_status < 500;
    if (too_large_ || is_lasting(code) || refused_by_proxy) details.should_retry = false;
    throw ModelServiceError(error_code(code), error_message(code, proxy_status, connection), details);
}

}  // namespace ats::http
