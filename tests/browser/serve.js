// A real `humroom serve` in a folder of its own.
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const HUMROOM = process.env.HUMROOM ?? '';

/** A folder that goes with the test. @param {import('node:test').TestContext} t */
export function folder(t) {
  const dir = mkdtempSync(join(tmpdir(), 'humroom-browser-'));
  t.after(() => rmSync(dir, { recursive: true, force: true }));
  return dir;
}

/** Runs a command of humroom to its end and gives what it printed. @param {string[]} args */
export const humroom = (...args) => execFileSync(HUMROOM, args, { encoding: 'utf8' });

/** One without sound that goes with the test. at: as the seats of tests/system/meeting.mjs want it. @param {import('node:test').TestContext} t */
export async function serveWithoutSound(t) {
  const server = await serve('--listen', '127.0.0.1:0', '--record', join(folder(t), 'm.humroom'), '--no-sound');
  t.after(() => server.signal('SIGKILL'));
  return {
    server,
    at: { port: Number(server.port), links: { chair: new URL(server.links.chair), participants: new URL(server.links.participants) } },
  };
}

/** Starts it and waits until it has said its links. @param {string[]} args */
export async function serve(...args) {
  const child = spawn(HUMROOM, ['serve', ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise((resolve) => child.once('exit', (code, signal) => resolve(signal ?? code)));
  const links = /** @type {Record<string, string>} */ ({});
  const lines = createInterface({ input: child.stdout });
  for await (const line of lines) {
    const found = /^(\w+) +(\S.*)$/.exec(line);
    if (found)
      links[found[1]] = found[2];
    if (found?.[1] === 'seats')
      break;
  }
  assert.ok(links.participants?.startsWith('http://'), `humroom serve said ${JSON.stringify(links)}`);
  child.stdout.resume();
  return {
    links, port: new URL(links.participants).port,
    signal: (/** @type {NodeJS.Signals} */ name) => child.kill(name),
    async stop(/** @type {NodeJS.Signals} */ name = 'SIGTERM') {
      child.kill(name);
      return ended;
    },
  };
}
