/* Questions about drafts, for tests: adoption, withdrawal, drafts that compete. */
#ifndef HUMROOM_TESTS_ADOPTION_PLAY_H
#define HUMROOM_TESTS_ADOPTION_PLAY_H

#include "tests/unit/play.h"

#include "core/adoption.h"

#define PREPARE "\"command\":\"prepare\",\"text\":\"What of it?\",\"kind\":"
#define ADOPT PREPARE "\"adopt\",\"draft\":\"draft-mona-framing-core-02\""
#define WITHDRAW PREPARE "\"withdraw\",\"draft\":\"draft-ietf-framing-old-07\""
#define WHY ",\"cause\":[\"effort\",\"interest\"],\"events\":\"no new version for two years\""
#define DRAFTS(list) PREPARE "\"adopt\",\"drafts\":[" list "]"
#define TWO DRAFTS("\"draft-a-x-00\",\"draft-b-x-00\"")
#define ADOPTED ",\"adopted\":\"draft-ietf-x-old-03\""
#define OF2 "\"question\":2,\"run\":1"
#define ASK2 "\"command\":\"ask\",\"question\":2"
#define STEP(step, state)                                                                          \
    "\"command\":\"step\",\"question\":2,\"step\":\"" step "\",\"step_state\":\"" state "\""
#define CRITERION(word, note)                                                                      \
    "\"command\":\"criterion\",\"question\":2,\"criterion\":\"" word "\",\"text\":\"" note "\""
#define WILLING(list) "\"command\":\"willing\"," OF2 ",\"willing\":[" list "]"
#define OF_A ",\"draft\":\"draft-a-x-00\""
#define OF_B ",\"draft\":\"draft-b-x-00\""
#define REVIEW "\"review\""
#define EDIT "\"edit\""

/* Question 2 of the kind, with two people. */
static inline void prepared(struct play *p, const char *prepare)
{
    play_open(p);
    assert_int_equal(joins(p, "Ada", false), STATUS_OK);
    assert_int_equal(joins(p, "Bo", true), STATUS_OK);
    assert_int_equal(chair(p, prepare), STATUS_OK);
}

static inline void asked(struct play *p, const char *prepare)
{
    prepared(p, prepare);
    assert_int_equal(chair(p, ASK2), STATUS_OK);
}

static inline const struct question *second(const struct play *p)
{
    return meeting_question(&p->meeting, 2);
}

#endif
