/* Plays every file of the folders given to the fuzz target it is linked with. */
#include "tests/fuzz/fuzz.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>

enum { INPUT_MAX = 1 << 20 };

static int play_file(const char *folder, const char *name)
{
    char path[4096];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "rb");
    uint8_t *bytes = malloc(INPUT_MAX);
    if (file == NULL || bytes == NULL) {
        fprintf(stderr, "%s cannot be read\n", path);
        exit(66);
    }
    size_t len = fread(bytes, 1, INPUT_MAX, file);
    fclose(file);
    uint8_t *exact = malloc(len > 0 ? len : 1); /* so that a sanitizer sees a step behind the end */
    if (exact == NULL)
        exit(71);
    for (size_t i = 0; i < len; i++)
        exact[i] = bytes[i];
    free(bytes);
    LLVMFuzzerTestOneInput(exact, len);
    free(exact);
    return 1;
}

int main(int argc, char **argv)
{
    int played = 0;
    for (int i = 1; i < argc; i++) {
        DIR *folder = opendir(argv[i]);
        if (folder == NULL) {
            fprintf(stderr, "%s is no folder\n", argv[i]);
            return 66;
        }
        for (struct dirent *e; (e = readdir(folder)) != NULL;)
            if (e->d_name[0] != '.')
                played += play_file(argv[i], e->d_name);
        closedir(folder);
    }
    printf("%d inputs\n", played);
    return played > 0 ? 0 : 1;
}
