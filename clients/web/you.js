// @ts-check
// Who one is here: the name, roles that were given, the own link for another device, and ways to be somebody else or
// nobody. Pure.

import { html } from './preact.js';
import { prevented, takesFocus } from './fields.js';
import { Field } from './parts.js';
import { QrCode } from './qr.js';
import { Sent } from './speak_up.js';
import { HAT } from './words.js';

/** @typedef {import('./page.js').Props} Props */

/** Roles that were handed over: a page of their own each. @param {Props} props */
export function Roles({ state, ui, act }) {
  const roles = state.mine?.roles ?? [];
  return html`${ui.told && html`<section class="card told" aria-label="Your role"><p>${ui.told}</p><button type="button" class="plain" onClick=${act.heardIt}>I have read it</button></section>`}
    ${roles.map((role) => html`<section key=${role} class="card told" aria-label=${`Your role: ${role}`}>
      <p>${`You may act as ${role}.`} <a href=${`/${role}#${ui.here}`} target="_blank" rel="noopener">${`Open the ${role}\u2019s page`}</a></p></section>`)}`;
}

/** @param {Props} props */
export function You({ state, ui, act }) {
  const me = state.mine;
  if (me === null)
    return null;
  const draft = ui.rename ?? { name: me.name, affiliation: me.affiliation };
  const set = (/** @type {any} */ patch) => act.set({ rename: { ...draft, ...patch } });
  const changed = draft.name.trim() !== me.name || draft.affiliation.trim() !== me.affiliation;
  const hats = (me.hats ?? []).map((h) => HAT[h] ?? h);
  return html`<details class="card you"><summary><h2>You</h2> <span class="quiet">${`${me.name}${me.affiliation && ` (${me.affiliation})`}`}</span></summary>
    ${hats.length > 0 && html`<p class="quiet">${`In the minutes you are marked as ${hats.join(', ')}.`}</p>`}
    <form onSubmit=${prevented(act.rename)}>
      <div class="pair"><${Field} id="rename-name" label="Name" value=${draft.name} set=${(/** @type {string} */ name) => set({ name })} rest=${{ required: true, maxlength: 100, autocomplete: 'name' }} />
        <${Field} id="rename-affiliation" label="Affiliation (may be empty)" value=${draft.affiliation} set=${(/** @type {string} */ affiliation) => set({ affiliation })} rest=${{ maxlength: 100, autocomplete: 'organization' }} /></div>
      <button type="submit" aria-disabled=${!changed}>Change it</button>
    </form><${Sent} state=${state} name="rename" />
    ${ui.ownLink ? html`<p class="small" tabindex="-1" ref=${takesFocus}>${'Whoever opens this link is you: for another tab or device of yours.'} <a href=${ui.ownLink}>${ui.ownLink}</a></p><${QrCode} text=${ui.ownLink} label="QR code of your own link" />`
      : html`<button key="link" type="button" onClick=${act.ownLink}>On another device as well</button>`}
    ${ui.parting === '' ? html`<div key="part" class="row"><button type="button" onClick=${() => act.set({ parting: 'not-me' })}>This is not me</button>
        <button type="button" onClick=${() => act.set({ parting: 'leave' })}>Leave the meeting</button></div>`
      : html`<div key="sure"><p tabindex="-1" ref=${takesFocus}>${ui.parting === 'leave' ? 'What you answered and said stays. You can come back on this page.'
        : `What ${me.name} answered and said stays theirs. Somebody else joins here.`}</p>
        <div class="row"><button type="button" class="main" onClick=${act.part}>${ui.parting === 'leave' ? 'Yes, leave' : `Yes, I am not ${me.name}`}</button>
          <button type="button" onClick=${() => act.set({ parting: '' })}>No</button></div></div>`}
  </details>`;
}

/** After leaving. @param {{title: string, act: any}} props */
export function Gone({ title, act }) {
  return html`<main class="narrow"><h1>${title}</h1><p class="large">You have left the meeting.</p><p>What you answered and said stays.</p>
    <div class="row"><button type="button" class="main" onClick=${act.comeBack}>Come back</button></div></main>`;
}

/** A person's own link in a browser where somebody is known already. @param {{act: any}} props */
export function WhoseLink({ act }) {
  return html`<main class="narrow"><h1>Whose link is this?</h1>
    <p class="large">It is the own link of a person, and somebody else is known in this browser.</p>
    <div class="card"><button type="button" class="main" onClick=${act.theirs}>It is mine: go on as this person</button>
      <button type="button" onClick=${act.stay}>Stay who I was here</button></div></main>`;
}
