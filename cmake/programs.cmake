# il2index and il2search, the programs. They link the shared library and see its public headers alone; what they cannot
# do with those, an application could not do either.
function(il2_add_program name)
  add_executable(${name} ${ARGN})
  target_link_libraries(${name} PRIVATE il2_flags il2search::il2search Boost::program_options fmt::fmt)
  set_target_properties(${name} PROPERTIES INSTALL_RPATH "$ORIGIN/../${CMAKE_INSTALL_LIBDIR}")
endfunction()

if(EXISTS ${CMAKE_SOURCE_DIR}/indexer/il2index.cc AND NOT TARGET il2index)
  il2_add_program(il2index indexer/il2index.cc indexer/command_line.cc indexer/progress_line.cc)
endif()
if(EXISTS ${CMAKE_SOURCE_DIR}/query/il2search.cc AND NOT TARGET il2search)
  il2_add_program(il2search query/il2search.cc)
endif()
foreach(name il2index il2search)
  if(TARGET ${name})
    list(APPEND il2search_programs ${name})
  endif()
endforeach()
