// @ts-check
// The outcome: what was said, what is worth offering, and the form that states it. Drafts live in ui.

import { html } from './preact.js';
import { Check, Field } from './parts.js';
import { Area, Select, enterGoesOn, prevented } from './fields.js';
import { DETAILS, EMPTY_OUTCOME, detailed, missing, outcomeWords, outcomesOf, proposals, toConfirm, toggled } from './outcome.js';
import { offers } from './tools.js';
import { runName } from './chair_question.js';
import * as words from './words.js';

/** @typedef {import('./types.js').Run} Run */
/** @typedef {import('./page.js').Props} Props */

/** @param {{run: Run, act: any}} props */
export function SayAloud({ run, act }) {
  const outcome = /** @type {import('./types.js').Outcome} */ (run.outcome);
  return html`<section class="card say-aloud" aria-labelledby="say-title">
    <h2 id="say-title">Say it aloud</h2>
    <blockquote>${outcome.words}</blockquote>
    <p class="quiet">${`Reason: ${outcome.reason} \u00b7 ${words.CONFIRMATION[outcome.confirmation] ?? outcome.confirmation}`}</p>
    <button type="button" class="plain" onClick=${() => act.change(run)}>Change the outcome (both are kept)</button>
  </section>`;
}

/** What is worth offering next, a key each; the chair need not. @param {Props} props */
export function Offers({ state, ui, act }) {
  const list = state.view === null ? [] : offers(state.view);
  if (list.length === 0)
    return null;
  return html`<div class="offers" role="group" aria-label="Worth offering">
    <h3>You may want to</h3>
    ${list.map((o) => html`<button key=${o.name} type="button" class="small-button" aria-disabled=${!o.may} onClick=${() => o.may && act.offer(o.name)}>${ui.keys && html`<kbd>${o.key}</kbd>`}${o.label}</button>`)}
    ${list.some((o) => !o.may) && html`<p class="quiet small">What ends the question waits until it is closed.</p>`}
  </div>`;
}

/** @param {{draft: import('./outcome.js').OutcomeDraft, set: (draft: any) => void}} props */
function Details({ draft, set }) {
  const fields = draft.statements.flatMap((s) => (DETAILS[s.kind] ?? []).map(([field, label, items]) => ({ s, field, label, items })));
  if (fields.length === 0)
    return null;
  return html`<div class="panel-fields">${fields.map(({ s, field, label, items }) => {
    const own = { id: `outcome-${s.kind}-${field}`, label, value: s.details?.[field] ?? '', set: (/** @type {string} */ v) => set(detailed(draft, s, field, v)) };
    return items ? html`<${Select} key=${own.id} ...${own} items=${items} />`
      : html`<${Field} key=${own.id} ...${own} rest=${{ autocomplete: 'off', maxlength: 300, ...(field === 'date' && { type: 'date' }), ...(field === 'who' && { list: 'people-names' }) }} />`;
  })}</div>`;
}

/** @param {Props & {run: Run}} props */
export function OutcomeForm({ run, state, ui, act }) {
  const draft = ui.outcomes[`${run.question}.${run.run}`] ?? EMPTY_OUTCOME;
  const all = (/** @type {any} */ next) => act.outcome(run, next);
  const set = (/** @type {any} */ patch) => all({ ...draft, ...patch });
  const chairs = state.view?.meeting.chairs ?? [];
  const facts = ui.form ? '' : (state.view?.proposals?.[0] ?? '');
  const may = outcomesOf(state.view, run);
  const lacks = missing(run, draft, may);
  return html`<form class="card outcome" aria-labelledby="outcome-title" onSubmit=${prevented(() => act.state(run))}>
    <h2 id="outcome-title">${`State the outcome of question ${runName(run)}`}</h2>
    ${ui.form && html`<p class="quiet">${run.text}</p>`}
    <div class="proposals" role="group" aria-label="Statements">
      ${proposals(run, may).map((p, k) => html`<button key=${`${p.kind}${p.option}`} type="button" class="small-button" aria-pressed=${draft.statements.some((/** @type {any} */ s) => s.kind === p.kind && s.option === p.option)}
        onClick=${() => all(toggled(draft, p))}>${ui.keys && k < 10 && html`<kbd>${(k + 1) % 10}</kbd>`}${p.label}</button>`)}
    </div>
    <${Details} draft=${draft} set=${all} />
    <${Area} id="outcome-words" label="The words, as you will say them" value=${outcomeWords(run, draft, may)} set=${(/** @type {string} */ v) => set({ words: v })} rest=${{ maxlength: 600, onKeyDown: enterGoesOn }} />
    <${Field} id="outcome-reason" label="Reason, one line" value=${draft.reason} set=${(/** @type {string} */ v) => set({ reason: v })} rest=${{ autocomplete: 'off', maxlength: 500, required: true }} />
    ${facts && html`<p class="quiet small">${`The facts: ${facts}`} <button type="button" class="plain" onClick=${() => set({ reason: facts })}>Take them as the reason</button></p>`}
    <${Check} id="outcome-confirm" label="To be confirmed on the list" checked=${toConfirm(draft)} set=${(/** @type {boolean} */ v) => set({ confirm: v })} />
    <details class="more"><summary>${`Stated by ${ui.by || chairs[0] || 'the chair'}`}</summary>
      <${Field} id="outcome-by" label="Stated by: a chair, the area director, whoever you turned to" value=${ui.by} set=${(/** @type {string} */ v) => act.set({ by: v })} rest=${{ autocomplete: 'off', maxlength: 100, list: 'people-names', placeholder: chairs[0] ?? '' }} /></details>
    <div class="row">
      <button type="submit" class="main" aria-disabled=${lacks !== ''}>State the outcome</button>
      ${ui.form && html`<button type="button" onClick=${() => act.set({ form: null })}>Leave it as it is</button>`}
      <p class="quiet">${lacks}</p>
    </div>
  </form>`;
}
