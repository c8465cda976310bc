/* How well the statement about people holds: pairs of camps whose powers are drawn directly, levels
 * of standard deviation 5 dB, one microphone in a room (Gamma factor of shape M; 0: none), and a
 * meter with an error of 0.1 dB. Prints, pooled and by cell, how often the truth lies in each
 * interval (of hums by construction), and how often a claim is right. */
#include "core/hum.h"
#include "tests/bench/chance.h"

#include <stdio.h>
#include <stdlib.h>

enum { SIZES = 3, RATIOS = 5 };

static const int sizes[SIZES] = {10, 30, 100};
static const double ratios[RATIOS] = {1, 1.25, 1.5, 2, 4};
static const double METER_DB = 0.1;

struct tally {
    int pairs, hums_covered, levels_covered, covered, claims, right;
    double width_db;
};

/* What a camp hums, and what the meter says of it. */
struct camp {
    double level_db;
    struct hum hum;
};

/* Gamma of whole shape and mean 1: a mean of exponentials. */
static double room_factor(struct chance *c, int shape)
{
    double sum = 0;
    for (int i = 0; i < shape; i++)
        sum -= log(1 - chance_between(c, 0, 1));
    return shape > 0 ? sum / shape : 1;
}

static struct camp draw(struct chance *c, int people, int shape)
{
    double power = 0;
    for (int i = 0; i < people; i++)
        power += pow(10, 5 * chance_normal(c) / 10) * room_factor(c, shape);
    const double level_db = 10 * log10(power) - 60;
    const int32_t mb = (int32_t)lrint(100 * (level_db + METER_DB * chance_normal(c)));
    const int32_t width = (int32_t)lrint(196 * METER_DB);
    return (struct camp){level_db,
                         {.hum_mb = mb, .hum_low_mb = mb - width, .hum_high_mb = mb + width}};
}

static bool is_inside(double level_db, int32_t low_mb, int32_t high_mb)
{
    return low_mb <= 100 * level_db && 100 * level_db <= high_mb;
}

static void add_pair(struct chance *c, int more, int fewer, int shape, struct tally *t)
{
    const struct camp a = draw(c, more, shape), b = draw(c, fewer, shape);
    struct pair p;
    if (!hum_compare(&a.hum, 0, &b.hum, 1, (uint32_t)(more + fewer), &p))
        return;
    const double sign = p.louder == 1 ? -1 : 1;
    const double ratio_mb = 1000 * log10((double)more / fewer) * sign;
    t->pairs++;
    t->hums_covered += is_inside(a.level_db, a.hum.hum_low_mb, a.hum.hum_high_mb) +
                       is_inside(b.level_db, b.hum.hum_low_mb, b.hum.hum_high_mb);
    t->levels_covered +=
        is_inside(sign * (a.level_db - b.level_db), p.sound_low_mb, p.sound_high_mb);
    t->covered += p.low_mb <= ratio_mb && ratio_mb <= p.high_mb;
    t->width_db += (p.high_mb - p.low_mb) / 100.0;
    t->claims += p.distinct;
    t->right += p.distinct && ratio_mb > 0;
}

static void print_share(int part, int all)
{
    const double p = (double)part / all;
    if (all > 0)
        printf(" %.1f +- %.1f |", 100 * p, 100 * sqrt(p * (1 - p) / all));
    else
        printf(" - |");
}

static void print(const char *name, const struct tally *t)
{
    printf("| %s | %d |", name, t->pairs);
    print_share(t->hums_covered, 2 * t->pairs);
    print_share(t->levels_covered, t->pairs);
    print_share(t->covered, t->pairs);
    printf(" %.1f | %.0f |", t->width_db / t->pairs, 100.0 * t->claims / t->pairs);
    print_share(t->right, t->claims);
    printf("\n");
}

int main(int argc, char **argv)
{
    const int each = argc > 1 ? (int)strtol(argv[1], NULL, 10) : 400;
    const int shape = argc > 2 ? (int)strtol(argv[2], NULL, 10) : 2;
    if (each < 1 || shape < 0) {
        fputs("usage: crowd [PAIRS A CELL] [SHAPE OF THE ROOM'S FACTOR, 0 for none]\n", stderr);
        return 64;
    }
    struct chance c = {11};
    struct tally pooled = {0};
    puts("| smaller camp, ratio | pairs | hums in the interval, % | difference in level in its "
         "interval, % | people in the interval, % | width, dB | claims, % | right, % |");
    puts("|---|---|---|---|---|---|---|---|");
    for (int s = 0; s < SIZES; s++)
        for (int r = 0; r < RATIOS; r++) {
            struct tally cell = {0};
            for (int i = 0; i < each; i++)
                add_pair(&c, (int)lrint(sizes[s] * ratios[r]), sizes[s], shape, &cell);
            char name[64];
            snprintf(name, sizeof name, "%d, 1:%.2f", sizes[s], ratios[r]);
            print(name, &cell);
            pooled.pairs += cell.pairs;
            pooled.hums_covered += cell.hums_covered;
            pooled.levels_covered += cell.levels_covered;
            pooled.covered += cell.covered;
            pooled.claims += cell.claims;
            pooled.right += cell.right;
            pooled.width_db += cell.width_db;
        }
    print("pooled", &pooled);
    /* what is promised: 93 % of pairs, 95 % of claims */
    return pooled.covered >= 0.93 * pooled.pairs && pooled.right >= 0.95 * pooled.claims ? 0 : 1;
}
