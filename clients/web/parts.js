// @ts-check
// Parts that pages share. Pure: text goes in only as text, and a field keeps its place among its sisters.

import { html } from './preact.js';
import { Asked, Countdown } from './asked.js';
import { chatCounts, handWords, snapshotWords } from './rules.js';
import { SideBySide } from './runs.js';
import * as words from './words.js';

export { Asked };

/** @typedef {import('./types.js').Run} Run */
/** @typedef {import('./types.js').OptionResult} OptionResult */
/** @typedef {import('./wire.js').State} State */

/** @param {{state: State}} props */
export function Connection({ state }) {
  const { connection, sentence } = state;
  if (connection === 'open')
    return html`<p class="link good">Connected</p>`;
  return html`<p class="link bad">${connection === 'connecting' ? 'Connecting\u2026' : sentence}</p>`;
}

/** The head of a page. counting: it gives its place to the seconds before a question closes. @param {{state: State, name: string, counting?: boolean, children?: any}} props */
export function Head({ state, name, counting = false, children }) {
  const meeting = state.view?.meeting;
  const title = meeting?.title || 'humroom';
  return html`<header class="head">
    <div><h1>${title}</h1><p class="quiet">${[meeting?.group, name].filter(Boolean).join(' \u00b7 ')}</p></div>
    <div class="head-side">${children}<${Connection} state=${state} /></div>
    ${counting && state.connection === 'open' && html`<${Countdown} left=${state.left} />`}
  </header>`;
}

const SCALE_MB = 3000; // 30 dB fill the picture

/** Where on the scale, in percent of the picture's width. @param {number} mb */
const at = (mb) => Math.max(0, Math.min(100, (mb / SCALE_MB) * 100));

/** The picture of a hum: excess and its interval over the room's noise. The words stand beside it. @param {{hum: import('./types.js').Hum}} props */
function HumPicture({ hum }) {
  if (hum.void || hum.silent || hum.excess === null)
    return html`<svg class="hum-picture" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
      <rect class="track" x="0" y="3" width="100" height="2" /></svg>`;
  const low = at(hum.low ?? hum.excess);
  return html`<svg class="hum-picture" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
    <rect class="track" x="0" y="3" width="100" height="2" />
    ${hum.scale === 'noise' && html`<rect class="tick" x="20" y="1" width="0.4" height="6" /><rect class="tick" x="50" y="1" width="0.4" height="6" />`}
    <rect class="fill" x="0" y="2" width=${at(hum.excess)} height="4" />
    <rect class="range" x=${low} y="0" width=${Math.max(0.6, at(hum.high ?? hum.excess) - low)} height="8" />
  </svg>`;
}

/** One hum in words, with its flags. @param {{hum: import('./types.js').Hum, advice: boolean}} props */
function HumWords({ hum, advice }) {
  const { phrase, figure } = words.humWords(hum);
  return html`<p class="hum-words"><strong>${phrase}</strong>${figure && html`<span>${figure}</span>`}</p>
    ${hum.microphones && html`<p class="quiet small">${hum.microphones}</p>`}
    ${figure && hum.against && html`<p class="quiet small">${hum.against}</p>`}
    ${hum.flags.length > 0 && html`<ul class="flags">
      ${hum.flags.map((f) => html`<li key=${f.flag}><strong>${f.phrase}</strong>${advice && f.advice ? ` ${f.advice}` : ''}</li>`)}
    </ul>`}`;
}

/** @param {{r: OptionResult|null, advice: boolean}} props */
function HumEvidence({ r, advice }) {
  const hum = words.humThatCounts(r?.hums ?? []);
  if (r === null || hum === null)
    return html`<p class="quiet">${r?.called ? 'called, not measured' : 'not hummed for'}</p>`;
  return html`<${HumPicture} hum=${hum} /><${HumWords} hum=${hum} advice=${advice} />
    ${r.hums.length > 1 && html`<p class="quiet small">take ${hum.take} of ${r.hums.length}; the others are kept</p>`}`;
}

/** Remote people; those who said that they are in the room hum too and stand apart. @param {{n: number, inRoom: number}} props */
function Number({ n, inRoom }) {
  return html`${n}${inRoom > 0 && html` <span class="small">${`and ${inRoom} in the room`}</span>`}`;
}

/** What was entered by chair or scribe, where there is any: [term, number]. @param {OptionResult|null} r */
export function entered(r) {
  return /** @type {[string, number][]} */ ([
    ['Hands in the room, by the chair', r?.room_hands], ['At the microphone', r?.microphone || undefined],
    ['Told the chair privately', r?.private || undefined], ['Of those who have read it', r?.readers],
  ].filter(([, n]) => n !== undefined));
}

/**
 * What an option got, kind beside kind, never added up. of: the run, which says what is asked for at all; extra: controls
 * of the chair below the hum.
 * @param {{name: string, r: OptionResult|null, of?: Run|null, advice?: boolean, called?: string, humExtra?: any, heardExtra?: any}} props
 */
export function OptionCard({ name, r, of = null, advice = false, called = '', humExtra = null, heardExtra = null }) {
  const hummed = of === null || of.wants.hums;
  return html`<article class=${`option-card ${called ? 'called' : ''}`}>
    <h3>${name}</h3>
    <dl>
      ${hummed && html`<div class="wide"><dt>Hum</dt><dd>${called && html`<p class="called-words">${called}</p>`}${called ? null : html`<${HumEvidence} r=${r} advice=${advice} />`}${humExtra}</dd></div>
      <div class="wide"><dt>Heard by the chair</dt><dd>${heardExtra ?? html`<p class="figure-words">${(r && words.turnsWords(r)) || html`<span class="quiet">nothing entered</span>`}</p>`}</dd></div>`}
      <div><dt>${of === null ? 'Hands' : handWords(of)}</dt><dd class="number"><${Number} n=${r?.hands ?? 0} inRoom=${r?.hands_in_room ?? 0} /></dd></div>
      ${(of === null || chatCounts(of)) && html`<div><dt>Chat</dt><dd class="number"><${Number} n=${r?.chat ?? 0} inRoom=${r?.chat_in_room ?? 0} /></dd></div>`}
      ${entered(r).map(([term, n]) => html`<div key=${term}><dt>${term}</dt><dd class="number">${n}</dd></div>`)}
    </dl>
  </article>`;
}

/** Where hum, ear, hands and chat point different ways: before anything else. @param {{run: Run}} props */
export function Signs({ run }) {
  return run.result?.signs ? html`<p class="signs">${run.result.signs}</p>` : null;
}

/** Who was there, and what the pairs of hums show. @param {{result: import('./types.js').Result, of?: Run|null}} props */
export function Around({ result, of = null }) {
  const no = result.no_opinion;
  const none = no.hands + no.chat + no.hands_in_room + no.chat_in_room;
  return html`<p>${[
    `${words.count(result.present, 'person', 'people')} joined`,
    `${result.answered} answered`,
    of === null || of.wants.no_opinion ? `${none} with no opinion` : '',
    `${result.no_hand} did not raise a hand`,
    `${result.in_room} said that they are in the room`,
  ].filter((s) => s !== '').join(', ')}.</p>
  ${result.comparisons.length > 0 && html`<ul class="comparisons">
    ${result.comparisons.map((c) => html`<li key=${`${c.first}-${c.second}`}><span>${c.sound_sentence}</span> <span>${c.people_sentence}</span></li>`)}
  </ul>`}`;
}

/** The results as they are shown to everybody. @param {{run: Run}} props */
export function Results({ run }) {
  const result = run.result;
  if (result === null || run.options.length === 0)
    return null;
  if (run.kind === 'draw')
    return null;
  return html`<section class="results" aria-label="Results">
    <${Signs} run=${run} />
    <p class="snapshot">${snapshotWords(run)}</p>
    <div class="options">${run.options.map((o, i) => html`<${OptionCard} key=${i} name=${o.name} r=${result.options[i] ?? null} of=${run} />`)}</div>
    <${Around} result=${result} of=${run} />
    <${SideBySide} run=${run} />
  </section>`;
}

const TO = /** @type {Record<string, string>} */ ({ list: 'the list', meeting: 'a later meeting' });
const TEAM = /** @type {Record<string, string>} */ ({ external: 'an external review team', mixed: 'a mixed review team', design: 'a design team' });

/** Who, until when and what is missing, where a statement says so. @param {import('./types.js').Statement} s */
function statementDetails({ kind, who, date, missing, to, team }) {
  return [
    to && `Deferred to ${TO[to] ?? to}.`, team && `Referred to ${TEAM[team] ?? team}.`,
    who && `${kind === 'editor' ? 'Left to the editor' : 'Members'}: ${who}.`,
    date && `${kind === 'deferred' ? 'Until' : 'By'} ${date}.`,
    missing && `Missing: ${missing}.`,
  ].filter(Boolean).join(' ');
}

/** The outcome, in the chair's words. @param {{outcome: import('./types.js').Outcome}} props */
export function OutcomeWords({ outcome }) {
  return html`<section class="outcome-words" aria-label="Outcome">
    <p class="quiet">${`Outcome, in the words of ${outcome.by || 'the chair'}`}</p>
    <blockquote>${outcome.words}</blockquote>
    ${outcome.reason && html`<p>${`Reason: ${outcome.reason}`}</p>`}
    ${(outcome.open_issues ?? 0) > 0 && html`<p>${`When this was stated ${words.count(outcome.open_issues ?? 0, 'issue was', 'issues were')} open.`}</p>`}
    ${outcome.statements.map(statementDetails).filter((s) => s !== '').map((s) => html`<p key=${s}>${s}</p>`)}
    ${outcome.confirmation !== 'not-needed' && outcome.confirmation !== 'to-confirm' && html`<p class="quiet">${`Now ${words.CONFIRMATION[outcome.confirmation] ?? outcome.confirmation}.`}</p>`}
    ${outcome.confirmation === 'to-confirm' && !/on the list/.test(outcome.words) && html`<p class="quiet">To be confirmed on the list.</p>`}
  </section>`;
}

const LINE_NAME = /** @type {Record<string, string>} */ ({ outcome: 'Outcome', void: 'Void', tally: 'Counts' });

/** Why others do not see it. @param {import('./types.js').Line} l */
const heldWords = (l) => (l.unsure === undefined ? ' a position: held until the result is shown'
  : l.settled === undefined ? ' it may be a position: chair and scribe say which'
    : l.settled === 'none' ? ' settled: no position' : ' settled as a position');

/** The newest of these commands, where it was refused: in words. @param {{state: State, of: string[]}} props */
function NotDone({ state, of }) {
  const c = state.commands.findLast((x) => of.includes(x.fields.command));
  return c?.state === 'refused' ? html`<p class="problem">${`Not done: ${c.sentence}.${c.fields.text ? ` You wrote: ${c.fields.text}` : ''}`}</p>` : null;
}

/** Keeps the newest line in sight, unless somebody has scrolled up to read. @param {any} el */
const atEnd = (el) => el && !el.up && (el.scrollTop = el.scrollHeight);

/**
 * The chat. send: null on pages that only look; edit: of whose lines, the line that is being changed, and what to do; fold: it opens and closes, and says how many lines are new.
 * @param {{lines: import('./types.js').Line[], draft: string, placeholder?: string, waiting?: string[],
 *   onDraft?: (text: string) => void, onSend?: (() => void)|null, onEarlier?: (() => void)|null,
 *   edit?: {state: State, own: (l: import('./types.js').Line) => boolean, line: number, change: (l: import('./types.js').Line|null) => void, drop: (l: import('./types.js').Line) => void}|null,
 *   fold?: {open: boolean, news: number, set: (open: boolean) => void}|null, extra?: any}} props
 */
export function Chat({ lines, draft, waiting = [], onDraft, onSend = null, onEarlier = null, edit = null, fold = null, extra = null }) {
  const may = edit !== null && !edit.state.view?.meeting.ended;
  const inside = html`<div class="chat-lines" tabindex="0" role="region" aria-label="Lines of the chat" ref=${(/** @type {any} */ el) => atEnd(el)}
      onScroll=${(/** @type {any} */ { currentTarget: el }) => { el.up = el.scrollHeight - el.scrollTop - el.clientHeight > 40; }}>
      ${onEarlier && html`<button type="button" class="plain" onClick=${onEarlier}>Earlier lines</button>`}
      ${lines.length === 0 && html`<p class="quiet">Nothing said yet.</p>`}
      <ul>${lines.map((l) => html`<li key=${`${l.line}`} class=${l.kind}>
        <span class="quiet small">${words.clock(l.time).slice(0, 5)}</span> <strong>${LINE_NAME[l.kind] ?? (l.name || l.role)}</strong>${l.hat_off && html`<span class="quiet small"> (hat off)</span>`}
        <span class="said">${l.text}</span>
        ${l.deleted && html`<span class="quiet">deleted</span>`}${l.edited && !l.deleted && html`<span class="quiet small"> edited</span>`}
        ${l.from && html`<span class="quiet small">${` from ${l.from}`}</span>`}
        ${l.mic && html`<span class="quiet small">${l.read_out ? ' was read out' : ' to be read out'}</span>`}
        ${l.held && !l.deleted && html`<span class="quiet small">${heldWords(l)}</span>`}
        ${may && edit.own(l) && l.kind === 'said' && !l.deleted && html`<span class="row"><button type="button" class="plain small"
          aria-label=${`Change your line: ${l.text}`} onClick=${() => edit.change(l)}>Change</button><button type="button" class="plain small"
          aria-label=${`Delete your line: ${l.text}`} onClick=${() => edit.drop(l)}>Delete</button></span>`}</li>`)}</ul>
      ${waiting.map((text, i) => html`<p key=${i} class="quiet">sending: ${text}</p>`)}
    </div>
    ${onSend && html`<form class="row" onSubmit=${(/** @type {Event} */ e) => { e.preventDefault(); onSend(); }}>
      <input id="chat-line" aria-label=${edit && edit.line > 0 ? 'Change your line' : 'Say in the chat'} autocomplete="off" maxlength="500" value=${draft}
        onInput=${(/** @type {any} */ e) => onDraft?.(e.target.value)} />
      <button type="submit">${edit && edit.line > 0 ? 'Change' : 'Send'}</button>
      ${edit && edit.line > 0 && html`<button type="button" class="plain" onClick=${() => edit.change(null)}>Leave it</button>`}${extra}
    </form>`}${edit && html`<${NotDone} state=${edit.state} of=${['say', 'edit-line', 'delete-line']} />`}`;
  if (fold === null)
    return html`<section class="chat card" aria-labelledby="chat-title"><h2 id="chat-title">Chat</h2>${inside}</section>`;
  return html`<details class="chat card" open=${fold.open} onToggle=${(/** @type {any} */ e) => e.target.open !== fold.open && fold.set(e.target.open)}>
    <summary><h2>Chat</h2> <span class="quiet">${!fold.open && fold.news > 0 ? `${words.count(fold.news, 'new line', 'new lines')}` : ''}</span></summary>
    ${inside}</details>`;
}

/** A field with its label. @param {{id: string, label: string, value: string, set: (v: string) => void, hint?: string, rest?: any}} props */
export function Field({ id, label, value, set, hint = '', rest = {} }) {
  return html`<div class="field"><label for=${id}>${label}</label>
    ${hint && html`<p id=${`${id}-hint`} class="quiet small">${hint}</p>`}
    <input id=${id} value=${value} aria-describedby=${hint ? `${id}-hint` : undefined}
      onInput=${(/** @type {any} */ e) => set(e.target.value)} ...${rest} /></div>`;
}

/** @param {{id: string, label: any, checked: boolean, set: (v: boolean) => void, rest?: any}} props */
export function Check({ id, label, checked, set, rest = {} }) {
  return html`<div class="check"><input type="checkbox" id=${id} checked=${checked}
    onChange=${(/** @type {any} */ e) => set(e.target.checked)} ...${rest} /><label for=${id}>${label}</label></div>`;
}

/** A page whose link does not work, or nothing heard yet; null: go on. @param {{state: State}} props */
export function Waiting({ state }) {
  if (state.connection === 'refused')
    return html`<main class="narrow"><h1>humroom</h1><p class="large">${state.sentence}</p></main>`;
  const waiting = state.commands.filter((c) => c.state === 'sending' && c.fields.command === 'answer').length;
  return html`<main class="narrow"><h1>humroom</h1><p class="large">${state.connection === 'lost' ? state.sentence : 'Connecting\u2026'}</p>
    ${waiting > 0 && html`<p>An answer of yours is not recorded yet. It is kept here and goes out while its question is open.</p>`}</main>`;
}
