// What no page sends: each known fault of the library and each limit of PROTOCOL.md, against the real server.
import assert from 'node:assert/strict';
import net from 'node:net';
import { after, before, test } from 'node:test';

import { askQuestion, chairOf, folder, participantOf, screenOf, secretOf, serve } from './meeting.mjs';
import { Seat, frame, id, raw, upgradeRequest } from './wire.mjs';

const cleanups = [];
let server, chair, q;

before(async () => {
  const t = { after: (f) => cleanups.push(f) };
  server = await serve(t, folder(t));
  chair = await chairOf(server);
  q = await askQuestion(chair);
});

after(async () => {
  for (const f of cleanups.reverse())
    await f();
});

/** The others are unharmed: the chair gets an answer. */
async function stillServes() {
  assert.equal(server.child.exitCode, null, server.err);
  chair.send({ ping: 7 });
  await chair.next((f) => f.type === 'pong', 'pong');
}

const get = (path, extra = '', method = 'GET') =>
  raw(server.port, `${method} ${path} HTTP/1.1\r\nHost: 127.0.0.1:${server.port}\r\n${extra}\r\n`,
    (text) => /^HTTP.*\r\n\r\n/s.test(text) && /content-length: 0\r\n|\r\n\r\n.+/is.test(text));
const statusOf = (text) => Number(text.split(' ')[1]);

test('pages carry their policy, a tag, and nothing about the server', async () => {
  const page = await get('/');
  assert.equal(statusOf(page), 200);
  const head = page.slice(0, page.indexOf('\r\n\r\n')).toLowerCase();
  assert.match(head, /content-security-policy: default-src 'none'; script-src 'self'; .*trusted-types 'none'/);
  assert.match(head, /x-content-type-options: nosniff/);
  assert.match(head, /referrer-policy: no-referrer/);
  assert.doesNotMatch(head, /^server:/m);
  assert.doesNotMatch(head, /x-xss-protection/);
  const etag = /^etag: (.+)$/m.exec(head)[1].trim();
  const again = await get('/', `If-None-Match: ${etag}\r\n`);
  assert.equal(statusOf(again), 304);
  assert.equal(again.slice(again.indexOf('\r\n\r\n') + 4), '');
});

test('what is no page is 404, what is no GET is 405, each with one sentence', async () => {
  for (const path of ['/nothing', '/../../etc/passwd', '/%2e%2e/%2e%2e/etc/passwd', '/wire.js/', '/socket'])
    assert.equal(statusOf(await get(path)), 404, path);
  for (const method of ['POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS']) {
    const text = await get('/', 'Content-Length: 0\r\n', method);
    assert.equal(statusOf(text), 405, method);
    assert.match(text, /allow: GET, HEAD/i);
    assert.match(text, /\r\n\r\nonly GET and HEAD are answered here\n$/);
  }
  const head = await raw(server.port, `HEAD / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n`, (s) => s.includes('\r\n\r\n'));
  assert.equal(statusOf(head), 200);
  await stillServes();
});

test('bodies are refused, also of negative and impossible lengths', async () => {
  for (const length of ['5', '-1', '-9223372036854775808', '9223372036854775807', '18446744073709551616', 'x', '00'])
    assert.equal(statusOf(await get('/', `Content-Length: ${length}\r\n`)), 400, length);
  assert.equal(statusOf(await get('/', 'Transfer-Encoding: chunked\r\n')), 400);
  assert.equal(statusOf(await get('/', 'Content-Length: 0\r\n')), 200);
  await stillServes();
});

test('an upgrade to something else, and requests that are none, end the connection and nothing more', async () => {
  const host = `Host: 127.0.0.1:${server.port}\r\n`;
  const requests = [
    `GET / HTTP/1.1\r\n${host}Upgrade: foo\r\nConnection: Upgrade\r\n\r\n`,
    `GET /socket HTTP/1.1\r\n${host}Upgrade: h2c\r\nConnection: Upgrade, HTTP2-Settings\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\n\r\n`,
    `GET / HTTP/1.1\r\n${host}Upgrade: h2c\r\nConnection: Upgrade\r\n\r\n`,
    'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
    'CONNECT example.org:80 HTTP/1.1\r\nHost: example.org\r\n\r\n',
    'nonsense\r\n\r\n',
    '\0\0\0\0\0\0\0\0',
    '\x16\x03\x01\x02\0\x01\0\x01\xfc\x03\x03', // TLS
    `GET /${'a'.repeat(20000)} HTTP/1.1\r\n${host}\r\n`,
    `GET / HTTP/1.1\r\n${host}X: ${'a'.repeat(20000)}\r\n\r\n`,
  ];
  for (const request of requests) {
    const text = await raw(server.port, Buffer.from(request, 'latin1'), (s) => s.includes('\r\n\r\n'));
    assert.doesNotMatch(text, /^HTTP\/1.1 (101|200)/, request.slice(0, 60));
    await stillServes();
  }
});

test('the socket is for pages of this host, at its path, by its subprotocol', async () => {
  const host = `127.0.0.1:${server.port}`;
  const answers = [
    [{ Origin: 'http://evil.example' }, 403],
    [{ Origin: 'null' }, 403],
    [{ Origin: `http://${host}.evil.example` }, 403],
    [{ 'Sec-WebSocket-Protocol': null }, 400],
    [{ 'Sec-WebSocket-Protocol': 'humroom.2' }, 400],
    [{ 'Content-Length': '5' }, 400],
  ];
  for (const [extra, status] of answers)
    assert.equal(statusOf(await raw(server.port, upgradeRequest(server.port, extra), (s) => s.includes('\r\n\r\n'))), status,
      JSON.stringify(extra));
  const elsewhere = upgradeRequest(server.port).replace('/socket', '/other');
  assert.equal(statusOf(await raw(server.port, elsewhere, (s) => s.includes('\r\n\r\n'))), 404);
  for (const extra of [{}, { Origin: `http://${host}` }, { 'Sec-WebSocket-Protocol': 'other, humroom.1' }])
    (await Seat.open(server.port, extra)).drop();
});

test('compression is not agreed to', async () => {
  const seat = await Seat.open(server.port, { 'Sec-WebSocket-Extensions': 'permessage-deflate; client_max_window_bits' });
  assert.doesNotMatch(seat.responseHead, /sec-websocket-extensions/i);
  seat.sendRaw(frame('{"hello":{}}', { reserved: 4 })); // a compressed frame all the same
  assert.notEqual(await seat.whenClosed(), null);
  await stillServes();
});

const hello = () => ({ hello: { version: 1, code: secretOf(server.links.participants) } });

async function closesWith(code, ...bytes) {
  const seat = await participantOf(server);
  for (const one of bytes)
    seat.sendRaw(one);
  assert.equal(await seat.whenClosed(), code);
  await stillServes();
}

test('a frame that is too large, whole or in pieces or only declared, is closed with 1009', async () => {
  await closesWith(1009, frame('x'.repeat(8193)));
  await closesWith(1009, frame('x'.repeat(5000), { fin: false }), frame('x'.repeat(5000), { opcode: 0 }));
  for (const length of [2n ** 63n - 1n, 2n ** 32n, 2n ** 31n, 100000n])
    await closesWith(1009, frame('x', { length }));
  const seat = await participantOf(server);
  seat.sendText(`{"ping":${' '.repeat(8192 - 10)}1}`); // exactly 8192
  await seat.type('pong');
  seat.drop();
});

test('a length beyond what a frame can have ends the connection', async () => {
  for (const length of [2n ** 63n, 2n ** 63n + 1n, 2n ** 64n - 1n]) {
    for (const opcode of [1, 9]) {
      const seat = await participantOf(server);
      seat.sendRaw(frame('x', { length, opcode }));
      assert.ok([1002, 1006, 1009].includes(await seat.whenClosed()), `${length} ${opcode} ${seat.closed}`);
      await stillServes();
    }
  }
});

test('6000 fragments, also empty ones, are closed with 1009', async () => {
  const many = (text) => Buffer.concat([frame(text, { fin: false }), ...Array.from({ length: 5999 }, () => frame(text, { fin: false, opcode: 0 }))]);
  await closesWith(1009, many('x')); // 42,000 bytes that wait to be read do not take the close frame with them
  await closesWith(1009, many(''));
  await closesWith(1009, many('x').subarray(0, 7 * 80)); // 80 of them: nothing is on its way
});

test('a frame in pieces, with a ping of the protocol between them, is one frame', async () => {
  const seat = await participantOf(server);
  const text = Buffer.from('{"ping":42,"x":"äöü€😀"}');
  for (let i = 0; i < text.length; i++) {
    seat.sendRaw(frame(text.subarray(i, i + 1), { opcode: i === 0 ? 1 : 0, fin: i === text.length - 1 }));
    if (i === 9)
      seat.sendRaw(frame('are you there', { opcode: 9 }));
  }
  assert.equal((await seat.type('pong')).ping, 42);
  const slow = frame(JSON.stringify({ ping: 43, x: 'y'.repeat(3000) }));
  for (let i = 0; i < slow.length; i += 100) { // header and payload cut anywhere
    seat.sendRaw(slow.subarray(i, i + 100));
    await new Promise((go) => setImmediate(go));
  }
  assert.equal((await seat.type('pong')).ping, 43);
  seat.drop();
});

test('a pong in the middle of a frame is no part of it, whatever is in it', async () => {
  const seat = await participantOf(server);
  const text = Buffer.from('{"ping":44,"x":"ä"}');
  const inside = text.indexOf('ä') + 1; // of the character
  seat.sendRaw(Buffer.concat([frame(text.subarray(0, inside), { fin: false }), frame(Buffer.from([0xff, 0xc3]), { opcode: 10 }),
    frame(text.subarray(inside), { opcode: 0 })]));
  assert.equal((await seat.type('pong')).ping, 44);
  seat.drop();
});

test('64 fragments are taken, also where one of them is long, and no more', async () => {
  const fragments = (count) => {
    const all = ['{"ping":45,"x":"', 'y'.repeat(7000), ...Array.from({ length: count - 3 }, () => 'z'), '"}'];
    return Buffer.concat(all.map((text, i) => frame(text, { opcode: i === 0 ? 1 : 0, fin: i === count - 1 })));
  };
  const seat = await participantOf(server);
  seat.sendRaw(fragments(64));
  assert.equal((await seat.type('pong')).ping, 45);
  seat.drop();
  await closesWith(1009, fragments(65));
});

test('a binary frame is closed with 1003, one that is not UTF-8 with 1007', async () => {
  await closesWith(1003, frame('{"ping":1}', { opcode: 2 }));
  for (const bytes of [[0xff], [0xc0, 0xaf], [0xed, 0xa0, 0x80], [0xf4, 0x90, 0x80, 0x80], [0x22, 0xe2, 0x82]])
    await closesWith(1007, frame(Buffer.from(bytes)));
});

test('frames against the protocol end the connection', async () => {
  for (const bytes of [
    frame('', { opcode: 3 }), frame('', { opcode: 11 }), frame('x', { opcode: 0 }), frame('x', { reserved: 1 }),
    frame('x'.repeat(126), { opcode: 9 }), frame('x', { opcode: 9, fin: false }),
    Buffer.concat([frame('x', { fin: false }), frame('y')]),
  ]) {
    const seat = await participantOf(server);
    seat.sendRaw(bytes);
    assert.notEqual(await seat.whenClosed(), null);
  }
  await stillServes();
});

test('an unmasked frame is taken as any other: masks protect proxies, not this server', async () => {
  const seat = await participantOf(server);
  seat.sendRaw(frame('{"ping":5}', { masked: false }));
  assert.equal((await seat.type('pong')).ping, 5);
  seat.drop();
});

test('malformed commands are refused, and the seat goes on', async () => {
  const ada = await participantOf(server, 'Ada');
  const deep = `${'['.repeat(7)}${']'.repeat(7)}`;
  for (const text of ['', 'x', '{', '[]', '1', deep, '{"a":1,"a":2}', '{"id":"\\u0000"}', `{"command":"say"}`]) {
    ada.sendText(text);
    const answer = await ada.next((f) => f.type === 'answer' && f.id === undefined);
    assert.deepEqual([answer.answer, answer.reason], ['refused', 'malformed'], text);
  }
  const asked = { ...q, option: 0 };
  assert.equal((await ada.do('dance')).reason, 'unknown-command');
  assert.equal((await ada.do('answer', { ...asked, option: 99 })).answer, 'refused');
  assert.equal((await ada.do('answer', { ...asked, question: 9 })).reason, 'no-question');
  assert.equal((await ada.do('say', { text: '\u202e evil' })).reason, 'text-control');
  assert.equal((await ada.do('say', { text: '\u001b[2J' })).reason, 'text-control');
  assert.equal((await ada.do('ask', { question: 1 })).reason, 'role');
  const again = id();
  assert.equal((await ada.do('answer', asked, again)).answer, 'recorded');
  assert.equal((await ada.do('answer', { ...asked, option: 1 }, again)).reason, 'id-reused');
  assert.equal((await ada.do('say', { text: '<script>alert(1)</script>', unknown: [1, { a: 2 }] })).answer, 'recorded');
  ada.drop();
});

test('a name that could steer a terminal or a page is refused, or is shown as it is', async () => {
  const person = await participantOf(server);
  const join = (name) => person.do('join', { name, affiliation: '', in_room: false, note_well: true });
  for (const name of ['A\nB', 'A\tB', '\u007f', '\u0085', '\u001b[2JAda', '\u009b31mAda', '\u202eadA', '\u2066Ada\u2069',
    '\ufeffAda', 'A\u2028da'])
    assert.equal((await join(name)).answer, 'refused', JSON.stringify(name));
  for (const name of ['', ' ', 'x'.repeat(4000)])
    assert.equal((await join(name)).answer, 'refused', name.slice(0, 9));
  const html = '<img src=x onerror=alert(1)>&amp;"\'';
  assert.equal((await join(html)).answer, 'recorded');
  assert.equal((await person.seen((f) => f.type === 'mine' && f.name !== '', 'mine')).name, html);
  person.drop();
});

test('no text of anybody steers a terminal or a page, whichever command brings it', async () => {
  const bad = ['\u001b[2J', '\u202eevil', 'a\u0007b', 'a\nb'];
  const of = {
    participant: (text) => [['rename', { name: text, affiliation: '' }], ['rename', { name: 'Fay', affiliation: text }],
      ['answer', { ...q, option: 0, text }], ['say', { text }], ['queue-join', { text }], ['issue', { text }],
      ['challenge', { asks: 'ask-reason', text }], ['interrupt', { ...q, about: 'wording', text }]],
    chair: (text) => [['prepare', { kind: 'options', text, options: ['a', 'b'] }], ['prepare', { kind: 'options', text: 'Which?', options: ['a', text] }],
      ['irregularity', { text }], ['attend', { name: text, affiliation: '' }], ['issue', { text }],
      ['position', { ...q, option: 0, way: 'microphone', name: text, text: '' }], ['void', { ...q, reason: text }]],
  };
  for (const [role, commands] of Object.entries(of)) {
    const seat = role === 'chair' ? await chairOf(server) : await participantOf(server, 'Fay');
    for (const text of bad)
      for (const [command, fields] of commands(text)) {
        const answer = await seat.do(command, fields);
        assert.deepEqual([answer.answer, answer.reason], ['refused', 'text-control'], `${command} ${JSON.stringify(fields)}`);
      }
    assert.equal((await seat.do('say', { text: 'and goes on' })).answer, 'recorded');
    seat.drop();
  }
});

test('commands out of order, again and by others: each is what it is when it comes, and done once', async () => {
  const person = await participantOf(server);
  const other = await participantOf(server, 'Other');
  const [join, answer] = [id(), id()];
  const asJoin = { name: 'Eve', affiliation: '', in_room: false, note_well: true };
  const asAnswer = { ...q, option: 0 };
  assert.equal((await person.do('answer', asAnswer, answer)).answer, 'refused'); // has not joined
  const joined = await person.do('join', asJoin, join);
  assert.equal(joined.answer, 'recorded');
  const first = await person.do('answer', asAnswer, answer); // what was refused is no command that was done
  assert.equal(first.answer, 'recorded');
  assert.deepEqual(await person.do('join', asJoin, join), joined);
  assert.deepEqual(await person.do('answer', asAnswer, answer), first);
  const theirs = await other.do('answer', asAnswer, answer); // the same id, by somebody else
  assert.equal(theirs.answer, 'recorded');
  assert.ok(theirs.seq > first.seq);
  assert.equal((await chair.do('close', q)).answer, 'recorded');
  assert.equal((await person.do('answer', { ...q, option: 1 })).reason, 'not-open');
  assert.deepEqual(await person.do('answer', asAnswer, answer), first);
  q = await askQuestion(chair, 'And this?');
  person.drop();
  other.drop();
});

test('who says no hello, a wrong one or too late gets its code', async () => {
  const first = await Seat.open(server.port);
  first.send({ ping: 1 });
  assert.equal(await first.whenClosed(), 4400);
  const other = await Seat.open(server.port);
  other.send({ hello: { version: 2, code: 'x' } });
  assert.equal(await other.whenClosed(), 4409);
  const silent = await Seat.open(server.port);
  assert.equal(await silent.whenClosed(), 4408); // 10 s
  await stillServes();
});

test('a request that is never finished is ended', async () => {
  const begin = Date.now();
  assert.equal(await raw(server.port, 'GET / HT'), '');
  assert.ok(Date.now() - begin > 5000, 'a slow line is given its time');
  await stillServes();
});

test('connections that never join do not shut out the others', async () => {
  const idle = [];
  for (let i = 0; i < 300; i++) {
    const socket = net.connect(server.port, '127.0.0.1');
    socket.on('error', () => {});
    idle.push(socket);
  }
  const ben = await participantOf(server, 'Ben');
  assert.equal((await ben.do('say', { text: 'hello' })).answer, 'recorded');
  idle.forEach((socket) => socket.destroy());
  ben.drop();
});

test('10,000 connections that never join hold no more than half of the seats', async () => {
  const t = { after: (f) => cleanups.push(f) };
  const small = await serve(t, folder(t), { wrap: ['bash', '-c', 'ulimit -n 264; exec "$@"', 'bash'] }); // 200 seats
  const from2 = (then) => net.connect({ port: small.port, host: '127.0.0.1', localAddress: '127.0.0.2' }, then);
  const early = await participantOf(small, 'Early');
  const open = new Set();
  for (let batch = 0; batch < 40; batch++)
    await Promise.all(Array.from({ length: 250 }, () => new Promise((done) => {
      const socket = net.connect(small.port, '127.0.0.1', () => {
        open.add(socket);
        done();
      });
      socket.on('error', () => {});
      socket.on('close', () => {
        open.delete(socket);
        done();
      });
    })));
  const late = await Seat.open(small.port, {}, from2);
  late.send({ hello: { version: 1, code: secretOf(small.links.participants), person: id() } });
  await late.type('welcome');
  assert.equal((await late.do('join', { name: 'Late', affiliation: '', in_room: false, note_well: true })).answer, 'recorded');
  assert.equal((await early.do('say', { text: 'still here' })).answer, 'recorded');
  assert.equal(small.child.exitCode, null, small.err);
  assert.ok(open.size <= 100, `${open.size} are open`);
  open.forEach((socket) => socket.destroy());
});

test('more than the rate is refused, and the seat goes on', async () => {
  const seat = await participantOf(server, 'Cid');
  for (let i = 0; i < 60; i++)
    seat.send({ id: id(), command: 'say', text: `line ${i}` });
  const refused = await seat.next((f) => f.type === 'answer' && f.reason === 'too-often');
  assert.equal(refused.answer, 'refused');
  assert.match(refused.id, /^[0-9a-f]{32}$/);
  const answers = () => seat.frames.filter((f) => f.type === 'answer').length;
  await seat.until('an answer to each', () => (answers() === 61 ? true : undefined)); // the join's, too
  seat.drop();
});

test('lists come by cursor', async () => {
  const wall = await screenOf(server);
  wall.send({ get: 'chat', after: 0 });
  const list = await wall.type('list');
  assert.equal(list.list, 'chat');
  assert.ok(list.entries.length > 0 && list.cursor > 0);
  wall.send({ get: 'chat', after: list.cursor });
  assert.equal((await wall.type('list')).entries.length, 0);
  wall.drop();
});

test('ten wrong codes a minute, then none is looked at; who is known and the chair come in all the same', async () => {
  const ada = await participantOf(server, 'Ada again');
  for (let i = 0; i < 10; i++) {
    const seat = await Seat.open(server.port);
    seat.send({ hello: { version: 1, code: 'AAAAAAA' } });
    assert.equal(await seat.whenClosed(), 4401);
  }
  const stranger = await Seat.open(server.port);
  stranger.send(hello()); // the right code
  assert.equal(await stranger.whenClosed(), 4429);
  const back = await participantOf(server, undefined, ada.person);
  assert.notEqual(back.welcome.person, 0);
  await chairOf(server);
});
