# Makefile - GNU make; everything that is built goes to $(B), made from the
# lists below.  Packagers set CC, CFLAGS, PREFIX, DESTDIR and friends.

CC		= cc
CFLAGS		= -O2 -g
PREFIX		= /usr/local
BINDIR		= $(PREFIX)/bin
MANDIR		= $(PREFIX)/share/man
SHAREDIR	= $(PREFIX)/share/whistle
B		= bin

WARN	= -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wstrict-prototypes \
	  -Wmissing-prototypes -Wwrite-strings -Werror
LANGUAGE = -std=c11 -pthread -D_GNU_SOURCE -Iinclude -Ilib $(WARN) \
	  -DWH_SHARE='"$(SHAREDIR)"'
FLAGS	= $(LANGUAGE) -MMD -MP
LIBS	= -lcsv -lsqlite3 -lm -pthread

BASE	= err digest text width number mask json memo sniff enc lines refuse \
	  csv zone time scan limit calendar clock out line sheet table page
STORE	= open handle mode stmt aside rows entry cursor map setting head bind \
	  origin shape feed reader reject raw
GRID	= tables refs ref path value gather load dump setup hours chief rules \
	  decide explain standard stages ladder template counts scores datum geojson \
	  boundary edges place outline vintage
CASE	= acts actlist course effects request fold journal right complete again \
	  intake together describe pack rounded stage plan told facts filing \
	  mended ids merge slice import search listed show object secret \
	  publish clocks letter deadline days steps route log batch link \
	  alike similar power seat whistle summon judge measure response \
	  sweep make revert values seen survey findings words header sample kinds \
	  place ident guess known meaning sketch
STREET	= roster grids
REPORT	= period part metric list define words score fields dim sql ids rows spread \
	  cross rank ranked ranknote report asof issue reprint differ replay recount \
	  check daily summed blown figure printed relation bulletin fact audit
TOOL	= opt tick records cmd
CMD	= case-list case-log case-map case-new case-route case-show \
	  case-escalate grid-check grid-load grid-report street-roster
UNIT	= course rules csv enc digest zone time scan limit clock deadline \
	  clocks text mask out \
	  pack tick plan
FUZZ	= csv import guess map time boundary mask

OBJ	= $(BASE:%=$(B)/lib/base/%.o) $(STORE:%=$(B)/lib/store/%.o) \
	  $(GRID:%=$(B)/lib/grid/%.o) $(CASE:%=$(B)/lib/case/%.o) \
	  $(STREET:%=$(B)/lib/street/%.o) $(REPORT:%=$(B)/lib/report/%.o) \
	  $(TOOL:%=$(B)/lib/tool/%.o) \
	  $(B)/lib/schema.o $(B)/lib/views.o
LIB	= $(B)/libwhistle.a
BIN	= $(CMD:%=$(B)/%)
TESTS	= $(UNIT:%=$(B)/tests/unit/%)
MAN	= $(wildcard man/*.[1-8])
SHARE	= $(shell cd lib/share && find . -type f)
SANE	= address,undefined -fno-sanitize-recover=all

# As many tests at once as there are processors.
PROVEFLAGS = -j$(shell getconf _NPROCESSORS_ONLN || echo 2)

all: $(BIN)

$(BIN): $(B)/%: $(B)/cmd/%.o $(LIB)
	$(CC) $(LDFLAGS) -o $@ $< $(LIB) $(LIBS) $(LDLIBS)

$(TESTS): %: %.o $(LIB)
	$(CC) $(LDFLAGS) -o $@ $< $(LIB) $(LIBS) $(LDLIBS)

$(B)/tests/hotline: $(B)/tests/bench/hotline.o
	$(CC) $(LDFLAGS) -o $@ $< $(LDLIBS)

$(B)/tests/killat.so: tests/killat.c Makefile
	@mkdir -p $(@D)
	$(CC) $(LANGUAGE) -O2 -fPIC -shared -o $@ tests/killat.c -ldl

$(B)/tests/rules: $(B)/tests/bench/rules.o $(LIB)
	$(CC) $(LDFLAGS) -o $@ $< $(LIB) $(LIBS) $(LDLIBS)

$(LIB): $(OBJ)
	rm -f $@
	$(AR) rcs $@ $(OBJ)

$(B)/%.o: %.c Makefile
	@mkdir -p $(@D)
	@echo CC $<
	@$(CC) $(FLAGS) $(CPPFLAGS) $(CFLAGS) -c -o $@ $<

# SQL is kept as SQL and becomes an array of bytes.
$(B)/lib/%.c: lib/store/%.sql
	@mkdir -p $(@D)
	{ echo 'extern const char wh_$*_sql[];'; \
	  echo 'const char wh_$*_sql[] = {'; \
	  od -An -v -tu1 $< | sed 's/  */,/g; s/^,//; s/$$/,/'; \
	  echo '0};'; } >$@
$(B)/lib/%.o: $(B)/lib/%.c
	@echo CC $<
	@$(CC) $(FLAGS) $(CPPFLAGS) $(CFLAGS) -c -o $@ $<

tests: all $(TESTS) $(B)/tests/hotline $(B)/tests/killat.so $(B)/tests/rules

units:
	@echo $(TESTS)

check: tests
	B=$(abspath $(B)) prove $(PROVEFLAGS) tests/*.t $(TESTS)

# Kills imports more often than check does, and compares the daily summary for
# longer.
torture: tests
	B=$(abspath $(B)) KILLS=60 prove -v tests/28-slice.t
	B=$(abspath $(B)) DAYS='19 20 21 22 23 24 25' prove tests/65-daily.t

# Syntax and types by both compilers; what the optimizer sees, the build says.
LINTED	= $(wildcard cmd/*.c lib/*/*.c tests/unit/*.c tests/fuzz/*.c \
	  tests/bench/*.c tests/*.c)
lint:
	gcc $(LANGUAGE) -fsyntax-only $(LINTED)
	clang $(LANGUAGE) -fsyntax-only $(LINTED)
	mandoc -Tlint -Wwarning $(MAN)
	shellcheck -x $(wildcard tests/*.t tests/lib.sh tests/bench/bench tests/bench/city \
	    .ci/run scripts/*)

asan:
	$(MAKE) B=$(B)/asan check \
	    CFLAGS='-O1 -g -fno-omit-frame-pointer -fsanitize=$(SANE)' \
	    LDFLAGS='-fsanitize=$(SANE)'

SECONDS	= 60
fuzz: $(FUZZ:%=$(B)/fuzz/%)
	for f in $(FUZZ); do \
	    WHISTLE_SHARE=$(CURDIR)/lib/share $(B)/fuzz/$$f -max_total_time=$(SECONDS) -rss_limit_mb=1024 \
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

ROWS	= 1000000
bench: all $(B)/tests/hotline $(B)/tests/rules
	B=$(abspath $(B)) tests/bench/bench $(ROWS)

# A year of the largest city: an hour, and 60 GB of disk.
CITY	= 21000000
bench-city: all $(B)/tests/hotline
	B=$(abspath $(B)) tests/bench/city $(CITY)

install: all
	install -d $(DESTDIR)$(BINDIR)
	install -m 755 $(BIN) $(DESTDIR)$(BINDIR)
	for m in $(MAN); do \
	    d=$(DESTDIR)$(MANDIR)/man$${m##*.} && install -d $$d && \
	    install -m 644 $$m $$d || exit 1; \
	done
	for f in $(SHARE); do \
	    install -D -m 644 lib/share/$$f $(DESTDIR)$(SHAREDIR)/$$f || \
	        exit 1; \
	done
	install -d $(DESTDIR)$(SHAREDIR)/scripts
	install -m 755 scripts/bulletin scripts/share scripts/sweep \
	    scripts/weekly \
	    $(DESTDIR)$(SHAREDIR)/scripts

clean:
	rm -rf $(B)

-include $(OBJ:.o=.d) $(BIN:$(B)/%=$(B)/cmd/%.d) $(TESTS:=.d) \
	$(B)/tests/bench/hotline.d $(B)/tests/bench/rules.d

.PHONY: all tests units check torture lint asan fuzz fuzzlib bench bench-city install clean
.SECONDARY:
