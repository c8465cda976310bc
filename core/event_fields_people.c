/* How events stand in JSON: those of the meeting and its people. */
#include "core/event_fields.h"

static const struct field named_person[] = {
    {.key = "name", .type = FIELD_PERSONAL, .offset = offsetof(struct named_person, name)},
    {.key = "mail", .type = FIELD_PERSONAL, .offset = offsetof(struct named_person, mail)},
    END_OF_FIELDS};
const struct field fields_opened[] = {
    TEXT("title", opened.title),
    TEXT("group", opened.group),
    TEXT("kind", opened.kind),
    TEXT("start", opened.start),
    TEXT("zone", opened.zone),
    TEXT("list", opened.list),
    TEXT("note_well_url", opened.note_well_url),
    SPARSE("note_well_version", FIELD_TEXT, opened.note_well_version),
    TEXT("version", opened.version),
    I32("offset_minutes", opened.offset_minutes),
    SPARSE("length_minutes", FIELD_I32, opened.length_minutes),
    ITEMS("chairs", opened.chairs, opened.chair_count, named_person, CHAIRS_MAX,
          struct named_person),
    ITEMS("scribes", opened.scribes, opened.scribe_count, named_person, CHAIRS_MAX,
          struct named_person),
    END_OF_FIELDS};
const struct field fields_resumed[] = {TEXT("version", resumed.version), END_OF_FIELDS};
const struct field fields_nothing[] = {END_OF_FIELDS};
const struct field fields_joined[] = {U32("person", joined.person),
                                      U32("link", joined.link),
                                      PERSONAL("name", joined.name),
                                      PERSONAL("affiliation", joined.affiliation),
                                      BOOL("in_room", joined.in_room),
                                      TEXT("note_well", joined.note_well),
                                      END_OF_FIELDS};
const struct field fields_left[] = {
    U32("person", left.person), WORD("why", left.why, leaving_word, LEAVING_COUNT), END_OF_FIELDS};
const struct field fields_entered[] = {
    U32("person", entered.person), PERSONAL("name", entered.name),
    PERSONAL("affiliation", entered.affiliation), BOOL("off", entered.off), END_OF_FIELDS};
const struct field fields_renamed[] = {U32("person", renamed.person),
                                       PERSONAL("name", renamed.name),
                                       PERSONAL("affiliation", renamed.affiliation), END_OF_FIELDS};
const struct field fields_merged[] = {U32("person", merged.person), U32("into", merged.into),
                                      TEXT("reason", merged.reason), TEXT("by", merged.by),
                                      END_OF_FIELDS};
const struct field fields_split[] = {U32("person", split.person), TEXT("reason", split.reason),
                                     TEXT("by", split.by), END_OF_FIELDS};
const struct field fields_role_given[] = {U32("person", role_given.person),
                                          WORD("role", role_given.role, role_word, ROLE_COUNT),
                                          SPARSE("off", FIELD_BOOL, role_given.off),
                                          SPARSE("by", FIELD_TEXT, role_given.by), END_OF_FIELDS};
const struct field fields_renewed[] = {WORD("role", renewed.role, role_word, ROLE_COUNT),
                                       SPARSE("by", FIELD_TEXT, renewed.by), END_OF_FIELDS};
const struct field fields_person_marked[] = {U32("person", person_marked.person),
                                             {.key = "hats",
                                              .type = FIELD_FLAGS,
                                              .offset = AT(person_marked.hats),
                                              .word = hat_word,
                                              .max = HAT_COUNT},
                                             END_OF_FIELDS};
const struct field fields_duty[] = {
    U32("entry", duty.entry),    U32("person", duty.person),
    PERSONAL("name", duty.name), WORD("duty", duty.duty, duty_word, DUTY_COUNT),
    BOOL("off", duty.off),       END_OF_FIELDS};
const struct field fields_set_aside[] = {U32("question", set_aside.question),
                                         U32("run", set_aside.run),
                                         U32("person", set_aside.person),
                                         TEXT("reason", set_aside.reason),
                                         TEXT("by", set_aside.by),
                                         SPARSE("off", FIELD_BOOL, set_aside.off),
                                         END_OF_FIELDS};
const struct field fields_told_of[] = {U32("entry", told.entry), U32("question", told.question),
                                       U32("run", told.run), PERSONAL("text", told.text),
                                       END_OF_FIELDS};
