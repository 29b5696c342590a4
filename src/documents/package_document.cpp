#include "documents/package_document.hpp"

#include "documents/docx.hpp"
#include "documents/odt.hpp"

namespace ats::documents {

Document read_package(std::string_view bytes, std::string const& name, CallContext const& context) {
    Effort effort(context, name);
    ZipPackage package(bytes, name, effort);
    if (is_open_document(package)) return read_odt(package, name, effort);
    return read_docx(package, name, effort);
}

}  // namespace ats::documents
