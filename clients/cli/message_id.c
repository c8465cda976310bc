#include "clients/cli/message_id.h"

#include "core/command.h"
#include "core/digest.h"

#include <stdio.h>
#include <string.h>

void message_id_new(const char *from, char out[MESSAGE_ID_LEN])
{
    uint8_t chance[COMMAND_ID_LEN];
    char hex[2 * COMMAND_ID_LEN + 1];
    digest_random(chance, sizeof chance);
    command_id_hex(chance, hex);
    snprintf(out, MESSAGE_ID_LEN, "%s.humroom@%.190s", hex, strchr(from, '@') + 1);
}
