#include "tests/unit/play.h"

#include "core/microphones.h"
#include "core/sentence.h"

#include <stdlib.h>

/* A hum of a microphone: its excess and its own noise, re its own full scale. */
static struct hum_part part(const char *device, int32_t noise_mb, int32_t excess_mb)
{
    return (struct hum_part){
        .device = device,
        .api = "ALSA",
        .hum = {.rate_hz = 48000,
                .onset_frame = 480,
                .offset_frame = 96480,
                .hum_mb = noise_mb + excess_mb,
                .hum_low_mb = noise_mb + excess_mb - 30,
                .hum_high_mb = noise_mb + excess_mb + 30,
                .noise_mb = noise_mb,
                .excess_mb = excess_mb,
                .interval_low_mb = excess_mb - 40,
                .interval_high_mb = excess_mb + 40,
                .limit_mb = noise_mb - 300,
                .scatter_mb = 100,
                .strength = strength_of_excess(excess_mb),
                .trace_count = 1,
                .trace_mb = {noise_mb + excess_mb}},
    };
}

static struct hum_part silent(const char *device, int32_t noise_mb)
{
    struct hum_part p = part(device, noise_mb, 0);
    p.hum.silent = true;
    p.hum.strength = STRENGTH_SILENCE;
    p.hum.onset_frame = p.hum.offset_frame = -1;
    p.hum.hum_mb = p.hum.hum_low_mb = p.hum.hum_high_mb = LEVEL_NONE_MB;
    p.hum.excess_mb = p.hum.interval_low_mb = p.hum.scatter_mb = LEVEL_NONE_MB;
    p.hum.interval_high_mb = -300;
    return p;
}

static struct hum_part lost(const char *device)
{
    return (struct hum_part){
        .device = device, .api = "", .hum = hum_without_figure(1, HUM_VOID_STOPPED)};
}

static const struct microphone_balance NO_BALANCE;

/* Excess 20 dB and 14 dB are the powers 100 and 25.12; their mean is 62.56, 17.96 dB. The second's
 * gain is 30 dB higher, which must not matter. */
static void the_mean_is_of_powers_over_each_ones_own_noise(void **state)
{
    (void)state;
    const struct hum_part parts[] = {part("A", -6000, 2000), part("B", -3000, 1400)};
    const struct hum h = microphones_mean(&NO_BALANCE, parts, 2);
    assert_int_equal(h.void_reason, HUM_VALID);
    assert_int_equal(h.excess_mb, 1796);
    assert_int_equal(h.noise_mb, -6000); /* on the balance of the first */
    assert_int_equal(h.hum_mb, -6000 + 1796);
    assert_int_equal(h.trace_mb[0], -6000 + 1796);
    assert_int_equal(h.hum_high_mb - h.hum_mb, 30); /* both have 30 */
    assert_int_equal(h.excess_mb - h.interval_low_mb, 40);
    assert_int_equal(h.strength, STRENGTH_STRONG);
}

static void turning_one_microphone_up_changes_nothing(void **state)
{
    (void)state;
    const struct hum_part as_is[] = {part("A", -6000, 2000), part("B", -5000, 1400)};
    const struct hum_part turned[] = {part("A", -6000, 2000), part("B", -2379, 1400)};
    const struct hum a = microphones_mean(&NO_BALANCE, as_is, 2);
    const struct hum b = microphones_mean(&NO_BALANCE, turned, 2);
    assert_memory_equal(&a, &b, sizeof a);
}

/* A fan starts between two hums, heard by both 6 dB louder: the hum itself has not changed. */
static void the_balance_is_taken_once_so_that_noise_does_not_turn_hums_down(void **state)
{
    (void)state;
    const struct hum_part before[] = {part("A", -6000, 2000), part("B", -5000, 2000)};
    const struct hum_part after[] = {part("A", -5400, 1400), part("B", -4400, 1400)};
    struct microphone_balance s = {0};
    const struct hum first = microphones_mean(&s, before, 2);
    microphone_balance_learn(&s, before, 2);
    const struct hum second = microphones_mean(&s, after, 2);
    assert_int_equal(first.hum_mb, -4000);
    assert_int_equal(second.hum_mb, -4000);
    assert_int_equal(second.excess_mb, 1400);
}

static void one_that_is_lost_does_not_void_the_others_nor_move_the_balance(void **state)
{
    (void)state;
    const struct hum_part both[] = {part("A", -6000, 2000), part("B", -5000, 2000)};
    const struct hum_part second_only[] = {lost("A"), part("B", -5000, 2000)};
    struct microphone_balance s = {0};
    microphone_balance_learn(&s, both, 2);
    const struct hum h = microphones_mean(&s, second_only, 2);
    assert_int_equal(h.void_reason, HUM_VALID);
    assert_int_equal(h.hum_mb, -4000); /* as it would have been with both */
    assert_int_equal(h.excess_mb, 2000);
    const struct hum_part none[] = {lost("A"), lost("B")};
    assert_int_equal(microphones_mean(&s, none, 2).void_reason, HUM_VOID_STOPPED);
}

static void another_device_begins_a_balance_of_its_own(void **state)
{
    (void)state;
    const struct hum_part both[] = {part("A", -6000, 2000), part("B", -5000, 2000)};
    const struct hum_part changed[] = {part("A", -6000, 2000), part("C", -3000, 2000)};
    struct microphone_balance s = {0};
    microphone_balance_learn(&s, both, 2);
    assert_int_equal(microphones_mean(&s, changed, 2).hum_mb, -4000);
    microphone_balance_learn(&s, changed, 2);
    assert_string_equal(s.of[1].device, "C");
    assert_int_equal(s.of[1].noise_mb, -3000);
}

/* The silent one adds no power: half of 100 is 17 dB less 0.01. What its noise may hide, power 0.5
 * re noise (-3 dB), is at most 0.25 in the mean of 50: 0.02 dB more. */
static void a_silent_microphone_counts_as_no_power(void **state)
{
    (void)state;
    const struct hum_part parts[] = {silent("A", -6000), part("B", -5000, 2000)};
    const struct hum h = microphones_mean(&NO_BALANCE, parts, 2);
    assert_false(h.silent);
    assert_int_equal(h.excess_mb, 1699);
    assert_int_equal(h.hum_mb - h.hum_low_mb, 30);
    assert_int_equal(h.hum_high_mb - h.hum_mb, 30 + 2);
    const struct hum_part all[] = {silent("A", -6000), silent("B", -5000)};
    const struct hum none = microphones_mean(&NO_BALANCE, all, 2);
    assert_true(none.silent);
    assert_int_equal(none.strength, STRENGTH_SILENCE);
    assert_int_equal(none.excess_mb, LEVEL_NONE_MB);
    assert_int_equal(none.interval_high_mb, -300);
    assert_int_equal(none.limit_mb, -6300);
}

static void flags_of_devices_are_anybodys_and_few_voices_everybodys(void **state)
{
    (void)state;
    struct hum_part parts[] = {part("A", -6000, 2000), part("B", -6000, 2000)};
    parts[0].hum.flags = 1u << FLAG_CLIPPED | 1u << FLAG_FEW_VOICES;
    parts[1].hum.flags = 1u << FLAG_SPEECH;
    parts[0].hum.not_checked = 1u << FLAG_GAIN_CHANGE | 1u << FLAG_APPLAUSE;
    const struct hum one = microphones_mean(&NO_BALANCE, parts, 2);
    assert_int_equal(one.flags, 1u << FLAG_CLIPPED | 1u << FLAG_SPEECH);
    assert_int_equal(one.not_checked, 1u << FLAG_GAIN_CHANGE);
    parts[1].hum.flags |= 1u << FLAG_FEW_VOICES;
    const struct hum both = microphones_mean(&NO_BALANCE, parts, 2);
    assert_true(both.flags & 1u << FLAG_FEW_VOICES);
}

static void digital_silence_has_no_balance(void **state)
{
    (void)state;
    const struct hum_part parts[] = {part("A", LEVEL_SILENT_MB, 9000), part("B", -5000, 2000)};
    struct microphone_balance s = {0};
    microphone_balance_learn(&s, parts, 2);
    assert_false(s.of[0].known);
    assert_true(s.of[1].known);
    /* both hums have the level -30 dB */
    assert_int_equal(microphones_mean(&s, parts, 2).hum_mb, -3000);
}

/* B stands nearer to those who hum for the first option: 14 dB more than A, which the mean of both
 * holds and A alone cannot. By A alone, the one that measured both, they are 3 dB apart; by the
 * means it would be 20 dB and 34 dB, whose powers 100 and 2512 have the mean 31.16 dB, less
 * 17: 14.16 dB. */
static void hums_are_compared_by_those_that_measured_both(void **state)
{
    (void)state;
    const struct hum_part both[] = {part("A", -6000, 2000), part("B", -5000, 3400)};
    const struct hum_part first_only[] = {part("A", -6000, 1700), lost("B")};
    struct microphone_balance s = {0};
    microphone_balance_learn(&s, both, 2);
    struct hum a = microphones_mean(&s, both, 2), b = microphones_mean(&s, first_only, 2);
    assert_int_equal(a.hum_mb - b.hum_mb, 1416);
    const struct microphone_figures of_a = microphones_figures(both, 2),
                                    of_b = microphones_figures(first_only, 2);
    assert_int_equal(microphones_in_common(&s, &of_a, &of_b, &a, &b), 1);
    assert_int_equal(a.hum_mb, -4000);
    assert_int_equal(a.hum_high_mb - a.hum_mb, 30); /* A's own */
    assert_int_equal(b.hum_mb, -4300);
    assert_false(a.silent || b.silent);
}

static void the_same_microphones_are_compared_as_they_are(void **state)
{
    (void)state;
    const struct hum_part parts[] = {part("A", -6000, 2000), lost("B")};
    const struct microphone_figures f = microphones_figures(parts, 2), none = {0};
    struct hum a = part("x", -1, 1).hum, b = a;
    const struct hum before = a;
    assert_int_equal(microphones_in_common(&NO_BALANCE, &f, &f, &a, &b), MICROPHONES_ALL);
    assert_int_equal(microphones_in_common(&NO_BALANCE, &none, &none, &a, &b), MICROPHONES_ALL);
    assert_memory_equal(&a, &before, sizeof a);
    assert_memory_equal(&b, &before, sizeof b);
}

static void no_microphone_in_common_is_no_comparison(void **state)
{
    (void)state;
    const struct hum_part first[] = {part("A", -6000, 2000), lost("B")};
    const struct hum_part second[] = {lost("A"), part("B", -6000, 2000)};
    const struct hum_part other[] = {part("C", -6000, 2000), lost("B")};
    const struct microphone_figures a = microphones_figures(first, 2),
                                    b = microphones_figures(second, 2),
                                    c = microphones_figures(other, 2), one = {0};
    struct hum x = first[0].hum, y = x;
    assert_int_equal(microphones_in_common(&NO_BALANCE, &a, &b, &x, &y), MICROPHONES_APART);
    assert_int_equal(microphones_in_common(&NO_BALANCE, &a, &c, &x, &y), MICROPHONES_APART);
    /* a hum of a time when there was one microphone, and nobody noted its part */
    assert_int_equal(microphones_in_common(&NO_BALANCE, &a, &one, &x, &y), MICROPHONES_APART);
}

/* What B alone heard is silence to A, which has both. */
static void silence_is_that_of_those_in_common(void **state)
{
    (void)state;
    const struct hum_part both[] = {silent("A", -6000), part("B", -6000, 2000)};
    const struct hum_part first_only[] = {part("A", -6000, 1000), lost("B")};
    struct hum a = microphones_mean(&NO_BALANCE, both, 2),
               b = microphones_mean(&NO_BALANCE, first_only, 2);
    assert_false(a.silent);
    const struct microphone_figures of_a = microphones_figures(both, 2),
                                    of_b = microphones_figures(first_only, 2);
    assert_int_equal(microphones_in_common(&NO_BALANCE, &of_a, &of_b, &a, &b), 1);
    assert_true(a.silent && !b.silent);
    assert_int_equal(a.hum_mb, LEVEL_NONE_MB);
    assert_int_equal(a.limit_mb, -6300);
}

static void the_sentence_says_how_they_agree(void **state)
{
    (void)state;
    const struct {
        struct hum_part parts[2];
        const char *said;
    } cases[] = {
        {{part("A", -6000, 2000), part("B", -6000, 1600)},
         "mean of 2 microphones, which differ by 4 dB"},
        {{part("A", -6000, 2000), part("B", -6000, 1960)},
         "mean of 2 microphones, which agree within 1 dB"},
        {{part("A", -6000, 2000), silent("B", -6000)},
         "mean of 2 microphones, of which 1 measured no hum"},
        {{part("A", -6000, 2000), lost("B")}, "measured by 1 of 2 microphones"},
        {{lost("A"), lost("B")}, ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const struct microphone_spread s = microphones_spread(cases[i].parts, 2);
        struct text t = {0};
        text_add(&t, "");
        sentence_microphones(&s, &t);
        char *said;
        size_t len;
        assert_int_equal(text_take(&t, &said, &len), STATUS_OK);
        assert_string_equal(said, cases[i].said);
        free(said);
    }
    const struct microphone_spread one = microphones_spread(NULL, 0);
    struct text t = {0};
    sentence_microphones(&one, &t);
    assert_int_equal(t.len, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_mean_is_of_powers_over_each_ones_own_noise),
        cmocka_unit_test(turning_one_microphone_up_changes_nothing),
        cmocka_unit_test(the_balance_is_taken_once_so_that_noise_does_not_turn_hums_down),
        cmocka_unit_test(one_that_is_lost_does_not_void_the_others_nor_move_the_balance),
        cmocka_unit_test(another_device_begins_a_balance_of_its_own),
        cmocka_unit_test(a_silent_microphone_counts_as_no_power),
        cmocka_unit_test(flags_of_devices_are_anybodys_and_few_voices_everybodys),
        cmocka_unit_test(digital_silence_has_no_balance),
        cmocka_unit_test(hums_are_compared_by_those_that_measured_both),
        cmocka_unit_test(the_same_microphones_are_compared_as_they_are),
        cmocka_unit_test(no_microphone_in_common_is_no_comparison),
        cmocka_unit_test(silence_is_that_of_those_in_common),
        cmocka_unit_test(the_sentence_says_how_they_agree),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
