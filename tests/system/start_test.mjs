// Starts that fail: one sentence on stderr, an exit code of sysexits, and nothing left behind.
import assert from 'node:assert/strict';
import { chmodSync, copyFileSync, existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { test } from 'node:test';

import { folder, run, serve, stop } from './meeting.mjs';

const common = ['serve', '--no-sound', '--listen', '127.0.0.1:0'];

async function fails(dir, args, code, says) {
  const end = await run(args, { cwd: dir });
  assert.equal(end.code, code, `${args.join(' ')}: ${end.err}`);
  assert.match(end.err, says);
  assert.equal(end.out, '');
  return end;
}

const oneSentence = (end) => assert.equal(end.err.trim().split('\n').length, 1, end.err);

test('wrong words are refused with 64 and lead to the help', async (t) => {
  const dir = folder(t);
  for (const args of [
    ['--nonsense'], ['extra'], ['--listen', 'x'], ['--listen', '127.0.0.1:70000'], ['--listen', '127.0.0.1'],
    ['--listen', 'example.org:1'], ['--hum-seconds', '0'], ['--hum-seconds', '31'], ['--hum-seconds', '5x'],
    ['--public-url', 'ftp://x'], ['--public-url', 'https://'], ['--record', ''], ['--record'],
    ['--no-sound', '--microphone', '1'],
  ])
    oneSentence(await fails(dir, ['serve', ...args], 64, /^humroom serve: .*; see humroom serve --help\n$/));
  assert.deepEqual(readdirSync(dir), []);
});

test('help has an example', async (t) => {
  const end = await run(['serve', '--help'], { cwd: folder(t) });
  assert.equal(end.code, 0);
  assert.match(end.out, /^Example:\n {2}humroom serve /m);
});

test('a port in use and an address that is not ours leave no record behind', async (t) => {
  const dir = folder(t);
  const other = net.createServer().listen(0, '127.0.0.1');
  await new Promise((done) => other.once('listening', done));
  t.after(() => other.close());
  const args = ['serve', '--no-sound', '--record', 'm.humroom', '--listen'];
  oneSentence(await fails(dir, [...args, `127.0.0.1:${other.address().port}`], 69, /the port is in use/));
  oneSentence(await fails(dir, [...args, '203.0.113.7:7282'], 64, /the address to listen on is not usable/));
  assert.deepEqual(readdirSync(dir), []);
});

test('a meeting file lists all its mistakes at once', async (t) => {
  const dir = folder(t);
  writeFileSync(path.join(dir, 'm.json'), JSON.stringify({
    schema: 'humroom.meeting/1', title: '', zone: 'Europe/Berlin', colour: 'red', questions: [{ kind: 'vote', text: 'A?' }],
  }));
  const end = await fails(dir, [...common, '--meeting', 'm.json'], 65, /the meeting file has mistakes; correct them:\n/);
  assert.ok(end.err.trim().split('\n').length >= 3, end.err);
  assert.match(end.err, /colour/);
  assert.match(end.err, /questions\[1\]\.kind/);
  await fails(dir, [...common, '--meeting', 'missing.json'], 66, /missing\.json: there is no such file/);
  writeFileSync(path.join(dir, 'z.json'), JSON.stringify({ schema: 'humroom.meeting/1', title: 'T', zone: 'Europe/Atlantis' }));
  await fails(dir, [...common, '--meeting', 'z.json'], 65, /Europe\/Atlantis is not known on this machine/);
  assert.deepEqual(readdirSync(dir).sort(), ['m.json', 'z.json']);
});

test('without --record it is named after title and date, by the zone of the meeting', async (t) => {
  const dir = folder(t);
  writeFileSync(path.join(dir, 'm.json'), JSON.stringify({
    schema: 'humroom.meeting/1', title: 'Framing, part 2', zone: 'Pacific/Kiritimati', start: '2026-11-21T12:00:00Z',
  })); // UTC+14: there it is the 22nd already
  const server = await serve(t, dir, { args: ['--no-sound', '--meeting', 'm.json'] });
  await stop(server);
  const { spawn } = await import('node:child_process');
  const child = spawn(process.env.HUMROOM, [...common, '--meeting', 'm.json'], { cwd: dir });
  t.after(() => child.kill('SIGKILL'));
  let out = '';
  await new Promise((done) => child.stdout.on('data', (d) => /^seats/m.test(out += d) && done()));
  assert.match(out, /^record +framing-part-2-2026-11-22\.humroom$/m);
  child.kill('SIGTERM');
  await new Promise((done) => child.once('close', done));
});

test('a record that is foreign, damaged, newer, busy or not to be read', async (t) => {
  const dir = folder(t);
  const at = (name) => path.join(dir, name);
  const start = (record) => [...common, '--record', record];
  const server = await serve(t, dir);
  oneSentence(await fails(dir, start('m.humroom'), 75, /m\.humroom: the meeting is running/));
  await stop(server);

  writeFileSync(at('foreign.humroom'), 'hello\n');
  writeFileSync(at('empty.humroom'), '');
  oneSentence(await fails(dir, start('foreign.humroom'), 65, /foreign\.humroom: this file is not a humroom record/));
  oneSentence(await fails(dir, start('empty.humroom'), 65, /empty\.humroom: this file is not a humroom record/));

  const good = readFileSync(at('m.humroom'));
  const damaged = Buffer.from(good);
  const where = damaged.indexOf('"title"'); // one letter of the first event
  assert.ok(where > 0);
  damaged[where + 1] ^= 1;
  writeFileSync(at('damaged.humroom'), damaged);
  copyFileSync(at('m.humroom.keys'), at('damaged.humroom.keys'));
  oneSentence(await fails(dir, start('damaged.humroom'), 65, /damaged\.humroom: the record is damaged/));
  assert.deepEqual(readFileSync(at('damaged.humroom')), damaged, 'nothing was written to it');

  const newer = Buffer.from(good);
  newer.writeUInt32BE(newer.readUInt32BE(60) + 1, 60); // SQLite's header: user_version
  writeFileSync(at('newer.humroom'), newer);
  oneSentence(await fails(dir, start('newer.humroom'), 65, /newer\.humroom: the record was written by a newer humroom/));

  writeFileSync(at('m.humroom.keys'), 'something else\n');
  oneSentence(await fails(dir, start('m.humroom'), 65, /m\.humroom\.keys: /));

  oneSentence(await fails(dir, start('nowhere/m.humroom'), 66, /nowhere\/m\.humroom: /));
  if (process.getuid() !== 0) {
    mkdirSync(at('locked'));
    chmodSync(at('locked'), 0o500);
    oneSentence(await fails(dir, start('locked/m.humroom'), 77, /locked\/m\.humroom: /));
  }
  assert.ok(!existsSync(at('nowhere')));
});

test('sound that cannot be had is said in one sentence', async (t) => {
  const dir = folder(t);
  const start = ['serve', '--listen', '127.0.0.1:0', '--record', 'm.humroom', '--sound-file'];
  writeFileSync(path.join(dir, 'text.wav'), 'no sound at all');
  oneSentence(await fails(dir, [...start, 'missing.wav'], 66, /missing\.wav: there is no such file/));
  oneSentence(await fails(dir, [...start, 'text.wav'], 65, /text\.wav: this is not a sound file/));
  assert.deepEqual(readdirSync(dir), ['text.wav']);
});
