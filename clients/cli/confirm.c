#include "clients/cli/confirm.h"

#include "clients/cli/cli.h"
#include "core/digest.h"
#include "core/text.h"
#include "core/when.h"

#include <stdio.h>
#include <string.h>

static const char help[] =
    "Usage: humroom confirm draft RECORD --out DIR [--question N[.RUN]]\n"
    "               [--from ADDRESS] [--to ADDRESS] [--date DAY]\n"
    "       humroom confirm sent RECORD N[.RUN]|--all --message-id ID --date DAY\n"
    "       humroom confirm deadline RECORD N[.RUN] --date DAY --why TEXT\n"
    "       humroom confirm close RECORD N[.RUN] --as HOW --why TEXT [--by NAME]\n"
    "       humroom confirm mark RECORD N[.RUN] --as to-confirm|not-needed\n"
    "\n"
    "Carries the outcomes of a meeting to its mailing list. N is the number of a question,\n"
    "RUN of its run; without it the newest is meant. DAY is like 2026-11-22, or with its\n"
    "time like 2026-11-22T10:00Z.\n"
    "\n"
    "draft     writes a mail for each outcome that waits to be confirmed (.eml, for your\n"
    "          mail program), and one for each issue that is open then, in the same\n"
    "          thread; changes nothing in the record\n"
    "sent      notes that it was posted: objections are due by the end of the 14th day\n"
    "          after (UTC). --all notes it for all that wait, where the posted minutes\n"
    "          are the confirmation\n"
    "deadline  sets another last day, with the reason\n"
    "close     notes how it ended: confirmed, confirmed-over-objections, reopened or\n"
    "          overturned, with the reason\n"
    "mark      says whether an outcome is to be confirmed at all, until it is sent\n"
    "\n"
    "  --out DIR      where the mails go; files that are there are never written over\n"
    "  --from ADDRESS who writes; without it the first chair with an address\n"
    "  --to ADDRESS   the list; without it that of the meeting\n"
    "  --help         this text\n"
    "  --version      the version of humroom\n"
    "\n"
    "Example:\n"
    "  humroom confirm draft framing.humroom --out mails\n"
    "  humroom confirm sent framing.humroom 1 --message-id abc@example.org --date 2026-11-23\n"
    "  humroom confirm close framing.humroom 1 --as confirmed --why \"No objection came.\"\n"
    "\n"
    "Exit code: 0; 64 wrong usage; 65 not possible for this outcome, or no usable record;\n"
    "66 there is no such file; 73 a mail cannot be created; 74 not recorded; 75 the meeting\n"
    "is running: do this on its page; 77 the file may not be opened.\n";

int confirm_fail(const struct confirm_words *w, enum status s)
{
    char subject[64];
    snprintf(subject, sizeof subject, "question %.40s", w->which);
    return cli_fail("confirm", subject, s);
}

/* ---- the command line ---- */

static const char **option_of(struct confirm_words *w, const char *name)
{
    const struct {
        const char *name;
        const char **value;
    } options[] = {
        {"--out", &w->out},   {"--from", &w->from}, {"--to", &w->to},
        {"--date", &w->date}, {"--as", &w->as},     {"--message-id", &w->message_id},
        {"--why", &w->why},   {"--by", &w->by},     {"--question", &w->which},
    };
    for (size_t i = 0; i < sizeof options / sizeof options[0]; i++)
        if (strcmp(options[i].name, name) == 0)
            return options[i].value;
    return NULL;
}

static int read_words(int argc, char **argv, struct confirm_words *w)
{
    const char **places[] = {&w->verb, &w->record, &w->which};
    size_t place = 0;
    for (int i = 1; i < argc; i++) {
        const char **value = option_of(w, argv[i]);
        if (strcmp(argv[i], "--all") == 0) {
            w->all = true;
        } else if (value != NULL) {
            if (*value != NULL)
                return cli_usage("confirm", "given twice", argv[i]);
            if (++i == argc)
                return cli_usage("confirm", "needs a value", argv[i - 1]);
            *value = argv[i];
        } else if (argv[i][0] == '-' || place == 3 || *places[place] != NULL) {
            return cli_usage("confirm", "not known", argv[i]);
        } else {
            *places[place++] = argv[i];
        }
    }
    return 0;
}

/* What every verb needs, and what it does not take. */
static int check_words(struct confirm_words *w)
{
    static const struct {
        const char *verb;
        const char *needs; /* letters of `given` below */
        const char *takes;
    } verbs[] = {
        {"draft", "o", "owftd"},  {"sent", "md", "wamd"}, {"deadline", "wdy", "wdy"},
        {"close", "wsy", "wsyb"}, {"mark", "ws", "ws"},
    };
    const struct {
        char letter;
        const char *name;
        bool is;
    } given[] = {
        {'w', "N[.RUN]", w->which != NULL}, {'o', "--out", w->out != NULL},
        {'f', "--from", w->from != NULL},   {'t', "--to", w->to != NULL},
        {'d', "--date", w->date != NULL},   {'m', "--message-id", w->message_id != NULL},
        {'s', "--as", w->as != NULL},       {'y', "--why", w->why != NULL},
        {'b', "--by", w->by != NULL},       {'a', "--all", w->all},
    };
    if (w->verb == NULL)
        return cli_usage("confirm", "missing", "draft, sent, deadline, close or mark");
    size_t v = 0;
    while (v < sizeof verbs / sizeof verbs[0] && strcmp(verbs[v].verb, w->verb) != 0)
        v++;
    if (v == sizeof verbs / sizeof verbs[0])
        return cli_usage("confirm", "not known", w->verb);
    if (w->record == NULL)
        return cli_usage("confirm", "missing", "RECORD");
    for (size_t i = 0; i < sizeof given / sizeof given[0]; i++) {
        if (given[i].is && strchr(verbs[v].takes, given[i].letter) == NULL)
            return cli_usage("confirm", "does not go with this", given[i].name);
        if (!given[i].is && strchr(verbs[v].needs, given[i].letter) != NULL)
            return cli_usage("confirm", "missing", given[i].name);
    }
    return 0;
}

static int check_values(struct confirm_words *w)
{
    if (strcmp(w->verb, "sent") == 0 && w->all == (w->which != NULL))
        return cli_usage("confirm", "say one of the two", "N[.RUN] or --all");
    if (w->which != NULL && !cli_read_which(w->which, &w->question, &w->run))
        return cli_usage("confirm", "not the number of a question", w->which);
    if (w->date != NULL && when_parse(w->date, &w->date_us) != STATUS_OK)
        return cli_usage("confirm", "not a date like 2026-11-22", w->date);
    const struct {
        const char *name, *text;
    } texts[] = {{"--why", w->why}, {"--by", w->by}};
    for (size_t i = 0; i < 2; i++) {
        enum status s = texts[i].text != NULL ? text_check(texts[i].text, strlen(texts[i].text),
                                                           i == 0 ? LINE_BYTES_MAX : NAME_BYTES_MAX)
                                              : STATUS_OK;
        if (s != STATUS_OK)
            return cli_fail("confirm", texts[i].name, s);
    }
    return 0;
}

int command_confirm(int argc, char **argv)
{
    struct confirm_words w = {.now_us = cli_now_us()};
    int asked;
    if (cli_asked("confirm", help, argc, argv, &asked))
        return asked;
    w.date_us = w.now_us;
    int code = read_words(argc, argv, &w);
    if (code == 0)
        code = check_words(&w);
    if (code == 0)
        code = check_values(&w);
    if (code != 0)
        return code;
    enum status s = digest_start();
    if (s != STATUS_OK)
        return cli_fail("confirm", NULL, s);
    return strcmp(w.verb, "draft") == 0 ? confirm_draft(&w) : confirm_record(&w);
}
