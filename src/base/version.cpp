#include <ats/version.hpp>

#define ATS_STRINGIFY_VALUE(x) #x
#define ATS_STRINGIFY(x) ATS_STRINGIFY_VALUE(x)

namespace ats {

char const* version() noexcept {
    return ATS_STRINGIFY(ATS_VERSION_MAJOR) "." ATS_STRINGIFY(ATS_VERSION_MINOR) "." ATS_STRINGIFY(
        ATS_VERSION_PATCH);
}

}  // namespace ats
