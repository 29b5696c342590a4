/// @file
/// ats-office: reads DOCX, ODT, HTML, RTF and Markdown for the library ats, in a process of its own that a
/// hostile file may take down. The library starts it; see documents/worker_protocol.hpp.

#include "office_worker/office_text.hpp"
#include "worker/serve.hpp"

int main(int count, char** arguments) {
    using namespace ats;
    worker::Program const program{
        "ats-office reads office documents for the library ats, which starts it; it is not run by hand.\n",
        {},
        [] {},
        [](worker::Request const& request, std::string const& document) {
            return office::read_office(document, request.flags);
        },
    };
    return worker::serve(count, arguments, program);
}
