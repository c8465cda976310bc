// @ts-check
// What is said of a question before it opens, and what everybody is told of its run: rules, the list so far, signs that
// point different ways, void runs. Pure.

import { html } from './preact.js';

/** @typedef {import('./types.js').Run} Run */
/** @typedef {import('./types.js').Question} Question */

const SIDES = /** @type {Record<string, string>} */ ({
  'turned': 'Those against are asked first.',
  'both-ways': 'It is asked both ways: in this order, and the other way round.',
  'for-alone': 'Only one side is asked: those for it.',
  'against-alone': 'Only one side is asked: those against it.',
});

const BASIS = /** @type {Record<string, string>} */ ({
  discussion: 'It rests on the discussion', microphone: 'It rests on the comments at the microphone',
  silence: 'It rests on there being no additional discussion',
});

/** The rules of a question, a sentence each. @param {Run|Question} q @returns {string[]} */
export function rulesWords(q) {
  const r = q.rules;
  if (r === undefined)
    return [];
  return [
    q.kind === 'for-against' ? SIDES[r.sides] : '',
    q.kind === 'options' ? (r.several ? 'Hum and answer for as many as you like.' : 'Hum and answer for one of them.') : '',
    q.kind === 'plurality' ? `${r.votes === 1 ? 'One vote' : 'Two votes'} each. Chat is ${r.chat_counted ? 'counted' : 'not counted'}. Who counts: ${r.who_counts}.` : '',
    r.agreement && `Let the minutes note that ${r.agreement}`,
    r.draft && `The draft: ${r.draft}.`,
    r.hint && `Look at the name once more: ${r.hint}.`,
    r.basis && `${BASIS[r.basis] ?? r.basis}${r.since && ` since ${r.since}`}.`,
  ].filter(Boolean);
}

/** Links with blanks between, as the core lets them in: http and https. @param {string} text */
export const linksOf = (text) => text.split(' ').filter((x) => /^https?:\/\//.test(x));

/** What was said beforehand, and on the list so far. @param {{run: Run|Question}} props */
export function Rules({ run }) {
  const rules = rulesWords(run);
  const { on_list = '', links = '' } = run;
  if (rules.length === 0 && on_list === '' && links === '')
    return null;
  return html`<div class="rules">
    ${rules.length > 0 && html`<p>${rules.join(' ')}</p>`}
    ${(on_list || links) && html`<p>${`On the list so far: ${on_list} `}${linksOf(links).map((href) => html`<a key=${href} href=${href} target="_blank" rel="noopener noreferrer">${href}</a> `)}</p>`}
  </div>`;
}

/** Where hum, ear, hands and chat point different ways that is read before anything else. @param {{run: Run}} props */
export function Signs({ run }) {
  const signs = run.result?.signs ?? '';
  return signs === '' ? null : html`<p class="signs">${signs}</p>`;
}

/** A void run, and what follows from it. @param {{run: Run}} props */
export function Voided({ run }) {
  const voided = run.voided ?? null;
  return voided === null ? null : html`<div class="signs"><p>${`This run is void: ${voided.reason}`}</p>
    <p class="quiet">What was said in it does not count. Please speak up again.</p></div>`;
}
