/* What the parts of a meeting file are read with: each notes what is wrong and goes on, giving "",
 * 0 or NULL. For plan.c and plan_notice.c. Texts stay until the plan is released. */
#ifndef HUMROOM_CORE_PLAN_READER_H
#define HUMROOM_CORE_PLAN_READER_H

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

struct place plan_member(const struct place *parent, const char *key); /* parent "" is the file */
struct place plan_item(const struct place *list,
                       size_t index); /* counted from 1, as people count */
void plan_mistake(struct reader *r, const struct place *at, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
const char *plan_kept(struct reader *r, const char *text, size_t len);
void *plan_taken(struct reader *r, size_t len);

/* Keys that nobody knows are mistakes: a misspelt key would be dropped in silence. */
void plan_check_keys(struct reader *r, const struct json *object, const struct place *at,
                     const char *const *known, size_t known_count);
/* One line of text, trimmed. */
const char *plan_line(struct reader *r, const char *text, size_t len, const struct place *at,
                      size_t max);
/* A member: any line; of a form; a mail address; an address of the web. */
const char *plan_text(struct reader *r, const struct json *object, const struct place *parent,
                      const char *key, size_t max, bool required);
const char *plan_formed(struct reader *r, const struct json *object, const struct place *parent,
                        const char *key, size_t max, bool (*fits)(const char *),
                        const char *expected);
const char *plan_address(struct reader *r, const struct json *object, const struct place *parent,
                         const char *key);
const char *plan_url(struct reader *r, const struct json *object, const struct place *parent,
                     const char *key);
/* How many a list has; 0 where it is missing, no list, or too long. */
uint32_t plan_items(struct reader *r, const struct json *object, const struct place *at,
                    const char *key, size_t most);
struct plan_person plan_person_of(struct reader *r, const struct json *item,
                                  const struct place *at);

/* Words of a list as bits. */
uint32_t plan_words(struct reader *r, const struct json *item, const struct place *parent,
                    const char *key, const char *const *words, int count);
/* What a question about drafts says beside its text. */
void plan_draft_read(struct reader *r, const struct json *item, const struct place *at,
                     struct plan_question *q);
/* What other kinds say beforehand; the keys of any kind; how many options it has: none, or from the
 * one number to the other. */
void plan_rules_read(struct reader *r, const struct json *item, const struct place *at,
                     struct plan_question *q);
void plan_rules_keys(struct reader *r, const struct json *item, const struct place *at, int kind);
void plan_rules_options(const struct plan_question *q, uint32_t *least, uint32_t *most);

void plan_notice_default(struct plan_notice *n);
void plan_notice_read(struct reader *r, const struct json *file);

#endif
