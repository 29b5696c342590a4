// Documents a second by format: bench_documents FOLDER [ROUNDS] [PDF WORKERS]
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <thread>

#include <ats/ats.hpp>

#include "bench.hpp"

namespace {

struct File {
    std::string name;
    std::string bytes;
};

using Files = std::map<std::string, std::vector<File>>;  // By format.

// Files that cannot be read are left out: how fast an error comes is another question.
Files load(std::filesystem::path const& folder) {
    Files files;
    ats::DocumentReader const reader;
    for (auto const& entry : std::filesystem::recursive_directory_iterator(folder)) {
        if (!entry.is_regular_file()) continue;
        std::ifstream stream(entry.path(), std::ios::binary);
        File file{entry.path().filename().string(), {std::istreambuf_iterator<char>(stream), {}}};
        try {
            auto const document = reader.read(file.bytes, file.name);
            files[std::string(to_string(document.format))].push_back(std::move(file));
        } catch (ats::DocumentError const&) {
            continue;
        }
    }
    return files;
}

struct Round {
    double wall = 0;
    double cpu = 0;
};

// A reader of its own, so that the workers' CPU time is known when it has ended them.
Round read_all(std::vector<File> const& files, int threads, bool find_hidden_text) {
    auto const start = std::chrono::steady_clock::now();
    auto const cpu = bench::cpu_seconds();
    {
        ats::DocumentReaderOptions options;
        options.pdf_workers = threads;
        options.find_hidden_text = find_hidden_text;
        ats::DocumentReader const reader(options);
        std::vector<std::thread> readers;
        for (int t = 0; t < threads; ++t) {
            readers.emplace_back([&, t] {
                for (auto i = static_cast<std::size_t>(t); i < files.size();
                     i += static_cast<std::size_t>(threads)) {
                    reader.read(files[i].bytes, files[i].name);
                }
            });
        }
        for (auto& thread : readers) thread.join();
    }
    return {bench::seconds_since(start), bench::cpu_seconds() - cpu};
}

void measure(std::string const& name, std::vector<File> const& files, int rounds, int threads,
             bool find_hidden_text) {
    std::vector<double> wall, cpu;
    for (int i = 0; i < rounds; ++i) {
        auto const round = read_all(files, threads, find_hidden_text);
        wall.push_back(round.wall);
        cpu.push_back(round.cpu);
    }
    auto const count = static_cast<double>(files.size());
    std::printf("%-20s %5zu %12.0f %16.3f\n", name.c_str(), files.size(), count / bench::median(wall),
                1000 * bench::median(cpu) / count);
}

}  // namespace

int main(int argc, char** argv) {
    if (argc < 2) {
        std::cerr << "usage: bench_documents FOLDER [ROUNDS] [THREADS]\n";
        return 2;
    }
    int const rounds = argc > 2 ? std::stoi(argv[2]) : 5;
    int const threads = argc > 3 ? std::stoi(argv[3]) : 1;
    std::cout << "format               files  documents/s  CPU ms/document   (median of " << rounds
              << " rounds, " << threads << " at once)\n";
    for (auto const& [format, files] : load(argv[1])) {
        measure(format, files, rounds, threads, true);
        if (format == "pdf") measure("pdf, no hidden check", files, rounds, threads, false);
    }
}
