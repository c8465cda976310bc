#include "core/meeting.h"

#include "core/chat.h"

#include "core/list.h"
#include "core/look.h"
#include "core/seen.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

/* Every list of a meeting, once. */
#define LISTS(X)                                                                                   \
    X(invited)                                                                                     \
    X(people)                                                                                      \
    X(questions)                                                                                   \
    X(order)                                                                                       \
    X(options)                                                                                     \
    X(runs)                                                                                        \
    X(hums)                                                                                        \
    X(calls)                                                                                       \
    X(comparisons)                                                                                 \
    X(pairs)                                                                                       \
    X(answers)                                                                                     \
    X(lines)                                                                                       \
    X(published)                                                                                   \
    X(changed)                                                                                     \
    X(public_changed)                                                                              \
    X(unsure) X(settlements) X(mic) X(queue) X(outcomes) X(stated) X(issues) X(challenges)         \
        X(positions) X(interrupts) X(aside) X(identities) X(told) X(at_close) X(volunteers)        \
            X(helpers) X(draws) X(picked) X(drafts) X(criteria) X(steps) X(willing) X(seen)        \
                X(pool)

struct list_head {
    void *items;
    uint32_t count, capacity;
};

bool list_reserve(void *list, size_t item_size, uint32_t more)
{
    struct list_head head;
    memcpy(&head, list, sizeof head);
    if (head.capacity - head.count >= more)
        return true;
    if (more > UINT32_MAX / 2 - head.count)
        return false;
    uint32_t capacity = head.capacity < 8 ? 8 : head.capacity;
    while (capacity - head.count < more)
        capacity *= 2;
    void *grown = realloc(head.items, capacity * item_size);
    if (grown == NULL)
        return false;
    head.items = grown;
    head.capacity = capacity;
    memcpy(list, &head, sizeof head);
    return true;
}

void meeting_init(struct meeting *m)
{
    memset(m, 0, sizeof *m);
}

void meeting_release(struct meeting *m)
{
    if (m == NULL)
        return;
#define FREE(list) free(m->list.items);
    LISTS(FREE)
#undef FREE
    memset(m, 0, sizeof *m);
}

/* A list's own copy of its items; `to` holds the head of `from`, and on failure no items. */
static bool list_own(void *to, size_t item_size)
{
    struct list_head head;
    memcpy(&head, to, sizeof head);
    void *items = head.count == 0 ? NULL : malloc(head.count * item_size);
    bool ok = items != NULL || head.count == 0;
    if (items != NULL)
        memcpy(items, head.items, head.count * item_size);
    head.items = items;
    head.capacity = ok ? head.count : 0;
    memcpy(to, &head, sizeof head);
    return ok;
}

enum status meeting_copy(struct meeting *to, const struct meeting *from)
{
    struct meeting copy = *from;
    bool ok = true;
#define OWN(list) ok &= list_own(&copy.list, sizeof *copy.list.items);
    LISTS(OWN)
#undef OWN
    if (!ok) {
        meeting_release(&copy);
        return FAILED_NO_MEMORY;
    }
    meeting_release(to);
    *to = copy;
    return STATUS_OK;
}

const char *meeting_text(const struct meeting *m, text_ref ref)
{
    assert(ref < m->pool.count || ref == 0);
    return ref == 0 ? "" : m->pool.items + ref;
}

const struct question *meeting_question(const struct meeting *m, uint32_t number)
{
    return number >= 1 && number <= m->questions.count ? &m->questions.items[number - 1] : NULL;
}

const struct option *meeting_option(const struct meeting *m, const struct question *q,
                                    uint32_t index)
{
    return index < q->option_count ? &m->options.items[q->first_option + index] : NULL;
}

const struct run *meeting_run(const struct meeting *m, uint32_t question, uint32_t run)
{
    const struct question *q = meeting_question(m, question);
    if (q == NULL || q->newest_run == 0)
        return NULL;
    if (run == 0 || run == q->run_count)
        return &m->runs.items[q->newest_run - 1];
    for (uint32_t i = 0; i < m->runs.count; i++)
        if (m->runs.items[i].question == question && m->runs.items[i].run == run)
            return &m->runs.items[i];
    return NULL;
}

const struct person *meeting_person(const struct meeting *m, uint32_t number)
{
    return number >= 1 && number <= m->people.count ? &m->people.items[number - 1] : NULL;
}

uint32_t meeting_joined_by(const struct meeting *m, uint32_t link)
{
    /* Links and people are given out together, but for people who were entered and have no link:
     * the person of a link is before it or by so many behind it. */
    for (uint32_t i = link + m->entered_count; link != 0 && i >= 1; i--)
        if (i <= m->people.count && m->people.items[i - 1].link == link)
            return i;
    return 0;
}

bool meeting_confided(const struct person *p)
{
    return p->entered && p->off && p->confided && !p->spoken;
}

/* The hash says where to look: of thousands of names few are folded. */
static bool is_called(const struct meeting *m, const struct person *p, uint64_t whole,
                      const struct folded *name)
{
    struct folded own;
    const char *text = meeting_text(m, p->name);
    return p->whole == whole && (!p->off || p->spoken || p->confided) &&
           fold_loosely(text, strlen(text), &own) && strcmp(own.text, name->text) == 0;
}

enum called meeting_called(const struct meeting *m, const char *name, bool confided,
                           uint32_t *person)
{
    struct folded folded;
    const uint64_t whole = look_of_whole_name(name);
    *person = 0;
    if (!fold_loosely(name, strlen(name), &folded))
        return CALLED_NOBODY;
    for (uint32_t i = 1; whole != 0 && i <= m->people.count; i++) {
        const struct person *p = &m->people.items[i - 1];
        if ((meeting_confided(p) && !confided) || !is_called(m, p, whole, &folded))
            continue;
        if (*person != 0 && !meeting_same(m, i, *person))
            return CALLED_SEVERAL;
        *person = *person != 0 ? *person : i;
    }
    return *person != 0 ? CALLED_ONE : CALLED_NOBODY;
}

uint32_t meeting_one(const struct meeting *m, uint32_t person)
{
    const struct person *p = meeting_person(m, person);
    return p != NULL && p->into != 0 ? p->into : person;
}

uint32_t meeting_roles(const struct meeting *m, uint32_t person)
{
    const struct person *one = meeting_person(m, meeting_one(m, person));
    uint32_t roles = one != NULL ? one->roles : 0;
    for (uint32_t i = 0; one != NULL && one->members > 0 && i < m->people.count; i++)
        if (m->people.items[i].into == meeting_one(m, person))
            roles |= m->people.items[i].roles;
    return roles;
}

int meeting_rank(const struct person *p)
{
    if (p->identity != 0)
        return 0;
    return p->entered ? 1 : 2;
}

bool meeting_same(const struct meeting *m, uint32_t a, uint32_t b)
{
    return meeting_one(m, a) == meeting_one(m, b);
}

uint32_t meeting_person_of_link(const struct meeting *m, uint32_t link)
{
    return meeting_one(m, meeting_joined_by(m, link));
}

/* By the link they joined by alone: the last. */
static const struct answer *own_answer(const struct meeting *m, uint32_t person,
                                       const struct run *r)
{
    for (uint32_t i = m->people.items[person - 1].answer; i-- > r->first_answer;) {
        const struct answer *a = &m->answers.items[i];
        if (a->person == person && a->question == r->question && a->run == r->run)
            return a;
    }
    return NULL;
}

/* When it was said; of another chat's line that is not when it was imported. */
static int64_t said_us(const struct meeting *m, const struct answer *a)
{
    const struct line *l = meeting_line(m, a->line);
    return l != NULL && l->source != 0 ? l->time_us : a->time_us;
}

static bool is_later(const struct meeting *m, const struct answer *a, const struct answer *than)
{
    if (a == NULL || than == NULL)
        return a != NULL;
    int64_t a_us = said_us(m, a), than_us = said_us(m, than);
    return a_us != than_us ? a_us > than_us : a->seq > than->seq;
}

const struct answer *meeting_answer_of(const struct meeting *m, uint32_t person,
                                       const struct run *r)
{
    person = meeting_one(m, person);
    const struct person *p = meeting_person(m, person);
    if (p == NULL)
        return NULL;
    const struct answer *newest = own_answer(m, person, r);
    for (uint32_t i = 1; p->members > 0 && i <= m->people.count; i++) {
        const struct answer *a = m->people.items[i - 1].into == person ? own_answer(m, i, r) : NULL;
        newest = is_later(m, a, newest) ? a : newest;
    }
    return newest;
}

const struct answer *meeting_last_answer(const struct meeting *m, uint32_t person)
{
    person = meeting_one(m, person);
    const struct person *p = meeting_person(m, person);
    uint32_t last = p != NULL ? p->answer : 0;
    for (uint32_t i = 0; p != NULL && p->members > 0 && i < m->people.count; i++)
        if (m->people.items[i].into == person && m->people.items[i].answer > last)
            last = m->people.items[i].answer;
    return last != 0 ? &m->answers.items[last - 1] : NULL;
}

void meeting_standing(const struct meeting *m, const struct run *r, const struct answer **out)
{
    memset(out, 0, ((size_t)m->people.count + 1) * sizeof *out);
    for (uint32_t i = r->first_answer; i < m->answers.count; i++)
        if (m->answers.items[i].question == r->question && m->answers.items[i].run == r->run)
            out[m->answers.items[i].person] = &m->answers.items[i];
    for (uint32_t i = 1; i <= m->people.count; i++) {
        const uint32_t into = m->people.items[i - 1].into;
        if (into == 0)
            continue;
        if (is_later(m, out[i], out[into]))
            out[into] = out[i];
        out[i] = NULL;
    }
}

const struct set_aside *meeting_aside_of(const struct meeting *m, uint32_t person,
                                         const struct run *r)
{
    for (uint32_t i = m->aside.count; i-- > 0;) {
        const struct set_aside *a = &m->aside.items[i];
        if (a->question == r->question && a->run == r->run && meeting_same(m, a->person, person))
            return a->off ? NULL : a;
    }
    return NULL;
}

uint32_t meeting_run_present(const struct meeting *m, const struct run *r)
{
    return r->state == RUN_OPEN ? m->present : r->present;
}

uint32_t meeting_run_in_room(const struct meeting *m, const struct run *r)
{
    return r->state == RUN_OPEN ? m->present_in_room : r->in_room;
}

uint32_t meeting_run_no_hand(const struct meeting *m, const struct run *r)
{
    uint32_t none = 0;
    if (r->state != RUN_OPEN)
        return r->no_hand;
    for (uint32_t i = 0; i < m->people.count; i++) {
        if (!m->people.items[i].present)
            continue;
        const struct answer *a = meeting_answer_of(m, i + 1, r);
        none += a == NULL || a->option == ANSWER_WITHDRAWN;
    }
    return none;
}

const struct meeting_hum *meeting_hum_of(const struct meeting *m, const struct run *r,
                                         uint32_t option)
{
    for (uint32_t i = m->hums.count; i-- > 0;) {
        const struct meeting_hum *h = &m->hums.items[i];
        if (h->question == r->question && h->run == r->run && h->option == option &&
            h->phase == HUM_FINAL && h->hum.void_reason == HUM_VALID)
            return h;
    }
    return NULL;
}

uint32_t meeting_turns(const struct meeting *m, const struct run *r, uint32_t option)
{
    const uint32_t run = (uint32_t)(r - m->runs.items) + 1;
    uint32_t turns = 0;
    for (uint32_t i = 0; i < m->calls.count; i++)
        turns += m->calls.items[i].run == run && m->calls.items[i].option == (int32_t)option;
    return turns;
}

const struct meeting_hum *meeting_everyone(const struct meeting *m)
{
    return m->everyone == 0 ? NULL : &m->hums.items[m->everyone - 1];
}

/* FNV-1a: of thousands of lines few are compared. */
uint32_t meeting_source_hash(const char *id)
{
    uint32_t hash = 2166136261u;
    for (; *id != '\0'; id++)
        hash = (hash ^ (unsigned char)*id) * 16777619u;
    return hash;
}

uint32_t meeting_imported(const struct meeting *m, const struct run *r, const char *source,
                          const char *id)
{
    const uint32_t hash = meeting_source_hash(id), run = (uint32_t)(r - m->runs.items) + 1;
    for (uint32_t i = m->lines.count; i-- > 0;) {
        const struct line *l = &m->lines.items[i];
        if (l->source_hash == hash && l->source != 0 && l->run == run &&
            strcmp(meeting_text(m, l->source_id), id) == 0 &&
            strcmp(meeting_text(m, l->source), source) == 0)
            return i + 1;
    }
    return 0;
}

uint32_t meeting_person_of_identity(const struct meeting *m, const char *identity)
{
    for (uint32_t i = m->people.count; i-- > 0 && m->imported_count > 0;)
        if (m->people.items[i].identity != 0 &&
            strcmp(meeting_text(m, m->people.items[i].identity), identity) == 0)
            return i + 1;
    return 0;
}

const struct line *meeting_line(const struct meeting *m, uint32_t number)
{
    return number >= 1 && number <= m->lines.count ? &m->lines.items[number - 1] : NULL;
}

bool meeting_to_settle(const struct meeting *m, uint32_t number)
{
    const struct line *l = meeting_line(m, number);
    if (l == NULL || l->unsure == 0 || l->deleted || l->settled != 0 || l->run == 0)
        return false;
    const struct answer *a = meeting_answer_of(m, l->person, &m->runs.items[l->run - 1]);
    if (l->unsure == CHAT_UNSURE_REACTION) /* any word of its author goes before */
        return a == NULL || a->option == ANSWER_WITHDRAWN;
    /* an edit that made it unsure took its own answer back */
    const bool own = a != NULL && a->line == number && a->option == ANSWER_WITHDRAWN;
    return a == NULL || a->seq < l->seq || own;
}

const struct queued *meeting_queued(const struct meeting *m, uint32_t entry)
{
    return entry >= 1 && entry <= m->queue.count ? &m->queue.items[entry - 1] : NULL;
}

uint32_t meeting_queue_place(const struct meeting *m, uint32_t person, const char *name)
{
    for (uint32_t i = 0; i < m->queue.count; i++) {
        const struct queued *q = &m->queue.items[i];
        if (q->state == QUEUE_WAITING && meeting_same(m, q->person, person) &&
            (person != 0 || strcmp(meeting_text(m, q->name), name) == 0))
            return i + 1;
    }
    return 0;
}

const struct helper *meeting_helper_of(const struct meeting *m, enum duty duty, uint32_t person,
                                       const char *name)
{
    for (uint32_t i = m->helpers.count; i-- > 0;) {
        const struct helper *d = &m->helpers.items[i];
        if (d->duty == duty && !d->off && meeting_same(m, d->person, person) &&
            (person != 0 || strcmp(meeting_text(m, d->name), name) == 0))
            return d;
    }
    return NULL;
}

const struct issue *meeting_issue(const struct meeting *m, uint32_t number)
{
    return number >= 1 && number <= m->issues.count ? &m->issues.items[number - 1] : NULL;
}

uint32_t meeting_open_issues(const struct meeting *m, uint32_t question)
{
    uint32_t open = 0;
    /* At most as many steps as there are questions: an edit may have closed a circle. */
    const struct question *q = meeting_question(m, question);
    for (uint32_t steps = 0; q != NULL && steps < m->questions.count; steps++) {
        for (uint32_t i = 0; i < m->issues.count; i++)
            open +=
                m->issues.items[i].question == question && m->issues.items[i].state == ISSUE_OPEN;
        bool goes_on = q->relation == RELATION_RESTATES || q->relation == RELATION_AGAIN;
        question = goes_on ? q->of_question : 0;
        q = meeting_question(m, question);
    }
    return open;
}

const struct challenge *meeting_challenge(const struct meeting *m, uint32_t number)
{
    return number >= 1 && number <= m->challenges.count ? &m->challenges.items[number - 1] : NULL;
}

const struct position *meeting_position_of(const struct meeting *m, const struct run *r,
                                           uint32_t person, const char *name)
{
    for (uint32_t i = m->positions.count; i-- > 0;) {
        const struct position *p = &m->positions.items[i];
        if (p->question != r->question || p->run != r->run || !meeting_same(m, p->person, person) ||
            (person == 0 && strcmp(meeting_text(m, p->name), name) != 0))
            continue;
        return p->option != ANSWER_WITHDRAWN ? p : NULL;
    }
    return NULL;
}

const struct position *meeting_counted_position(const struct meeting *m, const struct run *r,
                                                uint32_t person, const char *name)
{
    const struct answer *a = meeting_answer_of(m, person, r);
    return a != NULL && a->option != ANSWER_WITHDRAWN ? NULL
                                                      : meeting_position_of(m, r, person, name);
}

const struct outcome *meeting_outcome_of(const struct meeting *m, const struct run *r)
{
    return r->outcome == 0 ? NULL : &m->outcomes.items[r->outcome - 1];
}

bool meeting_seen(const struct meeting *m, uint32_t who, const uint8_t id[COMMAND_ID_LEN],
                  uint64_t content, bool *same, int64_t *seq, int64_t *time_us)
{
    const struct seen *s = seen_find(m, who, id);
    if (s == NULL)
        return false;
    *same = s->content == content;
    *seq = s->seq;
    *time_us = s->time_us;
    return true;
}
