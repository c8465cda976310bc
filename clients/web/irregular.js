// @ts-check
// What is for the chairs to know: never an accusation, and nothing is done by itself. And codes and links that are renewed. Pure.

import { html } from './preact.js';
import { Field } from './parts.js';
import { prevented, takesFocus } from './fields.js';

/** @typedef {import('./page.js').Props} Props */

/** @param {Props} props */
export function ForTheChairToKnow({ state, ui, act }) {
  const entries = state.irregularities;
  return html`<section class="card" aria-labelledby="irregular-title">
    <h2 id="irregular-title">For the chair to know</h2>
    <details><summary>${entries.length === 0 ? 'Nothing was noticed' : `${entries.length} noticed, for chairs only`}</summary>
      <p class="quiet small">Often there is a plain reason. It is in no minutes unless you act on it: set a position aside, void the question, ask again.</p>
      <ul>${entries.map((e) => html`<li key=${`${e.kind}.${e.question}.${e.run}.${e.people.join('.')}.${e.time}`}>${e.sentence}${e.question > 0 && ` (question ${e.question}, run ${e.run})`}
        ${e.kind === 'perhaps-one' && html`<button type="button" class="plain" onClick=${() => act.perhapsOne(e)}>Are they one?</button>`}</li>`)}</ul>
      <form class="row" onSubmit=${prevented(act.irregular)}>
        <${Field} id="irregular" label="Learned privately" value=${ui.irregular} set=${(/** @type {string} */ v) => act.set({ irregular: v })} rest=${{ autocomplete: 'off' }} />
        <button type="submit">Note it</button>
      </form>
    </details>
  </section>`;
}

/** What a renewal ends: [the words to press, what is asked before, yes]. */
const RENEWALS = /** @type {Record<string, [string, string, string]>} */ ({
  participant: ['New code', 'The code on the wall ends; who has joined stays.', 'Yes, a new code'],
  screen: ['New code', 'The code of the screen ends at once; open the new link on the projector.', 'Yes, a new code'],
  chair: ['New link for chairs', 'The old link ends at once: every chair\u2019s page that came in by it is closed, but this one.', 'Yes, a new link'],
  scribe: ['New link for scribes', 'The old link ends at once: every scribe\u2019s page that came in by it is closed.', 'Yes, a new link'],
});

/** A new code or link of a role. @param {{role: string, ui: any, act: any}} props */
export function Renew({ role, ui, act }) {
  const [press, asked, yes] = RENEWALS[role];
  return ui.renewing === role
    ? html`<p tabindex="-1" ref=${takesFocus}>${asked}</p><div class="row"><button key="yes" type="button" onClick=${() => act.renew(role)}>${yes}</button>
      <button key="no" type="button" class="plain" onClick=${() => act.set({ renewing: '' })}>No</button></div>`
    : html`<button key="renew" type="button" class="plain" onClick=${() => act.set({ renewing: role })}>${press}</button>`;
}
