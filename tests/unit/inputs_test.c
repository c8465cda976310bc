#include "tests/unit/unit.h"

#include "audio/inputs.h"
#include "tests/unit/fake_analyser.h"
#include "tests/unit/fake_source.h"

enum { TURN_MS = 50, HUMS_MAX = 8 };

/* Two microphones on a clock of the test's own. */
struct room {
    struct inputs *inputs;
    int64_t now_us;
    int readings[MICROPHONES_MAX];
    int sounds[MICROPHONES_MAX][SOUND_STATE_COUNT];
    int ended[MICROPHONES_MAX];
    int hums[MICROPHONES_MAX];
    struct hum hum[MICROPHONES_MAX]; /* the last */
    struct sound_info sound[MICROPHONES_MAX];
    int checks[MICROPHONES_MAX];
    struct check check[MICROPHONES_MAX];
};

static void hear_notice(void *context, const struct notice *n)
{
    struct room *r = context;
    assert_true(n->microphone < MICROPHONES_MAX);
    switch (n->kind) {
    case NOTICE_READING:
        r->readings[n->microphone]++;
        break;
    case NOTICE_WINDOW_ENDED:
        r->ended[n->microphone]++;
        break;
    case NOTICE_HUM:
        r->hums[n->microphone]++;
        r->hum[n->microphone] = n->hum;
        break;
    case NOTICE_CHECK:
        r->checks[n->microphone]++;
        r->check[n->microphone] = n->check;
        break;
    case NOTICE_SOUND:
        r->sounds[n->microphone][n->sound.state]++;
        r->sound[n->microphone] = n->sound;
        break;
    }
}

static enum status try_open(struct room *r, const char *devices, uint32_t *refused)
{
    static const char *const names[] = {"A", "B", "C"};
    struct source_options sources[MICROPHONES_MAX];
    uint32_t count = 0;
    for (; devices[count] != '\0'; count++)
        sources[count] = (struct source_options){.source = SOUND_SOURCE_MICROPHONE,
                                                 .device = names[devices[count] - 'A']};
    *r = (struct room){0};
    return inputs_open(sources, count, hear_notice, r, &r->inputs, refused);
}

static void open_two(struct room *r)
{
    uint32_t refused;
    machine_begin("AB");
    assert_int_equal(try_open(r, "AB", &refused), STATUS_OK);
}

static void run_ms(struct room *r, int ms)
{
    for (; ms > 0; ms -= TURN_MS) {
        r->now_us += TURN_MS * 1000;
        inputs_turn(r->inputs, r->now_us);
        inputs_tick(r->inputs, r->now_us);
    }
}

static void command(struct room *r, enum sound_command_kind kind, uint32_t window)
{
    const struct sound_command c = {.kind = kind, .window = window, .length_ms = 2000};
    inputs_command(r->inputs, &c, r->now_us);
}

static void done(struct room *r)
{
    inputs_close(r->inputs);
    assert_int_equal(machine.open, 0);
}

static void each_microphone_gives_its_own_hum_of_a_window(void **state)
{
    (void)state;
    struct room r;
    open_two(&r);
    run_ms(&r, 1000);
    command(&r, SOUND_WINDOW_START, 7);
    run_ms(&r, 2100);
    for (int i = 0; i < 2; i++) {
        assert_int_equal(r.sounds[i][SOUND_WAITING], 1);
        assert_int_equal(r.sounds[i][SOUND_RUNNING], 1);
        assert_int_equal(r.ended[i], 1);
        assert_int_equal(r.hums[i], 0);
        assert_true(r.readings[i] >= 50);
    }
    run_ms(&r, 3000);
    for (int i = 0; i < 2; i++) {
        assert_int_equal(r.hums[i], 1);
        assert_int_equal(r.hum[i].window, 7);
        assert_int_equal(r.hum[i].microphone, i);
        assert_int_equal(r.hum[i].void_reason, HUM_VALID);
    }
    done(&r);
}

static void one_that_is_refused_is_named_and_nothing_stays_open(void **state)
{
    (void)state;
    struct room r;
    uint32_t refused = 9;
    machine_begin("A");
    assert_int_equal(try_open(&r, "AB", &refused), REFUSED_NO_DEVICE);
    assert_int_equal(refused, 1);
    assert_int_equal(machine.open, 0);
}

static void one_that_is_lost_does_not_void_the_others(void **state)
{
    (void)state;
    struct room r;
    open_two(&r);
    run_ms(&r, 1000);
    command(&r, SOUND_WINDOW_START, 1);
    run_ms(&r, 500);
    machine_plug('A', false);
    run_ms(&r, TURN_MS);
    assert_int_equal(r.sounds[0][SOUND_LOST], 1);
    assert_int_equal(r.hums[0], 1);
    assert_int_equal(r.hum[0].void_reason, HUM_VOID_STOPPED);
    assert_int_equal(r.hums[1], 0);
    run_ms(&r, 5000);
    assert_int_equal(r.hums[1], 1);
    assert_int_equal(r.hum[1].void_reason, HUM_VALID);
    assert_int_equal(r.hum[1].end_frame - r.hum[1].start_frame, 2 * FAKE_RATE_HZ);
    assert_int_equal(r.sounds[1][SOUND_LOST], 0);
    done(&r);
}

/* What came meanwhile is only seen when the library starts afresh, which closes the other. */
static void it_is_not_looked_for_while_a_window_runs_elsewhere(void **state)
{
    (void)state;
    struct room r;
    open_two(&r);
    machine_plug('A', false);
    run_ms(&r, 1000);
    command(&r, SOUND_WINDOW_START, 1);
    const int tries = machine.tries;
    machine_plug('A', true);
    run_ms(&r, 4400); /* 2 s, and 2.5 s of room noise after it */
    assert_int_equal(machine.tries, tries);
    assert_int_equal(r.hums[1], 0);
    run_ms(&r, 3000); /* the promise: open again within 3 s */
    assert_int_equal(r.hum[1].void_reason, HUM_VALID);
    assert_int_equal(r.sound[0].state, SOUND_RUNNING);
    assert_int_equal(r.sound[1].state, SOUND_RUNNING);
    done(&r);
}

static void one_that_the_library_still_knows_comes_back_without_a_gap_for_the_others(void **state)
{
    (void)state;
    struct room r;
    open_two(&r);
    run_ms(&r, 1000);
    machine.there[0] = false; /* a server's: no file of a device changes */
    run_ms(&r, 2000);
    machine.there[0] = true;
    run_ms(&r, 1000);
    assert_int_equal(r.sound[0].state, SOUND_RUNNING);
    assert_int_equal(machine.starts, 1);
    assert_int_equal(r.sounds[1][SOUND_WAITING], 1); /* never closed */
    done(&r);
}

/* B stays away for a minute: A, which is heard, is not disturbed again and again. */
static void one_that_stays_away_does_not_disturb_the_others(void **state)
{
    (void)state;
    struct room r;
    open_two(&r);
    run_ms(&r, 1000);
    machine_plug('B', false);
    run_ms(&r, 60000);
    assert_int_equal(r.sounds[0][SOUND_WAITING], 1);
    assert_int_equal(machine.starts, 1);
    machine_plug('C', true); /* another one: the library is asked afresh, once */
    run_ms(&r, 60000);
    assert_int_equal(r.sounds[0][SOUND_WAITING], 2);
    assert_int_equal(r.sound[0].state, SOUND_RUNNING);
    assert_int_equal(r.sound[1].state, SOUND_LOST);
    done(&r);
}

static void all_that_went_come_back(void **state)
{
    (void)state;
    struct room r;
    open_two(&r);
    run_ms(&r, 1000);
    machine_plug('A', false);
    machine_plug('B', false);
    run_ms(&r, 2000);
    assert_int_equal(r.sounds[0][SOUND_LOST] + r.sounds[1][SOUND_LOST], 2);
    machine_plug('A', true);
    run_ms(&r, 1000);
    assert_int_equal(r.sound[0].state, SOUND_RUNNING);
    machine_plug('B', true);
    run_ms(&r, 1000);
    assert_int_equal(r.sound[0].state, SOUND_RUNNING);
    assert_int_equal(r.sound[1].state, SOUND_RUNNING);
    done(&r);
}

static void another_device_is_chosen_for_one_of_them(void **state)
{
    (void)state;
    struct room r;
    open_two(&r);
    run_ms(&r, 1000);
    machine_plug('C', true); /* since the library started */
    struct sound_command c = {.kind = SOUND_CHOOSE_DEVICE, .microphone = 1, .device = "C"};
    inputs_command(r.inputs, &c, r.now_us);
    run_ms(&r, 500);
    assert_string_equal(r.sound[1].device, "C");
    assert_int_equal(r.sound[1].state, SOUND_RUNNING);
    assert_int_equal(r.sound[0].state, SOUND_RUNNING);
    done(&r);
}

static void check(struct room *r)
{
    const struct sound_command c = {.kind = SOUND_CHECK, .length_ms = 10000};
    inputs_command(r->inputs, &c, r->now_us);
}

static void a_check_takes_ten_seconds_of_each(void **state)
{
    (void)state;
    struct room r;
    open_two(&r);
    run_ms(&r, 1000);
    check(&r);
    run_ms(&r, 5000);
    check(&r); /* one at a time */
    run_ms(&r, 4950);
    assert_int_equal(r.checks[0] + r.checks[1], 0);
    run_ms(&r, TURN_MS);
    for (int i = 0; i < 2; i++) {
        assert_int_equal(r.checks[i], 1);
        assert_int_equal(r.check[i].end, CHECK_DONE);
        assert_int_equal(r.check[i].length_ms, 10000);
        assert_string_equal(r.check[i].raw_device, "Raw (hw:0)");
    }
    done(&r);
}

static void a_check_gives_way_to_a_window_and_does_not_start_in_one(void **state)
{
    (void)state;
    struct room r;
    open_two(&r);
    run_ms(&r, 1000);
    check(&r);
    run_ms(&r, 1000);
    command(&r, SOUND_WINDOW_START, 1);
    assert_int_equal(r.checks[1], 1);
    assert_int_equal(r.check[1].end, CHECK_WINDOW);
    check(&r);
    assert_int_equal(r.checks[1], 2);
    assert_int_equal(r.check[1].end, CHECK_WINDOW);
    run_ms(&r, 5000);
    assert_int_equal(r.hum[1].void_reason, HUM_VALID);
    done(&r);
}

static void a_check_of_what_is_lost_says_so(void **state)
{
    (void)state;
    struct room r;
    open_two(&r);
    run_ms(&r, 1000);
    check(&r);
    run_ms(&r, 1000);
    machine_plug('A', false);
    run_ms(&r, TURN_MS);
    assert_int_equal(r.check[0].end, CHECK_NO_SOUND);
    assert_int_equal(r.checks[1], 0);
    check(&r);
    assert_int_equal(r.checks[0], 2);
    run_ms(&r, 9000);
    assert_int_equal(r.check[1].end, CHECK_DONE);
    check(&r);
    done(&r); /* and one that runs at the close */
    assert_int_equal(r.checks[1], 2);
    assert_int_equal(r.check[1].end, CHECK_NO_SOUND);
}

static void at_the_close_every_window_has_its_hums(void **state)
{
    (void)state;
    struct room r;
    open_two(&r);
    run_ms(&r, 1000);
    machine_plug('A', false);
    run_ms(&r, 500);
    command(&r, SOUND_WINDOW_START, 3);
    run_ms(&r, 500);
    done(&r);
    for (int i = 0; i < 2; i++) {
        assert_int_equal(r.hums[i], 1);
        assert_int_equal(r.hum[i].void_reason, HUM_VOID_STOPPED);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_microphone_gives_its_own_hum_of_a_window),
        cmocka_unit_test(one_that_is_refused_is_named_and_nothing_stays_open),
        cmocka_unit_test(one_that_is_lost_does_not_void_the_others),
        cmocka_unit_test(it_is_not_looked_for_while_a_window_runs_elsewhere),
        cmocka_unit_test(one_that_the_library_still_knows_comes_back_without_a_gap_for_the_others),
        cmocka_unit_test(one_that_stays_away_does_not_disturb_the_others),
        cmocka_unit_test(all_that_went_come_back),
        cmocka_unit_test(another_device_is_chosen_for_one_of_them),
        cmocka_unit_test(a_check_takes_ten_seconds_of_each),
        cmocka_unit_test(a_check_gives_way_to_a_window_and_does_not_start_in_one),
        cmocka_unit_test(a_check_of_what_is_lost_says_so),
        cmocka_unit_test(at_the_close_every_window_has_its_hums),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
