// @ts-check
// Ready sentences for the outcome, and what becomes of them when the chair edits. Pure.

/** @typedef {import('./types.js').Run} Run */
/** @typedef {{kind: string, option: number, label: string}} Proposal */
/**
 * The form. words: the chair's own text, or null while the ready sentences stand unchanged. confirm: null: by kind.
 * @typedef {{statements: {kind: string, option: number}[], words: string|null, reason: string,
 *   confirm: boolean|null}} OutcomeDraft
 */

/** @type {OutcomeDraft} */
export const EMPTY_OUTCOME = { statements: [], words: null, reason: '', confirm: null };

const ON_THE_LIST = ['consensus', 'plurality', 'draw'];

const LABEL = /** @type {[string, string][]} */ ([
  ['no-consensus', 'No consensus'], ['not-enough-interest', 'Not enough interest'], ['deferred', 'Deferred'],
  ['referred', 'Referred to the list'], ['reworded', 'To be reworded'], ['void', 'Void'],
]);

const OTHER_WORDS = 'There is rough consensus on ';

/** Consensus on text that was no option: the chair writes what. @param {{kind: string, option: number}} s */
const isOther = (s) => s.kind === 'consensus' && s.option < 0;

const SENTENCE = /** @type {Record<string, string>} */ ({
  'no-consensus': 'There is no consensus on this question',
  'not-enough-interest': 'There is not enough interest to go on with this',
  'deferred': 'This question is deferred',
  'referred': 'This question is referred to the list for discussion',
  'reworded': 'This question will be reworded and asked again',
  'void': 'This question is void and its results do not count',
});

/** @param {{kind: string, options: {name: string}[]}} run @param {number} option */
function inFavour(run, option) {
  if (run.kind === 'for-against')
    return option === 0 ? 'in favour' : 'against';
  return `for \u201c${run.options[option].name}\u201d`;
}

/**
 * One proposal a key, in the order of the options as asked: what was louder is not put first.
 * @param {{kind: string, options: {name: string, role: string}[]}} run
 * @returns {Proposal[]}
 */
export function proposals(run) {
  const consensus = run.options
    .map((o, option) => ({ kind: 'consensus', option, label: `Rough consensus ${inFavour(run, option)}`, role: o.role }))
    .filter((p) => p.role === 'named')
    .map(({ kind, option, label }) => ({ kind, option, label }));
  const other = { kind: 'consensus', option: -1, label: 'Consensus on other words' };
  return [...consensus, other, ...LABEL.map(([kind, label]) => ({ kind, option: -1, label }))];
}

/** @param {OutcomeDraft} draft */
export const toConfirm = (draft) => draft.confirm ?? draft.statements.some((s) => ON_THE_LIST.includes(s.kind));

/** The words that will be recorded. @param {Run} run @param {OutcomeDraft} draft */
export function outcomeWords(run, draft) {
  if (draft.words !== null)
    return draft.words;
  const end = toConfirm(draft) ? ', to be confirmed on the list.' : '.';
  const said = draft.statements.map((s) =>
    (isOther(s) ? OTHER_WORDS : s.kind === 'consensus' ? `There is rough consensus ${inFavour(run, s.option)}` : SENTENCE[s.kind]));
  if (draft.statements.some(isOther))
    return said.map((x) => x.trimEnd()).join('. ') + ' ';
  return said.map((x, i) => x + (i === said.length - 1 ? end : '.')).join(' ');
}

/** A proposal's key: taken in, or out again. @param {OutcomeDraft} draft @param {{kind: string, option: number}} p @returns {OutcomeDraft} */
export function toggled(draft, p) {
  const without = draft.statements.filter((s) => s.kind !== p.kind || s.option !== p.option);
  const statements = without.length < draft.statements.length
    ? without : [...draft.statements, { kind: p.kind, option: p.option }];
  return { ...draft, statements, words: null };
}

/** What is missing before it can be stated, or "". @param {Run} run @param {OutcomeDraft} draft */
export function missing(run, draft) {
  if (draft.statements.length === 0)
    return 'Choose at least one statement.';
  if (draft.words === null && draft.statements.some(isOther))
    return 'Write what there is consensus on.';
  if (outcomeWords(run, draft).trim() === '')
    return 'Write the words that you will say.';
  if (draft.reason.trim() === '')
    return 'Give one line of reason.';
  return '';
}

/** @param {Run} run @param {OutcomeDraft} draft @param {string} by */
export function outcomeCommand(run, draft, by) {
  const words = outcomeWords(run, draft).trim();
  return {
    command: 'state', question: run.question, run: run.run, by, reason: draft.reason.trim(),
    text: words, to_confirm: toConfirm(draft),
    statements: draft.statements.map((s) => ({ kind: s.kind, text: isOther(s) ? words : '', ...(s.option >= 0 && { option: s.option }) })),
  };
}
