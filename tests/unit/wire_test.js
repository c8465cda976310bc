import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import { load, run, view } from './web.js';

const { PING_MS, STALE_MS, Wire, chatLines, ownAnswer, withHeld } = await load('wire.js');

const WELCOME = { type: 'welcome', version: 1, role: 'participant', person: 7, now: 0 };
const MINE = { type: 'mine', person: 7, name: 'Bo', affiliation: '', in_room: false, answer: null };
const OPEN = view({ run: run() });
const ANSWER = { command: 'answer', question: 1, run: 1, option: 0 };

/** A wire on a socket, store and clock that the test moves. */
function setup(kept = []) {
  const t = { now: 0, timers: [], sockets: [], changes: 0, n: 0, kept: new Map(kept.map((c) => [c.id, c])) };
  t.wire = new Wire({
    hello: { version: 1, code: 'K7WM3P' },
    open() {
      const s = { sent: [], closed: false, send: (x) => s.sent.push(JSON.parse(x)), close: () => { s.closed = true; } };
      t.sockets.push(s);
      return s;
    },
    store: { load: () => [...t.kept.values()], save: (c) => t.kept.set(c.id, { ...c }), drop: (id) => t.kept.delete(id) },
    now: () => t.now,
    later(run, ms) {
      const timer = { at: t.now + ms, run };
      t.timers.push(timer);
      return () => { t.timers = t.timers.filter((x) => x !== timer); };
    },
    id: () => `id${++t.n}`,
    chance: () => 0.5,
    changed: () => { t.changes++; },
  });
  t.socket = () => t.sockets.at(-1);
  t.say = (...frames) => frames.forEach((f) => t.socket().onmessage({ data: JSON.stringify(f) }));
  t.pass = (ms) => {
    const end = t.now + ms;
    for (;;) {
      const next = t.timers.filter((x) => x.at <= end).sort((a, b) => a.at - b.at)[0];
      if (next === undefined)
        break;
      t.timers = t.timers.filter((x) => x !== next);
      t.now = Math.max(t.now, next.at); // late where the clock has jumped
      next.run();
    }
    t.now = end;
  };
  t.open = (v = OPEN, mine = MINE) => {
    t.socket().onopen();
    t.say(WELCOME, v, mine);
  };
  t.commands = () => t.socket().sent.filter((f) => f.command);
  t.wire.start();
  return t;
}

test('hello is the first frame, and commands wait for view and own state', () => {
  const t = setup();
  t.wire.send(ANSWER);
  t.socket().onopen();
  assert.deepEqual(t.socket().sent, [{ hello: { version: 1, code: 'K7WM3P', changes: true } }]);
  t.say(WELCOME, OPEN);
  assert.equal(t.commands().length, 0);
  t.say(MINE);
  assert.deepEqual(t.commands(), [{ id: 'id1', ...ANSWER }]);
  assert.equal(t.wire.state.connection, 'open');
});

test('changes are put into the view that is there', () => {
  const t = setup();
  t.open();
  const before = t.wire.state.view;
  t.say({ type: 'changes', view: { queue: { waiting: 1, speaking: null, entries: [] } }, run: { calling: 1 } });
  assert.deepEqual(t.wire.state.view, { ...before, queue: { waiting: 1, speaking: null, entries: [] }, run: { ...before.run, calling: 1 } });
  t.say({ type: 'changes', view: { run: null }, run: {} });
  assert.equal(t.wire.state.view.run, null);
  t.say({ type: 'changes', view: { run: before.run }, run: {} });
  assert.deepEqual(t.wire.state.view.run, before.run);
});

test('one who has not joined gets no own state and is ready with the view', () => {
  const t = setup();
  t.wire.send({ command: 'join', name: 'Bo' });
  t.socket().onopen();
  t.say({ ...WELCOME, person: 0 }, OPEN);
  assert.equal(t.commands().length, 1);
});

test('an answer is sending until the server says recorded, and then forgotten', () => {
  const t = setup();
  t.open();
  t.wire.send(ANSWER);
  assert.equal(ownAnswer(t.wire.state, OPEN.run).state, 'sending');
  assert.equal(t.kept.size, 1);
  t.say({ type: 'answer', id: 'id1', answer: 'recorded', seq: 4, time: 42 });
  const own = ownAnswer(t.wire.state, OPEN.run);
  assert.deepEqual([own.state, own.time, own.option], ['recorded', 42, 0]);
  assert.equal(t.kept.size, 0);
});

test('a refusal is not counted, with its reason, and forgotten', () => {
  const t = setup();
  t.open();
  t.wire.send(ANSWER);
  t.say({ type: 'answer', id: 'id1', answer: 'refused', reason: 'not-open', sentence: 'the question is not open' });
  const own = ownAnswer(t.wire.state, OPEN.run);
  assert.deepEqual([own.state, own.sentence], ['refused', 'the question is not open']);
  assert.equal(t.kept.size, 0);
});

test('what was not recorded is sent again with the same id', () => {
  const t = setup();
  t.open();
  t.wire.send(ANSWER);
  t.say({ type: 'answer', id: 'id1', answer: 'not-recorded', reason: 'disk-full', sentence: 'not recorded: the disk is full' });
  assert.equal(t.kept.size, 1);
  assert.equal(t.wire.state.commands[0].sentence, 'not recorded: the disk is full');
  t.pass(1500);
  assert.deepEqual(t.commands().map((c) => c.id), ['id1', 'id1']);
});

test('too often is no refusal for good', () => {
  const t = setup();
  t.open();
  t.wire.send(ANSWER);
  t.say({ type: 'answer', id: 'id1', answer: 'refused', reason: 'too-often', sentence: 'wait' });
  t.pass(1500);
  assert.equal(t.commands().length, 2);
});

test('a lost connection comes back by itself and brings the unacknowledged answer once', () => {
  const t = setup();
  t.open();
  t.wire.send(ANSWER);
  t.socket().onclose({ code: 1006 });
  assert.equal(t.wire.state.connection, 'lost');
  t.pass(250);
  assert.equal(t.sockets.length, 2);
  t.open();
  assert.deepEqual(t.commands(), [{ id: 'id1', ...ANSWER }]);
});

test('an answer of an earlier page is sent by the next one', () => {
  const t = setup([{ id: 'old', order: 3, fields: ANSWER, keep: true, state: 'sending', sentence: '', reason: '', time: 0, sent: true }]);
  t.open();
  assert.deepEqual(t.commands(), [{ id: 'old', ...ANSWER }]);
});

test('when the run is closed meanwhile the answer is not sent: what the server holds decides', () => {
  for (const [held, state] of [[{ question: 1, run: 1, option: 0, channel: 'hand', time: 5, text: '' }, 'recorded'], [null, 'refused']]) {
    const t = setup();
    t.open();
    t.wire.send(ANSWER);
    t.socket().onclose({ code: 1006 });
    t.pass(250);
    const closed = view({ run: run({ state: 'closed' }) });
    t.open(closed, { ...MINE, answer: held });
    assert.equal(t.commands().length, 0);
    assert.equal(t.wire.state.commands[0].state, state);
    assert.equal(t.kept.size, 0);
  }
});

test('a late answer is told so in the words of the server', () => {
  const protocol = readFileSync(new URL('../../net/PROTOCOL.md', import.meta.url), 'utf8');
  const { sentence } = JSON.parse(protocol.split('\n').find((l) => l.includes('"reason": "not-open"')));
  const t = setup();
  t.open();
  t.wire.send(ANSWER);
  t.socket().onclose({ code: 1006 });
  t.pass(250);
  t.open(view({ run: run({ state: 'closed' }) }));
  assert.equal(ownAnswer(t.wire.state, run()).sentence, sentence);
});

test('the next run of the same question takes no old answer', () => {
  const t = setup();
  t.open();
  t.wire.send(ANSWER);
  t.socket().onclose({ code: 1006 });
  t.pass(250);
  t.open(view({ run: run({ run: 2 }) }));
  assert.equal(t.commands().length, 0);
});

test('"hum now" is never sent late', () => {
  const t = setup();
  t.open();
  t.wire.send({ command: 'hum', question: 1, run: 1, option: 0 });
  assert.equal(t.kept.size, 0);
  t.socket().onclose({ code: 1006 });
  assert.equal(t.wire.state.commands[0].state, 'refused');
  t.wire.send({ command: 'hum', question: 1, run: 1, option: 0 });
  assert.equal(t.wire.state.commands[1].state, 'refused');
  t.pass(250);
  t.open();
  assert.equal(t.commands().length, 0);
});

test('a silent socket is noticed 5 s after its last frame', () => {
  const t = setup();
  t.open();
  t.pass(PING_MS);
  assert.ok(t.socket().sent.some((f) => 'ping' in f));
  t.say({ type: 'pong', ping: 1 }); // heard at 2 s
  t.pass(STALE_MS - 500); // 6.5 s: the last frame is 4.5 s old
  assert.equal(t.wire.state.connection, 'open');
  t.pass(1000); // 7.5 s
  assert.equal(t.sockets[0].closed, true);
  assert.equal(t.sockets.length, 2); // dropped at 7 s, tried again 250 ms later
});

test('a page that slept is not taken for a lost connection', () => {
  const t = setup();
  t.open();
  t.now += 60000; // timers stood still, no ping was sent
  t.pass(500);
  assert.equal(t.wire.state.connection, 'open');
});

test('tries are spaced more and more widely, and begin anew after a success', () => {
  const t = setup();
  const gaps = [];
  for (let i = 0; i < 6; i++) {
    t.socket().onclose({ code: 1006 });
    const before = t.now;
    const known = t.sockets.length;
    while (t.sockets.length === known && t.now - before < 60000)
      t.pass(50);
    gaps.push(t.now - before);
  }
  assert.deepEqual(gaps, [250, 500, 1000, 2000, 4000, 4000]);
  t.open();
  t.socket().onclose({ code: 1006 });
  t.pass(250);
  assert.equal(t.sockets.length, 8);
});

test('a wrong link is not tried again', () => {
  const t = setup();
  t.socket().onclose({ code: 4401 });
  t.pass(60000);
  assert.equal(t.sockets.length, 1);
  assert.equal(t.wire.state.connection, 'refused');
});

test('where another link is known for one that is not valid, it is tried', () => {
  const t = setup();
  t.wire.parts.otherwise = () => (t.wire.parts.hello.chair === 'old' ? { version: 1, chair: 'new' } : null);
  t.wire.parts.hello = { version: 1, chair: 'old' };
  t.socket().onclose({ code: 4401 });
  t.socket().onopen();
  assert.deepEqual(t.socket().sent, [{ hello: { version: 1, chair: 'new', changes: true } }]);
  t.socket().onclose({ code: 4401 });
  assert.deepEqual([t.sockets.length, t.wire.state.connection], [2, 'refused']);
});

test('a link that was valid and has ended is told from one that never was', () => {
  const said = [];
  for (const welcomed of [false, true]) {
    const t = setup();
    t.wire.parts.ended = (before) => (before ? 'ended' : '');
    if (welcomed)
      t.open();
    t.socket().onclose({ code: 4401 });
    said.push(t.wire.state.sentence);
  }
  assert.match(said[0], /not valid/);
  assert.equal(said[1], 'ended');
});

test('who leaves does not come back by itself', () => {
  const t = setup();
  t.open();
  t.wire.leave();
  t.wire.hurry();
  t.pass(60000);
  assert.deepEqual([t.sockets.length, t.socket().closed, t.wire.state.connection], [1, true, 'left']);
});

test('the server\u2019s clock is known from its welcome', () => {
  const t = setup();
  t.now = 5000;
  t.open();
  t.say({ ...WELCOME, now: 9e6 });
  assert.equal(t.wire.state.ahead, 4000); // 9 s less 5 s
});

test('an answer from another tab or from chat is what stands', () => {
  const t = setup();
  t.open();
  t.wire.send(ANSWER);
  t.say({ type: 'answer', id: 'id1', answer: 'recorded', seq: 4, time: 42 });
  t.say({ ...MINE, answer: { question: 1, run: 1, option: 1, channel: 'chat', time: 50, text: '' } });
  const own = ownAnswer(t.wire.state, OPEN.run);
  assert.deepEqual([own.option, own.channel, own.time], [1, 'chat', 50]);
});

test('an answer that was not counted leaves the earlier one standing', () => {
  const t = setup();
  const earlier = { question: 1, run: 1, option: 1, channel: 'hand', time: 30, text: '' };
  t.open(OPEN, { ...MINE, answer: earlier });
  t.wire.send(ANSWER);
  t.say({ type: 'answer', id: 'id1', answer: 'refused', reason: 'not-open', sentence: 'the question is not open' });
  assert.deepEqual(ownAnswer(t.wire.state, OPEN.run).stands, earlier);
});

test('chairs and scribes know everybody, also who joined before the page and while it was away', () => {
  const person = (n) => ({ person: n, name: `P${n}`, affiliation: '' });
  const staff = (cursor, ...entries) => view({ people: { cursor, entries: entries.map(person) } });
  const list = (after, ...entries) => ({ type: 'list', list: 'people', after, cursor: after + entries.length, entries: entries.map(person) });
  const asked = (t) => t.socket().sent.filter((f) => f.get === 'people').map((f) => f.after);
  const t = setup();
  t.socket().onopen();
  t.say({ ...WELCOME, person: 0 }, staff(5, 4, 5));
  assert.deepEqual(asked(t), [0]);
  t.say(list(0, 1, 2));
  assert.deepEqual(asked(t), [0]); // thousands are asked for at a pace that the server takes
  t.pass(100);
  assert.deepEqual(asked(t), [0, 2]);
  t.say(list(2, 3, 4, 5));
  assert.deepEqual([...t.wire.state.people.keys()].sort(), [1, 2, 3, 4, 5]);
  t.say(staff(6, 5, 6)); // nobody between
  t.say(staff(9, 8, 9));
  assert.deepEqual(asked(t), [0, 2, 6]);
  t.say(list(6, 7, 8, 9));
  t.wire.send({ command: 'merge', of_person: 2, into: 1 });
  t.say({ type: 'answer', id: 'id1', answer: 'recorded', seq: 4, time: 42 });
  assert.deepEqual(asked(t), [0, 2, 6, 1, 0]); // as they are now
  const before = t.wire.state.names;
  t.say({ ...list(1, 2), entries: [{ ...person(2), into: 1 }] });
  assert.equal(t.wire.state.names, before + 1);
  assert.deepEqual(asked(t), [0, 2, 6, 1, 0], 'one part is not the whole list');
});

test('who is known by what the chair was told privately alone is in no list', () => {
  const t = setup();
  t.open(view({ people: { cursor: 2, entries: [{ person: 1, name: 'Ada', affiliation: '' }, { person: 2, private: true }] } }));
  assert.deepEqual([...t.wire.state.people.keys()], [1]);
});

test('lines that the view has passed over are asked for, and all stand in order', () => {
  const line = (n) => ({ line: n, name: 'Bo', role: 'participant', kind: 'said', text: `${n}`, time: n });
  const t = setup();
  t.open(view({ chat: { cursor: 2, entries: [line(1), line(2)] } }));
  t.say(view({ chat: { cursor: 6, entries: [line(5), line(6)] } }));
  assert.deepEqual(t.socket().sent.at(-1), { get: 'chat', after: 2 });
  t.say({ type: 'list', list: 'chat', after: 2, cursor: 4, entries: [line(3), line(4)] });
  assert.deepEqual(chatLines(t.wire.state).map((l) => l.line), [1, 2, 3, 4, 5, 6]);
});

test('lines that were edited or deleted are shown as they are now, wherever they stand', () => {
  const line = (n, more) => ({ line: n, person: 7, name: 'Bo', role: 'participant', kind: 'said', text: `${n}`, time: n, ...more });
  const texts = (t) => chatLines(t.wire.state).map((l) => l.text);
  const t = setup();
  t.open(view({ chat: { cursor: 2, entries: [line(1), line(2)], changed: { cursor: 0, entries: [] } } }));
  t.say(view({ chat: { cursor: 3, entries: [line(3)], changed: { cursor: 1, entries: [line(1, { text: 'new', edited: true })] } } }));
  assert.deepEqual(texts(t), ['new', '2', '3']);
  t.say(view({ chat: { cursor: 3, entries: [line(3)], changed: { cursor: 4, entries: [line(3, { text: '', deleted: true })] } } }));
  assert.deepEqual(t.socket().sent.at(-1), { get: 'changed', after: 1 });
  t.say({ type: 'list', list: 'changed', after: 1, cursor: 3, entries: [line(2, { text: 'two' }), line(1, { text: 'newer' })] });
  assert.deepEqual(texts(t), ['newer', 'two', '']);
  t.say(view({ chat: { cursor: 3, entries: [line(2, { text: 'two', read_out: true }), line(3)], changed: { cursor: 4, entries: [] } } }));
  assert.equal(chatLines(t.wire.state)[1].read_out, true); // what the view says now goes before what was told of it
});

test('an own line that is held stands in the place of its old words', () => {
  const line = (n, text) => ({ line: n, time: n, text });
  assert.deepEqual(withHeld([line(1, 'hello'), line(3, 'x')], [line(1, '+1'), line(2, 'hum')]).map((l) => l.text), ['+1', 'hum', 'x']);
});
