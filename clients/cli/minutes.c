#include "clients/cli/cli.h"

#include "core/attendance.h"
#include "core/digest.h"
#include "core/history.h"
#include "core/minutes.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char help[] =
    "Usage: humroom minutes RECORD [--blue-sheet]\n"
    "\n"
    "Writes the minutes of a meeting as Markdown: what was asked, what was heard and\n"
    "seen, what the chair stated, and how far each outcome has come on the list. The\n"
    "meeting may still be running.\n"
    "\n"
    "  --blue-sheet  who was there, instead: a name and affiliation a line\n"
    "  --help        this text\n"
    "  --version     the version of humroom\n"
    "\n"
    "Example:\n"
    "  humroom minutes framing.humroom > minutes.md\n"
    "\n"
    "Exit code: 0; 64 wrong usage; 65 the file is no record, damaged or newer than this\n"
    "humroom; 66 there is no such file; 74 the minutes could not be written;\n"
    "77 the record may not be read.\n";

static enum status write_blue_sheet(const struct meeting *m, char **text, size_t *len)
{
    struct text t = {0};
    attendance_text(m, &t);
    return text_take(&t, text, len);
}

static enum status write_minutes(const char *path, bool blue_sheet, char **text, size_t *len)
{
    struct record *record = NULL;
    struct meeting m;
    meeting_init(&m);
    enum status s = digest_start();
    if (s == STATUS_OK)
        s = record_open(path, RECORD_READ, &record);
    if (s == STATUS_OK)
        s = history_read(record, &m);
    if (s == STATUS_OK)
        s = blue_sheet ? write_blue_sheet(&m, text, len) : minutes_write(&m, text, len);
    record_close(record);
    meeting_release(&m);
    return s;
}

int command_minutes(int argc, char **argv)
{
    int asked;
    if (cli_asked("minutes", help, argc, argv, &asked))
        return asked;
    const char *path = NULL;
    bool blue_sheet = false;
    for (int i = 1; i < argc; i++) {
        if (strcmp(argv[i], "--blue-sheet") == 0 && !blue_sheet)
            blue_sheet = true;
        else if (argv[i][0] != '-' && path == NULL)
            path = argv[i];
        else
            return cli_usage("minutes", "not known", argv[i]);
    }
    if (path == NULL)
        return cli_usage("minutes", "missing", "RECORD");
    char *text = NULL;
    size_t len = 0;
    enum status s = write_minutes(path, blue_sheet, &text, &len);
    if (s != STATUS_OK)
        return cli_fail("minutes", path, s);
    fwrite(text, 1, len, stdout);
    free(text);
    return cli_written("minutes");
}
