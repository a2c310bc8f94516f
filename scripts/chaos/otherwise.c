/* Shows one program another clock and another disk than the machine's: loaded before libc by scripts/chaos/otherwise.py.
 *
 * Two numbers of 64 bits in the file named by BEFFROI_OTHERWISE, shared with who plays: the seconds added to the time of day
 * (the monotonic clock is left alone, as an administrator who sets the time leaves it), and whether the disk is read-only. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

struct told { int64_t later, read_only; };
static const struct told none;
static const volatile struct told *told = &none;

__attribute__((constructor)) static void begin(void) {
    const char *name = getenv("BEFFROI_OTHERWISE");
    int file = name ? (int)syscall(SYS_openat, AT_FDCWD, name, O_RDONLY) : -1;
    if (file < 0) return;
    void *shared = mmap(NULL, sizeof *told, PROT_READ, MAP_SHARED, file, 0);
    if (shared != MAP_FAILED) told = shared;
    close(file);
}

#define REAL(name) static __typeof__(&name) real; if (!real) real = (__typeof__(&name))dlsym(RTLD_NEXT, #name)

int clock_gettime(clockid_t clock, struct timespec *at) {
    REAL(clock_gettime);
    int done = real(clock, at);
    if (!done && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE)) at->tv_sec += told->later;
    return done;
}

int gettimeofday(struct timeval *restrict at, void *restrict zone) {
    REAL(gettimeofday);
    int done = real(at, zone);
    if (!done && at) at->tv_sec += told->later;
    return done;
}

time_t time(time_t *at) {
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    if (at) *at = now.tv_sec;
    return now.tv_sec;
}

static int refused(int file) {
    struct stat what;
    if (!told->read_only || fstat(file, &what) || !S_ISREG(what.st_mode)) return 0;
    errno = EROFS;
    return 1;
}

ssize_t write(int file, const void *bytes, size_t size) { REAL(write); return refused(file) ? -1 : real(file, bytes, size); }
ssize_t pwrite(int file, const void *bytes, size_t size, off_t at) { REAL(pwrite); return refused(file) ? -1 : real(file, bytes, size, at); }
ssize_t pwrite64(int file, const void *bytes, size_t size, off64_t at) { REAL(pwrite64); return refused(file) ? -1 : real(file, bytes, size, at); }
int ftruncate(int file, off_t size) { REAL(ftruncate); return refused(file) ? -1 : real(file, size); }
int ftruncate64(int file, off64_t size) { REAL(ftruncate64); return refused(file) ? -1 : real(file, size); }

/* What is no regular file (/dev/null, a socket) stays writable on a disk that is not. */
static int shut(int folder, const char *name, int how) {
    struct stat what;
    if (!told->read_only || !((how & O_CREAT) || (how & O_ACCMODE) != O_RDONLY)) return 0;
    if (!fstatat(folder, name, &what, 0) && !S_ISREG(what.st_mode)) return 0;
    errno = EROFS;
    return 1;
}

#define MODE(how) mode_t mode = 0; if ((how) & (O_CREAT | O_TMPFILE)) { va_list more; va_start(more, how); mode = va_arg(more, mode_t); va_end(more); }

int open(const char *name, int how, ...) { MODE(how) REAL(open); return shut(AT_FDCWD, name, how) ? -1 : real(name, how, mode); }
int open64(const char *name, int how, ...) { MODE(how) REAL(open64); return shut(AT_FDCWD, name, how) ? -1 : real(name, how, mode); }
int openat(int folder, const char *name, int how, ...) { MODE(how) REAL(openat); return shut(folder, name, how) ? -1 : real(folder, name, how, mode); }
int openat64(int folder, const char *name, int how, ...) { MODE(how) REAL(openat64); return shut(folder, name, how) ? -1 : real(folder, name, how, mode); }
