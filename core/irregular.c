#include "core/irregular.h"

#include "core/json.h"
#include "core/text.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

/* One of several with the same key. */
struct keyed {
    uint64_t key;
    int64_t time_us;
    uint32_t person; /* who stands for them */
    uint32_t index;  /* of the answer */
};

static int by_key(const void *a, const void *b)
{
    const struct keyed *x = a, *y = b;
    if (x->key != y->key)
        return x->key < y->key ? -1 : 1;
    if (x->time_us != y->time_us)
        return x->time_us < y->time_us ? -1 : 1;
    return x->person < y->person ? -1 : x->person > y->person;
}

static bool is_in(const struct irregularity *i, uint32_t person)
{
    for (uint32_t k = 0; k < i->count && k < IRREGULAR_PEOPLE_MAX; k++)
        if (i->people[k] == person)
            return true;
    return false;
}

/* Each once, as far as an entry lists them; behind that the same person seldom comes again. */
static void add_person(struct irregularity *i, uint32_t person)
{
    if (is_in(i, person))
        return;
    if (i->count < IRREGULAR_PEOPLE_MAX)
        i->people[i->count] = person;
    i->count++;
}

struct finding {
    const struct meeting *m;
    struct keyed *keyed;
    uint32_t count;
    struct irregularities *out;
    uint32_t of_kind; /* entries of the kind that is looked for */
};

static int newest_first(const void *a, const void *b)
{
    const struct irregularity *x = a, *y = b;
    return x->time_us != y->time_us ? (x->time_us > y->time_us ? -1 : 1)
                                    : (x->people[0] < y->people[0] ? -1 : 1);
}

static void keep(struct finding *f, const struct irregularity *i)
{
    struct irregularity *first = &f->out->items[f->out->count - f->of_kind];
    if (f->of_kind < IRREGULAR_ENTRIES_MAX) {
        f->out->items[f->out->count++] = *i;
        f->of_kind++;
    } else { /* the oldest gives way */
        f->out->left_out++;
        qsort(first, f->of_kind, sizeof *first, newest_first);
        if (i->time_us > first[f->of_kind - 1].time_us)
            first[f->of_kind - 1] = *i;
    }
}

static void sort_kind(struct finding *f)
{
    if (f->of_kind > 1)
        qsort(&f->out->items[f->out->count - f->of_kind], f->of_kind, sizeof *f->out->items,
              newest_first);
    f->of_kind = 0;
}

/* Calls each for every run of equal keys, which are sorted. */
static void each_sorted(struct finding *f, void (*each)(struct finding *, uint32_t, uint32_t))
{
    for (uint32_t from = 0, to; from < f->count; from = to) {
        for (to = from + 1; to < f->count && f->keyed[to].key == f->keyed[from].key;)
            to++;
        each(f, from, to);
    }
    sort_kind(f);
}

static void each_group(struct finding *f, void (*each)(struct finding *, uint32_t, uint32_t))
{
    qsort(f->keyed, f->count, sizeof *f->keyed, by_key);
    each_sorted(f, each);
    f->count = 0;
}

/* ---- one address ---- */

/* The most who came within some seconds, in order of time. */
static void address(struct finding *f, uint32_t from, uint32_t to)
{
    const int64_t span_us = IRREGULAR_JOINS_SECONDS * INT64_C(1000000);
    struct irregularity best = {.kind = IRREGULAR_ONE_ADDRESS};
    uint32_t first = from, best_from = from, best_to = from;
    for (uint32_t i = from; i < to; i++) {
        while (f->keyed[i].time_us - f->keyed[first].time_us > span_us)
            first++;
        if (i + 1 - first > best_to - best_from) {
            best_from = first;
            best_to = i + 1;
        }
    }
    for (uint32_t i = best_from; i < best_to; i++) {
        add_person(&best, f->keyed[i].person);
        best.time_us = f->keyed[i].time_us;
    }
    best.of = to - from;
    if (best.count >= IRREGULAR_JOINS_MIN)
        keep(f, &best);
}

static void find_addresses(struct finding *f, const uint64_t *group, uint32_t group_count)
{
    for (uint32_t i = 0; i < f->m->people.count && i < group_count; i++) {
        const struct person *p = &f->m->people.items[i];
        if (group[i] != 0 && !p->said_in_room && !p->entered && p->identity == 0)
            f->keyed[f->count++] = (struct keyed){
                .key = group[i], .time_us = p->joined_us, .person = meeting_one(f->m, i + 1)};
    }
    each_group(f, address);
}

/* ---- names ---- */

/* Is something of theirs in the counts of the newest run? */
static bool counts(const struct meeting *m, uint32_t person)
{
    const struct run *r = m->newest_run != 0 ? &m->runs.items[m->newest_run - 1] : NULL;
    const struct answer *a = r != NULL ? meeting_answer_of(m, person, r) : NULL;
    if (r == NULL || meeting_aside_of(m, person, r) != NULL)
        return false;
    return (a != NULL && a->option != ANSWER_WITHDRAWN) ||
           meeting_position_of(m, r, person, "") != NULL;
}

/* Of those who look alike: the first who joined here, else who was entered, stands for the rest. */
static uint32_t first_of(const struct finding *f, uint32_t from, uint32_t to)
{
    uint32_t first = f->keyed[from].person;
    for (uint32_t k = from + 1; k < to; k++)
        if (meeting_rank(meeting_person(f->m, f->keyed[k].person)) >
            meeting_rank(meeting_person(f->m, first)))
            first = f->keyed[k].person;
    return first;
}

static bool all_joined(const struct finding *f, uint32_t from, uint32_t to)
{
    for (uint32_t k = from; k < to; k++)
        if (meeting_rank(meeting_person(f->m, f->keyed[k].person)) < 2)
            return false;
    return true;
}

/* Who joined under two names may well be two people; who is known from here and from elsewhere is
 * more often one. */
static void names_of(struct finding *f, uint32_t from, uint32_t to, enum irregularity_kind kind)
{
    struct irregularity i = {.kind = kind};
    if (to - from < 2 || all_joined(f, from, to) != (kind == IRREGULAR_LOOK_ALIKE))
        return;
    for (uint32_t k = from; k < to; k++) {
        add_person(&i, f->keyed[k].person);
        i.time_us = f->keyed[k].time_us;
        i.of += kind == IRREGULAR_PERHAPS_ONE && counts(f->m, f->keyed[k].person);
    }
    if (kind == IRREGULAR_PERHAPS_ONE)
        i.into = first_of(f, from, to);
    if (i.of >= 2) {
        i.question = f->m->runs.items[f->m->newest_run - 1].question;
        i.run = f->m->runs.items[f->m->newest_run - 1].run;
    }
    keep(f, &i);
}

static void perhaps_one(struct finding *f, uint32_t from, uint32_t to)
{
    names_of(f, from, to, IRREGULAR_PERHAPS_ONE);
}

static void look_alike(struct finding *f, uint32_t from, uint32_t to)
{
    names_of(f, from, to, IRREGULAR_LOOK_ALIKE);
}

/* Who was entered by mistake is nobody; what was entered for somebody makes them known. */
static void find_names(struct finding *f)
{
    for (uint32_t i = 0; i < f->m->people.count; i++) {
        const struct person *p = &f->m->people.items[i];
        if (p->look != 0 && p->into == 0 && (!p->off || p->spoken || p->confided))
            f->keyed[f->count++] =
                (struct keyed){.key = p->look, .time_us = p->joined_us, .person = i + 1};
    }
    qsort(f->keyed, f->count, sizeof *f->keyed, by_key);
    each_sorted(f, perhaps_one);
    each_sorted(f, look_alike);
    f->count = 0;
}

/* ---- answers ---- */

static void remarks(struct finding *f, uint32_t from, uint32_t to)
{
    const struct answer *a = &f->m->answers.items[f->keyed[from].index];
    struct irregularity i = {
        .kind = IRREGULAR_SAME_REMARK, .question = a->question, .run = a->run, .text = a->remark};
    for (uint32_t k = from; k < to; k++) {
        add_person(&i, f->keyed[k].person);
        i.time_us = f->keyed[k].time_us;
    }
    if (i.count >= IRREGULAR_REMARK_MIN)
        keep(f, &i);
}

static void changes(struct finding *f, uint32_t from, uint32_t to)
{
    const int64_t span_us = IRREGULAR_CHANGES_SECONDS * INT64_C(1000000);
    const struct answer *a = &f->m->answers.items[f->keyed[from].index];
    for (uint32_t last = to; last >= from + IRREGULAR_CHANGES_MIN; last--) {
        const uint32_t first = last - IRREGULAR_CHANGES_MIN;
        if (f->keyed[last - 1].time_us - f->keyed[first].time_us > span_us)
            continue;
        keep(f, &(struct irregularity){.kind = IRREGULAR_MANY_CHANGES,
                                       .count = 1,
                                       .people = {f->keyed[from].person},
                                       .question = a->question,
                                       .run = a->run,
                                       .time_us = f->keyed[last - 1].time_us});
        return;
    }
}

static void find_answers(struct finding *f, bool of_remarks)
{
    const struct meeting *m = f->m;
    const struct run *r = m->newest_run != 0 ? &m->runs.items[m->newest_run - 1] : NULL;
    for (uint32_t i = r != NULL ? r->first_answer : 0; r != NULL && i < m->answers.count; i++) {
        const struct answer *a = &m->answers.items[i];
        const uint32_t person = meeting_one(m, a->person);
        const uint64_t key = of_remarks ? a->look : person;
        if (a->question == r->question && a->run == r->run && key != 0)
            f->keyed[f->count++] =
                (struct keyed){.key = key, .time_us = a->time_us, .person = person, .index = i};
    }
    each_group(f, of_remarks ? remarks : changes);
}

static void find_told(struct finding *f)
{
    for (uint32_t i = 0; i < f->m->told.count; i++) {
        const struct told *t = &f->m->told.items[i];
        keep(f, &(struct irregularity){.kind = IRREGULAR_TOLD,
                                       .question = t->question,
                                       .run = t->run,
                                       .text = t->text,
                                       .time_us = t->time_us});
    }
    sort_kind(f);
}

enum status irregularities_find(const struct meeting *m, const uint64_t *group,
                                uint32_t group_count, struct irregularities *out)
{
    const size_t most = m->people.count > m->answers.count ? m->people.count : m->answers.count;
    struct irregularities found = {
        .items = calloc(IRREGULAR_KIND_COUNT * IRREGULAR_ENTRIES_MAX, sizeof *found.items)};
    struct finding f = {.m = m, .keyed = malloc((most + 1) * sizeof *f.keyed), .out = &found};
    const bool fits = found.items != NULL && f.keyed != NULL;
    if (fits) {
        find_addresses(&f, group, group_count);
        find_names(&f);
        find_answers(&f, true);
        find_answers(&f, false);
        find_told(&f);
        *out = found;
    } else {
        free(found.items);
    }
    free(f.keyed);
    return fits ? STATUS_OK : FAILED_NO_MEMORY;
}

void irregularities_release(struct irregularities *i)
{
    if (i == NULL)
        return;
    free(i->items);
    *i = (struct irregularities){0};
}

/* ---- in words ---- */

static const char *const words[IRREGULAR_KIND_COUNT] = {
    [IRREGULAR_ONE_ADDRESS] = "one-address",   [IRREGULAR_PERHAPS_ONE] = "perhaps-one",
    [IRREGULAR_LOOK_ALIKE] = "look-alike",     [IRREGULAR_SAME_REMARK] = "same-remark",
    [IRREGULAR_MANY_CHANGES] = "many-changes", [IRREGULAR_TOLD] = "told",
};

const char *irregularity_word(enum irregularity_kind kind)
{
    return words[kind];
}

/* From where somebody is known. */
static const char *from_where(const struct meeting *m, const struct person *p)
{
    if (p->identity != 0)
        return meeting_text(m, p->identity);
    if (!p->entered)
        return "joined";
    if (meeting_confided(p))
        return "told privately";
    return p->off ? "spoke" : "without a device";
}

static void add_names(const struct meeting *m, const struct irregularity *i, struct text *out)
{
    uint32_t k = 0;
    for (; k < i->count && k < IRREGULAR_PEOPLE_MAX; k++) {
        const struct person *p = meeting_person(m, i->people[k]);
        text_addf(out, "%s%s", k > 0 ? ", " : ": ", meeting_text(m, p->name));
        if (i->kind == IRREGULAR_PERHAPS_ONE)
            text_addf(out, " (%s)", from_where(m, p));
    }
    if (i->count > k)
        text_addf(out, " and %" PRIu32 " more", i->count - k);
    if (i->kind == IRREGULAR_PERHAPS_ONE && i->question != 0)
        text_addf(out, "; question %" PRIu32 " counts %" PRIu32 " of them until they are merged",
                  i->question, i->of);
}

static void add_sentence(const struct meeting *m, const struct irregularity *i, struct text *out)
{
    switch (i->kind) {
    case IRREGULAR_ONE_ADDRESS:
        text_addf(out, "%" PRIu32 " people joined from one address within %d seconds", i->count,
                  IRREGULAR_JOINS_SECONDS);
        if (i->of > i->count)
            text_addf(out, " (%" PRIu32 " from there in all)", i->of);
        break;
    case IRREGULAR_PERHAPS_ONE:
        text_add(out, "Perhaps one person");
        break;
    case IRREGULAR_LOOK_ALIKE:
        text_addf(out, "%" PRIu32 " names look alike", i->count);
        break;
    case IRREGULAR_SAME_REMARK:
        text_addf(out, "%" PRIu32 " people gave the same remark, \"%s\"", i->count,
                  meeting_text(m, i->text));
        break;
    case IRREGULAR_MANY_CHANGES:
        text_addf(out, "%d answers or more to one question within %d seconds",
                  IRREGULAR_CHANGES_MIN, IRREGULAR_CHANGES_SECONDS);
        break;
    case IRREGULAR_TOLD:
        text_addf(out, "Told to a chair: %s", meeting_text(m, i->text));
        return;
    case IRREGULAR_KIND_COUNT:
        return;
    }
    add_names(m, i, out);
}

/* Names that the staff's view does not have. */
static struct json *confided(const struct meeting *m)
{
    struct json *list = json_array_new();
    for (uint32_t i = 0; i < m->people.count; i++) {
        const struct person *p = &m->people.items[i];
        if (!meeting_confided(p))
            continue;
        struct json *o = json_object_new();
        json_put_integer(o, "person", i + 1);
        json_put_text(o, "name", meeting_text(m, p->name));
        json_put_integer(o, "into", p->into);
        json_add_take(list, o);
    }
    return list;
}

enum status irregularities_json(const struct meeting *m, const struct irregularities *list,
                                char **out, size_t *len)
{
    struct json *o = json_object_new(), *entries = json_array_new();
    json_put_text(o, "type", "irregularities");
    for (uint32_t k = 0; k < list->count; k++) {
        const struct irregularity *i = &list->items[k];
        struct json *e = json_object_new(), *people = json_array_new();
        struct text t = {0};
        add_sentence(m, i, &t);
        json_put_text(e, "kind", words[i->kind]);
        json_put_integer(e, "count", i->count);
        for (uint32_t p = 0; p < i->count && p < IRREGULAR_PEOPLE_MAX; p++)
            json_add_integer(people, i->people[p]);
        json_put_take(e, "people", people);
        if (i->into != 0)
            json_put_integer(e, "into", i->into);
        json_put_integer(e, "question", i->question);
        json_put_integer(e, "run", i->run);
        json_put_text(e, "sentence", t.bytes != NULL ? t.bytes : "");
        json_put_integer(e, "time", i->time_us);
        json_add_take(entries, e);
        text_release(&t);
    }
    json_put_take(o, "entries", entries);
    json_put_integer(o, "left_out", list->left_out);
    json_put_take(o, "private", confided(m));
    enum status s = json_write(o, JSON_COMPACT, out, len);
    json_free(o);
    return s;
}
