#!/bin/bash
# That house.sh finds what it is there to find: a small house with one breach of each kind, and one without.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
house=$(mktemp -d)
trap 'rm -rf "$house"' EXIT
mkdir -p "$house"/{core,audio,net,clients}
cd "$house"

clean() { rm -f */*.c; printf '#include "core/a.h"\n#include <stdio.h>\n' >core/a.c; printf '#include "core/a.h"\n' >audio/b.c; }
expect() { # WHAT FILE TEXT
    clean
    printf '%s\n' "$3" >"$2"
    if bash "$here/house.sh" "$house" >out; then
        echo "not found: $1"; exit 1
    fi
    grep -q "$(basename "$2")" out || { echo "found, but not in $2: $(cat out)"; exit 1; }
}
clean
bash "$here/house.sh" "$house" >/dev/null || { echo "a clean house was blamed"; exit 1; }
expect "a second door to SQLite" net/c.c '#include <sqlite3.h>'
expect "a door in quotes" net/c.c '#include "portaudio.h"'
expect "the server's own header elsewhere" net/c.c '#include "net/server_own.h"'
expect "an arrow up" core/c.c '#include "net/hub.h"'
expect "an arrow across" audio/c.c '#include "net/hub.h"'
expect "a header without door" net/c.c '#include <curl/curl.h>'
expect "a clock in the core" core/c.c 'long f(void) { return time (0); }'
expect "a banned function" clients/c.c 'void f(char *a) { sprintf(a, "x"); }'
echo "every breach was found"
