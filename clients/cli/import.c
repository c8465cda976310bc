/* `humroom import`: chat of other rooms as chat of a question, each line once. */
#include "clients/cli/import.h"

#include "clients/cli/append.h"
#include "clients/cli/cli.h"
#include "clients/cli/file.h"
#include "core/chatlog_run.h"
#include "core/digest.h"
#include "core/fold.h"
#include "core/history.h"
#include "core/plan.h"
#include "core/text.h"
#include "core/when.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char help[] =
    "Usage: humroom import RECORD --question N[.RUN] [--date DAY] [--offset SECONDS]\n"
    "               [--topic NAME] [--net NAME] [--dry-run] [--json] LOG\n"
    "       humroom import --dry-run [--json] --options A,B[,C...] [--date DAY]\n"
    "               [--topic NAME] [--net NAME] LOG\n"
    "\n"
    "Reads the log of another room's chat as chat of that question, by the rules of the\n"
    "meeting's own chat: who said what their position is counts once, with the latest;\n"
    "what cannot be read for certain is put to chair and scribe. Lines that were\n"
    "imported before are known: the same log may be read again when it has grown, and\n"
    "what was edited, deleted or taken back there since moves or withdraws the answer.\n"
    "\n"
    "LOG is a log of Jabber or IRC, \"[10:00:01] <nick> text\" or \"10:00:01 <nick> text\",\n"
    "or messages of Zulip as JSON. What was said before the question was opened or\n"
    "after it closed does not count. Where no line at all was said during the meeting,\n"
    "the log has another clock or day, and all of it is taken.\n"
    "\n"
    "  --question N   the number of the question, with its run like 2.1; without it the\n"
    "                 newest run\n"
    "  --date DAY     the day on which the log begins, like 2026-11-22, where it does not\n"
    "                 say so; without it the day on which the question was asked. Times\n"
    "                 are of the meeting's zone\n"
    "  --offset SECONDS  what the log's clock is behind the meeting's, like -90 or 3600\n"
    "  --topic NAME   of Zulip's messages only those of this topic\n"
    "  --net NAME     the network or realm, as it stands in people's identities\n"
    "                 (irc:NAME/nick, zulip:NAME/17); without it \"chat\"\n"
    "  --options A,B  without a record: the options of the question\n"
    "  --dry-run      writes nothing into the record\n"
    "  --json         who counted how, and why each line did or did not, as JSON\n"
    "  --help         this text\n"
    "  --version      the version of humroom\n"
    "\n"
    "Example:\n"
    "  humroom import --dry-run --json --options for,against room.log\n"
    "  humroom import framing.humroom --question 2 --net libera room.log\n"
    "\n"
    "Exit code: 0; 64 wrong usage; 65 no log, no such question or no usable record; 66 there\n"
    "is no such file; 74 not recorded; 75 the meeting is running: do this on its page, or\n"
    "stop it; 77 the file may not be opened.\n";

struct import_words {
    const char *record, *log, *which, *date, *offset, *topic, *net, *options;
    bool dry_run, json;
    uint32_t question, run;
    int64_t day_us, offset_us;
};

/* ---- the command line ---- */

static const char **option_of(struct import_words *w, const char *name)
{
    const struct {
        const char *name;
        const char **value;
    } options[] = {{"--question", &w->which}, {"--date", &w->date}, {"--offset", &w->offset},
                   {"--topic", &w->topic},    {"--net", &w->net},   {"--options", &w->options}};
    for (size_t i = 0; i < sizeof options / sizeof *options; i++)
        if (strcmp(options[i].name, name) == 0)
            return options[i].value;
    return NULL;
}

static int read_words(int argc, char **argv, struct import_words *w)
{
    const char *names[2];
    int count = 0;
    for (int i = 1; i < argc; i++) {
        const char **value = option_of(w, argv[i]);
        if (strcmp(argv[i], "--dry-run") == 0) {
            w->dry_run = true;
        } else if (strcmp(argv[i], "--json") == 0) {
            w->json = true;
        } else if (value != NULL) {
            if (*value != NULL)
                return cli_usage("import", "given twice", argv[i]);
            if (++i == argc)
                return cli_usage("import", "needs a value", argv[i - 1]);
            *value = argv[i];
        } else if ((argv[i][0] == '-' && argv[i][1] != '\0') || count == 2) {
            return cli_usage("import", "not known", argv[i]);
        } else {
            names[count++] = argv[i];
        }
    }
    if (count == 0)
        return cli_usage("import", "missing", w->options != NULL ? "LOG" : "RECORD and LOG");
    w->log = names[count - 1];
    w->record = count == 2 ? names[0] : NULL;
    return 0;
}

/* Seconds of a day at most, either way. */
static bool read_offset(const char *text, int64_t *us)
{
    char *end;
    const size_t digits = strspn(text + strspn(text, "+-"), "0123456789");
    const long seconds = strtol(text, &end, 10);
    if (digits == 0 || digits > 5 || *end != '\0' || seconds < -86400 || seconds > 86400)
        return false;
    *us = seconds * SECOND_US;
    return true;
}

static int check_words(struct import_words *w)
{
    if ((w->record != NULL) == (w->options != NULL))
        return cli_usage("import", "say one of the two", "RECORD with --question, or --options");
    if (w->record == NULL && !w->dry_run)
        return cli_usage("import", "missing", "--dry-run: without a record nothing is written");
    if (w->record != NULL && w->which == NULL)
        return cli_usage("import", "missing", "--question");
    if (w->record == NULL && w->which != NULL)
        return cli_usage("import", "does not go with this", "--question");
    if (w->which != NULL && !cli_read_which(w->which, &w->question, &w->run))
        return cli_usage("import", "not the number of a question", w->which);
    if (w->date != NULL && (strlen(w->date) != 10 || when_parse(w->date, &w->day_us) != STATUS_OK))
        return cli_usage("import", "not a date like 2026-11-22", w->date);
    if (w->offset != NULL && w->record == NULL)
        return cli_usage("import", "does not go with this", "--offset");
    if (w->offset != NULL && !read_offset(w->offset, &w->offset_us))
        return cli_usage("import", "not seconds of a day at most, like -90", w->offset);
    if (w->net == NULL)
        w->net = "chat";
    if (text_check(w->net, strlen(w->net), NAME_BYTES_MAX) != STATUS_OK ||
        strpbrk(w->net, " /") != NULL)
        return cli_usage("import", "not a name without blanks", w->net);
    return 0;
}

/* ---- deciding ---- */

/* The options of the command line, parted by commas; "for,against" are the sides of a question. */
static enum status ask(struct meeting *m, const char *options, struct event_list *decided)
{
    struct command c;
    struct folded f;
    const char *names[OPTIONS_MAX];
    command_init(&c, COMMAND_PREPARE);
    c.text = "?";
    c.options = names;
    c.no_dont_care = c.no_something_else = true;
    for (const char *at = options; at != NULL;) {
        const char *end = strchr(at, ',');
        size_t len = end != NULL ? (size_t)(end - at) : strlen(at);
        const char *name = at;
        text_trim(&name, &len);
        enum status s = text_check(name, len, OPTION_BYTES_MAX);
        if (s != STATUS_OK)
            return s;
        if (c.option_count == OPTIONS_MAX)
            return REFUSED_TOO_MANY;
        names[c.option_count] = arena_text(&decided->arena, name, len);
        if (names[c.option_count++] == NULL)
            return FAILED_NO_MEMORY;
        at = end != NULL ? end + 1 : NULL;
    }
    bool fits = fold_text(options, strlen(options), &f);
    bool turned = fits && strcmp(f.text, "against,for") == 0;
    c.question_kind = QUESTION_OPTIONS;
    if (turned || (fits && strcmp(f.text, "for,against") == 0)) {
        c.question_kind = QUESTION_FOR_AGAINST;
        c.sides = turned ? SIDES_TURNED : SIDES_BOTH;
        c.option_count = 0;
    }
    enum status s = import_play(m, ROLE_CHAIR, &c, decided);
    command_init(&c, COMMAND_ASK);
    c.question = 1;
    return s == STATUS_OK ? import_play(m, ROLE_CHAIR, &c, decided) : s;
}

/* A meeting that is not recorded, with one question. */
static enum status pretend(struct meeting *m, const struct import_words *w,
                           struct event_list *decided)
{
    struct meeting_plan plan;
    struct command c;
    plan_default(&plan);
    command_init(&c, COMMAND_OPEN);
    c.plan = &plan;
    enum status s = import_play(m, ROLE_SYSTEM, &c, decided);
    plan_release(&plan);
    return s == STATUS_OK ? ask(m, w->options, decided) : s;
}

/* ---- the log ---- */

/* A log that does not say on which day it begins: on that of the question, or on the day before,
 * where the meeting went on past midnight. */
static enum status read_text(const struct import_words *w, const struct meeting *m,
                             const struct run *run, const char *bytes, size_t len,
                             struct chatlog *log)
{
    const int64_t local_us = run->asked_us + 60 * m->offset_minutes * SECOND_US;
    const bool guessed = w->date == NULL && w->record != NULL;
    const int64_t day_us = guessed ? local_us - local_us % DAY_US : w->day_us;
    enum status s = chatlog_read_text(bytes, len, w->net, day_us, m->offset_minutes, log);
    if (s != STATUS_OK || !guessed || chatlog_fits(log, m, run, w->offset_us))
        return s;
    struct chatlog before;
    s = chatlog_read_text(bytes, len, w->net, day_us - DAY_US, m->offset_minutes, &before);
    if (s == STATUS_OK && chatlog_fits(&before, m, run, w->offset_us)) {
        chatlog_release(log);
        *log = before;
    } else {
        chatlog_release(&before);
    }
    return s;
}

static int read_log(const struct import_words *w, const struct meeting *m, const struct run *run,
                    struct chatlog *log)
{
    char *bytes = NULL;
    size_t len = 0;
    enum status s = file_read(w->log, LOG_BYTES_MAX, &bytes, &len);
    if (s == STATUS_OK)
        s = chatlog_is_json(bytes, len) ? chatlog_read_zulip(bytes, len, w->net, log)
                                        : read_text(w, m, run, bytes, len, log);
    free(bytes);
    return s == STATUS_OK ? 0 : cli_fail("import", w->log, s);
}

static int print(const struct import_words *w, const struct import_result *result)
{
    char *text;
    size_t len;
    enum status s =
        w->json ? import_json(result, &text, &len) : import_text(result, w->dry_run, &text, &len);
    if (s != STATUS_OK)
        return cli_fail("import", w->log, s);
    fwrite(text, 1, len, stdout);
    if (w->json)
        puts("");
    free(text);
    return cli_written("import");
}

/* With the meeting as it stands: reads, decides, writes, says what came of it. */
static int import_into(const struct import_words *w, struct meeting *m, struct record *record,
                       struct event_list *decided)
{
    struct chatlog log = {0};
    const struct run *run = meeting_run(m, record != NULL ? w->question : 1, w->run);
    if (run == NULL) {
        char subject[64];
        snprintf(subject, sizeof subject, "question %.40s", w->which);
        return cli_fail("import", subject, REFUSED_NO_QUESTION);
    }
    int code = read_log(w, m, run, &log);
    struct import_result result = {.meeting = m,
                                   .log = &log,
                                   .question = run->question,
                                   .run = run->run,
                                   .timed = record != NULL,
                                   .offset_us = w->offset_us,
                                   .topic = w->topic};
    result.lines = calloc((size_t)log.count + 1, sizeof *result.lines);
    enum status s = result.lines != NULL ? STATUS_OK : FAILED_NO_MEMORY;
    if (code == 0 && s == STATUS_OK)
        s = import_log(m, &result, decided);
    if (code == 0 && s == STATUS_OK && record != NULL && !w->dry_run)
        s = append_events(record, decided);
    if (code == 0 && s != STATUS_OK)
        code = cli_fail("import", w->record != NULL ? w->record : w->log, s);
    if (code == 0)
        code = print(w, &result);
    free(result.lines);
    chatlog_release(&log);
    return code;
}

static int run_import(const struct import_words *w)
{
    struct meeting m;
    struct event_list decided = {0};
    struct record *record = NULL;
    int code = 0;
    meeting_init(&m);
    enum status s;
    if (w->record != NULL) {
        s = record_open(w->record, w->dry_run ? RECORD_READ : RECORD_WRITE, &record);
        if (s == STATUS_OK)
            s = history_read(record, &m);
        if (s != STATUS_OK)
            code = cli_fail("import", w->record, s);
    } else {
        s = pretend(&m, w, &decided);
        if (s != STATUS_OK)
            code = cli_fail("import", "--options", s);
    }
    if (code == 0)
        code = import_into(w, &m, record, &decided);
    record_close(record);
    event_list_release(&decided);
    meeting_release(&m);
    return code;
}

int command_import(int argc, char **argv)
{
    struct import_words w = {0};
    int asked;
    if (cli_asked("import", help, argc, argv, &asked))
        return asked;
    int code = read_words(argc, argv, &w);
    if (code == 0)
        code = check_words(&w);
    if (code != 0)
        return code;
    enum status s = digest_start();
    return s == STATUS_OK ? run_import(&w) : cli_fail("import", NULL, s);
}
