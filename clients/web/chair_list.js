// @ts-check
// What becomes of each outcome: runs that are closed, and the list. Drafts live in ui, everything else in the view.

import { html } from './preact.js';
import { Field } from './parts.js';
import { prevented } from './fields.js';
import { runName } from './chair_question.js';
import * as words from './words.js';

/** @typedef {import('./types.js').RunLine} RunLine */
/** @typedef {import('./page.js').Props} Props */

/** Text of a date of the wire, which may be microseconds or already text. @param {number|string|null|undefined} date */
const dateWords = (date) => (typeof date === 'number' ? (date > 0 ? words.day(date) : '') : (date ?? ''));

/** @param {Props & {line: RunLine}} props */
function ListForm({ line, ui, act }) {
  const name = `${line.question}.${line.run}`;
  const d = ui.lists[name] ?? { id: '', date: '', as: 'confirmed', why: '' };
  const set = (/** @type {any} */ patch) => act.set({ lists: { ...ui.lists, [name]: { ...d, ...patch } } });
  if (line.confirmation === 'to-confirm')
    return html`<form class="row list-form" onSubmit=${prevented(() => act.sent(line, d))}>
      <${Field} id=${`id-${name}`} label="Message-ID of the mail" value=${d.id} set=${(/** @type {string} */ v) => set({ id: v })} rest=${{ required: true, autocomplete: 'off' }} />
      <${Field} id=${`date-${name}`} label="Sent on" value=${d.date} set=${(/** @type {string} */ v) => set({ date: v })} rest=${{ type: 'date', required: true }} />
      <button type="submit">It was sent</button>
      <button type="button" class="plain" onClick=${() => act.mark(line, false)}>Do not take it to the list</button></form>`;
  if (line.confirmation === 'sent')
    return html`<form class="row list-form" onSubmit=${prevented(() => act.confirm(line, d))}>
      <div class="field"><label for=${`as-${name}`}>Close as</label>
        <select id=${`as-${name}`} value=${d.as} onChange=${(/** @type {any} */ e) => set({ as: e.target.value })}>
          ${['confirmed', 'confirmed-over-objections', 'reopened', 'overturned'].map((as) => html`<option key=${as} value=${as}>${/** @type {any} */ (words.CONFIRMATION)[as]}</option>`)}</select></div>
      <${Field} id=${`why-${name}`} label="Why" value=${d.why} set=${(/** @type {string} */ v) => set({ why: v })} rest=${{ required: true, autocomplete: 'off' }} />
      <button type="submit">Close</button></form>
    <form class="row list-form" onSubmit=${prevented(() => act.deadline(line, d))}>
      <${Field} id=${`deadline-${name}`} label="Another deadline" value=${d.date} set=${(/** @type {string} */ v) => set({ date: v })} rest=${{ type: 'date', required: true }} />
      <${Field} id=${`deadline-why-${name}`} label="Why another" value=${d.why} set=${(/** @type {string} */ v) => set({ why: v })} rest=${{ required: true, autocomplete: 'off' }} />
      <button type="submit">Change it</button></form>`;
  return line.confirmation === 'not-needed'
    ? html`<button type="button" class="plain" onClick=${() => act.mark(line, true)}>Take it to the list</button>` : null;
}

/** @param {Props} props */
export function Afterwards({ state, ui, act }) {
  const lines = (state.view?.runs ?? []).filter((r) => r.state === 'closed');
  if (lines.length === 0)
    return null;
  const current = state.view?.run;
  return html`<section class="card" aria-labelledby="after-title">
    <h2 id="after-title">Outcomes, and the list</h2>
    <ul class="after">${lines.map((r) => html`<li key=${`${r.question}.${r.run}`}>
      <p><span class="quiet">${`Question ${runName(r)}: `}</span>${r.void && html`<strong>void. </strong>`}${r.words || 'called, outcome not stated'}</p>
      ${r.words && html`<p class="quiet small">${[
        words.CONFIRMATION[r.confirmation] ?? r.confirmation, r.message_id,
        dateWords(r.deadline) && `objections until ${dateWords(r.deadline)}`,
      ].filter(Boolean).join(' \u00b7 ')}</p><${ListForm} line=${r} state=${state} ui=${ui} act=${act} />`}
      ${(current == null || current.question !== r.question || current.run !== r.run) && html`<div class="row"><button type="button" class="plain" onClick=${() => act.change(r)}>${r.words ? 'Change the outcome' : 'State the outcome'}</button>
        ${!r.void && html`<button type="button" class="plain" onClick=${() => act.voiding(r)}>Void it</button>`}</div>`}
    </li>`)}</ul>
  </section>`;
}
