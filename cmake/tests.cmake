# Every test is a file that joins by being there; ctest is the only runner.
pkg_check_modules(CMOCKA REQUIRED IMPORTED_TARGET cmocka)
find_program(BASH bash REQUIRED)

# Unit tests link the static library, so they reach private symbols and need
# only those objects that they use.
file(GLOB UNIT_TESTS CONFIGURE_DEPENDS tests/unit/*.c)
foreach(source ${UNIT_TESTS})
  get_filename_component(name ${source} NAME_WE)
  add_executable(unit-${name} ${source})
  pincite_target(unit-${name})
  set_target_properties(unit-${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY unit)
  add_dependencies(unit-${name} pincite_xapian)
  target_include_directories(unit-${name} PRIVATE tests corpus indexer query)
  target_compile_definitions(unit-${name} PRIVATE
    SQLITE_CORE TEST_SOURCE_DIR="${PROJECT_SOURCE_DIR}"
    TEST_BUILD_DIR="${PROJECT_BINARY_DIR}")
  target_link_libraries(unit-${name} PRIVATE readers pincite_static PkgConfig::CMOCKA)
  add_test(NAME unit.${name} COMMAND unit-${name})
endforeach()

set_tests_properties(unit.memory PROPERTIES LABELS slow)

# Reads pages and prints what the reader makes of them, for scoring by hand.
add_executable(bench-extract EXCLUDE_FROM_ALL bench/extract.c)
pincite_target(bench-extract)
target_link_libraries(bench-extract PRIVATE readers pincite_static)

# How fast text is scanned for citations; see the top of the file.
add_executable(bench-citations EXCLUDE_FROM_ALL bench/citations.c)
pincite_target(bench-citations)
target_include_directories(bench-citations PRIVATE corpus)
target_link_libraries(bench-citations PRIVATE pincite_static PkgConfig::JANSSON ZLIB::ZLIB)
# How many questions two threads answer in the time of one; see the top of the file.
add_executable(bench-readers EXCLUDE_FROM_ALL bench/readers.c bench/bench.c)
pincite_target(bench-readers)
target_link_libraries(bench-readers PRIVATE pincite Threads::Threads PkgConfig::JANSSON)
# What becomes of an index when something fails: each is a program that is short
# without arguments and thorough with them. See docs/faults.md.
file(GLOB FAULT_TESTS CONFIGURE_DEPENDS tests/faults/*.c)
list(FILTER FAULT_TESTS EXCLUDE REGEX "/(disk|work|scenarios.*|sites|cancel.*)[.]c$")
add_library(faults STATIC tests/faults/disk.c tests/faults/work.c)
pincite_target(faults)
target_link_libraries(faults PUBLIC pincite_static)
foreach(source ${FAULT_TESTS})
  get_filename_component(name ${source} NAME_WE)
  add_executable(faults-${name} ${source})
  pincite_target(faults-${name})
  set_target_properties(faults-${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY faults)
  target_compile_definitions(faults-${name} PRIVATE
    TEST_SOURCE_DIR="${PROJECT_SOURCE_DIR}" TEST_BUILD_DIR="${PROJECT_BINARY_DIR}")
  target_link_libraries(faults-${name} PRIVATE faults)
  add_dependencies(faults-${name} pincite_xapian)
  if(name STREQUAL damage AND PINCITE_SANITIZE)
    # Xapian reads beyond the end of a block that is damaged: see docs/faults.md.
    add_test(NAME faults.damage COMMAND faults-damage 12 1 corpus.db)
  elseif(NOT name STREQUAL reader) # that is a part of kill.sh
    add_test(NAME faults.${name} COMMAND faults-${name})
  endif()
endforeach()
add_test(NAME faults.kill
  COMMAND ${BASH} ${PROJECT_SOURCE_DIR}/tests/faults/kill.sh ${PROJECT_BINARY_DIR})
add_test(NAME faults.commits
  COMMAND ${BASH} ${PROJECT_SOURCE_DIR}/tests/faults/commits.sh ${PROJECT_BINARY_DIR} fts5,xapian)
set_tests_properties(faults.commits PROPERTIES LABELS slow)

# All of the library, so that its places of allocation can be counted.
add_executable(faults-sites tests/faults/sites.c tests/faults/scenarios.c
  tests/faults/scenarios_ask.c tests/faults/scenarios_many.c tests/faults/work.c $<TARGET_OBJECTS:objects>)
pincite_target(faults-sites)
set_target_properties(faults-sites PROPERTIES RUNTIME_OUTPUT_DIRECTORY faults)
target_compile_definitions(faults-sites PRIVATE SQLITE_CORE
  TEST_BUILD_DIR="${PROJECT_BINARY_DIR}")
target_include_directories(faults-sites PRIVATE corpus)
target_link_libraries(faults-sites PRIVATE ${LIBRARY_DEPENDENCIES})
add_dependencies(faults-sites pincite_xapian pincite-reader)
if(NOT PINCITE_SANITIZE AND NOT PINCITE_COVERAGE) # they change what is called where
  add_test(NAME faults.sites
    COMMAND ${BASH} ${PROJECT_SOURCE_DIR}/tests/faults/sites.sh ${PROJECT_BINARY_DIR})
  set_tests_properties(faults.sites PROPERTIES LABELS slow)
endif()
foreach(name memory sites)
  target_link_options(faults-${name} PRIVATE
    -Wl,--wrap=malloc,--wrap=calloc,--wrap=realloc)
endforeach()

# What is stopped at every call of a callback; the clock is the test's.
add_executable(faults-cancel tests/faults/cancel.c tests/faults/cancel_work.c)
pincite_target(faults-cancel)
set_target_properties(faults-cancel PROPERTIES RUNTIME_OUTPUT_DIRECTORY faults)
target_compile_definitions(faults-cancel PRIVATE SQLITE_CORE
  TEST_BUILD_DIR="${PROJECT_BINARY_DIR}")
target_include_directories(faults-cancel PRIVATE corpus)
target_link_libraries(faults-cancel PRIVATE faults)
target_link_options(faults-cancel PRIVATE -Wl,--wrap=clock_gettime)
add_dependencies(faults-cancel pincite_xapian pincite-reader)
add_test(NAME faults.cancel COMMAND faults-cancel)

# Makes the files that cases and script/bombs try to do harm with.
add_executable(make-bombs tests/make_bombs.c)
pincite_target(make-bombs)
set_target_properties(make-bombs PROPERTIES RUNTIME_OUTPUT_DIRECTORY unit)
target_link_libraries(make-bombs PRIVATE PkgConfig::ARCHIVE ZLIB::ZLIB)

# A case of the program: a shell file with what it prints beside it.
file(GLOB CLI_CASES CONFIGURE_DEPENDS tests/cli/*/*.sh)
foreach(case ${CLI_CASES})
  get_filename_component(name ${case} NAME_WE)
  get_filename_component(folder ${case} DIRECTORY)
  get_filename_component(command ${folder} NAME)
  add_test(NAME cli.${command}.${name}
    COMMAND ${BASH} ${PROJECT_SOURCE_DIR}/tests/cli/run.sh ${case} ${PROJECT_BINARY_DIR})
  set_tests_properties(cli.${command}.${name} PROPERTIES SKIP_RETURN_CODE 77)
endforeach()

# The tests of an engine, a second time on the other: tests/engines.tsv says how.
file(STRINGS tests/engines.tsv ENGINE_ROWS REGEX "^[^#]")
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS tests/engines.tsv)
foreach(row ${ENGINE_ROWS})
  string(REPLACE "\t" ";" row "${row}")
  list(GET row 0 name)
  list(GET row 1 kind)
  string(REPLACE "." ";" parts ${name})
  list(GET parts 0 room)
  if(kind STREQUAL "none")
    continue()
  elseif(room STREQUAL "unit")
    list(GET parts 1 program)
    add_test(NAME xapian.${name} COMMAND unit-${program})
    set_tests_properties(xapian.${name} PROPERTIES ENVIRONMENT PINCITE_TEST_ENGINE=xapian)
    set_tests_properties(xapian.${name} ${name} PROPERTIES RESOURCE_LOCK ${name})
  else()
    list(GET parts 1 command)
    list(GET parts 2 case)
    set(arguments xapian)
    if(kind STREQUAL "refused")
      list(GET row 2 sentence)
      list(APPEND arguments ${sentence})
    endif()
    add_test(NAME xapian.${name} COMMAND ${BASH} ${PROJECT_SOURCE_DIR}/tests/cli/run.sh
      ${PROJECT_SOURCE_DIR}/tests/cli/${command}/${case}.sh ${PROJECT_BINARY_DIR} ${arguments})
    set_tests_properties(xapian.${name} PROPERTIES SKIP_RETURN_CODE 77)
  endif()
endforeach()

# Checks of the project itself: bash FILE SOURCE-FOLDER BUILD-FOLDER.
file(GLOB PROJECT_CHECKS CONFIGURE_DEPENDS tests/project/*.sh)
foreach(check ${PROJECT_CHECKS})
  get_filename_component(name ${check} NAME_WE)
  add_test(NAME project.${name}
    COMMAND ${BASH} ${check} ${PROJECT_SOURCE_DIR} ${PROJECT_BINARY_DIR})
  set_tests_properties(project.${name} PROPERTIES SKIP_RETURN_CODE 77)
  if(name MATCHES "^(abi|asan|valgrind|examples|embed|embedding|scaling)$")
    set_tests_properties(project.${name} PROPERTIES LABELS slow)
  endif()
endforeach()
# The fuzz targets as tests: each over its seeds, also under the sanitizers.
file(GLOB FUZZ_TARGETS CONFIGURE_DEPENDS tests/fuzz/*.c)
foreach(source ${FUZZ_TARGETS})
  get_filename_component(name ${source} NAME_WE)
  if(PINCITE_FUZZ OR NOT EXISTS ${PROJECT_SOURCE_DIR}/tests/fuzz/${name})
    continue()
  endif()
  add_executable(replay-${name} ${source} tests/replay.c)
  pincite_target(replay-${name})
  set_target_properties(replay-${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY unit)
  target_include_directories(replay-${name} PRIVATE tests corpus indexer query)
  target_link_libraries(replay-${name} PRIVATE readers pincite_static)
  add_test(NAME unit.replay-${name}
    COMMAND replay-${name} ${PROJECT_SOURCE_DIR}/tests/fuzz/${name})
endforeach()

get_directory_property(ALL_TESTS TESTS)
if(ALL_TESTS)
  set_tests_properties(${ALL_TESTS} PROPERTIES TIMEOUT 300)
  if("project.asan" IN_LIST ALL_TESTS)
    set_tests_properties(project.asan PROPERTIES TIMEOUT 1200)
  endif()
endif()
if(PINCITE_SANITIZE AND ALL_TESTS)
  set_property(TEST ${ALL_TESTS} APPEND PROPERTY
    ENVIRONMENT "PINCITE_SANITIZE=${PINCITE_SANITIZE}")
endif()

# Fuzz targets; seeds for tests/fuzz/X.c are in tests/fuzz/X/.
if(PINCITE_FUZZ)
  foreach(source ${FUZZ_TARGETS})
    get_filename_component(name ${source} NAME_WE)
    add_executable(fuzz-${name} ${source})
    pincite_target(fuzz-${name})
    set_target_properties(fuzz-${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY fuzz)
    target_include_directories(fuzz-${name} PRIVATE tests corpus indexer query)
    target_link_libraries(fuzz-${name} PRIVATE readers pincite_static)
    target_link_options(fuzz-${name} PRIVATE -fsanitize=fuzzer)
    file(MAKE_DIRECTORY ${PROJECT_BINARY_DIR}/fuzz/found-${name})
    set(seeds)
    if(EXISTS ${PROJECT_SOURCE_DIR}/tests/fuzz/${name})
      set(seeds ${PROJECT_SOURCE_DIR}/tests/fuzz/${name})
    endif()
    add_test(NAME fuzz.${name} COMMAND fuzz-${name} -max_total_time=20
      -rss_limit_mb=2048 ${PROJECT_BINARY_DIR}/fuzz/found-${name} ${seeds})
  endforeach()
endif()
