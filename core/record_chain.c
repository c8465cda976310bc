#include "core/record_chain.h"

#include <assert.h>
#include <string.h>

static void be64(uint64_t value, uint8_t out[8])
{
    for (size_t i = 0; i < 8; i++)
        out[i] = (uint8_t)(value >> (56 - 8 * i));
}

bool chain_may_follow(const struct chain *c, const struct record_event *e)
{
    return e->seq > 0 && e->seq - 1 == c->seq && e->time_us >= c->time_us && e->time_us >= 0 &&
           e->kind != NULL && e->kind[0] != '\0' && e->body != NULL;
}

void chain_extend(struct chain *c, const struct record_event *e)
{
    assert(chain_may_follow(c, e));
    uint8_t seq[8];
    uint8_t time_us[8];
    be64((uint64_t)e->seq, seq);
    be64((uint64_t)e->time_us, time_us);
    const struct digest_part parts[] = {
        {c->hash.bytes, DIGEST_LEN},    {seq, sizeof seq}, {time_us, sizeof time_us},
        {e->kind, strlen(e->kind) + 1}, /* with its 0 byte, so that kind and body cannot be cut
                                           elsewhere */
        {e->body, e->body_len},
    };
    struct digest hash;
    digest_sha256(parts, sizeof parts / sizeof *parts, &hash);
    *c = (struct chain){.seq = e->seq, .time_us = e->time_us, .hash = hash};
}

void record_text_digest(const uint8_t salt[SALT_LEN], const char *text, struct digest *out)
{
    const struct digest_part parts[] = {{salt, SALT_LEN}, {text, strlen(text)}};
    digest_sha256(parts, 2, out);
}
