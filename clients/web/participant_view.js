// @ts-check
// The participant's page: what is known in, nodes out.

import { html } from './preact.js';
import { Asked, Preview } from './asked.js';
import { Adoption } from './adoption.js';
import { AnswerForm, OwnAnswer, Why, Willing, answerable, enteredFor } from './answer_form.js';
import { IssueList } from './issues.js';
import { Chat, Check, Field, Head, OutcomeWords, Results, Waiting } from './parts.js';
import { DrawShown } from './runs.js';
import { Gone, Roles, You } from './you.js';
import { AskChair, Duties, Interrupt, Issues, Queue, Volunteer } from './speak_up.js';
import { chatLines, lastCommand, ownAnswer, withHeld } from './wire.js';
import * as words from './words.js';

/** @typedef {import('./types.js').Run} Run */
/** @typedef {import('./page.js').Props} Props */

/** Has this person joined? @param {import('./wire.js').State} state */
export function joined(state) {
  return state.mine !== null || (state.welcome?.person ?? 0) > 0 || lastCommand(state, 'join')?.state === 'recorded';
}

/** @param {{words: string, ui: any, act: any}} props */
export function CodeForm({ words: why, ui, act }) {
  return html`<main class="narrow">
    <h1>Join the meeting</h1>
    ${why && html`<p class="large">${why}</p>`}
    <form class="card" onSubmit=${(/** @type {Event} */ e) => { e.preventDefault(); act.code(); }}>
      <${Field} id="code" label="Code" hint="It stands on the room screen." value=${ui.code}
        set=${(/** @type {string} */ v) => act.set({ code: v })}
        rest=${{ autocomplete: 'off', autocapitalize: 'characters', spellcheck: false, maxlength: 20, required: true, class: 'code-input' }} />
      <button type="submit" class="main">Go on</button>
    </form>
  </main>`;
}

/** @param {Props} props */
function JoinForm({ state, ui, act }) {
  const { note_well_url: url = '', note_well_version: version = '' } = state.view?.meeting ?? {};
  const sent = lastCommand(state, 'join');
  return html`<form class="card join" onSubmit=${(/** @type {Event} */ e) => { e.preventDefault(); act.join(); }}>
    <h2>Join</h2>
    <${Field} id="name" label="Your name" value=${ui.name} set=${(/** @type {string} */ v) => act.set({ name: v })}
      rest=${{ autocomplete: 'name', required: true, maxlength: 100 }} />
    <${Field} id="affiliation" label="Affiliation (may be empty)" value=${ui.affiliation}
      set=${(/** @type {string} */ v) => act.set({ affiliation: v })} rest=${{ autocomplete: 'organization', maxlength: 100 }} />
    <${Check} id="in-room" label="I am in the room" checked=${ui.inRoom} set=${(/** @type {boolean} */ v) => act.set({ inRoom: v })} />
    <p class="quiet small">People in the room hum; their hands are listed apart.</p>
    <${Check} id="note-well" checked=${ui.noteWell} set=${(/** @type {boolean} */ v) => act.set({ noteWell: v })} rest=${{ required: true }}
      label=${html`I have read the ${url ? html`<a href=${url} target="_blank" rel="noopener noreferrer">Note Well</a>` : 'Note Well'}${version && ` (${version})`} and take part under its terms`} />
    ${sent?.state === 'refused' && html`<p class="problem">${`Not joined: ${sent.sentence}.`}</p>`}
    ${sent?.state === 'sending' && html`<p class="quiet">${`Joining\u2026 ${sent.sentence}`}</p>`}
    <button type="submit" class="main">Join</button>
  </form>`;
}

/**
 * What this person is willing to do for a draft ("": whichever it is): as it was sent last, until the server says it too.
 * @param {import('./wire.js').State} state @param {Run} run
 */
export function willingNow(state, run, draft = '') {
  const c = lastCommand(state, 'willing');
  const sent = c !== undefined && c.fields.question === run.question && c.fields.run === run.run && (c.fields.draft ?? '') === draft
    && (c.state === 'sending' || (c.state === 'recorded' && c.before === state.mine));
  const mine = draft === '' ? state.mine?.willing : state.mine?.willing_drafts?.[(run.rules.drafts ?? []).findIndex((d) => d.name === draft)];
  return /** @type {string[]} */ (sent ? c.fields.willing : (mine ?? []));
}

/** @param {Props} props */
function Question({ state, ui, act }) {
  const run = state.view?.run ?? null;
  if (run === null)
    return html`<section class="card"><p class="large">No question yet.</p><p class="quiet">It appears here by itself.</p></section>`;
  const own = ownAnswer(state, run);
  const humming = words.hummedFor(run);
  const open = run.state === 'open';
  const issues = (state.view?.issues ?? []).filter((i) => i.question === run.question && i.run === run.run);
  return html`<section class="card current" aria-label="Question">
    <${Asked} run=${run} />
    ${humming !== null && html`<p class="hum-now"><span>${`The room hums now${words.forName(run)}:`}</span> <strong>${run.options[humming].name}</strong></p>`}
    ${open && answerable(run) && html`<${AnswerForm} run=${run} own=${own} ui=${ui} act=${act} />`}
    <${DrawShown} run=${run} extra=${html`<${Volunteer} state=${state} run=${run} ui=${ui} act=${act} />`} />
    <${OwnAnswer} run=${run} own=${own} entered=${enteredFor(run, state.mine)} />
    ${open && html`<${Why} run=${run} own=${own} ui=${ui} act=${act} />`}
    ${!state.view?.meeting.ended && !run.voided && html`<${Willing} run=${run} mine=${(/** @type {string} */ draft) => willingNow(state, run, draft)} act=${act} />`}
    <${Adoption} run=${run} />
    ${open && answerable(run) && state.live && html`<p class="quiet">${`${state.live.answered} of ${words.count(state.live.present, 'person', 'people')} who joined answered. Results are hidden until the chair shows them.`}</p>`}
    <${Interrupt} state=${state} run=${run} ui=${ui} act=${act} />
    ${!open && !run.shown && !run.voided && answerable(run) && html`<p class="quiet">The chair has not shown the results.</p>`}
    ${run.outcome && html`<${OutcomeWords} outcome=${run.outcome} />`}
    <${Results} run=${run} />
    ${issues.length > 0 && html`<h3>Issues</h3><${IssueList} issues=${issues} />`}
  </section>`;
}

/** @param {Props} props */
export function ParticipantView({ state, ui, act }) {
  if (state.connection === 'refused')
    return html`<${CodeForm} words=${state.sentence} ui=${ui} act=${act} />`;
  if (state.connection === 'left')
    return html`<${Gone} title=${state.view?.meeting.title || 'humroom'} act=${act} />`;
  if (state.view === null)
    return html`<${Waiting} state=${state} />`;
  if (!joined(state))
    return html`<${Head} state=${state} name="Participant" /><main class="narrow"><${JoinForm} state=${state} ui=${ui} act=${act} /></main>`;
  const past = [...state.view.past].reverse().filter((p) => p.words !== '');
  const lines = withHeld(chatLines(state), state.mine?.held ?? []);
  return html`<${Head} state=${state} name=${state.mine?.name || 'Participant'} counting=${true} />
    <main class="participant">
      <div>
        ${state.view.meeting.ended && html`<p class="large">The meeting has ended. Thank you.</p>`}
        <${Roles} state=${state} ui=${ui} act=${act} />
        ${state.view.everyone === 'humming' && html`<p class="hum-now"><strong>${words.EVERYBODY}</strong></p>`}
        <${Preview} preview=${state.view.preview} />
        <${Question} state=${state} ui=${ui} act=${act} />
        <${Queue} state=${state} ui=${ui} act=${act} />
        <${Issues} state=${state} ui=${ui} act=${act} />
        <${AskChair} state=${state} ui=${ui} act=${act} />
        <${Duties} state=${state} ui=${ui} act=${act} />
        <${You} state=${state} ui=${ui} act=${act} />
        ${past.length > 0 && html`<details class="card"><summary><h2>Earlier outcomes</h2></summary>
          <ul class="past">${past.map((p) => html`<li key=${`${p.question}.${p.run}`}><p class="quiet">${p.text}</p><p>${p.words}</p></li>`)}</ul></details>`}
      </div>
      <${Chat} lines=${lines} draft=${ui.line} onDraft=${(/** @type {string} */ v) => act.set({ line: v })} onSend=${act.say} onEarlier=${act.earlier(state)}
        edit=${{ state, own: (/** @type {import('./types.js').Line} */ l) => l.role === 'participant' && l.person === (state.mine?.person ?? 0), line: ui.editing, change: act.changeLine, drop: act.dropLine }}
        fold=${{ open: ui.chatOpen, news: state.view.chat.cursor - (ui.chatSeen ?? state.view.chat.cursor), set: act.chatOpen }}
        waiting=${state.commands.filter((c) => c.fields.command === 'say' && c.state === 'sending').map((c) => c.fields.text)} />
    </main>`;
}
