// @ts-check
// Who is here: for chairs and scribes. Pure.

import { html } from './preact.js';

/** @typedef {import('./wire.js').State} State */

/** @param {{state: State, onMore?: (() => void)|null}} props */
export function People({ state, onMore = null }) {
  const people = [...state.people.values()].sort((a, b) => a.name.localeCompare(b.name));
  const open = state.view?.run?.state === 'open';
  return html`<section class="card people" aria-labelledby="people-title">
    <h2 id="people-title">People</h2>
    <p>${state.live ? `${state.live.present} joined and here${open ? `, ${state.live.answered} answered` : ''}.` : 'Nobody has joined yet.'}</p>
    <details><summary>Who they are</summary>
      <ul>${people.map((p) => html`<li key=${p.person} class=${p.present ? '' : 'quiet'}>
        <strong>${p.name}</strong>${p.affiliation && ` (${p.affiliation})`}${p.in_room && ', in the room'}${!p.present && ', gone'}${p.answered && ', answered'}</li>`)}</ul>
      ${onMore && html`<button type="button" class="plain" onClick=${onMore}>Everybody</button>`}
    </details>
  </section>`;
}
