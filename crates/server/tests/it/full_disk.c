/* A full disk for one process (LD_PRELOAD): after DISK_BYTES have been written to files, writes fail with ENOSPC. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static long written;

static int full(int fd, size_t count) {
    struct stat about;
    if (fstat(fd, &about) != 0 || !S_ISREG(about.st_mode)) return 0;
    const char *room = getenv("DISK_BYTES");
    if (!room || __sync_add_and_fetch(&written, (long)count) <= atol(room)) return 0;
    errno = ENOSPC;
    return 1;
}

#define NEXT(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

ssize_t write(int fd, const void *bytes, size_t count) {
    return full(fd, count) ? -1 : NEXT(write)(fd, bytes, count);
}
ssize_t pwrite(int fd, const void *bytes, size_t count, off_t at) {
    return full(fd, count) ? -1 : NEXT(pwrite)(fd, bytes, count, at);
}
ssize_t pwrite64(int fd, const void *bytes, size_t count, off64_t at) {
    return full(fd, count) ? -1 : NEXT(pwrite64)(fd, bytes, count, at);
}
