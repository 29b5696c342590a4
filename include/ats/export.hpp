#pragma once

/// @file
/// The one macro of the library. Everything is compiled with hidden visibility; a class or function
/// that users call, throw or inherit from carries ATS_EXPORT, so that its symbols and its type
/// information are shared between the library and the program that links it.

/// @def ATS_EXPORT
/// Marks what the shared library makes visible.
#if defined(_WIN32)
#    if defined(ATS_BUILDING_LIBRARY)
#        define ATS_EXPORT __declspec(dllexport)
#    else
#        define ATS_EXPORT __declspec(dllimport)
#    endif
#else
#    define ATS_EXPORT __attribute__((visibility("default")))
#endif
