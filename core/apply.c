/* The fold: one function an event kind. Each checks that the event fits the state, reserves what it
 * needs, takes the texts into the pool, and only then changes anything, so that a refusal or a
 * failure leaves the state as it was. */
#include "core/list.h"
#include "core/meeting.h"
#include "core/seen.h"
#include "core/when.h"

#include <assert.h>
#include <string.h>

static const char removed[] = "(removed on request)";

/* Takes a text into the pool. */
static bool keep(struct meeting *m, const char *text, text_ref *out)
{
    *out = 0;
    if (text == NULL || text[0] == '\0')
        return true;
    size_t len = strlen(text) + 1;
    if (len > UINT32_MAX / 4 || !RESERVE(m->pool, (uint32_t)len + 1))
        return false;
    if (m->pool.count == 0)
        m->pool.items[m->pool.count++] = '\0'; /* offset 0 is "" */
    memcpy(m->pool.items + m->pool.count, text, len);
    *out = m->pool.count;
    m->pool.count += (uint32_t)len;
    return true;
}

static bool keep_personal(struct meeting *m, const struct personal *p, text_ref *out)
{
    return keep(m, p->key != 0 && p->text == NULL ? removed : p->text, out);
}

static struct run *run_at(struct meeting *m, uint32_t question, uint32_t run)
{
    const struct run *r = run != 0 ? meeting_run(m, question, run) : NULL;
    return r != NULL ? &m->runs.items[r - m->runs.items] : NULL;
}

static bool option_fits(const struct meeting *m, uint32_t question, int64_t option)
{
    const struct question *q = meeting_question(m, question);
    return q != NULL && option >= 0 && option < q->option_count;
}

static void personal_key(struct meeting *m, const struct personal *p)
{
    if (p->key > m->personal_key)
        m->personal_key = p->key;
}

static bool invite(struct meeting *m, const struct named_person *people, uint32_t count, bool chair)
{
    for (uint32_t i = 0; i < count; i++) {
        text_ref name, mail;
        if (!keep_personal(m, &people[i].name, &name) || !keep_personal(m, &people[i].mail, &mail))
            return false;
        *PUSH(m->invited) = (struct invited){.name = name, .mail = mail, .chair = chair};
        personal_key(m, &people[i].name);
        personal_key(m, &people[i].mail);
    }
    return true;
}

static enum status apply_opened(struct meeting *m, const struct event *e)
{
    text_ref title, group, kind, start, zone, list, note_well;
    uint32_t before = m->invited.count;
    if (m->opened)
        return REFUSED_RECORD_DAMAGED;
    if (!RESERVE(m->invited, e->opened.chair_count + e->opened.scribe_count) ||
        !keep(m, e->opened.title, &title) || !keep(m, e->opened.group, &group) ||
        !keep(m, e->opened.kind, &kind) || !keep(m, e->opened.start, &start) ||
        !keep(m, e->opened.zone, &zone) || !keep(m, e->opened.list, &list) ||
        !keep(m, e->opened.note_well_url, &note_well) ||
        !invite(m, e->opened.chairs, e->opened.chair_count, true) ||
        !invite(m, e->opened.scribes, e->opened.scribe_count, false)) {
        m->invited.count = before;
        return FAILED_NO_MEMORY;
    }
    m->opened = true;
    m->opened_us = e->time_us;
    m->title = title;
    m->group = group;
    m->kind = kind;
    m->start = start;
    m->zone = zone;
    m->mail_list = list;
    m->note_well_url = note_well;
    m->offset_minutes = e->opened.offset_minutes;
    return STATUS_OK;
}

static enum status apply_ended(struct meeting *m, const struct event *e)
{
    m->ended = true;
    m->ended_us = e->time_us;
    return STATUS_OK;
}

static void count_presence(struct meeting *m, const struct person *p, bool present)
{
    uint32_t one = present ? 1 : UINT32_MAX; /* wraps: minus one */
    m->present += one;
    if (p->in_room)
        m->present_in_room += one;
}

static enum status apply_joined(struct meeting *m, const struct event *e)
{
    struct person p = {.joined_us = e->time_us,
                       .link = e->joined.link,
                       .in_room = e->joined.in_room,
                       .present = true};
    if (e->joined.person != m->people.count + 1 || e->joined.link == 0 ||
        meeting_person_of_link(m, e->joined.link) != 0)
        return REFUSED_RECORD_DAMAGED;
    if (!RESERVE(m->people, 1) || !keep_personal(m, &e->joined.name, &p.name) ||
        !keep_personal(m, &e->joined.affiliation, &p.affiliation) ||
        !keep(m, e->joined.note_well, &p.note_well))
        return FAILED_NO_MEMORY;
    *PUSH(m->people) = p;
    if (e->joined.link > m->link_count)
        m->link_count = e->joined.link;
    personal_key(m, &e->joined.name);
    personal_key(m, &e->joined.affiliation);
    count_presence(m, &p, true);
    return STATUS_OK;
}

static enum status apply_presence(struct meeting *m, const struct event *e)
{
    bool back = e->kind == EVENT_PERSON_RETURNED;
    if (meeting_person(m, e->left.person) == NULL)
        return REFUSED_RECORD_DAMAGED;
    struct person *p = &m->people.items[e->left.person - 1];
    if (p->present == back)
        return REFUSED_RECORD_DAMAGED;
    p->present = back;
    count_presence(m, p, back);
    return STATUS_OK;
}

static enum status apply_prepared(struct meeting *m, const struct event *e)
{
    struct question q = {
        .kind = (enum question_kind)e->prepared.kind,
        .first_option = m->options.count,
        .option_count = e->prepared.option_count,
        .relation = (enum relation)e->prepared.relation,
        .of_question = e->prepared.of_question,
        .of_run = e->prepared.of_run,
        .prepared_us = e->time_us,
    };
    if (e->prepared.question != m->questions.count + 1 || q.option_count < 1 ||
        q.option_count > OPTIONS_MAX ||
        (q.of_question != 0 && meeting_question(m, q.of_question) == NULL))
        return REFUSED_RECORD_DAMAGED;
    if (!RESERVE(m->questions, 1) || !RESERVE(m->options, q.option_count) ||
        !keep(m, e->prepared.text, &q.text) || !keep(m, e->prepared.worded_by, &q.worded_by))
        return FAILED_NO_MEMORY;
    for (uint32_t i = 0; i < q.option_count; i++) {
        struct option o = {.role = (enum option_role)e->prepared.options[i].role};
        if (!keep(m, e->prepared.options[i].name, &o.name)) {
            m->options.count = q.first_option;
            return FAILED_NO_MEMORY;
        }
        *PUSH(m->options) = o;
    }
    *PUSH(m->questions) = q;
    return STATUS_OK;
}

static enum status apply_asked(struct meeting *m, const struct event *e)
{
    struct run r = {.question = e->asked.question,
                    .run = e->asked.run,
                    .asked_us = e->time_us,
                    .people_told = m->people_told};
    const struct question *q = meeting_question(m, r.question);
    if (q == NULL || m->open_run != 0 || r.run != q->run_count + 1)
        return REFUSED_RECORD_DAMAGED;
    if (!RESERVE(m->runs, 1) || !keep(m, e->asked.by, &r.asked_by))
        return FAILED_NO_MEMORY;
    *PUSH(m->runs) = r;
    m->questions.items[r.question - 1].run_count = r.run;
    m->questions.items[r.question - 1].newest_run = m->runs.count;
    m->open_run = m->newest_run = m->runs.count;
    return STATUS_OK;
}

static enum status apply_closed(struct meeting *m, const struct event *e)
{
    struct run *r = run_at(m, e->asked.question, e->asked.run);
    if (r == NULL || r->state != RUN_OPEN)
        return REFUSED_RECORD_DAMAGED;
    r->present = m->present;
    r->in_room = m->present_in_room;
    r->no_hand = meeting_run_no_hand(m, r);
    r->state = RUN_CLOSED;
    r->called = 0;
    r->closed_us = e->time_us;
    m->open_run = 0;
    return STATUS_OK;
}

static uint32_t run_reference(const struct meeting *m, const struct run *r)
{
    return (uint32_t)(r - m->runs.items) + 1;
}

/* Shows a run's result, and with it the chat lines that would have given it away. */
static enum status apply_shown(struct meeting *m, const struct event *e)
{
    struct run *r = run_at(m, e->asked.question, e->asked.run);
    if (r == NULL || r->state != RUN_CLOSED || r->shown)
        return REFUSED_RECORD_DAMAGED;
    if (!RESERVE(m->published, m->lines.count))
        return FAILED_NO_MEMORY;
    r->shown = true;
    r->shown_us = e->time_us;
    for (uint32_t i = 0; i < m->lines.count; i++) {
        struct line *l = &m->lines.items[i];
        if (l->published || l->held_by != run_reference(m, r))
            continue;
        l->published = true;
        *PUSH(m->published) = i + 1;
    }
    return STATUS_OK;
}

static struct meeting_hum *hum_of_window(struct meeting *m, uint32_t window)
{
    for (uint32_t i = m->hums.count; i-- > 0;)
        if (m->hums.items[i].hum.window == window)
            return &m->hums.items[i];
    return NULL;
}

/* question 0: everybody hums once, for no question. */
static bool hum_fits(struct meeting *m, const struct event *e)
{
    if (e->hum_started.question == 0)
        return e->hum_started.run == 0 && e->hum_started.option == 0;
    return run_at(m, e->hum_started.question, e->hum_started.run) != NULL &&
           option_fits(m, e->hum_started.question, e->hum_started.option);
}

static enum status apply_hum_started(struct meeting *m, const struct event *e)
{
    if (!hum_fits(m, e) || e->hum_started.window != m->window_count + 1)
        return REFUSED_RECORD_DAMAGED;
    if (!RESERVE(m->hums, 1))
        return FAILED_NO_MEMORY;
    struct meeting_hum h = {.question = e->hum_started.question,
                            .run = e->hum_started.run,
                            .option = e->hum_started.option,
                            .take = 1,
                            .phase = HUM_RUNNING,
                            .started_us = e->time_us,
                            .hum.window = e->hum_started.window};
    for (uint32_t i = 0; i < m->hums.count; i++) {
        const struct meeting_hum *o = &m->hums.items[i];
        if (o->question == h.question && o->run == h.run && o->option == h.option)
            h.take = o->take + 1;
    }
    *PUSH(m->hums) = h;
    if (m->open_run != 0)
        m->runs.items[m->open_run - 1].called = 0;
    m->window_count++;
    m->open_hum = m->hums.count;
    return STATUS_OK;
}

static enum status apply_hum_ended(struct meeting *m, const struct event *e)
{
    struct meeting_hum *h = hum_of_window(m, e->hum_ended.window);
    if (h == NULL || h->phase != HUM_RUNNING)
        return REFUSED_RECORD_DAMAGED;
    h->phase = HUM_CHECKING;
    return STATUS_OK;
}

static void set_everyone(struct meeting *m, uint32_t hum)
{
    m->everyone = hum;
    m->scale_ended = false;
}

static enum status apply_scale_ended(struct meeting *m, const struct event *e)
{
    if (m->everyone == 0)
        return REFUSED_RECORD_DAMAGED;
    m->everyone = 0;
    m->scale_ended = true;
    m->scale_end = (enum scale_end)e->scale_ended.why;
    return STATUS_OK;
}

static enum status apply_measured(struct meeting *m, const struct event *e)
{
    struct meeting_hum *h = hum_of_window(m, e->hum.hum->window);
    text_ref device, api;
    if (h == NULL || h->phase == HUM_FINAL || h->question != e->hum.question ||
        h->run != e->hum.run || h->option != e->hum.option)
        return REFUSED_RECORD_DAMAGED;
    if (!keep(m, e->hum.device, &device) || !keep(m, e->hum.api, &api))
        return FAILED_NO_MEMORY;
    h->hum = *e->hum.hum;
    h->phase = HUM_FINAL;
    h->source = (enum sound_source)e->hum.source;
    h->device = device;
    h->api = api;
    h->spread = microphones_spread(e->hum.parts, e->hum.part_count);
    if (e->hum.part_count > 0)
        microphone_balance_learn(&m->balance, e->hum.parts, e->hum.part_count);
    if (h->question == 0 && h->hum.void_reason == HUM_VALID && !h->hum.silent &&
        (h->hum.flags & 1u << FLAG_GAIN_CHANGE) == 0)
        set_everyone(m, (uint32_t)(h - m->hums.items) + 1);
    if (m->open_hum != 0 && &m->hums.items[m->open_hum - 1] == h)
        m->open_hum = 0;
    return STATUS_OK;
}

static enum status apply_compared(struct meeting *m, const struct event *e)
{
    struct run *r = run_at(m, e->compared.question, e->compared.run);
    struct comparison c = {.question = e->compared.question,
                           .run = e->compared.run,
                           .people = e->compared.people,
                           .first_pair = m->pairs.count,
                           .pair_count = e->compared.pair_count};
    if (r == NULL)
        return REFUSED_RECORD_DAMAGED;
    for (uint32_t i = 0; i < c.pair_count; i++)
        if (!option_fits(m, r->question, e->compared.pairs[i].first) ||
            !option_fits(m, r->question, e->compared.pairs[i].second))
            return REFUSED_RECORD_DAMAGED;
    if (!RESERVE(m->comparisons, 1) || !RESERVE(m->pairs, c.pair_count))
        return FAILED_NO_MEMORY;
    for (uint32_t i = 0; i < c.pair_count; i++)
        *PUSH(m->pairs) = e->compared.pairs[i];
    *PUSH(m->comparisons) = c;
    r->compared = m->comparisons.count;
    return STATUS_OK;
}

static enum status apply_heard(struct meeting *m, const struct event *e)
{
    struct run *r = run_at(m, e->heard.question, e->heard.run);
    if (r == NULL || !option_fits(m, r->question, e->heard.option))
        return REFUSED_RECORD_DAMAGED;
    r->heard[e->heard.option] = (enum heard)e->heard.heard;
    return STATUS_OK;
}

static enum status apply_called(struct meeting *m, const struct event *e)
{
    struct run *r = run_at(m, e->called.question, e->called.run);
    bool over = e->called.option == -1;
    if (r == NULL || r->state != RUN_OPEN ||
        (!over && !option_fits(m, r->question, e->called.option)))
        return REFUSED_RECORD_DAMAGED;
    r->called = over ? 0 : (uint32_t)e->called.option + 1;
    return STATUS_OK;
}

static enum status apply_people(struct meeting *m, const struct event *e)
{
    m->people_told = e->people.count;
    if (m->open_run != 0)
        m->runs.items[m->open_run - 1].people_told = e->people.count;
    return STATUS_OK;
}

static enum status apply_said(struct meeting *m, const struct event *e)
{
    struct line l = {.kind = LINE_SAID,
                     .person = e->said.person,
                     .role = (enum role)e->said.role,
                     .time_us = e->time_us,
                     .held_by = e->said.held ? m->open_run : 0,
                     .published = !e->said.held};
    if (e->said.line != m->lines.count + 1 ||
        (l.person != 0 && meeting_person(m, l.person) == NULL) ||
        (e->said.held && m->open_run == 0))
        return REFUSED_RECORD_DAMAGED;
    if (!RESERVE(m->lines, 1) || !RESERVE(m->published, 1) ||
        !keep_personal(m, &e->said.text, &l.text))
        return FAILED_NO_MEMORY;
    *PUSH(m->lines) = l;
    if (l.published)
        *PUSH(m->published) = e->said.line;
    personal_key(m, &e->said.text);
    return STATUS_OK;
}

/* One person counts once: what stood before goes out of the counts, what stands now goes in. */
static void count_answer(struct run *r, const struct person *p, const struct answer *a, bool in)
{
    if (a == NULL || a->option == ANSWER_WITHDRAWN)
        return;
    uint32_t one = in ? 1 : UINT32_MAX; /* wraps: minus one */
    int slot = a->option == ANSWER_NO_OPINION ? SLOT_NO_OPINION : a->option;
    r->counts[slot][a->channel][p->in_room ? PLACE_ROOM : PLACE_REMOTE] += one;
    r->answered += one;
}

static enum status apply_answer(struct meeting *m, const struct event *e)
{
    struct answer a = {.question = e->answer.question,
                       .run = e->answer.run,
                       .person = e->answer.person,
                       .link = e->answer.link,
                       .line = e->answer.line,
                       .channel = (enum channel)e->answer.channel,
                       .option = e->answer.option,
                       .seq = e->seq,
                       .time_us = e->time_us};
    struct run *r = run_at(m, a.question, a.run);
    const struct person *p = meeting_person(m, a.person);
    if (r == NULL || r->state != RUN_OPEN || p == NULL || a.line > m->lines.count ||
        a.option < ANSWER_WITHDRAWN || (a.option >= 0 && !option_fits(m, a.question, a.option)))
        return REFUSED_RECORD_DAMAGED;
    if (!RESERVE(m->answers, 1) || !keep_personal(m, &e->answer.remark, &a.remark))
        return FAILED_NO_MEMORY;
    count_answer(r, p, meeting_answer_of(m, a.person, r), false);
    count_answer(r, p, &a, true);
    *PUSH(m->answers) = a;
    m->people.items[a.person - 1].answer = m->answers.count;
    personal_key(m, &e->answer.remark);
    return STATUS_OK;
}

static bool keep_statements(struct meeting *m, const struct event *e)
{
    uint32_t before = m->stated.count;
    for (uint32_t i = 0; i < e->outcome.statement_count; i++) {
        const struct statement *s = &e->outcome.statements[i];
        struct stated kept = {.kind = (enum statement_kind)s->kind, .option = s->option};
        if (!keep(m, s->text, &kept.text)) {
            m->stated.count = before;
            return false;
        }
        *PUSH(m->stated) = kept;
    }
    return true;
}

/* The words go into the chat at once. */
static void publish_outcome(struct meeting *m, const struct outcome *o)
{
    *PUSH(m->lines) = (struct line){.kind = LINE_OUTCOME,
                                    .role = ROLE_CHAIR,
                                    .text = o->words,
                                    .time_us = o->time_us,
                                    .published = true};
    *PUSH(m->published) = m->lines.count;
}

static enum status apply_outcome(struct meeting *m, const struct event *e)
{
    struct run *r = run_at(m, e->outcome.question, e->outcome.run);
    if (r == NULL)
        return REFUSED_RECORD_DAMAGED;
    for (uint32_t i = 0; i < e->outcome.statement_count; i++)
        if (e->outcome.statements[i].option != -1 &&
            !option_fits(m, r->question, e->outcome.statements[i].option))
            return REFUSED_RECORD_DAMAGED;
    struct outcome o = {.question = r->question,
                        .run = r->run,
                        .first_statement = m->stated.count,
                        .statement_count = e->outcome.statement_count,
                        .time_us = e->time_us,
                        .seq = e->seq,
                        .to_confirm = e->outcome.to_confirm,
                        .earlier = r->outcome};
    if (!RESERVE(m->outcomes, 1) || !RESERVE(m->stated, o.statement_count) ||
        !RESERVE(m->lines, 1) || !RESERVE(m->published, 1) ||
        !keep(m, e->outcome.words, &o.words) || !keep(m, e->outcome.reason, &o.reason) ||
        !keep(m, e->outcome.by, &o.by) || !keep_statements(m, e))
        return FAILED_NO_MEMORY;
    *PUSH(m->outcomes) = o;
    publish_outcome(m, &o);
    r->outcome = m->outcomes.count;
    if (r->confirmation == CONFIRMATION_NOT_NEEDED || r->confirmation == CONFIRMATION_TO_CONFIRM)
        r->confirmation = o.to_confirm ? CONFIRMATION_TO_CONFIRM : CONFIRMATION_NOT_NEEDED;
    return STATUS_OK;
}

static enum status apply_marked(struct meeting *m, const struct event *e)
{
    struct run *r = run_at(m, e->marked.question, e->marked.run);
    if (r == NULL)
        return REFUSED_RECORD_DAMAGED;
    r->confirmation = e->marked.to_confirm ? CONFIRMATION_TO_CONFIRM : CONFIRMATION_NOT_NEEDED;
    return STATUS_OK;
}

static enum status apply_sent(struct meeting *m, const struct event *e)
{
    struct run *r = run_at(m, e->sent.question, e->sent.run);
    text_ref id;
    if (r == NULL)
        return REFUSED_RECORD_DAMAGED;
    if (!keep(m, e->sent.message_id, &id))
        return FAILED_NO_MEMORY;
    r->confirmation = CONFIRMATION_SENT;
    r->message_id = id;
    r->sent_us = e->sent.sent_us;
    r->deadline_us = e->sent.deadline_us;
    return STATUS_OK;
}

static enum status apply_deadline(struct meeting *m, const struct event *e)
{
    struct run *r = run_at(m, e->sent.question, e->sent.run);
    text_ref why;
    if (r == NULL || r->confirmation != CONFIRMATION_SENT)
        return REFUSED_RECORD_DAMAGED;
    if (!keep(m, e->sent.why, &why))
        return FAILED_NO_MEMORY;
    r->deadline_us = e->sent.deadline_us;
    r->deadline_why = why;
    return STATUS_OK;
}

static enum status apply_confirmed(struct meeting *m, const struct event *e)
{
    struct run *r = run_at(m, e->confirmed.question, e->confirmed.run);
    text_ref why, by;
    if (r == NULL || r->confirmation != CONFIRMATION_SENT)
        return REFUSED_RECORD_DAMAGED;
    if (!keep(m, e->confirmed.why, &why) || !keep(m, e->confirmed.by, &by))
        return FAILED_NO_MEMORY;
    r->confirmation = (enum confirmation)e->confirmed.as;
    r->confirm_why = why;
    r->confirm_by = by;
    r->confirmed_us = e->time_us;
    return STATUS_OK;
}

static enum status apply_nothing(struct meeting *m, const struct event *e)
{
    (void)m;
    (void)e;
    return STATUS_OK;
}

static enum status (*const apply[EVENT_KIND_COUNT])(struct meeting *, const struct event *) = {
    [EVENT_MEETING_OPENED] = apply_opened,
    [EVENT_MEETING_RESUMED] = apply_nothing,
    [EVENT_MEETING_ENDED] = apply_ended,
    [EVENT_PERSON_JOINED] = apply_joined,
    [EVENT_PERSON_LEFT] = apply_presence,
    [EVENT_PERSON_RETURNED] = apply_presence,
    [EVENT_QUESTION_PREPARED] = apply_prepared,
    [EVENT_QUESTION_ASKED] = apply_asked,
    [EVENT_QUESTION_CLOSED] = apply_closed,
    [EVENT_RESULTS_SHOWN] = apply_shown,
    [EVENT_HUM_STARTED] = apply_hum_started,
    [EVENT_HUM_ENDED] = apply_hum_ended,
    [EVENT_HUM_MEASURED] = apply_measured,
    [EVENT_HUMS_COMPARED] = apply_compared,
    [EVENT_HEARD_ENTERED] = apply_heard,
    [EVENT_PEOPLE_TOLD] = apply_people,
    [EVENT_SCALE_ENDED] = apply_scale_ended,
    [EVENT_OPTION_CALLED] = apply_called,
    [EVENT_CHAT_SAID] = apply_said,
    [EVENT_ANSWER_GIVEN] = apply_answer,
    [EVENT_OUTCOME_STATED] = apply_outcome,
    [EVENT_CONFIRMATION_MARKED] = apply_marked,
    [EVENT_CONFIRMATION_SENT] = apply_sent,
    [EVENT_DEADLINE_CHANGED] = apply_deadline,
    [EVENT_CONFIRMATION_CLOSED] = apply_confirmed,
};

enum status meeting_apply(struct meeting *m, const struct event *e)
{
    assert(e->kind >= 0 && e->kind < EVENT_KIND_COUNT);
    if (e->seq != m->seq + 1 || e->time_us < m->time_us ||
        (!m->opened && e->kind != EVENT_MEETING_OPENED))
        return REFUSED_RECORD_DAMAGED;
    if (e->has_command && !seen_reserve(m))
        return FAILED_NO_MEMORY;
    enum status s = apply[e->kind](m, e);
    if (s != STATUS_OK)
        return s;
    m->seq = e->seq;
    m->time_us = e->time_us;
    if (e->has_command)
        seen_put(m, e);
    return STATUS_OK;
}
