// @ts-check
// The participant's page: what is known in, nodes out.

import { html } from './preact.js';
import { Asked, Preview } from './asked.js';
import { Chat, Check, Field, Head, OutcomeWords, Results, Waiting } from './parts.js';
import { chatLines, lastCommand, ownAnswer, withHeld } from './wire.js';
import * as words from './words.js';

/** @typedef {import('./types.js').Run} Run */
/** @typedef {import('./page.js').Props} Props */

/** Has this person joined? @param {import('./wire.js').State} state */
export function joined(state) {
  return state.mine !== null || (state.welcome?.person ?? 0) > 0 || lastCommand(state, 'join')?.state === 'recorded';
}

/** An answer as a name. @param {Run} run @param {number|string} option */
function answerName(run, option) {
  if (typeof option === 'number')
    return run.options[option]?.name ?? '';
  return option === 'withdraw' ? 'withdrawn' : 'no opinion';
}

/** What became of the own answer, in words. @param {Run} run @param {NonNullable<ReturnType<typeof ownAnswer>>} own */
export function answerWords(run, own) {
  const name = answerName(run, own.option);
  const what = own.option === 'withdraw' ? 'Answer withdrawn' : `Your answer: ${name}`;
  if (own.state === 'sending')
    return { what, state: own.sentence ? `sending (${own.sentence})` : 'sending', good: false };
  if (own.state === 'refused') {
    const stands = own.stands && own.stands.option !== 'withdraw'
      ? ` What stands: ${answerName(run, own.stands.option)}, recorded at ${words.clock(own.stands.time)}.` : '';
    return { what, state: `not counted: ${own.sentence}.${stands}`, good: false };
  }
  const from = own.channel === 'chat' ? ', read from your chat line' : '';
  return { what, state: `recorded at ${words.clock(own.time)}${from}`, good: true };
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
  const url = state.view?.meeting.note_well_url;
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
      label=${html`I have read the ${url ? html`<a href=${url} target="_blank" rel="noopener noreferrer">Note Well</a>` : 'Note Well'} and take part under its terms`} />
    ${sent?.state === 'refused' && html`<p class="problem">${`Not joined: ${sent.sentence}.`}</p>`}
    ${sent?.state === 'sending' && html`<p class="quiet">${`Joining\u2026 ${sent.sentence}`}</p>`}
    <button type="submit" class="main">Join</button>
  </form>`;
}

/** @param {{run: Run, own: ReturnType<typeof ownAnswer>, ui: any, act: any}} props */
function AnswerForm({ run, own, ui, act }) {
  const chosen = own !== null && own.state !== 'refused' ? own.option : (own?.stands?.option ?? null);
  const answer = (/** @type {number|string} */ o) => () => act.answer(run, o);
  const choice = (/** @type {number|string} */ o, /** @type {string} */ name, /** @type {string} */ kind) =>
    html`<button key=${o} type="button" class=${kind} aria-pressed=${chosen === o} onClick=${answer(o)}>
      <span>${name}</span></button>`;
  return html`<div class="answers" role="group" aria-label="Your answer">
      ${run.options.map((o, i) => choice(i, o.name, 'answer'))}
      <div class="row">
        ${choice('no-opinion', 'No opinion', 'answer small-answer')}
        ${own !== null && chosen !== null && chosen !== 'withdraw' && html`<button key="withdraw" type="button" class="answer small-answer" onClick=${answer('withdraw')}><span>Withdraw</span></button>`}
      </div>
      <${Field} id="remark" label="Remark with your answer (may be empty)" value=${ui.remark} set=${(/** @type {string} */ v) => act.set({ remark: v })}
        rest=${{ autocomplete: 'off', maxlength: 500 }} />
    </div>
    ${own === null && html`<p class="quiet">Chairs and scribes see your name with your answer; minutes give counts.</p>`}`;
}

/** @param {{run: Run, own: ReturnType<typeof ownAnswer>}} props */
function OwnAnswer({ run, own }) {
  if (own === null)
    return run.state === 'closed' ? html`<p class="quiet">You did not answer.</p>` : null;
  const { what, state, good } = answerWords(run, own);
  return html`<p class=${`own ${good ? 'good' : ''}`}><strong>${what}</strong> <span>${state}</span></p>`;
}

/** @param {Props} props */
function Question({ state, ui, act }) {
  const run = state.view?.run ?? null;
  if (run === null)
    return html`<section class="card"><p class="large">No question yet.</p><p class="quiet">It appears here by itself.</p></section>`;
  const own = ownAnswer(state, run);
  const humming = words.hummedFor(run);
  return html`<section class="card current" aria-label="Question">
    <${Asked} run=${run} />
    ${humming !== null && html`<p class="hum-now"><span>${`The room hums now${words.forName(run)}:`}</span> <strong>${run.options[humming].name}</strong></p>`}
    ${run.state === 'open' && html`<${AnswerForm} run=${run} own=${own} ui=${ui} act=${act} />`}
    <${OwnAnswer} run=${run} own=${own} />
    ${run.state === 'open' && state.live && html`<p class="quiet">${`${state.live.answered} of ${words.count(state.live.present, 'person', 'people')} who joined answered. Results are hidden until the chair shows them.`}</p>`}
    ${run.state === 'closed' && !run.shown && html`<p class="quiet">The chair has not shown the results.</p>`}
    ${run.outcome && html`<${OutcomeWords} outcome=${run.outcome} />`}
    <${Results} run=${run} />
  </section>`;
}

/** @param {Props} props */
export function ParticipantView({ state, ui, act }) {
  if (state.connection === 'refused')
    return html`<${CodeForm} words=${state.sentence} ui=${ui} act=${act} />`;
  if (state.view === null)
    return html`<${Waiting} state=${state} />`;
  if (!joined(state))
    return html`<${Head} state=${state} name="Participant" /><main class="narrow"><${JoinForm} state=${state} ui=${ui} act=${act} /></main>`;
  const past = state.view.past.filter((p) => p.words !== '');
  const me = state.mine?.name;
  return html`<${Head} state=${state} name=${me || 'Participant'} />
    <main class="participant">
      <div>
        ${state.view.meeting.ended && html`<p class="large">The meeting has ended. Thank you.</p>`}
        ${state.view.everyone === 'humming' && html`<p class="hum-now"><strong>${words.EVERYBODY}</strong></p>`}
        <${Preview} preview=${state.view.preview} />
        <${Question} state=${state} ui=${ui} act=${act} />
        ${past.length > 0 && html`<section class="card" aria-labelledby="past-title"><h2 id="past-title">Earlier outcomes</h2>
          <ul class="past">${past.map((p) => html`<li key=${`${p.question}.${p.run}`}><p class="quiet">${p.text}</p><p>${p.words}</p></li>`)}</ul></section>`}
      </div>
      <${Chat} lines=${withHeld(chatLines(state), state.mine?.held ?? [])} draft=${ui.line} onDraft=${(/** @type {string} */ v) => act.set({ line: v })} onSend=${act.say} onEarlier=${act.earlier(state)}
        waiting=${state.commands.filter((c) => c.fields.command === 'say' && c.state === 'sending').map((c) => c.fields.text)} />
    </main>`;
}
