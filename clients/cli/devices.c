#include "clients/cli/cli.h"

#include "audio/capture.h"
#include "core/json.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char help[] =
    "Usage: humroom devices [--json]\n"
    "\n"
    "Lists the microphones of this machine, by the name or the index that\n"
    "`humroom serve --microphone` takes; the star marks the one that is taken\n"
    "where none is named.\n"
    "\n"
    "  --json     for programs: {\"schema\": \"humroom.devices/1\", \"devices\": [...]}\n"
    "  --help     this text\n"
    "  --version  the version of humroom\n"
    "\n"
    "Example:\n"
    "  humroom devices\n"
    "  humroom serve --microphone \"Blue Yeti\"\n"
    "\n"
    "Exit code: 0; 64 wrong usage; 69 there is no microphone, or no sound system.\n";

static void print_table(const struct capture_device *devices, size_t count)
{
    puts("  index  channels  rate_hz  api                  name");
    for (size_t i = 0; i < count; i++) {
        const struct capture_device *d = &devices[i];
        printf("%c %5d  %8d  %7d  %-19s  %s\n", d->is_default ? '*' : ' ', d->index, d->channels,
               d->rate_hz, d->api, d->name);
    }
}

static enum status print_json(const struct capture_device *devices, size_t count)
{
    struct json *list = json_array_new();
    for (size_t i = 0; i < count; i++) {
        const struct capture_device *d = &devices[i];
        struct json *one = json_object_new();
        json_put_integer(one, "index", d->index);
        json_put_text(one, "name", d->name);
        json_put_text(one, "api", d->api);
        json_put_integer(one, "channels", d->channels);
        json_put_integer(one, "rate_hz", d->rate_hz);
        json_put_bool(one, "default", d->is_default);
        json_add_take(list, one);
    }
    struct json *all = json_object_new();
    json_put_text(all, "schema", "humroom.devices/1");
    json_put_take(all, "devices", list);
    char *text = NULL;
    enum status s = json_write(all, JSON_PRETTY, &text, NULL);
    if (s == STATUS_OK)
        puts(text);
    free(text);
    json_free(all);
    return s;
}

static int list(bool as_json)
{
    struct capture_device devices[CAPTURE_DEVICES_MAX];
    size_t count = 0;
    enum status s = capture_list(devices, CAPTURE_DEVICES_MAX, &count);
    if (s == STATUS_OK && as_json)
        s = print_json(devices, count);
    else if (s == STATUS_OK && count > 0)
        print_table(devices, count);
    if (s != STATUS_OK)
        return cli_fail("devices", NULL, s);
    int written = cli_written("devices");
    if (written != 0 || count > 0)
        return written;
    fputs("humroom devices: there is no microphone here\n", stderr);
    return status_exit(REFUSED_NO_DEVICE);
}

int command_devices(int argc, char **argv)
{
    int asked;
    if (cli_asked("devices", help, argc, argv, &asked))
        return asked;
    bool as_json = false;
    for (int i = 1; i < argc; i++) {
        if (strcmp(argv[i], "--json") != 0)
            return cli_usage("devices", "not known", argv[i]);
        as_json = true;
    }
    return list(as_json);
}
