/* Of those whose positions the log brings: who is perhaps somebody that counts already. */
#include "clients/cli/import.h"

static bool counts(const struct import_result *r, uint32_t person)
{
    const struct run *run = meeting_run(r->meeting, r->question, r->run);
    const struct answer *a = meeting_answer_of(r->meeting, person, run);
    return (a != NULL && a->option != ANSWER_WITHDRAWN) ||
           meeting_position_of(r->meeting, run, person, "") != NULL;
}

static bool look_alike(const struct meeting *m, uint32_t a, uint32_t b)
{
    const struct person *x = meeting_person(m, a), *y = meeting_person(m, b);
    return x->look != 0 && x->look == y->look && x->into == 0 && y->into == 0;
}

/* The person whose position that stands came by the item; 0: none does. */
static uint32_t person_of(const struct import_result *r, uint32_t item)
{
    const struct answer *a = import_vote(r, item);
    return a != NULL ? meeting_one(r->meeting, a->person) : 0;
}

/* The one whom the item's person is perhaps; of two of the same log the earlier. */
static bool is_twice(const struct import_result *r, uint32_t item, uint32_t *person,
                     uint32_t *other)
{
    const struct meeting *m = r->meeting;
    *person = person_of(r, item);
    for (uint32_t i = 1; *person != 0 && i <= m->people.count; i++) {
        const bool of_log = m->people.items[i - 1].identity != 0;
        if ((of_log ? i < *person : i != *person) && look_alike(m, *person, i) && counts(r, i)) {
            *other = i;
            return true;
        }
    }
    return false;
}

static const char *name_of(const struct import_result *r, uint32_t person)
{
    return meeting_text(r->meeting, meeting_person(r->meeting, person)->name);
}

struct json *import_twice(const struct import_result *r)
{
    struct json *list = json_array_new();
    uint32_t person, other;
    for (uint32_t i = 0; i < r->log->count; i++) {
        if (!is_twice(r, i, &person, &other))
            continue;
        struct json *o = json_object_new();
        json_put_text(o, "person", r->log->items[i].name);
        json_put_integer(o, "line", r->log->items[i].number);
        json_put_integer(o, "number", person);
        json_put_text(o, "as", name_of(r, other));
        json_put_integer(o, "as_number", other);
        json_add_take(list, o);
    }
    return list;
}

void import_twice_text(const struct import_result *r, struct text *out)
{
    uint32_t person, other;
    for (uint32_t i = 0; i < r->log->count; i++)
        if (is_twice(r, i, &person, &other))
            text_addf(out,
                      "perhaps one person, counted twice until the chair merges them: %s and %s\n",
                      name_of(r, person), name_of(r, other));
}
