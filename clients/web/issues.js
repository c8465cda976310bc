// @ts-check
// Issues, and what was asked of the chair: lists that pages share. Pure; texts go in only as text.

import { html } from './preact.js';
import { Some } from './fields.js';
import { clock } from './words.js';

/** @typedef {import('./types.js').Issue} Issue */
/** @typedef {import('./types.js').Challenge} Challenge */
/** @typedef {import('./types.js').Interrupt} Interrupt */

export const ISSUE_STATE = /** @type {Record<import('./types.js').IssueState, string>} */ ({
  'open': 'Open',
  'accommodated': 'Addressed and accommodated',
  'not-accommodated': 'Addressed, not accommodated',
  'on-record': 'On record, not argued further',
  'withdrawn': 'Withdrawn',
});

/** What can be asked of the chair, in polite words: [word of the wire, words of the page, words of the minutes]. */
export const ASKS = /** @type {[string, string, string][]} */ ([
  ['ask-hum', 'Please ask for a hum', 'asked for a hum'],
  ['ask-list', 'Please take this call to the list, from scratch', 'asked to take the call to the list from scratch'],
  ['ask-reason', 'Please give the reason', 'asked for the reason'],
  ['challenge', 'I challenge the decision, or how it was reached', 'challenged'],
]);

/** The polite interrupt: [word of the wire, words of the page]. */
export const ABOUT = /** @type {[Interrupt['about'], string][]} */ ([
  ['wording', 'The wording is unclear'], ['option', 'There is another option'], ['flaw', 'There is a flaw'],
]);

/** @param {string} about */
export const aboutWords = (about) => ABOUT.find(([word]) => word === about)?.[1] ?? about;

/** "Question 2", "Question 2, run 3", "The meeting". @param {{question: number, run: number}} of */
export const placeWords = ({ question, run }) =>
  (question === 0 ? 'The meeting' : `Question ${question}${run > 1 ? `, run ${run}` : ''}`);

/** What was asked, with its parts, in one sentence. @param {Challenge} c */
export function challengeWords(c) {
  const asked = ASKS.find(([word]) => word === c.asks)?.[2] ?? c.asks;
  const parts = [c.decision && `the decision: ${c.decision}`, c.process && `how it was reached: ${c.process}`].filter(Boolean).join('; and ');
  return `${asked}${parts && ` ${parts}`}${c.text && `: ${c.text}`}`;
}

/** @param {{how: string, by: string}} i */
const howWords = (i) => `${i.by && `, by ${i.by}`}${i.how && `: ${i.how}`}`;

/**
 * Issues with who, what, state and how they were addressed. place: where several runs are together; extra: controls of
 * an issue.
 * @param {{issues: Issue[], place?: boolean, extra?: ((i: Issue) => any)|null}} props
 */
export function IssueList({ issues, place = false, extra = null }) {
  return html`<${Some} shown=${6} class="issues" items=${issues.map((i) => html`<li key=${i.issue} class=${i.state}>
    <p class="quiet small">${`Issue ${i.issue}${place ? ` \u00b7 ${placeWords(i)}` : ''} \u00b7 `}<bdi>${i.who}</bdi></p>
    <p>${i.what}</p>
    <p class="small"><strong>${ISSUE_STATE[i.state] ?? i.state}</strong>${i.state !== 'open' && howWords(i)}</p>
    ${extra?.(i)}</li>`)} />`;
}

/** What was asked of the chair, and the answers. @param {{challenges: Challenge[], extra?: ((c: Challenge) => any)|null}} props */
export function ChallengeList({ challenges, extra = null }) {
  return html`<ul class="issues">${challenges.map((c) => html`<li key=${c.challenge} class=${c.answered > 0 ? 'answered' : 'open'}>
    <p class="quiet small">${placeWords(c)}</p>
    <p><strong>${c.who}</strong>${` ${challengeWords(c)}`}</p>
    ${c.answered > 0
      ? html`<p>${`Answered${c.by && ` by ${c.by}`} at ${clock(c.answered).slice(0, 5)}: ${c.answer}`}</p>${c.next && html`<p>${`The next step: ${c.next}`}</p>`}`
      : html`<p class="quiet small">Not answered yet.</p>`}
    ${extra?.(c)}</li>`)}</ul>`;
}

/** One-line interrupts of the open question, as staff sees them, newest first. @param {{interrupts: Interrupt[]}} props */
export function Interrupts({ interrupts }) {
  return html`<${Some} shown=${4} class="issues" items=${interrupts.map((i) => html`<li key=${`${i.time}.${i.person}`}>
    <p class="quiet small">${`${clock(i.time).slice(0, 5)} \u00b7 `}<bdi>${i.who}</bdi></p>
    <p><strong>${`${aboutWords(i.about)}: `}</strong><bdi>${i.text}</bdi></p></li>`).reverse()} />`;
}
