# What `cmake --install` puts where. The components are the Debian packages.
install(TARGETS pincite EXPORT pincite LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR}
  COMPONENT library NAMELINK_COMPONENT development)
install(TARGETS pincite_static ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR}
  COMPONENT development)
install(FILES include/pincite.h DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}
  COMPONENT development)
install(TARGETS pincite_xapian LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR}/pincite
  COMPONENT xapian)
# What is not said to belong elsewhere.
set(CMAKE_INSTALL_DEFAULT_COMPONENT_NAME program)
if(TARGET program)
  install(TARGETS program RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
endif()
if(TARGET pincite-reader)
  install(TARGETS pincite-reader
    RUNTIME DESTINATION ${CMAKE_INSTALL_LIBEXECDIR}/pincite)
endif()
if(TARGET pincite_sqlite)
  install(TARGETS pincite_sqlite LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR}/pincite)
endif()

file(GLOB PAGES CONFIGURE_DEPENDS docs/man/*.1)
install(FILES ${PAGES} DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
install(FILES docs/man/pincite-query.7 DESTINATION ${CMAKE_INSTALL_MANDIR}/man7)

# The manual of the library is the header: its page is made from it.
find_program(AWK awk REQUIRED)
file(STRINGS docs/man/pincite.1 PAGE_DATE REGEX "^\\.Dd ")
string(REGEX REPLACE "^\\.Dd " "" PAGE_DATE "${PAGE_DATE}")
add_custom_command(OUTPUT pincite.3
  COMMAND ${AWK} -v "date=${PAGE_DATE}" -f ${PROJECT_SOURCE_DIR}/script/make_man3.awk
    ${PROJECT_SOURCE_DIR}/include/pincite.h > pincite.3
  DEPENDS script/make_man3.awk include/pincite.h docs/man/pincite.1 VERBATIM)
add_custom_target(man3 ALL DEPENDS ${PROJECT_BINARY_DIR}/pincite.3)
install(FILES ${PROJECT_BINARY_DIR}/pincite.3 DESTINATION ${CMAKE_INSTALL_MANDIR}/man3
  COMPONENT development)
install(FILES docs/completion/pincite.bash RENAME pincite
  DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions)
install(FILES docs/completion/_pincite
  DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/vendor-completions)
if(EXISTS ${PROJECT_SOURCE_DIR}/corpus/sample)
  install(DIRECTORY corpus/sample DESTINATION ${CMAKE_INSTALL_DATADIR}/pincite)
endif()
install(FILES packaging/pincite-index.service packaging/pincite-index.timer
  DESTINATION lib/systemd/system)
install(FILES packaging/pincite.sysusers RENAME pincite.conf DESTINATION lib/sysusers.d)

# For programs that embed the library: pkg-config, and find_package(pincite).
# Both find their files from where they lie, so the tree may be moved.
file(RELATIVE_PATH UP_FROM_PC /prefix/${CMAKE_INSTALL_LIBDIR}/pkgconfig /prefix)
configure_file(cmake/pincite.pc.in pincite.pc @ONLY)
install(FILES ${PROJECT_BINARY_DIR}/pincite.pc
  DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig COMPONENT development)
set(CONFIG_DIR ${CMAKE_INSTALL_LIBDIR}/cmake/pincite)
install(EXPORT pincite NAMESPACE pincite:: FILE pincite-config.cmake
  DESTINATION ${CONFIG_DIR} COMPONENT development)
write_basic_package_version_file(${PROJECT_BINARY_DIR}/pincite-config-version.cmake
  COMPATIBILITY SameMajorVersion)
install(FILES ${PROJECT_BINARY_DIR}/pincite-config-version.cmake
  DESTINATION ${CONFIG_DIR} COMPONENT development)
file(GLOB EXAMPLES CONFIGURE_DEPENDS examples/*)
install(FILES ${EXAMPLES} DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/libpincite-dev/examples
  COMPONENT development)
install(FILES docs/embedding.md DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/libpincite-dev
  COMPONENT development)

include(cmake/packages.cmake)
