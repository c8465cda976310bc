// Throws bytes at a real server: whole frames, broken ones, requests of all kinds, from a seed. Whatever comes back is
// documented in net/PROTOCOL.md; after each batch somebody in the meeting still gets their answer recorded, and at the end
// the record holds what they were told, and holds together.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';

import { planOf } from './throw_plans.mjs';

const HELP = `usage: HUMROOM=PROGRAM node tests/fuzz/throw.mjs [OPTION]...

Throws frames and requests, most of them broken, at a meeting, and looks after each batch whether it goes on.

  --seconds N   how long (600)
  --seed N      the same seed throws the same
  --only N      the one of this number and no other
  --batch N     how many at a time (64)
`;
const { values: o } = parseArgs({ options: { seconds: { type: 'string', default: '600' }, seed: { type: 'string', default: String(Date.now() % 1000000) },
  only: { type: 'string' }, batch: { type: 'string', default: '64' }, help: { type: 'boolean' } } });
if (o.help || !process.env.HUMROOM) {
  (o.help ? process.stdout : process.stderr).write(HELP);
  process.exit(o.help ? 0 : 64);
}
const seed = Number(o.seed);
const { askQuestion, chairOf, participantOf, run, secretOf, serve, stop } = await import('../system/meeting.mjs');
const { byCommand, eventsOf } = await import('../system/record.mjs');
const { id } = await import('../system/wire.mjs');

// of PROTOCOL.md; 1002 is WebSocket's own
const CODES = new Set([1001, 1002, 1003, 1007, 1009, 4400, 4401, 4408, 4409, 4429]);
const STATUSES = new Set([101, 200, 304, 400, 403, 404, 405, 408, 413, 414, 431, 501, 503, 505]);
const TYPES = new Set(['welcome', 'view', 'mine', 'live', 'answer', 'list', 'pong', 'changes']);
const ANSWERS = new Set(['recorded', 'refused', 'not-recorded']);

/** The frames behind the answer to the request; throws where they are none. */
function* framesOf(bytes) {
  for (let at = 0; bytes.length - at >= 2;) {
    let length = bytes[at + 1] & 127, head = 2;
    assert.equal(bytes[at + 1] & 128, 0, 'masked');
    assert.equal(bytes[at] & 0x70, 0, 'reserved bits');
    if (length === 126)
      [head, length] = [4, bytes.length - at >= 4 ? bytes.readUInt16BE(at + 2) : Infinity];
    else if (length === 127)
      [head, length] = [10, bytes.length - at >= 10 ? Number(bytes.readBigUInt64BE(at + 2)) : Infinity];
    if (bytes.length - at < head + length)
      return;
    yield { opcode: bytes[at] & 15, fin: bytes[at] >> 7, payload: bytes.subarray(at + head, at + head + length) };
    at += head + length;
  }
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** What came back is what is documented; gives the close code, and the pongs. */
function judge(plan, got) {
  const end = got.indexOf('\r\n\r\n'), pongs = [];
  if (got.length === 0)
    return { pongs };
  const status = /^HTTP\/1\.[01] (\d{3})/.exec(got.subarray(0, 40).toString('latin1'));
  assert.ok(status !== null && STATUSES.has(Number(status[1])), `answered ${JSON.stringify(got.subarray(0, 60).toString('latin1'))}`);
  if (status[1] !== '101' || end < 0)
    return { pongs };
  let text = Buffer.alloc(0), code;
  for (const f of framesOf(got.subarray(end + 4))) {
    assert.equal(code, undefined, 'something behind the close frame');
    assert.ok([0, 1, 8, 9, 10].includes(f.opcode), `opcode ${f.opcode}`);
    if (f.opcode === 8)
      code = f.payload.length >= 2 ? f.payload.readUInt16BE(0) : 1005;
    if (f.opcode > 1)
      continue;
    text = Buffer.concat([text, f.payload]);
    if (!f.fin)
      continue;
    const said = JSON.parse(utf8.decode(text));
    text = Buffer.alloc(0);
    assert.ok(TYPES.has(said.type), `type ${said.type}`);
    assert.ok(said.type !== 'answer' || ANSWERS.has(said.answer));
    if (said.type === 'pong')
      pongs.push(said.ping);
  }
  if (code !== undefined && !plan.echo)
    assert.ok(CODES.has(code) || code === 1000 || code === 1005, `closed with ${code}`);
  return { code, pongs };
}

/** Throws one plan; ends when the server has closed, or has answered all that it has to. */
function toss(plan, port) {
  return new Promise((resolve) => {
    const { dice: d } = plan, chunks = [];
    const socket = net.connect({ port, host: '127.0.0.1', localAddress: `127.0.0.${d.between(2, 250)}` });
    const wanted = plan.pong !== undefined ? `"pong","ping":${plan.pong}}` : undefined;
    const linger = d.between(20, 150), rude = d.below(3);
    let quiet, tail = '';
    const patience = setTimeout(() => socket.destroy(), 40000);
    const leave = () => (rude === 0 ? socket.resetAndDestroy() : rude === 1 ? socket.destroy() : socket.end());
    const soon = () => {
      clearTimeout(quiet);
      quiet = setTimeout(leave, linger);
    };
    const answered = new Promise((go) => {
      socket.on('data', () => go()).on('close', () => go());
    });
    (async () => {
      for (const piece of plan.request)
        socket.write(piece);
      if (plan.request.length > 0)
        await answered;
      for (const piece of plan.pieces) {
        if (socket.destroyed || !socket.writable)
          break;
        if (!socket.write(piece))
          await new Promise((go) => socket.once('drain', go).once('close', go));
        else if (plan.pieces.length < 50)
          await new Promise((go) => setImmediate(go));
      }
      if (wanted === undefined && !plan.codes)
        soon();
    })();
    socket.on('data', (chunk) => {
      chunks.push(chunk);
      tail = (tail + chunk.toString('latin1')).slice(-200 - chunk.length);
      // four bytes of a pong may look like a goodbye: no harm, where nothing more is expected
      const bye = wanted === undefined && chunk.length >= 4 && chunk[chunk.length - 4] === 0x88 && chunk[chunk.length - 3] === 2;
      if (bye || (wanted !== undefined && tail.includes(wanted)))
        leave();
    });
    socket.on('error', () => {});
    socket.on('close', () => {
      clearTimeout(patience);
      clearTimeout(quiet);
      resolve(Buffer.concat(chunks));
    });
  });
}

const cleanups = [];
const dir = mkdtempSync(path.join(tmpdir(), 'humroom-throw-'));
cleanups.push(() => rmSync(dir, { recursive: true, force: true }));
let child;
process.on('exit', () => child?.kill('SIGKILL'));
for (const signal of ['SIGINT', 'SIGTERM'])
  process.on(signal, () => process.exit(1));

async function throwAll() {
  const server = await serve({ after: (f) => cleanups.push(f) }, dir);
  child = server.child;
  const chair = await chairOf(server), ada = await participantOf(server, 'Ada');
  const q = await askQuestion(chair), told = [], tally = {};
  const people = Array.from({ length: 40 }, (_, i) => (i + 1).toString(16).padStart(32, '0'));
  const ids = Array.from({ length: 20 }, (_, i) => (i + 0x1000).toString(16).padStart(32, '0'));
  for (const [i, person] of people.entries())
    (await participantOf(server, `Person ${i}`, person)).drop();
  const world = { host: `127.0.0.1:${server.port}`, q, code: secretOf(server.links.participants), people, ids };
  const end = Date.now() + Number(o.seconds) * 1000;
  let n = o.only === undefined ? 0 : Number(o.only);
  do {
    const batch = Array.from({ length: o.only === undefined ? Number(o.batch) : 1 }, () => ({ n, ...planOf(seed, n++, world) }));
    await Promise.all(batch.map(async (plan) => {
      const got = await toss(plan, server.port);
      try {
        const { code, pongs } = judge(plan, got);
        if (plan.pong !== undefined)
          assert.ok(pongs.includes(plan.pong), `all was in order, and ended with ${code}`);
        if (plan.codes)
          assert.ok(plan.codes.includes(code), `closed with ${code}, not ${plan.codes}`);
        assert.ok(!plan.valid || plan.echo || code === undefined || code === 1009 || code >= 4400, `it kept to the protocol, and was closed with ${code}`);
        const codes = tally[plan.name] ??= {};
        codes[plan.echo ? 'any' : code ?? 'none'] = (codes[plan.echo ? 'any' : code ?? 'none'] ?? 0) + 1;
      } catch (error) {
        const file = path.join(tmpdir(), `humroom-throw-${seed}-${plan.n}`);
        writeFileSync(`${file}.sent`, Buffer.concat([...plan.request, ...plan.pieces]));
        writeFileSync(`${file}.got`, got);
        throw new Error(`seed ${seed}, number ${plan.n} (${plan.name}; ${file}.sent, .got): ${error.message}`);
      }
    }));
    assert.equal(server.child.exitCode ?? server.child.signalCode, null, `the server ended: ${server.err}`);
    const command = id(), option = told.length % 2, answer = await ada.do('answer', { ...q, option }, command);
    assert.equal(answer.answer, 'recorded', JSON.stringify(answer));
    told.push({ command, option, ...answer });
    chair.send({ ping: 7 });
    await chair.next((f) => f.type === 'pong', 'pong');
    for (const seat of [ada, chair])
      [seat.frames, seat.read] = [[], 0];
  } while (Date.now() < end && o.only === undefined);
  assert.equal((await chair.do('close', q)).answer, 'recorded');
  assert.deepEqual((await stop(server)).code, 0, server.err);
  assert.equal(server.err, '', 'and nothing was complained of');
  const events = eventsOf(path.join(dir, 'm.humroom')), of = byCommand(events);
  for (const { command, option, seq, time } of told)
    assert.deepEqual(of.get(command).map((e) => [e.seq, e.time, e.body.option]), [[seq, time, option]]);
  const minutes = await run(['minutes', 'm.humroom'], { cwd: dir });
  assert.equal(minutes.code, 0, minutes.err);
  for (const [name, codes] of Object.entries(tally).sort())
    console.log(`${name}: ${Object.entries(codes).map(([code, count]) => `${code} ${count}`).join(', ')}`);
  console.log(`${n} thrown, ${told.length} answers between them recorded and there, ${events.length} events, the chain holds`);
}

console.log(`seed ${seed}`);
try {
  await throwAll();
} finally {
  for (const f of cleanups.reverse())
    await f();
}
