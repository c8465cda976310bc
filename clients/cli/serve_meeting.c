#include "clients/cli/serve.h"

#include "clients/cli/cli.h"
#include "clients/cli/file.h"
#include "clients/cli/zone.h"
#include "core/decide.h"
#include "core/history.h"
#include "core/json.h"
#include "core/text.h"
#include "core/when.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- the meeting file ---- */

static void list_mistakes(const char *path, const struct plan_mistakes *mistakes)
{
    fprintf(stderr, "humroom serve: %s: %s:\n", path, status_sentence(REFUSED_MEETING_FILE));
    for (uint32_t i = 0; i < mistakes->count; i++)
        fprintf(stderr, "  %s\n", mistakes->text[i]);
}

static int read_plan(const char *path, struct meeting_plan *out)
{
    char *bytes;
    size_t len;
    enum status s = file_read(path, JSON_BYTES_FILE, &bytes, &len);
    if (s != STATUS_OK)
        return cli_fail("serve", path, s);
    struct plan_mistakes *mistakes = calloc(1, sizeof *mistakes);
    s = mistakes != NULL ? plan_parse(bytes, len, out, mistakes) : FAILED_NO_MEMORY;
    if (s == REFUSED_MEETING_FILE)
        list_mistakes(path, mistakes);
    else if (s != STATUS_OK)
        (void)cli_fail("serve", path, s);
    free(mistakes);
    free(bytes);
    return s == STATUS_OK ? -1 : status_exit(s);
}

int serve_plan_read(const char *path, int64_t now_us, struct meeting_plan *out, int64_t *start_us)
{
    plan_default(out);
    int rc = path != NULL ? read_plan(path, out) : -1;
    if (rc >= 0)
        return rc;
    out->version = HUMROOM_VERSION;
    if (zone_start(out->start, out->zone, now_us, start_us, &out->offset_minutes) == STATUS_OK)
        return -1;
    fprintf(stderr, "humroom serve: %s: %s:\n  zone: %s is not known on this machine\n", path,
            status_sentence(REFUSED_MEETING_FILE), out->zone);
    plan_release(out);
    return status_exit(REFUSED_MEETING_FILE);
}

/* ---- the record ---- */

/* "Framing, part 2" of 22 November -> "framing-part-2-2026-11-22.humroom". Letters of other scripts
 * stay. */
static void name_record(const char *title, int64_t start_us, int32_t offset_minutes,
                        char out[SERVE_PATH_MAX])
{
    enum { TITLE_MAX = 60 };
    char date[WHEN_LEN], stem[TITLE_MAX + 4];
    size_t len = 0, at = 0, all = strlen(title);
    while (at < all && len < TITLE_MAX) {
        size_t before = at;
        uint32_t c = text_next(title, all, &at);
        bool letter = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c > 0xbf;
        if (c >= 'A' && c <= 'Z')
            stem[len++] = (char)(c - 'A' + 'a');
        else if (letter && c <= 0x10ffff && len + (at - before) < sizeof stem) {
            memcpy(stem + len, title + before, at - before);
            len += at - before;
        } else if (len > 0 && stem[len - 1] != '-')
            stem[len++] = '-';
    }
    while (len > 0 && stem[len - 1] == '-')
        len--;
    stem[len] = '\0';
    when_date(start_us + offset_minutes * 60 * SECOND_US, date);
    (void)snprintf(out, SERVE_PATH_MAX, "%s-%s.humroom", len > 0 ? stem : "meeting", date);
}

/* Decides a command of the system and writes it, before there is a loop or a journal. */
static enum status write_first(struct serve_meeting *m, const struct command *c, int64_t now_us)
{
    const struct actor system = {.role = ROLE_SYSTEM};
    struct event_list events = {0};
    struct sealed sealed = {0};
    struct done done;
    enum status s = decide(&m->meeting, &system, c, now_us, &events, &done);
    size_t texts = s == STATUS_OK ? history_personal_count(&events, 0) : 0;
    uint8_t *salts = malloc(texts * SALT_LEN + 1);
    if (s == STATUS_OK && salts == NULL)
        s = FAILED_NO_MEMORY;
    if (s == STATUS_OK) {
        digest_random(salts, texts * SALT_LEN);
        s = history_seal(&events, 0, salts, &sealed);
    }
    if (s == STATUS_OK)
        s = record_append(m->record, &(struct record_batch){sealed.events, sealed.event_count,
                                                            sealed.texts, sealed.text_count});
    for (size_t i = 0; i < events.count && s == STATUS_OK; i++)
        s = meeting_apply(&m->meeting, &events.items[i]);
    sealed_release(&sealed);
    event_list_release(&events);
    free(salts);
    return s;
}

static enum status begin(struct serve_meeting *m, const struct meeting_plan *plan, int64_t now_us)
{
    struct command c;
    command_init(&c, m->meeting.opened ? COMMAND_RESUME : COMMAND_OPEN);
    c.plan = plan;
    c.text = HUMROOM_VERSION;
    m->resumed = m->meeting.opened;
    enum status s = write_first(m, &c, now_us);
    command_release(&c);
    return s;
}

static enum status open_record(struct serve_meeting *m, bool *made)
{
    *made = false;
    enum status s = record_open(m->path, RECORD_WRITE, &m->record);
    if (s != REFUSED_NO_FILE)
        return s;
    *made = true;
    return record_open(m->path, RECORD_CREATE, &m->record);
}

int serve_meeting_open(const struct serve_options *o, const struct meeting_plan *plan,
                       int64_t start_us, int64_t now_us, struct serve_meeting *out)
{
    *out = (struct serve_meeting){0};
    meeting_init(&out->meeting);
    if (o->record != NULL)
        (void)snprintf(out->path, sizeof out->path, "%s", o->record);
    else
        name_record(plan->title, start_us, plan->offset_minutes, out->path);
    bool made;
    const char *about = out->path;
    char *keys = NULL;
    enum status s = open_record(out, &made);
    if (s == STATUS_OK)
        s = history_read(out->record, &out->meeting);
    if (s == STATUS_OK) {
        keys = keys_path(out->path);
        s = keys != NULL ? keys_open(keys, made, &out->keys, &out->keys_file) : FAILED_NO_MEMORY;
        if (s == STATUS_OK)
            s = links_make(out->keys, out->keys_file, o->new_links, &out->links);
        if (s != STATUS_OK && keys != NULL)
            about = keys;
    }
    if (s == STATUS_OK)
        s = begin(out, plan, now_us);
    int rc = s != STATUS_OK ? cli_fail("serve", about, s) : -1;
    free(keys);
    if (s != STATUS_OK)
        serve_meeting_release(out);
    return rc;
}

void serve_meeting_release(struct serve_meeting *m)
{
    record_close(m->record);
    keys_file_close(m->keys_file);
    keys_free(m->keys);
    meeting_release(&m->meeting);
    *m = (struct serve_meeting){0};
}
