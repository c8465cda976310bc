// @ts-check
import { ScribeView } from './scribe_view.js';
import { seatName, start } from './page.js';
import { earlierLines, fragment } from './lists.js';

const secret = fragment();
/** @type {import('./types.js').View|null} */
let written = null;
/** @type {import('./wire.js').Wire|null} */
let speaker = null;

start({
  hello: { version: 1, scribe: secret },
  seat: `scribe.${seatName(secret)}`,
  ui: { copied: '' },
  view: ScribeView,
  changed(state) { // other minutes with every other view
    if (state.view !== written && state.connection === 'open') {
      written = state.view;
      speaker?.get({ get: 'minutes' });
    }
  },
  act({ wire, set }) {
    speaker = wire;
    const text = () => wire.state.minutes ?? '';
    return {
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
