// Who stops in the middle of something: reading, a frame, a request, a handshake. They are closed after the time that
// PROTOCOL.md says, for real; the server's memory stays where it was; the others notice nothing.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync, readlinkSync } from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { describe, test } from 'node:test';
import tls from 'node:tls';

import { askQuestion, chairOf, folder, participantOf, secretOf, serve, stop } from './meeting.mjs';
import { Seat, frame, id, upgradeRequest } from './wire.mjs';

const SANITIZED = (process.env.HUMROOM_SANITIZED ?? '') !== ''; // its memory says nothing
const PATIENCE_MS = 200000;
const sleep = (ms) => new Promise((go) => setTimeout(go, ms));

/** Sockets that the server itself has open; what a client cannot see. */
const socketsOf = ({ child }) => readdirSync(`/proc/${child.pid}/fd`).filter((fd) => {
  try {
    return readlinkSync(`/proc/${child.pid}/fd/${fd}`).startsWith('socket:');
  } catch {
    return false; // closed a moment ago
  }
}).length;

const memoryOf = ({ child }) => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))[1]);

async function until(what, holds) {
  for (const end = Date.now() + PATIENCE_MS; !holds(); await sleep(50))
    assert.ok(Date.now() < end, what);
}

/** Many at a time, some at once. */
async function many(count, one) {
  const all = [];
  while (all.length < count)
    all.push(...await Promise.all(Array.from({ length: Math.min(50, count - all.length) }, one)));
  return all;
}

/** Said hello, and goes no further; whatever it does later. */
const visitor = (server) => async () => {
  const seat = await Seat.open(server.port);
  seat.send({ hello: { version: 1, code: secretOf(server.links.participants), person: id() } });
  await seat.type('welcome');
  return seat;
};

/** A meeting with some who answer all the time; end() says how many answers that were, all of them recorded. */
async function meeting(t, talk) {
  const server = await serve(t, folder(t));
  const chair = await chairOf(server);
  const q = await askQuestion(chair);
  const people = [];
  for (let i = 0; i < 5; i++)
    people.push(await participantOf(server, `Person ${i}`));
  const before = { sockets: socketsOf(server), memory: memoryOf(server) };
  let on = true, answers = 0, most = before.memory;
  const going = (async () => {
    for (; on; await sleep(100)) {
      most = Math.max(most, memoryOf(server));
      if (talk)
        assert.equal((await chair.do('say', { text: 'x'.repeat(1900) })).answer, 'recorded');
      for (const answer of await Promise.all(people.map((p) => p.do('answer', { ...q, option: answers % 2 }))))
        assert.equal(answer.answer, 'recorded');
      answers += people.length;
      for (const seat of [chair, ...people])
        [seat.frames, seat.read] = [[], 0];
    }
  })();
  going.catch(() => {}); // met at the end
  return { server, before, most: () => most, async end() {
    on = false;
    await going;
    assert.ok([chair, ...people].every((seat) => seat.closed === null), 'nobody else was closed');
    assert.ok(answers > 0);
    assert.equal((await stop(server)).code, 0);
  } };
}

/** How many were closed with which code. */
const codes = (seats) => seats.reduce((of, { closed }) => ({ ...of, [closed]: (of[closed] ?? 0) + 1 }), {});

/** Sends a request a byte at a time, gap ms between two; the first line of what comes back, "" if nothing does. */
const slowly = (server, gap) => new Promise((resolve) => {
  const request = upgradeRequest(server.port);
  let got = '', at = 0;
  const socket = net.connect(server.port, '127.0.0.1');
  const next = setInterval(() => at < request.length && socket.write(request[at++]), gap);
  socket.on('data', (d) => {
    got += d.toString('latin1');
    if (got.includes('\r\n\r\n'))
      socket.destroy();
  });
  socket.on('error', () => {});
  socket.on('close', () => {
    clearInterval(next);
    resolve(got.split('\r\n')[0]);
  });
});

/** A server by TLS; direct: to it; through(gap, most): what passes to it comes a byte at a time, and no more than so many. */
async function byTls(t) {
  const dir = folder(t), cert = path.join(dir, 'c.pem'), key = path.join(dir, 'c.key');
  execFileSync('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2',
    '-keyout', key, '-out', cert, '-subj', '/CN=localhost'], { stdio: 'ignore' });
  const server = await serve(t, dir, { args: ['--no-sound', '--tls-cert', cert, '--tls-key', key] });
  const to = (port) => (then) => tls.connect({ port, host: '127.0.0.1', rejectUnauthorized: false }, then);
  const how = [];
  const between = net.createServer((client) => {
    const { gap, most } = how.shift();
    const up = net.connect(server.port, '127.0.0.1');
    let waiting = Buffer.alloc(0), sent = 0;
    const next = setInterval(() => {
      if (waiting.length > 0 && sent < most) {
        up.write(waiting.subarray(0, 1));
        waiting = waiting.subarray(1);
        sent++;
      }
    }, gap);
    client.on('data', (d) => (waiting = Buffer.concat([waiting, d])));
    up.on('data', (d) => client.write(d));
    for (const [one, other] of [[client, up], [up, client]])
      one.on('error', () => {}).on('close', () => {
        clearInterval(next);
        other.destroy();
      });
  });
  await new Promise((go) => between.listen(0, '127.0.0.1', go));
  t.after(() => between.close());
  return { server, direct: to(server.port), through(gap, most) {
    how.push({ gap, most });
    return Seat.open(server.port, {}, to(between.address().port));
  } };
}

// Alone, for the server's limits are of time.
test('who sends a byte at a time, but does send, comes in: the request, and the handshake of TLS', async (t) => {
  const server = await serve(t, folder(t));
  assert.equal(await slowly(server, 1), 'HTTP/1.1 101 Switching Protocols');
  const secure = await byTls(t);
  const seat = await secure.through(1, Infinity);
  seat.send({ hello: { version: 1, code: secretOf(secure.server.links.participants), person: id() } });
  await seat.type('welcome');
  seat.drop();
});

describe('who stops', { concurrency: true }, () => {
  test('1,000 who stop reading are closed with 4408, and cost next to nothing until then', async (t) => {
    const m = await meeting(t, true);
    const deaf = await many(1000, visitor(m.server));
    const joined = memoryOf(m.server);
    deaf.forEach((seat) => seat.socket.pause());
    await until('the server still has them', () => socketsOf(m.server) === m.before.sockets);
    // Of each the library may hold what is left of one view, some 40 kB with 20 long lines of chat in it.
    if (!SANITIZED)
      assert.ok(m.most() - joined < 50000, `${m.most() - joined} kB more`);
    deaf.forEach((seat) => seat.socket.resume());
    await Promise.all(deaf.map((seat) => seat.whenClosed()));
    assert.deepEqual(codes(deaf), { 4408: 1000 });
    await m.end();
  });

  test('100 who ask all the time and read nothing are ended, at 128 kB of answers each', async (t) => {
    const m = await meeting(t, true);
    const deaf = await many(100, visitor(m.server));
    const joined = memoryOf(m.server);
    deaf.forEach((seat) => seat.socket.pause());
    const asking = setInterval(() => deaf.forEach((seat) => {
      for (let i = 0; i < 30 && seat.socket.writableLength < 20000; i++)
        seat.sendText('{"id":1}');
    }), 20);
    t.after(() => clearInterval(asking));
    await until('the server still has them', () => socketsOf(m.server) === m.before.sockets);
    clearInterval(asking);
    if (!SANITIZED) // and a view, and what the allocator adds to small blocks
      assert.ok(m.most() - joined < 100 * 2 * (128 + 40), `${m.most() - joined} kB more`);
    deaf.forEach((seat) => seat.drop());
    await m.end();
  });

  test('1,000 who never end their frame are closed, with 4408 where some of it has come', async (t) => {
    const m = await meeting(t, false);
    const whole = frame(`{"ping":1,"x":"${'y'.repeat(300)}"}`);
    const inside = await many(400, visitor(m.server)), parts = await many(300, visitor(m.server));
    const before = await many(300, visitor(m.server));
    for (const seat of [...inside, ...parts, ...before])
      seat.mute = true;
    inside.forEach((seat) => seat.sendRaw(whole.subarray(0, 100)));
    parts.forEach((seat) => seat.sendRaw(frame('{"ping":', { fin: false })));
    let at = 100; // a byte a second is not an end either
    const keepsOn = setInterval(() => {
      inside.slice(0, 20).forEach((seat) => seat.sendRaw(whole.subarray(at, at + 1)));
      at += at < whole.length - 2 ? 1 : 0;
    }, 1000);
    t.after(() => clearInterval(keepsOn));
    before.forEach((seat) => seat.sendRaw(whole.subarray(0, 3))); // nobody can tell that from a page that is quiet
    await until('the server still has them', () => socketsOf(m.server) === m.before.sockets);
    await Promise.all([...inside, ...parts, ...before].map((seat) => seat.whenClosed()));
    assert.deepEqual(codes([...inside, ...parts]), { 4408: 700 });
    assert.deepEqual(codes(before), { 1006: 300 });
    await m.end();
  });

  test('10,000 who never join are closed after 10 s, with 4408 where they opened the socket', async (t) => {
    const files = Number(/Max open files +\d+ +(\d+)/.exec(readFileSync('/proc/self/limits', 'utf8'))[1]);
    const all = files >= 16000 ? 10000 : Math.floor(files / 4); // where the machine has so many
    const m = await meeting(t, false);
    const from = (i) => (then) => net.connect({ port: m.server.port, host: '127.0.0.1', localAddress: `127.0.0.${2 + i % 10}` }, then);
    let open = 0;
    const silent = [];
    for (let i = 0; i < all * 0.7; i++)
      silent.push(new Promise((gone) => {
        const socket = from(i)(() => open++);
        socket.on('data', () => {}).on('error', () => {}).on('close', gone);
      }));
    const opened = await many(Math.floor(all * 0.3), () => Seat.open(m.server.port, {}, from(open)));
    assert.ok(open > all * 0.6, `${open} came in`);
    await Promise.all(silent);
    await until('the server still has them', () => socketsOf(m.server) === m.before.sockets);
    await Promise.all(opened.map((seat) => seat.whenClosed()));
    assert.deepEqual(codes(opened), { 4408: opened.length });
    await m.end();
  });

  test('200 requests that come a byte at a time, and slowly, end after 10 s', async (t) => {
    const m = await meeting(t, false);
    assert.deepEqual(new Set(await Promise.all(Array.from({ length: 200 }, () => slowly(m.server, 500)))), new Set(['']));
    await until('the server still has them', () => socketsOf(m.server) === m.before.sockets);
    await m.end();
  });

  test('200 handshakes of TLS that do not go on end after 10 s', async (t) => {
    const { server, direct, through } = await byTls(t);
    const chair = await Seat.open(server.port, {}, direct);
    chair.send({ hello: { version: 1, chair: secretOf(server.links.chair) } });
    await chair.type('welcome');
    const before = socketsOf(server);
    const stuck = Array.from({ length: 200 }, (_, i) => through(500, [0, 1, 50, Infinity][i % 4]).then(() => 'open', () => 'ended'));
    await sleep(1000);
    const meanwhile = await Seat.open(server.port, {}, direct);
    meanwhile.send({ hello: { version: 1, code: secretOf(server.links.participants), person: id() } });
    await meanwhile.type('welcome');
    meanwhile.drop();
    assert.deepEqual(new Set(await Promise.all(stuck)), new Set(['ended']));
    await until('the server still has them', () => socketsOf(server) === before);
    chair.send({ ping: 7 });
    await chair.next((f) => f.type === 'pong', 'pong');
    assert.equal((await stop(server)).code, 0);
  });
});
