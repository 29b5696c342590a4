#include "documents/file_bytes.hpp"

#include <algorithm>
#include <cerrno>
#include <system_error>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <ats/error.hpp>

#include "documents/file_descriptor.hpp"

namespace ats::documents {
namespace {

[[noreturn]] void throw_not_found(std::string const& name, std::string const& why) {
    throw DocumentError(ErrorCode::document_not_found, name, why);
}

std::string reason(int error) { return std::generic_category().message(error); }

FileDescriptor open_for_reading(std::string const& path, std::string const& name) {
    if (path.find('\0') != path.npos) throw_not_found(name, "the path holds a NUL byte");
    // Without O_NONBLOCK opening a pipe that nobody writes to would wait for ever.
    FileDescriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY));
    if (!file) throw_not_found(name, "the file cannot be opened: " + reason(errno));
    return file;
}

std::size_t regular_file_size(FileDescriptor const& file, std::string const& name) {
    struct stat status {};
    if (::fstat(file.get(), &status) != 0) throw_not_found(name, reason(errno));
    if (S_ISDIR(status.st_mode)) throw_not_found(name, "this is a folder, not a file");
    if (!S_ISREG(status.st_mode)) throw_not_found(name, "this is no regular file");
    return static_cast<std::size_t>(status.st_size);
}

/// @returns how many bytes were read; 0 at the end of the file.
std::size_t read_some(FileDescriptor const& file, char* out, std::size_t size, std::string const& name) {
    while (true) {
        auto const count = ::read(file.get(), out, size);
        if (count >= 0) return static_cast<std::size_t>(count);
        if (errno != EINTR) throw_not_found(name, "the file cannot be read: " + reason(errno));
    }
}

}  // namespace

void check_size(std::size_t bytes, std::string const& name, std::size_t max_bytes) {
    if (bytes <= max_bytes) return;
    throw DocumentError(ErrorCode::document_too_large, name,
                        "the file is larger than the limit of " + std::to_string(max_bytes) + " bytes");
}

std::string read_file(std::string const& path, std::string const& name, std::size_t max_bytes) {
    auto const file = open_for_reading(path, name);
    auto const expected = regular_file_size(file, name);
    check_size(expected, name, max_bytes);
    std::string bytes(expected + 1, '\0');  // One more shows the end, or that the file is growing.
    std::size_t length = 0;
    while (auto const count = read_some(file, bytes.data() + length, bytes.size() - length, name)) {
        length += count;
        check_size(length, name, max_bytes);
        if (length == bytes.size()) bytes.resize(bytes.size() + bytes.size() / 2 + 4096);
    }
    bytes.resize(length);
    return bytes;
}

}  // namespace ats::documents
