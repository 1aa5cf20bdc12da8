/*
 * killat.c - preloaded into a command it kills it at its KILLAT-th call that
 * changes, syncs, locks or removes a file: a write is then done by half, any
 * other call not at all.  How many calls there were is written to the file
 * that KILLCOUNT names, if the command lives to its end.
 */
#include <dlfcn.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

ssize_t	pwrite64(int, const void *, size_t, off_t);
int	ftruncate64(int, off_t);
int	fcntl64(int, int, ...);

static long	calls;

/* Is it time to die? */
static int
due(void)
{
	const char	*at = getenv("KILLAT");

	return ++calls == (at != NULL ? atol(at) : 0);
}

static void
die(void)
{
	raise(SIGKILL);
}

__attribute__((destructor)) static void
count(void)
{
	const char	*name = getenv("KILLCOUNT");
	FILE		*fp;

	if (name != NULL && (fp = fopen(name, "w")) != NULL) {
		fprintf(fp, "%ld\n", calls);
		fclose(fp);
	}
}

/* The C library's own function of this name. */
static void
find(void *to, const char *name)
{
	*(void **)to = dlsym(RTLD_NEXT, name);
}

ssize_t
pwrite64(int fd, const void *p, size_t n, off_t at)
{
	static ssize_t	(*real)(int, const void *, size_t, off_t);

	if (real == NULL)
		find(&real, "pwrite64");
	if (!due())
		return real(fd, p, n, at);
	real(fd, p, n / 2, at);
	die();
	return -1;
}

int
fdatasync(int fd)
{
	static int	(*real)(int);

	if (real == NULL)
		find(&real, "fdatasync");
	if (due())
		die();
	return real(fd);
}

int
ftruncate64(int fd, off_t n)
{
	static int	(*real)(int, off_t);

	if (real == NULL)
		find(&real, "ftruncate64");
	if (due())
		die();
	return real(fd, n);
}

int
unlink(const char *path)
{
	static int	(*real)(const char *);

	if (real == NULL)
		find(&real, "unlink");
	if (due())
		die();
	return real(path);
}

int
fcntl64(int fd, int cmd, ...)
{
	static int	(*real)(int, int, ...);
	va_list		 ap;
	void		*arg;

	va_start(ap, cmd);
	arg = va_arg(ap, void *);
	va_end(ap);
	if (real == NULL)
		find(&real, "fcntl64");
	if (cmd == F_SETLK && due())
		die();
	return real(fd, cmd, arg);
}
