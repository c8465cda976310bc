#include "clients/cli/confirm.h"

#include "clients/cli/cli.h"
#include "clients/cli/file.h"
#include "clients/cli/message_id.h"
#include "core/address.h"
#include "core/history.h"
#include "core/mail.h"
#include "core/text.h"
#include "core/when.h"
#include "net/mail.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { EXIT_CANNOT_CREATE = 73 };

struct drafts {
    const struct confirm_words *words;
    const struct meeting *meeting;
    const char *from, *from_name, *to;
    uint32_t written;
};

/* One line on standard error about what is no status; the exit code goes through. */
static int complain(const char *subject, const char *sentence, int code)
{
    fprintf(stderr, "humroom confirm: %s%s%s\n", subject, *subject != '\0' ? ": " : "", sentence);
    return code;
}

/* ---- who writes to whom ---- */

static const struct invited *chair_of(const struct meeting *m, const char *mail)
{
    for (uint32_t i = 0; i < m->invited.count; i++) {
        const struct invited *p = &m->invited.items[i];
        const char *address = meeting_text(m, p->mail);
        if (p->chair && address_is_mail(address) && (mail == NULL || strcmp(mail, address) == 0))
            return p;
    }
    return NULL;
}

static int find_addresses(struct drafts *d)
{
    const struct confirm_words *w = d->words;
    const struct invited *chair = chair_of(d->meeting, w->from);
    d->from = w->from != NULL ? w->from
              : chair != NULL ? meeting_text(d->meeting, chair->mail)
                              : "";
    d->from_name = chair != NULL ? meeting_text(d->meeting, chair->name) : "";
    d->to = w->to != NULL ? w->to : meeting_text(d->meeting, d->meeting->mail_list);
    if (*d->from == '\0')
        return complain("", "no chair has a mail address here; say who writes with --from ADDRESS",
                        EXIT_USAGE);
    if (!address_is_mail(d->from))
        return cli_usage("confirm", "--from is no mail address", d->from);
    if (*d->to == '\0')
        return complain("", "the meeting names no mailing list; name it with --to ADDRESS",
                        EXIT_USAGE);
    if (!address_is_mail(d->to))
        return cli_usage("confirm", "--to is no mail address", d->to);
    return 0;
}

/* A mail about a run, or (issue not 0) about one issue of it, in the thread of `parent`. */
static enum status compose(const struct drafts *d, const struct run *r, uint32_t issue,
                           const char *id, const char *parent, char **out, size_t *len)
{
    char *subject = NULL;
    char *body = NULL;
    int64_t deadline_us = when_end_of_day_after(d->words->date_us, CALL_DAYS);
    enum status s = issue == 0 ? mail_confirmation(d->meeting, r, deadline_us, &subject, &body)
                               : mail_issue(d->meeting, r, issue, deadline_us, &subject, &body);
    if (s != STATUS_OK)
        return s;
    const struct mail mail = {.from_name = d->from_name,
                              .from = d->from,
                              .to = d->to,
                              .subject = subject,
                              .message_id = id,
                              .in_reply_to = parent,
                              .date_us = d->words->date_us,
                              .body = body};
    s = mail_write(&mail, out, len);
    free(subject);
    free(body);
    return s;
}

/* Writes one file; 0, or the exit code. */
static int write_draft(const struct drafts *d, const struct run *r, uint32_t issue, const char *id,
                       const char *parent)
{
    char *bytes = NULL;
    char *path = NULL;
    size_t len = 0;
    struct text t = {0};
    enum status s = compose(d, r, issue, id, parent, &bytes, &len);
    if (s != STATUS_OK)
        return cli_fail("confirm", d->words->record, s);
    text_addf(&t, "%s/confirm-%" PRIu32 ".%" PRIu32, d->words->out, r->question, r->run);
    if (issue != 0)
        text_addf(&t, "-issue-%" PRIu32, issue);
    text_add(&t, ".eml");
    s = text_take(&t, &path, NULL);
    int code = s == STATUS_OK ? file_write_new("confirm", path, bytes, len, 0644)
                              : cli_fail("confirm", NULL, s);
    if (code == 0)
        puts(path);
    free(path);
    free(bytes);
    return code;
}

/* The mail of a run, and one for each issue over which its outcome stands. */
static int draft(struct drafts *d, const struct run *r)
{
    char id[MESSAGE_ID_LEN];
    message_id_new(d->from, id);
    int code = write_draft(d, r, 0, id, NULL);
    if (code == 0) {
        printf("  when it is posted: humroom confirm sent %s %" PRIu32 ".%" PRIu32
               " --message-id %s --date DAY\n",
               d->words->record, r->question, r->run, id);
        d->written++;
    }
    for (uint32_t i = 1; code == 0 && i <= d->meeting->issues.count; i++) {
        char own[MESSAGE_ID_LEN];
        if (!mail_issue_waits(d->meeting, r, i))
            continue;
        message_id_new(d->from, own);
        code = write_draft(d, r, i, own, id);
    }
    return code;
}

static int draft_all(struct drafts *d)
{
    const struct meeting *m = d->meeting;
    int code = 0;
    for (uint32_t i = 0; code == 0 && i < m->runs.count; i++)
        if (m->runs.items[i].confirmation == CONFIRMATION_TO_CONFIRM &&
            m->runs.items[i].voided_us == 0)
            code = draft(d, &m->runs.items[i]);
    if (code == 0 && d->written == 0)
        puts("no outcome waits to be confirmed");
    return code;
}

static int draft_one(struct drafts *d)
{
    const struct run *r = meeting_run(d->meeting, d->words->question, d->words->run);
    enum status s = r == NULL                                    ? REFUSED_NO_QUESTION
                    : r->voided_us != 0                          ? REFUSED_VOID
                    : r->outcome == 0                            ? REFUSED_NO_OUTCOME
                    : r->confirmation == CONFIRMATION_NOT_NEEDED ? REFUSED_NOT_TO_CONFIRM
                    : r->confirmation != CONFIRMATION_TO_CONFIRM ? REFUSED_ALREADY
                                                                 : STATUS_OK;
    return s == STATUS_OK ? draft(d, r) : confirm_fail(d->words, s);
}

int confirm_draft(const struct confirm_words *w)
{
    struct record *record = NULL;
    struct meeting m;
    struct drafts d = {.words = w, .meeting = &m};
    meeting_init(&m);
    enum status s = record_open(w->record, RECORD_READ, &record);
    if (s == STATUS_OK)
        s = history_read(record, &m);
    record_close(record);
    int code = s == STATUS_OK ? find_addresses(&d) : cli_fail("confirm", w->record, s);
    if (code == 0 && mkdir(w->out, 0777) != 0 && errno != EEXIST)
        code = complain(w->out, strerror(errno), EXIT_CANNOT_CREATE);
    if (code == 0)
        code = w->question != 0 ? draft_one(&d) : draft_all(&d);
    meeting_release(&m);
    return code != 0 ? code : cli_written("confirm");
}
