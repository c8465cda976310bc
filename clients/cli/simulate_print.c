#include "clients/cli/simulate.h"

#include "core/json.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

const struct simulate_split *simulated_tells_from(const struct simulation *found)
{
    for (int32_t i = 0; i < found->split_count; i++)
        if (found->splits[i].said >= 0.5)
            return &found->splits[i];
    return NULL;
}

/* ---- words ---- */

enum { TIMES_SIZE = 40 };

/* "about 7 of 10"; what is rarer or surer than that in twentieths. */
static const char *times(double share, char out[TIMES_SIZE])
{
    if (share < 0.025)
        return "hardly ever";
    if (share > 0.975)
        return "nearly always";
    if (share < 0.075 || share > 0.925)
        snprintf(out, TIMES_SIZE, "about %ld of 20", lround(20 * share));
    else
        snprintf(out, TIMES_SIZE, "about %ld of 10", lround(10 * share));
    return out;
}

static void print_setting(const struct simulated *s)
{
    const struct simulate_setting *set = s->setting;
    printf("%" PRId32 " people whose voices differ by %g dB, in a %s%sroom of %g m3 with %g s of "
           "reverberation\nand %g dB of noise. ",
           set->people, set->spread_db, s->room != NULL ? s->room : "", s->room != NULL ? " " : "",
           set->volume_m3, set->t60_s, set->noise_db);
    printf("All of them hum, for one side or the other.\n\n");
}

static void print_advice(const struct simulated *s)
{
    const struct simulate_split *from = simulated_tells_from(s->found);
    if (from == NULL) {
        puts(
            "A hum cannot tell here for which side there are more people, however they are split:\n"
            "ask for hands.");
        return;
    }
    if (from == &s->found->splits[0]) {
        printf("A hum can mostly tell here for which side there are more people from %" PRId32
               " against %" PRId32 " on.\nA smaller difference it cannot: ask for hands.\n",
               from->fewer, from->more);
        return;
    }
    printf("A difference smaller than %" PRId32 " against %" PRId32, from->fewer, from->more);
    if (from->fewer > 1)
        printf(" (1 to %.2g)", (double)from->more / from->fewer);
    puts(" can mostly not be told by humming here:\nask for hands.");
}

static void print_split(const struct simulate_split *split)
{
    char people[TIMES_SIZE], louder[TIMES_SIZE], said[TIMES_SIZE], smaller[TIMES_SIZE];
    snprintf(people, sizeof people, "%" PRId32 " against %" PRId32, split->fewer, split->more);
    printf("  %-18s %-20s %-24s %s\n", people, times(split->larger_louder, louder),
           times(split->said, said), times(split->smaller_clearly, smaller));
}

static void print_splits(const struct simulation *found)
{
    char wrong[TIMES_SIZE];
    puts("\nHow often, of many such hums:");
    printf("  %-18s %-20s %-24s %s\n", "If the room is", "the larger side", "humroom says that",
           "the smaller side");
    printf("  %-18s %-20s %-24s %s\n", "split", "sounds louder", "sound alone shows it",
           "sounds clearly louder");
    for (int32_t i = 0; i < found->split_count; i++)
        print_split(&found->splits[i]);
    printf("  %-18s %-20s %s, wrongly\n\n", "evenly", "", times(found->even.said_wrongly, wrong));
}

static void print_silence(const struct simulated *s)
{
    const struct simulation *found = s->found;
    char lone[TIMES_SIZE];
    printf("One person who hums alone: measured above the room's noise %s.\n",
           times(found->lone_heard, lone));
    if (found->hidden_max >= s->setting->people)
        puts("The room's noise can hide the hum of everybody: make it quiet, or go by ear and "
             "hands.");
    else if (found->hidden_max > 0)
        printf("The room's noise can hide %s%" PRId32
               " who hum%s: \"no hum measured\" is not \"nobody\".\n",
               found->hidden_max > 1 ? "up to about " : "", found->hidden_max,
               found->hidden_max > 1 ? "" : "s");
    else
        puts("The room's noise hides hardly anybody who hums like others.");
}

void simulated_print_text(const struct simulated *s)
{
    const struct simulation *found = s->found;
    print_setting(s);
    print_advice(s);
    print_splits(found);
    print_silence(s);
    puts("These are rooms drawn by chance, with people who all hum as well as they can. Yours is "
         "one "
         "of\nthem at best: the chair decides, by ear, hands and reasons.");
}

/* ---- figures ---- */

static struct json *split_object(const struct simulate_split *split)
{
    struct json *o = json_object_new();
    json_put_integer(o, "fewer", split->fewer);
    json_put_integer(o, "more", split->more);
    json_put_integer(o, "trials", split->trials);
    json_put_decimal(o, "larger_louder", split->larger_louder, 3);
    json_put_decimal(o, "smaller_clearly_louder", split->smaller_clearly, 3);
    json_put_decimal(o, "said", split->said, 3);
    json_put_decimal(o, "said_wrongly", split->said_wrongly, 3);
    return o;
}

static struct json *room_object(const struct simulated *s)
{
    struct json *room = json_object_new();
    json_put_text(room, "name", s->room);
    json_put_decimal(room, "volume_m3", s->setting->volume_m3, 1);
    json_put_decimal(room, "t60_s", s->setting->t60_s, 2);
    json_put_decimal(room, "critical_distance_m", s->found->rc_m, 2);
    json_put_decimal(room, "noise_db", s->setting->noise_db, 1);
    return room;
}

enum status simulated_print_json(const struct simulated *s)
{
    const struct simulation *found = s->found;
    struct json *root = json_object_new(), *splits = json_array_new();
    json_put_text(root, "schema", "humroom.simulate/1");
    json_put_integer(root, "people", s->setting->people);
    json_put_decimal(root, "spread_db", s->setting->spread_db, 2);
    json_put_decimal(root, "voice_db", s->setting->voice_db, 1);
    json_put_take(root, "room", room_object(s));
    json_put_integer(root, "seed", (int64_t)s->seed);
    for (int32_t i = 0; i < found->split_count; i++)
        json_add_take(splits, split_object(&found->splits[i]));
    json_put_take(root, "splits", splits);
    json_put_take(root, "even", split_object(&found->even));
    const struct simulate_split *from = simulated_tells_from(found);
    if (from != NULL)
        json_put_take(root, "tells_from", split_object(from));
    else
        json_put_null(root, "tells_from");
    json_put_decimal(root, "lone_heard", found->lone_heard, 3);
    json_put_integer(root, "hidden_max", found->hidden_max);
    char *text = NULL;
    size_t len = 0;
    const enum status status = json_write(root, JSON_PRETTY, &text, &len);
    json_free(root);
    if (status == STATUS_OK)
        puts(text);
    free(text);
    return status;
}
