// A journal that fails: everybody is told, nothing that was acknowledged is missing, and later it works again.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { statSync, unlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';

import { askQuestion, chairOf, folder, participantOf, serve, stop } from './meeting.mjs';

test('a full disk: not recorded, told so; and recorded when there is room again', async (t) => {
  const dir = folder(t, (at) => spawnSync('umount', ['-l', at]));
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=640k', 'tmpfs', dir]);
  if (mounted.status !== 0) {
    assert.notEqual(process.env.CI, 'true', 'a small tmpfs cannot be mounted here');
    return t.skip('SKIPPED: a small tmpfs cannot be mounted here');
  }
  const server = await serve(t, dir);
  const chair = await chairOf(server);
  const ada = await participantOf(server, 'Ada');
  const q = await askQuestion(chair);
  assert.equal((await ada.do('answer', { ...q, option: 0 })).answer, 'recorded');

  const ballast = path.join(dir, 'ballast');
  let size = 0;
  for (const step of [65536, 4096]) // up to the last page
    for (;;)
      try {
        writeFileSync(ballast, Buffer.alloc(step), { flag: 'a' });
        size += step;
      } catch (error) {
        assert.equal(error.code, 'ENOSPC');
        break;
      }
  assert.ok(size > 0);
  const told = [];
  for (let i = 0; i < 40 && !told.some((a) => a.answer === 'not-recorded'); i++)
    told.push(await chair.do('say', { text: `line ${i} ${'x'.repeat(1500)}` }));
  const failed = told.at(-1);
  assert.deepEqual([failed.answer, failed.reason], ['not-recorded', 'disk-full']);
  let changedTo, changed, stands = 0; // small enough changes may still fit for a while
  for (let i = 0; i < 40 && changed?.answer !== 'not-recorded'; i++) {
    if (changed !== undefined)
      stands = changedTo.option;
    changedTo = { ...q, option: 1 - stands, text: 'z'.repeat(1900) };
    changed = await ada.do('answer', changedTo);
  }
  assert.deepEqual([changed.answer, changed.reason], ['not-recorded', 'disk-full']);
  assert.match(server.err, /m\.humroom: not recorded: the disk is full/);
  await chair.seen((f) => f.type === 'view' && f.run?.result?.answered === 1, 'an answer');
  const view = chair.frames.filter((f) => f.type === 'view').at(-1);
  assert.equal(view.run.result.options[changedTo.option].hands, 0, 'nothing is shown that is not on disk');

  unlinkSync(ballast);
  const again = await ada.do('answer', changedTo, changed.id);
  assert.equal(again.answer, 'recorded');
  server.child.kill('SIGKILL');
  await server.ended;

  const resumed = await serve(t, dir);
  const back = await chairOf(resumed, server.links);
  const now = await back.seen((f) => f.type === 'view');
  assert.equal(now.run.result.options[changedTo.option].hands, 1);
  assert.equal(now.run.result.answered, 1);
  back.send({ get: 'chat', after: 0 });
  const chat = await back.type('list');
  const kept = told.filter((a) => a.answer === 'recorded').length;
  assert.equal(chat.entries.length, kept, 'what was told recorded, and nothing else');
  await stop(resumed);
});

test('a file that may not grow: the same, also for many at once', async (t) => {
  const dir = folder(t);
  // The limit is the process's own: the program must live on with EFBIG and its signal.
  const server = await serve(t, dir, { wrap: ['bash', '-c', 'ulimit -f 256; exec "$@"', 'bash'] });
  const chair = await chairOf(server);
  const people = await Promise.all(Array.from({ length: 10 }, (_, i) => participantOf(server, `P ${i}`)));
  const told = [];
  for (let round = 0; round < 12; round++)
    told.push(...await Promise.all(people.map((seat) => seat.do('say', { text: 'y'.repeat(1900) }))));
  const recorded = told.filter((a) => a.answer === 'recorded').length;
  const failed = told.filter((a) => a.answer === 'not-recorded').length;
  assert.ok(recorded > 0 && failed > 0, `${recorded} recorded, ${failed} not`);
  assert.equal(recorded + failed, told.length);
  await stop(server);
  const resumed = await serve(t, dir);
  const back = await chairOf(resumed, server.links);
  let after = 0, lines = 0;
  for (;;) {
    back.send({ get: 'chat', after });
    const list = await back.type('list');
    if (list.entries.length === 0)
      break;
    lines += list.entries.length;
    after = list.cursor;
  }
  assert.equal(lines, recorded);
  assert.ok(statSync(path.join(dir, 'm.humroom')).size > 0);
});
