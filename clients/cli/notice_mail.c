/* `humroom notice mail`: the mails around a meeting, as files for a mail program. */
#include "clients/cli/notice.h"

#include "clients/cli/cli.h"
#include "clients/cli/file.h"
#include "clients/cli/message_id.h"
#include "core/address.h"
#include "core/text.h"
#include "net/mail.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { EXIT_CANNOT_CREATE = 73 };

/* Who writes; then what goes where. */
struct mailing {
    const struct notice_words *words;
    const struct meeting_plan *plan;
    const char *from, *from_name;
};

static int find_sender(struct mailing *m)
{
    const struct meeting_plan *p = m->plan;
    m->from = m->words->from != NULL ? m->words->from : "";
    m->from_name = "";
    if (m->from[0] != '\0' && !address_is_mail(m->from))
        return cli_usage("notice", "--from is no mail address", m->from);
    for (uint32_t i = 0; i < p->chair_count; i++)
        if (p->chairs[i].mail[0] != '\0' &&
            (m->words->from == NULL || strcmp(m->from, p->chairs[i].mail) == 0)) {
            m->from = p->chairs[i].mail;
            m->from_name = p->chairs[i].name;
            break;
        }
    if (m->from[0] == '\0')
        return cli_usage("notice", "no chair has a mail address here; say who writes",
                         "--from ADDRESS");
    return 0;
}

/* Takes subject and body. */
static int write_mail_take(const struct mailing *m, const char *name, const char *to,
                           const char *cc, char *subject, char *body)
{
    char id[MESSAGE_ID_LEN];
    char *bytes = NULL;
    char *path = NULL;
    size_t len = 0;
    struct text t = {0};
    message_id_new(m->from, id);
    const struct mail mail = {.from_name = m->from_name,
                              .from = m->from,
                              .to = to,
                              .cc = cc,
                              .subject = subject,
                              .message_id = id,
                              .date_us = m->words->now_us,
                              .body = body};
    enum status s = mail_write(&mail, &bytes, &len);
    text_addf(&t, "%s/%s", m->words->out, name);
    if (s == STATUS_OK)
        s = text_take(&t, &path, NULL);
    int code = s == STATUS_OK ? file_write_new("notice", path, bytes, len, 0644)
                              : cli_fail("notice", NULL, s);
    if (code == 0)
        printf("%s\n  to %s%s%s\n", path, to, cc != NULL ? ", in copy " : "", cc != NULL ? cc : "");
    text_release(&t);
    free(path);
    free(bytes);
    free(subject);
    free(body);
    return code;
}

static int check_secretariat(const struct mailing *m)
{
    return m->plan->notice.secretariat[0] != '\0'
               ? 0
               : notice_complain(m->words->file, "secretariat: is missing; it takes this mail");
}

/* ---- before ---- */

static int write_request(const struct mailing *m, const struct meeting_notice *n,
                         const struct notice_day *days)
{
    const char *director = m->plan->notice.area_director.mail;
    const bool approves = n->approval == APPROVAL_AREA_DIRECTOR;
    char *subject = NULL;
    char *body = NULL;
    enum status s = notice_mail_request(m->plan, n, days, &subject, &body);
    if (s != STATUS_OK)
        return cli_fail("notice", NULL, s);
    return write_mail_take(m, "announce-request.eml", m->plan->notice.secretariat,
                           approves ? director : NULL, subject, body);
}

static int write_forward(const struct mailing *m, const struct meeting_notice *n,
                         const struct notice_day *days)
{
    char *subject = NULL;
    char *body = NULL;
    enum status s = notice_mail_forward(m->plan, n, days, &subject, &body);
    if (s != STATUS_OK)
        return cli_fail("notice", NULL, s);
    return write_mail_take(m, "announce-list.eml", m->plan->mail_list, NULL, subject, body);
}

/* Everything that is needed is there before the first mail is written. */
static int check_before(const struct mailing *m, const struct meeting_notice *n, bool request)
{
    if (n->kind == MEETING_LIST_ONLY)
        return notice_complain(m->words->file,
                               "kind: nothing meets, so there is nothing to announce");
    if (request && check_secretariat(m) != 0)
        return 65;
    if (n->approval == APPROVAL_AREA_DIRECTOR && m->plan->notice.area_director.mail[0] == '\0')
        return notice_complain(m->words->file, "area_director: name and address are missing; "
                                               "an area director approves this");
    if (m->plan->mail_list[0] == '\0')
        return notice_complain(m->words->file, "list: is missing; the group's list is told");
    return 0;
}

static int mails_before(const struct mailing *m, const struct notice_meeting *meeting)
{
    struct meeting_notice n;
    const char *why = "";
    enum status s = notice_check(m->plan, meeting->days[0].start_us, m->words->now_us, &n, &why);
    if (s != STATUS_OK)
        return notice_complain(m->words->file, why);
    const bool request = n.announced_here || n.approval == APPROVAL_AREA_DIRECTOR;
    int code = check_before(m, &n, request);
    if (code == 0 && request)
        code = write_request(m, &n, meeting->days);
    return code == 0 ? write_forward(m, &n, meeting->days) : code;
}

/* ---- after ---- */

static int mail_after(const struct mailing *m)
{
    struct meeting meeting;
    char *subject = NULL;
    char *body = NULL;
    int code = check_secretariat(m);
    if (code != 0)
        return code;
    meeting_init(&meeting);
    code = notice_read_record(m->words->attendees, &meeting);
    enum status s = code == 0 ? notice_mail_attendees(&meeting, &subject, &body) : STATUS_OK;
    if (s != STATUS_OK)
        code = cli_fail("notice", NULL, s);
    if (code == 0)
        code =
            write_mail_take(m, "attendees.eml", m->plan->notice.secretariat, NULL, subject, body);
    meeting_release(&meeting);
    return code;
}

int notice_mails(const struct notice_words *w)
{
    struct notice_meeting meeting = {.plan = {.title = ""}};
    int code = notice_read_plan(w, &meeting);
    if (code != 0)
        return code;
    struct mailing m = {.words = w, .plan = &meeting.plan};
    code = find_sender(&m);
    if (code == 0 && mkdir(w->out, 0777) != 0 && errno != EEXIST) {
        fprintf(stderr, "humroom notice: %s: %s\n", w->out, strerror(errno));
        code = EXIT_CANNOT_CREATE;
    }
    if (code == 0)
        code = w->attendees != NULL ? mail_after(&m) : mails_before(&m, &meeting);
    plan_release(&meeting.plan);
    return code != 0 ? code : cli_written("notice");
}
