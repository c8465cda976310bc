#include "tests/unit/play.h"

#include "core/irregular.h"

#define Q "\"question\":1,\"run\":1"

/* play() lets a second pass before each command. */

static struct irregularities found(const struct play *p, const uint64_t *group, uint32_t count)
{
    struct irregularities out;
    assert_int_equal(irregularities_find(&p->meeting, group, count, &out), STATUS_OK);
    return out;
}

static void nothing_is_found(const struct play *p, const uint64_t *group, uint32_t count)
{
    struct irregularities none = found(p, group, count);
    assert_int_equal(none.count, 0);
    irregularities_release(&none);
}

static void come(struct play *p, uint32_t count, bool in_room)
{
    for (uint32_t i = 0; i < count; i++) {
        static const char letters[] = "abcdefghjkmopqstuwyz"; /* no two look alike */
        const char name[] = {letters[i % 20], letters[i / 20 % 20], 'x', '\0'};
        assert_int_equal(joins(p, name, in_room), STATUS_OK);
    }
}

static void several_from_one_address_within_seconds_are_one_entry(void **state)
{
    (void)state;
    struct play p;
    play_open(&p);
    come(&p, 4, false);
    const uint64_t group[] = {7, 7, 8, 7};
    struct irregularities i = found(&p, group, 4);
    assert_int_equal(i.count, 1);
    assert_int_equal(i.items[0].kind, IRREGULAR_ONE_ADDRESS);
    assert_int_equal(i.items[0].count, 3);
    assert_int_equal(i.items[0].people[2], 4);
    irregularities_release(&i);
    play_release(&p);
}

/* 200 who join second by second: 11 of them within any 10 s, ends counted; one entry. */
static void a_room_behind_one_address_is_one_entry_or_none(void **state)
{
    (void)state;
    struct play p;
    uint64_t group[200];
    for (int k = 0; k < 200; k++)
        group[k] = 7;
    play_open(&p);
    come(&p, 200, false);
    struct irregularities i = found(&p, group, 200);
    assert_int_equal(i.count, 1);
    assert_int_equal(i.items[0].count, 11);
    assert_int_equal(i.items[0].of, 200);
    irregularities_release(&i);
    play_release(&p);
    play_open(&p);
    come(&p, 200, true); /* they said so */
    nothing_is_found(&p, group, 200);
    play_release(&p);
}

static void joining_late_is_nothing(void **state)
{
    (void)state;
    struct play p;
    const uint64_t group[] = {7, 7, 7};
    play_open(&p);
    for (int k = 0; k < 3; k++) {
        p.now_us += 11 * INT64_C(1000000);
        come(&p, 0, false);
        assert_int_equal(joins(&p, k == 0 ? "Ada" : k == 1 ? "Bo" : "Cy", false), STATUS_OK);
    }
    nothing_is_found(&p, group, 3);
    play_release(&p);
}

static void being_many_of_one_organisation_is_nothing(void **state)
{
    (void)state;
    struct play p;
    play_open(&p);
    for (int k = 0; k < 5; k++) {
        char members[200];
        snprintf(
            members, sizeof members,
            "\"command\":\"join\",\"name\":\"%c%cz\",\"affiliation\":\"Ohm\",\"note_well\":true",
            'a' + k, 'm' + k);
        assert_int_equal(participant(&p, 0, members), STATUS_OK);
    }
    const uint64_t group[] = {1, 2, 3, 4, 5};
    nothing_is_found(&p, group, 5);
    play_release(&p);
}

static void names_that_look_alike_are_one_entry_until_they_are_one_person(void **state)
{
    (void)state;
    struct play p;
    play_open(&p);
    assert_int_equal(joins(&p, "alice", false), STATUS_OK);
    assert_int_equal(joins(&p, "Bo", false), STATUS_OK);
    assert_int_equal(joins(&p, "Alice_web_831", false), STATUS_OK);
    assert_int_equal(joins(&p, "\xd0\xb0lice", false), STATUS_OK);
    struct irregularities i = found(&p, NULL, 0);
    assert_int_equal(i.count, 1);
    assert_int_equal(i.items[0].kind, IRREGULAR_LOOK_ALIKE);
    assert_int_equal(i.items[0].count, 3);
    irregularities_release(&i);
    for (int k = 3; k <= 4; k++) {
        char members[100];
        snprintf(members, sizeof members,
                 "\"command\":\"merge\",\"of_person\":%d,\"into\":1,\"reason\":\"w\"", k);
        assert_int_equal(chair(&p, members), STATUS_OK);
    }
    nothing_is_found(&p, NULL, 0);
    play_release(&p);
}

/* The one entry there is, in words. */
static void is_said(const struct play *p, const char *part)
{
    char *text;
    size_t len;
    struct irregularities i = found(p, NULL, 0);
    assert_int_equal(i.count, 1);
    assert_int_equal(irregularities_json(&p->meeting, &i, &text, &len), STATUS_OK);
    if (strstr(text, part) == NULL)
        print_message("%s\n", text);
    assert_non_null(strstr(text, part));
    free(text);
    irregularities_release(&i);
}

/* A nick of another chat's log. */
static void is_imported(struct play *p, const char *nick, const char *text)
{
    struct command c;
    char identity[60];
    snprintf(identity, sizeof identity, "irc:wg/%s", nick);
    command_init(&c, COMMAND_IMPORT);
    c.question = c.run = 1;
    c.log_source = "irc:wg";
    c.source_id = nick;
    c.identity = identity;
    c.name = nick;
    c.text = c.own = text;
    c.said_us = p->now_us;
    c.read_as = -1;
    assert_int_equal(play_command(p, (struct actor){.role = ROLE_SYSTEM}, &c), STATUS_OK);
}

static void a_nick_of_another_chat_is_perhaps_who_joined_by_that_name(void **state)
{
    (void)state;
    struct play p;
    play_open(&p);
    assert_int_equal(joins(&p, "Bo", false), STATUS_OK);
    assert_int_equal(joins(&p, "Alice", false), STATUS_OK); /* 2 */
    assert_int_equal(chair(&p, "\"command\":\"ask\",\"question\":1"), STATUS_OK);
    is_imported(&p, "alice_", "+1"); /* 3 */
    is_said(&p, "\"kind\":\"perhaps-one\",\"count\":2,\"people\":[2,3],\"into\":2,\"question\":0");
    is_said(&p, "Perhaps one person: Alice (joined), alice_ (irc:wg/alice_)\"");
    assert_int_equal(participant(&p, 2, "\"command\":\"answer\"," Q ",\"option\":1"), STATUS_OK);
    is_said(&p, "; question 1 counts 2 of them until they are merged");
    assert_int_equal(
        chair(&p, "\"command\":\"merge\",\"of_person\":3,\"into\":2,\"reason\":\"her nick\""),
        STATUS_OK);
    nothing_is_found(&p, NULL, 0);
    play_release(&p);
}

static void who_spoke_and_joins_later_is_perhaps_one_person(void **state)
{
    (void)state;
    struct play p;
    play_open(&p);
    assert_int_equal(chair(&p, "\"command\":\"ask\",\"question\":1"), STATUS_OK);
    assert_int_equal(chair(&p, "\"command\":\"position\"," Q
                               ",\"option\":0,\"way\":\"microphone\",\"name\":\"Max Ohm\""),
                     STATUS_OK);
    nothing_is_found(&p, NULL, 0);
    assert_int_equal(joins(&p, "Max Ohm", false), STATUS_OK);
    is_said(&p, "Perhaps one person: Max Ohm (spoke), Max Ohm (joined)\"");
    is_said(&p, "\"into\":2");
    play_release(&p);
}

/* Who was entered by mistake and taken off again is nobody to be merged with. */
static void who_was_taken_off_the_sheet_is_not_perhaps_somebody(void **state)
{
    (void)state;
    struct play p;
    play_open(&p);
    assert_int_equal(chair(&p, "\"command\":\"attend\",\"name\":\"Ada\""), STATUS_OK);
    assert_int_equal(joins(&p, "Ada", false), STATUS_OK);
    is_said(&p, "Ada (without a device), Ada (joined)");
    assert_int_equal(chair(&p, "\"command\":\"attend\",\"of_person\":1,\"off\":true"), STATUS_OK);
    nothing_is_found(&p, NULL, 0);
    play_release(&p);
}

static enum status answers(struct play *p, uint32_t person, int option, const char *remark)
{
    char members[200];
    snprintf(members, sizeof members, "\"command\":\"answer\"," Q ",\"option\":%d,\"text\":\"%s\"",
             option, remark);
    return participant(p, person, members);
}

static void the_same_remark_from_many_is_one_entry(void **state)
{
    (void)state;
    struct play p;
    play_open(&p);
    come(&p, 4, false);
    assert_int_equal(chair(&p, "\"command\":\"ask\",\"question\":1"), STATUS_OK);
    assert_int_equal(answers(&p, 1, 0, "the registry leaks"), STATUS_OK);
    assert_int_equal(answers(&p, 2, 0, "The registry leaks!"), STATUS_OK);
    nothing_is_found(&p, NULL, 0); /* two may well say the same */
    assert_int_equal(answers(&p, 2, 1, "the registry leaks"), STATUS_OK);
    nothing_is_found(&p, NULL, 0); /* one person is one */
    assert_int_equal(answers(&p, 3, 0, "the  registry leaks"), STATUS_OK);
    struct irregularities i = found(&p, NULL, 0);
    assert_int_equal(i.count, 1);
    assert_int_equal(i.items[0].kind, IRREGULAR_SAME_REMARK);
    assert_int_equal(i.items[0].count, 3);
    irregularities_release(&i);
    play_release(&p);
}

/* A second each: 10 answers lie within 9 s. */
static void very_many_changes_are_and_a_changed_mind_is_not(void **state)
{
    (void)state;
    struct play p;
    play_open(&p);
    come(&p, 2, false);
    assert_int_equal(chair(&p, "\"command\":\"ask\",\"question\":1"), STATUS_OK);
    for (int k = 0; k < IRREGULAR_CHANGES_MIN - 1; k++)
        assert_int_equal(answers(&p, 1, k % 2, ""), STATUS_OK);
    nothing_is_found(&p, NULL, 0);
    assert_int_equal(answers(&p, 1, 1, ""), STATUS_OK);
    struct irregularities i = found(&p, NULL, 0);
    assert_int_equal(i.count, 1);
    assert_int_equal(i.items[0].kind, IRREGULAR_MANY_CHANGES);
    assert_int_equal(i.items[0].people[0], 1);
    irregularities_release(&i);
    for (int k = 0; k < 2 * IRREGULAR_CHANGES_MIN; k++) { /* in an hour */
        p.now_us += 120 * INT64_C(1000000);
        assert_int_equal(answers(&p, 2, k % 2, ""), STATUS_OK);
    }
    i = found(&p, NULL, 0);
    assert_int_equal(i.count, 1);
    irregularities_release(&i);
    play_release(&p);
}

/* More kinds of names than entries: the newest 20. */
static void no_kind_drowns_the_chair(void **state)
{
    (void)state;
    struct play p;
    play_open(&p);
    for (int k = 0; k < 60; k++) {
        const char name[] = {(char)('a' + k / 2 % 6), (char)('n' + k / 12), 'x', '\0'};
        assert_int_equal(joins(&p, name, false), STATUS_OK);
    }
    struct irregularities i = found(&p, NULL, 0);
    assert_int_equal(i.count, IRREGULAR_ENTRIES_MAX);
    assert_true(i.items[0].time_us > i.items[IRREGULAR_ENTRIES_MAX - 1].time_us);
    assert_int_equal(i.items[0].people[0], 59); /* the last pair */
    assert_int_equal(i.left_out, 10);           /* of 30 pairs */
    irregularities_release(&i);
    play_release(&p);
}

static void what_was_told_is_said_with_the_rest(void **state)
{
    (void)state;
    struct play p;
    char *text;
    size_t len;
    play_open(&p);
    assert_int_equal(chair(&p, "\"command\":\"irregularity\",\"text\":\"one boss, ten hands\""),
                     STATUS_OK);
    struct irregularities i = found(&p, NULL, 0);
    assert_int_equal(irregularities_json(&p.meeting, &i, &text, &len), STATUS_OK);
    assert_non_null(strstr(text, "\"kind\":\"told\""));
    assert_non_null(strstr(text, "Told to a chair: one boss, ten hands"));
    free(text);
    irregularities_release(&i);
    play_release(&p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(several_from_one_address_within_seconds_are_one_entry),
        cmocka_unit_test(a_room_behind_one_address_is_one_entry_or_none),
        cmocka_unit_test(joining_late_is_nothing),
        cmocka_unit_test(being_many_of_one_organisation_is_nothing),
        cmocka_unit_test(names_that_look_alike_are_one_entry_until_they_are_one_person),
        cmocka_unit_test(a_nick_of_another_chat_is_perhaps_who_joined_by_that_name),
        cmocka_unit_test(who_spoke_and_joins_later_is_perhaps_one_person),
        cmocka_unit_test(who_was_taken_off_the_sheet_is_not_perhaps_somebody),
        cmocka_unit_test(the_same_remark_from_many_is_one_entry),
        cmocka_unit_test(very_many_changes_are_and_a_changed_mind_is_not),
        cmocka_unit_test(no_kind_drowns_the_chair),
        cmocka_unit_test(what_was_told_is_said_with_the_rest),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
