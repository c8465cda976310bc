// @ts-check
// Who is here: for chairs and scribes. Pure.

import { html } from './preact.js';
import { Field } from './parts.js';

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

const order = new Intl.Collator(undefined, { numeric: true }).compare;

/** A room of thousands is not a list to scroll through. */
export const PEOPLE_SHOWN = 100;

/** Those who stand for themselves and whose name or affiliation has the words in it, by name. @param {Iterable<import('./types.js').Person>} people @param {string} words */
export function found(people, words) {
  const sought = words.trim().toLocaleLowerCase();
  return [...people].filter((p) => !p.into && `${p.name} ${p.affiliation}`.toLocaleLowerCase().includes(sought)).sort((a, b) => order(a.name, b.name));
}

/** Who is here. choose: what a press on a name does, where it does something. @param {{state: State, ui: any, act: any, choose?: ((p: import('./types.js').Person) => void)|null}} props */
export function People({ state, ui, act, choose = null }) {
  const run = state.view?.run ?? null;
  const people = ui.peopleOpen ? found(state.people.values(), ui.peopleFind) : [];
  return html`<section class="card people" aria-labelledby="people-title">
    <h2 id="people-title">People</h2>
    <p>${state.live ? `${state.live.present} joined and here${run?.state === 'open' ? `, ${state.live.answered} answered` : ''}.` : 'Nobody has joined yet.'}</p>
    <details open=${ui.peopleOpen} onToggle=${(/** @type {any} */ e) => e.target.open !== ui.peopleOpen && act.seePeople(e.target.open)}><summary>Who they are, and what they answered</summary>
      ${ui.peopleOpen && html`<${Field} id="people-find" label="Find a name" value=${ui.peopleFind} set=${(/** @type {string} */ v) => act.set({ peopleFind: v })} rest=${{ type: 'search', autocomplete: 'off', maxlength: 100 }} />
      ${choose && html`<p class="quiet small">Press a name for hats, roles, and whether two are one.</p>`}
      <ul tabindex="0" role="list" aria-label="Who they are">${people.slice(0, PEOPLE_SHOWN).map((p) => html`<li key=${p.person} class=${p.present ? '' : 'quiet'}>
        ${choose ? html`<button type="button" class="plain name" onClick=${() => choose(p)}><bdi>${p.name}</bdi></button>` : html`<strong><bdi>${p.name}</bdi></strong>`}${aboutPerson(p)}${answerTo(run, p)}</li>`)}</ul>
      ${people.length > PEOPLE_SHOWN && html`<p class="quiet">${`${people.length - PEOPLE_SHOWN} more: write a part of the name.`}</p>`}
      <button type="button" class="plain" onClick=${() => act.seePeople(true)}>Everybody, as of now</button>`}
    </details>
  </section>`;
}

/** Names to choose from: each once, those that two people share with affiliation and number. @param {Iterable<import('./types.js').Person>} people @returns {Map<string, number>} */
export function labelled(people) {
  const all = [...people].filter((p) => !p.into);
  const times = new Map();
  for (const p of all)
    times.set(p.name, (times.get(p.name) ?? 0) + 1);
  return new Map(all.map((p) => [times.get(p.name) > 1 ? `${p.name} (${[p.affiliation, `number ${p.person}`].filter(Boolean).join(', ')})` : p.name, p.person]));
}

/** Who is meant: a person of the meeting, or the name as it stands. @param {Iterable<import('./types.js').Person>} people @param {string} text */
export function who(people, text) {
  const name = text.trim();
  const person = labelled(people).get(name);
  return person === undefined ? { name } : { of_person: person };
}
