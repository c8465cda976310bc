// @ts-check
// The scribe's page: everything that staff sees, what is taken down for people, and the minutes to carry away.

import { html } from './preact.js';
import { Adoption } from './adoption.js';
import { Asked, Preview } from './asked.js';
import { ChallengeList, Interrupts, IssueList } from './issues.js';
import { Attendance, DutyCard, Names, Position, QueueCard, ReadOut, TakeIssue } from './scribe_forms.js';
import { DraftForms, VolunteerForm, draftTitle } from './chair_draft.js';
import { Sent } from './speak_up.js';
import { canVolunteer, ofDraft } from './tools.js';
import { DrawShown, SideBySide } from './runs.js';
import { Around, Chat, Head, OptionCard, OutcomeWords, Signs, Waiting } from './parts.js';
import { snapshotWords } from './rules.js';
import { People } from './people.js';
import { chatLines } from './wire.js';
import { UnsureCard } from './unsure.js';
import { hummedFor, scaleWords, soundWords } from './words.js';

/** @typedef {import('./page.js').Props} Props */

/** What staff sees of a run, hidden or not. @param {{run: import('./types.js').Run}} props */
export function StaffRun({ run }) {
  const calling = hummedFor(run);
  const evidence = run.options.length > 0 && run.kind !== 'draw';
  return html`<section class="card current" aria-label="Question">
    <${Asked} run=${run} />
    <${Signs} run=${run} />
    ${evidence && html`<p class="snapshot">${snapshotWords(run)} <span class="quiet">${run.shown ? 'Shown to everybody.' : 'Not shown to participants.'}</span></p>`}
    <${DrawShown} run=${run} />
    <${Adoption} run=${run} />
    <div class="options">${evidence && run.options.map((o, i) => html`<${OptionCard} key=${i} name=${o.name} r=${run.result?.options[i] ?? null} of=${run} advice=${true}
      called=${calling === i ? 'The room hums now' : ''} />`)}</div>
    ${evidence && run.result && html`<${Around} result=${run.result} of=${run} />`}
    <${SideBySide} run=${run} />
    ${run.outcome && html`<${OutcomeWords} outcome=${run.outcome} />`}
  </section>`;
}

/** Minutes as they will be, to carry away. @param {Props} props */
function Minutes({ state, ui, act }) {
  return html`<section class="card minutes-card" aria-labelledby="minutes-title">
    <h2 id="minutes-title">Minutes</h2>
    <div class="row">
      <button type="button" class="main" onClick=${act.copy}>Copy</button>
      <button type="button" onClick=${act.save}>Save as a file</button>
      <p class="quiet" role="presentation">${ui.copied}</p>
    </div>
    <pre class="minutes" tabindex="0" role="region" aria-label="Text of the minutes">${state.minutes ?? 'Being written\u2026'}</pre>
  </section>`;
}

/** What people raised, and what they asked of the chair; and to take an issue down. @param {Props} props */
function Raised({ state, ui, act }) {
  const { issues, challenges } = /** @type {import('./types.js').View} */ (state.view);
  const open = issues.filter((i) => i.state === 'open').length;
  const unanswered = challenges.filter((c) => c.answered === 0).length;
  return html`<details class="card" open><summary><h2>Issues</h2> <span class="quiet">${open > 0 ? `${open} open` : ''}</span></summary>
      ${issues.length > 0 && html`<${IssueList} issues=${[...issues].reverse()} place=${true} />`}
      <h3>Take an issue down</h3>
      <${TakeIssue} state=${state} ui=${ui} act=${act} /></details>
    ${challenges.length > 0 && html`<details class="card" open><summary><h2>Asked of the chair</h2> <span class="quiet">${unanswered > 0 ? `${unanswered} not answered` : ''}</span></summary>
      <${ChallengeList} challenges=${[...challenges].reverse()} /></details>`}`;
}

/** @param {Props} props */
export function ScribeView({ state, ui, act }) {
  if (state.view === null || state.connection === 'refused')
    return html`<${Waiting} state=${state} />`;
  const sound = soundWords(state.sound);
  const { run, preview, interrupts = [] } = state.view;
  return html`<${Head} state=${state} name="Scribe" counting=${true}><p class=${sound.good ? 'quiet' : 'link bad'}>${sound.words}</p><//>
    <${Names} state=${state} />
    <main class="scribe">
      <div>
        <p class="quiet">${scaleWords(state.view)}</p>
        ${interrupts.length > 0 && html`<section class="card" aria-labelledby="interrupts-title"><h2 id="interrupts-title">Said of the question</h2><${Interrupts} interrupts=${interrupts} /></section>`}
        <${Preview} preview=${preview} />
        ${run ? html`<${StaffRun} run=${run} />` : html`<section class="card"><p class="large">No question yet.</p></section>`}
        ${!state.view.meeting.ended && html`<${Position} state=${state} ui=${ui} act=${act} />`}
        ${canVolunteer(run) && html`<section class="card" aria-labelledby="pool-title"><h2 id="pool-title">Into the pool</h2><${VolunteerForm} ui=${ui} act=${act} /><${Sent} state=${state} name="volunteer" of=${run} /></section>`}
        ${ofDraft(state.view)?.adoption && html`<details class="card"><summary><h2>${draftTitle({ view: state.view })}</h2></summary><${DraftForms} state=${state} ui=${ui} act=${act} />
          ${['criterion', 'step', 'willing'].map((name) => html`<${Sent} key=${name} state=${state} name=${name} refused=${true} />`)}</details>`}
        <${Raised} state=${state} ui=${ui} act=${act} />
      </div>
      <div>
        <${UnsureCard} view=${state.view} act=${act} />
        <${ReadOut} state=${state} ui=${ui} act=${act} />
        ${!state.view.meeting.ended && html`<${QueueCard} state=${state} ui=${ui} act=${act} />`}
        <${People} state=${state} ui=${ui} act=${act} />
        <${Attendance} state=${state} ui=${ui} act=${act} />
        <${DutyCard} state=${state} ui=${ui} act=${act} />
        <${Chat} lines=${chatLines(state)} draft=${ui.line} onDraft=${(/** @type {string} */ v) => act.set({ line: v })} onSend=${act.say} onEarlier=${act.earlier(state)}
          edit=${{ state, own: (/** @type {import('./types.js').Line} */ l) => l.role === 'scribe', line: ui.editing, change: act.changeLine, drop: act.dropLine }} />
      </div>
      <${Minutes} state=${state} ui=${ui} act=${act} />
    </main>`;
}
