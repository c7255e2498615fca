/* launch REPORT PROGRAM ARGUMENTS...: runs a program and writes "wall-ns cpu-us peak-KiB exit" to a file.
 * Its own memory must be small: a child's ru_maxrss begins with what its parent had (it survives exec), so a .NET parent would be measured
 * instead. CPU is user and system time of the program and of all its children that it waited for. */
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

int main(int count, char **arguments)
{
    if (count < 3)
        return 125;
    struct timespec begin, end;
    clock_gettime(CLOCK_MONOTONIC, &begin);
    pid_t child = vfork();
    if (child == 0)
    {
        execvp(arguments[2], arguments + 2);
        _exit(127);
    }
    int status;
    struct rusage used;
    if (child < 0 || wait4(child, &status, 0, &used) < 0)
        return 126;
    clock_gettime(CLOCK_MONOTONIC, &end);
    int code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    FILE *report = fopen(arguments[1], "w");
    if (!report)
        return 124;
    fprintf(report, "%lld %lld %ld %d\n",
            (end.tv_sec - begin.tv_sec) * 1000000000LL + end.tv_nsec - begin.tv_nsec,
            (used.ru_utime.tv_sec + used.ru_stime.tv_sec) * 1000000LL + used.ru_utime.tv_usec + used.ru_stime.tv_usec,
            used.ru_maxrss, code);
    fclose(report);
    return code;
}
