#include "net/mail.h"

#include "core/address.h"
#include "core/text.h"
#include "core/when.h"

#include <gmime/gmime.h>

#include <stdlib.h>
#include <string.h>

enum { NAME_MAX_BYTES = 998, SUBJECT_MAX_BYTES = 998 };

static enum status check(const struct mail *m)
{
    if (!address_is_mail(m->from) || !address_is_mail(m->to) ||
        !address_is_message_id(m->message_id))
        return REFUSED_BAD_VALUE;
    enum status s = STATUS_OK;
    if (m->from_name[0] != '\0')
        s = text_check(m->from_name, strlen(m->from_name), NAME_MAX_BYTES);
    return s == STATUS_OK ? text_check(m->subject, strlen(m->subject), SUBJECT_MAX_BYTES) : s;
}

static void set_date(GMimeMessage *message, int64_t date_us)
{
    GDateTime *date = g_date_time_new_from_unix_utc(date_us / SECOND_US);
    g_mime_message_set_date(message, date);
    g_date_time_unref(date);
}

/* Seven bits on the way: what is not ASCII, or longer than a line may be, is encoded. */
static GMimeObject *text_part(const char *body)
{
    GMimeTextPart *text = g_mime_text_part_new_with_subtype("plain");
    g_mime_text_part_set_charset(text, "utf-8");
    g_mime_text_part_set_text(text, body);
    /* set_text names the narrowest charset that holds the text; it is UTF-8 in any case */
    g_mime_text_part_set_charset(text, "utf-8");
    GMimePart *part = GMIME_PART(text);
    GMimeContentEncoding encoding =
        g_mime_part_get_best_content_encoding(part, GMIME_ENCODING_CONSTRAINT_7BIT);
    g_mime_part_set_content_encoding(
        part, encoding == GMIME_CONTENT_ENCODING_DEFAULT ? GMIME_CONTENT_ENCODING_7BIT : encoding);
    return GMIME_OBJECT(text);
}

static GMimeMessage *message_of(const struct mail *m)
{
    const char *name = m->from_name[0] != '\0' ? m->from_name : NULL;
    GMimeMessage *message = g_mime_message_new(TRUE);
    g_mime_message_add_mailbox(message, GMIME_ADDRESS_TYPE_FROM, name, m->from);
    g_mime_message_add_mailbox(message, GMIME_ADDRESS_TYPE_TO, NULL, m->to);
    set_date(message, m->date_us);
    g_mime_message_set_subject(message, m->subject, "utf-8");
    g_mime_message_set_message_id(message, m->message_id);
    GMimeObject *text = text_part(m->body);
    g_mime_message_set_mime_part(message, text);
    g_object_unref(text);
    return message;
}

static enum status copy(const GByteArray *bytes, char **out, size_t *len)
{
    char *text = malloc((size_t)bytes->len + 1);
    if (text == NULL)
        return FAILED_NO_MEMORY;
    memcpy(text, bytes->data, bytes->len);
    text[bytes->len] = '\0';
    *out = text;
    *len = bytes->len;
    return STATUS_OK;
}

enum status mail_write(const struct mail *m, char **out, size_t *len)
{
    enum status s = check(m);
    if (s != STATUS_OK)
        return s;
    g_mime_init();
    GMimeFormatOptions *format = g_mime_format_options_new();
    g_mime_format_options_set_newline_format(format, GMIME_NEWLINE_FORMAT_DOS);
    GMimeMessage *message = message_of(m);
    GMimeStream *stream = g_mime_stream_mem_new();
    g_mime_object_write_to_stream(GMIME_OBJECT(message), format, stream);
    s = copy(g_mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(stream)), out, len);
    g_object_unref(stream);
    g_object_unref(message);
    g_mime_format_options_free(format);
    return s;
}
