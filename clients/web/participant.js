// @ts-check
import { html, render } from './preact.js';
import { CodeForm, ParticipantView } from './participant_view.js';
import { personSecret, remember, remembered, start } from './page.js';
import { earlierLines, fragment } from './lists.js';
import { keyOf, placeFields, placeOf } from './speak_up.js';

/** @typedef {import('./types.js').Run} Run */

const of = (/** @type {Run} */ r) => ({ question: r.question, run: r.run });
const view = (/** @type {import('./wire.js').Wire} */ wire) => /** @type {import('./types.js').View} */ (wire.state.view);

const code = fragment().toUpperCase();
const ui = {
  code: '', name: remembered('name') ?? '', affiliation: remembered('affiliation') ?? '', inRoom: false, noteWell: false,
  line: '', reason: '', about: 'wording', interrupt: '', issue: '', issueAbout: null, asks: 'ask-hum', asksAbout: null, asksText: '',
  decision: '', process: '', queueAbout: '', editing: 0, chatOpen: matchMedia('(min-width: 64rem)').matches, chatSeen: null,
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

if (code === '') {
  const draw = (/** @type {any} */ now) => {
    const set = (/** @type {any} */ patch) => draw({ ...now, ...patch });
    render(html`<${CodeForm} words="" ui=${now} act=${{ set, code: () => takeCode(now, set) }} />`,
      /** @type {HTMLElement} */ (document.getElementById('page')));
  };
  draw(ui);
} else {
  /** @type {((patch: any) => void)|null} */
  let setUi = null;
  let asked = '';
  start({
    changed(state) { // what was being written about a question does not go to the next
      const run = state.view?.run;
      const now = run ? keyOf(run) : '';
      if (now === asked)
        return;
      asked = now;
      setUi?.({ reason: '', interrupt: '' });
    },
    hello: { version: 1, code, person: personSecret(code) },
    seat: `participant.${code}`,
    ui,
    view: ParticipantView,
    act: ({ wire, ui: now, set }) => ({
      set: (setUi = set),
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
      willing: (/** @type {Run} */ run, /** @type {string[]} */ willing) => wire.send({ command: 'willing', ...of(run), willing }),
      volunteer: (/** @type {Run} */ run, /** @type {boolean} */ into) => wire.send({ command: 'volunteer', ...of(run), ...(!into && { option: 'withdraw' }) }),
      duty: (/** @type {string} */ duty, /** @type {boolean} */ off) => wire.send({ command: 'duty', duty, ...(off && { off }) }),
      leaveQueue: () => wire.send({ command: 'queue-leave' }),
      chatOpen: (/** @type {boolean} */ open) => set({ chatOpen: open, chatSeen: view(wire).chat.cursor }),
      say() {
        const text = now().line.trim();
        if (text === '')
          return;
        const line = now().editing;
        wire.send(line > 0 ? { command: 'edit-line', line, text } : { command: 'say', text });
        set({ line: '', editing: 0 });
      },
      changeLine: (/** @type {import('./types.js').Line|null} */ l) => set({ line: l?.text ?? '', editing: l?.line ?? 0 }),
      dropLine: (/** @type {import('./types.js').Line} */ l) => wire.send({ command: 'delete-line', line: l.line }),
      earlier: earlierLines(wire),
    }),
  });
}
