#include "core/chat.h"

#include "core/chat_option.h"
#include "core/chat_sign.h"
#include "core/fold.h"
#include "core/kind.h"
#include "core/text.h"
#include "core/when.h"

#include <assert.h>
#include <string.h>

static const struct {
    const char *word, *why;
} results[CHAT_RESULT_COUNT] = {
    [CHAT_POSITION] = {"position", "the whole line is a position"},
    [CHAT_TALK] = {"talk", "the whole line is no position"},
    [CHAT_QUOTED] = {"quoted", "somebody else's words"},
    [CHAT_CODE] = {"code", "code"},
    [CHAT_ECHO] = {"echo", "a bot's echo"},
    [CHAT_NUMBER] = {"number", "a number"},
    [CHAT_NO_SUCH] = {"no-such", "the question does not take it"},
    [CHAT_NOT_READ] = {"not-read", "positions were not read from the chat"},
    [CHAT_BEFORE] = {"before", "before the question was opened"},
    [CHAT_AFTER] = {"after", "after it closed"},
    [CHAT_ELSEWHERE] = {"elsewhere", "another topic"},
    [CHAT_SERVER] = {"server", "the server's words"},
    [CHAT_NO_LINE] = {"no-line", "no line of a chat"},
    [CHAT_UNSURE_CHANGE] = {"unsure-change", "near a change of option"},
    [CHAT_UNSURE_OTHER] = {"unsure-other", "another option was called"},
    [CHAT_UNSURE_NOT_CALLED] = {"unsure-not-called", "no option was called"},
    [CHAT_UNSURE_SEVERAL] = {"unsure-several", "it fits several options"},
    [CHAT_UNSURE_NUMBER] = {"unsure-number", "it may be a number of something"},
    [CHAT_UNSURE_REASON] = {"unsure-reason", "its reason is missing"},
    [CHAT_UNSURE_RELAYED] = {"unsure-relayed", "it may be somebody else's"},
    [CHAT_UNSURE_REACTION] = {"unsure-reaction", "a sign under somebody's line"},
    [CHAT_UNSURE_SIGN] = {"unsure-sign", "a sign, not in words"},
};

const char *chat_result_word(int result)
{
    assert(result >= 0 && result < CHAT_RESULT_COUNT);
    return results[result].word;
}

const char *chat_result_why(int result)
{
    assert(result >= 0 && result < CHAT_RESULT_COUNT);
    return results[result].why;
}

struct chat_call chat_call_at(const struct meeting *m, const struct run *r, int64_t time_us)
{
    static const int64_t near_us = CHAT_NEAR_SECONDS * SECOND_US;
    const uint32_t run = (uint32_t)(r - m->runs.items) + 1;
    struct chat_call call = {.option = -1};
    int32_t last = -1;
    int64_t over_us = INT64_MIN;
    for (uint32_t i = 0; i < m->calls.count; i++) {
        const struct call *c = &m->calls.items[i];
        if (c->run != run)
            continue;
        bool change = c->option >= 0 && last >= 0 && c->option != last;
        int64_t away_us = c->time_us > time_us ? c->time_us - time_us : time_us - c->time_us;
        call.near_change = call.near_change || (change && away_us < near_us);
        last = c->option >= 0 ? c->option : last;
        if (c->time_us > time_us)
            continue;
        over_us = c->option < 0 ? c->time_us : INT64_MIN;
        call.option = last;
    }
    if (over_us != INT64_MIN && time_us - over_us >= near_us)
        call.option = -1;
    return call;
}

/* ---- reading ---- */

struct reader {
    const struct meeting *meeting;
    const struct question *question;
    const struct chat_call *call;
};

static const struct chat_reading talk = {.result = CHAT_TALK, .remark = ""};

static struct chat_reading only(enum chat_result result)
{
    return (struct chat_reading){.result = result, .remark = ""};
}

/* A position, where the question takes it: with the reason that it needs. */
static struct chat_reading position(const struct reader *r, int32_t option, const char *remark)
{
    if (option == ANSWER_NO_OPINION && !kind_rules(r->question->kind)->no_opinion)
        return only(CHAT_NO_SUCH);
    if (kind_wants(r->meeting, r->question, option) == WANTS_REASON && remark[0] == '\0')
        return only(CHAT_UNSURE_REASON);
    return (struct chat_reading){.result = CHAT_POSITION, .option = option, .remark = remark};
}

/* Among options of their own, the only one that has one of these names; -1: none has. */
static int32_t option_called(const struct reader *r, const char *const names[2])
{
    int32_t found = -1;
    for (size_t i = 0; i < 2; i++) {
        int32_t option;
        if (!kind_rules(r->question->kind)->own_options ||
            chat_option_named(r->meeting, r->question, names[i], strlen(names[i]), &option) !=
                MATCH_ONE)
            continue;
        if (found >= 0)
            return -1;
        found = option;
    }
    return found;
}

/* The option that +1 or -1 is for; -1: none. */
static int32_t sign_option(const struct reader *r, bool plus)
{
    static const char *const names[2][2] = {{"against", "no"}, {"for", "yes"}};
    const int32_t option = kind_sign(r->question, plus);
    return option >= 0 ? option : option_called(r, names[plus]);
}

static struct chat_reading no_opinion(const struct reader *r)
{
    static const char *const names[2] = {"abstain", "no opinion"};
    const int32_t option = option_called(r, names);
    return position(r, option >= 0 ? option : ANSWER_NO_OPINION, "");
}

/* For or against, where the kind knows such sides. "Can you not live with it?": yes and no can both
 * be meant. */
static struct chat_reading side(const struct reader *r, bool plus)
{
    int32_t option = sign_option(r, plus);
    if (r->question->kind == QUESTION_LIVE_WITH)
        return only(CHAT_UNSURE_SEVERAL);
    return option >= 0 ? position(r, option, "") : only(CHAT_NO_SUCH);
}

/* ---- words ---- */

static bool begins_with_word(const char *text, const char *word)
{
    size_t len = strlen(word);
    return strncmp(text, word, len) == 0 && (text[len] == '\0' || strchr(" ,;:!.)", text[len]));
}

/* "hum", "hums", "hummm": the length of the word, 0: another. */
static size_t hum_len(const char *text)
{
    size_t len = 3;
    if (strncmp(text, "hum", len) != 0)
        return 0;
    while (text[len] == 'm')
        len++;
    if (len == 3 && text[len] == 's')
        len++;
    return text[len] == '\0' || text[len] == ' ' ? len : 0;
}

/* Ends that are nothing: a full stop, exclamation marks; stars and underscores around all of it. */
static void strip(char *text)
{
    static const char stop[] = "\xe3\x80\x82"; /* the ideographic one */
    size_t len = strlen(text);
    while (len > 2 && (text[0] == '*' || text[0] == '_') && text[len - 1] == text[0]) {
        text[--len] = '\0';
        memmove(text, text + 1, len);
        len--;
    }
    if (len > 3 && strcmp(text + len - 3, stop) == 0)
        text[len - 3] = '\0';
    else if (len > 1 && text[len - 1] == '.' && text[len - 2] != '.')
        text[len - 1] = '\0';
    else
        while (len > 1 && text[len - 1] == '!')
            text[--len] = '\0';
}

/* What an option's name, yes and no, a number or a letter say, with "option" before these or
 * without; text is folded. */
static struct chat_reading by_name(const struct reader *r, const char *text)
{
    static const char option_word[] = "option ";
    static const char *const plus[] = {"yes", "for"}, *const minus[] = {"no", "against"},
                             *const none[] = {"abstain", "no opinion"};
    int32_t option;
    enum chat_match match = chat_option_named(r->meeting, r->question, text, strlen(text), &option);
    if (match == MATCH_SEVERAL)
        return only(CHAT_UNSURE_SEVERAL);
    if (match == MATCH_ONE)
        return position(r, option, "");
    for (size_t i = 0; i < 2; i++) {
        if (strcmp(text, plus[i]) == 0 || strcmp(text, minus[i]) == 0)
            return side(r, strcmp(text, plus[i]) == 0);
        if (strcmp(text, none[i]) == 0)
            return no_opinion(r);
    }
    if (strncmp(text, option_word, strlen(option_word)) == 0)
        return by_name(r, text + strlen(option_word));
    match = chat_option_numbered(r->question, text, strlen(text), &option);
    if (match == MATCH_NONE)
        return talk;
    return match == MATCH_ONE ? position(r, option, "") : only(CHAT_UNSURE_SEVERAL);
}

/* ---- signs: +1, -1, +0, -0, 0 ---- */

/* "+1 against", "-1 for": a remark that is another option's name. */
static bool names_another(const struct reader *r, const char *remark, int32_t option)
{
    static const char for_word[] = "for ";
    struct folded f;
    if (!fold_loosely(remark, strlen(remark), &f))
        return false;
    strip(f.text);
    const bool skips = strncmp(f.text, for_word, strlen(for_word)) == 0;
    const struct chat_reading named = by_name(r, f.text + (skips ? strlen(for_word) : 0));
    return named.result == CHAT_POSITION && named.option != option;
}

/* +1, -1. "+1" is for "for"; while another option is called it may be meant for that. */
static struct chat_reading by_one(const struct reader *r, bool plus, const char *remark)
{
    const int32_t option = sign_option(r, plus);
    if (plus && r->call->near_change)
        return only(CHAT_UNSURE_CHANGE);
    if (plus && r->call->option >= 0 && r->call->option != option)
        return only(CHAT_UNSURE_OTHER);
    if (option >= 0 && names_another(r, remark, option))
        return only(CHAT_UNSURE_SEVERAL);
    if (option >= 0)
        return position(r, option, remark);
    return only(plus && r->question->kind == QUESTION_OPTIONS ? CHAT_UNSURE_NOT_CALLED
                                                              : CHAT_NO_SUCH);
}

static struct chat_reading by_sign(const struct reader *r, const char *line)
{
    const struct chat_signed s = chat_signed(line);
    switch (s.sign) {
    case CHAT_SIGN_PLUS:
    case CHAT_SIGN_MINUS:
        return by_one(r, s.sign == CHAT_SIGN_PLUS, s.remark);
    case CHAT_SIGN_ZERO:
        return no_opinion(r);
    case CHAT_SIGN_NONE:
        break;
    }
    return only(s.why);
}

/* What is named behind "#vote" and "hum for": any form. */
static struct chat_reading by_any(const struct reader *r, const char *text)
{
    struct chat_reading read = by_name(r, text);
    if (read.result == CHAT_TALK && text[0] != '\0')
        read = by_sign(r, text);
    if (read.result == CHAT_TALK || read.result == CHAT_NUMBER)
        read = only(CHAT_NO_SUCH);
    read.remark = "";
    return read;
}

static struct chat_reading by_hum(const struct reader *r, const char *rest)
{
    static const char for_word[] = " for ";
    if (rest[0] != '\0') /* "hum for JSON", "hum against" */
        return by_any(r, strncmp(rest, for_word, strlen(for_word)) == 0 ? rest + strlen(for_word)
                                                                        : rest + 1);
    if (!kind_rules(r->question->kind)->hummed)
        return only(CHAT_NO_SUCH);
    if (r->call->near_change)
        return only(CHAT_UNSURE_CHANGE);
    return r->call->option >= 0 ? position(r, r->call->option, "") : only(CHAT_UNSURE_NOT_CALLED);
}

/* "hum for X" is one; "hum a tune" is talk. */
static bool is_about_hum(const char *rest)
{
    return rest[0] == '\0' || strncmp(rest, " for", 4) == 0 || strcmp(rest, " against") == 0;
}

static struct chat_reading by_words(const struct reader *r, const char *line)
{
    static const char me[] = "/me ", vote[] = "#vote";
    struct folded f;
    if (!fold_loosely(line, strlen(line), &f))
        return talk;
    strip(f.text);
    if (begins_with_word(f.text, vote))
        return by_any(r, f.text + strlen(vote) + (f.text[strlen(vote)] == ' '));
    const char *text = strncmp(f.text, me, strlen(me)) == 0 ? f.text + strlen(me) : f.text;
    const size_t hum = hum_len(text);
    if (hum > 0 && is_about_hum(text + hum))
        return by_hum(r, text + hum);
    return text == f.text ? by_name(r, text) : talk;
}

/* ---- lines that are nobody's own words ---- */

static enum chat_result not_own(const char *line)
{
    static const char *const quotes[] = {">",      "|",      "\"",     "'",
                                         "\u00bb", "\u00ab", "\u201c", "\u201d",
                                         "\u201e", "\u2018", "\u300c", "\uff1e"};
    if (line[0] == '`')
        return CHAT_CODE;
    for (size_t i = 0; i < sizeof quotes / sizeof *quotes; i++)
        if (strncmp(line, quotes[i], strlen(quotes[i])) == 0)
            return CHAT_QUOTED;
    return line[0] == '<' && strchr(line, '>') != NULL ? CHAT_QUOTED : CHAT_TALK;
}

struct chat_reading chat_read(const struct meeting *m, const struct question *q,
                              const struct chat_call *call, const char *line)
{
    const struct reader r = {.meeting = m, .question = q, .call = call};
    int32_t option;
    if ((q->kind == QUESTION_PLURALITY && !q->chat_counted) || q->kind == QUESTION_DRAW ||
        q->kind == QUESTION_DECLARE) /* nobody answers a draw */
        return only(CHAT_NOT_READ);
    if (line[0] == '\0')
        return talk;
    enum chat_match match = chat_option_named(m, q, line, strlen(line), &option);
    if (match == MATCH_SEVERAL)
        return only(CHAT_UNSURE_SEVERAL);
    if (match == MATCH_ONE)
        return position(&r, option, "");
    const enum chat_result other = not_own(line);
    if (other != CHAT_TALK)
        return only(other);
    struct chat_reading read = by_words(&r, line);
    return read.result == CHAT_TALK ? by_sign(&r, line) : read;
}
