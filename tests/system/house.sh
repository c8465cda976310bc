#!/bin/bash
# The doors and arrows of the house: each third-party header is included by one file, each room includes only the rooms
# below it, and what is banned stays out. house.sh ROOT; exit 1 with one line for each breach.
set -u
root=${1:?usage: house.sh ROOT}
cd "$root" || exit 2
breaches=0
breach() { echo "$1"; breaches=$((breaches + 1)); }

# header door
doors='portaudio.h audio/capture.c
pa_linux_alsa.h audio/capture.c
kiss_fftr.h audio/spectrum.c
kiss_fft.h audio/spectrum.c
sndfile.h audio/file.c
libwebsockets.h net/server_own.h
ev.h net/loop.c
sqlite3.h core/record.c
jansson.h core/json.c
sodium.h core/digest.c
utf8proc.h core/fold.c
unicode/uchar.h core/make_lookalikes.c
unicode/unorm2.h core/make_lookalikes.c
unicode/uspoof.h core/make_lookalikes.c
unicode/ustring.h core/make_lookalikes.c
gmime/gmime.h net/mail.c
glib.h core/md5.c
ebur128.h tests/bench/loudness_peer.c'

sources() { find "$@" -type f \( -name '*.c' -o -name '*.h' \) | sort; }
rooms=(core audio net clients)

while read -r header door; do
    for file in $(grep -lE "^[[:space:]]*#[[:space:]]*include[[:space:]]*[<\"]([^>\"]*/)?${header//./\\.}[>\"]" $(sources "${rooms[@]}")); do
        [ "$file" = "$door" ] || breach "$file includes $header, whose door is $door"
    done
done <<<"$doors"

for file in $(grep -l '"net/server_own\.h"' $(sources "${rooms[@]}")); do
    grep -qE '^net/server(_[a-z]+)?\.c$' <<<"$file" || breach "$file includes net/server_own.h, which is the server's own"
done

# room: the rooms it may include (quoted includes name the room first)
arrows='core core
audio audio|core
net net|core
clients clients|net|audio|core'
while read -r room allowed; do
    for file in $(sources "$room"); do
        while read -r line; do
            path=$(sed -E 's/.*"([^"]+)".*/\1/' <<<"$line")
            grep -qE "^($allowed)/" <<<"$path" || breach "$file includes $path: $room may include only $allowed"
        done < <(grep -E '^[[:space:]]*#[[:space:]]*include[[:space:]]*"' "$file")
    done
done <<<"$arrows"

# Third-party headers that have no door at all: everything in angle brackets that is not libc's or POSIX's or has a door.
libc='alloca arpa/inet assert complex ctype dirent errno fcntl fenv float getopt glob grp ifaddrs inttypes langinfo limits linux/[a-z_/]+ locale math netdb net/if netinet/[a-z]+ poll pthread pwd sched semaphore setjmp signal spawn stdalign stdarg stdatomic stdbool stddef stdint stdio stdlib stdnoreturn string strings sys/[a-z_]+ syslog termios time unistd wchar wctype zlib'
for file in $(sources "${rooms[@]}"); do
    while read -r header; do
        known=$(grep -cE "^${header//./\\.} " <<<"$doors")
        base=${header%.h}
        grep -qE "^(${libc// /|})$" <<<"$base" || [ "$known" -gt 0 ] || breach "$file includes <$header>, which has no door"
    done < <(grep -oE '^[[:space:]]*#[[:space:]]*include[[:space:]]*<[^>]+>' "$file" | sed -E 's/.*<([^>]+)>/\1/')
done

# The core is pure: no clock, chance, thread, socket or file but in its three exceptions.
for file in $(sources core); do
    case $file in core/record*.c | core/json.c | core/digest.c) continue ;; esac
    grep -nE '\b(clock_gettime|gettimeofday|time|rand|random|getrandom|fopen|open|read|write|socket|pthread_[a-z]+|getenv)[[:space:]]*\(' "$file" |
        grep -vE '^[0-9]+:[[:space:]]*(/?\*|//)' | while read -r line; do echo "$file:$line"; done
done >"${TMPDIR:-/tmp}/house.$$"
while read -r line; do breach "the core is pure: $line"; done <"${TMPDIR:-/tmp}/house.$$"
rm -f "${TMPDIR:-/tmp}/house.$$"

# What is banned everywhere, and state that hides: mutable statics are found by the compiler's symbols, not here.
for file in $(sources "${rooms[@]}"); do
    while read -r line; do breach "banned: $file:$line"; done < <(
        grep -nE '\b(strcpy|strcat|sprintf|vsprintf|gets|strtok|atoi|atol|atof|rand|srand|localtime|system)[[:space:]]*\(' "$file" |
            grep -vE '^[0-9]+:[[:space:]]*(/?\*|//)')
done

# The top level has no other folders.
for entry in $(git ls-tree --name-only HEAD 2>/dev/null); do
    case $entry in
    .* | CMakeLists.txt | CMakePresets.json | README.md | LICENSE | audio | core | net | clients | tests | fixtures) ;;
    *) breach "the top level has no place for $entry" ;;
    esac
done

[ "$breaches" -eq 0 ] && echo "the house is in order"
[ "$breaches" -eq 0 ]
