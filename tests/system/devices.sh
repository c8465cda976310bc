#!/bin/sh
# devices.sh HUMROOM: what `humroom devices` says where there is a microphone, and where there is none. Inside with_pulse.
set -eu
humroom=$1
fail() {
    echo "devices.sh: $1" >&2
    exit 1
}

"$humroom" devices --json >"$HOME/json" 2>"$HOME/errors"
tr -d ' \n' <"$HOME/json" >"$HOME/compact"
grep -q '^{"schema":"humroom.devices/1","devices":\[{"index":[0-9]*,"name":"' "$HOME/compact" || fail "not that JSON"
grep -q '"name":"default","api":"ALSA","channels":[0-9]*,"rate_hz":48000,"default":true}' "$HOME/compact" ||
    fail "the default is not marked"
[ "$(grep -o '"default":true' "$HOME/compact" | wc -l)" = 1 ] || fail "more than one default"
[ ! -s "$HOME/errors" ] || fail "the libraries' chatter reaches the terminal: $(head -1 "$HOME/errors")"
"$humroom" devices | grep -q '^\* .*ALSA .* default$' || fail "the table does not mark the default"

if ls -d /proc/asound/card[0-9]* >/dev/null 2>&1; then
    echo "devices.sh: this machine has a sound card: NO MICROPHONE WAS NOT TESTED" >&2
    [ "${CI:-}" != true ] || exit 1
else
    rm "$HOME/.asoundrc"
    status=0
    XDG_RUNTIME_DIR="$HOME/nowhere" "$humroom" devices --json >"$HOME/json" 2>"$HOME/errors" || status=$?
    [ "$status" = 69 ] || fail "no microphone is exit code $status, not 69"
    [ "$(tr -d ' \n' <"$HOME/json")" = '{"schema":"humroom.devices/1","devices":[]}' ] || fail "not an empty list"
    [ "$(cat "$HOME/errors")" = "humroom devices: there is no microphone here" ] || fail "not one sentence"
fi

status=0
"$humroom" devices --jsn 2>/dev/null || status=$?
[ "$status" = 64 ] || fail "wrong usage is exit code $status, not 64"
"$humroom" devices --help | grep -q '^Example:' || fail "the help has no example"
