# Makefile - GNU make; everything that is built goes to $(B), made from the
# lists below.  Packagers set CC, CFLAGS, PREFIX, DESTDIR and friends.

CC		= cc
CFLAGS		= -O2 -g
PREFIX		= /usr/local
SHAREDIR	= $(PREFIX)/share/whistle
B		= bin

WARN	= -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wstrict-prototypes \
	  -Wmissing-prototypes -Wwrite-strings -Werror
LANGUAGE = -std=c11 -D_GNU_SOURCE -Iinclude -Ilib $(WARN) \
	  -DWH_SHARE='"$(SHAREDIR)"'
FLAGS	= $(LANGUAGE) -MMD -MP
LIBS	= -lcsv -lsqlite3

BASE	= err digest text width number mask json enc lines csv zone time scan \
	  clock out sheet table opt cmd
UNIT	= csv enc digest zone time scan clock deadline text mask out
FUZZ	= csv time

OBJ	= $(BASE:%=$(B)/lib/base/%.o)
LIB	= $(B)/libwhistle.a
TESTS	= $(UNIT:%=$(B)/tests/unit/%)
SANE	= address,undefined -fno-sanitize-recover=all

# As many tests at once as there are processors.
PROVEFLAGS = -j$(shell getconf _NPROCESSORS_ONLN || echo 2)

all: $(LIB)

$(TESTS): %: %.o $(LIB)
	$(CC) $(LDFLAGS) -o $@ $< $(LIB) $(LIBS) $(LDLIBS)

$(LIB): $(OBJ)
	rm -f $@
	$(AR) rcs $@ $(OBJ)

$(B)/%.o: %.c Makefile
	@mkdir -p $(@D)
	@echo CC $<
	@$(CC) $(FLAGS) $(CPPFLAGS) $(CFLAGS) -c -o $@ $<

tests: all $(TESTS)

units:
	@echo $(TESTS)

check: tests
	B=$(abspath $(B)) prove $(PROVEFLAGS) $(TESTS)

# Syntax and types by both compilers; what the optimizer sees, the build says.
LINTED	= $(wildcard lib/*/*.c tests/unit/*.c tests/fuzz/*.c)
lint:
	gcc $(LANGUAGE) -fsyntax-only $(LINTED)
	clang $(LANGUAGE) -fsyntax-only $(LINTED)
	shellcheck -x $(wildcard \
	    .ci/run scripts/*)

asan:
	$(MAKE) B=$(B)/asan check \
	    CFLAGS='-O1 -g -fno-omit-frame-pointer -fsanitize=$(SANE)' \
	    LDFLAGS='-fsanitize=$(SANE)'

SECONDS	= 60
fuzz: $(FUZZ:%=$(B)/fuzz/%)
	for f in $(FUZZ); do \
	    $(B)/fuzz/$$f -max_total_time=$(SECONDS) -rss_limit_mb=1024 \
	        -artifact_prefix=$(B)/fuzz/$$f- || exit 1; \
	done
$(B)/fuzz/%: tests/fuzz/%.c fuzzlib
	@mkdir -p $(@D)
	clang -std=c11 -D_GNU_SOURCE -Iinclude -Ilib -g \
	    -fsanitize=fuzzer,$(SANE) -o $@ $< \
	    $(B)/fuzzlib/libwhistle.a $(LIBS)
fuzzlib:
	$(MAKE) B=$(B)/fuzzlib CC=clang $(B)/fuzzlib/libwhistle.a \
	    CFLAGS='-O1 -g -fsanitize=fuzzer-no-link,$(SANE)'

clean:
	rm -rf $(B)

-include $(OBJ:.o=.d) $(TESTS:=.d)

.PHONY: all tests units check lint asan fuzz fuzzlib clean
.SECONDARY:
