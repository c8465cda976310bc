// @ts-check
import { ScribeView } from './scribe_view.js';
import { CHAT, chatActs } from './acts_chat.js';
import { drafts } from './acts_draft.js';
import { FOR_PEOPLE, forPeople } from './acts_people.js';
import { NEW_CRITERION, NEW_STEP, NEW_WILLING } from './entering.js';
import { start } from './page.js';
import { staff } from './staff.js';
import { earlierLines } from './lists.js';
import { who } from './people.js';
import { positionCommand } from './scribe_forms.js';
import { keyOf, placeFields, placeOf } from './speak_up.js';
import { settleFields } from './unsure.js';

const link = staff('scribe');
const MINUTES_MS = 1000;
/** The minutes are other ones with every other view, and long: asked for at most once in this time. */
const minutes = { view: /** @type {import('./types.js').View|null} */ (null), due: false };

/** @type {import('./wire.js').Wire|null} */
let speaker = null;

start({
  ...link,
  ui: {
    copied: '', ...CHAT, positionWho: '', option: '', positionText: '', positionOf: null, issueWho: '', issueAbout: null, issue: '',
    ...FOR_PEOPLE, volunteer: '', criterion: NEW_CRITERION, step: NEW_STEP, willing: NEW_WILLING,
  },
  view: ScribeView,
  changed(state) {
    if (state.view === minutes.view || state.connection !== 'open' || minutes.due)
      return;
    minutes.due = true;
    setTimeout(() => {
      minutes.due = false;
      minutes.view = state.view;
      speaker?.get({ get: 'minutes' });
    }, state.minutes === null ? 0 : MINUTES_MS);
  },
  act({ wire, ui, set }) {
    speaker = wire;
    link.use(wire);
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
      ...chatActs({ wire, ui, set }),
      settle: (/** @type {import('./types.js').Unsure} */ line, /** @type {number|'no-opinion'|'none'} */ option, /** @type {string} */ reason) =>
        wire.send(settleFields(line, option, reason)),
      earlier: earlierLines(wire),
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
