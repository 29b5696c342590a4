#include "llm/http.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <cstring>
#include <mutex>
#include <utility>

#include <curl/curl.h>
#include <unistd.h>

#include <ats/error.hpp>
#include <ats/version.hpp>

namespace ats::http {
namespace {

using std::chrono::milliseconds;

/// Real servers send 2 kB of headers.
constexpr std::size_t max_header_bytes = std::size_t{64} << 10;
/// The wait is woken by the network and by cancellation; this only bounds how late a deadline is seen
/// if the clock of the wait and ours differ.
constexpr milliseconds longest_wait{1000};

struct FreeEasy {
    void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
};
struct FreeMulti {
    void operator()(CURLM* handle) const { curl_multi_cleanup(handle); }
};
struct FreeList {
    void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
using HeaderList = std::unique_ptr<curl_slist, FreeList>;

/// libcurl keeps the open connections in the multi handle, so each goes with its own easy handle.
/// Members are destroyed from the last to the first, as libcurl demands.
struct Handles {
    std::unique_ptr<CURLM, FreeMulti> multi{curl_multi_init()};
    std::unique_ptr<CURL, FreeEasy> easy{curl_easy_init()};
};

void initialise_once() {
    static std::once_flag flag;
    std::call_once(flag, [] { curl_global_init(CURL_GLOBAL_DEFAULT); });
}

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
    std::transform(result.begin(), result.end(), result.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
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

/// One request on its way. libcurl calls back into it.
struct Exchange {
    Request const& request;
    Response response;
    std::size_t sent = 0;
    std::size_t header_bytes = 0;
    bool too_large = false;
    std::array<char, CURL_ERROR_SIZE> error{};

    static std::size_t read_body(char* out, std::size_t size, std::size_t count, void* self) {
        auto& exchange = *static_cast<Exchange*>(self);
        auto const length = std::min(size * count, exchange.request.body.size() - exchange.sent);
        std::memcpy(out, exchange.request.body.data() + exchange.sent, length);
        exchange.sent += length;
        return length;
    }

    // When a kept-alive connection dies after the request was sent, libcurl would send it once more by
    // itself. One attempt means one: whether a second is paid for is RetryingClient's decision.
    static int refuse_to_rewind(void*, curl_off_t, int) { return CURL_SEEKFUNC_FAIL; }

    static std::size_t take_body(char* data, std::size_t size, std::size_t count, void* self) {
        auto& exchange = *static_cast<Exchange*>(self);
        auto const length = size * count;
        auto& body = exchange.response.body;
        exchange.too_large = length > exchange.request.max_response_bytes - body.size();
        if (exchange.too_large || !kept([&] { body.append(data, length); })) return CURL_WRITEFUNC_ERROR;
        return length;
    }

    static std::size_t take_header(char* data, std::size_t size, std::size_t count, void* self) {
        auto& exchange = *static_cast<Exchange*>(self);
        auto const length = size * count;
        exchange.header_bytes += length;
        exchange.too_large = exchange.header_bytes > max_header_bytes;
        if (exchange.too_large || !kept([&] { exchange.add_header({data, length}); })) return 0;
        return length;
    }

    void add_header(std::string_view line) {
        if (line.starts_with("HTTP/")) response.headers.clear();  // Those of a "100 Continue" are void.
        auto const colon = line.find(':');
        if (colon == std::string_view::npos) return;
        response.headers.push_back(
            {lower(trimmed(line.substr(0, colon))), std::string(trimmed(line.substr(colon + 1)))});
    }
};

template <class Value>
void set(CURL* easy, CURLoption option, Value value) {
    if (auto const code = curl_easy_setopt(easy, option, value); code != CURLE_OK) {
        throw CallerError(ErrorCode::internal, std::string("libcurl refused option ") +
                                                   std::to_string(static_cast<int>(option)) + ": " +
                                                   curl_easy_strerror(code));
    }
}

void set_up_request(CURL* easy, Exchange& exchange, curl_slist* headers) {
    auto const& request = exchange.request;
    set(easy, CURLOPT_URL, request.url.c_str());
    set(easy, CURLOPT_HTTPHEADER, headers);
    set(easy, CURLOPT_POST, 1L);
    set(easy, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request.body.size()));
    set(easy, CURLOPT_TIMEOUT_MS, static_cast<long>(request.timeout.count()));
    set(easy, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(request.connect_timeout.count()));
    set(easy, CURLOPT_USERAGENT, (std::string("atschecker/") + version()).c_str());
    set(easy, CURLOPT_ACCEPT_ENCODING, "");  // All that libcurl can unpack.
}

void set_up_safety(CURL* easy) {
    set(easy, CURLOPT_NOSIGNAL, 1L);  // Signals do not go with threads.
    set(easy, CURLOPT_PROTOCOLS_STR, "http,https");
    set(easy, CURLOPT_FOLLOWLOCATION, 0L);  // The key would go where the redirect points.
    set(easy, CURLOPT_PROXY, "");           // Otherwise read from the environment.
    set(easy, CURLOPT_NETRC, static_cast<long>(CURL_NETRC_IGNORED));
    set(easy, CURLOPT_SSL_VERIFYPEER, 1L);
    set(easy, CURLOPT_SSL_VERIFYHOST, 2L);
}

void set_up_callbacks(CURL* easy, Exchange& exchange) {
    auto* const self = static_cast<void*>(&exchange);
    set(easy, CURLOPT_READFUNCTION, &Exchange::read_body);
    set(easy, CURLOPT_READDATA, self);
    set(easy, CURLOPT_SEEKFUNCTION, &Exchange::refuse_to_rewind);
    set(easy, CURLOPT_WRITEFUNCTION, &Exchange::take_body);
    set(easy, CURLOPT_WRITEDATA, self);
    set(easy, CURLOPT_HEADERFUNCTION, &Exchange::take_header);
    set(easy, CURLOPT_HEADERDATA, self);
    set(easy, CURLOPT_ERRORBUFFER, exchange.error.data());
}

/// Takes the handle out of the multi handle whatever happens: an unfinished request is broken off.
class Running {
public:
    explicit Running(Handles const& handles) : handles_(handles) {
        if (curl_multi_add_handle(handles_.multi.get(), handles_.easy.get()) != CURLM_OK)
            throw std::bad_alloc();
    }
    ~Running() {
        curl_multi_remove_handle(handles_.multi.get(), handles_.easy.get());
        curl_easy_reset(handles_.easy.get());
    }
    Running(Running const&) = delete;
    Running& operator=(Running const&) = delete;

    CURLcode finish(CallContext const& context) {
        auto* const multi = handles_.multi.get();
        auto const wake = context.cancel.on_cancel([multi] { curl_multi_wakeup(multi); });
        for (int running = 1;;) {
            curl_multi_perform(multi, &running);
            if (running == 0) return result();
            context.check();
            curl_multi_poll(multi, nullptr, 0, wait_ms(context), nullptr);
        }
    }

private:
    static int wait_ms(CallContext const& context) {
        auto const left = context.time_left().value_or(longest_wait);
        auto const wait = std::min(std::chrono::ceil<milliseconds>(left), longest_wait);
        return static_cast<int>(wait.count());
    }

    CURLcode result() const {
        int left = 0;
        auto const* const message = curl_multi_info_read(handles_.multi.get(), &left);
        return message != nullptr ? message->data.result : CURLE_FAILED_INIT;
    }

    Handles const& handles_;
};

CURLcode perform(Handles const& handles, Exchange& exchange, curl_slist* headers,
                 CallContext const& context) {
    auto* const easy = handles.easy.get();
    set_up_safety(easy);
    set_up_request(easy, exchange, headers);
    set_up_callbacks(easy, exchange);
    Running running(handles);
    auto const code = running.finish(context);
    long status = 0;
    curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &status);
    exchange.response.status = static_cast<int>(status);
    return code;
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

ErrorCode error_code(Exchange const& exchange, CURLcode code) {
    if (exchange.too_large || is_no_http(code)) return ErrorCode::model_protocol_error;
    return code == CURLE_OPERATION_TIMEDOUT ? ErrorCode::model_timeout : ErrorCode::model_unreachable;
}

std::string error_message(std::string const& server, Exchange const& exchange, CURLcode code) {
    if (exchange.too_large) {
        return server + " sent more than the limit of " +
               std::to_string(exchange.request.max_response_bytes) + " bytes (max_response_bytes) or of " +
               std::to_string(max_header_bytes) + " bytes of headers";
    }
    auto const reason =
        std::string(exchange.error[0] != '\0' ? exchange.error.data() : curl_easy_strerror(code));
    if (is_no_http(code)) return server + " sent no valid HTTP answer: " + reason;
    if (code == CURLE_OPERATION_TIMEDOUT) return server + " did not answer in time: " + reason;
    return "the connection to " + server + " failed: " + reason;
}

[[noreturn]] void fail(std::string const& server, Exchange const& exchange, CURLcode code) {
    ModelServiceDetails details;
    if (exchange.too_large || is_lasting(code)) details.should_retry = false;
    throw ModelServiceError(error_code(exchange, code), error_message(server, exchange, code), details);
}

}  // namespace

std::string_view Response::header(std::string_view name) const noexcept {
    auto const found =
        std::find_if(headers.begin(), headers.end(), [&](Header const& each) { return each.name == name; });
    return found == headers.end() ? std::string_view{} : std::string_view(found->value);
}

struct Transport::Impl {
    std::string server;
    pid_t owner = getpid();
    std::mutex mutex;
    std::vector<Handles> idle;  // The last used is taken first: its connection is most likely alive.

    Handles take() {
        {
            std::lock_guard const lock(mutex);
            if (!idle.empty()) {
                auto handles = std::move(idle.back());
                idle.pop_back();
                return handles;
            }
        }
        Handles handles;
        if (!handles.multi || !handles.easy) throw std::bad_alloc();
        return handles;
    }

    void give_back(Handles handles) noexcept {
        // Without memory to keep it, the connection is closed instead.
        static_cast<void>(kept([&] {
            std::lock_guard const lock(mutex);
            idle.push_back(std::move(handles));
        }));
    }
};

/// Handles out of the pool, for as long as this lives.
class Transport::Lease {
public:
    explicit Lease(Impl& pool) : pool_(pool), handles_(pool.take()) {}
    ~Lease() { pool_.give_back(std::move(handles_)); }
    Lease(Lease const&) = delete;
    Lease& operator=(Lease const&) = delete;
    Handles const& handles() const noexcept { return handles_; }

private:
    Impl& pool_;
    Handles handles_;
};

Transport::Transport(std::string server) : impl_(std::make_unique<Impl>()) {
    initialise_once();
    impl_->server = std::move(server);
}

Transport::~Transport() {
    // In a forked child the sockets are the parent's too, and closing a TLS connection properly would
    // end the parent's: the copies are left to the end of the process.
    if (impl_->owner != getpid()) static_cast<void>(impl_.release());
}

Response Transport::post(Request const& request, CallContext const& context) {
    if (impl_->owner != getpid()) {
        throw CallerError(ErrorCode::caller_forked,
                          "the model client was created before fork(); create a new one in the child");
    }
    context.check();
    auto const headers = header_list(request);
    Exchange exchange{request, {}, 0, 0, false, {}};
    Lease const lease(*impl_);
    auto const code = perform(lease.handles(), exchange, headers.get(), context);
    if (code != CURLE_OK) fail(impl_->server, exchange, code);
    return std::move(exchange.response);
}

}  // namespace ats::http
