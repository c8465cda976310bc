// @ts-check
// The panel of one person: hats, a position set aside, two who are one, roles that are handed over. Pure.

import { html } from './preact.js';
import { Field } from './parts.js';
import { Panel, prevented } from './fields.js';
import * as words from './words.js';

/** @typedef {import('./types.js').Person} Person */
/** @typedef {import('./page.js').Props} Props */

export const NEW_PERSON = { person: 0, into: '', reason: '' };

const ROLES = /** @type {[string, string][]} */ ([['chair', 'chair'], ['scribe', 'scribe']]);

/** May a position of theirs in this run be set aside: 'aside', or taken back: 'back'; '': there is none. @param {import('./types.js').Run|null} run @param {Person} p */
export function asideOf(run, p) {
  const a = p.answer;
  if (run === null || a === null || a.question !== run.question || a.run !== run.run || a.option === 'withdraw')
    return '';
  return a.set_aside === undefined ? 'aside' : 'back';
}

/** @param {Props} props */
export function PersonPanel({ state, ui, act }) {
  const d = ui.person;
  const set = (/** @type {any} */ patch) => act.set({ person: { ...d, ...patch } });
  const p = state.people.get(d.person);
  if (p === undefined)
    return null;
  const aside = asideOf(state.view?.run ?? null, p);
  const others = (p.links ?? []).filter((l) => l.person !== p.person);
  const toggle = (/** @type {string} */ name, /** @type {boolean} */ on, /** @type {() => void} */ click) =>
    html`<button key=${name} type="button" class="small-button" aria-pressed=${on} onClick=${click}>${name}</button>`;
  return html`<${Panel} id="person" title=${`${p.name}${p.affiliation && ` (${p.affiliation})`}`} act=${act}>
    <div class="row" role="group" aria-label="Hats"><p>Hats:</p>${Object.entries(words.HAT).map(([hat, name]) => toggle(name, p.hats?.includes(hat) ?? false, () => act.hat(p, hat)))}</div>
    <div class="row" role="group" aria-label="Roles"><p>May act as:</p>${ROLES.map(([role, name]) => toggle(name, p.roles?.includes(role) ?? false, () => act.handOver(p, role)))}</div>
    <form class="panel-form" onSubmit=${prevented(() => act.merge(p))}><div class="panel-line">
      <${Field} id="person-reason" label="Why, one line" value=${d.reason} set=${(/** @type {string} */ reason) => set({ reason })} rest=${{ autocomplete: 'off', maxlength: 500, required: true }} />
      <button type="button" aria-disabled=${aside === ''} onClick=${() => aside !== '' && act.aside(p, aside)}>${aside === 'back' ? 'Take their position back' : 'Set their position aside'}</button>
      <${Field} id="person-into" label="Is the same person as" value=${d.into} set=${(/** @type {string} */ into) => set({ into })} rest=${{ autocomplete: 'off', maxlength: 100, list: 'people-names', required: true }} />
      <button type="submit">They are one</button></div></form>
    ${others.length > 0 && html`<div class="row"><p>One with:</p>${others.map((l) => html`<button key=${l.person} type="button" class="small-button" onClick=${() => act.split(l.person)}>${`Split off ${l.name}`}</button>`)}</div>`}
  </${Panel}>`;
}
