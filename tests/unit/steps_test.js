import assert from 'node:assert/strict';
import test from 'node:test';
import { hum, load, outcome, result, rules, run, view } from './web.js';

const { heardTarget, keyAction, nextStep } = await load('steps.js');

const nobody = { sound: true, passed: new Set(), last: -1 };
const asked = [{ question: 1, kind: 'for-against', text: 'A', options: [], runs: 1 }];
const called = { called: true };
const waiting = [...asked, { question: 2, kind: 'for-against', text: 'B', options: [], runs: 0 }];
const hummed = { hums: [hum()], turns: [''] };
const twice = { hums: [hum(), hum({ take: 2 })], turns: ['', ''] };
const listened = { called: true, turns: ['some'] };
const listenedTwice = { called: true, turns: ['some', 'weak'] };
const voided = { hums: [hum({ void: 'gap', excess: null })] };
const done = run({ state: 'closed', shown: true, outcome: outcome() });

// state -> what one key does
const table = [
  ['nothing prepared: write a question', view({ questions: [] }), {}, 'prepare'],
  ['a prepared question is asked', view({ questions: waiting }), {}, 'ask', { command: 'ask', question: 2 }],
  ['an open question is hummed for, first option first', view({ run: run() }), {}, 'hum', { command: 'hum', question: 1, run: 1, option: 0 }],
  ['a hum that runs is ended', view({ run: run({ calling: 0, phase: 'humming' }) }), {}, 'hum-end', { command: 'hum-end' }],
  ['the second hum may begin while the first is checked', view({ run: run({ calling: 0, phase: 'checking', result: result([{}, {}]) }) }), {}, 'hum', { command: 'hum', question: 1, run: 1, option: 1 }],
  ['after the last hum the room is quiet for its noise', view({ run: run({ calling: 1, phase: 'checking', result: result([hummed, {}]) }) }), {}, 'wait', null],
  ['after the last hum it is closed', view({ run: run({ result: result([hummed, hummed]) }) }), {}, 'close', { command: 'close', question: 1, run: 1 }],
  ['where others can answer they have ten seconds more', view({ run: run({ result: result([hummed, hummed]) }) }), { others: true }, 'closing', { command: 'closing', question: 1, run: 1 }],
  ['and the key again closes at once', view({ run: run({ closes: 1e6 }) }), { others: true }, 'close', { command: 'close', question: 1, run: 1 }],
  ['a void hum stops nothing', view({ run: run({ result: result([voided, voided]) }) }), {}, 'close', { command: 'close', question: 1, run: 1 }],
  ['without sound it is called and goes by ear', view({ run: run() }), { sound: false }, 'call', { command: 'call', question: 1, run: 1, option: 0 }],
  ['while it is listened to, the next is called', view({ run: run({ calling: 0, phase: 'by-ear', result: result([called, {}]) }) }), { sound: false }, 'call', { command: 'call', question: 1, run: 1, option: 1 }],
  ['after the last call it is closed', view({ run: run({ calling: 1, phase: 'by-ear', result: result([called, called]) }) }), { sound: false }, 'close', { command: 'close', question: 1, run: 1 }],
  ['a microphone that comes back measures the next', view({ run: run({ calling: 0, phase: 'by-ear', result: result([called, {}]) }) }), {}, 'hum', { command: 'hum', question: 1, run: 1, option: 1 }],
  ['the hum of everybody is ended', view({ everyone: 'humming', questions: waiting }), {}, 'hum-end', { command: 'hum-end' }],
  ['after it the room is quiet for its noise', view({ everyone: 'checking', questions: waiting }), {}, 'wait', null],
  ['what was heard counts as called', view({ run: run({ result: result([{ heard: 'some' }, { heard: 'weak' }]) }) }), { sound: false }, 'close', { command: 'close', question: 1, run: 1 }],
  ['an option may be passed over', view({ run: run() }), { passed: new Set([0, 1]) }, 'close', { command: 'close', question: 1, run: 1 }],
  ['a closed question is shown', view({ run: run({ state: 'closed' }) }), {}, 'show', { command: 'show', question: 1, run: 1 }],
  ['a shown one wants its outcome', view({ run: run({ state: 'closed', shown: true }) }), {}, 'outcome', null],
  ['then the next question', view({ run: done, questions: waiting }), {}, 'ask', { command: 'ask', question: 2 }],
  ['or a new one', view({ run: done, questions: asked }), {}, 'prepare', null],
  ['a call for objections is closed with one key', view({ run: run({ kind: 'objections' }) }), {}, 'close', { command: 'close', question: 1, run: 1 }],
  ['so is the question who has read it', view({ run: run({ kind: 'read' }) }), {}, 'close', { command: 'close', question: 1, run: 1 }],
  ['a vote is not hummed for', view({ run: run({ kind: 'plurality', wants: { ...run().wants, hums: false } }) }), {}, 'close', { command: 'close', question: 1, run: 1 }],
  ['asked both ways it goes on in the other order', view({ run: run({ rules: rules({ sides: 'both-ways' }), result: result([hummed, hummed]) }) }), {}, 'hum', { command: 'hum', question: 1, run: 1, option: 1 }],
  ['while the second order is checked as well', view({ run: run({ rules: rules({ sides: 'both-ways' }), calling: 1, phase: 'checking', result: result([hummed, twice]) }) }), {}, 'hum', { command: 'hum', question: 1, run: 1, option: 0 }],
  ['by ear too', view({ run: run({ rules: rules({ sides: 'both-ways' }), calling: 1, phase: 'by-ear', result: result([listened, listened]) }) }), { sound: false }, 'call', { command: 'call', question: 1, run: 1, option: 1 }],
  ['to its other end', view({ run: run({ rules: rules({ sides: 'both-ways' }), calling: 1, phase: 'by-ear', result: result([listened, listenedTwice]) }) }), { sound: false }, 'call', { command: 'call', question: 1, run: 1, option: 0 }],
  ['by ear it is closed after both ways', view({ run: run({ rules: rules({ sides: 'both-ways' }), calling: 0, phase: 'by-ear', result: result([listenedTwice, listenedTwice]) }) }), { sound: false }, 'close', { command: 'close', question: 1, run: 1 }],
  ['a microphone that comes back goes on where the ear was', view({ run: run({ rules: rules({ sides: 'both-ways' }), result: result([listened, listened]) }) }), {}, 'hum', { command: 'hum', question: 1, run: 1, option: 1 }],
  ['and then it is closed', view({ run: run({ rules: rules({ sides: 'both-ways' }), result: result([twice, twice]) }) }), {}, 'close', { command: 'close', question: 1, run: 1 }],
  ['who has read it wants no outcome', view({ run: run({ kind: 'read', state: 'closed', shown: true }), questions: waiting }), {}, 'ask', { command: 'ask', question: 2 }],
  ['a void run wants nothing more', view({ run: run({ state: 'closed', voided: { reason: '', by: '', time: 1 } }), questions: waiting }), {}, 'ask', { command: 'ask', question: 2 }],
  ['or without one to the next question', view({ run: run({ state: 'closed', shown: true }), questions: waiting }), { left: true }, 'ask', { command: 'ask', question: 2 }],
  ['the pool of a draw is fixed', view({ run: run({ kind: 'draw', draw: { method: 'straw', fixed: false } }) }), {}, 'draw-commit', { command: 'draw-commit', question: 1, run: 1 }],
  ['then the public value is entered', view({ run: run({ kind: 'draw', draw: { method: 'straw', fixed: true } }) }), {}, 'draw-value', null],
  ['the numbers of public sources are entered', view({ run: run({ kind: 'draw', draw: { method: 'rfc3797', fixed: true } }) }), {}, 'draw-value', null],
  ['what the chair picks is closed', view({ run: run({ kind: 'draw', wants: { ...run().wants, hums: false }, draw: { method: 'chair', fixed: false } }) }), {}, 'close', { command: 'close', question: 1, run: 1 }],
  ['an ended meeting has no step', view({ meeting: { ended: true }, run: run() }), {}, 'ended', null],
];

for (const [name, v, around, what, command = null] of table)
  test(`next step: ${name}`, () => {
    const step = nextStep(v, { ...nobody, ...around });
    assert.equal(step.what, what);
    assert.deepEqual(step.command, command);
  });

test('the other order is said to be so', () => {
  const v = view({ run: run({ rules: rules({ sides: 'both-ways' }), result: result([listened, listened]) }) });
  assert.match(nextStep(v, { ...nobody, sound: false }).hint, /^Now the other way round/);
  assert.doesNotMatch(nextStep(view({ run: run({ rules: rules({ sides: 'both-ways' }) }) }), nobody).hint, /other way/);
});

test('the keys of what was heard are for the option that is called', () => {
  const calling = view({ run: run({ calling: 1, phase: 'humming' }) });
  assert.equal(heardTarget(calling, nobody), 1);
});

test('and stay with the option hummed for last until the next is called', () => {
  const between = view({ run: run({ result: result([hummed, {}]) }) });
  assert.equal(heardTarget(between, { ...nobody, last: 0 }), 0);
});

test('an option called by ear has them', () => {
  const v = view({ run: run({ calling: 0, phase: 'by-ear', result: result([called, {}]) }) });
  assert.equal(heardTarget(v, { ...nobody, sound: false, last: 1 }), 0);
});

test('without sound they are for the first option that has had no turn', () => {
  const v = view({ run: run({ result: result([{ heard: 'some' }, {}]) }) });
  assert.equal(heardTarget(v, { ...nobody, sound: false }), 1);
});

test('when the microphone is lost in the middle of a hum they are for that option, until it is entered', () => {
  const lost = (heard) => view({ run: run({ result: result([{ ...voided, heard }, {}]) }) });
  assert.equal(heardTarget(lost(null), { ...nobody, sound: false, last: 0 }), 0);
  assert.equal(heardTarget(lost('strong'), { ...nobody, sound: false, last: 0 }), 1);
});

test('in a call for objections they are for the approval', () => {
  assert.equal(heardTarget(view({ run: run({ kind: 'objections' }) }), nobody), 0);
});

test('letters are tools and what is worth offering, and nothing where it can not be done', () => {
  const shown = view({ run: run({ state: 'closed', shown: true }), offers: ['restate'] });
  assert.deepEqual(keyAction(shown, 'n', -1), { what: 'tool', index: 0, name: 'question' });
  assert.deepEqual(keyAction(shown, 'R', -1), { what: 'offer', index: 0, name: 'restate' });
  assert.equal(keyAction(shown, 'c', -1), null); // nothing waits for an answer
  assert.equal(keyAction(view({ run: run() }), 'v', -1), null); // an open run is closed first
  assert.equal(keyAction(shown, 'Escape', -1).what, 'away');
  assert.deepEqual(keyAction(shown, '0', -1), { what: 'statement', index: 9 });
});

test('K begins the ten seconds, or keeps the question open, but not while the room hums', () => {
  for (const open of [run(), run({ closes: 1e6 }), run({ phase: 'by-ear', calling: 0 })])
    assert.equal(keyAction(view({ run: open }), 'k', -1).what, 'closing');
  for (const not of [view({}), view({ run: run({ phase: 'humming', calling: 0 }) }), view({ run: run({ state: 'closed' }) }), view({ run: run(), everyone: 'humming' })])
    assert.equal(keyAction(not, 'K', -1), null);
});

test('digits mean what was heard while open and statements when shown', () => {
  const shown = view({ run: run({ state: 'closed', shown: true }) });
  assert.deepEqual(keyAction(view({ run: run() }), '4', 0), { what: 'heard', index: 3 });
  assert.equal(keyAction(view({ run: run() }), '7', 0), null);
  assert.equal(keyAction(view({ run: run() }), '1', -1), null);
  assert.deepEqual(keyAction(shown, '1', -1), { what: 'statement', index: 0 });
  assert.equal(keyAction(view({ run: done }), '1', -1), null);
});

test('the keys of a presenter remote are the next step', () => {
  for (const key of [' ', 'Enter', 'PageDown'])
    assert.deepEqual(keyAction(view({}), key, -1), { what: 'step', index: 0 });
  assert.equal(keyAction(view({}), 'x', -1), null);
  assert.equal(keyAction(view({}), 'e', -1).what, 'everyone');
});
