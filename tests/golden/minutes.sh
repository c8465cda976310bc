#!/bin/sh
# minutes.sh MEETING_SCRIPT HUMROOM FOLDER: the meeting of the folder has exactly the minutes that lie beside it, and
# they are plain text for whoever guesses from the content.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"$1" "$3/commands.jsonl" "$work/meeting.humroom"
"$2" minutes "$work/meeting.humroom" >"$work/minutes.md"
diff -u "$3/minutes.md" "$work/minutes.md"
type=$(file --brief --mime-type "$work/minutes.md")
test "$type" = text/plain || { echo "the minutes look like $type"; exit 1; }
