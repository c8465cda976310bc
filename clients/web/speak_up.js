// @ts-check
// What a participant says beside an answer: of the question while it is open, an issue, a request to the chair; and the
// queue to speak. Pure.

import { html } from './preact.js';
import { Select, Some, prevented } from './fields.js';
import { Field } from './parts.js';
import { ABOUT, ASKS, ChallengeList, IssueList } from './issues.js';
import { lastCommand } from './wire.js';
import { clock, count } from './words.js';

/** @typedef {import('./wire.js').State} State */
/** @typedef {import('./types.js').Run} Run */
/** @typedef {import('./types.js').View} View */
/** @typedef {{state: State, ui: any, act: any}} Props */

/**
 * What became of the newest command of a name; what was refused is given back to copy. of: the run that it belongs to,
 * where it belongs to one. refused: only then; what was done is seen elsewhere.
 * @param {{state: State, name: string, of?: Run|null, refused?: boolean}} props
 */
export function Sent({ state, name, of = null, refused = false }) {
  const c = lastCommand(state, name);
  if (c === undefined || (of !== null && (c.fields.question !== of.question || c.fields.run !== of.run)))
    return null;
  if (refused && c.state !== 'refused')
    return null;
  if (c.state === 'recorded')
    return html`<p class="own good">${`Recorded at ${clock(c.time)}.`}</p>`;
  if (c.state === 'sending')
    return html`<p class="quiet">${`sending ${c.sentence && `(${c.sentence})`}`}</p>`;
  const { text = '', decision = '', process = '' } = c.fields;
  const wrote = [text, decision, process].filter((x) => x !== '').join(' / ');
  return html`<p class="problem">${`Not done: ${c.sentence}.${wrote && ` You wrote: ${wrote}`}`}</p>`;
}

/** @param {{id: string, label: string, value: string, set: (v: string) => void, hint?: string, rest?: any}} props */
export function Lines({ id, label, value, set, hint = '', rest = {} }) {
  return html`<div class="field"><label for=${id}>${label}</label>
    ${hint && html`<p id=${`${id}-hint`} class="quiet small">${hint}</p>`}
    <textarea id=${id} rows="2" maxlength="500" value=${value} aria-describedby=${hint ? `${id}-hint` : undefined}
      onInput=${(/** @type {any} */ e) => set(e.target.value)} ...${rest}></textarea></div>`;
}

const shortened = (/** @type {string} */ text) => (text.length > 50 ? `${text.slice(0, 49)}\u2026` : text);

/** "3.2": run 2 of question 3. @param {{question: number, run: number}} r */
export const keyOf = (r) => `${r.question}.${r.run}`;

const placeName = (/** @type {string} */ key) => {
  const [question, run] = key.split('.');
  return `Question ${question}${run !== '1' ? `, run ${run}` : ''}`;
};

/**
 * What something can be about: this question, earlier ones, the meeting; and what was chosen, though it is no longer told.
 * @param {View} view @param {string|null} [chosen] @returns {[string, string][]}
 */
export function places(view, chosen = null) {
  const of = (/** @type {{question: number, run: number, text: string}} */ r) => /** @type {[string, string]} */ ([
    keyOf(r), `${placeName(keyOf(r))}: ${shortened(r.text)}`]);
  const known = [...(view.run ? [of(view.run)] : []), ...[...view.past].reverse().map(of), /** @type {[string, string]} */ (['', 'The meeting as a whole'])];
  return chosen === null || known.some(([key]) => key === chosen) ? known : [[chosen, placeName(chosen)], ...known];
}

/** The place that a form stands on: what was chosen, or was there when the writing began; else the question in hand. @param {View} view @param {string|null} chosen */
export const placeOf = (view, chosen) => chosen ?? places(view)[0][0];

/** Fields of a command. @param {string} place */
export function placeFields(place) {
  const [question, run] = place.split('.').map(Number);
  return place === '' ? {} : { question, run };
}

/** The polite interrupt: one line, seen by chair and scribe. @param {Props & {run: Run}} props */
export function Interrupt({ state, run, ui, act }) {
  if (run.state !== 'open')
    return null;
  return html`<details class="interrupt"><summary>Wording unclear, another option, a flaw?</summary>
    <form onSubmit=${prevented(() => act.interrupt(run))}>
      <div class="row" role="group" aria-label="What is it about?">${ABOUT.map(([word, name]) => html`<button key=${word} type="button"
        class="small-button" aria-pressed=${ui.about === word} onClick=${() => act.set({ about: word })}>${name}</button>`)}</div>
      <${Field} id="interrupt" label="In one line" value=${ui.interrupt} set=${(/** @type {string} */ v) => act.set({ interrupt: v })}
        hint="Chair and scribe see it, with your name." rest=${{ required: true, maxlength: 500, autocomplete: 'off' }} />
      <button type="submit">Tell the chair</button>
    </form><${Sent} state=${state} name="interrupt" of=${run} /></details>`;
}

/** What everybody sees with what only this person does yet, by number, newest first. @template T @param {T[]} all @param {T[]} own @param {(x: T) => number} number */
export const withOwn = (all, own, number) =>
  [...new Map([...own, ...all].map((x) => [number(x), x])).values()].sort((a, b) => number(b) - number(a));

/** Issues and their states; to raise one, and to withdraw an own one. @param {Props} props */
export function Issues({ state, ui, act }) {
  const view = /** @type {View} */ (state.view);
  const issues = withOwn(view.issues, state.mine?.issues ?? [], (i) => i.issue);
  const open = issues.filter((i) => i.state === 'open').length;
  const me = state.mine?.person ?? 0;
  return html`<details class="card"><summary><h2>Issues</h2> <span class="quiet">${open > 0 ? `${open} open` : ''}</span></summary>
    ${issues.length > 0 && html`<${IssueList} issues=${issues} place=${true} extra=${(/** @type {import('./types.js').Issue} */ i) => i.person === me && i.state === 'open'
      && html`<button type="button" class="plain" onClick=${() => act.withdrawIssue(i)}>Withdraw this issue of yours</button>`} />`}
    <${Sent} state=${state} name="issue-state" />
    <form onSubmit=${prevented(act.issue)}>
      <h3>Raise an issue</h3>
      <${Select} id="issue-about" label="About" value=${placeOf(view, ui.issueAbout)} set=${(/** @type {string} */ v) => act.set({ issueAbout: v })} items=${places(view, ui.issueAbout)} />
      <${Lines} id="issue-text" label="What is the issue?" value=${ui.issue} set=${(/** @type {string} */ v) => act.set({ issue: v, issueAbout: placeOf(view, ui.issueAbout) })}
        hint="It stands in the minutes with your name until it is addressed." rest=${{ required: true }} />
      <button type="submit">Raise it</button>
    </form><${Sent} state=${state} name="issue" /></details>`;
}

/** A request to the chair, in polite words. @param {Props} props */
export function AskChair({ state, ui, act }) {
  const view = /** @type {View} */ (state.view);
  const set = (/** @type {string} */ name) => (/** @type {string} */ v) => act.set({ [name]: v, ...(name !== 'asksAbout' && { asksAbout: placeOf(view, ui.asksAbout) }) });
  const challenge = ui.asks === 'challenge';
  const challenges = withOwn(view.challenges, state.mine?.challenges ?? [], (c) => c.challenge);
  return html`<details class="card"><summary><h2>Ask the chair</h2></summary>
    ${challenges.length > 0 && html`<${ChallengeList} challenges=${challenges} />`}
    <form onSubmit=${prevented(act.challenge)}>
      <${Select} id="asks" label="I ask" value=${ui.asks} set=${set('asks')} items=${ASKS} />
      <${Select} id="asks-about" label="About" value=${placeOf(view, ui.asksAbout)} set=${set('asksAbout')} items=${places(view, ui.asksAbout)} />
      ${challenge && html`<${Lines} key="decision" id="decision" label="The decision: what is wrong with it" value=${ui.decision} set=${set('decision')}
          hint="One of the two fields is enough. Write of the matter, not of people." rest=${{ required: ui.process.trim() === '' }} />
        <${Lines} key="process" id="process" label="How it was reached: what was wrong" value=${ui.process} set=${set('process')} rest=${{ required: ui.decision.trim() === '' }} />`}
      <${Lines} key="asks-text" id="asks-text" label=${challenge ? 'What you propose (may be empty)' : 'Why (may be empty)'} value=${ui.asksText} set=${set('asksText')} />
      <p class="quiet small">Chair and scribe see it at once; the answer goes to everybody, and both into the minutes.</p>
      <button type="submit">Ask</button>
    </form><${Sent} state=${state} name="challenge" /></details>`;
}

/** The queue to speak; beyond the first twenty the page does not know whether one waits. @param {Props} props */
export function Queue({ state, ui, act }) {
  const { speaking, waiting, entries } = /** @type {View} */ (state.view).queue;
  const me = state.mine?.person ?? 0;
  const place = entries.findIndex((e) => e.person === me);
  const floor = speaking && (speaking.person === me ? 'You have the floor.' : `${speaking.name} has the floor.`);
  return html`<details class="card"><summary><h2>Speak</h2> <span class="quiet">${[floor, place >= 0 && `You are number ${place + 1}.`].filter(Boolean).join(' ')}</span></summary>
    <p class="quiet">${[floor, waiting > 0 ? `${count(waiting, 'person waits', 'people wait')}.` : 'Nobody waits.'].filter(Boolean).join(' ')}</p>
    <${Some} ordered=${true} shown=${5} class="queue" items=${entries.map((e) => html`<li key=${e.entry}><bdi>${e.name}</bdi>${e.about && html` <bdi class="quiet">${e.about}</bdi>`}</li>`)} />
    ${(place >= 0 || waiting > entries.length) && html`<button key="leave" type="button" onClick=${act.leaveQueue}>Leave the queue</button>`}
    ${place < 0 && html`<form key="join" onSubmit=${prevented(act.joinQueue)}>
        <${Field} id="queue-about" label="About what (may be empty)" value=${ui.queueAbout} set=${(/** @type {string} */ v) => act.set({ queueAbout: v })} rest=${{ maxlength: 200, autocomplete: 'off' }} />
        <button type="submit">Join the queue</button></form>`}
    <${Sent} state=${state} name="queue-join" />
    <p class="quiet small">Who can not speak writes \u201cmic:\u201d before a line of the chat: it is read out in the room.</p>
  </details>`;
}

/** To put one's name into the pool of a draw, until it is fixed. @param {Props & {run: Run}} props */
export function Volunteer({ state, run, act }) {
  const d = run.draw;
  if (!d?.volunteers || run.state !== 'open' || d.fixed)
    return null;
  const inPool = d.pool.some((l) => l.person === (state.mine?.person ?? 0));
  return html`<div><button type="button" class="answer" aria-pressed=${inPool} onClick=${() => act.volunteer(run, !inPool)}><span>${inPool ? 'I volunteer. Take my name out' : 'I volunteer'}</span></button>
    <${Sent} state=${state} name="volunteer" of=${run} /></div>`;
}

/** [word of the wire, words of the page, what somebody does]. */
export const DUTIES = /** @type {['notes'|'chat', string, string][]} */ ([
  ['notes', 'take notes', 'takes notes'], ['chat', 'watch the chat', 'watches the chat'],
]);

/** "Bo takes notes." for each that somebody does. @param {import('./types.js').Duty[]} duties */
export const dutyWords = (duties) => duties.map((d) => `${d.who} ${DUTIES.find(([word]) => word === d.duty)?.[2] ?? d.duty}.`);

/** Volunteers for notes and for watching the chat. @param {Props} props */
export function Duties({ state, act }) {
  const { duties } = /** @type {View} */ (state.view);
  const me = state.mine?.person ?? 0;
  const said = dutyWords(duties);
  return html`<details class="card"><summary><h2>Help</h2></summary>
    <p>${said.length > 0 ? said.join(' ') : 'Nobody takes notes or watches the chat yet.'}</p>
    <div class="row">${DUTIES.map(([duty, what]) => {
      const mine = duties.some((d) => d.duty === duty && d.person === me);
      return html`<button key=${duty} type="button" aria-pressed=${mine} onClick=${() => act.duty(duty, mine)}>${`I ${what}`}</button>`;
    })}</div><${Sent} state=${state} name="duty" /></details>`;
}
