// People who answer through a bad network, with the page's own client, beside people who do not. Everything that a page was
// told is in the record, once; what it was not told it sends again, with the same id; those beside it notice nothing.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';

const HELP = `usage: HUMROOM=PROGRAM node tests/bench/bad_network.mjs --network PROGRAM [OPTION]...

People answer through bad_network while as many answer directly; then the record is read.

  --people N    through the bad network (300), and as many directly
  --seconds N   how long they answer (120)
  --seed N      of the network and of the people
  --late MS     the longest delay (600)
  --up BYTES    after how many bytes from a client a connection is cut, in the mean (4000)
  --calm        everybody directly: what those beside it would have without it
`;
const { values: o } = parseArgs({ options: { network: { type: 'string' }, people: { type: 'string', default: '300' },
  seconds: { type: 'string', default: '120' }, seed: { type: 'string', default: String(Date.now() % 1000000) },
  late: { type: 'string', default: '600' }, up: { type: 'string', default: '4000' }, calm: { type: 'boolean' }, help: { type: 'boolean' } } });
if (o.help || o.network === undefined) {
  (o.help ? process.stdout : process.stderr).write(HELP);
  process.exit(o.help ? 0 : 64);
}
const [people, seconds, seed] = [o.people, o.seconds, o.seed].map(Number);

const { askQuestion, chairOf, secretOf, serve, stop } = await import('../system/meeting.mjs');
const { compare } = await import('../system/told.mjs');
const { chanceOf } = await import('../system/chance.mjs');
const { pageOf } = await import('../system/page.mjs');

const cleanups = [];
const t = { after: (f) => cleanups.push(f) };
const dir = mkdtempSync(path.join(tmpdir(), 'humroom-bad-'));
cleanups.push(() => rmSync(dir, { recursive: true, force: true }));
const children = [];
process.on('exit', () => children.forEach((child) => child.kill('SIGKILL')));
for (const signal of ['SIGINT', 'SIGTERM'])
  process.on(signal, () => process.exit(1));

/** The program in front of the server; end() ends it and gives what it has done. */
async function startNetwork(to) {
  const child = spawn(o.network, ['--to', to, '--seed', seed, '--late', o.late, '--up', o.up].map(String), { stdio: ['pipe', 'pipe', 'inherit'] });
  children.push(child);
  let out = '';
  const ended = new Promise((resolve) => child.on('close', resolve));
  await new Promise((resolve, reject) => {
    child.stdout.on('data', (d) => /^port \d+\n/.test(out += d) && resolve());
    ended.then(() => reject(new Error('the network does not start')));
  });
  return { port: Number(/\d+/.exec(out)[0]), async end() {
    child.stdin.end();
    await ended;
    return JSON.parse(out.split('\n')[1]);
  } };
}

const sleep = (ms) => new Promise((go) => setTimeout(go, ms));
const percent = (all, p) => [...all].sort((a, b) => a - b)[Math.min(all.length - 1, Math.floor(all.length * p / 100))]?.toFixed(1);

/** One person: joins, and answers now and then, with a remark and a line of chat between. */
function personOf(n, port, code, through) {
  const page = pageOf({ port, code, seed: seed * 100000 + n });
  page.send({ command: 'join', name: `Person ${n}`, affiliation: '', in_room: false, note_well: true });
  const chance = chanceOf(seed * 100000 + 50000 + n);
  let count = 0;
  return { n, page, through, last: null, next: 0,
    step(q, now) {
      if (now < this.next || !page.sees(q))
        return;
      this.next = now + 100 + chance() * 900;
      count++;
      if (chance() < 0.1)
        page.send({ command: 'say', text: `line ${count} of ${n}` });
      else
        this.last = page.send({ command: 'answer', ...q, option: Math.floor(chance() * 2), text: `remark ${count}` });
    } };
}

async function run() {
  const server = await serve(t, dir);
  children.push(server.child);
  const network = await startNetwork(server.port);
  const chair = await chairOf(server);
  const q = await askQuestion(chair);
  const code = secretOf(server.links.participants);
  const all = Array.from({ length: 2 * people }, (_, n) => personOf(n, n % 2 === 0 && !o.calm ? network.port : server.port, code, n % 2 === 0 && !o.calm));
  for (const end = Date.now() + seconds * 1000; Date.now() < end; await sleep(10)) {
    all.forEach((p) => p.step(q, Date.now()));
    chair.frames.splice(0); // of hours it would keep every view
    chair.read = 0;
  }
  const open = () => all.filter((p) => p.page.open() > 0).length;
  for (const end = Date.now() + 120000; open() > 0; await sleep(50))
    assert.ok(Date.now() < end, `${open()} people still wait to be told`);
  all.forEach((p) => p.page.end());
  const done = await network.end();
  assert.equal((await chair.do('close', q)).answer, 'recorded');
  const result = (await chair.seen((f) => f.type === 'view' && f.run?.state === 'closed', 'the close')).run.result;
  assert.equal((await stop(server)).code, 0);
  return { all, done, result };
}

function judge({ all, done, result }) {
  const { told, again, known } = compare(all.map((p) => p.page), path.join(dir, 'm.humroom'));
  const hands = [0, 0];
  for (const p of all) {
    if (p.last !== null)
      hands[p.page.settled.get(p.last).fields.option]++;
    if (!p.through)
      assert.deepEqual([p.page.opened, [...p.page.sent.values()].filter((s) => s.length > 1).length], [1, 0], 'nobody beside it noticed');
  }
  assert.deepEqual(result.options.slice(0, 2).map((x) => x.hands), hands, 'what everybody sent last stands');
  for (const what of o.calm ? [] : ['late', 'trickled', 'reset', 'ended', 'silent', 'torn'])
    assert.ok(done[what] > 0, `the network was not bad: ${JSON.stringify(done)}`);
  assert.ok(o.calm || (again > 0 && known > 0), `sent again ${again}, of these in the record before ${known}: too little happened`);
  const waits = (through) => all.filter((p) => p.through === through).flatMap((p) => p.page.waits);
  console.log(`${told} told recorded, each of them once in the record; ${again} sent again with the same id, ${known} of these were in the record already`);
  console.log(`the network: ${JSON.stringify(done)}`);
  for (const through of o.calm ? [false] : [true, false])
    console.log(`tapped to told, ms, ${through ? 'through it' : 'beside it '}: median ${percent(waits(through), 50)}, 95 % ${percent(waits(through), 95)}, 99 % ${percent(waits(through), 99)}`);
}

console.log(`seed ${seed}: ${o.calm ? `${2 * people} people` : `${people} people through a bad network and ${people} beside it`}, ${seconds} s`);
try {
  judge(await run());
} finally {
  for (const f of cleanups.reverse())
    await f();
}
