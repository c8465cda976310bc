// @ts-check
// The runs of a question side by side, and a draw that anybody can redo. Pure; texts go in only as text.

import { html } from './preact.js';
import { becauseWords } from './asked.js';
import { chatCounts, handWords } from './rules.js';
import * as words from './words.js';

/** @typedef {import('./types.js').Run} Run */
/** @typedef {import('./types.js').Beside} Beside */
/** @typedef {import('./types.js').BesideOption} BesideOption */

/** What an option got in a run: kind beside kind, one line. @param {Run} run @param {BesideOption} o */
export function besideWords(run, o) {
  const at = (/** @type {string} */ name, /** @type {number} */ n, /** @type {number} */ inRoom) => `${name} ${n}${inRoom > 0 ? ` and ${inRoom} in the room` : ''}`;
  return [
    run.wants.hums ? o.phrase : '', run.wants.hums && words.heardWords(o.heard) ? `heard: ${words.heardWords(o.heard)}` : '',
    at(handWords(run).toLowerCase(), o.hands, o.hands_in_room), chatCounts(run) ? at('chat', o.chat, o.chat_in_room) : '',
    o.microphone > 0 ? `at the microphone ${o.microphone}` : '',
  ].filter((s) => s !== '').join('; ');
}

/** @param {{run: Run, beside: Beside}} props */
const OneRun = ({ run, beside }) => html`<article class="beside-run">
  <h3>${`Run ${beside.run}, ${words.clock(beside.asked).slice(0, 5)}${beside.void ? ', void' : ''}`}</h3>
  ${becauseWords(beside) && html`<p class="quiet">${becauseWords(beside)}</p>`}
  <ul class="beside">${beside.options.map((o, i) => html`<li key=${i}><strong>${run.options[i]?.name}</strong> ${besideWords(run, o)}</li>`)}</ul>
  <p class="quiet small">${`${words.count(beside.present, 'person', 'people')} joined, ${beside.answered} answered`}</p>
</article>`;

/** Where a question was asked more than once, its runs beside each other; none takes the place of another. @param {{run: Run}} props */
export function SideBySide({ run }) {
  if (run.side_by_side.length < 2)
    return null;
  return html`<section class="results" aria-label="The runs side by side">
    <h3>The runs side by side</h3>
    <div class="options">${run.side_by_side.map((b) => html`<${OneRun} key=${b.run} run=${run} beside=${b} />`)}</div>
  </section>`;
}

/** @param {import('./types.js').Lot[]} lots */
const named = (lots) => lots.map((l) => `number ${l.number}, ${l.name}`).join('; ');

/** A draw, step by step. extra: what somebody may do about it. @param {{run: Run, extra?: any}} props */
export function DrawShown({ run, extra = null }) {
  const d = run.draw;
  if (!d || d.method === 'chair')
    return null;
  return html`<section class="results" aria-label="The draw">
    ${d.result.length > 0 && html`<p class="large"><strong>${`Drawn: ${named(d.result)}.`}</strong></p>`}
    <h3>${d.fixed ? 'The pool' : 'The pool, so far'}</h3>
    ${d.pool.length > 0 ? html`<ol class="preview-options">${d.pool.map((l) => html`<li key=${l.number} value=${l.number}>${l.name}</li>`)}</ol>` : html`<p class="quiet">Nobody yet.</p>`}
    ${extra}
    ${d.method === 'rfc3797' && d.value && html`<dl class="draw-steps"><dt>The numbers of the sources</dt><dd class="mono">${d.value}</dd></dl>`}
    ${d.commitment && html`<dl class="draw-steps"><dt>Our seed is committed to, by its SHA-256</dt><dd class="mono">${d.commitment}</dd>
      ${d.value && html`<dt>Then the value became known</dt><dd class="mono">${d.value}</dd>`}
      ${d.seed && html`<dt>Our seed</dt><dd class="mono">${d.seed}</dd>`}</dl>`}
    ${d.transcript && html`<details class="redo"><summary>Redo it yourself</summary><p>Save the next line as draw.json, and run humroom draw --verify draw.json</p>
      <p class="mono">${d.transcript}</p></details>`}
  </section>`;
}
