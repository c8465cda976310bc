#!/bin/bash
# humroom measure from outside: what it prints, and one sentence and the documented exit code for each thing that is wrong.
# measure.sh HUMROOM ROOM_MAKER FOLDER
set -u
humroom=$1 maker=$2 folder=$3
rm -rf "$folder"
mkdir -p "$folder"
cd "$folder" || exit 2
failures=0
fail() { echo "FAILED: $1"; failures=$((failures + 1)); }

"$maker" --out . --seed 3 --count 1 --rate 16000 --people 20 --ratio 3 --snr 12 --everyone || exit 2

# expect CODE WORDS ARGUMENT...: one line on stderr with those words, nothing on stdout
expect() {
    local code=$1 words=$2
    shift 2
    "$humroom" measure "$@" >out 2>err
    local got=$?
    [ "$got" = "$code" ] || fail "measure $*: exit $got, not $code: $(cat err)"
    [ "$(wc -l <err)" = 1 ] || fail "measure $*: not one line: $(cat err)"
    grep -q -- "$words" err || fail "measure $*: not '$words' but: $(cat err)"
    [ ! -s out ] || fail "measure $*: printed something all the same"
}
# cues CODE WORDS JSON
cues() {
    printf '%s' "$3" >bad.json
    expect "$1" "$2" 000.wav --cues bad.json
}

"$humroom" measure 000.wav --cues 000.cues.json --people 80 --json >json 2>err || fail "json: $(cat err)"
[ ! -s err ] || fail "a good run is not quiet"
node -e '
const m = JSON.parse(require("fs").readFileSync("json", "utf8"));
const keys = (o) => Object.keys(o).join(" ");
const hum = "label start_s end_s onset_s offset_s void hum_db noise_db excess_db interval_db limit_db loudness_lufs strength flags not_checked scale hidden_people";
const same = (a, b) => { if (a !== b) { console.log("is " + a + "\nnot " + b); process.exitCode = 1; } };
same(keys(m), "schema rate_hz duration_s people everyone hums comparison people_known loudness");
same(keys(m.loudness), "momentary_max_lufs short_term_max_lufs integrated_lufs true_peak_dbtp");
same(m.loudness.momentary_max_lufs >= m.loudness.short_term_max_lufs, true);
same(m.loudness.short_term_max_lufs >= m.loudness.integrated_lufs, true);
same(keys(m.hums[0]), hum);
same(keys(m.everyone), hum);
same(m.everyone.label, "everyone");
same(keys(m.comparison[0]).startsWith("louder quieter difference_db sound_interval_db sound_distinct interval_db distinct"), true);
same(m.schema, "humroom.measure/1");
same(m.people, 80);
same(m.rate_hz, 16000);
same(m.hums.length, 2);
same(m.comparison.length, 1);
same(m.hums[0].void, null);
' || fail "the shape of the JSON"
"$humroom" measure 000.wav --cues 000.cues.json >text || fail "text"
grep -q "Strengths are against the hum of everybody" text || fail "the text does not say against what"
grep -q "Sound alone" text || fail "the text lacks the statement about people"
grep -q "^Loudness of the recording: .*LUFS.*dBTP" text || fail "the text lacks the loudness"
grep -q "10 are assumed" text || fail "the text does not say that people are assumed"
"$humroom" measure --help | grep -q "Example" || fail "--help has no example"
"$humroom" measure --version | grep -q "^humroom " || fail "--version"
"$humroom" measure 000.wav --cues 000.cues.json --json >/dev/full 2>err
[ $? = 74 ] || fail "a full disk is not noticed"

expect 64 "FILE is missing"
expect 64 "CUES.json is missing" 000.wav
expect 64 "a value is missing after: --cues" 000.wav --cues
expect 64 "no option: --loud" 000.wav --loud
expect 64 "one recording" 000.wav 000.wav
expect 64 "number from 1" 000.wav --cues 000.cues.json --people 0
expect 64 "number from 1" 000.wav --cues 000.cues.json --people 3x
expect 66 "no such file" missing.wav --cues 000.cues.json
expect 66 "no such file" 000.wav --cues missing.json
expect 65 "not a sound file" 000.cues.json --cues 000.cues.json
expect 65 "cues" 000.wav --cues .
: >empty.wav
expect 65 "sound" empty.wav --cues 000.cues.json
head -c 44 000.wav >zero.wav
expect 65 "sound file" zero.wav --cues 000.cues.json
head -c 100000 000.wav >cut.wav
expect 65 "ends before" cut.wav --cues 000.cues.json

cues 65 "not JSON" ''
cues 65 "line 2 is not JSON" $'{"hums":\n nonsense}'
cues 65 "not JSON" '{"hums": [{"label": "a", "start_s": NaN, "end_s": 12}]}'
cues 65 "not JSON" '{"hums": [{"label": "a", "start_s": 1e999, "end_s": 12}]}'
cues 65 "not JSON" '{"hums": []} more'
cues 65 "an object" '[]'
cues 65 "a list" '{}'
cues 65 "a list" '{"hums": 3}'
cues 65 "label" '{"hums": [{"start_s": 7, "end_s": 12}]}'
cues 65 "label" '{"hums": [{"label": "", "start_s": 7, "end_s": 12}]}'
cues 65 "numbers" '{"hums": [{"label": "a", "start_s": "7", "end_s": 12}]}'
cues 65 "outside" '{"hums": [{"label": "a", "start_s": -1, "end_s": 12}]}'
cues 65 "but the recording" '{"hums": [{"label": "a", "start_s": 7, "end_s": 3600}]}'
cues 65 "outside" '{"hums": [{"label": "a", "start_s": 7, "end_s": 1e300}]}'
cues 65 "outside" '{"hums": [{"label": "a", "start_s": 1e300, "end_s": 12}]}'
cues 65 "not after its start" '{"hums": [{"label": "a", "start_s": 12, "end_s": 7}]}'
cues 65 "not after its start" '{"hums": [{"label": "a", "start_s": 7, "end_s": 7}]}'
cues 65 "in order" '{"hums": [{"label": "a", "start_s": 16, "end_s": 20}, {"label": "b", "start_s": 7, "end_s": 12}]}'
cues 65 "hum 2 overlaps hum 1" '{"hums": [{"label": "a", "start_s": 7, "end_s": 12}, {"label": "b", "start_s": 11, "end_s": 15}]}'
cues 65 "quiet overlaps" '{"quiet": {"start_s": 1, "end_s": 8}, "hums": [{"label": "a", "start_s": 7, "end_s": 12}]}'
cues 65 "everyone overlaps" '{"everyone": {"start_s": 1, "end_s": 8}, "hums": [{"label": "a", "start_s": 7, "end_s": 12}]}'
cues 65 "quiet needs" '{"quiet": 5, "hums": []}'

# nothing to measure is no mistake, and neither is a very short window
good() {
    printf '%s' "$1" >good.json
    "$humroom" measure 000.wav --cues good.json --json >out 2>err || fail "$1: $(cat err)"
    grep -qiE 'nan|inf' out && fail "$1: a number that is none"
}
good '{"hums": []}'
good '{"hums": [{"label": "a", "start_s": 0, "end_s": 0.1}, {"label": "a", "start_s": 0.1, "end_s": 30}]}'
good '{"hums": [{"label": "\u001b[31mred", "start_s": 7.5, "end_s": 12.5}]}'
"$humroom" measure 000.wav --cues good.json | grep -q $'\033' && fail "a label steers the terminal"

[ "$failures" = 0 ] && echo "measure keeps its word"
exit $((failures > 0))
