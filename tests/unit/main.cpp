#define DOCTEST_CONFIG_IMPLEMENT_WITH_MAIN
#include <doctest/doctest.h>

#if defined(__SANITIZE_THREAD__)
// libzip calls mktime(); the thread sanitizer cannot see the lock of the C library inside it.
extern "C" __attribute__((visibility("default"))) char const* __tsan_default_suppressions();
extern "C" char const* __tsan_default_suppressions() { return "race:tzset_internal\n"; }
#endif
