#include "clients/cli/draw.h"

#include "clients/cli/cli.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char help[] =
    "Usage: humroom draw --method METHOD --pool FILE|--option NAME... [--pick N]\n"
    "                    [--public VALUE] [--source TEXT] --out FILE.json\n"
    "       humroom draw --method METHOD ... --source TEXT --commit-only --out FILE.json\n"
    "       humroom draw --announced FILE.json --public VALUE --out RESULT.json\n"
    "       humroom draw --verify RESULT.json [--announced FILE.json]\n"
    "\n"
    "Draws so that anybody can check it. The numbered pool is shown first, with a\n"
    "commitment to our seed; then a value is mixed in that nobody could foresee: one that\n"
    "the room names, or that a source publishes later. The transcript says all of it.\n"
    "A group agrees, in its minutes, to be bound by a draw before it is made.\n"
    "\n"
    "  --method METHOD   coin (two options), straw (some of the volunteers), random\n"
    "                    (any number), or rfc3797 (public sources alone, no seed of ours)\n"
    "  --pool FILE       one name a line, at most 1000\n"
    "  --option NAME     one name; again for each\n"
    "  --pick N          how many are picked, in this order (1)\n"
    "  --public VALUE    the public value; without it, it is asked for when the commitment\n"
    "                    was shown. For rfc3797 the numbers of each source, with \"/\"\n"
    "                    between the sources: \"9319 / 2 5 12 8 10\"\n"
    "  --source TEXT     where the public value comes from, for all to read\n"
    "  --commit-only     announces the draw: writes what is published before, and the seed\n"
    "                    into FILE.json.seed, for you alone\n"
    "  --announced FILE  draws what was announced; with --verify: was it that draw?\n"
    "  --out FILE        the transcript; a file that is there is never written over\n"
    "  --verify FILE     redoes a draw and says what does not match\n"
    "  --help            this text\n"
    "  --version         the version of humroom\n"
    "\n"
    "Example:\n"
    "  humroom draw --method coin --option \"big endian\" --option \"little endian\" --out "
    "coin.json\n"
    "  humroom draw --verify coin.json\n"
    "\n"
    "Exit code: 0; 64 wrong usage; 65 a pool or transcript has a mistake, or does not\n"
    "verify; 66 no such file; 71 no memory; 73 the transcript cannot be created; 74 it\n"
    "cannot be written; 77 a file may not be read.\n";

static const char **value_of(struct draw_words *w, const char *option)
{
    const struct {
        const char *name;
        const char **value;
    } options[] = {
        {"--method", &w->method},       {"--pool", &w->pool},           {"--pick", &w->pick},
        {"--public", &w->public_value}, {"--source", &w->source},       {"--out", &w->out},
        {"--verify", &w->verify},       {"--announced", &w->announced},
    };
    for (size_t i = 0; i < sizeof options / sizeof options[0]; i++)
        if (strcmp(options[i].name, option) == 0)
            return options[i].value;
    return NULL;
}

/* 0, or the exit code after a sentence. */
static int read_words(int argc, char **argv, struct draw_words *w)
{
    for (int i = 1; i < argc; i++) {
        const char *option = argv[i];
        const char **value = value_of(w, option);
        if (strcmp(option, "--commit-only") == 0) {
            w->commit_only = true;
            continue;
        }
        if (strcmp(option, "--option") == 0)
            value = &w->names[w->name_count++];
        if (value == NULL)
            return cli_usage("draw", "not known", option);
        if (*value != NULL)
            return cli_usage("draw", "given twice", option);
        if (++i == argc)
            return cli_usage("draw", "needs a value", option);
        *value = argv[i];
    }
    return 0;
}

/* What goes with what: a letter for each option, the needed ones in capitals. */
static int check_words(const struct draw_words *w)
{
    const struct {
        const char *name;
        bool is;
        char letter;
    } given[] = {
        {"--method", w->method != NULL, 'm'},
        {"--pool", w->pool != NULL, 'p'},
        {"--option", w->name_count > 0, 'n'},
        {"--pick", w->pick != NULL, 'k'},
        {"--public", w->public_value != NULL, 'v'},
        {"--source", w->source != NULL, 's'},
        {"--out", w->out != NULL, 'o'},
        {"--commit-only", w->commit_only, 'c'},
        {"--announced", w->announced != NULL, 'a'},
        {"--verify", w->verify != NULL, 'y'},
    };
    const char *fits = w->verify != NULL      ? "aY"
                       : w->announced != NULL ? "AVO"
                       : w->commit_only       ? "MpnkSOC"
                                              : "MpnkvsO";
    for (size_t i = 0; i < sizeof given / sizeof given[0]; i++) {
        const char capital = (char)(given[i].letter - 'a' + 'A');
        const bool needed = strchr(fits, capital) != NULL;
        if (given[i].is && !needed && strchr(fits, given[i].letter) == NULL)
            return cli_usage("draw", "does not go with this", given[i].name);
        if (!given[i].is && needed)
            return cli_usage("draw", "missing", given[i].name);
    }
    if (w->verify == NULL && w->announced == NULL && (w->pool != NULL) == (w->name_count > 0))
        return cli_usage("draw", "say one of the two", "--pool FILE or --option NAME");
    return 0;
}

int command_draw(int argc, char **argv)
{
    int asked;
    if (cli_asked("draw", help, argc, argv, &asked))
        return asked;
    struct draw_words w = {.names = calloc((size_t)argc, sizeof *w.names)};
    int code =
        w.names != NULL ? read_words(argc, argv, &w) : cli_fail("draw", NULL, FAILED_NO_MEMORY);
    if (code == 0)
        code = check_words(&w);
    enum status s = code == 0 ? digest_start() : STATUS_OK;
    if (s != STATUS_OK)
        code = cli_fail("draw", NULL, s);
    if (code == 0)
        code = w.verify != NULL ? draw_check_file(&w)
               : w.commit_only  ? draw_announce(&w)
                                : draw_now(&w);
    free(w.names);
    return code;
}
