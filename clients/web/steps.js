// @ts-check
// The chair's next step: one key leads through a question. Pure; the table of tests/unit/steps_test.js goes with it.

import { offers, tools } from './tools.js';
import { EVERYBODY, forName } from './words.js';

/** @typedef {import('./types.js').View} View */
/** @typedef {import('./types.js').Run} Run */

/**
 * what: `outcome`, `prepare` and `draw-value` lead to a form, `call` is a hum that goes by ear, `wait` asks for patience, `closing` gives
 * those who joined ten seconds to answer; the others
 * are commands. option: the one that is called, for the keys of what was heard; -1: none.
 * @typedef {{what: 'ask'|'hum'|'hum-end'|'call'|'wait'|'closing'|'close'|'draw-commit'|'draw-value'|'show'|'outcome'|'prepare'|'ended', label: string,
 *   hint: string, option: number, command: Record<string, any>|null}} Step
 */

const CHECKING = 'Measured, checking the room\u2019s noise';
const KEEP_QUIET = 'Keep quiet for two seconds.';

/** @param {Run} run @param {number} option */
export const optionName = (run, option) => run.options[option]?.name ?? '';

/** Options that have had their turn: hummed for, called, heard, or passed over by the chair. @param {Run} run @param {Set<number>} passed */
export function called(run, passed) {
  return run.options.map((_, i) => {
    const r = run.result?.options[i];
    return passed.has(i) || (run.phase !== null && run.calling === i)
      || (r !== undefined && (r.hums.length > 0 || r.called || r.heard !== null));
  });
}

/** Kinds that are asked at once and end with a key: the room is not taken through their options. */
const AT_ONCE = ['objections', 'read'];

/**
 * The option that is hummed for next, -1: none. Asked both ways it goes on in the other order, by the meter or by ear.
 * @param {Run} run @param {Set<number>} passed
 */
function nextOption(run, passed) {
  if (AT_ONCE.includes(run.kind) || run.wants?.hums === false)
    return -1;
  const first = called(run, passed).indexOf(false);
  return first >= 0 || run.rules?.sides !== 'both-ways' ? first
    : run.options.findLastIndex((_, i) => !passed.has(i) && (run.result?.options[i]?.turns.length ?? 0) < 2);
}

/** Is the option asked for in the other order now? @param {Run} run @param {number} next @param {Set<number>} passed */
const otherWay = (run, next, passed) => run.rules?.sides === 'both-ways' && called(run, passed)[next];

/** The prepared question that comes next: the first never asked. @param {View} view */
export function nextQuestion(view) {
  return view.questions?.find((q) => q.runs === 0) ?? null;
}

/** What the chair does before a question is closed. */
const BEFORE_CLOSING = /** @type {Record<string, string>} */ ({
  objections: 'Enter silence or approval (keys 1 and 5). ', read: 'Count the hands in the room, if you like. ',
});

/** @param {string} text */
const shortened = (text) => (text.length > 70 ? `${text.slice(0, 69)}\u2026` : text);

/** A draw: the pool is fixed and our seed committed to, then the public value is said and entered. @param {Run} run @returns {Step|null} */
function drawStep(run) {
  if (!run.draw || run.draw.method === 'chair')
    return null;
  const ours = run.draw.method !== 'rfc3797';
  if (!run.draw.fixed)
    return {
      what: 'draw-commit', label: 'Fix the pool', hint: `Read the pool aloud first.${ours ? ' Our seed is drawn and committed to.' : ''}`, option: -1,
      command: { command: 'draw-commit', question: run.question, run: run.run },
    };
  return { what: 'draw-value', label: ours ? 'Enter the public value' : 'Enter the numbers of the sources', hint: ours ? `Said in the room now, from ${run.rules?.source || 'the room'}.` : `From ${run.rules?.source}.`, option: -1, command: null };
}

/** Where others can answer they are told that it closes; the same key again closes at once. @param {Run} run @param {string} hint @param {boolean} others @returns {Step} */
function closeStep(run, hint, others) {
  const of = { question: run.question, run: run.run };
  if (run.closes)
    return { what: 'close', label: 'Close it now', hint: 'It closes by itself, unless you keep it open.', option: -1, command: { command: 'close', ...of } };
  const before = BEFORE_CLOSING[run.kind] ?? '';
  return others
    ? { what: 'closing', label: 'Close the question', hint: hint || `${before}Everybody has ten seconds more; pressed again, none.`, option: -1, command: { command: 'closing', ...of } }
    : { what: 'close', label: 'Close the question', hint: hint || `${before}After this nobody can answer.`, option: -1, command: { command: 'close', ...of } };
}

/** @param {Run} run @param {boolean} sound @param {Set<number>} passed @param {boolean} others @returns {Step} */
function openStep(run, sound, passed, others) {
  const of = { question: run.question, run: run.run };
  if (run.phase === 'humming' && run.calling !== null)
    return {
      what: 'hum-end', label: 'End this hum', option: run.calling, command: { command: 'hum-end' },
      hint: `The room hums${forName(run)}: ${optionName(run, run.calling)}`,
    };
  if (run.closes)
    return closeStep(run, '', others);
  const draw = drawStep(run);
  if (draw !== null)
    return draw;
  const next = nextOption(run, passed);
  const turned = otherWay(run, next, passed) ? 'Now the other way round. ' : '';
  const listening = run.phase === 'by-ear' ? 'Enter what you heard (keys 1 to 6); then this key.' : '';
  if (next >= 0 && sound)
    return {
      what: 'hum', label: `Hum now${forName(run)}: ${optionName(run, next)}`, option: next,
      command: { command: 'hum', ...of, option: next },
      hint: `${turned}Say it aloud, then press. Keep quiet before and after.`,
    };
  if (next >= 0)
    return {
      what: 'call', label: `Hum now${forName(run)}: ${optionName(run, next)}`, option: next,
      command: { command: 'call', ...of, option: next },
      hint: turned + (listening || 'Say it aloud, press, listen, and enter what you heard (keys 1 to 6).'),
    };
  if (run.phase === 'checking')
    return {
      what: 'wait', label: CHECKING, option: run.calling ?? -1, command: null, hint: KEEP_QUIET,
    };
  return closeStep(run, listening, others);
}

/** @param {'humming'|'checking'} phase @returns {Step} */
const everybodyStep = (phase) => (phase === 'humming'
  ? { what: 'hum-end', label: 'End this hum', option: -1, command: { command: 'hum-end' }, hint: `${EVERYBODY}.` }
  : { what: 'wait', label: CHECKING, option: -1, command: null, hint: KEEP_QUIET });

/** left: the chair goes on without stating an outcome. others: people have joined and are here. @param {View} view @param {{sound: boolean, passed: Set<number>, left?: boolean, others?: boolean}} around @returns {Step} */
export function nextStep(view, { sound, passed, left = false, others = false }) {
  const run = view.run;
  if (view.everyone !== null)
    return everybodyStep(view.everyone);
  if (view.meeting.ended)
    return { what: 'ended', label: 'The meeting has ended', hint: '', option: -1, command: null };
  if (run !== null && run.state === 'open')
    return openStep(run, sound, passed, others);
  if (run !== null && !run.shown && !run.voided && run.kind !== 'declare')
    return {
      what: 'show', label: 'Show the results', hint: 'To every page and the room screen.', option: -1,
      command: { command: 'show', question: run.question, run: run.run },
    };
  if (run !== null && run.outcome === null && !run.voided && !left && run.kind !== 'read')
    return {
      what: 'outcome', label: 'State the outcome', hint: 'A sentence and a line of reason; then say it aloud.',
      option: -1, command: null,
    };
  const q = nextQuestion(view);
  if (q !== null)
    return {
      what: 'ask', label: `Ask: ${shortened(q.text)}`, hint: 'Everybody sees the question.', option: -1,
      command: { command: 'ask', question: q.question },
    };
  return { what: 'prepare', label: 'Write a question', hint: 'Or run one again, below.', option: -1, command: null };
}

/**
 * The option that the keys 1 to 6 are for: the one being called, else the one hummed for last (until the next call).
 * @param {View} view @param {{sound: boolean, passed: Set<number>, last: number}} around
 */
export function heardTarget(view, around) {
  const run = view.run;
  if (run === null || run.state !== 'open')
    return -1;
  if (run.phase !== null && run.calling !== null)
    return run.calling;
  const step = openStep(run, around.sound, around.passed, false);
  const last = run.result?.options[around.last];
  const wanting = last !== undefined && last.hums.length > 0 && last.heard === null; // the microphone was lost in the middle of it
  return step.what === 'call' && !wanting ? step.option : Math.max(around.last, run.kind === 'objections' ? 0 : -1);
}

/** Can the question in hand be closed, or be kept open? @param {View} view */
export const canClose = ({ run, everyone }) => run?.state === 'open' && everyone === null && run.phase !== 'humming';

const STEP_KEYS = [' ', 'Enter', 'PageDown'];

/**
 * What a key does on the chair's page while no field is edited; null: nothing. Digits mean what was heard while a
 * question is open, and statements of the outcome when it is closed and shown (0 is the tenth); E lets everybody hum
 * once; K begins the ten seconds before a question closes, or keeps it open; letters are tools and what is worth offering;
 * Escape puts a panel away.
 * @param {View} view @param {string} key @param {number} target of heardTarget()
 * @returns {{what: 'step'|'everyone'|'closing'|'heard'|'statement'|'tool'|'offer'|'away', index: number, name?: string}|null}
 */
export function keyAction(view, key, target) {
  if (STEP_KEYS.includes(key))
    return { what: 'step', index: 0 };
  if (key === 'e' || key === 'E')
    return { what: 'everyone', index: 0 };
  if (key === 'k' || key === 'K')
    return view.run !== null && canClose(view) ? { what: 'closing', index: 0 } : null;
  if (key === 'Escape')
    return { what: 'away', index: 0 };
  const letter = key.toUpperCase();
  for (const [what, list] of /** @type {['tool'|'offer', import('./tools.js').Tool[]][]} */ ([['tool', tools(view)], ['offer', offers(view)]])) {
    const found = list.find((t) => t.key === letter);
    if (found !== undefined)
      return found.may ? { what, index: 0, name: found.name } : null;
  }
  if (!/^[0-9]$/.test(key) || view.run === null)
    return null;
  const index = (Number(key) + 9) % 10;
  if (view.run.state === 'open')
    return target >= 0 && index < 6 ? { what: 'heard', index } : null;
  return view.run.shown && view.run.outcome === null && !view.run.voided ? { what: 'statement', index } : null;
}
