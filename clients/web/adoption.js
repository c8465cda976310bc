// @ts-check
// A draft that is to be adopted or withdrawn: criteria with the chairs' notes, steps, who is willing to do what. Pure;
// texts go in only as text.

import { html } from './preact.js';

/** @typedef {import('./types.js').Run} Run */
/** @typedef {import('./types.js').AdoptionView} AdoptionView */
/** @typedef {import('./types.js').AdoptionStep} AdoptionStep */

/** [word of the wire, words of the page]. */
export const WILLING = /** @type {['review'|'edit'|'implement', string][]} */ ([
  ['review', 'to review it'], ['edit', 'to edit it'], ['implement', 'to implement it'],
]);

const WAIVED = /** @type {Record<string, string>} */ ({
  charter: 'by the charter', split: 'because of a split', merge: 'because of a merge', chairs: 'by the chairs\u2019 decision',
});

/** A step as it stands: "done, on 2026-11-23", "not needed, by the charter". @param {AdoptionStep} s */
export function stepWords(s) {
  if (s.state === 'open')
    return 'open';
  const note = [s.text, s.hint && `(${s.hint})`].filter(Boolean).join(' ');
  if (s.state === 'not-needed')
    return `not needed${s.waived_by && `, ${WAIVED[s.waived_by] ?? s.waived_by}`}${note && `: ${note}`}`;
  const when = s.until ? `, from ${s.date} to ${s.until}` : s.date && ` on ${s.date}`;
  return `done${when}${s.editors && `, ${s.editors === 'same' ? 'the same' : 'new'} editors`}${note && `: ${note}`}`;
}

/** "Willing to review it: 3" for each. @param {NonNullable<AdoptionView['willing']>} willing */
export const willingWords = (willing) => WILLING.map(([what, name]) => `Willing ${name}: ${willing[what]}.`).join(' ');

/** @param {{run: Run, criterion: import('./types.js').Criterion}} props */
function Notes({ run, criterion: { note, notes } }) {
  const each = notes.map((n, i) => n && `${run.rules.drafts?.[i]?.name ?? ''}: ${n}`).filter(Boolean);
  return [note, ...each].filter(Boolean).map((n, i) => html`<p key=${i}>${n}</p>`);
}

/** Criteria and steps, as far as they were gone through; the numbers of the willing when the results are shown. @param {{run: Run, open?: boolean}} props */
export function Adoption({ run, open = false }) {
  const a = run.adoption;
  if (!a)
    return null;
  const noted = a.criteria.filter((c) => c.note || c.notes.some(Boolean));
  const steps = a.steps.filter((s) => s.state !== 'open');
  return html`${a.willing && html`<p><strong>${willingWords(a.willing)}</strong></p>`}
    <details class="adoption" open=${open}><summary>Criteria and steps</summary>
    ${noted.length > 0 ? html`<dl>${noted.map((c) => html`<dt key=${`t${c.criterion}`}>${c.phrase}</dt><dd key=${c.criterion}><${Notes} run=${run} criterion=${c} /></dd>`)}</dl>` : html`<p class="quiet">No note on any criterion yet.</p>`}
    ${steps.length > 0 && html`<ul>${steps.map((s) => html`<li key=${s.step}>${`${s.phrase}: ${stepWords(s)}`}</li>`)}</ul>`}
    ${a.steps.length > steps.length && html`<p class="quiet">${`Still open: ${a.steps.filter((s) => s.state === 'open').map((s) => s.phrase).join('; ')}.`}</p>`}
  </details>`;
}
