// @ts-check
// A participant's answer: one press an option; a reason where it is needed, and offered after an answer against or
// between options. Pure.

import { html } from './preact.js';
import { prevented } from './fields.js';
import { Field } from './parts.js';
import { WILLING } from './adoption.js';
import { wantsOf } from './rules.js';
import * as words from './words.js';

/** @typedef {import('./types.js').Run} Run */
/** @typedef {NonNullable<ReturnType<typeof import('./wire.js').ownAnswer>>} Own */

/** Is it for people to answer at all? @param {Run} run */
export const answerable = (run) => run.options.length > 0 && run.kind !== 'draw';

/** Every option of an answer, in the order of the question. @param {{option: number|string, also: number[]}|null} answer @returns {number[]} */
export const optionsOf = (answer) =>
  (typeof answer?.option === 'number' ? [answer.option, ...answer.also].sort((a, b) => a - b) : []);

/** An answer as names. @param {Run} run @param {{option: number|string, also: number[]}} answer */
export function answerName(run, answer) {
  if (typeof answer.option === 'number')
    return optionsOf(answer).map((o) => run.options[o]?.name ?? '').join(', ');
  return answer.option === 'withdraw' ? 'withdrawn' : 'no opinion';
}

/** What became of the own answer, in words. @param {Run} run @param {Own} own */
export function answerWords(run, own) {
  const vote = run.kind === 'plurality';
  const what = own.option === 'withdraw' ? `${vote ? 'Vote' : 'Answer'} withdrawn` : `Your ${vote ? 'vote' : 'answer'}: ${answerName(run, own)}`;
  if (own.state === 'sending')
    return { what, state: own.sentence ? `sending (${own.sentence})` : 'sending', good: false };
  if (own.state === 'refused') {
    const stands = own.stands && own.stands.option !== 'withdraw'
      ? ` What stands: ${answerName(run, own.stands)}, recorded at ${words.clock(own.stands.time)}.` : '';
    return { what, state: `not counted: ${own.sentence}.${stands}`, good: false };
  }
  const from = own.channel === 'chat' ? ', read from your chat line' : '';
  return { what, state: `recorded at ${words.clock(own.time)}${from}`, good: true };
}

/** The answer that stands, or is on its way. @param {Own|null} own */
export const standing = (own) => (own !== null && own.state !== 'refused' ? own : (own?.stands ?? null));

/**
 * What pressing an option sends: alone it takes the place of the others; where several are possible it is taken in, or
 * out again. null: nothing, all have been given.
 * @param {Run} run @param {{option: number|string, also: number[]}|null} now @param {number} option
 * @returns {{option: number|'withdraw', also: number[]}|null}
 */
export function pressed(run, now, option) {
  if (run.wants.further === 0)
    return { option, also: [] };
  const before = optionsOf(now);
  const after = before.includes(option) ? before.filter((o) => o !== option) : [...before, option].sort((a, b) => a - b);
  if (after.length === 0)
    return { option: 'withdraw', also: [] };
  return after.length > run.wants.further + 1 ? null : { option: after[0], also: after.slice(1) };
}

/** An option that is answered with its reason. @param {{run: Run, option: number, on: boolean, text: string, ui: any, act: any}} props */
function WithReason({ run, option, on, text, ui, act }) {
  return html`<form class="with-reason" onSubmit=${prevented(() => act.answer(run, { option, also: [] }, ui.reason))}>
    <${Field} id=${`reason-${option}`} label=${on ? 'Why? (your reason, anew)' : 'Why? (needed)'} value=${ui.reason} set=${(/** @type {string} */ v) => act.set({ reason: v })}
      hint=${on && text ? `So far: ${text}` : 'One line. It becomes an issue, with your name.'} rest=${{ autocomplete: 'off', maxlength: 500, required: true }} />
    <button type="submit" class="answer" aria-pressed=${on}><span>${run.options[option].name}</span></button>
  </form>`;
}

/** How many more may be chosen, in words. @param {Run} run @param {number} count */
function furtherWords(run, count) {
  const left = run.wants.further + 1 - count;
  if (run.kind !== 'plurality')
    return 'Press as many as you like; press again to take one back.';
  return left > 0 ? `${words.count(left, 'vote', 'votes')} left.` : 'All votes are given. Press one again to take it back.';
}

/** @param {{run: Run, own: Own|null, ui: any, act: any}} props */
export function AnswerForm({ run, own, ui, act }) {
  const now = standing(own);
  const chosen = optionsOf(now);
  const several = run.wants.further > 0;
  const button = (/** @type {any} */ key, /** @type {string} */ name, /** @type {string} */ kind, /** @type {boolean} */ on, /** @type {(() => void)|null} */ press) =>
    html`<button key=${key} type="button" class=${kind} aria-pressed=${on} aria-disabled=${press === null} onClick=${press ?? undefined}><span>${name}</span></button>`;
  const option = (/** @type {number} */ o) => {
    const to = pressed(run, now, o);
    return wantsOf(run, o) === 'reason'
      ? html`<${WithReason} key=${`reason-${o}`} run=${run} option=${o} on=${chosen.includes(o)} text=${own?.text ?? ''} ui=${ui} act=${act} />`
      : button(o, run.options[o].name, 'answer', chosen.includes(o), to && (() => act.answer(run, to, '')));
  };
  const answered = now !== null && now.option !== 'withdraw';
  return html`<div class="answers" role="group" aria-label=${run.kind === 'plurality' ? 'Your vote' : 'Your answer'}>
      ${several && html`<p key="several" class="quiet">${furtherWords(run, chosen.length)}</p>`}
      ${run.options.map((_, o) => option(o))}
      ${(run.wants.no_opinion || answered) && html`<div key="others" class="row">
        ${run.wants.no_opinion && button('no-opinion', 'No opinion', 'answer small-answer', now?.option === 'no-opinion', () => act.answer(run, { option: 'no-opinion', also: [] }, ''))}
        ${answered && button('withdraw', 'Withdraw', 'answer small-answer', false, () => act.answer(run, { option: 'withdraw', also: [] }, ''))}
      </div>`}
    </div>
    ${own === null && html`<p class="quiet">Chairs and scribes see your name with your answer; minutes give counts, and your name only with a reason that you add.</p>`}`;
}

/** After an answer against, or between options, and after nothing else. @param {{run: Run, own: Own|null, ui: any, act: any}} props */
export function Why({ run, own, ui, act }) {
  const now = standing(own);
  if (own === null || now === null || own.state === 'refused' || !optionsOf(now).some((o) => wantsOf(run, o) === 'reason-offered'))
    return null;
  const form = html`<form class="row why" onSubmit=${prevented(() => act.answer(run, { option: now.option, also: now.also }, ui.reason))}>
    <${Field} id="why" label="Why? One line, if you like" value=${ui.reason} set=${(/** @type {string} */ v) => act.set({ reason: v })}
      rest=${{ autocomplete: 'off', maxlength: 500, required: true }} />
    <button type="submit">Add it</button></form>`;
  return own.text === '' ? form : html`<details><summary>Say the reason otherwise</summary>${form}</details>`;
}

const WAY = /** @type {Record<string, string>} */ ({ microphone: 'said at the microphone', private: 'told privately' });

/** What chair or scribe entered for this person, where it counts. @param {Run} run @param {import('./types.js').Mine|null} mine */
export const enteredFor = (run, mine) => (mine?.entered && mine.entered.question === run.question && mine.entered.run === run.run ? mine.entered : null);

/** @param {{run: Run, entered: import('./types.js').Entered}} props */
function EnteredForYou({ run, entered: e }) {
  const by = e.by === '' ? (e.role ? `the ${e.role}` : 'chair or scribe') : `${e.by}${e.role && `, ${e.role}`}`;
  return html`<p class="own good"><strong>${`Entered for you: ${answerName(run, { option: e.option, also: [] })}`}</strong>
    <span>${`by ${by}, at ${words.clock(e.time)}, as ${WAY[e.way] ?? e.way}`}</span>${e.text && html` <span>${`\u201c${e.text}\u201d`}</span>`}</p>`;
}

/** @param {{run: Run, own: Own|null, entered?: import('./types.js').Entered|null}} props */
export function OwnAnswer({ run, own, entered = null }) {
  if (entered !== null && (own === null || own.state === 'recorded'))
    return html`<${EnteredForYou} run=${run} entered=${entered} />`;
  if (own === null)
    return run.state === 'closed' && answerable(run) ? html`<p class="quiet">You did not answer.</p>` : null;
  const { what, state, good } = answerWords(run, own);
  return html`<p class=${`own ${good ? 'good' : ''}`}><strong>${what}</strong> <span>${state}</span>${own.text && html` <span>${`\u201c${own.text}\u201d`}</span>`}</p>`;
}

/**
 * What somebody is willing to do for a draft: enough interest that it is likely to be finished? Of drafts that compete for
 * each, and for whichever it is. mine: what stands for a draft, "" for whichever it is.
 * @param {{run: Run, mine: (draft: string) => string[], act: any}} props
 */
export function Willing({ run, mine, act }) {
  if (!run.adoption)
    return null;
  const drafts = (run.rules.drafts ?? []).map((d) => d.name);
  const buttons = (/** @type {string} */ draft) => {
    const now = mine(draft);
    const toggled = (/** @type {string} */ what) => (now.includes(what) ? now.filter((w) => w !== what) : [...now, what]);
    return html`<div key=${draft} class="row" role="group" aria-label=${draft || 'I am willing'}>${drafts.length > 0 && html`<span>${draft || 'Whichever it is'}</span>`}
      ${WILLING.map(([what, name]) => html`<button key=${what} type="button" class="small-button" aria-pressed=${now.includes(what)}
        onClick=${() => act.willing(run, toggled(what), draft)}>${name}</button>`)}</div>`;
  };
  return html`<div class="answers" role="group" aria-label="I am willing"><p><strong>I am willing</strong></p>
    ${[...drafts, ''].map(buttons)}</div>`;
}
