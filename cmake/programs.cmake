# il2index and il2search, the programs, declared by their rooms. They link the shared library and see its public headers
# alone; what they cannot do with those, an application could not do either. Installed, they find it beside them.
foreach(program il2index il2search)
  if(TARGET ${program})
    set_target_properties(${program} PROPERTIES INSTALL_RPATH "$ORIGIN/../${CMAKE_INSTALL_LIBDIR}")
    list(APPEND il2search_programs ${program})
  endif()
endforeach()
