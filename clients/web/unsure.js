// @ts-check
// Chat lines that may be positions, for chair and scribe to settle. Pure.

import { html } from './preact.js';
import { Some } from './fields.js';

/** @typedef {import('./types.js').View} View */

/** A chat line that may be a position: chair or scribe say of what, or of nothing. @param {{line: import('./types.js').Unsure, view: View, act: any}} props */
export function UnsureLine({ line, view, act }) {
  const q = view.questions?.find((x) => x.question === line.question);
  const button = (/** @type {string} */ words, /** @type {any} */ option, text = '') =>
    html`<button key=${words} type="button" class="plain" onClick=${() => act.settle(line, option, text)}><bdi>${words}</bdi></button>`;
  return html`<li><p><strong>${line.name}</strong>${': \u201c'}<bdi>${line.text}</bdi>${`\u201d. Is it a position? ${line.why}`}</p>
    <div class="choices">${q?.options.map((o, i) => button(o.name, i, q.wants.reasons[i] === 'reason' ? line.text : ''))}${q?.wants.no_opinion && button('no opinion', 'no-opinion')}${button('none', 'none')}</div></li>`;
}

/** What the command says of a line; text: the reason, where the answer needs one.
 * @param {import('./types.js').Unsure} line @param {number|'no-opinion'|'none'} option @param {string} text */
export const settleFields = (line, option, text) => ({ command: 'settle', line: line.line, option, ...(text && { text }) });

/** All of them as a card; null: there is none. @param {{view: View, act: any}} props */
export function UnsureCard({ view, act }) {
  const { open = 0, entries = [] } = view.unsure ?? {};
  if (open === 0)
    return null;
  return html`<section class="card" aria-labelledby="unsure-title"><h2 id="unsure-title">May be positions</h2>
    <p class="quiet">They count for nothing until chair or scribe say what they are.</p>
    <${Some} shown=${4} class="unsure" items=${entries.map((line) => html`<${UnsureLine} key=${line.line} line=${line} view=${view} act=${act} />`)} />
    ${open > entries.length && html`<p class="quiet">${`${open - entries.length} more, older`}</p>`}</section>`;
}
