#include "core/chat.h"

#include <string.h>

/* One line of several, at most; the remark of what is read must point into the message. */
struct lines {
    struct chat_reading read;
    uint32_t count;
    bool several;
};

static void take(struct lines *l, const struct chat_reading *read)
{
    const bool position = read->result == CHAT_POSITION;
    l->count++;
    if (position && l->read.result == CHAT_POSITION && read->option != l->read.option)
        l->several = true;
    if (l->count == 1 || (position && l->read.result != CHAT_POSITION) ||
        (read->result >= CHAT_UNSURE && l->read.result != CHAT_POSITION))
        l->read = *read;
}

struct chat_reading chat_read_lines(const struct meeting *m, const struct question *q,
                                    const struct chat_call *call, const char *lines)
{
    static const struct chat_reading talk = {.result = CHAT_TALK, .remark = ""};
    struct lines all = {.read = talk};
    if (strchr(lines, '\n') == NULL)
        return chat_read(m, q, call, lines);
    for (const char *at = lines; *at != '\0';) {
        char line[LINE_BYTES_MAX + 1];
        size_t len = strcspn(at, "\n"), blanks = strspn(at, " ");
        const char *begin = blanks < len ? at + blanks : at + len;
        size_t count = (size_t)(at + len - begin);
        at += len + (at[len] == '\n');
        if (count == 0)
            continue;
        if (count > LINE_BYTES_MAX) { /* no position is that long */
            take(&all, &talk);
            continue;
        }
        memcpy(line, begin, count);
        line[count] = '\0';
        struct chat_reading read = chat_read(m, q, call, line);
        read.remark = read.remark[0] == '\0' ? "" : begin + (read.remark - line);
        take(&all, &read);
    }
    if (all.several)
        return (struct chat_reading){.result = CHAT_UNSURE_SEVERAL, .remark = ""};
    if (all.count > 1 && all.read.result != CHAT_POSITION && all.read.result < CHAT_UNSURE)
        return talk;
    return all.read;
}
