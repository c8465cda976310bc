/* Who may come in: the secrets and codes of the links, in memory (struct keys) and in
 * NAME.humroom.keys beside the record (struct keys_file), mode 0600. The record can be handed on
 * without it.
 *
 * Chair and scribe hold a secret of 128 bits, each participant's browser one of its own (a link,
 * numbered from 1 by the meeting): of secrets only SHA-256 is kept, so nobody who reads the file
 * comes in, and nobody can print an old link again. The participants' and the room screen's short
 * codes stand on the wall and are kept as they are.
 *
 * The file: "humroom.keys/1", then lines that are only ever appended, the last of a kind (and
 * number) stands: chair HEX   scribe HEX   link NUMBER HEX   participant-code CODE   screen-code
 * CODE A last line without its end is what a crash left of an append that nobody was told of:
 * ignored, cut off by the next. A link may stand here that the record does not know (the record is
 * written second): whoever holds it has not joined. */
#ifndef HUMROOM_NET_KEYS_H
#define HUMROOM_NET_KEYS_H

#include "core/digest.h"
#include "core/status.h"

#include <stddef.h>
#include <stdint.h>

enum {
    KEYS_CODE_LEN = 7, /* of those that are drawn: 22^7 = 2.5e9; an address may try 10 a minute */
    KEYS_CODE_MAX = 31,
    KEYS_LINKS_MAX = 1 << 20
};

enum keys_kind {
    KEYS_CHAIR,
    KEYS_SCRIBE,
    KEYS_LINK,
    KEYS_PARTICIPANT_CODE,
    KEYS_SCREEN_CODE,
    KEYS_KIND_COUNT
};

/* A plain value. Make it with keys_line_secret() or keys_line_code(). */
struct keys_line {
    enum keys_kind kind;
    uint32_t number;              /* KEYS_LINK: 1..KEYS_LINKS_MAX; else 0 */
    struct digest digest;         /* of the secret: chair, scribe, link */
    char code[KEYS_CODE_MAX + 1]; /* participant, screen */
};

struct keys;      /* CONTEXT: loop */
struct keys_file; /* CONTEXT: whoever writes; the journal's thread while serving */

/* The file's name for a record's, on the heap; NULL: no memory. */
char *keys_path(const char *record_path);

/* Reads the file into *keys and leaves it open for appending in *file. A file that is missing is
 * made (its name is on disk when this returns). anew: for a record that was just created; what is
 * there belongs to another and is replaced. REFUSED_NO_PERMISSION, REFUSED_RECORD_NOT_OURS,
 * REFUSED_RECORD_NEWER, REFUSED_RECORD_DAMAGED, FAILED_*. */
CHECKED enum status keys_open(const char *path, bool anew, struct keys **keys,
                              struct keys_file **file);
void keys_free(struct keys *k);            /* accepts NULL */
void keys_file_close(struct keys_file *f); /* accepts NULL */

/* Digits and capitals that nobody mistakes for each other on a wall or through a telephone: without
 * 0 O, 1 I L, 2 Z, 5 S, 6 G, 8 B and V (heard and read as U). */
extern const char keys_letters[];

/* A code. chance: as many bytes as wanted, of which those are taken that give every letter the same
 * chance; false: too few. */
bool keys_code_of(const uint8_t *chance, size_t count, char out[KEYS_CODE_LEN + 1]);

/* Lines. code: 1..KEYS_CODE_MAX of 0-9 A-Z (a bug otherwise). secret: any text. */
struct keys_line keys_line_secret(enum keys_kind kind, uint32_t number, const char *secret);
struct keys_line keys_line_code(enum keys_kind kind, const char *code);

/* On disk when it returns OK, all lines or none. FAILED_DISK_FULL, FAILED_DISK; can be tried again.
 */
CHECKED enum status keys_file_append(struct keys_file *f, const struct keys_line *lines,
                                     size_t count);

/* Makes a line count in memory; replaces what the same kind (and number) had. FAILED_NO_MEMORY. */
CHECKED enum status keys_add(struct keys *k, const struct keys_line *line);

/* Is this the secret of the chair or scribe, or the code? Constant time; codes also in lower case.
 * false: none is set. */
bool keys_check(const struct keys *k, enum keys_kind kind, const char *secret);
/* The number of the link with this secret, 0: none. */
uint32_t keys_link_of(const struct keys *k, const char *secret);
/* A code as it is printed; NULL: none is set, or the kind has secrets. */
const char *keys_code(const struct keys *k, enum keys_kind kind);
/* Is there a secret or code of this kind? (KEYS_LINK: never asked.) The links of the last start
 * then stay valid. */
bool keys_has(const struct keys *k, enum keys_kind kind);

#endif
