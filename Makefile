# il2search. Everything is built by CMake (CMakePresets.json); this file names the common tasks.
#
#   make demo     build, index the bundled samples, search them
#   make test     build and run all tests
# Both need only make and git on a bare Debian: they install the packages. They are quick when nothing changed.
#
#   build         programs in build/bin, library in build/lib
#   deps          the Debian packages that the build needs (scripts/packages.sh; sudo when not root)
#   lint          wording, commit messages, formatting, clang-tidy, both compilers with warnings as errors
#   tidy          clang-tidy on all files, tests included
#   format        formats every source file
#   sanitize      the tests under AddressSanitizer and UndefinedBehaviorSanitizer; under ThreadSanitizer those of code with threads
#   fuzz          every fuzz target for FUZZ_SECONDS (60)
#   faults        the long run of crashes, I/O errors, lack of memory and power failures
#   soak          readers and a writer side by side for SOAK_SECONDS (3600)
#   bench         speed, size and ranking compared with plain Xapian; IL2SEARCH_TEST_DATA is the folder with the data
#   install       to PREFIX (/usr/local), honours DESTDIR
#   clean         removes build/

PREFIX ?= /usr/local
JOBS ?= $(shell nproc)
FUZZ_SECONDS ?= 60
SOAK_SECONDS ?= 3600
WERROR ?= $(if $(filter true,$(CI)),ON,OFF)
sources = git ls-files -co --exclude-standard -- '*.cc' '*.h'

.PHONY: all deps configure build demo test lint tidy format sanitize fuzz faults soak bench install clean
all: build

deps:
	@scripts/packages.sh build

configure: deps
	@mkdir -p build
	@cmake --preset release -DIL2SEARCH_WERROR=$(WERROR) -DIL2SEARCH_ODR=$(WERROR) $(CMAKE_FLAGS) > build/configure.log 2>&1 \
	  || { cat build/configure.log; exit 1; }

build: configure
	cmake --build build -j $(JOBS) --target il2index il2search documentation

demo: build
	@scripts/demo.sh build

test: configure
	cmake --build build -j $(JOBS)
	ctest --preset release -j $(JOBS)

lint: WERROR = ON
lint: configure
	@scripts/packages.sh lint
	@scripts/lint.sh $(JOBS)

tidy:
	@scripts/packages.sh lint
	@cmake --preset clang > /dev/null
	@scripts/tidy.sh build/clang $(JOBS)

format:
	@scripts/packages.sh lint
	$(sources) | xargs clang-format -i

sanitize:
	@scripts/packages.sh sanitize
	@for kind in asan-ubsan tsan; do \
	  cmake --preset $$kind > /dev/null && cmake --build --preset $$kind -j $(JOBS) && ctest --preset $$kind -j $(JOBS) \
	    || exit 1; \
	done

fuzz:
	@scripts/packages.sh fuzz
	cmake --preset fuzz > /dev/null && cmake --build --preset fuzz -j $(JOBS)
	scripts/fuzz.sh build/fuzz $(FUZZ_SECONDS)

faults: configure
	cmake --build build -j $(JOBS)
	IL2SEARCH_FAULTS=full ctest --preset release -R faults --timeout 7200 -j $(JOBS)

soak: configure
	cmake --build build -j $(JOBS) --target test_faults_soak
	SOAK_SECONDS=$(SOAK_SECONDS) build/bin/test_faults_soak

bench: configure
	cmake --build build -j $(JOBS) --target il2index il2search benchmarks
	bench/run.sh build

install: build
	cmake --build build -j $(JOBS) --target libil2search
	cmake --install build --prefix $(PREFIX)

clean:
	rm -rf build
