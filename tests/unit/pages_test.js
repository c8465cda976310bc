import assert from 'node:assert/strict';
import test from 'node:test';
import { button, hum, load, nodes, outcome, result, run, textOf, view } from './web.js';

const { html } = await load('preact.js');
const { ParticipantView } = await load('participant_view.js');
const { answerWords } = await load('answer_form.js');
const { ScreenView, linkParts } = await load('screen_view.js');
const { ScribeView } = await load('scribe_view.js');
const { ChairView } = await load('chair_view.js');
const { announcement, heardState } = await load('announce.js');
const { canHumOnce, decibels, humThatCounts, humWords, scaleWords, soundWords } = await load('words.js');
const { EMPTY_OUTCOME, missing, outcomeCommand, outcomeWords, proposals, toConfirm, toggled } = await load('outcome.js');
const { answerTo } = await load('people.js');
const { entered } = await load('parts.js');
const { MeterFeed, levelScale, meterWords, windows } = await load('meter.js');
const { checkFigures, isChecking, takeCheck } = await load('check.js');
const { path } = await load('qr.js');

const MINE = { person: 7, name: 'Bo', affiliation: '', in_room: false, answer: null, held: [] };
const state = (more = {}) => ({
  connection: 'open', sentence: '', lostAt: 0, ahead: 0, left: null, welcome: { version: 1, role: '', person: 7, now: 0 }, view: view(), mine: MINE,
  live: { present: 12, answered: 5 }, sound: null, checks: null, minutes: null, irregularities: [], commands: [], chat: new Map(), changed: new Map(), people: new Map(), names: 0, ...more,
});
const act = new Proxy({}, { get: (_, name) => (name === 'earlier' ? () => null : () => () => {}) });
const ui = {
  name: '', affiliation: '', inRoom: false, noteWell: false, line: '', reason: '', about: 'wording', interrupt: '', issue: '', issueAbout: null, asks: 'ask-hum', asksAbout: null,
  asksText: '', decision: '', process: '', queueAbout: '', editing: 0, chatOpen: true, chatSeen: null,
  peopleOpen: false, peopleFind: '', here: 'K7WM3P', told: '', rename: null, ownLink: '', parting: '', made: () => ({}),
  positionWho: '', option: '0', positionText: '', positionOf: null, issueWho: '', queueWho: '', attendName: '', attendAffiliation: '', dutyWho: '', dutyWhat: 'notes', code: '', keys: true, copied: '',
  volunteer: '', criterion: { question: 0, criterion: '', draft: '', text: '' }, step: { question: 0, step: '', draft: '', state: 'done', waived: 'charter', date: '', until: '', editors: 'same', text: '' }, willing: { who: '', draft: '', what: [] },
  turn: { question: 0, run: 0, passed: new Set(), last: -1 }, outcomes: {}, lists: {}, form: null, people: '', by: '',
  question: { kind: 'for-against', text: '', options: '', dontCare: true, somethingElse: true, relation: '', by: '' },
};
const draw = (View, s, u = ui) => html`<${View} state=${s} ui=${u} act=${act} />`;
const SHOWN = run({
  state: 'closed', shown: true,
  result: result([{ hums: [hum()], heard: 'some', hands: 31, chat: 17 }, { hums: [hum({ silent: true, excess: null, phrase: 'no hum measured above the room\u2019s noise' })] }]),
});
const STAFF = { questions: [], runs: [], people: { cursor: 0, entries: [] }, people_told: 0 };

test('levels are whole decibels, words first', () => {
  assert.equal(decibels(1840), '18 dB'); // 18.4
  assert.equal(decibels(-450), '\u22124 dB'); // -4.5 rounds up
  assert.deepEqual(humWords(hum()), { phrase: 'strong hum', figure: '18 dB above the room\u2019s noise' });
});

test('of a hum that may be noise alone only the upper end is said', () => {
  const figure = (excess, low, high) => humWords(hum({ excess, low, high })).figure;
  assert.equal(figure(250, -749, 301), '3 dB above the room\u2019s noise');
  assert.equal(figure(250, -750, 301), 'at most 4 dB above the room\u2019s noise');
  assert.equal(figure(250, null, 301), '3 dB above the room\u2019s noise');
});

test('signs that point different ways are read before anything else of a result', () => {
  const both = { ...SHOWN, result: { ...SHOWN.result, signs: 'The signs point different ways: x.' } };
  for (const View of [ParticipantView, ScreenView])
    assert.match(textOf(draw(View, state({ view: view({ run: both }) }))), /The signs point different ways: x\. A snapshot/);
});

test('everybody reads that a run is void, and that they must speak up again', () => {
  const s = state({ view: view({ run: { ...SHOWN, voided: { reason: 'an old slide', by: 'Ada', time: 1 } }, ...STAFF }) });
  for (const View of [ParticipantView, ScreenView, ChairView])
    assert.match(textOf(draw(View, s)), /void: an old slide .*speak up again/);
});

test('what was entered stands in rows of its own, only where there is any', () => {
  assert.deepEqual(entered({ microphone: 0, private: 0 }), []);
  assert.deepEqual(entered({ microphone: 2, private: 1, room_hands: 0, readers: 3 }).map(([, n]) => n), [0, 2, 1, 3]);
});

test('a vote is not hummed for, and is called one', () => {
  const page = textOf(draw(ParticipantView, state({ view: view({ run: { ...SHOWN, kind: 'plurality', wants: { ...SHOWN.wants, hums: false } } }) })));
  assert.match(page, /A vote, because those present/);
  assert.doesNotMatch(page, /snapshot|Hum|Heard/);
});

test('a void or silent hum has words and no figure', () => {
  assert.equal(humWords(hum({ void: 'gap', phrase: 'sound was lost' })).figure, '');
  assert.equal(humWords(hum({ silent: true, excess: null })).figure, '');
});

test('the newest hum that is not void counts', () => {
  const hums = [hum({ take: 1 }), hum({ take: 2 }), hum({ take: 3, void: 'gap' })];
  assert.equal(humThatCounts(hums).take, 2);
  assert.equal(humThatCounts(hums.slice(2)).take, 3);
  assert.equal(humThatCounts([]), null);
});

test('a lost microphone says: go by ear', () => {
  assert.match(soundWords({ source: 'microphone', state: 'lost', device: '', api: '', rate: 0 }).words, /go by ear/);
});

test('a page that is not connected yet says that an answer waits in it', () => {
  const page = (...commands) => textOf(draw(ParticipantView, state({ view: null, connection: 'lost', sentence: 'The connection is lost.', commands })));
  const answer = { fields: { command: 'answer' }, state: 'sending' };
  assert.match(page(answer), /An answer of yours is not recorded yet/);
  assert.doesNotMatch(page({ ...answer, state: 'recorded' }, { fields: { command: 'say' }, state: 'sending' }), /not recorded/);
});

test('one joins only with a name and the Note Well', () => {
  const page = draw(ParticipantView, state({ mine: null, welcome: { person: 0 } }));
  const required = [...nodes(page)].filter((n) => n.type === 'input' && n.props.required).map((n) => n.props.id);
  assert.deepEqual(required, ['name', 'note-well']);
});

test('before the first answer the participant reads who sees it', () => {
  const page = textOf(draw(ParticipantView, state({ view: view({ run: run() }) })));
  assert.match(page, /Chairs and scribes see your name with your answer; minutes give counts, and your name only with a reason/);
  assert.match(page, /5 of 12 people who joined answered/);
});

test('the own answer says sending, recorded at, or not counted with the reason', () => {
  const own = { option: 0, also: [], text: '', channel: 'hand', sentence: '', time: 0, stands: null };
  assert.equal(answerWords(run(), { ...own, state: 'sending' }).state, 'sending');
  assert.match(answerWords(run(), { ...own, state: 'recorded', time: 1e6 }).state, /^recorded at \d\d:\d\d:01$/);
  assert.equal(answerWords(run(), { ...own, state: 'refused', sentence: 'the question is closed' }).state, 'not counted: the question is closed.');
});

test('an answer that was not counted names the earlier one that stands', () => {
  const stands = { question: 1, run: 1, option: 1, also: [], channel: 'hand', time: 1e6, text: '' };
  const words = answerWords(run(), { option: 0, also: [], text: '', channel: 'hand', state: 'refused', sentence: 'too late', time: 0, stands });
  assert.match(words.state, /What stands: against, recorded at/);
});

test('hidden results are on no public page', () => {
  const hidden = state({ view: view({ run: run({ state: 'closed' }) }) });
  for (const View of [ParticipantView, ScreenView])
    assert.doesNotMatch(textOf(draw(View, hidden)), /Hands|dB|snapshot/);
});

test('shown results stand side by side under the line that they are a snapshot', () => {
  for (const View of [ParticipantView, ScreenView]) {
    const page = textOf(draw(View, state({ view: view({ run: SHOWN }) })));
    assert.match(page, /A snapshot of those present, not a vote\./);
    assert.match(page, /strong hum 18 dB above the room\u2019s noise against the room\u2019s noise only/);
    assert.match(page, /no hum measured above the room\u2019s noise/);
  }
});

test('no page says a percentage or adds kinds up', () => {
  const staff = state({ view: view({ run: SHOWN, ...STAFF }) });
  for (const View of [ParticipantView, ScreenView, ScribeView, ChairView])
    assert.doesNotMatch(textOf(draw(View, staff)), /%|percent|total|\b48\b/); // 31 hands and 17 in chat are never 48
});

test('what people write goes in as text only', () => {
  const evil = '<img src=x onerror=alert(1)>';
  const page = draw(ParticipantView, state({ view: view({ run: run({ text: evil }) }) }));
  assert.ok([...nodes(page)].some((n) => n === evil));
  assert.ok(![...nodes(page)].some((n) => n.props?.dangerouslySetInnerHTML));
});

test('words of hums say against what', () => {
  const against = { hums: [hum({ phrase: 'some to strong hum', scale: 'everyone', against: 'against the hum of everybody' })] };
  const ticks = (node) => [...nodes(node)].filter((n) => n.props?.class === 'tick').length;
  const drawn = draw(ScreenView, state({ view: view({ run: { ...SHOWN, result: result([against, {}]) } }) }));
  const page = textOf(drawn);
  assert.equal(ticks(drawn), 0); // 6 and 15 dB are the words' bounds against the noise alone
  assert.equal(ticks(draw(ScreenView, state({ view: view({ run: SHOWN }) }))), 2);
  assert.match(page, /some to strong hum 18 dB above the room\u2019s noise against the hum of everybody/);
  assert.doesNotMatch(page, /noise only/);
});

test('everybody is asked to hum once, on every page', () => {
  const s = (run) => state({ view: view({ run, everyone: 'humming', ...STAFF }) });
  for (const View of [ParticipantView, ScreenView, ScribeView, ChairView])
    for (const run of [null, SHOWN])
      assert.match(textOf(draw(View, s(run))), /Everybody hums once, now/);
});

test('the chair reads what the words stand on', () => {
  const scale = (more) => scaleWords(view({ scale: { holds: false, time: 0, ended: '', hum: null, ...more } }));
  const silent = hum({ silent: true, excess: null, phrase: 'no hum measured above the room\u2019s noise' });
  const gain = hum({ flags: [{ flag: 'gain-change', phrase: 'the gain changed', advice: '' }] });
  assert.match(scale({}), /^Words are against the room\u2019s noise only/);
  assert.match(scale({ holds: true, time: 1, hum: hum() }), /^Everybody hummed at \d\d:\d\d; words are against that hum\.$/);
  assert.equal(scale({ ended: 'device', hum: hum() }), 'The scale ended: the microphone changed. Let everybody hum once again.');
  assert.match(scale({ ended: 'gain' }), /the gain changed\. Let everybody hum once again/);
  assert.match(scale({ hum: silent }), /gave no scale: no hum measured/);
  assert.match(scale({ hum: gain }), /gave no scale: the gain changed/);
  assert.match(scaleWords(view({ everyone: 'checking' })), /checking the room/);
});

test('everybody can hum once where it can be measured, and not into another hum', () => {
  const sound = { source: 'microphone', state: 'running', device: '', api: '', rate: 48000 };
  assert.equal(canHumOnce(view({}), sound), true);
  assert.equal(canHumOnce(view({ everyone: 'humming' }), sound), true); // to end it
  assert.equal(canHumOnce(view({ everyone: 'checking' }), sound), false);
  assert.equal(canHumOnce(view({ run: run({ phase: 'humming', calling: 0 }) }), sound), false);
  assert.equal(canHumOnce(view({}), { ...sound, state: 'lost' }), false);
  assert.equal(canHumOnce(view({ meeting: { ended: true } }), sound), false);
});

test('an option that is called by ear is on every page, and noted as called', () => {
  const s = state({ view: view({ run: run({ calling: 1, phase: 'by-ear', result: result([{ called: true }, { called: true }]) }), ...STAFF }) });
  assert.match(textOf(draw(ParticipantView, s)), /The room hums now: against/);
  assert.match(textOf(draw(ScreenView, s)), /Hum now if you are against/);
  assert.match(textOf(draw(ChairView, s)), /called, not measured.*listen, and press what you heard/);
});

test('an author sees their held line where it was said', () => {
  const line = (n, text, time) => ({ line: n, name: 'Bo', role: 'participant', kind: 'said', text, time });
  const s = state({
    view: view({ run: run() }), chat: new Map([[1, line(1, 'before', 1)], [2, line(3, 'after', 3)]]),
    mine: { ...MINE, held: [{ ...line(2, '+1', 2), held: true }] },
  });
  assert.match(textOf(draw(ParticipantView, s)), /before .* \+1 a position: held until the result is shown .* after/);
});

test('the trace knows by the time of the stream where a hum was and what of it was measured', () => {
  const feed = new MeterFeed();
  const read = (from, to) => {
    for (let at = from; at < to; at += 50)
      feed.take({ microphone: 0, at, level: -4000, noise: -5000, momentary: 0, clipped: false });
  };
  const times = (of) => feed.readings.filter(of).map((b) => b.at);
  const ends = (of) => [times(of)[0], times(of).at(-1)];
  read(0, 1000);
  feed.follow(view({ run: run({ calling: 0, phase: 'humming' }) })); // heard 100 ms after it began
  read(1000, 3100);
  feed.follow(view({ run: run({ calling: 0, phase: 'checking' }) })); // and 100 ms after it ended
  read(3100, 5500);
  assert.deepEqual(ends((b) => b.mark), [1000, 3050]);
  const measured = view({ run: run({ result: result([{ hums: [hum({ start: 900, end: 3000, onset: 1200, offset: 2600 })] }, {}]) }) });
  feed.follow(measured);
  assert.deepEqual(ends((b) => b.mark), [900, 2950]);
  assert.deepEqual(ends((b) => b.measured), [1200, 2550]);
  feed.take({ microphone: 1, at: 5500, level: 0, noise: null, momentary: 0, clipped: false });
  assert.equal(feed.readings.at(-1).level, -4000); // the first microphone's trace is its own
  read(0, 2000); // plugged in again: time begins anew, and an old hum marks nothing
  feed.follow(measured);
  assert.deepEqual([feed.readings[0].at, times((b) => b.mark || b.measured)], [0, []]);
});

test('each microphone has a trace of its own, on which the window that runs is marked', () => {
  const feed = new MeterFeed();
  const read = (microphone, at, level) => feed.take({ microphone, at, level, noise: null, momentary: 0, clipped: false });
  read(2, 0, -3000); // the third speaks first
  feed.follow(view({ run: run({ calling: 0, phase: 'humming' }) }));
  read(0, 0, -5000);
  read(1, 400, -4000);
  assert.deepEqual([0, 1, 2].map((i) => feed.trace(i).map((b) => b.level)), [[-5000], [-4000], [-3000]]);
  assert.deepEqual([0, 1, 2].map((i) => windows(feed.trace(i)).length), [1, 1, 0]);
  read(1, 0, -4100); // only the second was plugged in again
  assert.deepEqual([0, 1, 2].map((i) => feed.trace(i).map((b) => b.level)), [[-5000], [-4100], [-3000]]);
});

test('the hum of everybody is on the trace as well', () => {
  const feed = new MeterFeed();
  feed.follow(view({ everyone: 'humming' }));
  feed.take({ microphone: 0, at: 0, level: -4000, noise: -5000, momentary: 0, clipped: false });
  assert.deepEqual(windows(feed.readings).map((w) => w.mark.label), ['everybody']);
});

test('the room is told what to hum for', () => {
  const humming = state({ view: view({ run: run({ calling: 1, phase: 'humming' }) }) });
  assert.match(textOf(draw(ParticipantView, humming)), /The room hums now: against/);
  assert.match(textOf(draw(ScreenView, humming)), /Hum now if you are against/);
});

test('while nothing is asked the room screen says how to join', () => {
  const links = { participant: 'http://127.0.0.1:7282/#K7WM3P' };
  const page = textOf(draw(ScreenView, state({ welcome: { person: 0, links } })));
  assert.match(page, /Join at 127\.0\.0\.1:7282 with the code K7WM3P/);
  assert.deepEqual(linkParts('https://hum.example/x/#ABC'), { place: 'hum.example/x', code: 'ABC' });
});

test('the chair states an outcome aloud as well', () => {
  const stated = { ...SHOWN, outcome: outcome() };
  assert.match(textOf(draw(ChairView, state({ view: view({ run: stated, ...STAFF }) }))), /Say it aloud There is rough consensus/);
});

test('the big button carries the next step, and rests without connection', () => {
  const running = { source: 'microphone', state: 'running', device: 'mic', api: '', rate: 48000 };
  const s = state({ view: view({ run: run(), ...STAFF }), sound: running });
  assert.equal(button(draw(ChairView, s), 'Hum now: for').props['aria-disabled'], false);
  assert.equal(button(draw(ChairView, { ...s, connection: 'lost' }), 'Hum now: for').props['aria-disabled'], true);
});

test('chairs read who answered what, with the remark, and nothing of another run', () => {
  const answer = { question: 1, run: 1, option: 1, channel: 'hand', time: 1, text: 'too early' };
  const p = { person: 1, name: 'Bo', affiliation: '', in_room: false, present: true, answer };
  assert.equal(answerTo(run(), p), ': against (hand), \u201ctoo early\u201d');
  assert.equal(answerTo(run({ run: 2 }), p), '');
  assert.equal(answerTo(run(), { ...p, answer: { ...answer, option: 'withdraw' } }), '');
});

test('the scribe gets the minutes, takes down what people say, and can not decide anything', () => {
  const page = draw(ScribeView, state({ minutes: '# Minutes', view: view({ run: SHOWN, ...STAFF }) }));
  assert.match(textOf(page), /# Minutes/);
  const buttons = [...nodes(page)].filter((n) => n.type === 'button').map((n) => textOf(n.props.children));
  assert.deepEqual(buttons, ['Take it down', 'Take it down', 'Add', 'Add to the sheet', 'Note it', 'Send', 'Copy', 'Save as a file']);
});

test('proposals stand in the order of the options, whatever was louder', () => {
  const kinds = proposals(SHOWN).slice(0, 4).map((p) => [p.kind, p.option]);
  assert.deepEqual(kinds, [['consensus', 0], ['consensus', 1], ['consensus', -1], ['no-consensus', -1]]);
  const reversed = { ...SHOWN, result: result([...SHOWN.result.options].reverse()) };
  assert.deepEqual(proposals(reversed), proposals(SHOWN));
});

test('one key gives a ready sentence, which the chair may change', () => {
  const draft = toggled(EMPTY_OUTCOME, { kind: 'consensus', option: 0 });
  assert.equal(outcomeWords(SHOWN, draft), 'There is rough consensus in favour, to be confirmed on the list.');
  assert.equal(outcomeWords(SHOWN, { ...draft, confirm: false }), 'There is rough consensus in favour.');
  assert.equal(outcomeWords(SHOWN, { ...draft, words: 'My words.' }), 'My words.');
});

test('consensus on words that were no option has to be written', () => {
  const draft = { ...toggled(EMPTY_OUTCOME, { kind: 'consensus', option: -1 }), reason: 'said at the microphone' };
  assert.equal(outcomeWords(SHOWN, draft), 'There is rough consensus on ');
  assert.equal(missing(SHOWN, draft), 'Write what there is consensus on.');
  const written = { ...draft, words: 'There is rough consensus on splitting the draft.' };
  assert.equal(missing(SHOWN, written), '');
  assert.deepEqual(outcomeCommand(SHOWN, written, '').statements, [{ kind: 'consensus', text: written.words }]);
});

test('several statements make several sentences', () => {
  let draft = toggled(EMPTY_OUTCOME, { kind: 'no-consensus', option: -1 });
  draft = toggled(draft, { kind: 'referred', option: -1 });
  assert.equal(outcomeWords(SHOWN, draft), 'There is no consensus on this question. This question is referred to a design team.');
  assert.equal(toConfirm(draft), false);
});

test('no outcome goes out without a statement and a reason', () => {
  const draft = toggled(EMPTY_OUTCOME, { kind: 'consensus', option: 1 });
  assert.notEqual(missing(SHOWN, EMPTY_OUTCOME), '');
  assert.notEqual(missing(SHOWN, { ...draft, reason: ' ' }), '');
  assert.equal(missing(SHOWN, { ...draft, reason: 'loud' }), '');
  assert.deepEqual(outcomeCommand(SHOWN, { ...draft, reason: ' loud ' }, 'Ada'), {
    command: 'state', question: 1, run: 1, by: 'Ada', reason: 'loud', to_confirm: true,
    text: 'There is rough consensus against, to be confirmed on the list.',
    statements: [{ kind: 'consensus', text: '', option: 1 }],
  });
});

test('a screen reader hears openings, closings, results, outcomes and the lost connection, once', () => {
  const at = (s, now = 0) => heardState(s, now);
  const none = at(state());
  const open = at(state({ view: view({ run: run() }) }));
  const closed = at(state({ view: view({ run: run({ state: 'closed' }) }) }));
  const shown = at(state({ view: view({ run: SHOWN }) }));
  const stated = at(state({ view: view({ run: { ...SHOWN, outcome: outcome() } }) }));
  assert.equal(announcement(none, open), 'A question is open: Shall we adopt it?');
  assert.equal(announcement(open, open), '');
  assert.equal(announcement(open, closed), 'The question is closed.');
  assert.equal(announcement(closed, shown), 'The results are shown.');
  assert.match(announcement(shown, stated), /^The outcome: /);
  const lost = state({ connection: 'lost', lostAt: 1000, view: view({ run: run() }) });
  assert.equal(announcement(open, at(lost, 5999)), '');
  assert.equal(announcement(open, at(lost, 6000)), 'The connection is lost.');
  assert.equal(announcement(at(lost, 6000), open), 'The connection is back.');
});

test('a screen reader hears of a void run, a question to come, and that what was sent is recorded', () => {
  const at = (more) => heardState(state(more), 0);
  const closed = run({ state: 'closed' });
  const before = at({ view: view({ run: closed }) });
  const voided = at({ view: view({ run: { ...closed, voided: { reason: 'an old slide', by: '', time: 1 } } }) });
  assert.equal(announcement(before, voided), 'The question is void: an old slide. Please speak up again.');
  assert.equal(announcement(voided, voided), '');
  assert.equal(announcement(before, at({ view: view({ run: closed, preview: run({ text: 'Next?' }) }) })), 'A question to come: Next?');
  const sent = (command, state) => at({ view: view({ run: closed }), commands: [{ fields: { command }, state, time: 1e6, sentence: 'no' }] });
  assert.match(announcement(before, sent('issue', 'recorded')), /^Recorded at \d\d:\d\d:01\.$/);
  assert.equal(announcement(before, sent('say', 'recorded')), '');
  assert.equal(announcement(before, sent('issue', 'refused')), 'Not done: no.');
});

test('of the seconds before a question closes ten and five are announced, and that it is closed or stays open', () => {
  const at = (left, state_ = 'open') => heardState(state({ left, view: view({ run: run({ state: state_, closes: left === null ? null : 1e6 }) }) }), 0);
  const states = [at(null), ...[10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0].map((n) => at(n)), at(null, 'closed')];
  const said = states.slice(1).map((s, i) => announcement(states[i], s)).filter((s) => s !== '');
  assert.deepEqual(said, ['The question closes in 10 seconds.', 'The question closes in 5 seconds.', 'The question is closed.']);
  assert.equal(announcement(at(7), at(null)), 'The question stays open.');
});

test('that the microphone is lost, or back, is announced', () => {
  const at = (state_) => heardState(state({ sound: { source: 'microphone', state: state_, device: '', api: '', rate: 0 } }), 0);
  assert.equal(announcement(at('running'), at('lost')), 'The microphone is lost: go by ear.');
  assert.equal(announcement(at('lost'), at('running')), 'The microphone is back.');
});

test('counters are never announced', () => {
  const more = heardState(state({ view: view({ run: run() }), live: { present: 13, answered: 6 } }), 0);
  assert.equal(announcement(heardState(state({ view: view({ run: run() }) }), 0), more), '');
});

test('of several microphones the page says which are heard and which are not', () => {
  const one = (device, state) => ({ device, state, api: 'ALSA', rate: 48000 });
  const sound = (...microphones) => soundWords({ source: 'microphone', ...microphones[0], state: 'running', microphones });
  assert.deepEqual(sound(one('A', 'running'), one('B', 'running')), { good: true, words: 'Listening: A and B.' });
  const lost = sound(one('A', 'running'), one('B', 'lost'));
  assert.equal(lost.good, false);
  assert.match(lost.words, /^Listening: A\. Not heard now: B; it comes back/);
});

test('a check runs until every microphone has its result, and says what was not known', () => {
  const done = { type: 'check', state: 'done', microphone: 1, device: 'B', api: 'ALSA', rate: 48000, noise: -7903, loudest: -2602, hiss: null,
    gain_phrase: 'steady', clipped_ms: 0, lost_frames: 0, advice: [] };
  let checks = takeCheck(null, { type: 'check', state: 'running', seconds: 10, microphones: 2 });
  assert.equal(isChecking(checks), true);
  checks = takeCheck(checks, done);
  assert.equal(isChecking(checks), true);
  checks = takeCheck(checks, { ...done, microphone: 0, state: 'no-sound' });
  assert.equal(isChecking(checks), false);
  assert.equal(isChecking(null), false);
  const figures = Object.fromEntries(checkFigures(done));
  assert.equal(figures['Room noise'], '\u221279 dB');
  assert.equal(figures.Hiss, 'not known');
  assert.equal(takeCheck(checks, { state: 'running', seconds: 10, microphones: 2 }).results.length, 0);
});

test('the chair checks the sound before the meeting, and not during a hum', () => {
  const sound = { source: 'microphone', state: 'running', device: 'A', api: 'ALSA', rate: 48000 };
  const done = { state: 'done', microphone: 0, device: 'A', api: 'ALSA', rate: 48000, noise: -7903, loudest: -2602, hiss: -7313,
    gain_phrase: 'steady', clipped_ms: 0, lost_frames: 0, advice: ['Do not hum beside it.'] };
  const page = (more, run = null) => draw(ChairView, state({ view: view({ run, ...STAFF }), sound, ...more }));
  assert.equal(button(page({}), 'Listen for ten seconds').props['aria-disabled'], false);
  assert.equal(button(page({}, run({ phase: 'humming', calling: 0 })), 'Listen for ten seconds').props['aria-disabled'], true);
  const running = takeCheck(null, { state: 'running', seconds: 10, microphones: 1 });
  assert.equal(button(page({ checks: running }), 'Listening for 10 seconds').props['aria-disabled'], true);
  const text = textOf(page({ checks: takeCheck(running, done) }));
  assert.match(text, /Room noise \u221279 dB.*Gain steady.*Do not hum beside it\./);
  assert.match(textOf(page({ checks: takeCheck(running, { ...done, state: 'no-sound' }) })), /Nothing was heard of A\./);
  assert.doesNotMatch(textOf(page({ sound: { ...sound, source: 'none' } })), /Check the sound/);
});

test('the meter speaks of the room noise, of clipping and of nothing yet', () => {
  assert.equal(meterWords(undefined), 'no sound yet');
  assert.equal(meterWords({ level: -4000, noise: -5210, momentary: 0, clipped: false }), '12 dB above the room\u2019s noise'); // 12.1
  assert.match(meterWords({ level: -100, noise: -5000, momentary: 0, clipped: true }), /lower its gain/);
});

test('the meter marks where a window ran, for which option, and whether its hum was flagged', () => {
  const feed = new MeterFeed();
  const reading = { level: -4000, noise: -5200, momentary: 0, clipped: false };
  const short = hum({ flags: [{ flag: 'short', phrase: '', advice: '' }] });
  const at = (/** @type {any} */ phase, /** @type {any} */ calling, /** @type {any[]} */ hums = []) => feed.follow(
    view({ run: run({ phase, calling, result: result([{ hums }, {}]) }) }));
  const take = (/** @type {number} */ n) => { for (let i = 0; i < n; i++) feed.take(reading); };
  const seen = () => windows(feed.readings).map((w) => [w.mark.label, w.from, w.until, w.mark.flagged]);
  at(null, null);
  take(2);
  at('humming', 0);
  take(2);
  at('humming', 0); // another view of the same window
  take(1);
  at('checking', 0);
  take(1);
  const names = run().options.map((o) => o.name);
  assert.deepEqual(seen(), [[names[0], 2, 5, false]]);
  at(null, null, [short]);
  at('humming', 0, [short]); // again, at once
  take(1);
  at('humming', 1, [short, hum()]); // the next one ends it
  take(1);
  assert.deepEqual(seen(), [[names[0], 2, 5, true], [names[0], 6, 7, false], [names[1], 7, 8, false]]);
  feed.follow(null);
  take(1);
  assert.equal(seen().length, 3);
});

test('the trace reaches from under the noise to over the loudest', () => {
  const quiet = levelScale([{ level: -5000, noise: -5000 }]); // from -58 dB over 45 dB
  assert.equal(quiet(-5800, 100), 100);
  assert.equal(quiet(-1300, 100), 0);
  const loud = levelScale([{ level: -5000, noise: -5000 }, { level: -300, noise: null }]);
  assert.equal(loud(900, 100), 0); // 12 dB over the loudest
  assert.equal(loud(-9000, 100), 100);
});

test('a QR code is drawn in runs with four modules of white around', () => {
  const code = { size: 3, get: (x, y) => y === 0 && x < 2 };
  assert.equal(path(code), 'M4 4h2v1h-2z');
});

test('what is for the chairs to know is on their page, folded, and on no other', () => {
  const irregularities = [{ kind: 'look-alike', count: 2, people: [17, 23], question: 0, run: 0, sentence: '2 names look alike: alice, Alice_web_831', time: 1 }];
  const page = (View, more = {}) => textOf(draw(View, state({ view: view({ run: null, ...STAFF }), ...more })));
  assert.match(page(ChairView, { irregularities }), /1 noticed, for chairs only.*look alike: alice, Alice_web_831/);
  assert.match(page(ChairView), /Nothing was noticed/);
  for (const View of [ScribeView, ParticipantView, ScreenView])
    assert.doesNotMatch(page(View, { irregularities }), /look alike/);
});
