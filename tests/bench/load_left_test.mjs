// The load's own hygiene: whatever becomes of the run, its server is gone afterwards, and its folder.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';

const BUILT = path.resolve(process.env.BUILT);
const LOAD = path.resolve(import.meta.dirname, 'load.mjs');

/** A build folder in which the people are a script; it leaves the server's pid in `pid`. */
function built(t, people) {
  const dir = mkdtempSync(path.join(tmpdir(), 'humroom-left-'));
  t.after(() => rmSync(dir, { recursive: true, force: true }));
  mkdirSync(path.join(dir, 'tests/bench'), { recursive: true });
  mkdirSync(path.join(dir, 'tmp'));
  symlinkSync(path.join(BUILT, 'clients'), path.join(dir, 'clients'));
  const script = path.join(dir, 'tests/bench/load_people');
  writeFileSync(script, `#!/bin/sh\nwhile [ "$1" != --pid ]; do shift; done\necho "$2" >${dir}/pid.new\nmv ${dir}/pid.new ${dir}/pid\n${people}\n`);
  chmodSync(script, 0o755);
  return dir;
}

/** Runs it; gives the server's pid and how it ended. `meanwhile` is called when the people have come. */
async function load(t, dir, meanwhile = () => {}) {
  const child = spawn(process.execPath, [LOAD, dir, '', '--short', '--only', 'short'], {
    cwd: path.resolve(import.meta.dirname, '../..'), env: { ...process.env, TMPDIR: path.join(dir, 'tmp') }, stdio: 'ignore' });
  const ended = new Promise((resolve) => child.on('close', (code) => resolve(code)));
  const pid = () => {
    try {
      return Number(readFileSync(path.join(dir, 'pid'), 'utf8'));
    } catch {
      return 0;
    }
  };
  while (pid() === 0 && child.exitCode === null)
    await new Promise((go) => setTimeout(go, 10));
  const server = pid();
  t.after(() => runs(server) && process.kill(server, 'SIGKILL'));
  assert.ok(server > 1, 'the people have come');
  assert.ok(runs(server), 'and the server is there');
  meanwhile(child);
  return { code: await ended, server };
}

const runs = (pid) => {
  try {
    process.kill(pid, 0);
    return !/^State:\sZ/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
};

async function gone(server) {
  for (const end = Date.now() + 10000; runs(server); await new Promise((go) => setTimeout(go, 10)))
    assert.ok(Date.now() < end, 'the server still runs');
}

test('people who say nonsense leave no server behind', async (t) => {
  const dir = built(t, 'sleep 0.3; echo "this is no JSON"');
  const { code, server } = await load(t, dir);
  assert.notEqual(code, 0);
  await gone(server);
  assert.deepEqual(readdirSync(path.join(dir, 'tmp')), []);
});

for (const [signal, expected] of [['SIGINT', 130], ['SIGTERM', 143]])
  test(`${signal} leaves no server behind`, async (t) => {
    const dir = built(t, 'exec sleep 60');
    const { code, server } = await load(t, dir, (child) => child.kill(signal));
    assert.equal(code, expected);
    await gone(server);
    assert.deepEqual(readdirSync(path.join(dir, 'tmp')), []);
  });
