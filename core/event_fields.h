/* How each kind of event stands in JSON: a table of fields for each; for event*.c only. */
#ifndef HUMROOM_CORE_EVENT_FIELDS_H
#define HUMROOM_CORE_EVENT_FIELDS_H

#include "core/event.h"
#include "core/fields.h"

struct event_shape {
    const char *name;
    const struct field *fields;
};
extern const struct event_shape event_shapes[EVENT_KIND_COUNT];

/* Of hum-measured, beside its fields, in the same object: the hum's figures (of struct hum), and
 * what each of several microphones has (of struct event; one row). */
extern const struct field event_figures[];
extern const struct field event_parts[];

/* The rows of a table. Offsets are those of struct event. */
#define AT(member) offsetof(struct event, member)
#define END_OF_FIELDS                                                                              \
    {                                                                                              \
        .key = NULL                                                                                \
    }
#define U32(name, member)                                                                          \
    {                                                                                              \
        .key = name, .type = FIELD_U32, .offset = AT(member)                                       \
    }
#define I32(name, member)                                                                          \
    {                                                                                              \
        .key = name, .type = FIELD_I32, .offset = AT(member)                                       \
    }
#define I64(name, member)                                                                          \
    {                                                                                              \
        .key = name, .type = FIELD_I64, .offset = AT(member)                                       \
    }
#define BOOL(name, member)                                                                         \
    {                                                                                              \
        .key = name, .type = FIELD_BOOL, .offset = AT(member)                                      \
    }
#define TEXT(name, member)                                                                         \
    {                                                                                              \
        .key = name, .type = FIELD_TEXT, .offset = AT(member)                                      \
    }
#define PERSONAL(name, member)                                                                     \
    {                                                                                              \
        .key = name, .type = FIELD_PERSONAL, .offset = AT(member)                                  \
    }
#define WORD(name, member, function, count)                                                        \
    {                                                                                              \
        .key = name, .type = FIELD_WORD, .offset = AT(member), .word = function, .max = count      \
    }
#define SPARSE(name, kind_of, member)                                                              \
    {                                                                                              \
        .key = name, .type = kind_of, .offset = AT(member), .sparse = true                         \
    }
#define SPARSE_WORDS(name, kind_of, member, function, count)                                       \
    {                                                                                              \
        .key = name, .type = kind_of, .offset = AT(member), .word = function, .max = count,        \
        .sparse = true                                                                             \
    }
#define ITEMS(name, member, counter, row, most, struct_type)                                       \
    {                                                                                              \
        .key = name, .type = FIELD_LIST, .offset = AT(member), .count = AT(counter),               \
        .fields = row, .max = most, .item_size = sizeof(struct_type)                               \
    }

/* Of the meeting and its people: event_fields_people.c */
extern const struct field fields_opened[];
extern const struct field fields_resumed[];
extern const struct field fields_nothing[];
extern const struct field fields_joined[];
extern const struct field fields_left[];
extern const struct field fields_entered[];
extern const struct field fields_renamed[];
extern const struct field fields_merged[];
extern const struct field fields_split[];
extern const struct field fields_role_given[];
extern const struct field fields_renewed[];
extern const struct field fields_person_marked[];
extern const struct field fields_duty[];
extern const struct field fields_set_aside[];
extern const struct field fields_told_of[];

/* Of questions, drafts and draws: event_fields_question.c */
extern const struct field fields_prepared[];
extern const struct field fields_moved[];
extern const struct field fields_previewed[];
extern const struct field fields_asked[];
extern const struct field fields_closing_announced[];
extern const struct field fields_closing_cancelled[];
extern const struct field fields_volunteered[];
extern const struct field fields_draw_committed[];
extern const struct field fields_draw_revealed[];
extern const struct field fields_criterion_noted[];
extern const struct field fields_step_taken[];
extern const struct field fields_willing_said[];

/* Of what is heard in the room: event_fields_hum.c */
extern const struct field fields_hum_started[];
extern const struct field fields_hum_ended[];
extern const struct field fields_scale_ended[];
extern const struct field fields_called[];
extern const struct field fields_hum_measured[];
extern const struct field fields_compared[];
extern const struct field fields_heard[];
extern const struct field fields_told[];
extern const struct field fields_hands_counted[];

/* Of the chat and the queue: event_fields_chat.c */
extern const struct field fields_said[];
extern const struct field fields_person_imported[];
extern const struct field fields_imported[];
extern const struct field fields_edited[];
extern const struct field fields_settled[];
extern const struct field fields_tally[];
extern const struct field fields_read_out[];
extern const struct field fields_queue_joined[];
extern const struct field fields_queue_entry[];

/* Of positions and outcomes: event_fields_outcome.c */
extern const struct field fields_answer[];
extern const struct field fields_position_entered[];
extern const struct field fields_interrupted[];
extern const struct field fields_outcome[];
extern const struct field fields_marked[];
extern const struct field fields_sent[];
extern const struct field fields_deadline[];
extern const struct field fields_confirmed[];
extern const struct field fields_issue_raised[];
extern const struct field fields_issue_changed[];
extern const struct field fields_challenge_made[];
extern const struct field fields_challenge_answered[];
extern const struct field fields_run_voided[];

#endif
