// @ts-check
// The chair's forms: the outcome, new questions, what goes to the list. Drafts live in ui, everything else in the view.

import { html } from './preact.js';
import { Check, Field } from './parts.js';
import { EMPTY_OUTCOME, missing, outcomeWords, proposals, toConfirm, toggled } from './outcome.js';
import { linkParts } from './screen_view.js';
import { QrCode } from './qr.js';
import * as words from './words.js';

/** @typedef {import('./types.js').Run} Run */
/** @typedef {import('./types.js').RunLine} RunLine */
/** @typedef {import('./page.js').Props} Props */

const prevented = (/** @type {() => void} */ run) => (/** @type {Event} */ e) => {
  e.preventDefault();
  run();
};

/** The name of a run: "2", or "2.3" for the third run of question 2. @param {{question: number, run: number}} r */
export const runName = (r) => (r.run > 1 ? `${r.question}.${r.run}` : `${r.question}`);

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

/** @param {Props & {run: Run}} props */
export function OutcomeForm({ run, state, ui, act }) {
  const draft = ui.outcomes[`${run.question}.${run.run}`] ?? EMPTY_OUTCOME;
  const set = (/** @type {any} */ patch) => act.outcome(run, { ...draft, ...patch });
  const chairs = state.view?.meeting.chairs ?? [];
  const lacks = missing(run, draft);
  return html`<form class="card outcome" aria-labelledby="outcome-title" onSubmit=${prevented(() => act.state(run))}>
    <h2 id="outcome-title">${`State the outcome of question ${runName(run)}`}</h2>
    <p class="quiet">${ui.form ? run.text : 'The words are yours. Options stand in the order in which they were asked.'}</p>
    <div class="proposals" role="group" aria-label="Statements">
      ${proposals(run).map((p, k) => html`<button key=${`${p.kind}${p.option}`} type="button" aria-pressed=${draft.statements.some((/** @type {any} */ s) => s.kind === p.kind && s.option === p.option)}
        onClick=${() => act.outcome(run, toggled(draft, p))}>${ui.keys && k < 9 && html`<kbd>${k + 1}</kbd>`}${p.label}</button>`)}
    </div>
    <div class="field"><label for="outcome-words">The words, as you will say them</label>
      <textarea id="outcome-words" rows="2" maxlength="600" value=${outcomeWords(run, draft)} onInput=${(/** @type {any} */ e) => set({ words: e.target.value })}></textarea></div>
    <${Field} id="outcome-reason" label="Reason, one line" value=${draft.reason} set=${(/** @type {string} */ v) => set({ reason: v })} rest=${{ autocomplete: 'off', maxlength: 500 }} />
    <${Check} id="outcome-confirm" label="To be confirmed on the list" checked=${toConfirm(draft)} set=${(/** @type {boolean} */ v) => set({ confirm: v })} />
    ${chairs.length > 1 && html`<div class="field"><label for="outcome-by">Stated by</label>
      <select id="outcome-by" value=${ui.by || chairs[0]} onChange=${(/** @type {any} */ e) => act.set({ by: e.target.value })}>
        ${chairs.map((c) => html`<option key=${c} value=${c}>${c}</option>`)}</select></div>`}
    <div class="row">
      <button type="submit" class="main" aria-disabled=${lacks !== ''}>State the outcome</button>
      ${ui.form && html`<button type="button" onClick=${() => act.set({ form: null })}>Leave it as it is</button>`}
      <p class="quiet">${lacks}</p>
    </div>
  </form>`;
}

/** @param {Props} props */
export function Questions({ state, act }) {
  const questions = state.view?.questions ?? [];
  const busy = state.view?.run?.state === 'open' || state.view?.meeting.ended;
  if (questions.length === 0)
    return null;
  return html`<section class="card" aria-labelledby="questions-title">
    <h2 id="questions-title">Questions</h2>
    <ol class="questions">${questions.map((q) => html`<li key=${q.question}>
      <div><p>${q.text}</p>
        <p class="quiet small">${[
          `Question ${q.question}`, words.KIND[q.kind] ?? q.kind, q.options.map((o) => o.name).join(' / '),
          q.runs > 0 ? `asked ${words.count(q.runs, 'time', 'times')}` : 'not asked yet',
          q.relation !== 'none' ? `${words.RELATION[q.relation] ?? q.relation} question ${runName({ question: q.of_question, run: q.of_run })}` : '',
        ].filter(Boolean).join(' \u00b7 ')}</p></div>
      <button type="button" aria-disabled=${busy} onClick=${() => !busy && act.ask(q.question)}>${q.runs > 0 ? 'Run again' : 'Ask'}</button>
    </li>`)}</ol>
  </section>`;
}

/** @param {Props} props */
export function QuestionForm({ state, ui, act }) {
  const q = ui.question;
  const set = (/** @type {any} */ patch) => act.set({ question: { ...q, ...patch } });
  const runs = state.view?.runs ?? [];
  return html`<details class="card" open=${ui.writing} onToggle=${(/** @type {any} */ e) => e.target.open !== ui.writing && act.set({ writing: e.target.open })}>
    <summary><h2>Write a question</h2></summary>
    <form onSubmit=${prevented(act.prepare)}>
      <div class="field"><label for="question-kind">Kind</label>
        <select id="question-kind" value=${q.kind} onChange=${(/** @type {any} */ e) => set({ kind: e.target.value })}>
          ${Object.entries(words.KIND).filter(([k]) => !['read', 'plurality', 'declare'].includes(k)).map(([k, name]) => html`<option key=${k} value=${k}>${name}</option>`)}</select></div>
      <div class="field"><label for="question-text">Exact wording</label>
        <textarea id="question-text" rows="2" required maxlength="1000" value=${q.text} onInput=${(/** @type {any} */ e) => set({ text: e.target.value })}></textarea></div>
      ${q.kind === 'options' && html`<div class="field" key="options"><label for="question-options">Options, one a line</label>
          <textarea id="question-options" rows="4" value=${q.options} onInput=${(/** @type {any} */ e) => set({ options: e.target.value })}></textarea></div>
        <${Check} key="dont" id="question-dont" label="with \u201cdon\u2019t care\u201d" checked=${q.dontCare} set=${(/** @type {boolean} */ v) => set({ dontCare: v })} />
        <${Check} key="else" id="question-else" label="with \u201csomething else\u201d" checked=${q.somethingElse} set=${(/** @type {boolean} */ v) => set({ somethingElse: v })} />`}
      ${runs.length > 0 && html`<div class="field" key="relation"><label for="question-relation">Stands for itself, or</label>
        <select id="question-relation" value=${q.relation} onChange=${(/** @type {any} */ e) => set({ relation: e.target.value })}>
          <option value="">stands for itself</option>
          ${runs.flatMap((r) => ['follows', 'restates'].map((rel) => html`<option key=${`${rel} ${r.question} ${r.run}`} value=${`${rel} ${r.question} ${r.run}`}>${`${rel} question ${runName(r)}`}</option>`))}</select></div>`}
      <${Field} key="by" id="question-by" label="Worded by (may be empty)" value=${q.by} set=${(/** @type {string} */ v) => set({ by: v })} rest=${{ autocomplete: 'off', maxlength: 100 }} />
      <button type="submit" class="main">Prepare it</button>
    </form>
  </details>`;
}

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
      <p><span class="quiet">${`Question ${runName(r)}: `}</span>${r.words || 'called, outcome not stated'}</p>
      ${r.words && html`<p class="quiet small">${[
        words.CONFIRMATION[r.confirmation] ?? r.confirmation, r.message_id,
        dateWords(r.deadline) && `objections until ${dateWords(r.deadline)}`,
      ].filter(Boolean).join(' \u00b7 ')}</p><${ListForm} line=${r} state=${state} ui=${ui} act=${act} />`}
      ${(current == null || current.question !== r.question || current.run !== r.run) && html`<button type="button" class="plain" onClick=${() => act.change(r)}>${r.words ? 'Change the outcome' : 'State the outcome'}</button>`}
    </li>`)}</ul>
  </section>`;
}

/** @param {{state: import('./wire.js').State}} props */
export function Links({ state }) {
  const { participant = '', screen = '' } = state.welcome?.links ?? {};
  if (participant === '')
    return null;
  const { code } = linkParts(participant);
  return html`<section class="card links" aria-labelledby="links-title">
    <h2 id="links-title">Links</h2>
    <p>Participants: <a href=${participant} target="_blank" rel="noopener">${participant}</a></p>
    <p>Code: <strong class="code-small">${code}</strong></p>
    <${QrCode} text=${participant} />
    ${screen && html`<p>Room screen: <a href=${screen} target="_blank" rel="noopener">${screen}</a></p>`}
  </section>`;
}

/** @param {Props} props */
export function EndMeeting({ state, ui, act }) {
  if (state.view?.meeting.ended)
    return null;
  return html`<section class="card" aria-labelledby="end-title">
    <h2 id="end-title">End of the meeting</h2>
    ${ui.ending
      ? html`<p>Nobody can answer or say anything afterwards.</p><div class="row"><button key="yes" type="button" class="main" onClick=${act.end}>Yes, end it</button>
        <button key="no" type="button" onClick=${() => act.set({ ending: false })}>No</button></div>`
      : html`<button key="end" type="button" onClick=${() => act.set({ ending: true })}>End the meeting</button>`}
  </section>`;
}
