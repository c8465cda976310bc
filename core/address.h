/* Mail addresses, as they are written in a meeting file and on the command line: name@domain. Pure.
 * The forms of RFC 5321 that people use: dot-atoms of ASCII and a domain name; no quotes, comments
 * or address literals, so that an address can stand in a header as it is. */
#ifndef HUMROOM_CORE_ADDRESS_H
#define HUMROOM_CORE_ADDRESS_H

#include <stdbool.h>

enum { ADDRESS_MAX = 254 }; /* RFC 5321 4.5.3.1.3 less the brackets */

bool address_is_mail(const char *address);

/* The id of a mail without its brackets, left@right (RFC 5322 3.6.4): printable ASCII, at most 250.
 */
bool address_is_message_id(const char *id);

#endif
