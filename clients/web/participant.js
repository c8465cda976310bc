// @ts-check
import { html, render } from './preact.js';
import { CodeForm, ParticipantView } from './participant_view.js';
import { becomePerson, personSecret, remember, remembered, seatName, start } from './page.js';
import { CHAT, chatActs } from './acts_chat.js';
import { aboutMe } from './acts_you.js';
import { codeOf } from './own_link.js';
import { WhoseLink } from './you.js';
import { earlierLines, fragment } from './lists.js';
import { keyOf, placeFields, placeOf } from './speak_up.js';

/** @typedef {import('./types.js').Run} Run */

const of = (/** @type {Run} */ r) => ({ question: r.question, run: r.run });
const view = (/** @type {import('./wire.js').Wire} */ wire) => /** @type {import('./types.js').View} */ (wire.state.view);

const { code, person: linked } = codeOf(fragment());
const ui = {
  here: code, told: remembered(`told.${code}`) ?? '', rename: null, ownLink: '', parting: '',
  code: '', name: remembered('name') ?? '', affiliation: remembered('affiliation') ?? '', inRoom: false, noteWell: false,
  ...CHAT, reason: '', about: 'wording', interrupt: '', issue: '', issueAbout: null, asks: 'ask-hum', asksAbout: null, asksText: '',
  decision: '', process: '', queueAbout: '', chatOpen: matchMedia('(min-width: 64rem)').matches, chatSeen: null,
};

// Another code: another meeting. The page begins anew; a fragment alone does not reload it.
window.addEventListener('hashchange', () => location.reload());

/** @param {any} now @param {(patch: any) => void} set */
const takeCode = (now, set) => {
  const typed = now.code.replace(/[^0-9A-Za-z]/g, '').toUpperCase();
  if (typed === '')
    return;
  if (typed === code)
    location.reload();
  else
    location.hash = typed;
  set({ code: '' });
};

const page = /** @type {HTMLElement} */ (document.getElementById('page'));
const known = remembered(`person.${code}`);

/** A person's own link has said what it can; the address that stays is the one that everybody has. */
const beside = () => history.replaceState(null, '', `#${code}`);

if (linked !== '' && (known === null || known === linked))
  becomePerson(code, linked);
if (linked !== '' && known !== null && known !== linked) {
  const go = (/** @type {boolean} */ theirs) => {
    if (theirs)
      becomePerson(code, linked);
    beside();
    location.reload();
  };
  render(html`<${WhoseLink} act=${{ theirs: () => go(true), stay: () => go(false) }} />`, page);
} else if (code === '') {
  const draw = (/** @type {any} */ now) => {
    const set = (/** @type {any} */ patch) => draw({ ...now, ...patch });
    render(html`<${CodeForm} words="" ui=${now} act=${{ set, code: () => takeCode(now, set) }} />`, page);
  };
  draw(ui);
} else {
  /** @type {((patch: any) => void)|null} */
  let setUi = null;
  let asked = '';
  const person = personSecret(code);
  const me = aboutMe(code, person);
  /** @type {import('./wire.js').Wire|null} */
  let speaker = null;
  if (linked !== '')
    beside();
  start({
    changed(state) { // what was being written about a question does not go to the next
      if (speaker !== null && setUi !== null)
        me.follow(speaker, setUi);
      const run = state.view?.run;
      const now = run ? keyOf(run) : '';
      if (now === asked)
        return;
      asked = now;
      setUi?.({ reason: '', interrupt: '' });
    },
    hello: { version: 1, code, person },
    seat: () => `participant.${code}.${seatName(person)}`,
    ui,
    view: ParticipantView,
    act: ({ wire, ui: now, set }) => ({
      set: (setUi = set),
      ...me.acts({ wire: (speaker = wire), ui: now, set }),
      code: () => takeCode(now(), set),
      join() {
        const { name, affiliation, inRoom, noteWell } = now();
        remember('name', name.trim());
        remember('affiliation', affiliation.trim());
        wire.send({ command: 'join', name: name.trim(), affiliation: affiliation.trim(), in_room: inRoom, note_well: noteWell });
      },
      answer(/** @type {Run} */ run, /** @type {{option: number|string, also: number[]}} */ { option, also }, /** @type {string} */ reason) {
        const text = reason.trim();
        wire.send({ command: 'answer', ...of(run), option, ...(also.length > 0 && { also }), ...(text && { text }) });
        set({ reason: '' });
      },
      interrupt(/** @type {Run} */ run) {
        const { about, interrupt } = now();
        wire.send({ command: 'interrupt', ...of(run), about, text: interrupt.trim() });
        set({ interrupt: '' });
      },
      issue() {
        const { issue, issueAbout } = now();
        wire.send({ command: 'issue', ...placeFields(placeOf(view(wire), issueAbout)), text: issue.trim() });
        set({ issue: '', issueAbout: null });
      },
      withdrawIssue: (/** @type {import('./types.js').Issue} */ i) => wire.send({ command: 'issue-state', issue: i.issue, issue_state: 'withdrawn' }),
      challenge() {
        const { asks, asksAbout, asksText, decision, process } = now();
        wire.send({
          command: 'challenge', asks, ...placeFields(placeOf(view(wire), asksAbout)), text: asksText.trim(),
          ...(asks === 'challenge' && { decision: decision.trim(), process: process.trim() }),
        });
        set({ asksText: '', decision: '', process: '', asksAbout: null });
      },
      joinQueue() {
        wire.send({ command: 'queue-join', text: now().queueAbout.trim() });
        set({ queueAbout: '' });
      },
      willing: (/** @type {Run} */ run, /** @type {string[]} */ willing, draft = '') => wire.send({ command: 'willing', ...of(run), willing, ...(draft && { draft }) }),
      volunteer: (/** @type {Run} */ run, /** @type {boolean} */ into) => wire.send({ command: 'volunteer', ...of(run), ...(!into && { option: 'withdraw' }) }),
      duty: (/** @type {string} */ duty, /** @type {boolean} */ off) => wire.send({ command: 'duty', duty, ...(off && { off }) }),
      leaveQueue: () => wire.send({ command: 'queue-leave' }),
      chatOpen: (/** @type {boolean} */ open) => set({ chatOpen: open, chatSeen: view(wire).chat.cursor }),
      ...chatActs({ wire, ui: now, set }),
      earlier: earlierLines(wire),
    }),
  });
}
