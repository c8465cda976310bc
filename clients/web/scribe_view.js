// @ts-check
// The scribe's page: everything that staff sees, and the minutes to carry away. Read-only.

import { html } from './preact.js';
import { Asked, Preview } from './asked.js';
import { Around, Chat, Head, OptionCard, OutcomeWords, Signs, Waiting } from './parts.js';
import { snapshotWords } from './rules.js';
import { People } from './people.js';
import { chatLines } from './wire.js';
import { hummedFor, scaleWords, soundWords } from './words.js';

/** @typedef {import('./page.js').Props} Props */

/** What staff sees of a run, hidden or not. @param {{run: import('./types.js').Run}} props */
export function StaffRun({ run }) {
  const calling = hummedFor(run);
  return html`<section class="card current" aria-label="Question">
    <${Asked} run=${run} />
    <${Signs} run=${run} />
    <p class="snapshot">${snapshotWords(run)} ${run.shown ? 'Shown to everybody.' : 'Not shown to participants.'}</p>
    <div class="options">${run.options.map((o, i) => html`<${OptionCard} key=${i} name=${o.name} r=${run.result?.options[i] ?? null} of=${run} advice=${true}
      called=${calling === i ? 'The room hums now' : ''} />`)}</div>
    ${run.result && html`<${Around} result=${run.result} of=${run} />`}
    ${run.outcome && html`<${OutcomeWords} outcome=${run.outcome} />`}
  </section>`;
}

/** @param {Props} props */
export function ScribeView({ state, ui, act }) {
  if (state.view === null || state.connection === 'refused')
    return html`<${Waiting} state=${state} />`;
  const sound = soundWords(state.sound);
  return html`<${Head} state=${state} name="Scribe"><p class=${sound.good ? 'quiet' : 'link bad'}>${sound.words}</p><//>
    <main class="scribe">
      <div>
        <p class="quiet">${scaleWords(state.view)}</p>
        <${Preview} preview=${state.view.preview} />
        ${state.view.run ? html`<${StaffRun} run=${state.view.run} />` : html`<section class="card"><p class="large">No question yet.</p></section>`}
        <section class="card" aria-labelledby="minutes-title">
          <h2 id="minutes-title">Minutes</h2>
          <div class="row">
            <button type="button" class="main" onClick=${act.copy}>Copy</button>
            <button type="button" onClick=${act.save}>Save as a file</button>
            <p class="quiet" role="presentation">${ui.copied}</p>
          </div>
          <pre class="minutes" tabindex="0" role="region" aria-label="Text of the minutes">${state.minutes ?? 'Being written\u2026'}</pre>
        </section>
      </div>
      <div>
        <${People} state=${state} onMore=${act.everybody} />
        <${Chat} lines=${chatLines(state)} draft="" onEarlier=${act.earlier(state)} />
      </div>
    </main>`;
}
