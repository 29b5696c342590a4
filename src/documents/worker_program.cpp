#include "documents/worker_program.hpp"

#include <algorithm>
#include <filesystem>

#include <dlfcn.h>
#include <sys/stat.h>
#include <unistd.h>

#include <ats/error.hpp>

namespace ats::documents {
namespace {

namespace fs = std::filesystem;

/// The file that this code was loaded from: the shared library, or the program that it is linked into.
fs::path library_file() {
    Dl_info info{};
    if (::dladdr(reinterpret_cast<void const*>(&worker_program_places), &info) == 0) return {};
    std::error_code ignored;
    fs::path const file(info.dli_fname);
    // For the main program the name is what it was called by, which may be relative to any folder.
    auto const resolved = fs::canonical(file.is_absolute() ? file : fs::path("/proc/self/exe"), ignored);
    if (!file.is_absolute() && resolved.filename() != file.filename()) return fs::canonical(file, ignored);
    return resolved;
}

bool is_program(std::string const& path) {
    struct stat status {};
    return ::stat(path.c_str(), &status) == 0 && S_ISREG(status.st_mode) && ::access(path.c_str(), X_OK) == 0;
}

}  // namespace

std::vector<std::string> worker_program_places(WorkerProgram const& program) {
    auto const folder = library_file().parent_path();
    if (folder.empty()) return {};
    return {folder / program.name, (folder / ATS_LIBEXEC_FROM_LIBDIR / program.name).lexically_normal()};
}

std::string find_worker_program(WorkerProgram const& program, std::vector<std::string> const& places) {
    auto const found = std::find_if(places.begin(), places.end(), is_program);
    if (found != places.end()) return *found;
    std::string message = std::string("the program ") + program.name + ", which reads " + program.formats +
                          ", was not found; looked for";
    for (auto const& place : places) message += " " + place;
    throw CallerError(ErrorCode::worker_not_found,
                      message + "; set the option " + program.option + " to its path");
}

}  // namespace ats::documents
