# il2index and il2search, the programs. They link the shared library and see its public headers alone; what they cannot
# do with those, an application could not do either.
foreach(program indexer/il2index query/il2search)
  get_filename_component(name ${program} NAME)
  if(EXISTS ${CMAKE_SOURCE_DIR}/${program}.cc AND NOT TARGET ${name})
    add_executable(${name} ${program}.cc)
    target_link_libraries(${name} PRIVATE il2_flags il2search::il2search Boost::program_options)
  endif()
  if(TARGET ${name})
    set_target_properties(${name} PROPERTIES INSTALL_RPATH "$ORIGIN/../${CMAKE_INSTALL_LIBDIR}")
    list(APPEND il2search_programs ${name})
  endif()
endforeach()
