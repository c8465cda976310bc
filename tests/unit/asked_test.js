import assert from 'node:assert/strict';
import test from 'node:test';
import { load, nodes, result, rules, run, textOf, wants } from './web.js';

const { html } = await load('preact.js');
const { Asked, Countdown, OnTheList, Preview } = await load('asked.js');
const { secondsUntil } = await load('words.js');
const { OptionCard, OutcomeWords, Results } = await load('parts.js');
const { ChallengeList, Interrupts, IssueList, challengeWords, placeWords } = await load('issues.js');
const { chatCounts, handWords, linksOf, rulesWords, snapshotWords, wantsOf } = await load('rules.js');

const NAMES = ['red', 'blue', 'green'].map((name) => ({ name, role: 'named' }));
const VOTE = run({
  kind: 'plurality', text: 'Which colour?', options: NAMES, wants: wants({ reasons: ['nothing', 'nothing', 'nothing'], no_opinion: false, hums: false, further: 1 }),
  rules: rules({ votes: 2, who_counts: 'all who joined', agreement: 'the group agreed to count.' }),
});

test('the rules of a vote are all said before it opens', () => {
  assert.deepEqual(rulesWords(VOTE), [
    'A vote, decided by plurality, by rules said beforehand.', 'Each person has 2 votes, for different options.', 'Chat is not counted.',
    'Who counts: all who joined.', 'Let the minutes note that the group agreed to count.',
  ]);
  const counted = run({ kind: 'plurality', rules: rules({ votes: 1, chat_counted: true, who_counts: 'all', agreement: 'yes' }) });
  assert.deepEqual(rulesWords(counted).slice(1, 3), ['Each person has one vote.', 'Chat is counted.']);
});

test('the order of the sides, several answers, a draft and its unusual name are said', () => {
  assert.deepEqual(rulesWords(run()), []); // nothing but the question
  assert.deepEqual(rulesWords(run({ rules: rules({ sides: 'against-alone' }) })), ['Only one side is asked: those against it.']);
  assert.deepEqual(rulesWords(run({ kind: 'options', rules: rules({ several: true }), worded_by: 'Bo' })),
    ['Humming and answering for several of them is possible.', 'Worded by Bo.']);
  assert.deepEqual(rulesWords(run({ kind: 'read', rules: rules({ draft: 'draft-x', hint: 'the version is missing' }) })),
    ['The question is who has read a draft.', 'The draft: draft-x (the version is missing).']);
  assert.deepEqual(rulesWords(run({ kind: 'declare', rules: rules({ basis: 'silence', since: 'draft -02' }) })),
    ['Stated without asking.', 'It rests on there being no additional discussion since draft -02.']);
});

test('only a vote is called one, and has its chat and hum left out where they do not count', () => {
  assert.match(snapshotWords(VOTE), /^A vote, because/);
  assert.match(snapshotWords(run()), /^A snapshot of those present, not a vote/);
  assert.deepEqual([handWords(VOTE), handWords(run())], ['Votes', 'Hands']);
  assert.deepEqual([chatCounts(VOTE), chatCounts(run())], [false, true]);
  const card = textOf(html`<${OptionCard} name="red" r=${result([{ hands: 3 }]).options[0]} of=${VOTE} />`);
  assert.equal(card, 'red Votes 3');
});

test('a reason is needed, offered or neither, as the kind says', () => {
  const q = run({ wants: wants({ reasons: ['nothing', 'reason-offered', 'reason'] }) });
  assert.deepEqual([0, 1, 2, 'no-opinion'].map((o) => wantsOf(q, o)), ['nothing', 'reason-offered', 'reason', 'nothing']);
});

test('only addresses of the web that show where they lead can be followed', () => {
  const hrefs = (text) => linksOf(text).map((l) => l.href);
  assert.deepEqual(hrefs('https://mail.example/1  http://x.example/a?b'), ['https://mail.example/1', 'http://x.example/a?b']);
  for (const evil of ['javascript:alert(1)', 'javascript://evil.example/%0aalert(1)', 'ftp://evil.example/', 'data:text/html,x', 'JaVaScRiPt:alert(1)', '//evil.example', 'https:evil.example', 'https://', 'vbscript:x',
    'https://bank.example@evil.example/', 'https://a:b@evil.example/'])
    assert.deepEqual(linksOf(evil), [{ href: '', text: evil }]);
  // what is shown is where it leads: a host in another script is shown as it is resolved
  assert.deepEqual(linksOf('https://\u0430pple.example/'), [{ href: 'https://xn--pple-43d.example/', text: 'https://xn--pple-43d.example/' }]);
});

test('a link opens a page that knows nothing of this one', () => {
  const of = run({ on_list: '<b>three</b> were for it', links: 'https://mail.example/1 javascript:alert(1)' });
  const links = [...nodes(html`<${OnTheList} of=${of} />`)].filter((n) => n.type === 'a');
  assert.deepEqual(links.map(({ props: { href, rel, target } }) => [href, rel, target]), [['https://mail.example/1', 'noopener noreferrer nofollow', '_blank']]);
  assert.match(textOf(html`<${OnTheList} of=${of} />`), /<b>three<\/b> were for it .* javascript:alert\(1\)/);
  assert.equal(textOf(html`<${OnTheList} of=${run()} />`), '');
});

test('a question to come is shown with its rules, and has nothing to press', () => {
  const page = html`<${Preview} preview=${VOTE} />`;
  assert.match(textOf(page), /not asked yet .*Which colour\? .*Each person has 2 votes.* red blue green/);
  assert.ok(![...nodes(page)].some((n) => n.type === 'button'));
});

test('a void run says so, why, and that people must speak up again', () => {
  const void_ = run({ state: 'closed', voided: { reason: 'the wording was wrong', by: 'Ada', time: 1 } });
  assert.match(textOf(html`<${Asked} run=${void_} />`), /^Void Question 1.*void: the wording was wrong.*does not count.*speak up again/);
  assert.doesNotMatch(textOf(html`<${Asked} run=${run()} />`), /void/i);
});

test('the seconds before a question closes tick down, and are read aloud by nobody by themselves', () => {
  const said = (left) => textOf(html`<${Countdown} left=${left} />`);
  assert.deepEqual([said(10), said(1), said(0), said(null)].map((s) => s.trim()),
    ['Closes in 10 seconds', 'Closes in 1 second', 'Closes now', '']);
  const timer = [...nodes(html`<${Countdown} left=${3} />`)].find((n) => n.props?.role === 'timer');
  assert.equal(timer.props['aria-live'], undefined); // a timer is not live
});

test('seconds are whole, by the server\u2019s clock', () => {
  // closes at 20 s of the server; ours is at 5 s, the server's 4 s ahead of it: 11 s are left
  assert.equal(secondsUntil(20e6, 5000, 4000), 11);
  assert.equal(secondsUntil(20e6, 5001, 4000), 11); // 10.999 s
  assert.equal(secondsUntil(20e6, 6000, 4000), 10);
  assert.equal(secondsUntil(20e6, 30000, 4000), 0);
});

test('where the signs differ that is said before anything else', () => {
  const page = textOf(html`<${Results} run=${run({ shown: true, result: result([{}, {}], { signs: 'The signs point different ways: so.' }) })} />`);
  assert.match(page, /^The signs point different ways: so\. A snapshot/);
});

test('what was entered stands apart from hands and chat, and a counted nothing is a nought', () => {
  const card = (r) => textOf(html`<${OptionCard} name="for" r=${result([r]).options[0]} of=${run()} />`);
  assert.match(card({ hands: 2, microphone: 3, private: 1, room_hands: 0, readers: 2 }),
    /Hands 2 Chat 0 Hands in the room, by the chair 0 At the microphone 3 Told the chair privately 1 Of those who have read it 2$/);
  assert.match(card({}), /Chat 0$/);
});

test('an outcome names the editor, the date and what is missing', () => {
  const statements = [{ kind: 'deferred', option: null, text: '', date: '2026-12-10', missing: 'figures' }, { kind: 'editor', option: null, text: '', who: 'Rui' }];
  const page = textOf(html`<${OutcomeWords} outcome=${{ words: 'Later.', reason: 'r', by: 'Ada', time: 1, statements, confirmation: 'not-needed' }} />`);
  assert.match(page, /Until 2026-12-10\. Missing: figures\. Left to the editor: Rui\./);
});

test('issues say who, what, their state and how they were addressed', () => {
  const issue = { issue: 1, question: 2, run: 3, person: 1, who: 'Bo', what: 'it leaks', state: 'not-accommodated', how: 'rare', by: 'Ada', time: 1 };
  assert.equal(textOf(html`<${IssueList} issues=${[issue]} place=${true} />`).trim(),
    'Issue 1 \u00b7 Question 2, run 3 \u00b7 Bo it leaks Addressed, not accommodated , by Ada: rare');
  assert.match(textOf(html`<${IssueList} issues=${[{ ...issue, state: 'open' }]} />`), /Issue 1 \u00b7 Bo it leaks Open\s*$/);
  assert.equal(placeWords({ question: 0, run: 0 }), 'The meeting');
});

test('a challenge names decision and procedure apart, and its answer the next step', () => {
  const c = { challenge: 1, question: 2, run: 1, person: 1, who: 'Bo', asks: 'challenge', text: '', decision: 'too early', process: 'no call', answer: '', next: '', by: '', time: 1, answered: 0 };
  assert.equal(challengeWords(c), 'challenged the decision: too early; and how it was reached: no call');
  assert.equal(challengeWords({ ...c, asks: 'ask-reason', decision: '', process: '' }), 'asked for the reason');
  assert.match(textOf(html`<${ChallengeList} challenges=${[c]} />`), /Bo challenged .* Not answered yet/);
  const answered = { ...c, answered: 2, answer: 'We asked twice.', next: 'the area director', by: 'Ada' };
  assert.match(textOf(html`<${ChallengeList} challenges=${[answered]} />`), /Answered by Ada at \d\d:\d\d: We asked twice\. The next step: the area director/);
});

test('an interrupt is one line', () => {
  const i = { question: 1, run: 1, person: 1, who: 'Bo', about: 'flaw', text: 'two answers fit', time: 1 };
  assert.match(textOf(html`<${Interrupts} interrupts=${[i]} />`), /Bo There is a flaw: two answers fit/);
});
