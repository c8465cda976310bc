/* What a name or a remark looks like: names that are easily taken for each other have one skeleton.
 * Nobody is told apart or counted by it: two people may well look alike. Pure. */
#ifndef HUMROOM_CORE_LOOK_H
#define HUMROOM_CORE_LOOK_H

#include "core/fold.h"

/* The skeleton of a name: folded and without accents (fold_unaccented), what chat programs put
 * behind a name left out ("alice_", "Alice_web_831", "alice2"), each character made what it looks
 * like ("confusables" of Unicode Technical Standard 39, section 4, as ICU has them when this is
 * built; of letters in any case), blanks and punctuation left out. false and "": nothing is left.
 *
 * Another version of the tables may find other names alike: what is recorded never rests on it. */
bool look_skeleton(const char *name, struct folded *out);

/* 64 bits of it (FNV-1a); 0: nothing is left. */
uint64_t look_of_name(const char *name);

/* 64 bits of the name itself in any case and width (fold_loosely): whoever is called so; 0: nothing
 * is left. */
uint64_t look_of_whole_name(const char *name);

enum { LOOK_REMARK_MIN = 12 }; /* bytes: what is shorter many people say by themselves */

/* The same of a remark, folded, without punctuation; 0: too short to say anything. */
uint64_t look_of_remark(const char *remark);

#endif
