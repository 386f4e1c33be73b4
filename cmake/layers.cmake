# The layers, bottom first. Each has a CMakeLists.txt that calls il2_add_layer(); everything that needs all of them reads
# this list: the library, the tests, the layering check.
set(il2_layers base text schema storage postings corpus vocabulary indexer syntax query)

# il2_add_layer(NAME SOURCES … [USES layers…] [PUBLIC libraries…] [PRIVATE libraries…])
# An object library il2_NAME. USES names the layers whose headers it may include.
function(il2_add_layer name)
  cmake_parse_arguments(arg "" "" "SOURCES;USES;PUBLIC;PRIVATE" ${ARGN})
  list(TRANSFORM arg_USES PREPEND il2_)
  add_library(il2_${name} OBJECT ${arg_SOURCES})
  target_link_libraries(il2_${name} PUBLIC il2_flags ${arg_USES} ${arg_PUBLIC} PRIVATE ${arg_PRIVATE})
  if(IL2SEARCH_ODR)
    target_compile_options(il2_${name} PRIVATE -flto -ffat-lto-objects)  # for the target `odr`
  endif()
endfunction()
