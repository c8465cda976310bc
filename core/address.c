#include "core/address.h"

#include <string.h>

enum { LOCAL_MAX = 64, LABEL_MAX = 63, MESSAGE_ID_MAX = 250 };

static bool is_letter_or_digit(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

static bool is_atom(char c)
{
    return is_letter_or_digit(c) || (c != '\0' && strchr("!#$%&'*+-/=?^_`{|}~", c) != NULL);
}

/* Atoms with single dots between them. */
static bool is_dot_atom(const char *text, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        bool dot = text[i] == '.';
        if (!dot && !is_atom(text[i]))
            return false;
        if (dot && (i == 0 || i + 1 == len || text[i - 1] == '.'))
            return false;
    }
    return len > 0;
}

static bool is_domain(const char *domain)
{
    size_t label = 0;
    for (const char *c = domain;; c++) {
        if (*c == '.' || *c == '\0') {
            if (label == 0 || label > LABEL_MAX || c[-1] == '-')
                return false;
            label = 0;
            if (*c == '\0')
                return true;
        } else if (is_letter_or_digit(*c) || (*c == '-' && label > 0)) {
            label++;
        } else {
            return false;
        }
    }
}

bool address_is_mail(const char *address)
{
    const char *at = strchr(address, '@');
    return at != NULL && strlen(address) <= ADDRESS_MAX && at - address <= LOCAL_MAX &&
           is_dot_atom(address, (size_t)(at - address)) && is_domain(at + 1);
}

bool address_is_message_id(const char *id)
{
    const char *at = strchr(id, '@');
    if (at == NULL || at == id || at[1] == '\0' || strlen(id) > MESSAGE_ID_MAX)
        return false;
    for (const char *c = id; *c != '\0'; c++)
        if (*c <= ' ' || *c > '~' || (c != at && strchr("<>()@,;\\\"", *c) != NULL))
            return false;
    return true;
}
