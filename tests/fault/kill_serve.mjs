// Kills the server with -9 while people answer, again and again on one record; their pages come back by themselves. What
// they were told is in the record, once; what they were not told they send again, and it counts once.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';

const HELP = `usage: HUMROOM=PROGRAM node tests/fault/kill_serve.mjs [OPTION]...

  --kills N     how often (500)
  --people N    who answer all the time (20)
  --seed N      of the people, and of the moments
`;
const { values: o } = parseArgs({ options: { kills: { type: 'string', default: '500' }, people: { type: 'string', default: '20' },
  seed: { type: 'string', default: String(Date.now() % 1000000) }, help: { type: 'boolean' } } });
if (o.help || !process.env.HUMROOM) {
  (o.help ? process.stdout : process.stderr).write(HELP);
  process.exit(o.help ? 0 : 64);
}
const [kills, people, seed] = [o.kills, o.people, o.seed].map(Number);
const { askQuestion, chairOf, secretOf, serve, stop } = await import('../system/meeting.mjs');
const { chanceOf } = await import('../system/chance.mjs');
const { pageOf } = await import('../system/page.mjs');
const { compare } = await import('../system/told.mjs');

const cleanups = [], t = { after: (f) => cleanups.push(f) };
const dir = mkdtempSync(path.join(tmpdir(), 'humroom-kill-'));
cleanups.push(() => rmSync(dir, { recursive: true, force: true }));
let server;
process.on('exit', () => cleanups.toReversed().forEach((f) => f())); // also of a server that is just starting
for (const signal of ['SIGINT', 'SIGTERM'])
  process.on(signal, () => process.exit(1));
const sleep = (ms) => new Promise((go) => setTimeout(go, ms));

async function run() {
  server = await serve(t, dir);
  const { links, port } = server, chance = chanceOf(seed);
  const chair = await chairOf(server);
  const q = await askQuestion(chair);
  const pages = Array.from({ length: people }, (_, n) => pageOf({ port, code: secretOf(links.participants), seed: seed * 1000 + n }));
  pages.forEach((page, n) => page.send({ command: 'join', name: `Person ${n}`, affiliation: '', in_room: false, note_well: true }));
  let on = true, count = 0;
  const told = () => pages.reduce((sum, page) => sum + page.settled.size, 0);
  const all = (async () => {
    for (; on; await sleep(2))
      for (const page of pages)
        if (page.open() < 2 && page.sees(q))
          page.send({ command: 'answer', ...q, option: count++ % 2, text: `remark ${count}` });
  })();
  for (let kill = 1; kill <= kills; kill++) {
    const enough = told() + 1 + Math.floor(chance() * 3 * people);
    for (const end = Date.now() + 60000; told() < enough; await sleep(1))
      assert.ok(Date.now() < end, `nobody is told anything any more, behind kill ${kill - 1}`);
    await sleep(chance() * 5);
    server.child.kill('SIGKILL');
    assert.equal((await server.ended).signal, 'SIGKILL');
    server = await serve(t, dir, { args: ['--no-sound', '--listen', `127.0.0.1:${port}`] });
    assert.match(server.out, /resumed/);
  }
  on = false;
  await all;
  for (const end = Date.now() + 60000; pages.some((page) => page.open() > 0); await sleep(10))
    assert.ok(Date.now() < end, 'somebody still waits to be told');
  pages.forEach((page) => page.end());
  const back = await chairOf(server, links);
  assert.equal((await back.do('close', q)).answer, 'recorded');
  const { result } = (await back.seen((f) => f.type === 'view' && f.run?.state === 'closed', 'the close')).run;
  assert.equal(result.answered, people, 'each of them once');
  assert.equal((await stop(server)).code, 0);
  const done = compare(pages, path.join(dir, 'm.humroom'));
  assert.ok(done.again > 0, 'nothing was under way when it was killed');
  console.log(`${kills} kills; ${done.told} told recorded, each of them once in the record; ${done.again} sent again with the same id, ` +
    `${done.known} of these were in the record already`);
}

console.log(`seed ${seed}: ${people} people`);
try {
  await run();
} finally {
  for (const f of cleanups.reverse())
    await f();
}
