/// @file
/// ats-pdf: reads the text of PDF files and draws their pages for the library ats, in a process of its own
/// that a hostile file may take down. The library starts it; see documents/worker_protocol.hpp.

#include <filesystem>
#include <string>
#include <vector>

#include "documents/pdf_protocol.hpp"
#include "pdf_worker/page_image.hpp"
#include "pdf_worker/pdf_text.hpp"
#include "worker/serve.hpp"

namespace {

// Character maps for Chinese, Japanese and Korean; fonts, and what tells where they are.
constexpr char const* system_folders[] = {
    "/usr/share/poppler", "/usr/share/fonts",      "/usr/local/share/fonts",
    "/etc/fonts",         "/usr/share/fontconfig", "/var/cache/fontconfig",
};

/// @returns the folder of character maps that a package put beside this program; empty: there is none.
std::string own_data() {
    namespace fs = std::filesystem;
    std::error_code error;
    auto const program = fs::read_symlink("/proc/self/exe", error);
    auto const folder = program.parent_path() / "poppler";
    return !error && fs::is_directory(folder, error) ? folder.string() : std::string();
}

}  // namespace

int main(int count, char** arguments) {
    using namespace ats;
    bool has_fonts = true;
    auto const data = own_data();
    std::vector<char const*> readable_folders(std::begin(system_folders), std::end(system_folders));
    if (!data.empty()) readable_folders.push_back(data.c_str());
    worker::Program const program{
        "ats-pdf reads PDF files for the library ats, which starts it; it is not run by hand.\n",
        readable_folders,
        [&] { has_fonts = pdf::prepare(data); },
        [&](worker::Request const& request, std::string& document) {
            if ((request.flags & pdf::draw_flag) != 0)
                return pdf::draw_pdf(document, {request.max_pages, request.page, request.image_side});
            bool const find_hidden = (request.flags & pdf::find_hidden_flag) != 0;
            return pdf::read_pdf(document, {request.max_pages, request.max_words, find_hidden, has_fonts});
        },
    };
    return worker::serve(count, arguments, program);
}
