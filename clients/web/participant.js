// @ts-check
import { html, render } from './preact.js';
import { CodeForm, ParticipantView } from './participant_view.js';
import { personSecret, remember, remembered, start } from './page.js';
import { earlierLines, fragment } from './lists.js';

const code = fragment().toUpperCase();
const ui = {
  code: '', name: remembered('name') ?? '', affiliation: remembered('affiliation') ?? '', inRoom: false, noteWell: false,
  remark: '', line: '',
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
  start({
    hello: { version: 1, code, person: personSecret(code) },
    seat: `participant.${code}`,
    ui,
    view: ParticipantView,
    act: ({ wire, ui: now, set }) => ({
      set,
      code: () => takeCode(now(), set),
      join() {
        const { name, affiliation, inRoom, noteWell } = now();
        remember('name', name.trim());
        remember('affiliation', affiliation.trim());
        wire.send({ command: 'join', name: name.trim(), affiliation: affiliation.trim(), in_room: inRoom, note_well: noteWell });
      },
      answer(/** @type {import('./types.js').Run} */ run, /** @type {number|string} */ option) {
        const text = now().remark.trim();
        wire.send({ command: 'answer', question: run.question, run: run.run, option, ...(text && { text }) });
        set({ remark: '' });
      },
      say() {
        const text = now().line.trim();
        if (text === '')
          return;
        wire.send({ command: 'say', text });
        set({ line: '' });
      },
      earlier: earlierLines(wire),
    }),
  });
}
