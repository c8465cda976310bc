#!/bin/sh
# check.sh HUMROOM: what `humroom check` says of a microphone that hears nothing, of two, and of one that is not there. Inside
# with_pulse.
set -eu
humroom=$1
fail() {
    echo "check.sh: $1" >&2
    exit 1
}

"$humroom" check --seconds 4 --json >"$HOME/json" 2>"$HOME/errors"
tr -d '\n' <"$HOME/json" | tr -s ' ' >"$HOME/compact"
grep -q '^{ "schema": "humroom.check/1", "microphones": \[ { "device": "default", "api": "ALSA", "rate_hz": 48000,' "$HOME/compact" ||
    fail "not that JSON"
grep -q '"state": "done", "seconds": 4.0, "level_db": -120' "$HOME/compact" || fail "silence is not -120 dB"
grep -q '"clipped_ms": 0, "lost_frames": 0,' "$HOME/compact" || fail "clipped or lost"
grep -q '"advice": \[ "Nothing is heard' "$HOME/compact" || fail "silence is not told first"
grep -q '^Listening for 4 seconds.' "$HOME/errors" || fail "nobody is asked to hum"

"$humroom" check --seconds 4 --microphone default --microphone pulse >"$HOME/text" 2>/dev/null
[ "$(grep -c '^\(default\|pulse\) (ALSA, 48000 Hz' "$HOME/text")" = 2 ] || fail "not two microphones"
[ "$(grep -c '^- Do not hum beside it' "$HOME/text")" = 2 ] || fail "not the advice for each"

exits() {
    expected=$1
    shift
    status=0
    "$humroom" check "$@" >/dev/null 2>"$HOME/errors" || status=$?
    [ "$status" = "$expected" ] || fail "$*: exit code $status, not $expected"
    [ "$(wc -l <"$HOME/errors")" = 1 ] || fail "$*: not one line"
}
exits 69 --microphone 'no such microphone'
exits 64 --seconds 3
exits 64 --seconds
exits 64 --sconds 5
"$humroom" check --help | grep -q '^Example:' || fail "the help has no example"
