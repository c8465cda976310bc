// @ts-check
// What the scribe takes down for people: positions and issues at the microphone, the queue, lines to be read out, who
// is there without a device, who helps. Pure.

import { html } from './preact.js';
import { Select, Some, prevented } from './fields.js';
import { Field } from './parts.js';
import { labelled, who } from './people.js';
import { Lines, Sent, DUTIES, dutyWords, keyOf, placeOf, places } from './speak_up.js';

/** @typedef {import('./wire.js').State} State */
/** @typedef {import('./types.js').View} View */
/** @typedef {import('./types.js').Run} Run */
/** @typedef {import('./types.js').Person} Person */
/** @typedef {{state: State, ui: any, act: any}} Props */

/** @param {{id: string, label: string, value: string, set: (v: string) => void, state: State, hint?: string}} props */
function Who({ id, label, value, set, state, hint = 'Somebody who joined, or any name.' }) {
  return html`<${Field} id=${id} label=${label} value=${value} set=${set} hint=${hint} rest=${{ list: 'people-names', required: true, autocomplete: 'off', maxlength: 100 }} />`;
}

/** @type {WeakMap<Map<number, Person>, {names: number, drawn: any}>} */
const drawnNames = new WeakMap();

/** The names for all fields that ask who; thousands are drawn only when one of them is another. @param {{state: State, more?: string[]}} props */
export function Names({ state, more = [] }) {
  const known = drawnNames.get(state.people);
  if (known !== undefined && known.names === state.names)
    return known.drawn;
  const all = new Set([...labelled(state.people.values()).keys(), ...more]);
  const drawn = html`<datalist id="people-names">${[...all].map((n) => html`<option key=${n} value=${n} />`)}</datalist>`;
  drawnNames.set(state.people, { names: state.names, drawn });
  return drawn;
}

/** The positions that can be taken down, with "no opinion" where it is one. @param {Run} run @returns {[string, string][]} */
export const positionsOf = (run) => [
  ...run.options.map((o, i) => /** @type {[string, string]} */ ([String(i), o.name])),
  ...(run.wants.no_opinion ? [/** @type {[string, string]} */ (['no-opinion', 'no opinion'])] : []),
  ['withdraw', 'taken back'],
];

/** A position that is taken down, as it is sent. @param {Run} run @param {{who: string, option: string, text: string}} d @param {Iterable<Person>} people */
export function positionCommand(run, d, people) {
  const option = /^\d+$/.test(d.option) ? Number(d.option) : d.option;
  const text = d.text.trim();
  return { command: 'position', question: run.question, run: run.run, option, way: 'microphone', ...who(people, d.who), ...(text && { text }) };
}

/** @param {Props} props */
export function Position({ state, ui, act }) {
  const run = state.view?.run ?? null;
  if (run === null || run.options.length === 0 || run.kind === 'draw' || run.voided || run.outcome)
    return null;
  const other = ui.positionOf !== null && ui.positionOf !== keyOf(run);
  const choices = [/** @type {[string, string]} */ (['', 'choose']), ...positionsOf(run)]; // none by itself: it would be taken for what was said
  const option = !other && choices.some(([v]) => v === ui.option) ? ui.option : '';
  const needed = option !== '' && run.wants.reasons[Number(option)] === 'reason';
  const set = (/** @type {string} */ name) => (/** @type {string} */ v) => act.set({ [name]: v, positionOf: name === 'option' ? keyOf(run) : (ui.positionOf ?? keyOf(run)) });
  return html`<section class="card" aria-labelledby="position-title"><h2 id="position-title">Said at the microphone</h2>
    <form onSubmit=${prevented(() => act.position(run, option))}>
      <div class="pair"><${Who} id="position-who" label="Who" value=${ui.positionWho} set=${set('positionWho')} state=${state} />
        <${Select} id="position-option" label="For which option" value=${option} set=${set('option')} items=${choices} /></div>
      <${Field} id="position-text" label=${needed ? 'Why (needed)' : 'In their words (may be empty)'} value=${ui.positionText} set=${set('positionText')} rest=${{ maxlength: 500, autocomplete: 'off', required: needed }} />
      <p class="quiet small">It stands apart from hands and chat. Whoever has answered by themselves is not counted again.</p>
      ${other && html`<p class="problem">Another question was asked meanwhile: choose the option once more.</p>`}
      <button type="submit" class="main" aria-disabled=${option === ''}>Take it down</button>
    </form><${Sent} state=${state} name="position" of=${run} /></section>`;
}

/** @param {Props} props */
export function TakeIssue({ state, ui, act }) {
  const view = /** @type {View} */ (state.view);
  const set = (/** @type {string} */ name) => (/** @type {string} */ v) => act.set({ [name]: v });
  return html`<form onSubmit=${prevented(act.issue)}>
      <div class="pair"><${Who} id="issue-who" label="Raised by" value=${ui.issueWho} set=${set('issueWho')} state=${state} />
        <${Select} id="issue-about" label="About" value=${placeOf(view, ui.issueAbout)} set=${set('issueAbout')} items=${places(view, ui.issueAbout)} /></div>
      <${Lines} id="issue-text" label="What is the issue, in their words?" value=${ui.issue} set=${(/** @type {string} */ v) => act.set({ issue: v, issueAbout: placeOf(view, ui.issueAbout) })} rest=${{ required: true }} />
      <button type="submit" class="main">Take it down</button>
    </form><${Sent} state=${state} name="issue" />`;
}

/** The queue to speak, for everybody; scribe and chair call the next. @param {Props} props */
export function QueueCard({ state, ui, act }) {
  const { speaking, waiting, entries } = /** @type {View} */ (state.view).queue;
  return html`<section class="card" aria-labelledby="queue-title"><h2 id="queue-title">Queue</h2>
    <p>${speaking ? html`<strong>${speaking.name}</strong>${` has the floor${speaking.about && ` (${speaking.about})`}.`}` : 'Nobody has the floor.'}${waiting > entries.length ? ` ${waiting} wait.` : ''}</p>
    <${Some} ordered=${true} shown=${5} class="queue" items=${entries.map((e) => html`<li key=${e.entry}><span><bdi>${e.name}</bdi>${e.about && html` (<bdi>${e.about}</bdi>)`}</span>
      <button type="button" class="plain" onClick=${() => act.call(e)}>Call<span class="sr">${` ${e.name}`}</span></button>
      <button type="button" class="plain" onClick=${() => act.unqueue(e)}>Take off<span class="sr">${` ${e.name}`}</span></button></li>`)} />
    ${(entries.length > 0 || speaking) && html`<button type="button" onClick=${() => act.call(null)}>${entries.length > 0 ? 'Call the next' : 'The floor is free'}</button>`}
    <form class="row" onSubmit=${prevented(act.queue)}>
      <${Who} id="queue-who" label="Add somebody" value=${ui.queueWho} set=${(/** @type {string} */ v) => act.set({ queueWho: v })} state=${state} hint="" />
      <button type="submit">Add</button></form>
  </section>`;
}

/** Lines of the chat that are to be read out. @param {Props} props */
export function ReadOut({ state, act }) {
  const mic = state.view?.mic;
  if (!mic || mic.unread === 0)
    return null;
  return html`<section class="card" aria-labelledby="mic-title"><h2 id="mic-title">To be read out</h2>
    <${Some} shown=${4} class="issues" items=${mic.entries.filter((l) => !l.read_out).map((l) => html`<li key=${l.line}><p><strong>${l.name}</strong> <bdi>${l.text}</bdi></p>
      <button type="button" class="small-button" onClick=${() => act.readOut(l)}>It was read out</button></li>`)} /></section>`;
}

/** People without a device, for the blue sheet. @param {Props} props */
export function Attendance({ state, ui, act }) {
  const set = (/** @type {string} */ name) => (/** @type {string} */ v) => act.set({ [name]: v });
  const entered = [...state.people.values()].filter((p) => p.entered);
  return html`<details class="card"><summary><h2>People without a device</h2></summary>
    <p class="quiet">They stand on the blue sheet and in no count.</p>
    ${entered.length > 0 && html`<ul class="entered">${entered.map((p) => html`<li key=${p.person}><span class=${p.on_sheet ? '' : 'quiet'}>${p.name}${p.affiliation && ` (${p.affiliation})`}${!p.on_sheet && ', taken off'}</span>
      ${p.on_sheet && html`<button type="button" class="plain" onClick=${() => act.offSheet(p)}>Take off<span class="sr">${` ${p.name}`}</span></button>`}</li>`)}</ul>`}
    <form onSubmit=${prevented(act.attend)}>
      <div class="pair"><${Field} id="attend-name" label="Name" value=${ui.attendName} set=${set('attendName')} rest=${{ required: true, maxlength: 100, autocomplete: 'off' }} />
        <${Field} id="attend-affiliation" label="Affiliation (may be empty)" value=${ui.attendAffiliation} set=${set('attendAffiliation')} rest=${{ maxlength: 100, autocomplete: 'off' }} /></div>
      <button type="submit">Add to the sheet</button>
    </form><${Sent} state=${state} name="attend" /></details>`;
}

/** Who takes notes and who watches the chat. @param {Props} props */
export function DutyCard({ state, ui, act }) {
  const { duties } = /** @type {View} */ (state.view);
  const said = dutyWords(duties);
  return html`<details class="card"><summary><h2>Notes and chat</h2> <span class="quiet">${said.join(' ')}</span></summary>
    ${duties.length > 0 && html`<ul class="entered">${duties.map((d, i) => html`<li key=${`${d.duty}${d.person}${d.who}`}><span>${said[i]}</span>
      <button type="button" class="plain" onClick=${() => act.duty(d.duty, d.person > 0 ? { of_person: d.person } : { name: d.who }, true)}>No more<span class="sr">${`: ${said[i]}`}</span></button></li>`)}</ul>`}
    <form onSubmit=${prevented(act.addDuty)}>
      <div class="pair"><${Who} id="duty-who" label="Who" value=${ui.dutyWho} set=${(/** @type {string} */ v) => act.set({ dutyWho: v })} state=${state} />
        <${Select} id="duty" label="Volunteered to" value=${ui.dutyWhat} set=${(/** @type {string} */ v) => act.set({ dutyWhat: v })} items=${DUTIES} /></div>
      <button type="submit">Note it</button>
    </form><${Sent} state=${state} name="duty" /></details>`;
}
