# Man pages and shell completion. The programs print what depends on their options (`--generate`), so that every option is
# documented by the row that defines it. Run as a script it makes one program's files:
#   cmake -DPROGRAM=… -DTEMPLATE=… -DPAGE=… -DCOMPLETION=… -DPROJECT_VERSION=… -P documentation.cmake
if(CMAKE_SCRIPT_MODE_FILE)
  execute_process(COMMAND ${PROGRAM} --generate man-options OUTPUT_VARIABLE OPTIONS COMMAND_ERROR_IS_FATAL ANY)
  configure_file(${TEMPLATE} ${PAGE} @ONLY)
  execute_process(COMMAND ${PROGRAM} --generate bash-completion OUTPUT_FILE ${COMPLETION} COMMAND_ERROR_IS_FATAL ANY)
  return()
endif()

set(documentation_dir ${CMAKE_BINARY_DIR}/share)
foreach(program il2index il2search)
  set(template ${CMAKE_SOURCE_DIR}/docs/man/${program}.1.in)
  set(page ${documentation_dir}/${program}.1)
  set(completion ${documentation_dir}/${program}.bash)
  add_custom_command(OUTPUT ${page} ${completion}
    COMMAND ${CMAKE_COMMAND} -DPROGRAM=$<TARGET_FILE:${program}> -DTEMPLATE=${template} -DPAGE=${page}
      -DCOMPLETION=${completion} -DPROJECT_VERSION=${PROJECT_VERSION} -P ${CMAKE_CURRENT_LIST_FILE}
    DEPENDS ${program} ${template} ${CMAKE_CURRENT_LIST_FILE} VERBATIM)
  list(APPEND documentation ${page} ${completion})
  install(FILES ${page} DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
  install(FILES ${completion} DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions RENAME ${program})
endforeach()
add_custom_target(documentation ALL DEPENDS ${documentation})
