#include "core/chat_words.h"

#include "core/text.h"

#include <string.h>
#include <strings.h>

enum chat_word chat_word(const char *line, const char **rest)
{
    static const struct {
        const char *text;
        enum chat_word word;
        bool glued; /* what follows may stand right behind it */
    } words[] = {
        {"#startvote", CHAT_WORD_START_VOTE, false},
        {"#showvote", CHAT_WORD_SHOW_VOTE, false},
        {"#endvote", CHAT_WORD_END_VOTE, false},
        {"#vote", CHAT_WORD_VOTE, false},
        {"q+", CHAT_WORD_QUEUE_JOIN, false},
        {"q-", CHAT_WORD_QUEUE_LEAVE, false},
        {"ack", CHAT_WORD_ACK, false},
        {"mic:", CHAT_WORD_MIC, true},
    };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        const size_t len = strlen(words[i].text);
        if (strncasecmp(line, words[i].text, len) != 0 ||
            (!words[i].glued && line[len] != '\0' && line[len] != ' '))
            continue;
        *rest = line + len + strspn(line + len, " ");
        return words[i].word;
    }
    *rest = line;
    return CHAT_WORD_NONE;
}

static bool is_question_mark(uint32_t c)
{
    return c == '?' || c == 0xff1f || c == 0x61f || c == 0x37e || c == 0x2047 || c == 0x203d ||
           c == 0x55e || c == 0x1367;
}

static bool is_comma(uint32_t c)
{
    return c == ',' || c == 0xff0c || c == 0x3001 || c == 0x60c || c == 0x55d || c == 0x1363;
}

static enum status add_option(struct chat_ballot *b, const char *text, size_t len)
{
    text_trim(&text, &len);
    if (len == 0)
        return REFUSED_BAD_VALUE;
    if (b->option_count == OPTIONS_MAX)
        return REFUSED_TOO_MANY;
    if (len > OPTION_BYTES_MAX)
        return REFUSED_TEXT_TOO_LONG;
    b->options[b->option_count++] = (struct chat_part){text, len};
    return STATUS_OK;
}

static enum status read_options(struct chat_ballot *b, const char *text, size_t len)
{
    enum status s = STATUS_OK;
    size_t begin = 0;
    text_trim(&text, &len);
    if (len == 0)
        return STATUS_OK;
    for (size_t at = 0; at < len && s == STATUS_OK;) {
        const size_t before = at;
        if (!is_comma(text_next(text, len, &at)))
            continue;
        s = add_option(b, text + begin, before - begin);
        begin = at;
    }
    if (s == STATUS_OK)
        s = add_option(b, text + begin, len - begin);
    return s == STATUS_OK && b->option_count < 2 ? REFUSED_BAD_VALUE : s;
}

enum status chat_ballot(const char *text, struct chat_ballot *out)
{
    struct chat_ballot b = {0};
    const size_t len = strlen(text);
    size_t end = len;
    for (size_t at = 0; at < len;)
        if (is_question_mark(text_next(text, len, &at)))
            end = at;
    b.question = (struct chat_part){text, end};
    text_trim(&b.question.text, &b.question.len);
    if (b.question.len == 0)
        return REFUSED_EMPTY_TEXT;
    enum status s = read_options(&b, text + end, len - end);
    if (s == STATUS_OK)
        *out = b;
    return s;
}
