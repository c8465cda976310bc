// Nobody is told before it is on disk: watches the system calls of the real server. When an answer leaves for a socket, no
// byte written to the record, its log or its keys may wait for its sync. (kill -9 cannot see that: what was written is in
// the kernel's hands.)
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';

import { askQuestion, chairOf, folder, participantOf, serve } from '../system/meeting.mjs';

const ANSWERS = 200;
const CALLS = 'write,pwrite64,writev,pwritev,sendto,sendmsg,fsync,fdatasync,ftruncate,close';
const may = spawnSync('strace', ['-o', '/dev/null', 'true']).status === 0;
const skip = may || process.env.CI === 'true' ? false : 'strace is missing or may not trace here; the order of syncs was NOT tested';

/** What was told too early, and how much was seen. */
function judge(calls) {
  const dirty = new Map(), syncing = new Map(), seen = { told: 0, early: [], writes: 0, syncs: 0 };
  for (const line of calls.split('\n')) {
    const [, pid, rest] = /^(\d+) +(.*)$/.exec(line) ?? [];
    if (rest === undefined)
      continue;
    const resumed = /^<\.\.\. (\w+) resumed>/.exec(rest), [, call, file] = /^(\w+)\(\d+<([^>]*)>/.exec(rest) ?? [];
    if (/^(fsync|fdatasync)$/.test(call ?? resumed?.[1])) {
      const of = call !== undefined ? file : syncing.get(pid);
      if (/unfinished/.test(rest))
        syncing.set(pid, of);
      else if (dirty.delete(of))
        seen.syncs++;
    } else if (/write/.test(call) && /m\.humroom/.test(file) && !file.endsWith('-shm')) { // what -shm holds is made anew after a crash
      dirty.set(file, line);
      seen.writes++;
    } else if (/^(write|writev|send)/.test(call) && rest.includes('\\"answer\\":\\"recorded\\"')) {
      seen.told++;
      if (dirty.size > 0)
        seen.early.push([line, ...dirty.values()]);
    }
  }
  return seen;
}

test('each answer is told behind its sync', { skip }, async (t) => {
  const dir = folder(t), calls = path.join(dir, 'calls');
  const server = await serve(t, dir, { wrap: ['strace', '-f', '-y', '-s', '200', '-e', `trace=${CALLS}`, '-o', calls] });
  const traced = Number(readFileSync(`/proc/${server.child.pid}/task/${server.child.pid}/children`, 'utf8').trim());
  try {
    const chair = await chairOf(server);
    const people = [];
    for (let i = 0; i < 10; i++) // more than one: nobody may answer 200 times in a second
      people.push(await participantOf(server, `Person ${i}`));
    const q = await askQuestion(chair);
    for (let i = 0; i < ANSWERS; i++)
      assert.equal((await people[i % 10].do('answer', { ...q, option: i % 2 })).answer, 'recorded');
  } finally {
    process.kill(traced, 'SIGTERM'); // strace passes no signal on
  }
  await server.ended;
  const seen = judge(readFileSync(calls, 'utf8'));
  assert.deepEqual(seen.early, []);
  assert.ok(seen.told >= ANSWERS && seen.writes >= seen.told && seen.syncs >= seen.told, `that is not what was to be watched: ${JSON.stringify(seen)}`);
  console.log(`${seen.told} told, ${seen.writes} writes, ${seen.syncs} syncs`);
});
