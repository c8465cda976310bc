/* How events stand in JSON: those of the chat and the queue. */
#include "core/event_fields.h"

#include "core/chat.h"

/* Why a chat line is unsure, where it is. */
#define UNSURE(member)                                                                             \
    {                                                                                              \
        .key = "unsure", .type = FIELD_WORD, .offset = AT(member), .word = chat_result_word,       \
        .max = CHAT_RESULT_COUNT, .sparse = true                                                   \
    }

const struct field fields_said[] = {U32("line", said.line),
                                    U32("person", said.person),
                                    WORD("role", said.role, role_word, ROLE_COUNT),
                                    PERSONAL("text", said.text),
                                    BOOL("held", said.held),
                                    SPARSE("hat_off", FIELD_BOOL, said.hat_off),
                                    SPARSE("mic", FIELD_BOOL, said.mic),
                                    UNSURE(said.unsure),
                                    END_OF_FIELDS};
const struct field fields_person_imported[] = {
    U32("person", person_imported.person), U32("link", person_imported.link),
    PERSONAL("name", person_imported.name), PERSONAL("identity", person_imported.identity),
    END_OF_FIELDS};
const struct field fields_imported[] = {U32("line", imported.line),
                                        U32("person", imported.person),
                                        U32("question", imported.question),
                                        U32("run", imported.run),
                                        TEXT("source", imported.source),
                                        SPARSE("place", FIELD_TEXT, imported.place),
                                        PERSONAL("id", imported.id),
                                        I64("said_us", imported.said_us),
                                        PERSONAL("text", imported.text),
                                        BOOL("held", imported.held),
                                        UNSURE(imported.unsure),
                                        END_OF_FIELDS};
const struct field fields_edited[] = {
    U32("line", edited.line),  PERSONAL("text", edited.text),
    BOOL("held", edited.held), SPARSE("mic", FIELD_BOOL, edited.mic),
    UNSURE(edited.unsure),     END_OF_FIELDS};
const struct field fields_settled[] = {U32("line", settled.line), I32("option", settled.option),
                                       WORD("role", settled.role, role_word, ROLE_COUNT),
                                       TEXT("by", settled.by), END_OF_FIELDS};
const struct field fields_tally[] = {U32("question", tally.question), U32("run", tally.run),
                                     TEXT("words", tally.words), BOOL("shown", tally.shown),
                                     END_OF_FIELDS};
const struct field fields_read_out[] = {U32("line", read_out.line), END_OF_FIELDS};
const struct field fields_queue_joined[] = {
    U32("entry", queue_joined.entry), U32("person", queue_joined.person),
    PERSONAL("name", queue_joined.name), PERSONAL("about", queue_joined.about), END_OF_FIELDS};
const struct field fields_queue_entry[] = {U32("entry", queue.entry), END_OF_FIELDS};
