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
        (m->cc != NULL && !address_is_mail(m->cc)) || !address_is_message_id(m->message_id) ||
        (m->in_reply_to != NULL && !address_is_message_id(m->in_reply_to)))
        return REFUSED_BAD_VALUE;
    enum status s = STATUS_OK;
    if (m->from_name[0] != '\0')
        s = text_check(m->from_name, strlen(m->from_name), NAME_MAX_BYTES);
    return s == STATUS_OK ? text_check(m->subject, strlen(m->subject), SUBJECT_MAX_BYTES) : s;
}

/* The end of the characters that fit into one encoded word. */
static size_t word_end(const char *plain, size_t len, size_t from)
{
    enum { WORD_BYTES = 42 }; /* 56 characters of Base64 and 12 around them */
    size_t end = from;
    for (size_t at = from; at < len && at - from <= WORD_BYTES;) {
        (void)text_next(plain, len, &at);
        if (at - from <= WORD_BYTES)
            end = at;
    }
    return end;
}

/* What looks like a word that is encoded already would pass the library as it is, and be decoded by
 * whoever reads it, ends of lines and all. Such a text is encoded whole before (RFC 2047 section 2:
 * a word has at most 75 characters; section 5: no character lies in two), which passes just so. */
static enum status shielded(const char *plain, char **out)
{
    struct text t = {0};
    const size_t len = strlen(plain);
    const bool encoded = strstr(plain, "=?") != NULL;
    if (!encoded)
        text_add(&t, plain);
    for (size_t from = 0; encoded && from < len;) {
        size_t end = word_end(plain, len, from);
        gchar *word = g_base64_encode((const guchar *)plain + from, end - from);
        text_addf(&t, "%s=?utf-8?b?%s?=", from > 0 ? " " : "", word);
        g_free(word);
        from = end;
    }
    return text_take(&t, out, NULL);
}

static void set_date(GMimeMessage *message, int64_t date_us)
{
    GDateTime *date = g_date_time_new_from_unix_utc(date_us / SECOND_US);
    g_mime_message_set_date(message, date);
    g_date_time_unref(date);
}

/* Seven bits on the way: what is not ASCII, or longer than a line may be, is encoded. The bytes are
 * given as they are, since the library would choose the narrowest charset for a text. */
static GMimeObject *text_part(const char *body)
{
    GMimePart *part = g_mime_part_new_with_type("text", "plain");
    g_mime_object_set_content_type_parameter(GMIME_OBJECT(part), "charset", "utf-8");
    GMimeStream *bytes = g_mime_stream_mem_new_with_buffer(body, strlen(body));
    GMimeDataWrapper *content =
        g_mime_data_wrapper_new_with_stream(bytes, GMIME_CONTENT_ENCODING_DEFAULT);
    g_mime_part_set_content(part, content);
    g_object_unref(content);
    g_object_unref(bytes);
    GMimeContentEncoding encoding =
        g_mime_part_get_best_content_encoding(part, GMIME_ENCODING_CONSTRAINT_7BIT);
    g_mime_part_set_content_encoding(
        part, encoding == GMIME_CONTENT_ENCODING_DEFAULT ? GMIME_CONTENT_ENCODING_7BIT : encoding);
    return GMIME_OBJECT(part);
}

static void add_address(GMimeMessage *message, GMimeAddressType type, const char *name,
                        const char *address)
{
    InternetAddress *mailbox = internet_address_mailbox_new(*name != '\0' ? name : NULL, address);
    internet_address_set_charset(mailbox, "utf-8");
    internet_address_list_add(g_mime_message_get_addresses(message, type), mailbox);
    g_object_unref(mailbox);
}

/* Both headers, as RFC 5322 3.6.4 asks of a first answer. */
static void set_parent(GMimeMessage *message, const char *id)
{
    char *bracketed = g_strdup_printf("<%s>", id);
    g_mime_object_set_header(GMIME_OBJECT(message), "In-Reply-To", bracketed, NULL);
    g_mime_object_set_header(GMIME_OBJECT(message), "References", bracketed, NULL);
    g_free(bracketed);
}

static GMimeMessage *message_of(const struct mail *m)
{
    GMimeMessage *message = g_mime_message_new(TRUE);
    add_address(message, GMIME_ADDRESS_TYPE_FROM, m->from_name, m->from);
    add_address(message, GMIME_ADDRESS_TYPE_TO, "", m->to);
    if (m->cc != NULL)
        add_address(message, GMIME_ADDRESS_TYPE_CC, "", m->cc);
    set_date(message, m->date_us);
    g_mime_message_set_subject(message, m->subject, "utf-8");
    g_mime_message_set_message_id(message, m->message_id);
    if (m->in_reply_to != NULL)
        set_parent(message, m->in_reply_to);
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

static enum status write_checked(const struct mail *m, char **out, size_t *len)
{
    g_mime_init();
    GMimeFormatOptions *format = g_mime_format_options_new();
    g_mime_format_options_set_newline_format(format, GMIME_NEWLINE_FORMAT_DOS);
    GMimeMessage *message = message_of(m);
    GMimeStream *stream = g_mime_stream_mem_new();
    g_mime_object_write_to_stream(GMIME_OBJECT(message), format, stream);
    enum status s = copy(g_mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(stream)), out, len);
    g_object_unref(stream);
    g_object_unref(message);
    g_mime_format_options_free(format);
    return s;
}

enum status mail_write(const struct mail *m, char **out, size_t *len)
{
    struct mail safe = *m;
    char *name = NULL;
    char *subject = NULL;
    enum status s = check(m);
    if (s == STATUS_OK)
        s = shielded(m->from_name, &name);
    if (s == STATUS_OK)
        s = shielded(m->subject, &subject);
    safe.from_name = name;
    safe.subject = subject;
    if (s == STATUS_OK)
        s = write_checked(&safe, out, len);
    free(name);
    free(subject);
    return s;
}
