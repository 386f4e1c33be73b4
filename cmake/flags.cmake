# il2_flags: what every target of ours is compiled and linked with.
add_library(il2_flags INTERFACE)
target_include_directories(il2_flags INTERFACE ${CMAKE_SOURCE_DIR} ${CMAKE_SOURCE_DIR}/include)
target_compile_options(il2_flags INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wconversion
  $<$<BOOL:${IL2SEARCH_WERROR}>:-Werror>)

# il2_test_flags: what tests add. Without optimisation they compile in half the time; the layers keep theirs.
add_library(il2_test_flags INTERFACE)
target_compile_options(il2_test_flags INTERFACE -O0)

if(IL2SEARCH_SANITIZE)
  set(sanitize -fsanitize=${IL2SEARCH_SANITIZE} -fno-omit-frame-pointer)
  if(IL2SEARCH_SANITIZE MATCHES "undefined")
    list(APPEND sanitize -fno-sanitize-recover=undefined)
  endif()
  target_compile_options(il2_flags INTERFACE ${sanitize})
  target_link_options(il2_flags INTERFACE ${sanitize})
endif()

if(IL2SEARCH_FUZZ)
  target_compile_options(il2_flags INTERFACE -fsanitize=fuzzer-no-link)
endif()

if(IL2SEARCH_COVERAGE)
  target_compile_options(il2_flags INTERFACE --coverage)
  target_link_options(il2_flags INTERFACE --coverage)
endif()

# Paths are hashed relative to the source folder, so that a fresh clone finds what another one compiled.
find_program(CCACHE ccache)
if(CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env
    CCACHE_BASEDIR=${CMAKE_SOURCE_DIR} CCACHE_NOHASHDIR=1 ${CCACHE})
endif()
