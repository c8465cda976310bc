#include "audio/kept.h"

#include <math.h>
#include <stdbool.h>

enum {
    DILATE_BEFORE =
        10, /* blocks next to what is left out: words begin and end softly, rooms have tails */
    DILATE_AFTER = 25,
};

/* Blocks in a row that are left out: half seconds above a bound, and what is next to them. */
struct loud {
    int32_t begin;
    int32_t end;
    double loudest; /* half second */
};

/* Goes through a stretch, half second by half second. */
struct walk {
    const struct noise_part *part;
    int32_t next;
    double run;
};

/* The next half second above the bound, *first its first block. */
static bool next_hot(struct walk *w, double bound, int32_t *first, double *mean)
{
    while (w->next < w->part->blocks) {
        w->run += w->part->power[w->next];
        if (w->next >= NOISE_RUN_BLOCKS)
            w->run -= w->part->power[w->next - NOISE_RUN_BLOCKS];
        w->next++;
        if (w->next >= NOISE_RUN_BLOCKS && w->run > bound * NOISE_RUN_BLOCKS) {
            *first = w->next - NOISE_RUN_BLOCKS;
            *mean = w->run / NOISE_RUN_BLOCKS;
            return true;
        }
    }
    return false;
}

static void keep_blocks(const struct noise_part *part, int32_t begin, int32_t end, struct kept *k)
{
    double row = 0;
    for (int32_t i = begin; i < end; i++) {
        k->sum += part->power[i];
        row += part->power[i];
        if (i - begin >= KEPT_ROW_BLOCKS)
            row -= part->power[i - KEPT_ROW_BLOCKS];
        if (i - begin < KEPT_ROW_BLOCKS - 1)
            continue;
        const double mean = row / KEPT_ROW_BLOCKS;
        k->means++;
        k->mean_sum += mean;
        k->mean_squares += mean * mean;
    }
    k->blocks += end > begin ? end - begin : 0;
}

static void leave_out(const struct noise_part *part, const struct loud *loud, double doubt_until,
                      struct kept *k)
{
    if (loud->loudest > doubt_until)
        return;
    for (int32_t i = loud->begin; i < loud->end; i++)
        k->doubtful_sum += part->power[i];
    k->doubtful += loud->end - loud->begin;
}

struct kept kept_find(const struct noise_part *part, double bound, double doubt_until)
{
    struct kept kept = {0};
    if (part->blocks < NOISE_RUN_BLOCKS)
        return kept;
    struct walk walk = {.part = part};
    struct loud loud = {0};
    int32_t first = 0;
    double mean = 0;
    while (next_hot(&walk, bound, &first, &mean)) {
        if (first - DILATE_BEFORE > loud.end || loud.end == 0) {
            leave_out(part, &loud, doubt_until, &kept);
            const int32_t begin = first > DILATE_BEFORE ? first - DILATE_BEFORE : 0;
            keep_blocks(part, loud.end, begin, &kept);
            loud = (struct loud){.begin = begin};
        }
        const int32_t end = walk.next + DILATE_AFTER;
        loud.end = end < part->blocks ? end : part->blocks;
        loud.loudest = fmax(loud.loudest, mean);
    }
    leave_out(part, &loud, doubt_until, &kept);
    keep_blocks(part, loud.end, part->blocks, &kept);
    return kept;
}

struct kept kept_both(struct kept a, struct kept b)
{
    return (struct kept){
        .blocks = a.blocks + b.blocks,
        .sum = a.sum + b.sum,
        .mean_squares = a.mean_squares + b.mean_squares,
        .mean_sum = a.mean_sum + b.mean_sum,
        .means = a.means + b.means,
        .doubtful = a.doubtful + b.doubtful,
        .doubtful_sum = a.doubtful_sum + b.doubtful_sum,
    };
}
