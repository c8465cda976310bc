/* New Message-IDs for mails that are written here. */
#ifndef HUMROOM_CLIENTS_CLI_MESSAGE_ID_H
#define HUMROOM_CLIENTS_CLI_MESSAGE_ID_H

enum { MESSAGE_ID_LEN = 256 };

/* 128 random bits at the domain of `from`, a mail address; without angle brackets. */
void message_id_new(const char *from, char out[MESSAGE_ID_LEN]);

#endif
