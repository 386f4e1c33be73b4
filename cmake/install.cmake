# What `cmake --install` puts where: programs, library, headers, package files for CMake and pkg-config.
# Man pages and completion: cmake/documentation.cmake.
include(CMakePackageConfigHelpers)
set(package_dir ${CMAKE_INSTALL_LIBDIR}/cmake/il2search)

install(TARGETS libil2search EXPORT il2search-targets
  LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR} NAMELINK_COMPONENT development)
install(TARGETS il2index il2search RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
install(DIRECTORY include/il2search DESTINATION ${CMAKE_INSTALL_INCLUDEDIR} COMPONENT development
  FILES_MATCHING PATTERN "*.h")

install(EXPORT il2search-targets NAMESPACE il2search:: DESTINATION ${package_dir} COMPONENT development)
configure_package_config_file(cmake/il2search-config.cmake.in il2search-config.cmake INSTALL_DESTINATION ${package_dir})
write_basic_package_version_file(il2search-config-version.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${CMAKE_BINARY_DIR}/il2search-config.cmake ${CMAKE_BINARY_DIR}/il2search-config-version.cmake
  DESTINATION ${package_dir} COMPONENT development)

# Relative, so that the package may be moved.
file(RELATIVE_PATH pc_to_prefix /prefix/${CMAKE_INSTALL_LIBDIR}/pkgconfig /prefix)
configure_file(cmake/il2search.pc.in il2search.pc @ONLY)
install(FILES ${CMAKE_BINARY_DIR}/il2search.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig COMPONENT development)

install(FILES README.md CHANGELOG.md COPYING DESTINATION ${CMAKE_INSTALL_DOCDIR})
