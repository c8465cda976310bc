"""A dialogue with sound: its room is made, heard by the analyser, and minuted as the file beside it says.

    dialogue.py ROOM_MAKER MEETING_SCRIPT HUMROOM FOLDER WORK

FOLDER: commands.jsonl, sound.json, minutes.md. What the minutes say of each hum is derived once more, from sound.json alone.
"""
import difflib
import json
import math
import pathlib
import re
import subprocess
import sys

maker, script, humroom = sys.argv[1:4]
folder, work = map(pathlib.Path, sys.argv[4:6])
RATE = '16000'
# The error of the meter at 95 % of the hums of many rooms, tests/bench/rooms.sh, and a little.
WITHIN_DB = 0.5


def run(*words):
    done = subprocess.run(list(map(str, words)), capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f'{words[0]} ended with {done.returncode}: {done.stderr}')
    return done.stdout


def level_db(sound, hum):
    """Over the noise: powers add up, so 10 log10 of the number of voices over one of them."""
    return sound['voice_db'] + 10 * math.log10(hum['people'])


def phrase(sound, hum):
    """The words of core/hum.h for a level over the room's noise alone: weak below 6 dB, some below 15, strong from there on."""
    if hum['people'] == 0:
        return "no hum measured above the room's noise"
    db = level_db(sound, hum)
    if min(abs(db - edge) for edge in (6, 15, math.floor(db) + 0.5)) < 0.2:
        sys.exit(f'{hum["label"]}: {db:.2f} dB is too near an edge to have one word; choose other people')
    word = 'weak hum' if db < 6 else 'some hums' if db < 15 else 'strong hum'
    return f"{word}, about {round(db)} dB above the room's noise"


def check_measured(sound, wav):
    """humroom measure, which knows nothing of meetings, hears what was made."""
    measured = json.loads(run(humroom, 'measure', wav, '--cues', f'{wav}.cues.json', '--json'))['hums']
    for hum, heard in zip(sound['hums'], measured, strict=True):
        if hum['people'] == 0:
            assert heard['strength'] == 'silence', heard
        else:
            assert abs(heard['excess_db'] - level_db(sound, hum)) < WITHIN_DB, (hum, heard)


def check_figures(sound, commands, minutes):
    """The tables hold, row by row, what follows from sound.json; every sound is hummed once, in the order of the recording."""
    hums = {hum['label']: hum for hum in sound['hums']}
    asked = [c for c in commands if c.get('command') == 'hum']
    heard = [c['measured'] for c in commands if 'measured' in c]
    assert [h['sound'] for h in heard] == list(hums), 'the sounds are not those of the commands, or in another order'
    places = sorted((a['question'], a['run'], a['option'], h['sound']) for a, h in zip(asked, heard, strict=True))
    expected = [phrase(sound, hums[label]) for *_, label in places]
    said = re.findall(r"^\| [^|]+ \| ((?:no hum measured|weak hum|some hums|strong hum)[^|(]*?) (?:\([^|]*)?\|", minutes, re.M)
    assert said == expected, f'{said} instead of {expected}'


def check_draws(minutes):
    for number, line in enumerate(line for line in minutes.splitlines() if line.startswith('    {')):
        draw = work / f'draw-{number}.json'
        draw.write_text(line + '\n')
        assert 'redone with the same result' in run(humroom, 'draw', '--verify', draw)


def main():
    work.mkdir(parents=True, exist_ok=True)
    sound = json.loads((folder / 'sound.json').read_text())
    commands = [json.loads(line) for line in (folder / 'commands.jsonl').read_text().splitlines()]
    wav, record = work / 'room.wav', work / 'meeting.humroom'
    for old in work.glob('meeting.humroom*'):
        old.unlink()
    run(maker, '--meeting', wav, '--described', folder / 'sound.json', '--rate', RATE)
    check_measured(sound, wav)
    run(script, folder / 'commands.jsonl', record, wav)
    minutes = run(humroom, 'minutes', record)
    (work / 'minutes.md').write_text(minutes)
    golden = (folder / 'minutes.md').read_text()
    sys.stdout.writelines(difflib.unified_diff(golden.splitlines(True), minutes.splitlines(True), 'expected', 'minutes'))
    check_figures(sound, commands, minutes)
    check_draws(minutes)
    assert run('file', '--brief', '--mime-type', work / 'minutes.md') == 'text/plain\n'
    wav.unlink()
    sys.exit(minutes != golden)


main()
