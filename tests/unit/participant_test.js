import assert from 'node:assert/strict';
import test from 'node:test';
import { button, load, nodes, rules, run, textOf, view, wants } from './web.js';

const { html } = await load('preact.js');
const { AnswerForm, OwnAnswer, Why, answerName, answerWords, answerable, enteredFor, pressed } = await load('answer_form.js');
const { AskChair, Interrupt, Issues, Queue, Sent, placeFields, placeOf, places } = await load('speak_up.js');
const { Chat } = await load('parts.js');
const { ownAnswer } = await load('wire.js');

const NAMES = ['red', 'blue', 'green'].map((name) => ({ name, role: 'named' }));
const VOTE = run({
  kind: 'plurality', options: NAMES, wants: wants({ reasons: ['nothing', 'nothing', 'nothing'], no_opinion: false, hums: false, further: 1 }), rules: rules({ votes: 2 }),
});
const own = (more = {}) => ({ option: 0, also: [], text: '', state: 'recorded', time: 1e6, sentence: '', channel: 'hand', stands: null, ...more });
const ui = {
  reason: '', about: 'wording', interrupt: '', issue: '', issueAbout: null, asks: 'ask-hum', asksAbout: null, asksText: '', decision: '', process: '', queueAbout: '',
};
const done = [];
const act = new Proxy({}, { get: (_, name) => (...args) => done.push([name, ...args]) });
const state = (more = {}) => ({ view: view(), mine: { person: 7, answer: null }, commands: [], ...more });
const sent = (fields, more = {}) => ({ fields, state: 'recorded', sentence: '', time: 1e6, ...more });
const form = (of, mine = null) => html`<${AnswerForm} run=${of} own=${mine} ui=${ui} act=${act} />`;
const ids = (node) => [...nodes(node)].map((n) => n.props?.id).filter(Boolean);
const press = (node, words) => {
  done.length = 0;
  button(node, words).props.onClick?.();
  return done[0];
};

test('of two votes the second stands beside the first, a third has to wait, and one pressed again is taken back', () => {
  assert.deepEqual(pressed(VOTE, null, 2), { option: 2, also: [] });
  assert.deepEqual(pressed(VOTE, own({ option: 2 }), 0), { option: 0, also: [2] }); // in the order of the question
  assert.equal(pressed(VOTE, own({ option: 0, also: [2] }), 1), null);
  assert.deepEqual(pressed(VOTE, own({ option: 0, also: [2] }), 0), { option: 2, also: [] });
  assert.deepEqual(pressed(VOTE, own({ option: 2 }), 2), { option: 'withdraw', also: [] });
  assert.deepEqual(pressed(VOTE, own({ option: 'withdraw' }), 1), { option: 1, also: [] });
});

test('where one answer is possible another takes its place', () => {
  assert.deepEqual(pressed(run(), own({ option: 0 }), 1), { option: 1, also: [] });
});

test('the page says how many votes are left and lets no more be given', () => {
  assert.match(textOf(form(VOTE)), /^2 votes left\./);
  assert.match(textOf(form(VOTE, own({ option: 1 }))), /^1 vote left\./);
  const all = form(VOTE, own({ option: 0, also: [2] }));
  assert.match(textOf(all), /^All votes are given\./);
  assert.equal(button(all, 'blue').props['aria-disabled'], true);
  assert.equal(press(all, 'blue'), undefined);
  assert.deepEqual(['red', 'blue', 'green'].map((n) => button(all, n).props['aria-pressed']), [true, false, true]);
  assert.deepEqual(press(all, 'red').slice(2), [{ option: 2, also: [] }, '']);
});

test('no opinion is offered only where it is an answer', () => {
  assert.equal(button(form(VOTE), 'No opinion'), undefined);
  assert.deepEqual(press(form(run()), 'No opinion').slice(2), [{ option: 'no-opinion', also: [] }, '']);
});

test('who cannot live with it says why before anything is sent', () => {
  const q = run({ kind: 'live-with', options: [{ name: 'cannot live with it', role: 'named' }], wants: wants({ reasons: ['reason'], no_opinion: false }) });
  const page = form(q);
  const field = [...nodes(page)].find((n) => n.props?.id === 'reason-0' && n.type === 'input');
  assert.equal(field.props.required, true);
  assert.equal(button(page, 'cannot live with it').props.type, 'submit');
  assert.match(textOf(page), /^Why\? \(needed\)/);
});

test('a reason is offered after an answer against or between options, and nothing after one in favour', () => {
  const why = (of, mine) => textOf(html`<${Why} run=${of} own=${mine} ui=${ui} act=${act} />`);
  assert.match(why(run(), own({ option: 1 })), /Why\? One line/);
  for (const nothing of [null, own({ option: 0 }), own({ option: 'no-opinion' }), own({ option: 'withdraw' }), own({ option: 1, state: 'refused' })])
    assert.equal(why(run(), nothing), '');
  assert.match(why(run(), own({ option: 1, text: 'too early' })), /^Say the reason otherwise/);
});

test('the own answer has all its options and its reason', () => {
  assert.equal(answerName(VOTE, own({ option: 1, also: [0] })), 'red, blue');
  assert.equal(answerWords(VOTE, own({ option: 1 })).what, 'Your vote: blue');
  assert.match(textOf(html`<${OwnAnswer} run=${run()} own=${own({ option: 1, text: 'too early' })} />`), /Your answer: against recorded at .* \u201ctoo early\u201d/);
});

test('nobody answers a draw or what was stated without asking', () => {
  assert.deepEqual([run(), run({ options: [] }), run({ kind: 'draw' })].map(answerable), [true, false, false]);
  assert.equal(textOf(html`<${OwnAnswer} run=${run({ state: 'closed', kind: 'declare', options: [] })} own=${null} />`), '');
});

test('what is on its way shows all its options, and after a reload too', () => {
  const fields = { command: 'answer', question: 1, run: 1, option: 0, also: [2], text: 'why' };
  const { option, also, text } = ownAnswer(state({ commands: [sent(fields, { state: 'sending' })] }), VOTE);
  assert.deepEqual([option, also, text], [0, [2], 'why']);
  const back = ownAnswer(state({ mine: { person: 7, answer: { ...fields, channel: 'hand', time: 1 } } }), VOTE);
  assert.deepEqual([back.option, back.also, back.text], [0, [2], 'why']);
});

test('something can be about the question, earlier ones newest first, or the meeting', () => {
  const past = [1, 2].map((question) => ({ question, run: 1, text: `Old ${question}?`, words: '' }));
  const v = view({ run: run({ question: 3, run: 2 }), past });
  assert.deepEqual(places(v).map(([key]) => key), ['3.2', '2.1', '1.1', '']);
  assert.equal(places(v)[0][1], 'Question 3, run 2: Shall we adopt it?');
  assert.equal(placeOf(v, null), '3.2');
  assert.equal(placeOf(v, '1.1'), '1.1');
  assert.deepEqual(placeFields('3.2'), { question: 3, run: 2 });
  assert.deepEqual(placeFields(''), {});
});

test('what is written stays with the question that it was begun at', () => {
  const first = view({ run: run({ question: 1 }) });
  const patches = [];
  const writing = html`<${Issues} state=${state({ view: first })} ui=${ui} act=${{ set: (patch) => patches.push(patch) }} />`;
  [...nodes(writing)].find((n) => n.type === 'textarea').props.onInput({ target: { value: 'it leaks' } });
  assert.deepEqual(patches, [{ issue: 'it leaks', issueAbout: '1.1' }]);
  const next = view({ run: run({ question: 2 }) }); // and question 1 was never shown
  assert.equal(placeOf(next, '1.1'), '1.1');
  assert.deepEqual(places(next, '1.1').map(([key, name]) => [key, name.slice(0, 10)]), [['1.1', 'Question 1'], ['2.1', 'Question 2'], ['', 'The meetin']]);
});

test('an interrupt is possible while the question is open only', () => {
  const page = (of) => textOf(html`<${Interrupt} state=${state()} run=${of} ui=${ui} act=${act} />`);
  assert.match(page(run()), /Wording unclear.*The wording is unclear There is another option There is a flaw.*Tell the chair/);
  assert.equal(page(run({ state: 'closed' })), '');
});

test('one withdraws an own open issue and nobody else\u2019s', () => {
  const issue = (n, person, s) => ({ issue: n, question: 0, run: 0, person, who: 'Bo', what: `w${n}`, state: s, how: '', by: '', time: 1 });
  const s = state({ view: view({ issues: [issue(1, 7, 'open'), issue(2, 8, 'open'), issue(3, 7, 'withdrawn')] }) });
  const page = html`<${Issues} state=${s} ui=${ui} act=${act} />`;
  const buttons = [...nodes(page)].filter((n) => n.type === 'button' && textOf(n.props.children).startsWith('Withdraw'));
  assert.equal(buttons.length, 1);
  done.length = 0;
  buttons[0].props.onClick();
  assert.equal(done[0][1].issue, 1);
  assert.match(textOf(page), /^Issues 2 open/);
});

test('only a challenge has the two fields, and one of them is needed', () => {
  const page = (more) => html`<${AskChair} state=${state()} ui=${{ ...ui, ...more }} act=${act} />`;
  assert.ok(!ids(page({})).includes('decision'));
  const field = (more, id) => [...nodes(page({ asks: 'challenge', ...more }))].find((n) => n.type === 'textarea' && n.props.id === id);
  assert.deepEqual(['decision', 'process'].map((id) => field({}, id).props.required), [true, true]);
  assert.equal(field({ decision: 'too early' }, 'process').props.required, false);
  assert.match(textOf(page({})), /Please ask for a hum.*Please give the reason/);
});

test('what was refused is told with its words, which are not lost', () => {
  const page = (...commands) => textOf(html`<${Sent} state=${state({ commands })} name="issue" />`);
  assert.equal(page(), '');
  assert.match(page(sent({ command: 'issue', text: 'x' })), /^Recorded at \d\d:\d\d:01/);
  assert.equal(page(sent({ command: 'issue', text: 'it leaks' }, { state: 'refused', sentence: 'the meeting has ended' })), 'Not done: the meeting has ended. You wrote: it leaks');
});

test('what became of a command is not told at another question', () => {
  const s = state({ commands: [sent({ command: 'interrupt', question: 1, run: 1, text: 'x' })] });
  assert.match(textOf(html`<${Sent} state=${s} name="interrupt" of=${run()} />`), /^Recorded/);
  assert.equal(textOf(html`<${Sent} state=${s} name="interrupt" of=${run({ run: 2 })} />`), '');
});

test('who waits reads their number and can leave; who does not can join', () => {
  const entry = (n, person) => ({ entry: n, person, name: `P${n}`, about: '', time: 1 });
  const page = (queue) => html`<${Queue} state=${state({ view: view({ queue }) })} ui=${ui} act=${act} />`;
  const waiting = page({ waiting: 2, speaking: entry(1, 3), entries: [entry(2, 4), entry(3, 7)] });
  assert.match(textOf(waiting), /^Speak P1 has the floor\. You are number 2\./);
  assert.ok(button(waiting, 'Leave the queue') && !button(waiting, 'Join the queue'));
  const mine = page({ waiting: 0, speaking: entry(3, 7), entries: [] });
  assert.match(textOf(mine), /^Speak You have the floor\./);
  assert.ok(button(mine, 'Join the queue'));
});

test('what was entered for somebody is told to them with by whom, unless an answer of theirs is on its way', () => {
  const entered = { question: 1, run: 1, option: 1, way: 'microphone', text: 'too early', by: 'Sam', role: 'scribe', time: 1e6 };
  assert.equal(enteredFor(run(), { entered }), entered);
  for (const mine of [null, {}, { entered: null }, { entered: { ...entered, run: 2 } }])
    assert.equal(enteredFor(run(), mine), null);
  const said = (more, of = null) => textOf(html`<${OwnAnswer} run=${run()} own=${of} entered=${{ ...entered, ...more }} />`);
  assert.match(said({}), /^Entered for you: against by Sam, scribe, at \d\d:\d\d:01, as said at the microphone \u201ctoo early\u201d/);
  assert.match(said({ by: '' }), /by the scribe, at/);
  assert.match(said({ by: '', role: '' }), /by chair or scribe, at/);
  assert.match(said({}, own({ state: 'sending' })), /^Your answer: for sending/);
});

test('a folded chat says how many lines are new', () => {
  const page = (open, news) => textOf(html`<${Chat} lines=${[]} draft="" fold=${{ open, news, set() {} }} />`);
  assert.match(page(false, 3), /^Chat 3 new lines/);
  assert.doesNotMatch(page(true, 3) + page(false, 0), /new/);
});

test('own lines of the chat are changed and deleted, others\u2019 are not', () => {
  const done = [];
  const line = (n, person, more) => ({ line: n, person, name: 'P', role: 'participant', kind: 'said', text: `line ${n}`, time: n, ...more });
  const chat = (of, lines) => html`<${Chat} lines=${lines} draft="" onSend=${() => {}}
    edit=${{ state: state(), own: (l) => l.person === 7, line: of, change: (l) => done.push(['change', l?.line ?? 0]), drop: (l) => done.push(['drop', l.line]) }} />`;
  const page = chat(0, [line(1, 7), line(2, 8), line(3, 7, { deleted: true })]);
  button(page, 'Change').props.onClick();
  button(page, 'Delete').props.onClick();
  assert.deepEqual(done, [['change', 1], ['drop', 1]]);
  assert.equal(textOf(page).match(/Delete/g).length, 1);
  assert.ok(button(page, 'Send') && !button(chat(1, []), 'Send'));
  button(chat(1, []), 'Leave it').props.onClick();
  assert.deepEqual(done.at(-1), ['change', 0]);
  assert.match(textOf(chat(0, [line(1, 7, { held: true, unsure: 'unsure-change' })])), /chair and scribe say which/);
});
