#!/bin/sh
# A disk that fails now and then: syncs and writes come back with EIO or ENOSPC by chance. What was told is there at the
# next start, which goes on behind it; a batch that failed is not there. Ends with 1 where no fault ever fired.
set -eu
writer=$1
rounds=$2
if ! command -v fiu-run >/dev/null; then
    echo "SKIPPED: fiu-run (package fiu-utils) is missing; failing syncs and writes were NOT tested" >&2
    [ "${CI:-}" = true ] && exit 1
    exit 77
fi
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
record=$folder/a.humroom
told=$("$writer" "$record" 3 | tail -n 1)
fired=0 came_back=0
for round in $(seq "$rounds"); do
    for fault in posix/io/sync/fdatasync,failinfo=5 posix/io/rw/pwrite,failinfo=5 posix/io/rw/pwrite,failinfo=28; do
        code=0
        fiu-run -x -c "enable_random name=${fault%,*},probability=0.02,${fault#*,}" \
            "$writer" "$record" 40 >"$folder/told" 2>"$folder/said" || code=$?
        last=$(tail -n 1 "$folder/told")
        told=${last:-$told}
        case $code in
            0) ;;
            74) fired=$((fired + 1)) ;;
            *) echo "round $round, $fault: exit $code: $(cat "$folder/said")"; exit 1 ;;
        esac
        next=$("$writer" "$record" 1) || { echo "round $round, $fault: it cannot go on"; exit 1; }
        # Where the clean-up failed as well, a batch that was told to have failed may still come back with the log.
        [ "$next" -eq $((told + 2)) ] && came_back=$((came_back + 1))
        if [ "$next" -ne $((told + 1)) ] && [ "$next" -ne $((told + 2)) ]; then
            echo "round $round, $fault: $told was told, then came $next"
            exit 1
        fi
        told=$next
    done
done
echo "$fired of $((rounds * 3)) runs failed as they should, $told batches, none lost, $came_back failed ones came back"
[ "$fired" -gt 0 ]
