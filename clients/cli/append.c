#include "clients/cli/append.h"

#include "core/digest.h"

#include <stdlib.h>

enum status append_events(struct record *record, struct event_list *decided)
{
    size_t texts = history_personal_count(decided, 0);
    uint8_t *salts = calloc(texts + 1, SALT_LEN);
    struct sealed sealed = {0};
    if (salts == NULL)
        return FAILED_NO_MEMORY;
    digest_random(salts, texts * SALT_LEN);
    enum status s = history_seal(decided, 0, salts, &sealed);
    free(salts);
    const struct record_batch batch = {.events = sealed.events,
                                       .event_count = sealed.event_count,
                                       .texts = sealed.texts,
                                       .text_count = sealed.text_count};
    if (s == STATUS_OK && sealed.event_count > 0)
        s = record_append(record, &batch);
    sealed_release(&sealed);
    return s;
}
