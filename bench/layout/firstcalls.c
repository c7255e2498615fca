/* firstcalls FUNCTIONS REPORT PROGRAM ARGUMENTS...: runs a program and writes the name of each function when it is first entered.
 * FUNCTIONS has lines as nm prints them; the program must lie where it was linked to (no PIE). Each function begins with a breakpoint, which is
 * taken away when it is hit: what ran is known completely, where a sampling profiler would know what took long. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/user.h>
#include <sys/wait.h>
#include <unistd.h>

struct function
{
    unsigned long address;
    char *name;
    unsigned char begins; /* the byte that the breakpoint stands for */
    char entered;
};

static struct function *functions;
static size_t count;

static int by_address(const void *a, const void *b)
{
    unsigned long x = ((const struct function *)a)->address, y = ((const struct function *)b)->address;
    return x < y ? -1 : x > y;
}

static void read_functions(const char *path)
{
    FILE *lines = fopen(path, "r");
    char *line = NULL;
    size_t room = 0;
    while (lines && getline(&line, &room, lines) > 0)
    {
        unsigned long address;
        char kind, *name = malloc(strlen(line) + 1);
        if (sscanf(line, "%lx %c %s", &address, &kind, name) != 3 || (kind != 't' && kind != 'T'))
            continue;
        functions = realloc(functions, (count + 1) * sizeof *functions);
        functions[count++] = (struct function){address, name, 0, 0};
    }
    qsort(functions, count, sizeof *functions, by_address);
}

/* Several names of one address are one function: the first of them. */
static struct function *find(unsigned long address)
{
    struct function key = {.address = address}, *found = bsearch(&key, functions, count, sizeof key, by_address);
    while (found && found > functions && found[-1].address == address)
        found--;
    return found;
}

int main(int argc, char **argv)
{
    if (argc < 4)
        return 125;
    read_functions(argv[1]);
    FILE *report = fopen(argv[2], "w");
    pid_t child = fork();
    if (child == 0)
    {
        ptrace(PTRACE_TRACEME, 0, 0, 0);
        execvp(argv[3], argv + 3);
        _exit(127);
    }

    int status;
    if (!report || waitpid(child, &status, 0) < 0 || !WIFSTOPPED(status))
        return 126;
    ptrace(PTRACE_SETOPTIONS, child, 0, PTRACE_O_TRACECLONE | PTRACE_O_EXITKILL);
    char path[64];
    sprintf(path, "/proc/%d/mem", child);
    int memory = open(path, O_RDWR);
    const unsigned char breakpoint = 0xCC;
    for (size_t i = 0; i < count; i++)
        if (i == 0 || functions[i].address != functions[i - 1].address)
            if (pread(memory, &functions[i].begins, 1, functions[i].address) != 1 || pwrite(memory, &breakpoint, 1, functions[i].address) != 1)
                return 124;

    ptrace(PTRACE_CONT, child, 0, 0);
    for (pid_t thread; (thread = waitpid(-1, &status, __WALL)) > 0;)
    {
        if (!WIFSTOPPED(status))
        {
            if (thread == child)
                break;
            continue;
        }

        int signal = WSTOPSIG(status);
        if (signal == SIGTRAP && status >> 16 == 0)
        {
            struct user_regs_struct registers;
            ptrace(PTRACE_GETREGS, thread, 0, &registers);
            struct function *function = find(registers.rip - 1);
            if (function)
            {
                if (!function->entered)
                {
                    function->entered = 1;
                    if (pwrite(memory, &function->begins, 1, function->address) != 1)
                        return 124;
                    fprintf(report, "%s\n", function->name);
                }

                registers.rip--;
                ptrace(PTRACE_SETREGS, thread, 0, &registers);
                signal = 0;
            }
        }
        else if (signal == SIGTRAP || signal == SIGSTOP)
        {
            signal = 0;
        }

        ptrace(PTRACE_CONT, thread, 0, signal);
    }

    fclose(report);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 1;
}
