#include "tests/unit/unit.h"

#include "core/check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct check good(void)
{
    return (struct check){.end = CHECK_DONE,
                          .loudest_mb = -3000,
                          .noise_mb = -6000,
                          .hiss_mb = -8000,
                          .gain = GAIN_STEADY};
}

static bool says(const struct check *c, const char *device, enum advice a, const char *words)
{
    struct text t = {0};
    char *said;
    size_t len;
    if (!check_advice(c, "ALSA", device, a, &t))
        return false;
    assert_int_equal(text_take(&t, &said, &len), STATUS_OK);
    const bool there = strstr(said, words) != NULL;
    assert_true(len > 20 && said[len - 1] == '.');
    free(said);
    return there;
}

static const char RAW[] = "HDA Intel PCH: ALC257 Analog (hw:0,0)";

static void a_good_microphone_gets_the_three_that_are_always_said(void **state)
{
    (void)state;
    const struct check c = good();
    for (int a = 0; a < ADVICE_COUNT; a++)
        assert_int_equal(says(&c, RAW, (enum advice)a, ""), a >= ADVICE_PLACE);
    assert_true(says(&c, RAW, ADVICE_PLACE, "laptop"));
    assert_true(says(&c, RAW, ADVICE_BESIDE, "Do not hum beside it"));
    assert_true(says(&c, RAW, ADVICE_REMOTE, "mute the floor microphones"));
}

static void what_is_wrong_is_said(void **state)
{
    (void)state;
    struct check c = good();
    c.lost_frames = 1;
    c.clipped_ms = 10;
    c.gain = GAIN_MOVES;
    assert_true(says(&c, RAW, ADVICE_LOST, "a gap is void"));
    assert_true(says(&c, RAW, ADVICE_CLIPPED, "turn the input down"));
    assert_true(says(&c, RAW, ADVICE_GAIN, "cannot be compared"));
    assert_false(says(&c, RAW, ADVICE_GAIN_UNCHECKED, ""));
    c.noise_mb = -9000;
    assert_true(says(&c, RAW, ADVICE_QUIET, "turn it up"));
    c.noise_mb = -2000;
    assert_true(says(&c, RAW, ADVICE_NOISY, "turn the input down"));
    c.loudest_mb = LEVEL_SILENT_MB;
    assert_true(says(&c, RAW, ADVICE_SILENT, "muted"));
}

static void what_was_not_checked_is_never_silently_fine(void **state)
{
    (void)state;
    struct check c = good();
    c.gain = GAIN_NOTHING_LOUD;
    assert_true(says(&c, RAW, ADVICE_GAIN_UNCHECKED, "hum once for three seconds, then be quiet"));
    c.gain = GAIN_NOTHING_QUIET;
    assert_true(says(&c, RAW, ADVICE_GAIN_UNCHECKED, "never quiet"));
    c.gain = GAIN_NO_HISS;
    assert_true(says(&c, RAW, ADVICE_GAIN_UNCHECKED, "cannot be seen"));
}

static void a_raw_device_is_preferred_and_named_where_there_is_one(void **state)
{
    (void)state;
    struct check c = good();
    assert_true(says(&c, "default", ADVICE_SERVER, "Only devices behind a sound server"));
    snprintf(c.raw_device, sizeof c.raw_device, "%s", RAW);
    assert_true(says(&c, "default", ADVICE_SERVER, RAW));
    assert_true(device_is_raw("ALSA", RAW));
    assert_false(device_is_raw("ALSA", "pipewire"));
    assert_false(device_is_raw("JACK Audio Connection Kit", "system (hw:0)"));
}

static void a_check_that_came_to_nothing_advises_nothing(void **state)
{
    (void)state;
    struct check c = {.end = CHECK_WINDOW};
    for (int a = 0; a < ADVICE_COUNT; a++)
        assert_false(says(&c, "default", (enum advice)a, ""));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_good_microphone_gets_the_three_that_are_always_said),
        cmocka_unit_test(what_is_wrong_is_said),
        cmocka_unit_test(what_was_not_checked_is_never_silently_fine),
        cmocka_unit_test(a_raw_device_is_preferred_and_named_where_there_is_one),
        cmocka_unit_test(a_check_that_came_to_nothing_advises_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
