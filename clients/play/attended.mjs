// A room that hums for a person to try: serves the meeting, plays the room over and over, and says on the terminal
// what to do when.
// usage: node attended.mjs HUMROOM SOUND.wav CUES.json MEETING.json FOLDER
// @ts-check
import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';

const [humroom, sound, cuesFile, meeting, folder] = process.argv.slice(2);
const CYCLES = 12;
const cues = JSON.parse(readFileSync(cuesFile, 'utf8')).hums;

/** The same sound again and again, as one file: 16-bit PCM with the plain header of 44 bytes. */
function repeat(from, to) {
  const bytes = readFileSync(from);
  const header = Buffer.from(bytes.subarray(0, 44));
  const samples = bytes.subarray(44);
  header.writeUInt32LE(36 + samples.length * CYCLES, 4);
  header.writeUInt32LE(samples.length * CYCLES, 40);
  writeFileSync(to, Buffer.concat([header, ...Array(CYCLES).fill(samples)]));
  return samples.length / header.readUInt32LE(28);
}

const long = `${folder}/room-again-and-again.wav`;
const cycle_s = repeat(sound, long);

console.log(`
A room is about to hum, on its own, every few seconds, for ${Math.round((cycle_s * CYCLES) / 60)} minutes.

 1. Open the chair's link in one window. Space (or the big button) is always the next step.
 2. Open the participants' link in another, join with any name, acknowledge the Note Well.
 3. Chair: Space asks the first question. Participant: raise a hand, or write +1 in the chat.
 4. When this terminal says NOW, press Space on the chair's page: that is "hum now". The hum ends by itself.
 5. Do the same for the second option; press 1 to 6 for what you heard. Then Space closes, shows, states the outcome.
 6. Ctrl-C here ends the meeting; the minutes are printed.
`);

const args = ['serve', '--sound-file', long, '--meeting', meeting, '--record', `${folder}/attended.humroom`];
const server = spawn(humroom, args, { stdio: 'inherit' });
const begin_ms = Date.now();
const ended = new Promise((resolve) => server.on('exit', (code) => resolve(code ?? 1)));

/** One line each time that the room is about to hum. */
function narrate() {
  const s = (Date.now() - begin_ms) / 1000;
  const upcoming = [];
  for (let cycle = 0; cycle < CYCLES; cycle++)
    for (const cue of cues) upcoming.push({ ...cue, start_s: cue.start_s + cycle * cycle_s });
  for (const cue of upcoming) {
    if (cue.start_s < s) continue;
    setTimeout(() => console.log('   the room will hum in 4 s ...'), 1000 * Math.max(0, cue.start_s - 4 - s)).unref();
    setTimeout(() => console.log('   NOW: the room hums'), 1000 * (cue.start_s - s)).unref();
  }
}
narrate();

process.on('SIGINT', () => {}); // the server has it too, and ends
const code = await ended;
if (code === 0) spawn(humroom, ['minutes', `${folder}/attended.humroom`], { stdio: 'inherit' });
else process.exit(Number(code));
