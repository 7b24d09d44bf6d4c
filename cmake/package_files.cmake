# What Debian wants of the files in a package: pages and changelogs are compressed,
# without a time in them, and the static library has no debugging information.
file(GLOB_RECURSE files "${CPACK_TEMPORARY_DIRECTORY}/*")
foreach(file ${files})
  if(file MATCHES "/share/man/man[1-9]/|/share/doc/[^/]*/changelog$")
    execute_process(COMMAND gzip -9n ${file} COMMAND_ERROR_IS_FATAL ANY)
  elseif(file MATCHES "[.]a$")
    execute_process(COMMAND strip --enable-deterministic-archives --strip-debug ${file}
      COMMAND_ERROR_IS_FATAL ANY)
  endif()
endforeach()
