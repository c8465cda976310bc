// @ts-check
// The chair's page: the question, what was heard and seen, and one next step.

import { html } from './preact.js';
import { Countdown } from './asked.js';
import { Around, Asked, Chat, Check, Head, OptionCard, Signs, Waiting } from './parts.js';
import { EndMeeting, Links, RoomCard, ToTheChair } from './chair_aside.js';
import { Adoption } from './adoption.js';
import { DraftPanel, ValuePanel, VolunteerPanel } from './chair_draft.js';
import { Afterwards } from './chair_list.js';
import { Offers, OutcomeForm, SayAloud } from './chair_outcome.js';
import { AgainPanel, ChallengePanel, IssuePanel, StatesPanel, VoicePanel, VoidPanel } from './chair_panels.js';
import { PersonPanel } from './chair_person.js';
import { QuestionPanel, Questions } from './chair_question.js';
import { People } from './people.js';
import { snapshotWords } from './rules.js';
import { DrawShown, SideBySide } from './runs.js';
import { Attendance, DutyCard, Names, QueueCard, ReadOut } from './scribe_forms.js';
import { canClose, heardTarget, nextStep } from './steps.js';
import { ForTheChairToKnow } from './irregular.js';
import { tools } from './tools.js';
import { chatLines } from './wire.js';
import { DEAF, HEARD, canMeasure, isDeaf } from './words.js';

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
    left: /** @type {boolean} */ (same && ui.turn.left),
    others: (state.live?.present ?? 0) > 0,
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
  const r = run.result?.options[i];
  const now = (r?.turns.length ? r.turns.at(-1) : r?.heard) ?? '';
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
      <p class="quiet">${view.questions?.length ? 'The first prepared question is one key away.' : 'Write the first question with the next key.'}</p></section>`;
  const { sound, passed, last } = around(state, ui);
  const target = heardTarget(view, { sound, passed, last });
  const words = (/** @type {number} */ i) => {
    if (run.calling !== i || run.phase === null)
      return '';
    if (run.phase === 'by-ear')
      return 'The room hums now: listen, and press what you heard';
    return run.phase === 'humming' ? 'The room hums now' : 'Measured, checking the room\u2019s noise';
  };
  return html`<section class=${`card current ${run.state}`} aria-label="Question">
    <${Signs} run=${run} />
    <${Asked} run=${run} />
    <${DrawShown} run=${run} />
    ${run.kind === 'draw' ? html`<ol class="preview-options">${run.draw?.method === 'chair' && run.options.map((o) => html`<li key=${o.name}>${o.name}</li>`)}</ol>` : html`
    <p class="snapshot">${snapshotWords(run)} <span class="quiet">${run.shown ? 'Shown to everybody.' : 'Only chairs and scribes see this.'}</span></p>
    <div class="options">${run.options.map((o, i) => html`<${OptionCard} key=${i} name=${o.name} r=${run.result?.options[i] ?? null} of=${run} advice=${true}
      called=${words(i)} humExtra=${html`<${HumControls} run=${run} i=${i} sound=${sound} busy=${view.everyone === 'humming'} act=${act} />`}
      heardExtra=${run.state === 'open' ? html`<${HeardControls} run=${run} i=${i} target=${target} keys=${ui.keys} act=${act} />` : null} />`)}</div>
    ${run.result && html`<${Around} result=${run.result} of=${run} />`}`}
    <${Adoption} run=${run} />
    <${SideBySide} run=${run} />
    <${Offers} state=${state} ui=${ui} act=${act} />
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
  const trouble = problem(state) || (isDeaf(state.sound) && run?.state === 'open' ? DEAF : '');
  const mayClose = run !== null && canClose(view);
  return html`<div class="step-bar" role="region" aria-label="Next step">
    <${Tools} state=${state} ui=${ui} act=${act} />
    <div class="step-inner">
      <button type="button" id="next-step" class="next-step" aria-disabled=${idle} onClick=${act.step}>
        <span class="step-label">${step.label}</span>
        ${ui.keys && !idle && html`<span class="keys" aria-hidden="true"><kbd>Space</kbd> <kbd>Enter</kbd> <kbd>Page Down</kbd></span>`}
      </button>
      <div class="step-side">
        <p class=${trouble ? 'problem' : 'quiet'}>${trouble || step.hint}</p>
        <div class="row">
          ${(step.what === 'hum' || step.what === 'call') && html`<button type="button" class="plain" onClick=${() => act.pass(step.option)}>Pass over this option</button>`}
          ${step.what === 'outcome' && html`<button type="button" class="plain" onClick=${act.leaveOutcome}>Go on without an outcome</button>`}
          ${mayClose && step.what !== 'closing' && html`<button type="button" class="plain" onClick=${() => act.closing(run)}>${ui.keys && html`<kbd>K</kbd>`}${run.closes ? 'Keep it open' : 'Close in ten seconds'}</button>`}
          ${mayClose && step.what !== 'close' && html`<button type="button" class="plain" onClick=${() => act.close(run)}>Close it now</button>`}
        </div>
      </div>
    </div>
  </div>`;
}

/** What the chair can turn to, always in the same place. @param {Props} props */
function Tools({ state, ui, act }) {
  const view = /** @type {import('./types.js').View} */ (state.view);
  return html`<div class="tools" role="toolbar" aria-label="Tools">
    ${tools(view).map((t) => html`<button key=${t.name} type="button" class="small-button" aria-disabled=${!t.may} aria-expanded=${t.name in PANELS ? ui.panel === t.name : undefined} aria-pressed=${t.name === 'preview' ? !!view.preview : undefined} onClick=${() => t.may && act.tool(t.name)}>
      ${ui.keys && html`<kbd>${t.key}</kbd>`}${t.label}</button>`)}
  </div>`;
}

const PANELS = /** @type {Record<string, any>} */ ({
  question: QuestionPanel, voice: VoicePanel, hands: VoicePanel, issue: IssuePanel, states: StatesPanel, challenge: ChallengePanel, void: VoidPanel, again: AgainPanel,
  draft: DraftPanel, volunteer: VolunteerPanel, value: ValuePanel, person: PersonPanel,
});

/** @param {Props} props */
export function ChairView({ state, ui, act }) {
  if (state.view === null || state.connection === 'refused')
    return html`<${Waiting} state=${state} />`;
  const view = state.view;
  const run = view.run;
  const drafted = run !== null && (ui.outcomes[`${run.question}.${run.run}`]?.statements.length ?? 0) > 0;
  const due = run !== null && run.state === 'closed' && run.outcome === null && !run.voided && (drafted || (run.shown && run.kind !== 'read'));
  const form = ui.form ?? (due ? run : null);
  const panel = PANELS[ui.panel];
  return html`<${Head} state=${state} name="Chair"><${Countdown} left=${state.left} /><button type="button" class="plain keys-switch" aria-pressed=${ui.keys} onClick=${act.toggleKeys}>${ui.keys ? 'Keys are on' : 'Keys are off'}</button></${Head}>
    <main class="chair"><div class="columns">
      <div>
        ${run?.outcome && html`<${SayAloud} run=${run} act=${act} />`}
        <${Stage} state=${state} ui=${ui} act=${act} />
        ${form !== null && html`<${OutcomeForm} key=${`outcome-${form.question}.${form.run}`} run=${form} state=${state} ui=${ui} act=${act} />`}
        <${Questions} state=${state} ui=${ui} act=${act} />
        <${Afterwards} state=${state} ui=${ui} act=${act} />
      </div>
      <div>
        <${ToTheChair} state=${state} ui=${ui} act=${act} />
        <${RoomCard} state=${state} ui=${ui} act=${act} />
        <${ReadOut} state=${state} ui=${ui} act=${act} />
        <${QueueCard} state=${state} ui=${ui} act=${act} />
        <${People} state=${state} ui=${ui} act=${act} choose=${act.personPanel} />
        <${Chat} lines=${chatLines(state)} draft=${ui.line} onDraft=${(/** @type {string} */ v) => act.set({ line: v })} onSend=${act.say} onEarlier=${act.earlier(state)}
          edit=${{ state, own: (/** @type {import('./types.js').Line} */ l) => l.role === 'chair', line: ui.editing, change: act.changeLine, drop: act.dropLine }}
          extra=${html`<${Check} id="hat-off" label="as a participant, hat off" checked=${ui.hatOff} set=${(/** @type {boolean} */ v) => act.set({ hatOff: v })} />`} />
        <${DutyCard} state=${state} ui=${ui} act=${act} />
        <${Attendance} state=${state} ui=${ui} act=${act} />
        <${ForTheChairToKnow} state=${state} ui=${ui} act=${act} />
        <${Links} state=${state} ui=${ui} act=${act} />
        <${EndMeeting} state=${state} ui=${ui} act=${act} />
      </div>
    </div>${panel && html`<${panel} key=${ui.panel} state=${state} ui=${ui} act=${act} />`}</main>
    <${Names} state=${state} more=${view.meeting.chairs} />
    <${StepBar} state=${state} ui=${ui} act=${act} />`;
}
