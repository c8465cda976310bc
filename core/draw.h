/* Draws: a coin between two options, the short straw among volunteers, random assignment, and the
 * selection of RFC 3797. Anybody can redo a draw from its transcript. Pure: chance (the
 * seed) is an argument.
 *
 * coin, straw, random. Before: the numbered pool and the commitment, SHA-256(seed), are shown; the
 * seed (32 bytes of chance) stays secret. Then a public value becomes known that nobody could
 * foresee. All bytes; || is "followed by": text(t)  = length of t in bytes as be32 || t (UTF-8) key
 * = SHA-256("humroom.draw/1" and a 0 byte || seed || text(method) || pick as be32 || text(public)
 *                      || size of the pool as be32 || text(name) for each name in order)
 *   block(i) = SHA-256(key || i as be64), i = 0, 1, ...; each block is four numbers of 64 bits,
 * big-endian, in order. The pool is a list. For each of `pick` selections, with n names left: take
 * the next number w of the stream, and the next again while w < 2^64 mod n (so that no name is
 * favoured); the name at w mod n, counted from 0 among those left, is picked and taken out; the
 * others keep their order.
 *
 * rfc3797 (RFC 3797 section 4): no seed of ours; the public value is the canonical form of the
 * sources: in each the numbers sorted, each followed by ".", a source ended by "/". For i = 0, 1,
 * ... with n names left the name at MD5(i as be16 || public || i as be16), read as a number of 128
 * bits, big-endian, modulo n is picked and taken out. */
#ifndef HUMROOM_CORE_DRAW_H
#define HUMROOM_CORE_DRAW_H

#include "core/arena.h"
#include "core/digest.h"
#include "core/status.h"

#include <stddef.h>
#include <stdint.h>

enum draw_method { DRAW_COIN, DRAW_STRAW, DRAW_RANDOM, DRAW_RFC3797, DRAW_METHOD_COUNT };
extern const char
    *const draw_method_words[DRAW_METHOD_COUNT]; /* "coin", "straw", "random", "rfc3797" */

enum {
    DRAW_SEED_LEN = 32,
    DRAW_POOL_MAX = 1000,
    DRAW_PUBLIC_MAX = 1000, /* bytes */
    DRAW_SOURCE_MAX = 300,  /* bytes */
};

/* Zeroed is a coin without anything. Texts are "" or NULL where there is none. */
struct draw {
    struct arena arena;
    enum draw_method method;
    const char **pool; /* named by their number, from 1 */
    uint32_t count, pick;
    const char *source; /* where the public value comes from, as it was said before */
    const char *public_value;
    bool has_seed; /* never of rfc3797 */
    uint8_t seed[DRAW_SEED_LEN];
    struct digest commitment; /* never of rfc3797 */
    bool committed_first;  /* the commitment was shown before the public value was known, says who
                              drew */
    uint32_t *picked;      /* numbers of the pool, in the order in which they were picked */
    uint32_t picked_count; /* 0: not drawn yet */
};

/* One sentence for a person, without a full stop; printable UTF-8. */
struct draw_why {
    char text[200];
};

void draw_release(struct draw *d); /* accepts NULL and zeroed */

/* One more name, trimmed, at most NAME_BYTES_MAX bytes. REFUSED_BAD_VALUE with why: no usable text,
 * there already (small and capital letters of ASCII are the same), above DRAW_POOL_MAX. */
CHECKED enum status draw_add(struct draw *d, const char *name, size_t len, struct draw_why *why);
/* One name a line, empty lines left out. As above. */
CHECKED enum status draw_add_lines(struct draw *d, const char *bytes, size_t len,
                                   struct draw_why *why);
/* Trimmed and checked. For rfc3797 the canonical form is kept; let in are that form itself and
 * numbers with blanks or commas between them and "/" between sources: "9319 / 2 5 12 8 10 / 9 18 26
 * 34 41 45". Whole numbers below 2^63. */
CHECKED enum status draw_set_public(struct draw *d, const char *text, size_t len,
                                    struct draw_why *why);
CHECKED enum status draw_set_source(struct draw *d, const char *text, size_t len,
                                    struct draw_why *why);
void draw_set_seed(struct draw *d,
                   const uint8_t seed[DRAW_SEED_LEN]); /* and the commitment to it */

/* Do method, pool and pick go together? A coin has two sides; a straw is drawn by fewer than all.
 * REFUSED_BAD_VALUE. */
CHECKED enum status draw_check(const struct draw *d, struct draw_why *why);

/* Draws, once: checked, with a public value, and with a seed unless rfc3797. FAILED_NO_MEMORY. */
CHECKED enum status draw_run(struct draw *d);

/* The transcript, "humroom.draw/1" in canonical JSON; *out on the heap. keep_seed false: what may
 * be published before, the seed is left out. */
CHECKED enum status draw_write(const struct draw *d, bool keep_seed, char **out, size_t *len);
/* A transcript from anybody. REFUSED_BAD_VALUE with why: not in form; FAILED_NO_MEMORY. Whether the
 * result follows is draw_verify()'s to say. */
CHECKED enum status draw_parse(const char *bytes, size_t len, struct draw *out,
                               struct draw_why *why);
/* Redoes it. REFUSED_BAD_VALUE with why: what does not match, or nothing was drawn yet;
 * FAILED_NO_MEMORY. */
CHECKED enum status draw_verify(const struct draw *d, struct draw_why *why);
/* Is it the draw that was announced: method, pool, pick, source and commitment? REFUSED_BAD_VALUE
 * with why. */
CHECKED enum status draw_is_of(const struct draw *d, const struct draw *announced,
                               struct draw_why *why);

#endif
