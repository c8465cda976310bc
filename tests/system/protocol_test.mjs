// PROTOCOL.md against the real server: every example of a frame has exactly the members that the server sends, and
// what its examples send is taken. With sound from a file, so that hums, meter and comparison are real.
import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';

import { askQuestion, chairOf, folder, participantOf, screenOf, secretOf, serve } from './meeting.mjs';
import { Seat } from './wire.mjs';

const page = readFileSync(fileURLToPath(new URL('../../net/PROTOCOL.md', import.meta.url)), 'utf8');

/** All JSON values of a block, one behind the other. */
function valuesOf(block) {
  const values = [];
  let depth = 0, inText = false, begin = -1;
  for (let i = 0; i < block.length; i++) {
    const c = block[i];
    if (inText) {
      if (c === '\\')
        i++;
      else if (c === '"')
        inText = false;
    } else if (c === '"')
      inText = true;
    else if (c === '{' || c === '[') {
      if (depth++ === 0)
        begin = i;
    } else if ((c === '}' || c === ']') && --depth === 0)
      values.push(JSON.parse(block.slice(begin, i + 1)));
  }
  return values;
}

const examples = [...page.matchAll(/```json\n([^]*?)```/g)].flatMap(([, block]) => valuesOf(block));
const example = (type, fits = () => true) => {
  const found = examples.find((e) => e.type === type && fits(e));
  assert.ok(found, `PROTOCOL.md has no example of ${type}`);
  return found;
};

/** The same members all the way down; null and empty lists may stand for anything. */
function sameShape(real, shown, where, more = []) {
  if (real === null || shown === null || typeof real !== 'object' || typeof shown !== 'object')
    return;
  if (Array.isArray(shown)) {
    if (real.length > 0 && shown.length > 0)
      sameShape(real.at(-1), shown[0], `${where}[]`);
    return;
  }
  assert.deepEqual(Object.keys(real).filter((k) => !more.includes(k)).sort(), Object.keys(shown).sort(), where);
  for (const key of Object.keys(shown))
    sameShape(real[key], shown[key], `${where}.${key}`);
}

/** Mono, 16 bit: 4 s of faint noise, 5 s of a hum, 12 s of the noise. */
function wav() {
  const rate = 16000, seconds = 21, samples = Buffer.alloc(2 * rate * seconds);
  let seed = 1;
  for (let i = 0; i < rate * seconds; i++) {
    seed = (Math.imul(seed, 1103515245) + 12345) >>> 0; // the same each time
    const noise = (seed / 2 ** 32 - 0.5) * 0.004;
    const humming = i >= 4 * rate && i < 9 * rate;
    const hum = humming ? 0.1 * Math.sin(2 * Math.PI * 220 * i / rate) + 0.05 * Math.sin(2 * Math.PI * 331 * i / rate) : 0;
    samples.writeInt16LE(Math.round((noise + hum) * 32767), 2 * i);
  }
  const head = Buffer.alloc(44);
  head.write('RIFF', 0);
  head.writeUInt32LE(36 + samples.length, 4);
  head.write('WAVEfmt ', 8);
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(1, 20);
  head.writeUInt16LE(1, 22);
  head.writeUInt32LE(rate, 24);
  head.writeUInt32LE(2 * rate, 28);
  head.writeUInt16LE(2, 32);
  head.writeUInt16LE(16, 34);
  head.write('data', 36);
  head.writeUInt32LE(samples.length, 40);
  return Buffer.concat([head, samples]);
}

/** Asks the question that was prepared last. */
async function askLast(seat) {
  const listed = await seat.seen((f) => f.type === 'view' && f.questions.some((one) => one.kind === 'adopt'), 'the question');
  const { question } = listed.questions.at(-1);
  await seat.do('ask', { question });
  return { view: await seat.seen((f) => f.type === 'view' && f.run?.question === question, 'it is asked') };
}

const cleanups = [];
let server, chair, ada, q, staffView, publicView;

before(async () => {
  const t = { after: (f) => cleanups.push(f) };
  const dir = folder(t);
  writeFileSync(path.join(dir, 'room.wav'), wav());
  server = await serve(t, dir, { args: ['--sound-file', 'room.wav'] });
  chair = await chairOf(server);
  ada = await participantOf(server, 'Ada');
  q = await askQuestion(chair);
  await ada.do('say', { text: 'good morning' });
  await ada.do('queue-join');
  await ada.do('answer', { ...q, option: 0, text: 'ready' });

  await chair.next((f) => f.type === 'meter' && f.level > -3000 && f.noise !== null, 'a hum in the room');
  assert.equal((await chair.do('hum', { ...q, option: 0 })).answer, 'recorded');
  const from = chair.frames.filter((f) => f.type === 'meter').length;
  await chair.until('2 s of it', () => (chair.frames.filter((f) => f.type === 'meter').length >= from + 40 ? true : undefined));
  assert.equal((await chair.do('hum-end')).answer, 'recorded');
  await chair.seen((f) => f.type === 'view' && f.run?.phase === 'checking', 'checking');
  const measured = await chair.seen((f) => f.type === 'view' && f.run?.result?.options[0].hums.length === 1, 'the hum');
  const hum = measured.run.result.options[0].hums[0];
  assert.equal(hum.void, '');
  assert.equal(hum.strength, 'strong');
  assert.ok(!publicFrames(ada).some((f) => f.run?.result), 'nothing of it for the public');
  assert.equal((await chair.do('hum', { ...q, option: 1 })).answer, 'recorded'); // nobody hums
  await chair.seen((f) => f.type === 'view' && f.run?.result?.comparisons.length === 1, 'the comparison');
  assert.equal((await chair.do('hear', { ...q, option: 0, heard: 'strong' })).answer, 'recorded');
  assert.equal((await chair.do('close', q)).answer, 'recorded');
  assert.equal((await chair.do('show', q)).answer, 'recorded');
  await chair.do('state', { ...q, statements: [{ kind: 'consensus', option: 0 }], text: 'consensus for', reason: 'no objection' });
  const stated = (f) => f.type === 'view' && f.run?.outcome != null;
  staffView = await chair.seen(stated, 'the outcome');
  publicView = await ada.seen(stated, 'the outcome');
});

const publicFrames = (seat) => seat.frames.filter((f) => f.type === 'view');

after(async () => {
  for (const f of cleanups.reverse())
    await f();
});

test('hello as in the examples is taken', async () => {
  const secrets = { chair: secretOf(server.links.chair), scribe: secretOf(server.links.scribe),
    screen: secretOf(server.links.screen), code: secretOf(server.links.participants), person: randomBytes(16).toString('hex') };
  const hellos = examples.filter((e) => e.hello);
  assert.equal(hellos.length, 5);
  for (const { hello } of hellos) {
    const seat = await Seat.open(server.port);
    seat.send({ hello: Object.fromEntries(Object.entries(hello).map(([k, v]) => [k, secrets[k] ?? v])) });
    assert.equal((await seat.type('welcome')).version, 1);
    seat.drop();
  }
});

test('the frames that come first are those of the page, in its order', async () => {
  const seat = await participantOf(server, undefined, ada.person);
  await seat.type('live');
  assert.deepEqual(seat.frames.slice(0, 4).map((f) => f.type), ['welcome', 'view', 'mine', 'live']);
  sameShape(chair.welcome, example('welcome'), 'welcome');
  const wall = await screenOf(server);
  assert.deepEqual(Object.keys(wall.welcome.links), ['participant']);
});

test('changes make the view that others get whole', async () => {
  const seat = await Seat.open(server.port);
  seat.send({ hello: { version: 1, code: secretOf(server.links.participants), changes: true } });
  let view = await seat.type('view');
  for (const text of ['one', 'one more'])
    assert.equal((await chair.do('say', { text })).answer, 'recorded');
  const lineOf = (f) => (f.view ?? f).chat?.entries.some((l) => l.text === 'one more');
  const whole = await ada.seen((f) => f.type === 'view' && lineOf(f), 'the line');
  await seat.seen((f) => f.type === 'changes' && lineOf(f), 'the line, as a change');
  const changes = seat.frames.filter((f) => f.type === 'changes');
  for (const c of changes) {
    assert.deepEqual(Object.keys(c), Object.keys(examples.find((e) => e.type === 'changes')));
    view = { ...view, ...c.view, run: c.view.run === undefined ? { ...view.run, ...c.run } : c.view.run };
  }
  assert.deepEqual(view, whole);
  assert.ok(JSON.stringify(changes).length < JSON.stringify(whole).length);
  seat.drop();
});

test('a draw', async () => {
  const { draw } = examples.find((e) => e.draw);
  const question = { question: 1 + staffView.questions.length };
  const of = { ...question, run: 1 };
  await chair.do('prepare', { kind: 'draw', text: 'Who writes it?', method: 'straw', agreement: 'one of us does' });
  assert.equal((await chair.do('ask', question)).answer, 'recorded');
  assert.equal((await ada.do('volunteer', of)).answer, 'recorded');
  assert.equal((await chair.do('volunteer', { ...of, name: 'Max' })).answer, 'recorded');
  assert.equal((await chair.do('draw-commit', of)).answer, 'recorded');
  const fixed = await ada.seen((f) => f.run?.draw?.commitment, 'the commitment');
  assert.deepEqual([fixed.run.draw.seed, fixed.run.draw.transcript, fixed.run.draw.result], ['', '', []]);
  assert.equal((await chair.do('draw-reveal', { ...of, value: '4711' })).answer, 'recorded');
  const drawn = await ada.seen((f) => f.run?.draw?.transcript, 'what was drawn');
  sameShape(drawn.run.draw, draw, 'draw');
  assert.equal(drawn.run.draw.commitment, createHash('sha256').update(Buffer.from(drawn.run.draw.seed, 'hex')).digest('hex'));
  assert.deepEqual(JSON.parse(drawn.run.draw.transcript).picked.map((p) => p.name), drawn.run.draw.result.map((p) => p.name));
});

test('what changed in a restatement, and runs side by side', async () => {
  const { restated } = examples.find((e) => e.restated), { side_by_side } = examples.find((e) => e.side_by_side);
  const question = { question: 2 + staffView.questions.length };
  await chair.do('prepare', { kind: 'options', text: 'Shall we drop the field?', options: ['two', 'four'], relation: 'restates', of_question: 1 });
  for (const [run, more] of [[1, {}], [2, { because: 'crowd', reason: 'the other room is back' }]]) {
    assert.equal((await chair.do('ask', { ...question, ...more })).answer, 'recorded');
    assert.equal((await chair.do('close', { ...question, run })).answer, 'recorded');
    assert.equal((await chair.do('show', { ...question, run })).answer, 'recorded');
  }
  const shown = await ada.seen((f) => f.run?.question === question.question && f.run.side_by_side.length === 2, 'both runs');
  sameShape(shown.run.restated, restated, 'restated');
  sameShape(shown.run.side_by_side, side_by_side, 'side_by_side');
  assert.equal(shown.run.restated.text.filter((p) => p.change !== 'removed').map((p) => p.text).join(''), 'Shall we drop the field?');
  assert.deepEqual(shown.run.side_by_side.map((r) => r.because), ['', 'crowd']);
});

test('answers', async () => {
  const answers = examples.filter((e) => e.type === 'answer');
  const byWord = (word) => answers.find((e) => e.answer === word);
  sameShape(await ada.do('say', { text: 'thanks' }), byWord('recorded'), 'recorded');
  sameShape(await ada.do('answer', { ...q, option: 0 }), byWord('refused'), 'refused');
  assert.ok(byWord('not-recorded'));
});

const STAFF_ONLY = ['questions', 'runs', 'people', 'people_told', 'scale', 'offers', 'proposals', 'outcomes', 'mic', 'unsure', 'interrupts'];

test('the view of the public, and of the staff', () => {
  sameShape(publicView, example('view'), 'view');
  sameShape(staffView, example('view'), 'view', STAFF_ONLY);
  assert.ok(STAFF_ONLY.every((k) => k in staffView));
  const result = examples.find((e) => e.present !== undefined && e.comparisons !== undefined);
  sameShape(staffView.run.result, result, 'result');
  sameShape(publicView.run.result, result, 'result');
});

test('adopting a draft', async () => {
  await chair.do('prepare', { kind: 'adopt', text: 'Which?', drafts: ['draft-a-one-00', 'draft-b-one-00'] });
  const { view } = await askLast(chair);
  const run = { question: view.run.question, run: 1 };
  const done = [
    await chair.do('criterion', { question: run.question, criterion: 'scope', text: 'yes', draft: 'draft-a-one-00' }),
    await chair.do('step', { question: run.question, step: 'call', step_state: 'done', date: '2026-11-23', until: '2026-12-07' }),
    await ada.do('willing', { ...run, willing: ['review'] }),
    await chair.do('close', run), await chair.do('show', run)];
  assert.deepEqual(done.map((a) => a.answer), done.map(() => 'recorded'));
  const shown = examples.find((e) => e.criteria && e.steps);
  const { people, reminders, ...open } = shown;
  const is = (f) => f.type === 'view' && f.run?.adoption && f.run.shown;
  sameShape((await chair.seen(is, 'the adoption')).run.adoption, { people, reminders, ...open }, 'adoption');
  sameShape((await ada.seen(is, 'the adoption')).run.adoption, open, 'adoption');
});

test('small frames', async () => {
  const last = (seat, type) => seat.frames.filter((f) => f.type === type).at(-1);
  sameShape(ada.frames.find((f) => f.type === 'mine' && f.answer), example('mine'), 'mine');
  sameShape(last(ada, 'live'), example('live'), 'live');
  assert.equal((await chair.do('irregularity', { ...q, text: 'one boss, ten hands' })).answer, 'recorded');
  sameShape(await chair.seen((f) => f.type === 'irregularities' && f.entries.length > 0, 'what is to be known'), example('irregularities'), 'irregularities');
  assert.ok(!ada.frames.some((f) => f.type === 'irregularities'));
  const open = await askQuestion(chair, 'Who is one?');
  assert.equal((await chair.do('position', { ...open, option: 0, way: 'microphone', name: 'Perhaps One' })).answer, 'recorded');
  const one = await participantOf(server, 'Perhaps One');
  const known = await chair.seen((f) => f.type === 'irregularities' && f.entries.some((e) => e.kind === 'perhaps-one'), 'perhaps one');
  const { into } = known.entries.find((e) => e.kind === 'perhaps-one');
  assert.equal((await chair.do('position', { ...open, option: 0, way: 'microphone', of_person: into })).answer, 'recorded');
  const entered = await one.seen((f) => f.type === 'mine' && f.entered, 'what was entered');
  sameShape(entered.entered, examples.find((e) => e.type === 'mine').entered, 'entered');
  assert.equal((await chair.do('hand-over', { of_person: into, role: 'scribe' })).answer, 'recorded');
  sameShape(await one.type('role'), example('role'), 'role');
  assert.equal((await chair.do('renew', { role: 'screen' })).answer, 'recorded');
  sameShape(await chair.type('links'), example('links'), 'links');
  sameShape(last(chair, 'meter'), example('meter'), 'meter');
  sameShape(last(chair, 'sound'), example('sound'), 'sound');
});

test('what is asked for', async () => {
  chair.read = chair.frames.length;
  const asked = examples.filter((e) => e.get || e.ping);
  assert.equal(asked.length, 8);
  for (const frame of asked) {
    chair.send(frame.after === undefined ? frame : { ...frame, after: 0 });
    const answer = await chair.next((f) => ['list', 'minutes', 'check', 'pong', 'answer'].includes(f.type), JSON.stringify(frame));
    assert.notEqual(answer.type, 'answer', JSON.stringify([frame, answer]));
    if (answer.type === 'list')
      assert.deepEqual(Object.keys(answer).sort(), ['after', 'cursor', 'entries', 'list', 'type']);
  }
});
