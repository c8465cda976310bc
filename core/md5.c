#include "core/md5.h"

#include <assert.h>
#include <string.h>

enum { BLOCK = 64 };

/* The whole part of 2^32 |sin(i)|, i = 1 to 64 in radians (section 3.4). */
static const uint32_t sines[64] = {
    0xd76aa478, 0xe8c7b756, 0x242070db, 0xc1bdceee, 0xf57c0faf, 0x4787c62a, 0xa8304613, 0xfd469501,
    0x698098d8, 0x8b44f7af, 0xffff5bb1, 0x895cd7be, 0x6b901122, 0xfd987193, 0xa679438e, 0x49b40821,
    0xf61e2562, 0xc040b340, 0x265e5a51, 0xe9b6c7aa, 0xd62f105d, 0x02441453, 0xd8a1e681, 0xe7d3fbc8,
    0x21e1cde6, 0xc33707d6, 0xf4d50d87, 0x455a14ed, 0xa9e3e905, 0xfcefa3f8, 0x676f02d9, 0x8d2a4c8a,
    0xfffa3942, 0x8771f681, 0x6d9d6122, 0xfde5380c, 0xa4beea44, 0x4bdecfa9, 0xf6bb4b60, 0xbebfbc70,
    0x289b7ec6, 0xeaa127fa, 0xd4ef3085, 0x04881d05, 0xd9d4d039, 0xe6db99e5, 0x1fa27cf8, 0xc4ac5665,
    0xf4292244, 0x432aff97, 0xab9423a7, 0xfc93a039, 0x655b59c3, 0x8f0ccc92, 0xffeff47d, 0x85845dd1,
    0x6fa87e4f, 0xfe2ce6e0, 0xa3014314, 0x4e0811a1, 0xf7537e82, 0xbd3af235, 0x2ad7d2bb, 0xeb86d391,
};

static uint32_t turned_left(uint32_t x, unsigned bits)
{
    return x << bits | x >> (32 - bits);
}

static uint32_t le32(const uint8_t *b)
{
    return (uint32_t)b[0] | (uint32_t)b[1] << 8 | (uint32_t)b[2] << 16 | (uint32_t)b[3] << 24;
}

/* Four rounds of sixteen operations; which word each takes and how far it turns follows from its
 * number. */
static void add_block(uint32_t state[4], const uint8_t block[BLOCK])
{
    static const unsigned turns[4][4] = {
        {7, 12, 17, 22}, {5, 9, 14, 20}, {4, 11, 16, 23}, {6, 10, 15, 21}};
    uint32_t a = state[0], b = state[1], c = state[2], d = state[3];
    for (unsigned i = 0; i < 64; i++) {
        const unsigned round = i / 16;
        const uint32_t mixed = round == 0   ? (b & c) | (~b & d)
                               : round == 1 ? (b & d) | (c & ~d)
                               : round == 2 ? b ^ c ^ d
                                            : c ^ (b | ~d);
        const unsigned word = (round == 0   ? i
                               : round == 1 ? 5 * i + 1
                               : round == 2 ? 3 * i + 5
                                            : 7 * i) %
                              16;
        const uint32_t sum = a + mixed + le32(block + 4 * (size_t)word) + sines[i];
        a = d;
        d = c;
        c = b;
        b += turned_left(sum, turns[round][i % 4]);
    }
    state[0] += a;
    state[1] += b;
    state[2] += c;
    state[3] += d;
}

void md5_of(const void *bytes, size_t len, uint8_t out[MD5_LEN])
{
    uint8_t padded[MD5_BYTES_MAX + 2 * BLOCK] = {0};
    uint32_t state[4] = {0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476};
    const uint64_t bits = (uint64_t)len * 8;
    assert(len <= MD5_BYTES_MAX);
    if (len > 0)
        memcpy(padded, bytes, len);
    padded[len] = 0x80;
    const size_t whole = (len + 1 + 8 + BLOCK - 1) / BLOCK * BLOCK; /* with the length at its end */
    for (size_t i = 0; i < 8; i++)
        padded[whole - 8 + i] = (uint8_t)(bits >> 8 * i);
    for (size_t at = 0; at < whole; at += BLOCK)
        add_block(state, padded + at);
    for (size_t i = 0; i < MD5_LEN; i++)
        out[i] = (uint8_t)(state[i / 4] >> 8 * (i % 4));
}
