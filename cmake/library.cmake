# libil2search: the rooms in one shared library. What is not marked IL2SEARCH_EXPORT in the public headers is hidden;
# the version script hides what the templates of the standard library would leak beside it.
#
# Until 1.0 a minor version may change the binary interface, so the SONAME carries both numbers (libil2search.so.0.1).
add_library(libil2search SHARED)
add_library(il2search::il2search ALIAS libil2search)
foreach(room base schema corpus syntax vocabulary indexer query)
  if(TARGET il2_${room})
    target_sources(libil2search PRIVATE $<TARGET_OBJECTS:il2_${room}>)
    target_link_libraries(libil2search PRIVATE il2_${room})
  endif()
endforeach()

target_include_directories(libil2search PUBLIC
  $<BUILD_INTERFACE:${CMAKE_SOURCE_DIR}/include> $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}>)
target_compile_features(libil2search PUBLIC cxx_std_20)
set(version_script ${CMAKE_SOURCE_DIR}/cmake/libil2search.map)
target_link_options(libil2search PRIVATE -Wl,--version-script=${version_script})
if(NOT IL2SEARCH_SANITIZE)
  target_link_options(libil2search PRIVATE -Wl,--no-undefined)
endif()
set_target_properties(libil2search PROPERTIES
  LINKER_LANGUAGE CXX
  OUTPUT_NAME il2search
  EXPORT_NAME il2search
  VERSION ${PROJECT_VERSION}
  SOVERSION ${PROJECT_VERSION_MAJOR}.${PROJECT_VERSION_MINOR}
  LINK_DEPENDS ${version_script})
