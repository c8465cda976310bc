/* libebur128 on a file: integrated loudness and momentary every 10 ms; with --all also short-term
 * every 50 ms and the true peak, for which it oversamples everything. */
#include "audio/file.h"
#include "tests/bench/loudness_peer.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { CHUNK = 4096 };

int main(int argc, char **argv)
{
    const bool all = argc == 3 && strcmp(argv[2], "--all") == 0;
    struct sound_file *file = NULL;
    if (argc < 2 || sound_file_open(argv[1], &file) != STATUS_OK) {
        fputs("usage: peer FILE.wav [--all]\n", stderr);
        return 64;
    }
    const struct sound_file_info *info = sound_file_info(file);
    struct peer_meter *meter =
        peer_open(info->rate_hz, info->channels, (struct peer_wants){all, all});
    float *x = malloc(CHUNK * (size_t)info->channels * sizeof *x);
    size_t got = 0;
    if (meter == NULL || x == NULL)
        return 71;
    while (sound_file_read(file, x, CHUNK, &got) == STATUS_OK && got > 0)
        peer_push(meter, x, got);
    const struct loudness_peer p = peer_close(meter);
    printf("%.2f %.2f %.2f %.2f\n", p.integrated, p.short_term_max, p.momentary_max, p.true_peak);
    free(x);
    sound_file_close(file);
    return 0;
}
