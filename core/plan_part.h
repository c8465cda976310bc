/* What the readers of a meeting file share. For plan.c and plan_notice.c. */
#ifndef HUMROOM_CORE_PLAN_PART_H
#define HUMROOM_CORE_PLAN_PART_H

#include "core/json.h"
#include "core/plan.h"

enum { PLACE_LEN = 80 };

struct reader {
    struct meeting_plan plan;
    struct plan_mistakes *mistakes;
    bool no_memory;
};

/* Where in the file: "questions[2].kind". */
struct place {
    char text[PLACE_LEN];
};

/* The place of a member; "" as parent is the file itself. */
struct place plan_place(const struct place *parent, const char *key);
void plan_mistake(struct reader *r, const struct place *at, const char *sentence);
/* Each says what is wrong and gives "", 0 or NULL then. */
const char *plan_line(struct reader *r, const struct json *object, const struct place *parent, const char *key,
                      size_t max);
const char *plan_url(struct reader *r, const struct json *object, const struct place *parent, const char *key);
const char *plan_address(struct reader *r, const struct json *object, const struct place *parent, const char *key);
uint32_t plan_items(struct reader *r, const struct json *object, const struct place *at, const char *key, size_t most);
struct plan_person plan_one_person(struct reader *r, const struct json *item, const struct place *at);
void plan_known_keys(struct reader *r, const struct json *object, const struct place *at, const char *const *known,
                     size_t known_count);
void *plan_take(struct reader *r, size_t len);
const char *plan_keep(struct reader *r, const char *text, size_t len);

void plan_notice_default(struct plan_notice *n);
void plan_notice_read(struct reader *r, const struct json *file);

#endif
