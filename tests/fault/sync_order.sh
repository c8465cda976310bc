#!/bin/sh
# Nothing is told before it is on disk: watches the writer's system calls. When a number is told, no byte written to the
# log, the record or the keys may wait for its sync; and the record's log is not touched while a key line waits.
set -eu
writer=$1
if ! strace -o /dev/null true 2>/dev/null; then
    echo "SKIPPED: strace is missing or may not trace here; the order of syncs was NOT tested" >&2
    [ "${CI:-}" = true ] && exit 1
    exit 77
fi
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
strace -f -y -s 32 -e trace=write,pwrite64,writev,pwritev,fsync,fdatasync,ftruncate -o "$folder/calls" \
    "$writer" "$folder/a.humroom" 50 >"$folder/told"
awk '
    # 1234 pwrite64(5</tmp/x/a.humroom-wal>, ...) = 24
    match($0, /\([0-9]+<[^>]*>/) { file = substr($0, RSTART, RLENGTH); sub(/.*</, "", file); sub(/>$/, "", file) }
    /write/ && file ~ /a\.humroom/ && file !~ /-shm$/ { # what -shm holds is made anew after a crash
        if (file ~ /-wal$/ && keys in dirty) { print "the log was written while a key line waited for its sync: " $0; bad = 1 }
        if (file ~ /\.keys$/) keys = file
        dirty[file] = 1; writes[file ~ /-wal$/ ? "log" : file ~ /\.keys$/ ? "keys" : "record"]++
    }
    /fsync|fdatasync/ { if (file in dirty) { delete dirty[file]; syncs++ } }
    /write\(1</ {
        told++
        for (f in dirty) { print "told while " f " waits for its sync: " $0; bad = 1 }
    }
    END {
        printf "%d told, %d writes to the log, %d to the keys, %d syncs\n", told, writes["log"], writes["keys"], syncs
        if (told != 50 || writes["log"] < 50 || writes["keys"] < 50 || syncs < 100) { print "that is not what was to be watched"; bad = 1 }
        exit bad
    }' "$folder/calls"
