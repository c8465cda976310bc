// @ts-check
// Fields of the chair's forms. Pure but for where the cursor goes; text goes in only as text.

import { html } from './preact.js';

/** Submits a form without reloading the page. @param {() => void} run */
export const prevented = (run) => (/** @type {Event} */ e) => {
  e.preventDefault();
  run();
};

/** The first of a list, and the others folded. @param {{items: any[], shown: number, class?: string, ordered?: boolean}} props */
export function Some({ items, shown, class: name = '', ordered = false }) {
  const list = (/** @type {any[]} */ part, /** @type {number} */ start) => (ordered ? html`<ol class=${name} start=${start}>${part}</ol>` : html`<ul class=${name}>${part}</ul>`);
  return html`${items.length > 0 && list(items.slice(0, shown), 1)}${items.length > shown && html`<details class="others"><summary>${`${items.length - shown} more`}</summary>${list(items.slice(shown), shown + 1)}</details>`}`;
}

/** As `ref` of what takes the place of the button that was pressed: the cursor goes there, once. @param {any} el */
export const takesFocus = (el) => el && queueMicrotask(() => el.focus()); // drawn, and in the page

/** A list to choose one of. @param {{id: string, label: string, value: string, items: [string, string][], set: (v: string) => void}} props */
export function Select({ id, label, value, items, set }) {
  return html`<div class="field"><label for=${id}>${label}</label>
    <select id=${id} value=${value} onChange=${(/** @type {any} */ e) => set(e.target.value)}>
      ${items.map(([v, name]) => html`<option key=${v} value=${v}>${name}</option>`)}</select></div>`;
}

/** @param {{id: string, label: string, value: string, rows?: number, set: (v: string) => void, rest?: any}} props */
export function Area({ id, label, value, rows = 2, set, rest = {} }) {
  return html`<div class="field"><label for=${id}>${label}</label>
    <textarea id=${id} rows=${rows} value=${value} onInput=${(/** @type {any} */ e) => set(e.target.value)} ...${rest}></textarea></div>`;
}

/**
 * Enter in a line goes to the next field that must be filled in, and at the last one submits; with Shift it breaks the
 * line, with Ctrl it submits from a text of several lines too.
 * @param {KeyboardEvent} e @param {boolean} [lines] a text of several lines, where Enter alone breaks the line
 */
export function enterGoesOn(e, lines = false) {
  const field = /** @type {HTMLTextAreaElement} */ (e.target);
  if (e.key !== 'Enter' || e.shiftKey || (lines && !e.ctrlKey) || field.form === null)
    return;
  e.preventDefault();
  const lacking = [...field.form.elements].find((x) => x instanceof HTMLElement && x.matches('input:invalid, textarea:invalid'));
  if (lacking instanceof HTMLElement && lacking !== field)
    lacking.focus();
  else
    field.form.requestSubmit();
}

const DIGITS = '1234567890-';

/** Several of a few. @param {{legend: string, id: string, items: [string, string][], value: string[], set: (v: string[]) => void}} props */
export function Several({ legend, id, items, value, set }) {
  return html`<fieldset class="choice"><legend>${legend}</legend>
    ${items.map(([v, label]) => html`<div key=${v} class="choice-item"><input type="checkbox" id=${`${id}-${v}`} checked=${value.includes(v)}
      onChange=${(/** @type {any} */ e) => set(items.map(([x]) => x).filter((x) => (x === v ? e.target.checked : value.includes(x))))} /><label for=${`${id}-${v}`}>${label}</label></div>`)}
  </fieldset>`;
}

/**
 * One of a few, each with its digit while the choice has the focus; a digit also goes to the field `then`.
 * @param {{id: string, legend: string, items: [string, string][], value: string, then: string, set: (v: string) => void}} props
 */
export function Choice({ id, legend, items, value, then, set }) {
  const keys = (/** @type {KeyboardEvent} */ e) => {
    const item = items[DIGITS.indexOf(e.key)];
    if (item !== undefined)
      set(item[0]);
    if (item === undefined && e.key !== 'Enter')
      return;
    e.preventDefault();
    setTimeout(() => document.getElementById(then)?.focus()); // it may be drawn first
  };
  return html`<fieldset class="choice" onKeyDown=${keys}><legend>${legend}</legend>
    ${items.map(([v, label], k) => html`<div key=${v} class="choice-item"><input type="radio" name=${id} id=${`${id}-${v}`} checked=${v === value} onChange=${() => set(v)} />
      <label for=${`${id}-${v}`}>${k < DIGITS.length && html`<kbd>${DIGITS[k]}</kbd>`}${label}</label></div>`)}
  </fieldset>`;
}

/** A panel above the keys; Escape puts it away, Ctrl and Enter send it from any field. @param {{title: string, id: string, act: any, children?: any}} props */
export function Panel({ title, id, act, children }) {
  const keys = (/** @type {KeyboardEvent} */ e) => {
    if (e.key === 'Enter' && e.ctrlKey && !e.defaultPrevented && e.target instanceof Element)
      e.target.closest('form')?.requestSubmit();
    if (e.key !== 'Escape')
      return;
    e.preventDefault();
    e.stopPropagation();
    act.away();
  };
  return html`<section class="panel" aria-labelledby=${`${id}-title`} onKeyDown=${keys}>
    <div class="panel-head"><h2 id=${`${id}-title`}>${title}</h2>
      <button type="button" class="small-button" onClick=${act.away}><kbd>Esc</kbd>Put away</button></div>
    ${children}
  </section>`;
}
