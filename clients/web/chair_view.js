// @ts-check
// The chair's page: the question, what was heard and seen, and one next step.

import { html } from './preact.js';
import { Around, Asked, Chat, Field, Head, OptionCard, Waiting } from './parts.js';
import { Afterwards, EndMeeting, Links, OutcomeForm, QuestionForm, Questions, SayAloud } from './chair_forms.js';
import { CheckPanel } from './check_panel.js';
import { LiveMeter } from './meter.js';
import { People } from './people.js';
import { heardTarget, nextStep } from './steps.js';
import { chatLines, lastCommand } from './wire.js';
import { HEARD, SNAPSHOT, canHumOnce, canMeasure, scaleWords, soundWords } from './words.js';

/** @typedef {import('./types.js').Run} Run */
/** @typedef {import('./page.js').Props} Props */

/** What the steps depend on beside the view. @param {import('./wire.js').State} state @param {any} ui */
export function around(state, ui) {
  const run = state.view?.run;
  const same = run != null && ui.turn.question === run.question && ui.turn.run === run.run;
  return {
    sound: canMeasure(state.sound),
    passed: /** @type {Set<number>} */ (same ? ui.turn.passed : new Set()),
    last: /** @type {number} */ (same ? ui.turn.last : -1),
  };
}

/** @param {{run: Run, i: number, sound: boolean, busy: boolean, act: any}} props */
function HumControls({ run, i, sound, busy, act }) {
  if (run.state !== 'open' || busy)
    return null;
  if (run.phase === 'by-ear' && run.calling === i)
    return html`<button type="button" class="small-button" onClick=${() => act.callOver(run)}>The call is over</button>`;
  if (run.phase === 'humming')
    return run.calling === i ? html`<button type="button" class="small-button" onClick=${act.voidHum}>Set this hum aside</button>` : null;
  const hummed = (run.result?.options[i]?.hums.length ?? 0) > 0;
  return sound ? html`<button type="button" class="small-button" onClick=${() => act.hum(run, i)}>${hummed ? 'Measure again' : 'Hum now'}</button>`
    : html`<button type="button" class="small-button" onClick=${() => act.call(run, i)}>Call it, by ear</button>`;
}

/** @param {{run: Run, i: number, target: number, keys: boolean, act: any}} props */
function HeardControls({ run, i, target, keys, act }) {
  const now = run.result?.options[i]?.heard ?? '';
  return html`<div class=${`heard ${target === i ? 'target' : ''}`} role="group" aria-label=${`Heard by ear for ${run.options[i].name}`}>
    ${HEARD.map(([word, words], k) => html`<button key=${word} type="button" class="small-button" aria-pressed=${now === word} onClick=${() => act.hear(run, i, word)}>
      ${keys && target === i && html`<kbd>${k + 1}</kbd>`}${words}</button>`)}
  </div>`;
}

/** @param {Props} props */
function Stage({ state, ui, act }) {
  const view = /** @type {import('./types.js').View} */ (state.view);
  const run = view.run;
  if (run === null)
    return html`<section class="card"><p class="large">Nothing asked yet.</p>
      <p class="quiet">${view.questions?.length ? 'The first prepared question is one key away.' : 'Write the first question below.'}</p></section>`;
  const { sound, passed, last } = around(state, ui);
  const target = heardTarget(view, { sound, passed, last });
  const words = (/** @type {number} */ i) => {
    if (run.calling !== i || run.phase === null)
      return '';
    if (run.phase === 'by-ear')
      return 'The room hums now: listen, and press what you heard';
    return run.phase === 'humming' ? 'The room hums now' : 'Measured, checking the room\u2019s noise';
  };
  return html`<section class="card current" aria-label="Question">
    <${Asked} run=${run} />
    <p class="snapshot">${SNAPSHOT} <span class="quiet">${run.shown ? 'Shown to everybody.' : 'Only chairs and scribes see this.'}</span></p>
    <div class="options">${run.options.map((o, i) => html`<${OptionCard} key=${i} name=${o.name} r=${run.result?.options[i] ?? null} advice=${true}
      called=${words(i)} humExtra=${html`<${HumControls} run=${run} i=${i} sound=${sound} busy=${view.everyone === 'humming'} act=${act} />`}
      heardExtra=${run.state === 'open' ? html`<${HeardControls} run=${run} i=${i} target=${target} keys=${ui.keys} act=${act} />` : null} />`)}</div>
    ${run.result && html`<${Around} result=${run.result} />`}
  </section>`;
}

/** The newest thing of the chair's that was not done, in words. @param {import('./wire.js').State} state */
export function problem(state) {
  const c = state.commands.at(-1);
  if (c === undefined || c.state === 'recorded')
    return '';
  return c.state === 'refused' ? `Not done: ${c.sentence}.` : c.sentence;
}

/** @param {Props} props */
function StepBar({ state, ui, act }) {
  const view = /** @type {import('./types.js').View} */ (state.view);
  const step = nextStep(view, around(state, ui));
  const idle = state.connection !== 'open' || step.what === 'wait' || step.what === 'ended';
  const run = view.run;
  const early = run !== null && run.state === 'open' && run.phase !== 'humming' && view.everyone === null && step.what !== 'close';
  return html`<div class="step-bar" role="region" aria-label="Next step">
    <div class="step-inner">
      <button type="button" id="next-step" class="next-step" aria-disabled=${idle} onClick=${act.step}>
        <span class="step-label">${step.label}</span>
        ${ui.keys && !idle && html`<span class="keys" aria-hidden="true"><kbd>Space</kbd> <kbd>Enter</kbd> <kbd>Page Down</kbd></span>`}
      </button>
      <div class="step-side">
        <p class=${problem(state) ? 'problem' : 'quiet'}>${problem(state) || step.hint}</p>
        <div class="row">
          ${(step.what === 'hum' || step.what === 'call') && html`<button type="button" class="plain" onClick=${() => act.pass(step.option)}>Pass over this option</button>`}
          ${early && html`<button type="button" class="plain" onClick=${() => act.close(run)}>Close the question now</button>`}
          <button type="button" class="plain" aria-pressed=${ui.keys} onClick=${act.toggleKeys}>${ui.keys ? 'Keys are on' : 'Keys are off'}</button>
        </div>
      </div>
    </div>
  </div>`;
}

/** What the words stand on, and the hum of everybody. @param {Props} props */
function Scale({ state, ui, act }) {
  const view = /** @type {import('./types.js').View} */ (state.view);
  const { everyone, scale } = view;
  const flags = everyone === null ? (scale?.hum?.flags ?? []) : [];
  return html`<p class=${everyone === 'humming' ? 'called-words' : ''}>${scaleWords(view)}</p>
    ${flags.length > 0 && html`<ul class="flags">${flags.map((f) => html`<li key=${f.flag}><strong>${f.phrase}</strong>${` ${f.advice}`}</li>`)}</ul>`}
    ${(canHumOnce(view, state.sound) || everyone !== null) && html`<div class="row">
      ${canHumOnce(view, state.sound) && html`<button key="once" type="button" onClick=${act.everyone}>${ui.keys && html`<kbd>E</kbd>`}${everyone === 'humming' ? 'End this hum' : 'Let everybody hum once'}</button>`}
      ${everyone !== null && html`<button key="void" type="button" class="plain" onClick=${act.voidHum}>Set this hum aside</button>`}
    </div>`}`;
}

/** @param {Props} props */
function RoomCard({ state, ui, act }) {
  const told = state.view?.people_told ?? 0;
  const sent = lastCommand(state, 'people');
  return html`<section class="card" aria-labelledby="room-title">
    <h2 id="room-title">The room</h2>
    <p class=${soundWords(state.sound).good ? '' : 'problem'}>${soundWords(state.sound).words}</p>
    ${state.sound !== null && state.sound.source !== 'none' && html`<${LiveMeter} feed=${ui.feed} />`}
    <${CheckPanel} state=${state} act=${act} />
    <${Scale} state=${state} ui=${ui} act=${act} />
    <form class="row people-form" onSubmit=${(/** @type {Event} */ e) => { e.preventDefault(); act.people(); }}>
      <${Field} id="people" label="People in the room" value=${ui.people} set=${(/** @type {string} */ v) => act.set({ people: v })}
        rest=${{ inputmode: 'numeric', pattern: '[0-9]{0,6}', autocomplete: 'off', placeholder: told > 0 ? String(told) : 'not known' }} />
      <button type="submit">Set</button>
    </form>
    <p class="quiet small">${sent?.state === 'sending' ? 'sending' : told > 0 ? `${told} as you told.` : 'Comparisons assume 10 until you tell.'}</p>
  </section>`;
}

/** @param {Props} props */
export function ChairView({ state, ui, act }) {
  if (state.view === null || state.connection === 'refused')
    return html`<${Waiting} state=${state} />`;
  const view = state.view;
  const run = view.run;
  const form = ui.form ?? (run !== null && run.state === 'closed' && run.outcome === null && run.shown ? run : null);
  return html`<${Head} state=${state} name="Chair" />
    <main class="chair">
      <div>
        ${run?.outcome && html`<${SayAloud} run=${run} act=${act} />`}
        <${Stage} state=${state} ui=${ui} act=${act} />
        ${form !== null && html`<${OutcomeForm} key=${`outcome-${form.question}.${form.run}`} run=${form} state=${state} ui=${ui} act=${act} />`}
        <${Questions} state=${state} ui=${ui} act=${act} />
        <${QuestionForm} state=${state} ui=${ui} act=${act} />
        <${Afterwards} state=${state} ui=${ui} act=${act} />
      </div>
      <div>
        <${RoomCard} state=${state} ui=${ui} act=${act} />
        <${People} state=${state} onMore=${act.everybody} />
        <${Chat} lines=${chatLines(state)} draft=${ui.line} onDraft=${(/** @type {string} */ v) => act.set({ line: v })} onSend=${act.say} onEarlier=${act.earlier(state)} />
        <${Links} state=${state} />
        <${EndMeeting} state=${state} ui=${ui} act=${act} />
      </div>
    </main>
    <${StepBar} state=${state} ui=${ui} act=${act} />`;
}
