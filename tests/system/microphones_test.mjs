// Microphones from the air to the chair's page. Inside with_pulse: its sinks are the rooms, their monitors the microphones.
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { appendFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';

import { askQuestion, chairOf, folder, serve, stop } from './meeting.mjs';

const RATE = 48000;
const ROOM_S = 16, HUM_FROM_S = 7, HUM_TO_S = 11;
const KEY_S = 5.5; // of room noise before the chair's key
const BUSY_MS = process.env.HUMROOM_SLOW ? 2000 : 500; // for a machine that does other things too

const pactl = (...words) => execFileSync('pactl', words, { encoding: 'utf8' });
appendFileSync(path.join(process.env.HOME, '.asoundrc'), ['left', 'right'].map((name) =>
  `pcm.${name} { type pulse device "${name}.monitor" hint { show on description "${name}" } }\n`).join(''));

/** Noise all along, four tones in the middle; peak: of the noise, and of each tone. */
function room(file, noise, tone) {
  const data = Buffer.alloc(2 * ROOM_S * RATE);
  let seed = 1n; // Knuth's 64-bit linear congruence, high bits
  for (let i = 0; i < ROOM_S * RATE; i++) {
    seed = BigInt.asUintN(64, seed * 6364136223846793005n + 1442695040888963407n);
    let x = noise * (Number(seed >> 40n) / (1 << 23) - 1);
    if (i >= HUM_FROM_S * RATE && i < HUM_TO_S * RATE)
      for (const hz of [151, 223, 347, 499])
        x += tone * Math.sin(2 * Math.PI * hz * i / RATE);
    data.writeInt16LE(Math.round(32767 * x), 2 * i);
  }
  const head = Buffer.alloc(44);
  head.write('RIFF', 0);
  head.writeUInt32LE(36 + data.length, 4);
  head.write('WAVEfmt ', 8);
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(1, 20); // PCM
  head.writeUInt16LE(1, 22); // channels
  head.writeUInt32LE(RATE, 24);
  head.writeUInt32LE(2 * RATE, 28);
  head.writeUInt16LE(2, 32);
  head.writeUInt16LE(16, 34);
  head.write('data', 36);
  head.writeUInt32LE(data.length, 40);
  writeFileSync(file, Buffer.concat([head, data]));
}

/** Plays; gives the end. */
function play(t, sink, file) {
  const child = spawn('paplay', [`--device=${sink}`, '--latency-msec=1000', file]);
  t.after(() => child.kill());
  return new Promise((resolve) => child.on('close', resolve));
}

const heardBy = (frames, microphone) =>
  frames.filter((f) => f.type === 'meter' && f.microphone === microphone && f.level > -8000).length;

/** Until a microphone has heard the room for so long: readings come 20 times a second. */
const heardFor = (seat, microphone, seconds) =>
  seat.until('sound', () => (heardBy(seat.frames, microphone) >= 20 * seconds ? true : undefined));

const states = (f) => f.microphones.map((m) => m.state).join(' ');
const humsOf = (f) => (f.type === 'view' ? f.run?.result?.options[0].hums ?? [] : []);

/* A check of each device. On a machine that is loaded the sound server may fall silent meanwhile: the check says so, and
 * is asked for again, twice at most. */
async function checked(chair, devices) {
  for (let tries = 1; ; tries++) {
    await chair.seen((f) => f.type === 'sound' && f === chair.frames.findLast((g) => g.type === 'sound') &&
      states(f) === 'running running', 'both running');
    const before = chair.frames.length;
    chair.send({ get: 'check' });
    const found = await chair.until('the checks', () => {
      const now = chair.frames.slice(before).filter((f) => f.type === 'check' && f.state !== 'running');
      const each = devices.map((device) => now.find((f) => f.device === device));
      return each.every(Boolean) ? each : undefined;
    });
    if (tries === 3 || found.every((f) => f.state === 'done'))
      return found;
  }
}

/* Noise of 0.02 (uniform) has -53.0 dB in the band, tones of 4 x 0.02 -31.0 dB: 22 dB above it. The other hears both 12 dB
 * louder, and the hum 6 dB less above the noise: 16 dB. Mean power over the noise: (158.5 + 39.8) / 2 = 99.1, 19.96 dB. */
test('two microphones measure one hum; one that is lost leaves the other', async (t) => {
  const dir = folder(t);
  for (const sink of ['left', 'right'])
    pactl('load-module', 'module-null-sink', `sink_name=${sink}`, `rate=${RATE}`, 'channels=1');
  room(path.join(dir, 'left.wav'), 0.02, 0.02);
  room(path.join(dir, 'right.wav'), 0.08, 0.04);
  const server = await serve(t, dir, { args: ['--microphone', 'left', '--microphone', 'right', '--hum-seconds', '6'] });
  const chair = await chairOf(server);
  await chair.seen((f) => f.type === 'sound' && states(f) === 'running running', 'both running');
  const q = await askQuestion(chair);

  const played = ['left', 'right'].map((sink) => play(t, sink, path.join(dir, `${sink}.wav`)));
  await heardFor(chair, 0, KEY_S);
  await heardFor(chair, 1, KEY_S);
  assert.equal((await chair.do('hum', { ...q, option: 0 })).answer, 'recorded');
  const measured = humsOf(await chair.next((f) => humsOf(f).length === 1, 'a hum'))[0];
  assert.equal(measured.void, '', JSON.stringify(measured));
  assert.equal(measured.microphones, 'mean of 2 microphones, which differ by 6 dB');
  assert.ok(Math.abs(measured.excess - 1996) <= 50, `${measured.excess} is not about 1996`);

  await Promise.all(played);
  play(t, 'right', path.join(dir, 'right.wav'));
  const before = heardBy(chair.frames, 1);
  await chair.until('sound', () => (heardBy(chair.frames, 1) >= before + 20 * KEY_S ? true : undefined));
  assert.equal((await chair.do('hum', { ...q, option: 0 })).answer, 'recorded');
  pactl('suspend-sink', 'left', '1'); // unloaded under a listener, PulseAudio would give it another one
  const lost = await chair.next((f) => f.type === 'sound' && states(f) === 'lost running', 'one lost');
  assert.deepEqual([lost.state, lost.device], ['running', 'right']);
  const second = humsOf(await chair.next((f) => humsOf(f).length === 2, 'a second hum'))[1];
  assert.equal(second.void, '', JSON.stringify(second));
  assert.equal(second.microphones, 'measured by 1 of 2 microphones');
  assert.ok(Math.abs(second.excess - 1600) <= 50, `${second.excess} is not about 1600`);

  pactl('suspend-sink', 'left', '0');
  await chair.next((f) => f.type === 'sound' && states(f) === 'running running', 'both again');

  const checks = await checked(chair, ['left', 'right']);
  assert.deepEqual(checks.map((c) => [c.state, c.lost_frames]), [['done', 0], ['done', 0]]);
  assert.match(checks[0].advice[0], /^Nothing is heard/); // nothing is played to it any more
  assert.equal((await stop(server)).code, 0);
});

test('a microphone that is unplugged is told to the chair at once, voids the window, and comes back', async (t) => {
  const server = await serve(t, folder(t), { args: ['--microphone', 'default', '--hum-seconds', '30'] });
  const chair = await chairOf(server);
  await chair.seen((f) => f.type === 'sound' && f.state === 'running', 'sound');
  const q = await askQuestion(chair);
  assert.equal((await chair.do('hum', { ...q, option: 0 })).answer, 'recorded');
  await heardReadings(chair, 10);

  pactl('unload-module', 'module-null-sink');
  const gone = performance.now();
  await chair.next((f) => f.type === 'sound' && f.state === 'lost', 'the loss');
  const noticed = performance.now() - gone;
  const hum = humsOf(await chair.next((f) => humsOf(f).length === 1, 'a void hum'))[0];
  assert.equal(hum.void, 'stopped');
  assert.equal((await chair.do('hear', { ...q, option: 0, heard: 'strong' })).answer, 'recorded', 'the chair goes by ear');

  pactl('load-module', 'module-null-sink', 'sink_name=room', `rate=${RATE}`, 'channels=1');
  pactl('set-default-source', 'room.monitor');
  const there = performance.now();
  await chair.next((f) => f.type === 'sound' && f.state === 'waiting', 'it is open again');
  const open = performance.now() - there;
  await chair.next((f) => f.type === 'sound' && f.state === 'running', 'it runs again');
  t.diagnostic(`noticed after ${noticed.toFixed(0)} ms, open again after ${open.toFixed(0)} ms`);
  assert.ok(noticed <= 500 + BUSY_MS / 5, `noticed after ${noticed} ms`);
  assert.ok(open <= 3000 + BUSY_MS, `open after ${open} ms`);
  assert.equal((await stop(server)).code, 0);
});

const heardReadings = (seat, n) =>
  seat.until('readings', () => (seat.frames.filter((f) => f.type === 'meter').length >= n ? true : undefined));
