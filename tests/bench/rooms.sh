#!/bin/bash
# Twelve rooms from a fixed seed, measured and compared with what is true of them.
# rooms.sh ROOM_MAKER HUMROOM SCORE.mjs FOLDER
set -eu
maker=$1 humroom=$2 score=$3 folder=$4
rm -rf "$folder"
mkdir -p "$folder"
"$maker" --out "$folder" --seed 2 --count 12 --rate 16000 --people 10,30,60
# Median and 95th percentile: what a plain meter that sees the whole file reaches. Noise: half of the rooms have bursts,
# whose mean over some 8 s has a standard deviation of about 1 dB; over 24 hums that leaves 0.2 dB of the mean error.
node "$score" --humroom "$humroom" --rooms "$folder" --worst 3 \
    --max-median 0.08 --max-p95 0.40 --max-bias 0.4 --max-noise-p95 2.5
