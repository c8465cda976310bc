#include "clients/cli/cli.h"

#include <stddef.h>
#include <stdio.h>
#include <string.h>

static const struct {
    const char *name;
    command_run *run;
    const char *what;
} commands[] = {
    {"serve", command_serve, "run a meeting"},
    {"check", command_check, "check the microphone before the meeting"},
    {"devices", command_devices, "list the microphones of this machine"},
    {"minutes", command_minutes, "write the minutes of a meeting"},
    {"export", command_export, "write polls, chat, blue sheet, minutes and results as files"},
    {"import", command_import, "read another room's chat as chat of a question"},
    {"confirm", command_confirm, "carry the outcomes of a meeting to its mailing list"},
    {"measure", command_measure, "measure the hums on a recording"},
    {"simulate", command_simulate, "say before the meeting what a hum can settle"},
    {"notice", command_notice, "what a meeting needs before and after it, and when"},
    {"draw", command_draw, "flip a coin or draw a straw so that anybody can check it"},
};

enum { COMMAND_COUNT = sizeof commands / sizeof commands[0] };

static int help(void)
{
    puts("humroom measures how strongly a room hums for each option of a question, for the chair.\n"
         "\n"
         "Usage: humroom COMMAND ...\n"
         "       humroom COMMAND --help\n"
         "       humroom --version\n"
         "\n"
         "Commands:");
    for (size_t i = 0; i < COMMAND_COUNT; i++)
        printf("  %-10s %s\n", commands[i].name, commands[i].what);
    puts("\n"
         "Example:\n"
         "  humroom devices");
    return cli_written("--help");
}

int main(int argc, char **argv)
{
    const char *name = argc > 1 ? argv[1] : "";
    if (strcmp(name, "--help") == 0 || strcmp(name, "-h") == 0 || strcmp(name, "help") == 0)
        return help();
    if (strcmp(name, "--version") == 0) {
        puts("humroom " HUMROOM_VERSION);
        return cli_written("--version");
    }
    for (size_t i = 0; i < COMMAND_COUNT; i++)
        if (strcmp(name, commands[i].name) == 0)
            return commands[i].run(argc - 1, argv + 1);
    if (argc > 1)
        fprintf(stderr, "humroom: there is no command '%s'; see humroom --help\n", name);
    else
        fprintf(stderr, "humroom: say what to do; see humroom --help\n");
    return EXIT_USAGE;
}
