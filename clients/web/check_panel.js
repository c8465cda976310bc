// @ts-check
// The set-up check before the meeting: ten seconds of listening, then what was heard and what to do about it.

import { html } from './preact.js';
import { checkFigures, isChecking } from './check.js';

/** @typedef {import('./types.js').Check} Check */

/** @param {{c: Check}} props */
function Result({ c }) {
  if (c.state !== 'done')
    return html`<p class="problem">${c.state === 'hum-running' ? 'A hum began; check again after it.' : `Nothing was heard of ${c.device || 'the microphone'}.`}</p>`;
  return html`<div>
    <dl class="figures">${checkFigures(c).map(([name, words]) => html`<div key=${name}><dt>${name}</dt><dd>${words}</dd></div>`)}</dl>
    <ul>${c.advice.map((a) => html`<li key=${a}>${a}</li>`)}</ul>
  </div>`;
}

/** @param {{state: import('./wire.js').State, act: any}} props */
export function CheckPanel({ state, act }) {
  if (state.sound === null || state.sound.source === 'none')
    return null;
  const { checks } = state;
  const running = isChecking(checks);
  const humming = state.view?.run?.phase != null;
  return html`<details class="check">
    <summary>Check the sound</summary>
    <p class="small">Be quiet, hum once for three seconds, be quiet: so it can be seen whether the device changes its own gain.</p>
    <p><button type="button" class="small-button" aria-disabled=${running || humming} onClick=${() => running || humming || act.check()}>
      ${running ? `Listening for ${checks?.seconds} seconds` : 'Listen for ten seconds'}</button></p>
    ${(checks?.results ?? []).map((c) => html`<${Result} key=${c.microphone} c=${c} />`)}
  </details>`;
}
