// @ts-check
// Who is here: for chairs and scribes. Pure.

import { html } from './preact.js';

/** @typedef {import('./wire.js').State} State */

/** What a person answered to a run, with the remark; "" for nothing. @param {import('./types.js').Run|null} run @param {import('./types.js').Person} p */
export function answerTo(run, p) {
  const a = p.answer;
  if (run === null || a === null || a.question !== run.question || a.run !== run.run || a.option === 'withdraw')
    return '';
  const what = typeof a.option === 'number' ? [a.option, ...(a.also ?? [])].sort((x, y) => x - y).map((o) => run.options[o]?.name).join(', ') : 'no opinion';
  return `: ${what} (${a.channel})${a.text && `, \u201c${a.text}\u201d`}`;
}

const HAT = /** @type {Record<string, string>} */ ({
  'chair': 'chair, hat off', 'author': 'author', 'area-director': 'area director', 'secretary': 'secretary', 'delegate': 'delegate',
});

/** What there is to know of somebody beside the name. @param {import('./types.js').Person} p */
export function aboutPerson(p) {
  const hats = (p.hats ?? []).map((h) => HAT[h] ?? h);
  const where = p.entered ? ['without a device', ...(p.on_sheet ? [] : ['taken off the sheet'])] : [...(p.in_room ? ['in the room'] : []), ...(p.present ? [] : ['gone'])];
  return `${p.affiliation && ` (${p.affiliation})`}${[...hats, ...where].map((s) => `, ${s}`).join('')}`;
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
        <strong>${p.name}</strong>${aboutPerson(p)}${answerTo(run, p)}</li>`)}</ul>
      ${onMore && html`<button type="button" class="plain" onClick=${onMore}>Everybody, as of now</button>`}
    </details>
  </section>`;
}

/** Names to choose from: each once, those that two people share with affiliation and number. @param {Iterable<import('./types.js').Person>} people @returns {Map<string, number>} */
export function labelled(people) {
  const all = [...people];
  const labels = new Map();
  for (const p of all) {
    const shared = all.some((q) => q !== p && q.name === p.name);
    labels.set(shared ? `${p.name} (${[p.affiliation, `number ${p.person}`].filter(Boolean).join(', ')})` : p.name, p.person);
  }
  return labels;
}

/** Who is meant: a person of the meeting, or the name as it stands. @param {Iterable<import('./types.js').Person>} people @param {string} text */
export function who(people, text) {
  const name = text.trim();
  const person = labelled(people).get(name);
  return person === undefined ? { name } : { of_person: person };
}
