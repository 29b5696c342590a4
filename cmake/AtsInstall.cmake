# Install components: library, development, worker; python is installed by bindings/.
include(CMakePackageConfigHelpers)

set(ats_package_dir "${CMAKE_INSTALL_LIBDIR}/cmake/ats")

install(TARGETS ats EXPORT ats-targets
  LIBRARY DESTINATION "${CMAKE_INSTALL_LIBDIR}" COMPONENT library NAMELINK_COMPONENT development
  INCLUDES DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}")
install(TARGETS ats-pdf ats-office RUNTIME DESTINATION "${CMAKE_INSTALL_LIBEXECDIR}/ats" COMPONENT worker)
install(DIRECTORY include/ats TYPE INCLUDE COMPONENT development FILES_MATCHING PATTERN "*.hpp")
install(EXPORT ats-targets NAMESPACE ats:: DESTINATION "${ats_package_dir}" COMPONENT development)

configure_package_config_file(cmake/ats-config.cmake.in "${PROJECT_BINARY_DIR}/ats-config.cmake"
  INSTALL_DESTINATION "${ats_package_dir}")
# Before 1.0 each minor version may change the interface.
write_basic_package_version_file("${PROJECT_BINARY_DIR}/ats-config-version.cmake"
  COMPATIBILITY SameMinorVersion)
install(FILES "${PROJECT_BINARY_DIR}/ats-config.cmake" "${PROJECT_BINARY_DIR}/ats-config-version.cmake"
  DESTINATION "${ats_package_dir}" COMPONENT development)

file(RELATIVE_PATH ats_pc_to_prefix "/prefix/${CMAKE_INSTALL_LIBDIR}/pkgconfig" "/prefix")
configure_file(cmake/ats.pc.in "${PROJECT_BINARY_DIR}/ats.pc" @ONLY)
install(FILES "${PROJECT_BINARY_DIR}/ats.pc" DESTINATION "${CMAKE_INSTALL_LIBDIR}/pkgconfig" COMPONENT development)
install(FILES LICENSE DESTINATION "${CMAKE_INSTALL_DOCDIR}" COMPONENT library)

# The wheel of ats-pdf alone (packaging/atschecker-pdf): the program, and poppler's data beside it.
set(ATS_PDF_WHEEL "" CACHE STRING "Folder of a Python package that ats-pdf is installed into; empty: none")
set(ATS_POPPLER_DATA "/usr/share/poppler" CACHE PATH "Poppler's data, which goes into that package")
if(ATS_PDF_WHEEL)
  install(TARGETS ats-pdf RUNTIME DESTINATION "${ATS_PDF_WHEEL}" COMPONENT pdf-wheel)
  install(DIRECTORY "${ATS_POPPLER_DATA}/" DESTINATION "${ATS_PDF_WHEEL}/poppler" COMPONENT pdf-wheel)
endif()
