#include <memory>

#include <curl/curl.h>

#include <ats/error.hpp>

#include "llm/http.hpp"

namespace ats::http {
namespace {

struct FreeUrl {
    void operator()(CURLU* url) const { curl_url_cleanup(url); }
};
struct FreeText {
    void operator()(char* text) const { curl_free(text); }
};

}  // namespace

std::string password_of(std::string const& proxy) {
    std::unique_ptr<CURLU, FreeUrl> const url(curl_url());
    if (!url) throw std::bad_alloc();
    // Later, libcurl would refuse it with a message that repeats it.
    if (curl_url_set(url.get(), CURLUPART_URL, proxy.c_str(), CURLU_NON_SUPPORT_SCHEME) != CURLUE_OK) {
        throw CallerError(ErrorCode::invalid_argument,
                          "proxy: it is no URL; special characters in a password are written as %40");
    }
    char* text = nullptr;
    if (curl_url_get(url.get(), CURLUPART_PASSWORD, &text, CURLU_URLDECODE) != CURLUE_OK) return {};
    std::unique_ptr<char, FreeText> const owned(text);
    return owned.get();
}

}  // namespace ats::http
