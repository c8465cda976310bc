// @ts-check
// A question as everybody sees it: its exact wording, what was said beforehand, what the list said so far, and what
// became of it. Pure.

import { html } from './preact.js';
import { linksOf, rulesWords } from './rules.js';
import * as words from './words.js';

/** @typedef {import('./types.js').Run} Run */
/** @typedef {import('./types.js').Wording} Wording */

/** @param {Wording} q */
function relationWords(q) {
  if (q.relation === 'none' || q.of_question === 0)
    return '';
  return `${words.RELATION[q.relation] ?? q.relation} question ${q.of_question}${q.of_run > 1 ? `, run ${q.of_run}` : ''}`;
}

/** The rules, a sentence each. @param {{of: Wording}} props */
export function Rules({ of }) {
  const said = rulesWords(of);
  return said.length > 0 ? html`<ul class="said-before">${said.map((s) => html`<li key=${s}>${s}</li>`)}</ul>` : null;
}

/** @param {{text: string}} props */
function Links({ text }) {
  return html`<ul class="links-out">${linksOf(text).map(({ href, text: shown }, i) => html`<li key=${i}>${href
    ? html`<a href=${href} target="_blank" rel="noopener noreferrer nofollow">${shown}</a>` : shown}</li>`)}</ul>`;
}

/** What the list said so far; links are text from outside. @param {{of: Wording}} props */
export function OnTheList({ of }) {
  if (!of.on_list && !of.links)
    return null;
  return html`<details class="on-list"><summary>On the list so far</summary>
    ${of.on_list && html`<p>${of.on_list}</p>`}${of.links && html`<${Links} text=${of.links} />`}</details>`;
}

const BECAUSE = /** @type {Record<string, string>} */ ({
  wording: 'Asked again because of the wording', order: 'Asked again because of the order', crowd: 'Asked again because of who was there',
  irregularity: 'Asked again because of something that the chair learned',
});

/** Why a question is asked again, or "". @param {{because: string, why: string}} run */
export const becauseWords = ({ because, why }) =>
  (because === '' ? '' : `${BECAUSE[because] ?? 'Asked again'}${why && `: ${why}`}.`);

/** @param {{pieces: import('./types.js').Piece[]}} props */
const Pieces = ({ pieces }) => pieces.map(({ text, change }, i) => (change === 'same' ? text
  : change === 'removed' ? html`<del key=${i}><span class="sr">removed: </span>${text}</del>` : html`<ins key=${i}><span class="sr">added: </span>${text}</ins>`));

/** What a restatement changed, word by word. @param {{of: Wording, open?: boolean}} props */
export function Restated({ of, open = false }) {
  if (!of.restated)
    return null;
  const { text, options } = of.restated;
  if (options.length === 0 && text.every((p) => p.change === 'same'))
    return html`<p class="quiet">The wording is the same.</p>`;
  return html`<details class="restated" open=${open}><summary>What changed in the wording</summary>
    <p><${Pieces} pieces=${text} /></p>
    ${options.length > 0 && html`<ul>${options.map((o, i) => html`<li key=${i}><${Pieces} pieces=${[o]} /></li>`)}</ul>`}</details>`;
}

/** Told to everybody, and what follows from it. @param {{run: Run}} props */
function Voided({ run }) {
  return run.voided && html`<div class="void-words"><p class="large"><strong>${`This run is void: ${run.voided.reason}`}</strong></p>
    <p>What was said in it does not count. Please speak up again when it is asked anew.</p></div>`;
}

/** Seconds until the question closes by itself. It ticks for the eye; read aloud are ten, five, and that it is closed. @param {{left: number|null}} props */
export function Countdown({ left }) {
  if (left === null)
    return null;
  return html`<p class="countdown" role="timer">${left > 0 ? html`Closes in <strong>${left}</strong> ${left === 1 ? 'second' : 'seconds'}` : 'Closes now'}</p>`;
}

/** The question in its exact wording, and what was said beforehand. unfold: nobody can. @param {{run: Run, unfold?: boolean}} props */
export function Asked({ run, unfold = false }) {
  const relation = relationWords(run);
  const state = run.voided ? 'Void' : run.state === 'open' ? 'Open' : 'Closed';
  return html`<div class="asked">
    <p class="quiet">
      <strong class=${`pill ${run.voided ? 'void' : run.state}`}>${state}</strong>
      ${` Question ${run.question}${run.run > 1 ? `, run ${run.run}` : ''}`}
      ${run.asked_by ? `, asked by ${run.asked_by}` : ''}${relation ? `, ${relation}` : ''}
    </p>
    <h2 class="question">${run.text}</h2>
    ${becauseWords(run) && html`<p>${becauseWords(run)}</p>`}
    <${Rules} of=${run} />
    <${Voided} run=${run} />
    <${Restated} of=${run} open=${unfold} />
    <${OnTheList} of=${run} />
  </div>`;
}

/** A question that is not asked yet, for everybody to read. @param {{preview: Wording|null, unfold?: boolean}} props */
export function Preview({ preview, unfold = false }) {
  if (preview === null)
    return null;
  return html`<section class="card preview" aria-labelledby="preview-title">
    <h2 id="preview-title" class="quiet">A question to come, not asked yet</h2>
    <p class="question">${preview.text}</p>
    <${Rules} of=${preview} />
    <${Restated} of=${preview} open=${unfold} />
    ${preview.options.length > 0 && html`<ol class="preview-options">${preview.options.map((o, i) => html`<li key=${i}>${o.name}</li>`)}</ol>`}
    <${OnTheList} of=${preview} />
  </section>`;
}
