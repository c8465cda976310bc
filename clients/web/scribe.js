// @ts-check
import { ScribeView } from './scribe_view.js';
import { drafts } from './acts_draft.js';
import { FOR_PEOPLE, forPeople } from './acts_people.js';
import { NEW_CRITERION, NEW_STEP, NEW_WILLING } from './entering.js';
import { seatName, start } from './page.js';
import { earlierLines, fragment } from './lists.js';
import { who } from './people.js';
import { positionCommand } from './scribe_forms.js';
import { keyOf, placeFields, placeOf } from './speak_up.js';
import { settleFields } from './unsure.js';

const secret = fragment();
/** @type {import('./types.js').View|null} */
let written = null;
/** @type {import('./wire.js').Wire|null} */
let speaker = null;

start({
  hello: { version: 1, scribe: secret },
  seat: `scribe.${seatName(secret)}`,
  ui: {
    copied: '', line: '', positionWho: '', option: '', positionText: '', positionOf: null, issueWho: '', issueAbout: null, issue: '',
    ...FOR_PEOPLE, volunteer: '', criterion: NEW_CRITERION, step: NEW_STEP, willing: NEW_WILLING,
  },
  view: ScribeView,
  changed(state) { // other minutes with every other view
    if (state.view !== written && state.connection === 'open') {
      written = state.view;
      speaker?.get({ get: 'minutes' });
    }
  },
  act({ wire, ui, set }) {
    speaker = wire;
    const text = () => wire.state.minutes ?? '';
    const people = () => wire.state.people.values();
    return {
      set,
      position(/** @type {import('./types.js').Run} */ run, /** @type {string} */ option) {
        const { positionWho, positionText, positionOf } = ui();
        if (option === '' || positionOf !== keyOf(run))
          return; // no option yet, or another question was asked while it was written
        wire.send(positionCommand(run, { who: positionWho, option, text: positionText }, people()));
        set({ positionWho: '', positionText: '', option: '', positionOf: null });
      },
      issue() {
        const { issue, issueWho, issueAbout } = ui();
        const place = placeFields(placeOf(/** @type {import('./types.js').View} */ (wire.state.view), issueAbout));
        wire.send({ command: 'issue', ...place, ...who(people(), issueWho), text: issue.trim() });
        set({ issue: '', issueWho: '', issueAbout: null });
      },
      ...forPeople({ wire, ui, set }),
      ...drafts({ wire, ui, set, focus: () => {}, by: () => '', form: (command) => wire.send(command) }),
      say() {
        const line = ui().line.trim();
        if (line === '')
          return;
        wire.send({ command: 'say', text: line });
        set({ line: '' });
      },
      settle: (/** @type {import('./types.js').Unsure} */ line, /** @type {number|'no-opinion'|'none'} */ option, /** @type {string} */ reason) =>
        wire.send(settleFields(line, option, reason)),
      earlier: earlierLines(wire),
      everybody: () => wire.get({ get: 'people', after: 0 }),
      async copy() {
        try {
          await navigator.clipboard.writeText(text());
          set({ copied: 'Copied.' });
        } catch { // no secure context here: the reader copies the selected text
          getSelection()?.selectAllChildren(/** @type {Node} */ (document.querySelector('.minutes')));
          set({ copied: 'Selected: copy it with your keys.' });
        }
      },
      save() {
        const url = URL.createObjectURL(new Blob([text()], { type: 'text/markdown' }));
        const a = document.createElement('a');
        a.href = url;
        a.download = 'minutes.md';
        a.click();
        setTimeout(() => URL.revokeObjectURL(url), 1000);
      },
    };
  },
});
