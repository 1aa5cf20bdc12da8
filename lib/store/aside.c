/*
 * aside.c - a job that works on the file while its caller works in memory.
 *
 * One at a time, on a thread that all jobs of a handle share.  While a job
 * runs, the handle's database is its own, and nothing else of the handle is:
 * whoever wants the database waits in wh_rest first, as all functions of
 * stmt.c and wh_exec do, and there the caller hears of a job that failed.
 */
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>

#include "store/store.h"

struct wh_aside {
	pthread_t	 thread;
	pthread_mutex_t	 lock;		/* of what follows */
	pthread_cond_t	 moved;
	int		(*job)(void *);	/* that runs, or NULL */
	void		*arg;
	int		 rc;		/* of the last one */
	bool		 over;		/* there will be no other */
};

/*
 * Start a thread; signals are for the one that was there before.  False with
 * an error.
 */
bool
wh_thread(struct wh_err *e, pthread_t *thread, void *(*run)(void *),
    void *arg)
{
	sigset_t	all, old;
	int		rc;

	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &old);
	rc = pthread_create(thread, NULL, run, arg);
	pthread_sigmask(SIG_SETMASK, &old, NULL);
	return rc == 0 || wh_fail(e, WH_FAIL, "cannot start a thread: %s",
	    strerror(rc));
}

static void *
run(void *arg)
{
	struct wh_aside	*a = arg;
	int		 rc;

	pthread_mutex_lock(&a->lock);
	for (;;) {
		while (a->job == NULL && !a->over)
			pthread_cond_wait(&a->moved, &a->lock);
		if (a->job == NULL)
			break;
		pthread_mutex_unlock(&a->lock);
		rc = a->job(a->arg);
		pthread_mutex_lock(&a->lock);
		a->rc = rc;
		a->job = NULL;
		pthread_cond_signal(&a->moved);
	}
	pthread_mutex_unlock(&a->lock);
	return NULL;
}

static bool
start(struct wh *w)
{
	struct wh_aside	*a;

	if ((a = calloc(1, sizeof(*a))) == NULL)
		return wh_nomem(&w->err);
	pthread_mutex_init(&a->lock, NULL);
	pthread_cond_init(&a->moved, NULL);
	if (wh_thread(&w->err, &a->thread, run, a)) {
		w->aside = a;
		return true;
	}
	pthread_cond_destroy(&a->moved);
	pthread_mutex_destroy(&a->lock);
	free(a);
	return false;
}

/*
 * Run a job, which returns a code of SQLite's and touches nothing of the
 * handle but its database, beside the caller.  False if the one before it
 * failed, or on another error; then it is not run.
 */
bool
wh_aside(struct wh *w, int (*job)(void *), void *arg)
{
	if (!wh_rest(w) || (w->aside == NULL && !start(w)))
		return false;
	pthread_mutex_lock(&w->aside->lock);
	w->aside->arg = arg;
	w->aside->job = job;
	pthread_cond_signal(&w->aside->moved);
	pthread_mutex_unlock(&w->aside->lock);
	return true;
}

/*
 * Wait until no job runs.  False if the last one failed, or after an earlier
 * error.
 */
bool
wh_rest(struct wh *w)
{
	int	rc = SQLITE_OK;

	if (w->aside != NULL) {
		pthread_mutex_lock(&w->aside->lock);
		while (w->aside->job != NULL)
			pthread_cond_wait(&w->aside->moved,
			    &w->aside->lock);
		rc = w->aside->rc;
		pthread_mutex_unlock(&w->aside->lock);
	}
	return wh_check(w, rc);
}

/* There will be no more jobs: end their thread, if there was one. */
void
wh_aside_end(struct wh *w)
{
	struct wh_aside	*a = w->aside;

	wh_rest(w);
	if (a == NULL)
		return;
	w->aside = NULL;
	pthread_mutex_lock(&a->lock);
	a->over = true;
	pthread_cond_signal(&a->moved);
	pthread_mutex_unlock(&a->lock);
	pthread_join(a->thread, NULL);
	pthread_cond_destroy(&a->moved);
	pthread_mutex_destroy(&a->lock);
	free(a);
}
