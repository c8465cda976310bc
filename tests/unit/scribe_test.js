import assert from 'node:assert/strict';
import test from 'node:test';
import { button, load, nodes, result, run, textOf, view, wants } from './web.js';

const { html } = await load('preact.js');
const { Attendance, Position, QueueCard, ReadOut, positionCommand, positionsOf } = await load('scribe_forms.js');
const { aboutPerson, answerTo, labelled, who } = await load('people.js');
const { ScreenView } = await load('screen_view.js');

const person = (n, name, more = {}) => ({ person: n, name, affiliation: '', in_room: false, present: true, entered: false, on_sheet: true, joined: 1, hats: [], answer: null, ...more });
const state = (more = {}) => ({ connection: 'open', welcome: null, live: null, view: view(), people: new Map(), commands: [], ...more });
const ui = { positionWho: '', option: '0', positionText: '', positionOf: null, queueWho: '', attendName: '', attendAffiliation: '' };
const done = [];
const act = new Proxy({}, { get: (_, name) => (...args) => done.push([name, ...args]) });
const press = (node, words) => {
  done.length = 0;
  button(node, words).props.onClick();
  return done[0];
};

test('a name means the one who joined under it, one of several by number, or anybody', () => {
  const people = [person(1, 'Bo'), person(2, 'Cy', { affiliation: 'A' }), person(3, 'Cy')];
  assert.deepEqual([...labelled(people)], [['Bo', 1], ['Cy (A, number 2)', 2], ['Cy (number 3)', 3]]);
  assert.deepEqual(who(people, ' Bo '), { of_person: 1 });
  assert.deepEqual(who(people, 'Cy (number 3)'), { of_person: 3 });
  assert.deepEqual(who(people, 'Cy'), { name: 'Cy' }); // which one, nobody said
  assert.deepEqual(who(people, 'Dee'), { name: 'Dee' });
});

test('a position goes out with its run and words, and can be taken back', () => {
  assert.deepEqual(positionsOf(run()).map(([key]) => key), ['0', '1', 'no-opinion', 'withdraw']);
  assert.deepEqual(positionsOf(run({ wants: wants({ no_opinion: false }) })).map(([key]) => key), ['0', '1', 'withdraw']);
  assert.deepEqual(positionCommand(run({ question: 2, run: 3 }), { who: 'Dee', option: '1', text: ' no ' }, []),
    { command: 'position', question: 2, run: 3, option: 1, way: 'microphone', name: 'Dee', text: 'no' });
  assert.equal(positionCommand(run(), { who: 'Dee', option: 'withdraw', text: '' }, []).option, 'withdraw');
});

test('a position that was begun at another question asks for its option again', () => {
  const page = (positionOf, option = '1') => html`<${Position} state=${state({ view: view({ run: run({ question: 2 }) }) })} ui=${{ ...ui, positionOf, option }} act=${act} />`;
  assert.equal(button(page('2.1'), 'Take it down').props['aria-disabled'], false);
  assert.equal(button(page('2.1', ''), 'Take it down').props['aria-disabled'], true); // nothing is chosen by itself
  const other = page('1.1');
  assert.equal(button(other, 'Take it down').props['aria-disabled'], true);
  assert.match(textOf(other), /For which option choose for against/);
  done.length = 0;
  [...nodes(other)].find((n) => n.type === 'select').props.onChange({ target: { value: '1' } });
  assert.deepEqual(done[0], ['set', { option: '1', positionOf: '2.1' }]);
});

test('nothing is taken down where nobody answers', () => {
  const page = (of, option = '') => textOf(html`<${Position} state=${state({ view: view({ run: of }) })} ui=${{ ...ui, option }} act=${act} />`);
  for (const of of [null, run({ options: [] }), run({ kind: 'draw' }), run({ voided: { reason: 'x', by: '', time: 1 } })])
    assert.equal(page(of), '');
  assert.match(page(run({ state: 'closed' })), /Said at the microphone/);
  assert.match(page(run({ wants: wants({ reasons: ['reason', 'nothing'] }) }), '0'), /Why \(needed\)/);
});

test('the scribe calls the first in the queue or anybody, and frees the floor', () => {
  const entry = (n, name) => ({ entry: n, person: n, name, about: '', time: 1 });
  const page = (queue) => html`<${QueueCard} state=${state({ view: view({ queue }) })} ui=${ui} act=${act} />`;
  const two = page({ waiting: 2, speaking: null, entries: [entry(4, 'Bo'), entry(5, 'Cy')] });
  assert.deepEqual(press(two, 'Call the next'), ['call', null]);
  assert.deepEqual(press(two, 'Call Bo'), ['call', entry(4, 'Bo')]);
  assert.deepEqual(press(two, 'Take off Bo'), ['unqueue', entry(4, 'Bo')]);
  assert.ok(button(page({ waiting: 0, speaking: entry(4, 'Bo'), entries: [] }), 'The floor is free'));
});

test('lines to be read out are ticked one by one, and are gone then', () => {
  const line = (n, more) => ({ line: n, name: 'Bo', role: 'participant', kind: 'said', text: `mic: ${n}`, time: 1, mic: true, ...more });
  const page = (mic) => html`<${ReadOut} state=${state({ view: view({ mic }) })} ui=${ui} act=${act} />`;
  const one = page({ cursor: 2, unread: 1, entries: [line(1, { read_out: true }), line(2)] });
  assert.equal(press(one, 'It was read out')[1].line, 2);
  assert.doesNotMatch(textOf(one), /mic: 1/);
  assert.equal(textOf(page({ cursor: 2, unread: 0, entries: [] })), '');
});

test('people without a device are on the sheet until they are taken off', () => {
  const people = new Map([[1, person(1, 'Bo')], [2, person(2, 'Eve', { entered: true, present: false })], [3, person(3, 'Flo', { entered: true, present: false, on_sheet: false })]]);
  const page = html`<${Attendance} state=${state({ people })} ui=${ui} act=${act} />`;
  assert.match(textOf(page), /count\. Eve Take off Eve Flo , taken off Name/);
  assert.equal(press(page, 'Take off')[1].person, 2);
});

test('hats, place and every option of an answer stand beside a name', () => {
  assert.equal(aboutPerson(person(1, 'Bo', { affiliation: 'A', hats: ['chair', 'author'], in_room: true, present: false })), ' (A), chair, hat off, author, in the room, gone');
  assert.equal(aboutPerson(person(1, 'Bo', { entered: true, present: false })), ', without a device');
  const answer = { question: 1, run: 1, option: 1, also: [0], channel: 'hand', time: 1, text: '' };
  assert.equal(answerTo(run(), person(1, 'Bo', { answer })), ': for, against (hand)');
});

test('the room\u2019s screen has open issues of its question, and who has the floor', () => {
  const issue = (n, question, s) => ({ issue: n, question, run: 1, person: 1, who: 'Bo', what: `w${n}`, state: s, how: '', by: '', time: 1 });
  const v = view({
    run: run({ state: 'closed', shown: true, result: result([{}, {}]) }), issues: [issue(1, 1, 'open'), issue(2, 1, 'on-record'), issue(3, 2, 'open')],
    queue: { waiting: 0, speaking: { entry: 1, person: 1, name: 'Bo', about: '', time: 1 }, entries: [] },
  });
  const page = textOf(html`<${ScreenView} state=${state({ view: v })} ui=${{}} act=${act} />`);
  assert.match(page, /Bo has the floor\..*1 issue is open\. w1 \(Bo\)/);
  assert.doesNotMatch(page, /w2|w3/);
});

test('an unsure line is settled as an option, as no opinion or as no position', async () => {
  const { UnsureCard, settleFields } = await load('unsure.js');
  const line = { line: 4, question: 1, run: 1, person: 7, name: 'Bo', role: 'participant', kind: 'said', text: 'hum', time: 1, why: 'near a change of option' };
  const page = (entries) => html`<${UnsureCard} view=${view({ questions: [{ ...run(), question: 1 }], unsure: { open: entries.length, entries } })} act=${act} />`;
  assert.equal(textOf(page([])), '');
  assert.match(textOf(page([line])), /Bo : \u201c hum \u201d\. Is it a position\? near a change of option/);
  assert.deepEqual(press(page([line]), 'against').slice(0, 3), ['settle', line, 1]);
  assert.deepEqual(press(page([line]), 'no opinion').slice(0, 3), ['settle', line, 'no-opinion']);
  assert.deepEqual(press(page([line]), 'none').slice(0, 3), ['settle', line, 'none']);
  assert.deepEqual(settleFields(line, 'none', ''), { command: 'settle', line: 4, option: 'none' });
  assert.deepEqual(settleFields(line, 0, 'why'), { command: 'settle', line: 4, option: 0, text: 'why' });
});
