/* The program `humroom`: one file a subcommand, a line in main.c's table each. */
#ifndef HUMROOM_CLIENTS_CLI_H
#define HUMROOM_CLIENTS_CLI_H

#include "core/status.h"

#include <stdbool.h>
#include <stdint.h>

/* One subcommand: argv[0] is its name, what follows is its own. Returns the program's exit code
 * (sysexits). */
typedef int command_run(int argc, char **argv);

command_run command_check;
command_run command_devices;
command_run command_draw;
command_run command_export;
command_run command_import;
command_run command_minutes;
command_run command_notice;
command_run command_confirm;
command_run command_measure;
command_run command_serve;
command_run command_simulate;

enum { EXIT_USAGE = 64 };

/* One line on standard error, `humroom COMMAND: [SUBJECT: ]SENTENCE`; subject (a file, a device)
 * may be NULL. Returns the exit code of the status. */
int cli_fail(const char *command, const char *subject, enum status s);

/* One line on standard error that says what is wrong with the words after the command, and how to
 * get help. Returns EXIT_USAGE. */
int cli_usage(const char *command, const char *what, const char *word);

/* To be returned at the end of a command that wrote to standard output: 0, or 74 with a line on
 * standard error where that could not be written (a full disk, a closed pipe). */
int cli_written(const char *command);

/* Does any of the words ask for --help or --version? It is then printed, and *code is the command's
 * exit code. */
bool cli_asked(const char *command, const char *help, int argc, char **argv, int *code);

/* "2" or "2.1" -> a question and its run (0: none is named); no signs, no blanks. */
bool cli_read_which(const char *text, uint32_t *question, uint32_t *run);

int64_t cli_now_us(void); /* since 1970, UTC */

#endif
