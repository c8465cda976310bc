// Every page in the states that a meeting goes through, in light and dark, on a phone, a laptop and a projector: axe,
// nothing that sticks out, a clean console. The server is played by the test: this is about pages alone.
import test, { after, before } from 'node:test';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { POLICY, check, launch, openPage, shot } from './browser.js';
import { hum, outcome, result, rules, run, view, wants } from '../unit/web.js';

const STAGE = process.env.HUMROOM_WEB ?? '';
const TYPES = { js: 'text/javascript', css: 'text/css', html: 'text/html' };
const FILE = { '/': 'participant.html', '/chair': 'chair.html', '/scribe': 'scribe.html', '/screen': 'screen.html' };
const AT = 1795341600000000;

const QUESTION = 'Should the working group adopt draft-bormann-restatement-01 as the basis for its work on constrained media types?';
const OPTIONS = ['Keep the registry as it is', 'Move it to a new document', 'Close the registry', 'Don\u2019t care', 'Something else']
  .map((name, i) => ({ name, role: i < 3 ? 'named' : i === 3 ? 'dont-care' : 'something-else' }));
const SHORT = { flag: 'short', phrase: 'short hum', advice: 'Hum again, for at least two seconds.' };
const RESULT = result([
  { hums: [hum()], heard: 'strong', hands: 9, chat: 2, hands_in_room: 1 },
  { hums: [hum({ strength: 'weak', phrase: 'weak hum', excess: 310, low: 220, high: 400, flags: [SHORT] })], heard: 'muttering', hands: 2 },
], {
  present: 14, answered: 12, no_hand: 2, in_room: 3,
  comparisons: [{ first: 0, second: 1, louder: 0, difference: 1530, sound_distinct: true, distinct: true,
    sound_sentence: '\u201cfor\u201d sounded clearly louder than \u201cagainst\u201d here, by about 15 dB.',
    people_sentence: 'Sound alone shows that more people hummed for than against.' }],
});
const NO_SCALE = { holds: false, time: 0, ended: 'device', hum: hum({ silent: true, excess: null, phrase: 'no hum measured above the room\u2019s noise' }) };
const EMPTY = result([{}, {}]);
const asked = (more = {}) => run({ question: 2, text: QUESTION, asked_by: 'Ada Lovelace', asked: AT, ...more });
const line = (n, text, more = {}) => ({ line: n, name: 'Grace Hopper', role: 'participant', kind: 'said', text, time: AT + n * 1e6, ...more });
const CHAT = { cursor: 3, entries: [line(1, 'Audio is fine in Honolulu.'), line(2, '+1', { held: true }), line(3, 'There is rough consensus in favour.', { name: '', role: 'chair', kind: 'outcome' })] };
const STAFF = {
  questions: [
    { ...run({ question: 1, text: 'Is the problem understood?' }), runs: 1 },
    { ...run({ question: 2, text: QUESTION, relation: 'follows', of_question: 1, of_run: 1 }), runs: 1 },
    { ...run({ question: 3, kind: 'options', text: 'What becomes of the registry?', options: OPTIONS, worded_by: 'Grace Hopper' }), runs: 0 }],
  runs: [{ question: 1, run: 1, state: 'closed', shown: true, words: 'The problem is understood, to be confirmed on the list.', confirmation: 'to-confirm', sent: 0, deadline: 0, message_id: '' }],
  people: { cursor: 2, entries: [{ person: 1, name: 'Grace Hopper', affiliation: 'Navy', in_room: false, present: true, hats: ['author'], answer: { question: 2, run: 1, option: 1, also: [], channel: 'hand', time: AT, text: 'with small edits' } }, { person: 2, name: 'Alan Turing', affiliation: '', in_room: true, present: false, hats: [], answer: null }] },
  people_told: 45,
  scale: { holds: true, time: AT, ended: '', hum: hum({ flags: [SHORT] }) },
};
const meeting = { ...view().meeting, title: 'CBOR Working Group at IETF 131', group: 'cbor', note_well_url: 'https://www.ietf.org/about/note-well/', chairs: ['Ada Lovelace', 'Barbara Liskov'] };
const PAST = [{ question: 1, run: 1, text: 'Is the problem understood?', words: 'The problem is understood, to be confirmed on the list.' }];
const closed = { state: 'closed', shown: true, result: RESULT };
const stated = { ...closed, outcome: outcome({ words: 'There is rough consensus in favour, to be confirmed on the list.', reason: 'strong hums in favour, two objections answered', by: 'Ada Lovelace', time: AT }) };
const MINE = { type: 'mine', person: 7, name: 'Grace Hopper', affiliation: 'Navy', in_room: false, answer: null, held: [] };
const ANSWERED = { ...MINE, answer: { question: 2, run: 1, option: 0, also: [], channel: 'hand', time: AT, text: '' } };

const VOTE = asked({
  kind: 'plurality', options: OPTIONS.slice(0, 3), worded_by: 'Barbara Liskov', links: 'https://mailarchive.example.org/msg/a-long-name-of-a-message-that-does-not-fold javascript:alert(1)',
  on_list: 'Three people answered, and one of them would rather close the registry.', wants: wants({ reasons: ['nothing', 'nothing', 'nothing'], no_opinion: false, hums: false, further: 1 }),
  rules: rules({ votes: 2, who_counts: 'everybody who joined', agreement: 'nobody minds which name it is, and that those present agreed to count.' }),
});
const TOLD = 'The signs point different ways: the chair heard more for \u201cfor\u201d; more hands were raised for \u201cagainst\u201d.';
const DIFFER = { ...closed, result: { ...RESULT, signs: TOLD, options: RESULT.options.map((o) => ({ ...o, room_hands: 31, microphone: 2, private: 1, readers: 4 })) } };
const VOIDED = { state: 'closed', voided: { reason: 'half of the room had not seen the second option', by: 'Ada Lovelace', time: AT } };

const MICROPHONES = ['ReSpeaker 4 Mic Array', 'Jabra Speak 510'].map((device) => ({ state: 'running', device, api: 'ALSA', rate: 48000 }));
const TWO = { source: 'microphone', ...MICROPHONES[0], microphones: MICROPHONES };

const LIVE_WITH = asked({ kind: 'live-with', options: [{ name: 'cannot live with it', role: 'named' }], wants: wants({ reasons: ['reason'], no_opinion: false }) });
const AGAINST = { ...MINE, answer: { question: 2, run: 1, option: 1, also: [], channel: 'hand', time: AT, text: '' } };
const VOTED = { ...MINE, answer: { question: 2, run: 1, option: 0, also: [2], channel: 'hand', time: AT, text: '' } };
const issue = (n, more = {}) => ({ issue: n, question: 2, run: 1, person: 7, who: 'Grace Hopper', what: 'The registry\u2019s policy says nothing about deprecated types.', state: 'open', how: '', by: '', time: AT, ...more });
const ISSUES = [issue(1), issue(2, { person: 2, who: 'Alan Turing', what: 'It names no editor.', state: 'accommodated', how: 'an editor is named in the next version', by: 'Ada Lovelace' })];
const CHALLENGES = [{ challenge: 1, question: 1, run: 1, person: 2, who: 'Alan Turing', asks: 'challenge', text: '', decision: 'the two proposals were not compared', process: 'no call was made on the list', answer: 'Both were on the list since May.', next: 'Write to the area director.', by: 'Ada Lovelace', time: AT, answered: AT }];
const QUEUE = { waiting: 2, speaking: { entry: 1, person: 2, name: 'Alan Turing', about: '', time: AT }, entries: [{ entry: 2, person: 7, name: 'Grace Hopper', about: 'the second option', time: AT }, { entry: 3, person: 0, name: 'Somebody at the microphone', about: '', time: AT }] };
const SAID = { issues: ISSUES, challenges: CHALLENGES, queue: QUEUE };

/** What a chair has to do beside the question. */
const CRAFT = {
  preview: VOTE,
  issues: [{ issue: 1, question: 2, run: 1, person: 1, who: 'Grace Hopper', what: 'Tunnels need 1280 octets.', state: 'open', how: '', by: '', time: AT },
    { issue: 2, question: 0, run: 0, person: 0, who: 'Max Ohm', what: 'No measurements were shown.', state: 'open', how: '', by: '', time: AT }],
  challenges: [{ challenge: 1, question: 2, run: 1, person: 2, who: 'Alan Turing', asks: 'challenge', text: '', decision: 'the charter excludes it', process: 'there was no time to read it',
    answer: '', next: '', by: '', time: AT, answered: 0 }],
  staff: {
    offers: ['hear-objectors', 'not-enough-interest', 'restate', 'other-solutions', 'defer', 'drop'], proposals: ['\u201cfor\u201d: strong hum, heard strong, 9 hands, 2 in chat; \u201cagainst\u201d: weak hum, 2 hands, 0 in chat.'],
    interrupts: [{ question: 2, run: 1, person: 1, who: 'Grace Hopper', about: 'wording', text: 'adopt as what, exactly, and with which milestones?', time: AT },
      { question: 2, run: 1, person: 2, who: 'Alan Turing', about: 'option', text: 'merge it with the other draft', time: AT + 1e6 }],
  },
};

// name, path, role, run, more; keys: what the chair presses
const states = [
  ['participant-join', '/', { person: 0 }, asked(), { mine: null }],
  ['participant-open', '/', {}, asked(), {}],
  ['participant-humming', '/', {}, asked({ calling: 0, phase: 'humming' }), { mine: ANSWERED }],
  ['participant-everybody', '/', {}, asked(stated), { everyone: 'humming', mine: { ...MINE, held: [line(2, '+1', { held: true })] } }],
  ['participant-outcome', '/', {}, asked(stated), { mine: ANSWERED }],
  ['participant-vote', '/', {}, VOTE, {}],
  ['participant-voted', '/', {}, VOTE, { mine: VOTED }],
  ['participant-why', '/', {}, asked(), { mine: AGAINST }],
  ['participant-live-with', '/', {}, LIVE_WITH, SAID],
  ['participant-issues', '/', {}, asked(stated), { mine: AGAINST, ...SAID }],
  ['participant-void', '/', {}, asked(VOIDED), { preview: VOTE }],
  ['participant-signs', '/', {}, asked(DIFFER), { mine: ANSWERED }],
  ['chair-first', '/chair', {}, null, {}],
  ['chair-humming', '/chair', {}, asked({ calling: 0, phase: 'humming', result: EMPTY }), {}],
  ['chair-between', '/chair', {}, asked({ result: { ...RESULT, options: [RESULT.options[0], EMPTY.options[1]], comparisons: [] } }), {}],
  ['chair-by-ear', '/chair', {}, asked({ kind: 'options', options: OPTIONS, calling: 1, phase: 'by-ear', result: result([{ called: true }, { called: true }, {}, {}, {}]) }), { scale: NO_SCALE, sound: { source: 'microphone', state: 'lost', device: '', api: '', rate: 0 } }],
  ['chair-everybody', '/chair', {}, null, { everyone: 'humming', scale: NO_SCALE }],
  ['chair-microphones', '/chair', {}, asked({ result: EMPTY }), { sound: TWO, says: ['ReSpeaker 4 Mic Array: ', 'Jabra Speak 510: '] }],
  ['chair-outcome', '/chair', {}, asked(closed), {}],
  ['chair-stated', '/chair', {}, asked(stated), {}],
  ['chair-signs', '/chair', {}, asked({ ...DIFFER, shown: false }), CRAFT],
  ['chair-vote', '/chair', {}, { ...VOTE, result: result([{}, {}, {}]) }, {}],
  ['chair-question', '/chair', {}, asked(), { keys: ['n', '7'] }],
  ['chair-declare', '/chair', {}, asked(), { keys: ['n', '8'] }],
  ['chair-voice', '/chair', {}, asked({ result: EMPTY }), { ...CRAFT, keys: ['m', '2'] }],
  ['chair-hear', '/chair', {}, asked({ result: EMPTY }), { ...CRAFT, keys: ['a'] }],
  ['chair-issues', '/chair', {}, asked(closed), { ...CRAFT, keys: ['s', '2'] }],
  ['chair-challenge', '/chair', {}, asked(stated), { ...CRAFT, keys: ['c'] }],
  ['chair-void', '/chair', {}, asked(VOIDED), CRAFT],
  ['scribe', '/scribe', {}, asked(closed), { minutes: '# CBOR Working Group\n\n## Question 2\n\nA snapshot of those present, not a vote.\n' }],
  ['scribe-vote', '/scribe', {}, { ...VOTE, result: EMPTY }, SAID],
  ['screen-idle', '/screen', {}, null, {}],
  ['screen-everybody', '/screen', {}, null, { everyone: 'humming' }],
  ['screen-open', '/screen', {}, asked(), {}],
  ['screen-vote', '/screen', {}, VOTE, {}],
  ['screen-void', '/screen', {}, asked(VOIDED), { preview: VOTE }],
  ['screen-signs', '/screen', {}, asked(DIFFER), {}],
  ['screen-humming', '/screen', {}, asked({ calling: 0, phase: 'humming' }), {}],
  ['screen-results', '/screen', {}, asked(closed), {}],
  ['screen-outcome', '/screen', {}, asked(stated), {}],
];

function play(ws, [, path, role, current, more]) {
  const staff = path === '/chair' || path === '/scribe';
  const say = (frame) => ws.send(JSON.stringify(frame));
  ws.onMessage((text) => {
    const frame = JSON.parse(text);
    if (frame.ping !== undefined)
      say({ type: 'pong', ping: frame.ping });
    if (frame.get === 'minutes')
      say({ type: 'minutes', text: more.minutes ?? '' });
    if (frame.hello === undefined)
      return;
    const person = path === '/' ? 7 : 0;
    say({ type: 'welcome', version: 1, role: 'x', person, now: AT, links: { participant: 'http://127.0.0.1:7282/#K7WM3P', screen: 'http://127.0.0.1:7282/screen#Q9TX4D' }, ...role });
    const hear = (/** @type {number} */ from, /** @type {number} */ until) => {
      for (let i = from; i < until && path === '/chair'; i++)
        for (let microphone = 0; microphone < (more.sound?.microphones?.length ?? 1); microphone++)
          say({ type: 'meter', microphone, at: 50 * i, level: Math.round(-5200 + (i > 120 ? 1800 : 60) * Math.abs(Math.sin(i / 5))), noise: -5200, momentary: -4380, clipped: false });
    };
    hear(0, 120);
    say(view({ meeting, run: current, past: PAST, chat: CHAT, everyone: more.everyone ?? null, preview: more.preview ?? null, issues: more.issues ?? [], challenges: more.challenges ?? [], ...(more.queue && { queue: more.queue }), ...(staff && STAFF), ...(staff && more.staff), ...(more.scale && { scale: more.scale }) }));
    if (path === '/' && more.mine !== null)
      say(more.mine ?? MINE);
    say({ type: 'live', present: 14, answered: 12 });
    if (staff)
      say(more.sound ? { type: 'sound', ...more.sound } : { type: 'sound', source: 'microphone', state: 'running', device: 'ReSpeaker 4 Mic Array', api: 'ALSA', rate: 48000 });
    hear(120, 200);
  });
}

/** @type {any} */
let browser;
before(async () => { browser = await launch(); });
after(() => browser.close());

// One theme a size: each state is seen in the sizes that its page is used in, and two themes.
const PHONE = /** @type {const} */ (['phone', 'light', { width: 360, height: 740 }]);
const LAPTOP = /** @type {const} */ (['laptop', 'dark', { width: 1280, height: 720 }]);
const PROJECTOR = /** @type {const} */ (['projector', 'light', { width: 1920, height: 1080 }]);
const LOOKS = { '/': [PHONE, LAPTOP], '/chair': [PHONE, LAPTOP], '/scribe': [PHONE, LAPTOP], '/screen': [LAPTOP, PROJECTOR] };

for (const state of states)
  for (const [size, colorScheme, viewport] of LOOKS[state[1]])
    test(`${state[0]}, ${colorScheme}, ${size}`, async () => {
      const page = await openPage(browser, { viewport, colorScheme, reducedMotion: 'reduce' });
      await page.route('**/*', (route) => {
        const { pathname } = new URL(route.request().url());
        const file = FILE[pathname] ?? pathname.slice(1);
        return route.fulfill({ body: readFileSync(join(STAGE, file)), headers: { 'content-security-policy': POLICY, 'content-type': `${TYPES[file.split('.').pop() ?? '']}; charset=utf-8` } });
      });
      await page.routeWebSocket('**/socket', (ws) => play(ws, state));
      await page.goto(`http://127.0.0.1:7282${state[1]}#K7WM3P`);
      await page.getByRole('heading', { name: 'CBOR Working Group at IETF 131' }).waitFor();
      if (state[1] === '/') // what is folded is looked at as well
        await page.evaluate((size) => document.querySelectorAll('main details').forEach((d) => { if (size === 'laptop') d.open = true; }), size);
      if (state[0] === 'chair-outcome')
        await page.keyboard.press('1');
      for (const key of state[4].keys ?? [])
        await page.keyboard.press(key);
      for (const words of state[4].says ?? [])
        await page.locator('.meter').getByText(words).waitFor();
      if (state[4].keys)
        await page.locator('.panel').waitFor();
      await shot(page, `state-${state[0]}-${colorScheme}-${size}`, { fullPage: state[1] !== '/screen' });
      await check(page, state[0]);
      await page.context().close();
    });
