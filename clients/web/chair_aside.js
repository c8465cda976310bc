// @ts-check
// Beside the question: what people ask of the chair, the room, links, the end. Pure.

import { html } from './preact.js';
import { takesFocus } from './fields.js';
import { Field } from './parts.js';
import { CheckPanel } from './check_panel.js';
import { LiveMeter } from './meter.js';
import { linkParts } from './screen_view.js';
import { staffLink } from './own_link.js';
import { QrCode } from './qr.js';
import { Renew } from './irregular.js';
import { aboutWords, challengeWords } from './issues.js';
import { openIssues, unanswered } from './tools.js';
import { UnsureLine } from './unsure.js';
import { lastCommand } from './wire.js';
import * as words from './words.js';

/** @typedef {import('./types.js').View} View */
/** @typedef {import('./page.js').Props} Props */

const SHOWN = 3;

/** Lines to the chair while a question is open, newest first, and what waits for an answer. @param {Props} props */
export function ToTheChair({ state, act }) {
  const view = /** @type {View} */ (state.view);
  const challenges = unanswered(view).map((c) => html`<li key=${`c${c.challenge}`}><strong>${c.who}</strong>${` ${challengeWords(c)} `}<button type="button" class="plain" onClick=${() => act.tool('challenge')}>Answer</button></li>`);
  const interrupts = [...(view.interrupts ?? [])].reverse()
    .map((i) => html`<li key=${`i${i.time}.${i.person}`}><strong>${i.who}</strong>${` \u00b7 ${aboutWords(i.about)}: ${i.text}`}</li>`);
  const issues = openIssues(view).map((i) => html`<li key=${`s${i.issue}`} class="quiet">${`Issue ${i.issue}, ${i.who}: ${i.what}`}</li>`);
  const unsure = (view.unsure?.entries ?? []).map((line) => html`<${UnsureLine} key=${`u${line.line}`} line=${line} view=${view} act=${act} />`);
  const lines = [...interrupts.slice(0, 1), ...challenges, ...unsure, ...interrupts.slice(1), ...issues];
  return html`<section class="card to-the-chair" aria-labelledby="to-the-chair-title">
    <h2 id="to-the-chair-title">To the chair</h2>
    <div class="to-the-chair-lines">${state.role && state.role.person > 0 && html`<p class="quiet">${state.role.sentence}</p>`}${view.preview && html`<p class="quiet">${`Everybody reads question ${view.preview.question} before it is asked.`}</p>`}
    ${lines.length === 0 ? html`<p class="quiet">Nothing waits for you.</p>` : html`<ul>${lines.slice(0, SHOWN)}</ul>`}
    ${lines.length > SHOWN && html`<details><summary>${`${lines.length - SHOWN} more`}</summary><ul>${lines.slice(SHOWN)}</ul></details>`}</div>
  </section>`;
}

/** What the words stand on, and the hum of everybody. @param {Props} props */
function Scale({ state, ui, act }) {
  const view = /** @type {View} */ (state.view);
  const { everyone, scale } = view;
  const flags = everyone === null ? (scale?.hum?.flags ?? []) : [];
  const may = words.canHumOnce(view, state.sound);
  return html`<p class=${everyone === 'humming' ? 'called-words' : ''}>${words.scaleWords(view)}</p>
    ${flags.length > 0 && html`<ul class="flags">${flags.map((f) => html`<li key=${f.flag}><strong>${f.phrase}</strong>${` ${f.advice}`}</li>`)}</ul>`}
    ${(may || everyone !== null) && html`<div class="row">
      ${may && html`<button key="once" type="button" onClick=${act.everyone}>${ui.keys && html`<kbd>E</kbd>`}${everyone === 'humming' ? 'End this hum' : 'Let everybody hum once'}</button>`}
      ${everyone !== null && html`<button key="void" type="button" class="plain" onClick=${act.voidHum}>Set this hum aside</button>`}
    </div>`}`;
}

/** @param {Props} props */
export function RoomCard({ state, ui, act }) {
  const told = state.view?.people_told ?? 0;
  const sent = lastCommand(state, 'people');
  return html`<section class="card" aria-labelledby="room-title">
    <h2 id="room-title">The room</h2>
    <p class=${words.soundWords(state.sound).good ? '' : 'problem'}>${words.soundWords(state.sound).words}</p>
    ${state.sound !== null && state.sound.source !== 'none' && html`<${LiveMeter} feed=${ui.feed} microphones=${state.sound.microphones} />`}
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
export function Links({ state, ui, act }) {
  const { participant = '', screen = '' } = state.welcome?.links ?? {};
  if (participant === '')
    return null;
  const { code } = linkParts(participant);
  return html`<section class="card links" aria-labelledby="links-title">
    <h2 id="links-title">Links</h2>
    <p>Participants: <a href=${participant} target="_blank" rel="noopener">${participant}</a></p>
    <p>Code: <strong class="code-small">${code}</strong></p>
    <${Renew} role="participant" ui=${ui} act=${act} />
    <${QrCode} text=${participant} />
    ${screen && html`<p>Room screen: <a href=${screen} target="_blank" rel="noopener">${screen}</a></p><${Renew} role="screen" ui=${ui} act=${act} />`}
    ${['chair', 'scribe'].map((role) => html`<div key=${role}>
      ${ui.made()[role] && html`<details><summary>${`The new link for ${role}s`}</summary><p class="small">${staffLink(participant, role, ui.made()[role])}</p></details>`}
      <${Renew} role=${role} ui=${ui} act=${act} /></div>`)}
  </section>`;
}

/** @param {Props} props */
export function EndMeeting({ state, ui, act }) {
  if (state.view?.meeting.ended)
    return null;
  return html`<section class="card" aria-labelledby="end-title">
    <h2 id="end-title">End of the meeting</h2>
    ${ui.ending
      ? html`<p tabindex="-1" ref=${takesFocus}>Nobody can answer or say anything afterwards.</p><div class="row"><button key="yes" type="button" class="main" onClick=${act.end}>Yes, end it</button>
        <button key="no" type="button" onClick=${() => act.set({ ending: false })}>No</button></div>`
      : html`<button key="end" type="button" onClick=${() => act.set({ ending: true })}>End the meeting</button>`}
  </section>`;
}
