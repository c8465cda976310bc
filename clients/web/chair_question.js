// @ts-check
// The chair's questions: the list in its order, and the form of a question by its kind. Drafts live in ui.

import { html } from './preact.js';
import { Check, Field } from './parts.js';
import { Area, Choice, Panel, Select, Several, enterGoesOn, prevented } from './fields.js';
import { BASES, CAUSES, GROUNDS, KINDS, METHODS, SIDES, TRIED, hasField, hasGrounds, offeredOutcomes, outcomesOfDrafts } from './asking.js';
import { rulesWords } from './rules.js';
import * as words from './words.js';

/** @typedef {import('./types.js').Question} Question */
/** @typedef {import('./page.js').Props} Props */

/** The name of a run: "2", or "2.3" for the third run of question 2. @param {{question: number, run: number}} r */
export const runName = (r) => (r.run > 1 ? `${r.question}.${r.run}` : `${r.question}`);

/** @param {{q: Question, last: boolean, first: boolean, busy: boolean, preview: number, act: any}} props */
function QuestionButtons({ q, first, last, busy, preview, act }) {
  const asked = q.runs > 0;
  const run = { ...q, run: q.runs };
  const button = (/** @type {string} */ words, /** @type {() => void} */ click, off = false) =>
    html`<button key=${words} type="button" class="small-button" aria-disabled=${off} aria-label=${`${words}: question ${q.question}`} onClick=${() => !off && click()}>${words}</button>`;
  return html`<div class="question-buttons">
    <button type="button" aria-disabled=${busy} onClick=${() => !busy && (asked ? act.again(q.question) : act.ask(q.question))}>${asked ? 'Run again' : 'Ask'}</button>
    ${asked ? [button('Restate', () => act.restate(run)), button('Follow up', () => act.followUp(run))]
      : [button('Edit', () => act.edit(q)), button(preview === q.question ? 'End preview' : 'Preview', () => act.preview(preview === q.question ? 0 : q.question))]}
    ${button('Earlier', () => act.move(q.question, -1), first)}${button('Later', () => act.move(q.question, 1), last)}
  </div>`;
}

/** @param {Props} props */
export function Questions({ state, act }) {
  const questions = (state.view?.questions ?? []).filter((q) => q.kind !== 'declare');
  const busy = state.view?.run?.state === 'open' || (state.view?.meeting.ended ?? false);
  if (questions.length === 0)
    return null;
  return html`<section class="card" aria-labelledby="questions-title">
    <h2 id="questions-title">Questions</h2>
    <ol class="questions">${questions.map((q, i) => html`<li key=${q.question}>
      <div><p>${q.text}</p>
        <p class="quiet small">${[
          `Question ${q.question}`, words.KIND[q.kind] ?? q.kind, q.options.map((o) => o.name).join(' / '),
          q.runs > 0 ? `asked ${words.count(q.runs, 'time', 'times')}` : 'not asked yet',
          q.relation !== 'none' ? `${words.RELATION[q.relation] ?? q.relation} question ${runName({ question: q.of_question, run: q.of_run })}` : '',
          ...rulesWords(q),
        ].filter(Boolean).join(' \u00b7 ')}</p></div>
      <${QuestionButtons} q=${q} first=${i === 0} last=${i === questions.length - 1} busy=${busy} preview=${state.view?.preview?.question ?? 0} act=${act} />
    </li>`)}</ol>
  </section>`;
}

/** What only some kinds have. @param {{q: import('./asking.js').QuestionDraft, set: (patch: any) => void}} props */
function KindFields({ q, set }) {
  const has = (/** @type {string} */ field) => hasField(q.kind, field);
  return html`
    ${has('sides') && html`<${Select} key="sides" id="question-sides" label="Asked are" value=${q.sides} items=${SIDES} set=${(/** @type {string} */ v) => set({ sides: v })} />`}
    ${has('draft') && html`<${Field} key="draft" id="question-draft" label="The draft, with its version" value=${q.draft} set=${(/** @type {string} */ v) => set({ draft: v })} rest=${{ required: true, autocomplete: 'off', maxlength: 200, spellcheck: false }} />`}
    ${has('options') && html`<${Area} key="options" id="question-options" label="Options, one a line" rows=${2} value=${q.options} set=${(/** @type {string} */ v) => set({ options: v })}
      rest=${{ required: true, onKeyDown: (/** @type {KeyboardEvent} */ e) => enterGoesOn(e, true) }} />`}
    ${has('others') && html`<div class="checks" key="others">
      <${Check} id="question-dont" label="with \u201cdon\u2019t care\u201d" checked=${q.dontCare} set=${(/** @type {boolean} */ v) => set({ dontCare: v })} />
      <${Check} id="question-else" label="with \u201csomething else\u201d" checked=${q.somethingElse} set=${(/** @type {boolean} */ v) => set({ somethingElse: v })} />
      <${Check} id="question-several" label="humming for several is allowed" checked=${q.several} set=${(/** @type {boolean} */ v) => set({ several: v })} /></div>`}
    ${has('rules') && html`<${Field} key="agreement" id="question-agreement" label="Let the minutes note that\u2026" value=${q.agreement} set=${(/** @type {string} */ v) => set({ agreement: v })}
      rest=${{ required: true, autocomplete: 'off', maxlength: 500, placeholder: 'what the group agreed to' }} />
      <${Select} key="votes" id="question-votes" label="Votes each" value=${q.votes} items=${[['1', 'one vote'], ['2', 'two votes']]} set=${(/** @type {string} */ v) => set({ votes: v })} />
      <${Select} key="chat" id="question-chat" label="The chat" value=${q.chat} items=${[['no', 'is not counted'], ['yes', 'is counted']]} set=${(/** @type {string} */ v) => set({ chat: v })} />
      <${Field} key="who" id="question-who" label="Who counts" value=${q.who} set=${(/** @type {string} */ v) => set({ who: v })} rest=${{ required: true, autocomplete: 'off', maxlength: 200 }} />`}`;
}

/** Drafts that are to be adopted or withdrawn. @param {{q: import('./asking.js').QuestionDraft, set: (patch: any) => void}} props */
function DraftFields({ q, set }) {
  const has = (/** @type {string} */ field) => hasField(q.kind, field);
  return html`
    ${has('drafts') && html`<${Area} key="drafts" id="question-drafts" label="The draft; of several that compete, one a line" rows=${2} value=${q.drafts} set=${(/** @type {string} */ v) => set({ drafts: v })}
        rest=${{ required: true, spellcheck: false, onKeyDown: (/** @type {KeyboardEvent} */ e) => enterGoesOn(e, true) }} />
      <${Field} key="adopted" id="question-adopted" label="Adopted already (may be empty)" value=${q.adopted} set=${(/** @type {string} */ v) => set({ adopted: v })} rest=${{ autocomplete: 'off', maxlength: 200, spellcheck: false }} />
      ${outcomesOfDrafts(q).length > 0 && html`<${Several} key="outcomes" id="question-outcomes" legend="Offered are" items=${outcomesOfDrafts(q)} value=${offeredOutcomes(q)} set=${(/** @type {string[]} */ v) => set({ outcomes: v })} />`}
      <${Check} key="care" id="question-care" label="stays an individual\u2019s, under the group\u2019s care" checked=${q.care} set=${(/** @type {boolean} */ v) => set({ care: v })} />`}
    ${has('cause') && html`<${Field} key="events" id="question-events" label="What happened" value=${q.events} set=${(/** @type {string} */ v) => set({ events: v })} rest=${{ required: true, autocomplete: 'off', maxlength: 500 }} />
      <${Several} key="cause" id="question-cause" legend="Lack of" items=${CAUSES} value=${q.cause} set=${(/** @type {string[]} */ v) => set({ cause: v })} />
      <${Several} key="tried" id="question-tried" legend="Tried" items=${TRIED} value=${q.tried} set=${(/** @type {string[]} */ v) => set({ tried: v })} />`}`;
}

/** How a draw is made, said beforehand. @param {{q: import('./asking.js').QuestionDraft, set: (patch: any) => void}} props */
function DrawFields({ q, set }) {
  if (!hasField(q.kind, 'draw'))
    return null;
  const people = q.method === 'straw';
  const volunteers = q.method === 'random' || q.method === 'rfc3797'; // where no options are named
  const line = (/** @type {'source'|'agreement'|'pick'} */ name, /** @type {string} */ label, rest = {}) =>
    html`<${Field} key=${name} id=${`question-${name}`} label=${label} value=${q[name]} set=${(/** @type {string} */ v) => set({ [name]: v })} rest=${{ autocomplete: 'off', maxlength: 500, ...rest }} />`;
  return html`<${Select} key="method" id="question-method" label="By" value=${q.method} items=${METHODS} set=${(/** @type {string} */ v) => set({ method: v })} />
    ${!people && html`<${Area} key="options" id="question-options" label=${volunteers ? 'Options, one a line (none: among volunteers)' : 'Options, one a line'} rows=${2} value=${q.options} set=${(/** @type {string} */ v) => set({ options: v })}
      rest=${{ required: !volunteers, onKeyDown: (/** @type {KeyboardEvent} */ e) => enterGoesOn(e, true) }} />`}
    ${hasGrounds(q.method) ? html`<${Select} key="grounds" id="question-grounds" label="It is" value=${q.grounds} items=${GROUNDS} set=${(/** @type {string} */ v) => set({ grounds: v })} />`
      : [line('agreement', 'Let the minutes note that\u2026', { required: true }), line('pick', 'How many are drawn', { inputmode: 'numeric', pattern: '[0-9]{1,3}', required: true })]}
    ${q.method !== 'chair' && line('source', q.method === 'rfc3797' ? 'The public sources: which numbers, published where and when' : 'Where the public value comes from', { required: true })}`;
}

/** What is rarely needed, folded away. @param {Props & {q: import('./asking.js').QuestionDraft, set: (patch: any) => void}} props */
function MoreFields({ q, set, state }) {
  const runs = state.view?.runs ?? [];
  const relations = runs.flatMap((r) => ['follows', 'restates'].map((rel) => /** @type {[string, string]} */ ([`${rel} ${r.question} ${r.run}`, `${rel} question ${runName(r)}`])));
  return html`<details class="more"><summary>Worded by, relation, on the list so far</summary><div class="panel-fields">
    <${Field} id="question-by" label="Worded by (may be empty)" value=${q.by} set=${(/** @type {string} */ v) => set({ by: v })} rest=${{ autocomplete: 'off', maxlength: 100, list: 'people-names' }} />
    ${relations.length > 0 && html`<${Select} key="relation" id="question-relation" label="Stands for itself, or" value=${q.relation} items=${[['', 'stands for itself'], ...relations]} set=${(/** @type {string} */ v) => set({ relation: v })} />`}
    <${Field} id="question-list" label="On the list so far" value=${q.onList} set=${(/** @type {string} */ v) => set({ onList: v })} rest=${{ autocomplete: 'off', maxlength: 500 }} />
    <${Field} id="question-links" label="Links, with blanks between" value=${q.links} set=${(/** @type {string} */ v) => set({ links: v })} rest=${{ autocomplete: 'off', maxlength: 1000, inputmode: 'url' }} />
  </div></details>`;
}

/** An outcome stated without asking. @param {Props} props */
function DeclareFields({ ui, act }) {
  const d = ui.declared;
  const set = (/** @type {any} */ patch) => act.set({ declared: { ...d, ...patch } });
  const line = (/** @type {string} */ id, /** @type {string} */ label, /** @type {string} */ field) =>
    html`<${Field} key=${id} id=${id} label=${label} value=${d[field]} set=${(/** @type {string} */ v) => set({ [field]: v })} rest=${{ required: true, autocomplete: 'off', maxlength: 600 }} />`;
  return html`<div class="panel-fields">
    ${line('question-text', 'Outcome of what', 'text')}
    ${line('declare-words', 'The words, as you will say them', 'words')}
    <${Select} id="declare-kind" label="It is" value=${d.kind} items=${[['consensus', 'consensus'], ['no-consensus', 'no consensus'], ['not-enough-interest', 'not enough interest']]} set=${(/** @type {string} */ v) => set({ kind: v, confirm: v === 'consensus' })} />
    <${Select} id="declare-basis" label="It rests on" value=${d.basis} items=${BASES} set=${(/** @type {string} */ v) => set({ basis: v })} />
    ${d.basis === 'silence' && line('declare-since', 'Since', 'since')}
    ${line('declare-reason', 'Reason, one line', 'reason')}
    <${Check} id="declare-confirm" label="To be confirmed on the list" checked=${d.confirm} set=${(/** @type {boolean} */ v) => set({ confirm: v })} />
  </div>`;
}

/** @param {Props} props */
export function QuestionPanel({ state, ui, act }) {
  const q = ui.question;
  const set = (/** @type {any} */ patch) => act.set({ question: { ...q, ...patch } });
  const declared = q.kind === 'declare';
  const kinds = /** @type {[string, string][]} */ (KINDS.filter((k) => q.number === 0 || k !== 'declare').map((k) => [k, words.KIND[k]]));
  return html`<${Panel} id="question" title=${q.number > 0 ? `Edit question ${q.number}` : declared ? 'State an outcome without asking' : 'Write a question'} act=${act}>
    <form class="panel-form" onSubmit=${prevented(() => (declared ? act.declare() : act.prepare(true)))}>
      <${Choice} id="question-kind" legend="Kind" items=${kinds} value=${q.kind} then="question-text" set=${(/** @type {string} */ v) => set({ kind: v })} />
      ${declared ? html`<${DeclareFields} key="declare" state=${state} ui=${ui} act=${act} />` : html`
        <${Area} key="text" id="question-text" label="Exact wording" value=${q.text} set=${(/** @type {string} */ v) => set({ text: v })}
          rest=${{ required: true, maxlength: 1000, onKeyDown: enterGoesOn }} />
        <div class="panel-fields" key="fields"><${KindFields} q=${q} set=${set} /><${DraftFields} q=${q} set=${set} /><${DrawFields} q=${q} set=${set} /></div>
        <${MoreFields} key="more" q=${q} set=${set} state=${state} ui=${ui} act=${act} />`}
      <div class="row">
        <button type="submit" class="main">${declared ? 'State it' : q.number > 0 ? 'Save it' : 'Ask it next'}</button>
        ${!declared && q.number === 0 && html`<button type="button" onClick=${() => act.prepare(false)}>Keep it for later</button>`}
      </div>
    </form>
  </${Panel}>`;
}
