#include "clients/cli/cli.h"

#include "core/when.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

int cli_fail(const char *command, const char *subject, enum status s)
{
    fprintf(stderr, "humroom %s: %s%s%s\n", command, subject != NULL ? subject : "",
            subject != NULL ? ": " : "", status_sentence(s));
    return status_exit(s);
}

int cli_usage(const char *command, const char *what, const char *word)
{
    fprintf(stderr, "humroom %s: %s: %s; see humroom %s --help\n", command, what, word, command);
    return EXIT_USAGE;
}

int cli_written(const char *command)
{
    if (fflush(stdout) == 0 && !ferror(stdout))
        return 0;
    fprintf(stderr, "humroom %s: the output cannot be written\n", command);
    return 74;
}

bool cli_asked(const char *command, const char *help, int argc, char **argv, int *code)
{
    for (int i = 1; i < argc; i++) {
        bool wants_help = strcmp(argv[i], "--help") == 0;
        if (!wants_help && strcmp(argv[i], "--version") != 0)
            continue;
        fputs(wants_help ? help : "humroom " HUMROOM_VERSION "\n", stdout);
        *code = cli_written(command);
        return true;
    }
    return false;
}

bool cli_read_which(const char *text, uint32_t *question, uint32_t *run)
{
    uint32_t n[2] = {0};
    size_t part = 0;
    for (const char *c = text; *c != '\0'; c++) {
        if (*c == '.' && part == 0 && c != text)
            part = 1;
        else if (*c >= '0' && *c <= '9' && n[part] <= 9999)
            n[part] = 10 * n[part] + (uint32_t)(*c - '0');
        else
            return false;
    }
    *question = n[0];
    *run = n[1];
    return n[0] != 0 && (part == 0 || n[1] != 0);
}

int64_t cli_now_us(void)
{
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    return (int64_t)now.tv_sec * SECOND_US + now.tv_nsec / 1000;
}
