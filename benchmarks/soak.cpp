// What reading many documents leaves behind: soak [DOCUMENTS], or soak --files [FILE or FOLDER]... for given
// ones.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include <ats/ats.hpp>

#include "bench.hpp"

namespace {

namespace fs = std::filesystem;

/// A PDF with one line of text, or with a page that takes for ever.
std::string made_pdf(std::string const& content) {
    return "%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n"
           "2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n"
           "3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources "
           "<< /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>\nendobj\n"
           "4 0 obj\n<< /Length " +
           std::to_string(content.size()) + " >>\nstream\n" + content +
           "\nendstream\nendobj\ntrailer\n<< /Size 5 /Root 1 0 R >>\n%%EOF\n";
}

std::string endless_pdf() {
    std::string content = "BT /F1 10 Tf 72 700 Td (Ada) Tj ET\n";
    for (int i = 0; i < 19; ++i) content += content;
    return made_pdf(content);
}

/// What this process holds: numbers that must not grow.
struct Holdings {
    std::ptrdiff_t descriptors = 0;
    std::ptrdiff_t children = 0;
    long kilobytes = 0;
    long peak_kilobytes = 0;
};

long field_of_status(std::string const& name) {
    std::ifstream file("/proc/self/status");
    for (std::string line; std::getline(file, line);) {
        if (line.rfind(name, 0) == 0) return std::stol(line.substr(name.size() + 1));
    }
    return 0;
}

Holdings holdings() {
    Holdings now;
    now.descriptors = std::distance(fs::directory_iterator("/proc/self/fd"), fs::directory_iterator());
    for (auto const& task : fs::directory_iterator("/proc/self/task")) {
        std::ifstream file(task.path() / "children");
        now.children += std::distance(std::istream_iterator<std::string>(file), {});
    }
    now.kilobytes = field_of_status("VmRSS:");
    now.peak_kilobytes = field_of_status("VmHWM:");
    return now;
}

void print(char const* when, Holdings const& now) {
    std::printf("%-24s descriptors %td, children %td, RSS %ld kB, peak %ld kB\n", when, now.descriptors,
                now.children, now.kilobytes, now.peak_kilobytes);
}

using Outcomes = std::map<std::string, int>;

/// @returns the format of a document, or the name of the error.
std::string outcome_of(ats::DocumentReader const& reader, ats::DocumentSource const& source) {
    try {
        return std::string(to_string(reader.read(source).format));
    } catch (ats::DocumentError const& error) {
        return std::string(to_string(error.code()));
    }
}

void soak(ats::DocumentReader const& reader, int count, Outcomes& outcomes) {
    auto const pdf = made_pdf("BT /F1 10 Tf 72 700 Td (Ada Lovelace) Tj ET\n");
    std::vector<std::string> const usual = {pdf, "Ada Lovelace", pdf.substr(0, 40), "PK\x03\x04 cut", pdf};
    auto const endless = endless_pdf();
    for (int i = 0; i < count; ++i) {
        bool const kills = i % 500 == 499;
        auto const& bytes = kills ? endless : usual[static_cast<std::size_t>(i) % usual.size()];
        ++outcomes[outcome_of(reader, ats::DocumentSource::from_bytes("cv", bytes))];
        if (i == count / 10) print("after a tenth", holdings());
    }
}

std::vector<std::string> files_in(std::vector<std::string> const& places) {
    std::vector<std::string> files;
    for (auto const& place : places) {
        if (!fs::is_directory(place)) {
            files.push_back(place);
            continue;
        }
        for (auto const& entry : fs::recursive_directory_iterator(place)) {
            if (entry.is_regular_file()) files.push_back(entry.path());
        }
    }
    return files;
}

void read_files(ats::DocumentReader const& reader, std::vector<std::string> const& files,
                Outcomes& outcomes) {
    std::vector<std::pair<double, std::string>> times;
    for (auto const& file : files) {
        auto const start = std::chrono::steady_clock::now();
        auto const outcome = outcome_of(reader, ats::DocumentSource::from_file(file));
        ++outcomes[outcome];
        times.emplace_back(bench::seconds_since(start), outcome + " " + file);
    }
    std::sort(times.rbegin(), times.rend());
    for (std::size_t i = 0; i < std::min<std::size_t>(times.size(), 8); ++i) {
        std::printf("%8.3f s  %s\n", times[i].first, times[i].second.c_str());
    }
}

}  // namespace

int main(int argc, char** argv) {
    std::vector<std::string> const arguments(argv + 1, argv + argc);
    print("before", holdings());
    Outcomes outcomes;
    {
        ats::DocumentReaderOptions options;
        options.pdf_workers = 1;

        bool const given = !arguments.empty() && arguments[0] == "--files";
        if (!given) options.pdf_cpu_limit = std::chrono::milliseconds{200};  // Few seconds for all that hang.
        ats::DocumentReader const reader(options);
        if (given) {
            read_files(reader, files_in({arguments.begin() + 1, arguments.end()}), outcomes);
        } else {
            soak(reader, arguments.empty() ? 10'000 : std::stoi(arguments[0]), outcomes);
        }
        print("after the last one", holdings());
    }
    print("after the reader", holdings());
    for (auto const& [outcome, count] : outcomes) std::printf("%6d  %s\n", count, outcome.c_str());
}
