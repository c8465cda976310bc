import assert from 'node:assert/strict';
import test from 'node:test';
import { button, load, nodes, result, rules, run, textOf, view, wants } from './web.js';

const { html } = await load('preact.js');
const { Adoption, stepWords, willingLines } = await load('adoption.js');
const { Willing } = await load('answer_form.js');
const { Asked, becauseWords } = await load('asked.js');
const { Results } = await load('parts.js');
const { willingNow } = await load('participant_view.js');
const { rulesWords } = await load('rules.js');
const { DrawShown, SideBySide, besideWords } = await load('runs.js');
const { Duties, Volunteer, dutyWords, withOwn } = await load('speak_up.js');

const done = [];
const act = new Proxy({}, { get: (_, name) => (...args) => done.push([name, ...args]) });
const press = (node, words) => {
  done.length = 0;
  button(node, words).props.onClick();
  return done[0];
};
const BESIDE = { phrase: 'weak hum', heard: 'some', hands: 3, chat: 1, hands_in_room: 2, chat_in_room: 0, microphone: 1 };

test('what a restatement removed and added can be told apart without sight and without colour', () => {
  const restated = { text: [{ text: 'Shall we ', change: 'same' }, { text: 'keep ', change: 'removed' }, { text: 'drop ', change: 'added' }], options: [{ text: 'a varint', change: 'added' }] };
  const page = html`<${Asked} run=${run({ restated })} />`;
  assert.match(textOf(page), /What changed in the wording Shall we removed: keep added: drop added: a varint/);
  const tags = [...nodes(page)].filter((n) => n.type === 'del' || n.type === 'ins').map((n) => n.type);
  assert.deepEqual(tags, ['del', 'ins', 'ins']);
  const same = { text: [{ text: 'Shall we?', change: 'same' }], options: [] };
  assert.match(textOf(html`<${Asked} run=${run({ restated: same })} />`), /The wording is the same/);
});

test('a question that is asked again says because of what', () => {
  assert.equal(becauseWords({ because: '', why: '' }), '');
  assert.equal(becauseWords({ because: 'order', why: 'the last was heard best' }), 'Asked again because of the order: the last was heard best.');
  assert.match(textOf(html`<${Asked} run=${run({ because: 'crowd' })} />`), /Asked again because of who was there\./);
});

test('two runs stand side by side, kind beside kind, and one alone does not', () => {
  assert.equal(besideWords(run(), BESIDE), 'weak hum; heard: some hums; hands 3 and 2 in the room; chat 1; at the microphone 1');
  const vote = run({ kind: 'plurality', wants: wants({ hums: false }) });
  assert.equal(besideWords(vote, { ...BESIDE, hands_in_room: 0, microphone: 0 }), 'votes 3');
  const beside = (n, more) => ({ run: n, asked: 0, because: '', why: '', void: false, present: 9, answered: 5, options: [BESIDE, BESIDE], ...more });
  const two = run({ side_by_side: [beside(1, { void: true }), beside(2, { because: 'wording', why: 'two readings' })] });
  assert.match(textOf(html`<${SideBySide} run=${two} />`), /Run 1, \d\d:\d\d, void for weak hum; .* Run 2, \d\d:\d\d Asked again because of the wording: two readings\. for weak hum/);
  assert.equal(textOf(html`<${SideBySide} run=${run({ side_by_side: [beside(1)] })} />`), '');
});

const DRAW = { method: 'straw', volunteers: true, pick: 1, pool: [{ number: 1, name: 'Bo', person: 7 }, { number: 2, name: 'Cy', person: 8 }], fixed: false, commitment: '', value: '', seed: '', result: [], transcript: '' };
const drawn = { ...DRAW, fixed: true, commitment: '5f0c', value: '4711', seed: '9a31', result: [{ number: 2, name: 'Cy', person: 8 }], transcript: '{"x":"<b>"}' };
const draw = (of) => run({ kind: 'draw', options: [], rules: rules({ method: 'straw', pick: 1, agreement: 'all agreed.' }), draw: of });

test('a draw shows its pool first, then what our seed is held to, then what was drawn and how to redo it', () => {
  assert.match(textOf(html`<${DrawShown} run=${draw(DRAW)} />`), /^The pool, so far Bo Cy\s*$/);
  assert.match(textOf(html`<${DrawShown} run=${draw({ ...DRAW, fixed: true, commitment: '5f0c' })} />`), /^The pool Bo Cy Our seed is committed to, by its SHA-256 5f0c\s*$/);
  assert.match(textOf(html`<${DrawShown} run=${draw(drawn)} />`), /^Drawn: number 2, Cy\. .*4711.*9a31.*humroom draw --verify draw\.json \{"x":"<b>"\}$/);
  assert.equal(textOf(html`<${Results} run=${{ ...draw(drawn), result: result([]) }} />`), ''); // nobody answers it
});

test('how a draw is settled is said beforehand', () => {
  assert.deepEqual(rulesWords(draw(DRAW)), ['The short straw is drawn among those who volunteer.', 'Let the minutes note that all agreed.']);
  const coin = run({ kind: 'draw', rules: rules({ method: 'coin', pick: 1, grounds: 'minor', source: 'the last bid of today' }) });
  assert.deepEqual(rulesWords(coin), ['A coin is flipped between the two options.', 'It is a minor choice.', 'The public value that is mixed in: the last bid of today.']);
});

test('one volunteers until the pool is fixed, and can take the name out', () => {
  const page = (d, person) => html`<${Volunteer} state=${{ mine: { person }, commands: [], view: view() }} run=${draw(d)} ui=${{}} act=${act} />`;
  assert.equal(press(page(DRAW, 9), 'I volunteer')[2], true);
  assert.equal(press(page(DRAW, 7), 'I volunteer. Take my name out')[2], false);
  assert.equal(textOf(page({ ...DRAW, fixed: true, commitment: '5f0c' }, 9)), '');
  assert.equal(textOf(page({ ...DRAW, volunteers: false }, 9)), '');
});

test('who takes notes is said, and one can offer to and stop', () => {
  const s = { mine: { person: 7 }, commands: [], view: view({ duties: [{ duty: 'notes', person: 7, who: 'Bo' }] }) };
  assert.deepEqual(dutyWords(s.view.duties), ['Bo takes notes.']);
  const page = html`<${Duties} state=${s} ui=${{}} act=${act} />`;
  assert.deepEqual(press(page, 'I take notes'), ['duty', 'notes', true]); // no more
  assert.deepEqual(press(page, 'I watch the chat'), ['duty', 'chat', false]);
});

test('own issues that others do not see yet stand among all, each once', () => {
  const all = withOwn([{ issue: 1, what: 'new' }, { issue: 3, what: 'c' }], [{ issue: 1, what: 'old' }, { issue: 2, what: 'b' }], (i) => i.issue);
  assert.deepEqual(all.map((i) => [i.issue, i.what]), [[3, 'c'], [2, 'b'], [1, 'new']]);
});

const step = (more) => ({ step: 'call', phrase: 'call of at least two weeks', state: 'open', waived_by: '', editors: '', text: '', hint: '', date: '', until: '', drafts: [], ...more });
const ADOPT = run({
  kind: 'adopt', rules: rules({ draft: 'draft-a-b-c-00', drafts: [], care: true }),
  adoption: {
    criteria: [{ criterion: 'scope', phrase: 'in scope', note: 'yes', notes: [] }, { criterion: 'timely', phrase: 'timely', note: '', notes: [] }],
    steps: [step({ state: 'done', date: '2026-11-23', until: '2026-12-07' }), step({ step: 'name', phrase: 'named by convention' })], willing: null,
  },
});

test('a step is done, with its days, not needed, with why, or open', () => {
  assert.equal(stepWords(step()), 'open');
  assert.equal(stepWords(step({ state: 'done', date: '2026-11-23', until: '2026-12-07' })), 'done, from 2026-11-23 to 2026-12-07');
  assert.equal(stepWords(step({ state: 'done', date: '2026-11-23', editors: 'new', text: 'Bo' })), 'done on 2026-11-23, new editors: Bo');
  assert.equal(stepWords(step({ state: 'not-needed', waived_by: 'charter' })), 'not needed, by the charter');
  assert.equal(stepWords(step({ state: 'not-needed', text: 'asked in May' })), 'not needed: asked in May');
});

test('criteria with a note are shown, the others are not, and the willing only as numbers when shown', () => {
  assert.match(textOf(html`<${Adoption} run=${ADOPT} />`), /^Criteria and steps in scope yes call of at least two weeks: done, .*Still open: named by convention\.$/);
  const shown = { ...ADOPT, adoption: { ...ADOPT.adoption, willing: { review: 3, edit: 1, implement: 0, drafts: [] } } };
  assert.match(textOf(html`<${Adoption} run=${shown} />`), /^Willing to review it: 3\. Willing to edit it: 1\. Willing to implement it: 0\./);
  assert.deepEqual(willingLines(ADOPT), []);
  assert.equal(textOf(html`<${Adoption} run=${run()} />`), '');
});

test('what drafts compete, and why one is withdrawn, is said beforehand', () => {
  assert.deepEqual(rulesWords(ADOPT), ['The question is whether the group takes a draft into its care.', 'The draft: draft-a-b-c-00.', 'It would stay an individual\u2019s draft.']);
  const two = rules({ drafts: [{ name: 'draft-x', hint: '' }, { name: 'draft-y', hint: 'odd' }], adopted: 'draft-z' });
  assert.deepEqual(rulesWords(run({ kind: 'adopt', rules: two })), ['The question is what becomes of drafts that compete.', 'The drafts that compete: draft-x, draft-y (odd).', 'The group has adopted draft-z already.']);
  const gone = rules({ draft: 'draft-x', cause: ['interest', 'effort'], tried: ['reviews-asked'], events: 'two years passed' });
  assert.deepEqual(rulesWords(run({ kind: 'withdraw', rules: gone })).slice(2), ['The cause: lack of interest, lack of effort.', 'Tried before: reviews were asked for.', 'What happened: two years passed']);
});

test('a draw by RFC 3797 has no seed: its sources are named, then their numbers', () => {
  const d = { ...DRAW, method: 'rfc3797', fixed: true };
  assert.match(textOf(html`<${DrawShown} run=${draw(d)} />`), /^The pool Bo Cy\s*$/);
  assert.match(textOf(html`<${DrawShown} run=${draw({ ...d, value: '9319./', result: drawn.result })} />`), /The numbers of the sources 9319\.\/\s*$/);
  assert.deepEqual(rulesWords(run({ kind: 'draw', options: [], rules: rules({ method: 'rfc3797', pick: 1, source: 'a lottery', agreement: 'we draw.' }) })), [
    'One is drawn at random among those who volunteer.', 'The method is that of RFC 3797.', 'The public sources: a lottery.', 'Let the minutes note that we draw.']);
});

test('one says what one is willing to do, each by itself', () => {
  const page = html`<${Willing} run=${ADOPT} mine=${() => ['review']} act=${act} />`;
  assert.deepEqual(press(page, 'to edit it').slice(2), [['review', 'edit'], '']);
  assert.deepEqual(press(page, 'to review it').slice(2), [[], '']);
  assert.equal(button(page, 'to review it').props['aria-pressed'], true);
  assert.equal(textOf(html`<${Willing} run=${run()} mine=${() => []} act=${act} />`), '');
});

const count = (review, edit, implement) => ({ review, edit, implement });
const COMPETE = run({
  kind: 'adopt', rules: rules({ drafts: [{ name: 'draft-x', hint: '' }, { name: 'draft-y', hint: '' }] }),
  adoption: {
    criteria: [], steps: [step({ state: 'not-needed', waived_by: 'chairs', drafts: [step(), step({ state: 'done', date: '2026-11-23' })] }), step({ step: 'name', phrase: 'named', drafts: [step(), step()] })],
    willing: { ...count(1, 0, 0), drafts: [count(2, 0, 0), count(0, 3, 0)] },
  },
});

test('of drafts that compete each has its steps and those who are willing, beside all of them', () => {
  assert.deepEqual(willingLines(COMPETE).map((l) => l.replace(/Willing to /g, '')), [
    'Whichever it is: review it: 1. edit it: 0. implement it: 0.', 'draft-x: review it: 2. edit it: 0. implement it: 0.', 'draft-y: review it: 0. edit it: 3. implement it: 0.',
  ]);
  assert.match(textOf(html`<${Adoption} run=${COMPETE} />`), /call of at least two weeks: not needed, by the chairs\u2019 decision; draft-y: done on 2026-11-23 Still open: named\./);
  const page = html`<${Willing} run=${COMPETE} mine=${(draft) => (draft === 'draft-y' ? ['edit'] : [])} act=${act} />`;
  const buttons = [...nodes(page)].filter((n) => n.type === 'button');
  assert.deepEqual(buttons.map((b) => b.props['aria-pressed']), [false, false, false, false, true, false, false, false, false]);
  const calls = [];
  const second = html`<${Willing} run=${COMPETE} mine=${() => []} act=${{ willing: (...x) => calls.push(x) }} />`;
  [...nodes(second)].filter((n) => n.type === 'button').forEach((b) => b.props.onClick());
  assert.deepEqual(calls.map(([, what, draft]) => [what[0], draft]), ['draft-x', 'draft-y', ''].flatMap((d) => ['review', 'edit', 'implement'].map((w) => [w, d])));
});

test('what was just said to be willing to stands until the server says it, and what was refused does not', () => {
  const mine = { person: 7, willing: [] };
  const sent = (state, before) => ({ commands: [{ fields: { command: 'willing', question: 1, run: 1, willing: ['edit'] }, state, before }], mine });
  assert.deepEqual(willingNow(sent('sending', undefined), ADOPT), ['edit']);
  assert.deepEqual(willingNow(sent('recorded', mine), ADOPT), ['edit']);
  assert.deepEqual(willingNow(sent('recorded', { person: 7 }), ADOPT), []); // it has come since: changed on another tab
  assert.deepEqual(willingNow(sent('refused', mine), ADOPT), []);
  assert.deepEqual(willingNow(sent('sending', undefined), { ...ADOPT, run: 2 }), []);
  const state = { commands: [], mine: { ...mine, willing: ['review'], willing_drafts: [[], ['edit']] } };
  assert.deepEqual(['', 'draft-x', 'draft-y'].map((d) => willingNow(state, COMPETE, d)), [['review'], [], ['edit']]);
  assert.deepEqual(willingNow({ ...state, ...sent('sending', undefined) }, COMPETE, 'draft-y'), []); // what was sent is of another draft
});
