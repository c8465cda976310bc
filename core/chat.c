#include "core/chat.h"

#include "core/kind.h"

#include <string.h>

/* Blanks and signs that may stand between a position and a remark. A digit, a letter, another sign
 * of number or a point before a digit makes it something else: "+10", "-1.5 dB is what I measured".
 */
static bool remark_follows(const char *rest, const char **remark)
{
    if (rest[0] == '\0') {
        *remark = rest;
        return true;
    }
    if (strchr(" \t,;:!.)-", rest[0]) == NULL)
        return false;
    if (rest[0] != ' ' && rest[0] != '\t' && rest[1] >= '0' && rest[1] <= '9')
        return false;
    *remark = rest + strspn(rest, " \t,;:!.)-");
    return true;
}

static bool by_sign(const struct question *q, const char *line, int32_t *option,
                    const char **remark)
{
    bool plus = strncmp(line, "+1", 2) == 0;
    if ((!plus && strncmp(line, "-1", 2) != 0) || kind_sign(q, plus) < 0 ||
        !remark_follows(line + 2, remark))
        return false;
    *option = kind_sign(q, plus);
    return true;
}

static bool no_opinion(const char *line)
{
    return strcmp(line, "0") == 0 || strcmp(line, "+0") == 0 || strcmp(line, "-0") == 0;
}

/* "2" or "b" for the second option. */
static bool by_number_or_letter(const char *line, uint32_t count, int32_t *option)
{
    uint32_t number = 0;
    if ((line[0] >= '1' && line[0] <= '9') &&
        (line[1] == '\0' || (line[1] >= '0' && line[1] <= '9' && line[2] == '\0')))
        number = line[1] == '\0' ? (uint32_t)(line[0] - '0')
                                 : (uint32_t)(10 * (line[0] - '0') + line[1] - '0');
    else if (((line[0] | 0x20) >= 'a' && (line[0] | 0x20) <= 'z') && line[1] == '\0')
        number = (uint32_t)((line[0] | 0x20) - 'a' + 1);
    if (number < 1 || number > count)
        return false;
    *option = (int32_t)number - 1;
    return true;
}

bool chat_position(const struct meeting *m, const struct question *q, const char *line,
                   int32_t *option, const char **remark)
{
    *remark = line + strlen(line);
    if ((q->kind == QUESTION_PLURALITY && !q->chat_counted) || kind_rules(q->kind)->drawn)
        return false;
    if (by_sign(q, line, option, remark))
        return kind_wants(m, q, *option) != WANTS_REASON || (*remark)[0] != '\0';
    for (uint32_t i = 0; i < q->option_count; i++)
        if (strcasecmp(line, meeting_text(m, meeting_option(m, q, i)->name)) == 0) {
            *option = (int32_t)i;
            return kind_wants(m, q, *option) != WANTS_REASON;
        }
    if (kind_rules(q->kind)->no_opinion && no_opinion(line)) {
        *option = ANSWER_NO_OPINION;
        return true;
    }
    return kind_rules(q->kind)->own_options && by_number_or_letter(line, q->option_count, option);
}
