// Starts the real program and comes in by its real links.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { Seat } from './wire.mjs';

export const HUMROOM = process.env.HUMROOM;
assert.ok(HUMROOM, 'HUMROOM names the program to test');

/** A folder of its own that goes away with the test. */
export function folder(t, before = () => {}) {
  const dir = mkdtempSync(path.join(tmpdir(), 'humroom-'));
  t.after(() => {
    before(dir);
    rmSync(dir, { recursive: true, force: true });
  });
  return dir;
}

/** Runs to its end; for starts that fail. */
export function run(args, options = {}) {
  return new Promise((resolve) => {
    const child = spawn(HUMROOM, args, options);
    let out = '', err = '';
    child.stdout.on('data', (d) => (out += d));
    child.stderr.on('data', (d) => (err += d));
    const patience = setTimeout(() => child.kill('SIGKILL'), 20000);
    child.on('close', (code, signal) => {
      clearTimeout(patience);
      resolve({ code, signal, out, err });
    });
  });
}

/** `humroom serve` on a free port, up and listening. links: by name, secrets where they were printed. */
export async function serve(t, dir, { args = ['--no-sound'], record = 'm.humroom', wrap = [], env = {} } = {}) {
  const words = [...wrap, HUMROOM, 'serve', '--listen', '127.0.0.1:0', '--record', record, ...args];
  const child = spawn(words[0], words.slice(1), { cwd: dir, env: { ...process.env, ...env } });
  const server = { child, out: '', err: '', links: {}, port: 0, ended: null };
  server.ended = new Promise((resolve) => child.on('close', (code, signal) => resolve({ code, signal })));
  child.stderr.on('data', (d) => (server.err += d));
  t.after(async () => {
    child.kill('SIGKILL');
    await server.ended;
  });
  await new Promise((resolve, reject) => {
    child.stdout.on('data', (d) => {
      server.out += d;
      if (/^seats .*\n/m.test(server.out))
        resolve();
    });
    server.ended.then(() => reject(new Error(`it ended: ${server.err}`)));
  });
  for (const [, name, url] of server.out.matchAll(/^(\w+) +(http\S+)$/gm))
    server.links[name] = new URL(url);
  server.port = Number(server.links.participants.port);
  return server;
}

export const secretOf = (url) => url.hash.slice(1);

async function comeIn(port, hello) {
  const seat = await Seat.open(port);
  seat.send({ hello: { version: 1, ...hello } });
  seat.welcome = await seat.type('welcome');
  return seat;
}

export const chairOf = (server, links = server.links) => comeIn(server.port, { chair: secretOf(links.chair) });
export const scribeOf = (server, links = server.links) => comeIn(server.port, { scribe: secretOf(links.scribe) });
export const screenOf = (server) => comeIn(server.port, { screen: secretOf(server.links.screen) });

/** A participant who has joined; person: the secret of a browser that was here before. */
export async function participantOf(server, name, person = randomBytes(16).toString('hex')) {
  const seat = await comeIn(server.port, { code: secretOf(server.links.participants), person });
  seat.person = person;
  if (seat.welcome.person === 0 && name !== undefined) {
    const answer = await seat.do('join', { name, affiliation: '', in_room: false, note_well: true });
    assert.equal(answer.answer, 'recorded');
  }
  return seat;
}

export async function askQuestion(chair, text = 'Adopt it?') {
  const prepared = await chair.do('prepare', { kind: 'for-against', text });
  assert.equal(prepared.answer, 'recorded', JSON.stringify(prepared));
  const view = await chair.seen((f) => f.type === 'view' && f.questions.some((q) => q.text === text));
  const question = view.questions.find((q) => q.text === text).question;
  const asked = await chair.do('ask', { question });
  assert.equal(asked.answer, 'recorded', JSON.stringify(asked));
  return { question, run: 1 };
}

export async function stop(server, signal = 'SIGTERM') {
  const begin = Date.now();
  server.child.kill(signal);
  const end = await server.ended;
  return { ...end, ms: Date.now() - begin };
}
