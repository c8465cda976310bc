// @ts-check
// Who is here: for chairs and scribes. Pure.

import { html } from './preact.js';

/** @typedef {import('./wire.js').State} State */

/** What a person answered to a run, with the remark; "" for nothing. @param {import('./types.js').Run|null} run @param {import('./types.js').Person} p */
export function answerTo(run, p) {
  const a = p.answer;
  if (run === null || a === null || a.question !== run.question || a.run !== run.run || a.option === 'withdraw')
    return '';
  const what = typeof a.option === 'number' ? run.options[a.option]?.name : 'no opinion';
  return `: ${what} (${a.channel})${a.text && `, \u201c${a.text}\u201d`}`;
}

/** @param {{state: State, onMore?: (() => void)|null}} props */
export function People({ state, onMore = null }) {
  const people = [...state.people.values()].sort((a, b) => a.name.localeCompare(b.name));
  const run = state.view?.run ?? null;
  const open = run?.state === 'open';
  return html`<section class="card people" aria-labelledby="people-title">
    <h2 id="people-title">People</h2>
    <p>${state.live ? `${state.live.present} joined and here${open ? `, ${state.live.answered} answered` : ''}.` : 'Nobody has joined yet.'}</p>
    <details onToggle=${onMore}><summary>Who they are, and what they answered</summary>
      <ul>${people.map((p) => html`<li key=${p.person} class=${p.present ? '' : 'quiet'}>
        <strong>${p.name}</strong>${p.affiliation && ` (${p.affiliation})`}${p.in_room && ', in the room'}${!p.present && ', gone'}${answerTo(run, p)}</li>`)}</ul>
      ${onMore && html`<button type="button" class="plain" onClick=${onMore}>Everybody, as of now</button>`}
    </details>
  </section>`;
}
