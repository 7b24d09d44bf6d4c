# Debian packages, one for each component of the installation: script/package.
set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME pincite)
set(CPACK_PACKAGE_VENDOR "pincite authors")
set(CPACK_PACKAGE_CONTACT "pincite authors <authors@pincite.example>"
    CACHE STRING "who makes the packages")
set(CPACK_PACKAGE_VERSION ${PROJECT_VERSION})
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_COMPONENTS_ALL program library development xapian)
set(CPACK_COMPONENTS_GROUPING ONE_PER_GROUP)
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS_PRIVATE_DIRS ${PROJECT_BINARY_DIR})
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
set(CPACK_DEBIAN_PACKAGE_PRIORITY optional)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE
    GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)
set(CPACK_PRE_BUILD_SCRIPTS ${PROJECT_SOURCE_DIR}/cmake/package_files.cmake)

set(library libpincite${PROJECT_VERSION_MAJOR})
set(same_library "${library} (= ${PROJECT_VERSION})")
set(intro "Keeps a full-text index of articles and finds passages in it, ranked, each
with its exact place, so that it can be quoted and found again.")

set(CPACK_DEBIAN_PROGRAM_PACKAGE_NAME pincite)
set(CPACK_DEBIAN_PROGRAM_PACKAGE_SECTION text)
set(CPACK_DEBIAN_PROGRAM_PACKAGE_DEPENDS ${same_library})
# Poppler is loaded when the first PDF comes.
set(CPACK_DEBIAN_PROGRAM_PACKAGE_RECOMMENDS libpoppler-glib8)
set(CPACK_DEBIAN_PROGRAM_PACKAGE_SUGGESTS "pincite-xapian, sqlite3")
set(debian ${PROJECT_SOURCE_DIR}/packaging/debian)
set(CPACK_DEBIAN_PROGRAM_PACKAGE_CONTROL_EXTRA ${debian}/postinst ${debian}/prerm
    ${debian}/postrm)
set(CPACK_DEBIAN_PROGRAM_DESCRIPTION "find passages in articles, to be quoted exactly
${intro}

This is the program, with a service for systemd that brings an index up to
date every night, and an extension with which SQLite reads an index.")

set(CPACK_DEBIAN_LIBRARY_PACKAGE_NAME ${library})
set(CPACK_DEBIAN_LIBRARY_PACKAGE_SECTION libs)
set(CPACK_DEBIAN_LIBRARY_PACKAGE_MULTIARCH same)
# What a program that links the library depends on.
file(WRITE ${PROJECT_BINARY_DIR}/shlibs
  "libpincite ${PROJECT_VERSION_MAJOR} ${library} (>= ${PROJECT_VERSION})\n")
set(CPACK_DEBIAN_LIBRARY_PACKAGE_CONTROL_EXTRA ${debian}/triggers
    ${PROJECT_BINARY_DIR}/shlibs)
# The program that reads files for it.
set(CPACK_DEBIAN_LIBRARY_PACKAGE_SUGGESTS pincite)
set(CPACK_DEBIAN_LIBRARY_DESCRIPTION "passage search over articles - library
${intro}

This is the library, for programs that embed it.")

set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_NAME libpincite-dev)
set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_SECTION libdevel)
set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_DEPENDS "${same_library}, libsqlite3-dev, \
libstemmer-dev, libutf8proc-dev, zlib1g-dev")
set(CPACK_DEBIAN_DEVELOPMENT_DESCRIPTION "passage search over articles - development
${intro}

This is the header, which is the manual, the static library, examples, and
what pkg-config and CMake want to know.")

set(CPACK_DEBIAN_XAPIAN_PACKAGE_NAME pincite-xapian)
set(CPACK_DEBIAN_XAPIAN_PACKAGE_SECTION text)
set(CPACK_DEBIAN_XAPIAN_PACKAGE_DEPENDS ${same_library})
set(CPACK_DEBIAN_XAPIAN_PACKAGE_RECOMMENDS xapian-tools)
set(CPACK_DEBIAN_XAPIAN_DESCRIPTION "passage search over articles - Xapian engine
${intro}

This is the second engine: more ranking models, similar passages, and indexes
spread over several machines.")

# What every package of Debian's has.
foreach(part "program;pincite" "library;${library}" "development;libpincite-dev"
    "xapian;pincite-xapian")
  list(GET part 0 component)
  list(GET part 1 package)
  install(FILES ${debian}/changelog ${debian}/copyright
    DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/${package} COMPONENT ${component})
endforeach()
set(CMAKE_PROJECT_DESCRIPTION) # CPack would put it before that of each package
include(CPack)
