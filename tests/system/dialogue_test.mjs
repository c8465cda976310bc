// A dialogue with sound through the real server at real-time speed: the seats send what its commands say, the room hums
// from a file, and the minutes are those that golden/dialogue.py has of the same folder, but for the times.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';

import { chairOf, folder, participantOf, run, scribeOf, serve, stop } from './meeting.mjs';

const { DIALOGUE, ROOM_MAKER } = process.env;
const read = (name) => readFileSync(path.join(DIALOGUE, name), 'utf8');
const lines = read('commands.jsonl').trimEnd().split('\n').map((line) => JSON.parse(line));

const withoutTimes = (minutes) => minutes.replace(/\d{4}-\d\d-\d\d \d\d:\d\d|\d\d:\d\d:\d\d/g, 'TIME');

/** The room in the folder; where on its sound each hum begins, in milliseconds. */
function makeRoom(dir) {
  execFileSync(ROOM_MAKER, ['--meeting', 'room.wav', '--described', path.join(DIALOGUE, 'sound.json'), '--rate', '16000'], { cwd: dir });
  return JSON.parse(readFileSync(path.join(dir, 'room.wav.cues.json'), 'utf8')).hums.map((cue) => cue.start_s * 1000);
}

/** What a line of a script does; members that are no part of the command are its own. */
async function play(meeting, { at, open, person, scribe, command, ...fields }) {
  const { server, chair, people, starts } = meeting;
  if (open !== undefined || fields.window_ended !== undefined)
    return;
  if (fields.offered !== undefined) {
    assert.deepEqual(chair.frames.findLast((f) => f.type === 'view').offers, fields.offered);
  } else if (fields.measured !== undefined) {
    const { option, question } = meeting.hum;
    await chair.seen((f) => f.type === 'view' && f.run?.question === question && f.run.result?.options[option].hums.length > 0, 'a hum');
  } else if (command === 'join') {
    people.push(await participantOf(server, fields.name));
  } else {
    if (command === 'hum') {
      const start = starts.shift();
      meeting.hum = fields;
      await chair.next((f) => f.type === 'meter' && f.at >= start, 'the moment to hum');
    }
    const seat = person !== undefined ? people[person - 1] : scribe ? meeting.scribe : chair;
    const answer = await seat.do(command, fields);
    assert.equal(answer.answer, 'recorded', `${command}: ${JSON.stringify(answer)}`);
  }
}

test('a dialogue has the same minutes live', async (t) => {
  const dir = folder(t);
  const starts = makeRoom(dir);
  writeFileSync(path.join(dir, 'meeting.json'), JSON.stringify(lines[0].open));
  const server = await serve(t, dir, { args: ['--sound-file', 'room.wav', '--meeting', 'meeting.json'] });
  const meeting = { server, chair: await chairOf(server), scribe: await scribeOf(server), people: [], starts };
  for (const line of lines)
    await play(meeting, line);
  assert.equal(starts.length, 0);
  assert.equal((await stop(server)).code, 0);
  const minutes = await run(['minutes', 'm.humroom'], { cwd: dir });
  assert.equal(withoutTimes(minutes.out), withoutTimes(read('minutes.md')));
});
