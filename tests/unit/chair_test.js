import assert from 'node:assert/strict';
import test from 'node:test';
import { load, rules, run, view, textOf } from './web.js';

const { KINDS, NEW_DECLARED, NEW_QUESTION, declareCommand, draftOf, hasField, moveNext, moved, otherSolutions, outcomesOfDrafts, prepareCommand, restated } = await load('asking.js');
const {
  NEW_CRITERION, NEW_ISSUE, NEW_STATE, NEW_STEP, NEW_VOICE, afterCriterion, afterStep, answerCommand, criterionCommand, criterionOf, inHand, handsCommand, issueCommand, positionCommand, stateCommand, stepCommand, stepOf,
  voices, waysOf,
} = await load('entering.js');
const { EMPTY_OUTCOME, detailed, missing, nextField, offered, outcomeCommand, outcomeWords, proposals, toggled } = await load('outcome.js');
const { asideOf } = await load('chair_person.js');
const { People, found, labelled } = await load('people.js');
const { html } = await load('preact.js');
const { KeptForms } = await load('kept_forms.js');
const { announcement, heardState } = await load('announce.js');
const { against, offers, openIssues, tools, who } = await load('tools.js');

const BO = { person: 3, name: 'Bo', affiliation: '', in_room: false, present: true, hats: [], answer: null };
const closed = (more = {}) => run({ state: 'closed', ...more });
const one = (kind, option = -1) => toggled(EMPTY_OUTCOME, { kind, option });

// kind -> the members of its command beside kind, text and by
const members = [
  ['for-against', {}, { sides: 'both' }],
  ['options', { options: 'a\n\n b ', several: true, dontCare: false }, { options: ['a', 'b'], no_dont_care: true, no_something_else: false, several: true }],
  ['objections', {}, {}],
  ['live-with', {}, {}],
  ['read', { draft: ' draft-x ' }, { draft: 'draft-x' }],
  ['ready', {}, {}],
  ['plurality', { options: 'a\nb', votes: '2', chat: 'yes', agreement: 'yes.' }, { options: ['a', 'b'], votes: 2, chat_counted: true, who_counts: 'everybody who joined', agreement: 'yes.' }],
];
members.push(
  ['adopt', { drafts: 'draft-a-b-00\n' }, { draft: 'draft-a-b-00' }],
  ['adopt', { drafts: 'draft-a-b-00', care: true }, { draft: 'draft-a-b-00', care: true }],
  ['adopt', { drafts: 'draft-a-b-00\ndraft-c-d-01', adopted: '' }, { drafts: ['draft-a-b-00', 'draft-c-d-01'] }],
  ['adopt', { drafts: 'draft-a-b-00', adopted: 'draft-ietf-g-h-02' }, { drafts: ['draft-a-b-00'], adopted: 'draft-ietf-g-h-02' }],
  ['adopt', { drafts: 'draft-a-b-00\ndraft-c-d-01', outcomes: ['merge', 'none', 'second'] }, { drafts: ['draft-a-b-00', 'draft-c-d-01'], outcomes: ['merge', 'none'] }],
  ['withdraw', { draft: 'draft-a-b-00', cause: ['effort'], events: 'nobody edits it', tried: ['editors-added'] }, { draft: 'draft-a-b-00', cause: ['effort'], events: 'nobody edits it', tried: ['editors-added'] }],
  ['draw', { options: 'red\nblue', source: 'the room', agreement: 'x', pick: '2' }, { method: 'coin', options: ['red', 'blue'], source: 'the room', grounds: 'minor' }],
  ['draw', { method: 'straw', options: 'red', agreement: 'one of us will do it.', pick: '2' }, { method: 'straw', agreement: 'one of us will do it.', pick: 2 }],
);
for (const [kind, draft, expected] of members)
  test(`a question of kind ${kind} (${JSON.stringify(draft)}) says what belongs to it and nothing else`, () => {
    const full = { ...NEW_QUESTION, sides: 'both', draft: 'd', options: 'x\ny', agreement: 'z', kind, text: ' T ', ...draft };
    assert.deepEqual(prepareCommand(full), { command: 'prepare', kind, text: 'T', by: '', ...expected });
  });

test('every kind but the declared one has its members above', () => {
  assert.deepEqual(KINDS.filter((k) => k !== 'declare').sort(), [...new Set(members.map(([kind]) => kind))].sort());
  assert.equal(hasField('read', 'options'), false);
});

test('what was prepared comes into the form and goes out of it unchanged', () => {
  const q = { ...run({ kind: 'plurality', worded_by: 'Ada', on_list: 'twice', links: 'https://a.example' }), question: 7, runs: 0,
    rules: rules({ votes: 2, chat_counted: true, who_counts: 'all', agreement: 'yes.' }) };
  assert.deepEqual(prepareCommand(draftOf(q)), {
    command: 'edit', question: 7, kind: 'plurality', text: q.text, by: 'Ada', on_list: 'twice', links: 'https://a.example',
    options: ['for', 'against'], votes: 2, chat_counted: true, who_counts: 'all', agreement: 'yes.',
  });
});

test('drafts that compete come into the form with the outcomes that they were offered', () => {
  const q = { ...run({ kind: 'adopt', rules: rules({ drafts: [{ name: 'draft-x', hint: '' }, { name: 'draft-y', hint: '' }], outcomes: ['one', 'none'], adopted: '' }) }), question: 7 };
  assert.deepEqual(prepareCommand(draftOf(q)).outcomes, ['one', 'none']);
  assert.deepEqual(outcomesOfDrafts(draftOf(q)).map(([o]) => o), ['one', 'both', 'merge', 'fold-in', 'wait', 'none']);
  assert.deepEqual(outcomesOfDrafts({ ...NEW_QUESTION, drafts: 'draft-x', adopted: 'draft-z' }).map(([o]) => o), ['merge', 'fold-in', 'replace', 'second', 'wait', 'none']);
  assert.deepEqual(outcomesOfDrafts({ ...NEW_QUESTION, drafts: 'draft-x' }), []);
});

test('a restatement begins with the words of the run, is worded by nobody yet, and says what it restates', () => {
  const command = prepareCommand(restated(run({ question: 4, run: 2, worded_by: 'Ada' })));
  assert.deepEqual([command.command, command.by, command.relation, command.of_question, command.of_run], ['prepare', '', 'restates', 4, 2]);
  assert.equal(prepareCommand(otherSolutions(run({ question: 4 }))).relation, 'follows');
});

test('a question that is to be asked next goes before those that were not asked, once it has its number', () => {
  const q = (question, runs = 0, text = 'x') => ({ question, runs, text, kind: 'for-against' });
  assert.deepEqual(moveNext([q(1, 1), q(2), q(3), q(4, 0, 'new')], 3, 'new'), { command: 'move', question: 4, before: 2 });
  assert.equal(moveNext([q(1, 1), q(4, 0, 'new')], 3, 'new'), null); // it is the next already
  assert.equal(moveNext([q(1), q(2)], 2, 'new'), null); // it never came
});

test('a question moves one place, and not beyond the ends', () => {
  const list = [{ question: 5 }, { question: 6 }, { question: 7 }];
  assert.deepEqual(moved(list, 6, -1), { command: 'move', question: 6, before: 5 });
  assert.deepEqual(moved(list, 5, 1), { command: 'move', question: 5, before: 7 });
  assert.deepEqual(moved(list, 6, 1), { command: 'move', question: 6 }); // to the end
  assert.equal(moved(list, 7, 1), null);
});

test('an outcome without asking names its basis; since when only of silence', () => {
  const d = { ...NEW_DECLARED, text: 'The policy', words: 'It is open.', reason: 'nobody minded', since: 'draft -02' };
  assert.deepEqual(declareCommand({ ...d, basis: 'silence' }, 'Ada'), {
    command: 'declare', text: 'The policy', words: 'It is open.', reason: 'nobody minded', basis: 'silence', since: 'draft -02', by: 'Ada',
    to_confirm: true, statements: [{ kind: 'consensus', text: 'It is open.' }],
  });
  assert.equal('since' in declareCommand(d, ''), false);
});

test('a name that one person has is that person; else it is a name', () => {
  assert.deepEqual(who([BO], ' Bo '), { of_person: 3 });
  assert.deepEqual(who([BO, { ...BO, person: 4 }], 'Bo'), { name: 'Bo' });
  assert.deepEqual(who([BO], 'Max'), { name: 'Max' });
});

test('a position is entered for somebody; the chair\u2019s own is marked hat off', () => {
  const of = { command: 'position', question: 1, run: 1 };
  assert.deepEqual(positionCommand(run(), { ...NEW_VOICE, option: '1', who: 'Bo', text: ' no ' }, [BO], 'Ada'), { ...of, option: 1, way: 'microphone', of_person: 3, text: 'no' });
  assert.deepEqual(positionCommand(run(), { ...NEW_VOICE, option: 'no-opinion', who: 'Max', way: 'private' }, [], ''), { ...of, option: 'no-opinion', way: 'private', name: 'Max' });
  assert.deepEqual(positionCommand(run(), { ...NEW_VOICE, way: 'hat-off' }, [], 'Ada'), { ...of, option: 0, way: 'microphone', name: 'Ada', hat_off: true });
});

test('what is told privately is nobody\u2019s vote, and no opinion only where there is one', () => {
  assert.deepEqual(waysOf(run({ kind: 'plurality' })).map(([w]) => w), ['microphone', 'hat-off']);
  assert.deepEqual(voices(run()).map(([v]) => v), ['0', '1', 'no-opinion']);
  assert.deepEqual(voices(run({ wants: { ...run().wants, no_opinion: false } })).map(([v]) => v), ['0', '1']);
});

test('hands of the room are a number', () => {
  assert.deepEqual(handsCommand(run(), { ...NEW_VOICE, count: ' 12 ' }), { command: 'hands', question: 1, run: 1, option: 0, count: 12 });
  for (const count of ['', '-1', 'a', '1.5'])
    assert.equal(handsCommand(run(), { ...NEW_VOICE, count }), null);
});

test('an issue is of the run in hand, or of the meeting', () => {
  assert.deepEqual(issueCommand(run(), { ...NEW_ISSUE, who: 'Bo', text: 'x' }, [BO]), { command: 'issue', text: 'x', of_person: 3, question: 1, run: 1 });
  assert.deepEqual(issueCommand(run(), { who: 'Bo', text: 'x', meeting: true }, []), { command: 'issue', text: 'x', name: 'Bo' });
  assert.deepEqual(issueCommand(null, { ...NEW_ISSUE, who: 'Bo', text: 'x' }, []), { command: 'issue', text: 'x', name: 'Bo' });
});

test('what was not said is not sent', () => {
  assert.deepEqual(stateCommand(2, { ...NEW_STATE, state: 'on-record', reason: ' ' }, 'Ada'), { command: 'issue-state', issue: 2, issue_state: 'on-record', by: 'Ada' });
  assert.deepEqual(answerCommand(1, { text: 'x', next: '' }, ''), { command: 'challenge-answer', challenge: 1, text: 'x', by: '' });
});

const ADOPTION = { criteria: [{ criterion: 'scope', phrase: '', note: 'yes', notes: [] }, { criterion: 'ipr', phrase: '', note: '', notes: [''] }],
  steps: [{ step: 'ipr', state: 'done', drafts: [{ state: 'done' }, { state: 'open' }] }, { step: 'call', state: 'open', drafts: [{ state: 'open' }, { state: 'open' }] }] };

test('criteria and steps are gone through in their order, what is missing first', () => {
  assert.equal(criterionOf(ADOPTION, NEW_CRITERION).criterion, 'ipr');
  assert.equal(criterionOf(ADOPTION, { ...NEW_CRITERION, criterion: 'scope' }).criterion, 'scope');
  assert.equal(stepOf(ADOPTION, NEW_STEP, -1).step, 'call');
  assert.equal(stepOf(ADOPTION, NEW_STEP, 1).step, 'ipr'); // open for the second draft
  assert.equal(afterCriterion(ADOPTION, 'scope'), 'ipr');
  assert.equal(afterCriterion(ADOPTION, 'ipr'), '');
  assert.equal(afterStep(ADOPTION, 'ipr', -1), 'call');
  assert.deepEqual(criterionCommand(3, 'ipr', { ...NEW_CRITERION, text: ' none ' }), { command: 'criterion', question: 3, criterion: 'ipr', text: 'none' });
});

test('what was written for another question is not sent for this one', () => {
  const d = { ...NEW_CRITERION, question: 1, criterion: 'scope', text: 'half a no' };
  assert.equal(inHand(d, NEW_CRITERION, 1), d);
  assert.deepEqual(inHand(d, NEW_CRITERION, 4), { ...NEW_CRITERION, question: 4 });
});

test('a step says what belongs to its state', () => {
  const step = (name, more) => stepCommand(3, name, { ...NEW_STEP, until: '2026-12-07', ...more }, '2026-11-22');
  const of = { command: 'step', question: 3 };
  assert.deepEqual(step('call', {}), { ...of, step: 'call', step_state: 'done', date: '2026-11-22', until: '2026-12-07' });
  assert.deepEqual(step('editors', { editors: 'new', text: 'Ann', date: '2026-11-20' }), { ...of, step: 'editors', step_state: 'done', date: '2026-11-20', editors: 'new', text: 'Ann' });
  assert.deepEqual(step('ipr', { draft: 'draft-x' }), { ...of, step: 'ipr', step_state: 'done', draft: 'draft-x', date: '2026-11-22' });
  assert.deepEqual(step('call', { state: 'not-needed', waived: 'split' }), { ...of, step: 'call', step_state: 'not-needed', waived_by: 'split' });
  assert.deepEqual(step('call', { state: 'not-needed', waived: '', text: 'why' }), { ...of, step: 'call', step_state: 'not-needed', text: 'why' });
});

test('what was refused stands in its form again, and what was recorded does not', () => {
  const kept = new KeptForms();
  kept.keep('a', { panel: 'voice', voice: { who: 'Bo' }, keys: true });
  kept.keep('b', { panel: 'issue', issue: { who: 'Cy' } });
  assert.equal(kept.refused([{ id: 'a', state: 'sending' }, { id: 'b', state: 'recorded' }]), null);
  const forms = kept.refused([{ id: 'a', state: 'refused' }, { id: 'b', state: 'refused' }]);
  assert.deepEqual([forms.panel, forms.voice, 'keys' in forms], ['voice', { who: 'Bo' }, false]);
  assert.equal(kept.refused([{ id: 'a', state: 'refused' }]), null); // once
});

test('a chair who does not look hears a line to the chair', () => {
  const seen = (interrupts) => heardState({ view: view({ interrupts, queue: { speaking: null } }), commands: [], mine: null, connection: 'open' }, 0);
  const line = { who: 'Bo', about: 'wording', text: 'adopt as what?' };
  assert.equal(announcement(seen([]), seen([line])), 'Bo: The wording is unclear: adopt as what?');
  assert.equal(announcement(seen([line]), seen([line])), '');
});

test('a position of this run can be set aside, and one that is can be taken back', () => {
  const answer = { question: 1, run: 1, option: 0, also: [], channel: 'hand', time: 1, text: '' };
  assert.equal(asideOf(run(), { ...BO, answer }), 'aside');
  assert.equal(asideOf(run(), { ...BO, answer: { ...answer, set_aside: 'twice' } }), 'back');
  for (const none of [null, { ...answer, run: 2 }, { ...answer, option: 'withdraw' }])
    assert.equal(asideOf(run(), { ...BO, answer: none }), '');
});

test('people are found by a part of name or affiliation, and who is one with another is not listed twice', () => {
  const person = (n, name, more = {}) => ({ ...BO, person: n, name, affiliation: '', ...more });
  const people = [person(4, '\u00d8rsted'), person(3, 'bo', { affiliation: 'Example' }), person(9, 'Bo_phone', { into: 3 }), person(5, 'Ada')];
  assert.deepEqual(found(people, '').map((p) => p.person), [5, 3, 4]);
  assert.deepEqual(found(people, ' EXAM').map((p) => p.person), [3]);
  assert.deepEqual([...labelled(people)].map(([name]) => name), ['\u00d8rsted', 'bo', 'Ada']);
});

test('of thousands a hundred are drawn, and only where they are looked at', () => {
  const people = new Map(Array.from({ length: 2000 }, (_, i) => [i + 1, { ...BO, person: i + 1, name: `P ${i}` }]));
  const drawn = (peopleOpen, peopleFind = '') => textOf(html`<${People} state=${{ people, view: view({}), live: null }} ui=${{ peopleOpen, peopleFind }} act=${{}} />`);
  assert.doesNotMatch(drawn(false), /P 1/);
  assert.match(drawn(true), /1900 more: write a part of the name\./);
  assert.match(drawn(true, 'P 1999'), /P 1999/);
});

test('tools stay in their places, and rest where nothing can be done', () => {
  const may = (v) => tools(v).filter((t) => t.may).map((t) => t.name);
  const all = tools(view({})).map((t) => t.name);
  assert.deepEqual(tools(view({ run: run(), issues: [{ state: 'open' }] })).map((t) => t.name), all);
  assert.equal(new Set(tools(view({})).map((t) => t.key)).size, all.length);
  assert.deepEqual(may(view({})), ['question', 'issue']);
  assert.deepEqual(may(view({ run: run() })), ['question', 'voice', 'hands', 'issue']);
  assert.deepEqual(may(view({ run: closed({ voided: { reason: '', by: '', time: 1 } }) })), ['question', 'issue', 'again']);
  assert.deepEqual(may(view({ run: closed({ outcome: {} }), meeting: { ended: true }, challenges: [{ answered: 0 }] })), ['issue', 'challenge', 'void']);
});

test('no letter means two things', () => {
  const v = view({ run: run(), offers: ['hear-objectors', 'not-enough-interest', 'restate', 'other-solutions', 'defer', 'drop'] });
  const keys = [...tools(v), ...offers(v)].map((t) => t.key);
  assert.equal(new Set([...keys, 'E']).size, keys.length + 1);
});

test('the core says what is worth offering; what ends the question waits until it is closed', () => {
  const list = ['hear-objectors', 'defer', 'something-new'];
  assert.deepEqual(offers(view({ run: run(), offers: list })).map((o) => [o.name, o.may]), [['hear-objectors', true], ['defer', false]]);
  assert.deepEqual(offers(view({ run: closed(), offers: list })).map((o) => o.may), [true, true]);
  assert.deepEqual(offers(view({ run: closed({ outcome: {} }), offers: list })), []);
});

test('those against are to be heard until their issue is taken down', () => {
  const answer = { question: 1, run: 1, option: 1, also: [], channel: 'hand', time: 1, text: 'it leaks' };
  const people = [{ ...BO, answer }, { ...BO, person: 4, answer: { ...answer, option: 0 } }, { ...BO, person: 5, answer: { ...answer, run: 2 } }];
  assert.deepEqual(against(run(), people, view({})), [{ person: 3, name: 'Bo', text: 'it leaks' }]);
  assert.deepEqual(against(run(), people, view({ issues: [{ question: 1, run: 1, person: 3 }] })), []);
});

test('open issues of the question in hand come first', () => {
  const issues = [{ issue: 1, question: 0, run: 0, state: 'open' }, { issue: 2, question: 1, run: 1, state: 'withdrawn' }, { issue: 3, question: 1, run: 1, state: 'open' }];
  assert.deepEqual(openIssues(view({ run: run(), issues })).map((i) => i.issue), [3, 1]);
});

test('the core says what may be stated, and in which words; no figure changes the order', () => {
  const outcomes = [
    { kind: 'consensus', option: 0, words: 'There is rough consensus in favour, with 1 issue open.', needs: [] },
    { kind: 'consensus', option: null, words: 'There is rough consensus on other words, with 1 issue open.', needs: ['text'] },
    { kind: 'deferred', option: null, words: 'This question is deferred, with 1 issue open.', needs: ['to', 'missing'] }];
  const list = proposals(run(), outcomes);
  assert.deepEqual(list.map((p) => p.label), ['Rough consensus in favour, with 1 issue open', 'Consensus on other words', 'Deferred']);
  assert.equal(outcomeWords(run(), one('consensus', 0), outcomes), 'There is rough consensus in favour, with 1 issue open, to be confirmed on the list.');
});

test('of an earlier run consensus is in the words of its kind, also with the sides turned', () => {
  const labels = (more) => proposals(run(more)).slice(0, 2).map((p) => p.label);
  const named = (...names) => names.map((name) => ({ name, role: 'named' }));
  assert.deepEqual(labels({ options: named('against', 'for') }), ['Rough consensus against', 'Rough consensus in favour']);
  assert.deepEqual(labels({ kind: 'plurality', options: named('a', 'b') }), ['"a" has most votes, by the rules said beforehand', '"b" has most votes, by the rules said beforehand']);
  assert.equal(labels({ kind: 'options', options: named('for', 'x') })[0], 'Rough consensus for "for"');
});

test('what a statement needs comes into its words and its command', () => {
  const s = { kind: 'deferred', option: -1 };
  const first = one('deferred'); // to the list unless the chair says else
  assert.equal(missing(run(), { ...first, reason: 'r' }), 'Say what is missing.');
  const draft = { ...detailed(detailed(first, s, 'date', '2026-12-10'), s, 'missing', 'measurements'), reason: 'r' };
  assert.equal(missing(run(), draft), '');
  assert.equal(outcomeWords(run(), draft), 'This question is deferred to the list, until 2026-12-10; what is missing: measurements.');
  assert.deepEqual(outcomeCommand(run(), draft, '').statements, [{ kind: 'deferred', text: '', to: 'list', date: '2026-12-10', missing: 'measurements' }]);
  const meeting = detailed(detailed(draft, s, 'to', 'meeting'), s, 'text', 'the interim in May');
  assert.match(outcomeWords(run(), meeting), /deferred to the interim in May, until/);
  assert.equal(outcomeCommand(run(), detailed(meeting, s, 'to', 'list'), '').statements[0].text, ''); // of the other choice
  const team = { kind: 'referred', option: -1 };
  const referred = detailed(detailed(detailed(one('referred'), team, 'team', 'mixed'), team, 'who', 'Ann, Bo'), team, 'date', '2026-12-01');
  assert.equal(outcomeWords(run(), referred), 'This question is referred to a mixed review team (Ann, Bo), which reports by 2026-12-01.');
  assert.equal(missing(run(), { ...one('editor'), reason: 'r' }), 'Say who.');
});

test('the cursor goes to what is missing, then to the reason', () => {
  assert.equal(nextField(run(), one('consensus', 0)), 'outcome-reason');
  assert.equal(nextField(run(), one('consensus')), 'outcome-words');
  assert.equal(nextField(run(), one('deferred')), 'outcome-deferred-missing');
  assert.equal(nextField(run(), one('referred')), 'outcome-referred-who');
});

test('offers that end a question are a draft of its outcome, in words that the chair may change', () => {
  assert.deepEqual(offered('defer').statements.map((s) => s.kind), ['deferred']);
  assert.equal(outcomeWords(run(), offered('not-enough-interest')), 'There is not enough interest to go on with this.');
  assert.match(outcomeWords(run(), offered('drop')), /no consensus .* dropped/);
  assert.equal(offered('restate'), null);
});

