/* A program of the build, no part of the library: writes the table of look.c to standard output.
 *
 * From ICU's data of "confusables" (Unicode Technical Standard 39, section 4): what each character
 * looks like, as one string for all that look alike. Names are compared in any case, so the table
 * is of folded characters: one that looks like Latin in its capital only (a Cyrillic ve, whose
 * capital looks like B) looks like that letter. */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/uspoof.h>
#include <unicode/ustring.h>

enum { CHARACTERS_MAX = 64, BYTES_MAX = 256, LOOKS_BYTES = 12 };

struct tables {
    const UNormalizer2 *nfd, *folded;
    USpoofChecker *looks;
};

struct string {
    UChar text[CHARACTERS_MAX];
    int32_t len;
};

static void check(UErrorCode error, const char *what)
{
    if (U_SUCCESS(error))
        return;
    fprintf(stderr, "make_lookalikes: %s: %s\n", what, u_errorName(error));
    exit(1);
}

static void set(struct string *s, UChar32 c)
{
    UErrorCode error = U_ZERO_ERROR;
    (void)u_strFromUTF32(s->text, CHARACTERS_MAX, &s->len, &c, 1, &error);
    check(error, "a character");
}

static bool is_same(const struct string *a, const struct string *b)
{
    return u_strCompare(a->text, a->len, b->text, b->len, true) == 0;
}

/* Accents left out, as look.c does: "o with a stroke" looks like o. */
static void without_accents(struct string *s)
{
    int32_t to = 0;
    for (int32_t i = 0; i < s->len; i++)
        if (s->text[i] < 0x0300 || s->text[i] > 0x036f)
            s->text[to++] = s->text[i];
    s->len = to;
}

/* What it looks like, in small letters. */
static void skeleton(const struct tables *t, struct string *s)
{
    struct string looks, small;
    for (int i = 0; i < 3; i++) { /* a capital that was found may look like another small letter */
        UErrorCode error = U_ZERO_ERROR;
        looks.len =
            uspoof_getSkeleton(t->looks, 0, s->text, s->len, looks.text, CHARACTERS_MAX, &error);
        small.len =
            unorm2_normalize(t->folded, looks.text, looks.len, small.text, CHARACTERS_MAX, &error);
        s->len = unorm2_normalize(t->nfd, small.text, small.len, s->text, CHARACTERS_MAX, &error);
        check(error, "a skeleton");
        without_accents(s);
    }
}

static bool is_latin(const struct string *s)
{
    for (int32_t i = 0; i < s->len; i++)
        if (s->text[i] >= 0x80)
            return false;
    return s->len > 0;
}

/* Those that texts hold which look.c has made alike: folded, decomposed. */
static bool is_plain(const struct tables *t, UChar32 c)
{
    struct string own, made;
    UErrorCode error = U_ZERO_ERROR;
    const int8_t type = u_charType(c);
    if (type == U_UNASSIGNED || type == U_PRIVATE_USE_CHAR || type == U_SURROGATE)
        return false;
    set(&own, c);
    made.len = unorm2_normalize(t->folded, own.text, own.len, made.text, CHARACTERS_MAX, &error);
    check(error, "folding");
    return is_same(&own, &made) &&
           unorm2_getRawDecomposition(t->nfd, c, made.text, CHARACTERS_MAX, &error) < 0;
}

static void print(UChar32 c, const struct string *looks)
{
    char bytes[BYTES_MAX];
    int32_t len;
    UErrorCode error = U_ZERO_ERROR;
    (void)u_strToUTF8(bytes, BYTES_MAX, &len, looks->text, looks->len, &error);
    check(error, "UTF-8");
    if (len >= LOOKS_BYTES)
        return; /* a ligature of a phrase is taken for nothing else */
    printf("{0x%05x, \"", (unsigned)c);
    for (int32_t i = 0; i < len; i++)
        printf("\\%03o", (unsigned)(unsigned char)bytes[i]);
    puts("\"},");
}

static void put(const struct tables *t, UChar32 c)
{
    struct string own, looks, large;
    if (!is_plain(t, c))
        return;
    set(&own, c);
    looks = own;
    skeleton(t, &looks);
    set(&large, u_toupper(c));
    skeleton(t, &large);
    if (!is_latin(&looks) && is_latin(&large))
        looks = large;
    if (looks.len > 0 && !is_same(&own, &looks))
        print(c, &looks);
}

int main(void)
{
    UErrorCode error = U_ZERO_ERROR;
    struct tables t = {.nfd = unorm2_getNFDInstance(&error),
                       .folded = unorm2_getNFKCCasefoldInstance(&error),
                       .looks = uspoof_open(&error)};
    check(error, "opening");
    for (UChar32 c = 0x21; c <= 0x10ffff; c++)
        put(&t, c);
    uspoof_close(t.looks);
    return fflush(stdout) == 0 ? 0 : 1;
}
