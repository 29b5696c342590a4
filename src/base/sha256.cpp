#include "base/sha256.hpp"

#include <array>

#include <openssl/evp.h>

#include <ats/error.hpp>

namespace ats {
namespace {

constexpr std::size_t digest_size = 32;

}  // namespace

std::string sha256(std::string_view bytes) {
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned int size = 0;
    if (EVP_Digest(bytes.data(), bytes.size(), digest.data(), &size, EVP_sha256(), nullptr) != 1 ||
        size != digest_size) {
        throw CallerError(ErrorCode::internal, "the system's cryptography library computes no SHA-256");
    }
    constexpr std::string_view digits = "0123456789abcdef";
    std::string text;
    text.reserve(2 * digest_size);
    for (std::size_t i = 0; i < digest_size; ++i) {
        text += digits[digest[i] >> 4U];
        text += digits[digest[i] & 15U];
    }
    return text;
}

}  // namespace ats
