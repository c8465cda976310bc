// @ts-check
// A draft that is to be adopted or withdrawn: criteria with the chairs' notes, steps, who is willing to do what. Pure;
// texts go in only as text.

import { html } from './preact.js';

/** @typedef {import('./types.js').Run} Run */
/** @typedef {import('./types.js').AdoptionView} AdoptionView */
/** @typedef {import('./types.js').StepState} StepState */
/** @typedef {import('./types.js').WillingCounts} WillingCounts */

/** [word of the wire, words of the page]. */
export const WILLING = /** @type {['review'|'edit'|'implement', string][]} */ ([
  ['review', 'to review it'], ['edit', 'to edit it'], ['implement', 'to implement it'],
]);

const WAIVED = /** @type {Record<string, string>} */ ({
  charter: 'by the charter', split: 'because of a split', merge: 'because of a merge', chairs: 'by the chairs\u2019 decision',
});

/** A step as it stands: "done, on 2026-11-23", "not needed, by the charter". @param {StepState} s */
export function stepWords(s) {
  if (s.state === 'open')
    return 'open';
  const note = [s.text, s.hint && `(${s.hint})`].filter(Boolean).join(' ');
  if (s.state === 'not-needed')
    return `not needed${s.waived_by && `, ${WAIVED[s.waived_by] ?? s.waived_by}`}${note && `: ${note}`}`;
  const when = s.until ? `, from ${s.date} to ${s.until}` : s.date && ` on ${s.date}`;
  return `done${when}${s.editors && `, ${s.editors === 'same' ? 'the same' : 'new'} editors`}${note && `: ${note}`}`;
}

/** "Willing to review it: 3" for each. @param {WillingCounts} willing */
const counts = (willing) => WILLING.map(([what, name]) => `Willing ${name}: ${willing[what]}.`).join(' ');

/** The same, a line for each draft that competes, and one for whichever it is. @param {Run} run @returns {string[]} */
export function willingLines(run) {
  const willing = run.adoption?.willing;
  const drafts = run.rules.drafts ?? [];
  if (!willing)
    return [];
  return drafts.length === 0 ? [counts(willing)]
    : [`Whichever it is: ${counts(willing)}`, ...drafts.map((d, i) => `${d.name}: ${counts(willing.drafts[i])}`)];
}

/** A step, and what differs for the drafts that compete. @param {Run} run @param {import('./types.js').AdoptionStep} s */
function stepLine(run, s) {
  const each = s.drafts.map((d, i) => (d.state === 'open' ? '' : `${run.rules.drafts?.[i]?.name ?? ''}: ${stepWords(d)}`)).filter(Boolean);
  return [`${s.phrase}: ${stepWords(s)}`, ...each].join('; ');
}

/** Is nothing said of it yet? @param {import('./types.js').AdoptionStep} s */
export const isOpen = (s) => s.state === 'open' && s.drafts.every((d) => d.state === 'open');

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
  const steps = a.steps.filter((s) => !isOpen(s));
  return html`${willingLines(run).map((line) => html`<p key=${line}><strong>${line}</strong></p>`)}
    <details class="adoption" open=${open}><summary>Criteria and steps</summary>
    ${noted.length > 0 ? html`<dl>${noted.map((c) => html`<dt key=${`t${c.criterion}`}>${c.phrase}</dt><dd key=${c.criterion}><${Notes} run=${run} criterion=${c} /></dd>`)}</dl>` : html`<p class="quiet">No note on any criterion yet.</p>`}
    ${steps.length > 0 && html`<ul>${steps.map((s) => html`<li key=${s.step}>${stepLine(run, s)}</li>`)}</ul>`}
    ${a.steps.length > steps.length && html`<p class="quiet">${`Still open: ${a.steps.filter(isOpen).map((s) => s.phrase).join('; ')}.`}</p>`}
  </details>`;
}
