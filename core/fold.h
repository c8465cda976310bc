/* Texts made alike, whatever their case, width and script; the only door to utf8proc (tables of
 * Unicode, no locale, no state). Pure. */
#ifndef HUMROOM_CORE_FOLD_H
#define HUMROOM_CORE_FOLD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { FOLD_BYTES = 4096 };
struct folded {
    char text[FOLD_BYTES]; /* NUL-terminated */
};

/* NFKC_Casefold of the Unicode Standard (3.13, D147): full case folding under any locale, widths,
 * circles and composition made alike, what shows nothing left out; blanks become single spaces.
 * false: not UTF-8, or longer than FOLD_BYTES; *out is then "". */
bool fold_text(const char *text, size_t len, struct folded *out);

/* The same, made yet more alike: the dotted and the dotless i of Turkish, the several apostrophes,
 * the several hyphens and minus signs. Two texts that only this makes equal may be two things: who
 * compares sees to it that only one is meant. */
bool fold_loosely(const char *text, size_t len, struct folded *out);

/* The same, without the accents of Latin, Greek and Cyrillic letters (combining diacritical marks,
 * U+0300 to U+036F, also those that a letter is composed with). */
bool fold_unaccented(const char *text, size_t len, struct folded *out);

/* 0 to 9 for a decimal digit of any script (general category Nd), else -1. */
int fold_digit(uint32_t character);

#endif
