#pragma once

#include <filesystem>
#include <fstream>
#include <string>

#include <doctest/doctest.h>
#include <stdlib.h>
#include <sys/stat.h>

namespace test {

/// A program that stands in for a worker; descriptor 3 is its socket.
class FakeWorker {
public:
    explicit FakeWorker(std::string const& script) {
        auto pattern = (std::filesystem::temp_directory_path() / "ats-test-XXXXXX").string();
        REQUIRE(::mkdtemp(pattern.data()) != nullptr);
        folder_ = pattern;
        std::ofstream(path()) << "#!/bin/sh\n" << script << "\n";
        REQUIRE(::chmod(path().c_str(), 0700) == 0);
    }
    ~FakeWorker() {
        std::error_code ignored;
        std::filesystem::remove_all(folder_, ignored);
    }
    FakeWorker(FakeWorker const&) = delete;
    FakeWorker& operator=(FakeWorker const&) = delete;
    std::string path() const { return folder_ / "fake-worker"; }

private:
    std::filesystem::path folder_;
};

}  // namespace test
