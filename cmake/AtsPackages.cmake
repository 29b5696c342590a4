# Debian packages by CPack (scripts/debian): libats0 (library and workers), libats-dev, atschecker (Python, the command).
# Debian's own Python packages are older than what is needed, so that atschecker holds its dependencies.
set(ATS_PYTHON_DEPENDENCIES "" CACHE PATH "Folder of the Python packages that atschecker needs")

set(debian_python lib/atschecker)
set_target_properties(_core PROPERTIES INSTALL_RPATH "")  # The library is where the system looks.
install(TARGETS _core LIBRARY DESTINATION ${debian_python}/atschecker COMPONENT debian-python)
install(DIRECTORY "${PROJECT_SOURCE_DIR}/python/atschecker" DESTINATION ${debian_python} COMPONENT debian-python
  PATTERN "*.so*" EXCLUDE PATTERN "ats-pdf" EXCLUDE PATTERN "ats-office" EXCLUDE PATTERN "__pycache__" EXCLUDE)
install(DIRECTORY "${ATS_PYTHON_DEPENDENCIES}/" DESTINATION ${debian_python} COMPONENT debian-python)
install(PROGRAMS packaging/debian/atschecker TYPE BIN COMPONENT debian-python)

set(ATS_MAINTAINER "The atschecker authors <atschecker@localhost.localdomain>" CACHE STRING "Who answers for the packages")

# What Debian asks of every package: who wrote it, under which licence, and what changed.
string(TIMESTAMP debian_date "%a, %d %b %Y %H:%M:%S +0000" UTC)  # SOURCE_DATE_EPOCH, where that is set
set(debian_pairs libats0 library libats-dev development atschecker debian-python)
while(debian_pairs)
  list(POP_FRONT debian_pairs debian_package component)
  set(debian_folder "${PROJECT_BINARY_DIR}/debian/${debian_package}")
  configure_file(packaging/debian/changelog.in "${debian_folder}/changelog")
  configure_file(packaging/debian/copyright "${debian_folder}/copyright" COPYONLY)
  execute_process(COMMAND gzip -9nf "${debian_folder}/changelog" COMMAND_ERROR_IS_FATAL ANY)
  install(FILES "${debian_folder}/copyright" "${debian_folder}/changelog.gz"
    DESTINATION share/doc/${debian_package} COMPONENT ${component})
endwhile()

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_PACKAGE_VERSION ${PROJECT_VERSION})
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "${PROJECT_DESCRIPTION}")
set(CPACK_STRIP_FILES ON)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS
  OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_COMPONENTS_GROUPING ONE_PER_GROUP)
set(CPACK_COMPONENTS_ALL library worker development debian-python)
set(CPACK_COMPONENT_LIBRARY_GROUP runtime)
set(CPACK_COMPONENT_WORKER_GROUP runtime)
set(CPACK_COMPONENT_DEVELOPMENT_GROUP headers)
set(CPACK_COMPONENT_DEBIAN-PYTHON_GROUP command)

set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_MAINTAINER "${ATS_MAINTAINER}")
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS_PRIVATE_DIRS "${CMAKE_LIBRARY_OUTPUT_DIRECTORY}")
set(CPACK_DEBIAN_RUNTIME_PACKAGE_NAME libats0)
set(CPACK_DEBIAN_RUNTIME_PACKAGE_SECTION libs)
# CPack's own would call ldconfig in scripts, which Debian does by a trigger today.
configure_file(packaging/debian/shlibs.in "${PROJECT_BINARY_DIR}/debian/shlibs")
set(CPACK_DEBIAN_RUNTIME_PACKAGE_CONTROL_EXTRA
  "${PROJECT_BINARY_DIR}/debian/shlibs;${PROJECT_SOURCE_DIR}/packaging/debian/triggers")
set(CPACK_DEBIAN_RUNTIME_PACKAGE_RECOMMENDS "poppler-data, fonts-liberation, ca-certificates")
set(CPACK_DEBIAN_HEADERS_PACKAGE_NAME libats-dev)
set(CPACK_DEBIAN_HEADERS_PACKAGE_SECTION libdevel)
set(CPACK_DEBIAN_HEADERS_PACKAGE_SHLIBDEPS OFF)
set(CPACK_DEBIAN_HEADERS_PACKAGE_DEPENDS "libats0 (= ${PROJECT_VERSION})")
set(CPACK_DEBIAN_COMMAND_PACKAGE_NAME atschecker)
set(CPACK_DEBIAN_COMMAND_PACKAGE_SECTION utils)
# Said here, since finding it out looks at each of some thousand files: what is compiled needs no more.
set(CPACK_DEBIAN_COMMAND_PACKAGE_SHLIBDEPS OFF)
set(CPACK_DEBIAN_COMMAND_PACKAGE_DEPENDS
  "libats0 (= ${PROJECT_VERSION}), libc6 (>= 2.36), libgcc-s1, libstdc++6 (>= 12), python3 (>= 3.11), python3 (<< 3.12)")

set(CPACK_COMPONENT_GROUP_RUNTIME_DESCRIPTION "library and the programs that read documents
 The library ats:: ranks resumes against a job description, with the evidence
 behind each score. All but plain text is read by programs of its own, in a
 sandbox: ats-pdf (GPL, it links poppler) and ats-office.")
set(CPACK_COMPONENT_GROUP_HEADERS_DESCRIPTION "headers, CMake package and pkg-config file
 What is needed to build programs that use the library ats::.")
set(CPACK_COMPONENT_GROUP_COMMAND_DESCRIPTION "command line and HTTP service
 Ranks resumes against a job description, with the evidence behind each score.
 Works with OpenAI-compatible servers and, without any, by rules.")
set(CPACK_DEBIAN_RUNTIME_DESCRIPTION "${CPACK_COMPONENT_GROUP_RUNTIME_DESCRIPTION}")
set(CPACK_DEBIAN_HEADERS_DESCRIPTION "${CPACK_COMPONENT_GROUP_HEADERS_DESCRIPTION}")
set(CPACK_DEBIAN_COMMAND_DESCRIPTION "${CPACK_COMPONENT_GROUP_COMMAND_DESCRIPTION}")
include(CPack)
cpack_add_component_group(runtime)
cpack_add_component_group(headers)
cpack_add_component_group(command)
