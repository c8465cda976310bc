/* How often each flag is right, and how often one is raised that should not be: rooms of fault.h,
 * in 16 bits, by voices and by the sound's excess over the noise. */
#include "audio/analyser.h"
#include "tests/bench/fault.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { RATE = 16000, EXCESSES = 3 };

static const double excesses[EXCESSES] = {6, 12, 20};
/* A voice is not told from many where the hum is weak: from here on it must be. */
static const double FEW_FROM_DB = 12;

struct tally {
    int rooms, void_or_silent;
    int asked, right; /* must, and the meter did not say that it cannot tell */
    int not_checked;  /* must, and it did */
    int false_any;    /* rooms with a flag that must not be */
    int false_flag[FLAG_COUNT];
};

struct row {
    enum fault fault;
    int people;
    struct tally at[EXCESSES];
};

static void take_hum(void *context, const struct hum *hum)
{
    memcpy(context, hum, sizeof *hum);
}

static struct hum measure(const struct room_plan *plan, float *x, size_t frames)
{
    for (size_t i = 0; i < frames; i++)
        x[i] = fminf(32767, fmaxf(-32768, roundf(x[i] * 32768))) / 32768;
    struct hum hum = {0};
    const struct analyser_output output = {.context = &hum, .hum = take_hum};
    struct analyser *a = NULL;
    if (analyser_create(plan->rate_hz, 1, &output, &a) != STATUS_OK)
        abort();
    const size_t start = (size_t)(plan->hums[0].start_s * plan->rate_hz);
    analyser_push(a, x, start);
    analyser_start(a, 0, (int64_t)(5 * plan->rate_hz));
    analyser_push(a, x + start, frames - start);
    analyser_finish(a);
    analyser_free(a);
    return hum;
}

static void add_room(struct chance *c, const struct row *row, double excess_db, struct tally *t)
{
    struct room_plan plan;
    size_t frames = 0;
    float *x = fault_make(c, row->fault, row->people, excess_db, RATE, &plan, &frames);
    const struct hum h = measure(&plan, x, frames);
    free(x);
    t->rooms++;
    t->void_or_silent += h.void_reason != HUM_VALID || h.silent;
    uint32_t must = plan.must;
    if (excess_db < FEW_FROM_DB)
        must &= ~(1u << FLAG_FEW_VOICES);
    const bool right = (h.flags & must) == must;
    const bool told = !right && (must & ~h.flags & ~h.not_checked) == 0;
    t->not_checked += told;
    t->asked += must != 0 && !told;
    t->right += must != 0 && right;
    t->false_any += (h.flags & plan.must_not) != 0;
    for (int f = 0; f < FLAG_COUNT; f++)
        t->false_flag[f] += (h.flags & plan.must_not & 1u << f) != 0;
}

static void print_row(const struct row *row)
{
    int told = 0;
    printf("| %s | %d |", fault_word(row->fault), row->people);
    for (int e = 0; e < EXCESSES; e++) {
        const struct tally *t = &row->at[e];
        if (t->asked > 0)
            printf(" %d of %d |", t->right, t->asked);
        else
            printf(" |");
        printf(" %d of %d |", t->false_any, t->rooms);
        told += t->not_checked;
    }
    if (told > 0)
        printf(" %d", told);
    printf(" |");
    for (int f = 0; f < FLAG_COUNT; f++) {
        int sum = 0;
        for (int e = 0; e < EXCESSES; e++)
            sum += row->at[e].false_flag[f];
        if (sum > 0)
            printf(" %s %d", flag_word((enum flag)f), sum);
    }
    printf(" |\n");
    fflush(stdout);
}

struct sums {
    int asked, right, not_checked, clean, false_any;
};

/* Prints a share, and whether it is beyond its limit by more than two standard errors: few rooms
 * prove little. */
static bool judge(const char *what, int part, int all, double limit, bool at_least)
{
    const double share = (double)part / all, error = sqrt(share * (1 - share) / all);
    const double chance = 2 * sqrt(limit * (1 - limit) / all);
    printf("%s: %.1f +- %.1f %% of %d (%s %.0f %%)\n", what, 100 * share, 100 * error, all,
           at_least ? "at least" : "at most", 100 * limit);
    return at_least ? share < limit - chance : share > limit + chance;
}

static int number(int argc, char **argv, int at, int otherwise)
{
    return argc > at ? (int)strtol(argv[at], NULL, 10) : otherwise;
}

int main(int argc, char **argv)
{
    const int rooms = number(argc, argv, 1, 20);
    struct chance c = {(uint64_t)number(argc, argv, 2, 4711)};
    printf("| | voices | 6 dB: right | false | 12 dB: right | false | 20 dB: right | false | not "
           "checked | false flags |\n"
           "|---|---|---|---|---|---|---|---|---|---|\n");
    struct sums s = {0};
    for (int r = 0; r < fault_rows(); r++) {
        struct row row = {.fault = fault_row(r).fault, .people = fault_row(r).people};
        for (int e = 0; e < EXCESSES; e++) {
            for (int i = 0; i < rooms; i++)
                add_room(&c, &row, excesses[e], &row.at[e]);
            const struct tally *t = &row.at[e];
            s.asked += t->asked;
            s.right += t->right;
            s.not_checked += t->not_checked;
            s.clean += row.fault <= FAULT_DOOR ? t->rooms : 0;
            s.false_any += row.fault <= FAULT_DOOR ? t->false_any : 0;
        }
        print_row(&row);
    }
    bool bad = judge("right", s.right, s.asked, 0.9, true);
    /* to say of everything that one cannot tell is no way out */
    bad = judge("not checked, and said so", s.not_checked, s.asked + s.not_checked, 0.1, false) ||
          bad;
    bad = judge("clean hums with a false flag", s.false_any, s.clean, 0.05, false) || bad;
    return bad;
}
