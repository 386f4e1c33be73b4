# libil2search: all layers in one shared library. What the public headers do not mark IL2SEARCH_EXPORT is hidden; the
# version script also hides what the templates of the standard library would leak.
#
# Until 1.0 a minor version may change the binary interface, so the SONAME carries both numbers (libil2search.so.0.1).
list(TRANSFORM il2_layers PREPEND il2_ OUTPUT_VARIABLE layer_targets)

add_library(libil2search SHARED)
add_library(il2search::il2search ALIAS libil2search)
target_link_libraries(libil2search PRIVATE ${layer_targets})
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

# The same objects as an archive, for tests and benchmarks that reach what the shared library hides.
add_library(il2_all STATIC EXCLUDE_FROM_ALL)
target_link_libraries(il2_all PUBLIC ${layer_targets})
set_target_properties(il2_all PROPERTIES LINKER_LANGUAGE CXX)

# `odr`: a link with link-time optimisation, which finds types of one name that differ between files. Makes no file.
if(IL2SEARCH_ODR)
  foreach(target IN LISTS layer_targets)
    list(APPEND layer_objects $<TARGET_OBJECTS:${target}>)
  endforeach()
  add_custom_target(odr
    COMMAND ${CMAKE_CXX_COMPILER} -shared -fPIC -flto=auto -O0 -Werror=odr -Werror=lto-type-mismatch -o /dev/null
      ${layer_objects}
    COMMENT "Looking for types with more than one definition" COMMAND_EXPAND_LISTS VERBATIM)
endif()
