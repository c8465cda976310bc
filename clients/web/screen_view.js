// @ts-check
// The room screen: read from the last row; looks only.

import { html } from './preact.js';
import { willingLines } from './adoption.js';
import { Asked, Countdown, Preview } from './asked.js';
import { OutcomeWords, Results, Waiting } from './parts.js';
import { QrCode } from './qr.js';
import { DrawShown } from './runs.js';
import * as words from './words.js';

/** @typedef {import('./page.js').Props} Props */

/** Link and code without the fragment's noise: "127.0.0.1:7282" and "K7WM3P". @param {string} link */
export function linkParts(link) {
  const [before, code = ''] = link.split('#');
  return { place: before.replace(/^https?:\/\//, '').replace(/\/$/, ''), code };
}

/** @param {{link: string, small?: boolean}} props */
export function JoinHere({ link, small = false }) {
  if (link === '')
    return null;
  const { place, code } = linkParts(link);
  return html`<section class=${`join-here ${small ? 'small-join' : ''}`} aria-label="How to join">
    <${QrCode} text=${link} />
    <div><p class="quiet">Join at</p><p class="place">${place}</p><p class="quiet">with the code</p><p class="code">${code}</p></div>
  </section>`;
}

/** @param {import('./types.js').Run} run */
const stateWords = (run, /** @type {import('./types.js').Live|null} */ live) =>
  (run.state === 'open'
    ? `Open. ${live ? `${live.answered} of ${words.count(live.present, 'person', 'people')} who joined answered.` : ''}`
    : run.shown ? '' : 'Closed. The chair has not shown the results.');

const ISSUES_SHOWN = 3; // nobody scrolls here

/** @param {{issues: import('./types.js').Issue[]}} props */
function OpenIssues({ issues }) {
  if (issues.length === 0)
    return null;
  return html`<section aria-label="Open issues"><p class="large">${`${words.count(issues.length, 'issue is', 'issues are')} open.`}</p>
    <ul class="issues">${issues.slice(0, ISSUES_SHOWN).map((i) => html`<li key=${i.issue} class="open"><p>${i.what}<span class="quiet">${` (${i.who})`}</span></p></li>`)}</ul></section>`;
}

/** @param {Props} props */
export function ScreenView({ state }) {
  if (state.view === null || state.connection === 'refused')
    return html`<${Waiting} state=${state} />`;
  const { meeting, run } = state.view;
  const link = state.welcome?.links?.participant ?? '';
  const humming = words.hummedFor(run);
  return html`<header class="screen-head"><h1>${meeting.title || 'humroom'}</h1>
      <p class="quiet">${meeting.group}</p>
      ${state.view.queue.speaking && html`<p class="quiet">${`${state.view.queue.speaking.name} has the floor.`}</p>`}
      ${state.connection !== 'open' && html`<p class="link bad">${state.sentence || 'Connecting\u2026'}</p>`}</header>
    <main class=${`stage ${run?.result ? 'with-results' : ''}`}>
      ${state.view.everyone === 'humming' && html`<p class="hum-now"><strong>${words.EVERYBODY}</strong></p>`}
      ${run === null && !meeting.ended && html`<${JoinHere} link=${link} />`}
      ${meeting.ended && html`<p class="question">The meeting has ended. Thank you.</p>`}
      ${!meeting.ended && html`<${Preview} preview=${state.view.preview} unfold=${true} />`}
      ${run !== null && !meeting.ended && html`
        <${Countdown} left=${state.left} />
        <${Asked} run=${run} unfold=${true} />
            ${humming !== null && html`<p class="hum-now"><span>${run.kind === 'for-against' ? 'Hum now if you are' : 'Hum now for'}</span> <strong>${run.options[humming].name}</strong></p>`}
        ${humming === null && run.outcome && html`<${OutcomeWords} outcome=${run.outcome} />`}
        ${humming === null && run.result === null && html`<ul class="screen-options">${run.options.map((o, i) => html`<li key=${i}>${o.name}</li>`)}</ul>`}
        ${stateWords(run, state.live) && html`<p class="large">${stateWords(run, state.live)}</p>`}
        <${DrawShown} run=${run} />
        ${willingLines(run).map((line) => html`<p key=${line} class="large">${line}</p>`)}
        <${Results} run=${run} />
        <${OpenIssues} issues=${state.view.issues.filter((i) => i.question === run.question && i.run === run.run && i.state === 'open')} />`}
    </main>
    ${run !== null && run.result === null && !meeting.ended && html`<footer><${JoinHere} link=${link} small=${true} /></footer>`}`;
}
