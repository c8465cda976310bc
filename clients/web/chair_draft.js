// @ts-check
// The panels of a draw, and of a draft that is to be adopted or withdrawn: criteria, steps, the willing. Drafts of the
// forms live in ui.

import { html } from './preact.js';
import { Field } from './parts.js';
import { Panel, Select, Several, prevented } from './fields.js';
import { WILLING } from './adoption.js';
import { EDITORS, NEW_CRITERION, NEW_STEP, STEP_STATES, WAIVERS, criterionOf, inHand, stateOf, stepOf } from './entering.js';
import { ofDraft } from './tools.js';

/** @typedef {import('./types.js').View} View */
/** @typedef {import('./types.js').AdoptionView} AdoptionView */
/** @typedef {import('./page.js').Props} Props */

const LINE = { autocomplete: 'off', maxlength: 500 };
const NAME = { autocomplete: 'off', maxlength: 100, list: 'people-names', required: true };

/** @param {{ui: any, act: any}} props */
export function VolunteerForm({ ui, act }) {
  return html`<form class="panel-form" onSubmit=${prevented(act.volunteer)}><div class="panel-line">
    <${Field} id="volunteer-who" label="Who volunteers" value=${ui.volunteer} set=${(/** @type {string} */ volunteer) => act.set({ volunteer })} rest=${NAME} />
    <button type="submit" class="main">Put them in</button></div></form>`;
}

/** Somebody into the pool of a draw. @param {Props} props */
export function VolunteerPanel({ ui, act }) {
  return html`<${Panel} id="volunteer" title="Into the pool" act=${act}><${VolunteerForm} ui=${ui} act=${act} /></${Panel}>`;
}

/** The public value, said after our seed was committed to. @param {Props} props */
export function ValuePanel({ state, ui, act }) {
  const source = state.view?.run?.rules?.source;
  const ours = `Our seed is committed to. ${source ? `The value comes from ${source}.` : 'Let somebody in the room say a value.'}`;
  return html`<${Panel} id="value" title="The public value" act=${act}>
    <p>${state.view?.run?.draw?.method === 'rfc3797' ? `The sources: ${source}. Blanks between the numbers of one, \u201c/\u201d between the sources.` : ours}</p>
    <form class="panel-form" onSubmit=${prevented(act.reveal)}><div class="panel-line">
      <${Field} id="draw-value" label="The value, as it was said" value=${ui.value} set=${(/** @type {string} */ value) => act.set({ value })} rest=${{ ...LINE, required: true }} />
      <button type="submit" class="main">Draw</button></div></form>
  </${Panel}>`;
}

/** Which of the drafts that compete; nothing where none do. @param {{id: string, label: string, all: string, drafts: {name: string}[], value: string, set: (draft: string) => void}} props */
function WhichDraft({ id, label, all, drafts, value, set }) {
  const items = /** @type {[string, string][]} */ ([['', all], ...drafts.map((x) => [x.name, x.name])]);
  return drafts.length > 0 ? html`<${Select} id=${id} label=${label} value=${value} items=${items} set=${set} />` : null;
}

/** @param {Props & {question: number, a: AdoptionView, drafts: {name: string}[]}} props */
function CriterionForm({ question, a, drafts, ui, act }) {
  const d = inHand(ui.criterion, NEW_CRITERION, question);
  const set = (/** @type {any} */ patch) => act.set({ criterion: { ...d, ...patch } });
  const c = criterionOf(a, d);
  const left = a.criteria.filter((x) => !x.note && !x.notes.some(Boolean)).length;
  return html`<form class="panel-form" onSubmit=${prevented(() => act.criterion(question, c.criterion))}><div class="panel-line">
    <${Select} id="criterion" label=${`Criterion (${left} without a note)`} value=${c.criterion} items=${a.criteria.map((x) => [x.criterion, `${x.note || x.notes.some(Boolean) ? '\u2713 ' : ''}${x.phrase}`])} set=${(/** @type {string} */ criterion) => set({ criterion })} />
    <${WhichDraft} id="criterion-draft" label="On" all="all of them" drafts=${drafts} value=${d.draft} set=${(/** @type {string} */ draft) => set({ draft })} />
    <${Field} id="criterion-text" label=${`${c.phrase}: your note`} value=${d.text} set=${(/** @type {string} */ text) => set({ text })} rest=${{ ...LINE, placeholder: c.note }} />
    <button type="submit" class="main">Note it</button></div></form>`;
}

/** @param {Props & {question: number, a: AdoptionView, drafts: {name: string}[]}} props */
function StepForm({ question, a, drafts, ui, act }) {
  const d = inHand(ui.step, NEW_STEP, question);
  const set = (/** @type {any} */ patch) => act.set({ step: { ...d, ...patch } });
  const of = drafts.findIndex((x) => x.name === d.draft);
  const s = stepOf(a, d, of);
  const done = d.state === 'done';
  const day = (/** @type {'date'|'until'} */ name, /** @type {string} */ label, required = false) =>
    html`<${Field} key=${name} id=${`step-${name}`} label=${label} value=${d[name]} set=${(/** @type {string} */ v) => set({ [name]: v })} rest=${{ type: 'date', required }} />`;
  return html`<form class="panel-form" onSubmit=${prevented(() => act.draftStep(question, s.step))}><div class="panel-line">
    <${Select} id="step" label="Step" value=${s.step} items=${a.steps.map((x) => [x.step, `${stateOf(x, of) === 'open' ? '' : '\u2713 '}${x.phrase}`])} set=${(/** @type {string} */ step) => set({ step })} />
    <${WhichDraft} id="step-draft" label="Of" all="all of them" drafts=${drafts} value=${d.draft} set=${(/** @type {string} */ draft) => set({ draft, step: '' })} />
    <${Select} id="step-state" label="It is" value=${d.state} items=${STEP_STATES} set=${(/** @type {string} */ v) => set({ state: v })} />
    ${d.state === 'not-needed' && html`<${Select} key="waived" id="step-waived" label="Because" value=${d.waived} items=${WAIVERS} set=${(/** @type {string} */ v) => set({ waived: v })} />`}
    ${done && day('date', 'On (empty: today)')}
    ${done && s.step === 'call' && day('until', 'Until', true)}
    ${done && s.step === 'editors' && html`<${Select} key="editors" id="step-editors" label="Editors" value=${d.editors} items=${EDITORS} set=${(/** @type {string} */ v) => set({ editors: v })} />`}
    <${Field} key="text" id="step-text" label=${s.step === 'name' || s.step === 'replaced-by' ? 'Names of drafts' : 'Note'} value=${d.text} set=${(/** @type {string} */ text) => set({ text })} rest=${LINE} />
    <button type="submit">Note it</button></div></form>`;
}

/** @param {Props & {drafts: {name: string}[]}} props */
function WillingForm({ drafts, ui, act }) {
  const d = ui.willing;
  const set = (/** @type {any} */ patch) => act.set({ willing: { ...d, ...patch } });
  return html`<form class="panel-form" onSubmit=${prevented(act.willing)}><div class="panel-line">
    <${Field} id="willing-who" label="Who is willing" value=${d.who} set=${(/** @type {string} */ who) => set({ who })} rest=${NAME} />
    <${WhichDraft} id="willing-draft" label="For" all="whichever it is" drafts=${drafts} value=${d.draft} set=${(/** @type {string} */ draft) => set({ draft })} />
    <${Several} id="willing-what" legend="Willing" items=${WILLING} value=${d.what} set=${(/** @type {string[]} */ what) => set({ what })} />
    <button type="submit">Enter it</button></div></form>`;
}

/** Criteria gone through with a note each, steps, people who are willing. @param {Props} props */
export function DraftForms({ state, ui, act }) {
  const view = /** @type {View} */ (state.view);
  const q = ofDraft(view);
  const a = q?.adoption;
  if (!q || !a)
    return null;
  const drafts = q.rules.drafts ?? [];
  const asked = view.run?.question === q.question && !view.run.voided && !view.run.outcome;
  return html`${(a.reminders ?? []).length > 0 && html`<p><strong>${(a.reminders ?? []).join(' ')}</strong></p>`}
    <${CriterionForm} question=${q.question} a=${a} drafts=${drafts} state=${state} ui=${ui} act=${act} />
    <${StepForm} question=${q.question} a=${a} drafts=${drafts} state=${state} ui=${ui} act=${act} />
    ${asked && html`<${WillingForm} drafts=${drafts} state=${state} ui=${ui} act=${act} />`}`;
}

/** The name of these forms. @param {{view: View}} props */
export const draftTitle = ({ view }) => `Question ${ofDraft(view)?.question}: criteria, steps, the willing`;

/** @param {Props} props */
export function DraftPanel({ state, ui, act }) {
  const view = /** @type {View} */ (state.view);
  if (!ofDraft(view)?.adoption)
    return null;
  return html`<${Panel} id="draft" title=${draftTitle({ view })} act=${act}><${DraftForms} state=${state} ui=${ui} act=${act} /></${Panel}>`;
}
