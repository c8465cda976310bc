#include "clients/cli/cli.h"

#include <stdio.h>

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
