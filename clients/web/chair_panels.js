// @ts-check
// The panels above the chair's keys, one at a time: positions and hands, issues, challenges, void runs. Drafts live in ui.

import { html } from './preact.js';
import { Check, Field } from './parts.js';
import { Choice, Panel, Select, prevented } from './fields.js';
import { BECAUSE, STATES, voices, waysOf } from './entering.js';
import { against, openIssues, unanswered } from './tools.js';
import { runName } from './chair_question.js';
import { ISSUE_STATE, challengeWords, placeWords } from './issues.js';

/** @typedef {import('./types.js').View} View */
/** @typedef {import('./page.js').Props} Props */

const NAME = { autocomplete: 'off', maxlength: 100, list: 'people-names' };
const LINE = { autocomplete: 'off', maxlength: 500 };

/** Positions entered for somebody, and the room's hands. @param {Props} props */
export function VoicePanel({ state, ui, act }) {
  const run = /** @type {View} */ (state.view).run;
  if (run === null)
    return null;
  const v = ui.voice;
  const set = (/** @type {any} */ patch) => act.set({ voice: { ...v, ...patch } });
  const counting = ui.panel === 'hands';
  return html`<${Panel} id="voice" title=${counting ? 'Hands in the room, as you count them' : 'A position given by voice'} act=${act}>
    <form class="panel-form" onSubmit=${prevented(counting ? act.hands : act.position)}>
      <${Choice} id="voice-option" legend=${counting ? 'Hands for' : 'Position'} items=${counting ? voices(run).filter(([v]) => v !== 'no-opinion') : voices(run)} value=${v.option} then=${counting ? 'voice-count' : 'voice-who'}
        set=${(/** @type {string} */ option) => set({ option })} />
      <div class="panel-line">${counting
        ? html`<${Field} key="count" id="voice-count" label="How many" value=${v.count} set=${(/** @type {string} */ count) => set({ count })} rest=${{ required: true, inputmode: 'numeric', pattern: '[0-9]{1,6}', autocomplete: 'off' }} />`
        : html`<${Field} key="who" id="voice-who" label="Who" value=${v.who} set=${(/** @type {string} */ who) => set({ who })} rest=${{ ...NAME, required: v.way !== 'hat-off' }} />
          <${Field} key="text" id="voice-text" label="What they said (may be empty)" value=${v.text} set=${(/** @type {string} */ text) => set({ text })} rest=${LINE} />
          <${Select} key="way" id="voice-way" label="How" value=${v.way} items=${waysOf(run)} set=${(/** @type {string} */ way) => set({ way })} />`}
        <button type="submit" class="main">${counting ? 'Enter the count' : 'Enter it'}</button></div>
    </form>
  </${Panel}>`;
}

/** An issue taken down for somebody; first those who answered against, to be heard. @param {Props} props */
export function IssuePanel({ state, ui, act }) {
  const view = /** @type {View} */ (state.view);
  const d = ui.issue;
  const set = (/** @type {any} */ patch) => act.set({ issue: { ...d, ...patch } });
  const no = against(view.run, [...state.people.values()], view);
  return html`<${Panel} id="issue" title="Take an issue down" act=${act}>
    ${no.length > 0 && html`<div class="row"><p>To be heard:</p>${no.map((p) => html`<button key=${p.person} type="button" class="small-button" onClick=${() => act.hearOne(p)}>${p.name}${p.text && `: \u201c${p.text}\u201d`}</button>`)}</div>`}
    <form class="panel-form" onSubmit=${prevented(act.issue)}>
      <div class="panel-line">
        <${Field} id="issue-who" label="Of whom" value=${d.who} set=${(/** @type {string} */ who) => set({ who })} rest=${{ ...NAME, required: true }} />
        <${Field} id="issue-text" label="The issue, in their words" value=${d.text} set=${(/** @type {string} */ text) => set({ text })} rest=${{ ...LINE, required: true }} />
        <button type="submit" class="main">Take it down</button></div>
      ${view.run !== null && html`<${Check} id="issue-meeting" label=${`Of the meeting, not of question ${runName(view.run)}`} checked=${d.meeting} set=${(/** @type {boolean} */ meeting) => set({ meeting })} />`}
    </form>
  </${Panel}>`;
}

/** Open issues, one at a time: how each was addressed. @param {Props} props */
export function StatesPanel({ state, ui, act }) {
  const open = openIssues(/** @type {View} */ (state.view));
  const d = ui.issueState;
  const set = (/** @type {any} */ patch) => act.set({ issueState: { ...d, ...patch } });
  const issue = open.find((i) => i.issue === d.issue) ?? open[0];
  if (issue === undefined)
    return html`<${Panel} id="states" title="Issues" act=${act}><p>No issue is open.</p></${Panel}>`;
  const says = d.state === 'accommodated' ? 'How it was accommodated' : d.state === 'not-accommodated' ? 'Why it was not accommodated' : 'A word on it (may be empty)';
  return html`<${Panel} id="states" title=${`Issue ${issue.issue} \u00b7 ${placeWords(issue)}`} act=${act}>
    <p><strong>${issue.who}</strong>${`: \u201c${issue.what}\u201d`}</p>
    <form class="panel-form" onSubmit=${prevented(() => act.issueState(issue.issue))}>
      <${Choice} id="states-state" legend="It is" items=${STATES.map((s) => [s, ISSUE_STATE[/** @type {import('./types.js').IssueState} */ (s)]])} value=${d.state} then="states-reason" set=${(/** @type {string} */ s) => set({ state: s })} />
      <div class="panel-line"><${Field} id="states-reason" label=${says} value=${d.reason} set=${(/** @type {string} */ reason) => set({ reason })}
        rest=${{ ...LINE, required: ['accommodated', 'not-accommodated'].includes(d.state) }} />
        <button type="submit" class="main">Note it</button></div>
    </form>
    ${open.length > 1 && html`<div class="row"><p>Open as well:</p>${open.filter((i) => i.issue !== issue.issue).map((i) => html`<button key=${i.issue} type="button" class="small-button" onClick=${() => set({ issue: i.issue, reason: '' })}>${`${i.who}: \u201c${i.what}\u201d`}</button>`)}</div>`}
  </${Panel}>`;
}

/** What is asked of the chair, one at a time, and the answer. @param {Props} props */
export function ChallengePanel({ state, ui, act }) {
  const open = unanswered(/** @type {View} */ (state.view));
  const d = ui.answer;
  const set = (/** @type {any} */ patch) => act.set({ answer: { ...d, ...patch } });
  const c = open.find((x) => x.challenge === d.challenge) ?? open[0];
  if (c === undefined)
    return html`<${Panel} id="challenge" title="Challenges" act=${act}><p>Nothing waits for an answer.</p></${Panel}>`;
  return html`<${Panel} id="challenge" title=${`Asked of the chair \u00b7 ${placeWords(c)}`} act=${act}>
    <p><strong>${c.who}</strong>${` ${challengeWords(c)}`}</p>
    <form class="panel-form" onSubmit=${prevented(() => act.answer(c.challenge))}>
      <div class="panel-line">
        <${Field} id="challenge-text" label="Your answer" value=${d.text} set=${(/** @type {string} */ text) => set({ text })} rest=${{ ...LINE, required: true }} />
        <${Field} id="challenge-next" label=${c.asks === 'challenge' ? 'The next step, as a rule the area director' : 'The next step (may be empty)'} value=${d.next} set=${(/** @type {string} */ next) => set({ next })}
          rest=${{ ...LINE, required: c.asks === 'challenge' }} />
        <button type="submit" class="main">Answer</button></div>
    </form>
    ${open.length > 1 && html`<p class="quiet">${`${open.length - 1} more after this.`}</p>`}
  </${Panel}>`;
}

/** The same question once more, and why: in the minutes. @param {Props} props */
export function AgainPanel({ state, ui, act }) {
  const d = ui.again;
  const question = d.question || (state.view?.run?.question ?? 0);
  const set = (/** @type {any} */ patch) => act.set({ again: { ...d, ...patch } });
  return html`<${Panel} id="again" title=${`Run question ${question} again`} act=${act}>
    <form class="panel-form" onSubmit=${prevented(() => act.askAgain(question))}>
      <${Choice} id="again-because" legend="Because of" items=${BECAUSE} value=${d.because} then="again-reason" set=${(/** @type {string} */ because) => set({ because })} />
      <div class="panel-line"><${Field} id="again-reason" label="A line on it (may be empty)" value=${d.reason} set=${(/** @type {string} */ reason) => set({ reason })} rest=${LINE} />
        <button type="submit" class="main">Ask it again</button></div>
    </form>
  </${Panel}>`;
}

/** @param {Props} props */
export function VoidPanel({ state, ui, act }) {
  const run = ui.voiding ?? /** @type {View} */ (state.view).run;
  if (run === null)
    return null;
  return html`<${Panel} id="void" title=${`Void question ${runName(run)}`} act=${act}>
    <p>Everybody is told, and that they must speak up again. The run stays in the record.</p>
    <form class="panel-form" onSubmit=${prevented(() => act.void(run))}><div class="panel-line">
      <${Field} id="void-reason" label="Why it is void" value=${ui.voidReason} set=${(/** @type {string} */ v) => act.set({ voidReason: v })} rest=${{ ...LINE, required: true }} />
      <button type="submit" class="main">Void it</button></div></form>
  </${Panel}>`;
}
