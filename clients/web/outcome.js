// @ts-check
// Ready sentences for the outcome, and what becomes of them when the chair edits. Pure.

/** @typedef {import('./types.js').Run} Run */
/** @typedef {{kind: string, options: {name: string, role: string}[]}} Asked */
/** @typedef {{kind: string, option: number, label: string}} Proposal */
/** details: who, date, missing, text, as the kind of statement has them. @typedef {{kind: string, option: number, details?: Record<string, string>}} Stated */
/**
 * The form. words: the chair's own text, or null while the ready sentences stand unchanged. confirm: null: by kind.
 * @typedef {{statements: Stated[], words: string|null, reason: string, confirm: boolean|null}} OutcomeDraft
 */

/** @type {OutcomeDraft} */
export const EMPTY_OUTCOME = { statements: [], words: null, reason: '', confirm: null };

const ON_THE_LIST = ['consensus', 'plurality', 'draw'];

const LABEL = /** @type {[string, string][]} */ ([
  ['no-consensus', 'No consensus'], ['not-enough-interest', 'Not enough interest'], ['deferred', 'Deferred'],
  ['referred', 'Referred'], ['reworded', 'To be reworded'], ['void', 'Void'], ['editor', 'Left to the editor'], ['draw', 'By a draw'],
]);

/** The fields of a statement, [field, label], in the order of the form. */
export const DETAILS = /** @type {Record<string, [string, string][]>} */ ({
  deferred: [['date', 'Until'], ['missing', 'What is missing']],
  referred: [['text', 'To (empty: to the list)'], ['who', 'Members'], ['date', 'Due']],
  editor: [['who', 'The editor']],
  draw: [['text', 'What was drawn, and how']],
});

const OTHER_WORDS = 'There is rough consensus on ';

/** Consensus on text that was no option: the chair writes what. @param {Stated} s */
const isOther = (s) => s.kind === 'consensus' && s.option < 0;

const SENTENCE = /** @type {Record<string, (d: Record<string, string>) => string>} */ ({
  'no-consensus': () => 'There is no consensus on this question',
  'not-enough-interest': () => 'There is not enough interest to go on with this',
  'deferred': (d) => `This question is deferred${d.date ? ` until ${d.date}` : ''}${d.missing ? `; what is missing: ${d.missing}` : ''}`,
  'referred': (d) => `This question is referred to ${d.text || 'the list for discussion'}${d.who ? ` (${d.who})` : ''}${d.date ? `, due ${d.date}` : ''}`,
  'reworded': () => 'This question will be reworded and asked again',
  'void': () => 'This question is void and its results do not count',
  'editor': (d) => `This is left to the editor${d.who ? `, ${d.who}` : ''}`,
  'draw': (d) => `This is decided by a draw${d.text ? `: ${d.text}` : ''}`,
});

const IN_FAVOUR = /** @type {Record<string, string>} */ ({
  'for': 'in favour', 'against': 'against', 'approval': 'to do so', 'objection': 'not to do so', 'ready': 'that we are ready to decide',
  'not ready': 'that we are not ready to decide',
});

/** @param {Asked} run @param {number} option */
function inFavour(run, option) {
  const name = run.options[option].name;
  const ready = ['for-against', 'objections', 'ready'].includes(run.kind) ? IN_FAVOUR[name] : undefined;
  return ready ?? `for \u201c${name}\u201d`;
}

/** @param {Asked} run @param {Stated} s */
function sentence(run, s) {
  if (s.kind === 'plurality')
    return `Chosen by plurality: \u201c${run.options[s.option].name}\u201d`;
  if (s.kind !== 'consensus')
    return SENTENCE[s.kind]?.(s.details ?? {}) ?? s.kind;
  return isOther(s) ? OTHER_WORDS : `There is rough consensus ${inFavour(run, s.option)}`;
}

/**
 * One proposal a key, in the order of the options as asked: what was louder is not put first. Of those who can not live
 * with something nobody has consensus: there, only other words.
 * @param {Asked} run
 * @returns {Proposal[]}
 */
export function proposals(run) {
  const kind = run.kind === 'plurality' ? 'plurality' : 'consensus';
  const named = run.kind === 'live-with' ? [] : run.options
    .map((o, option) => ({ kind, option, label: kind === 'plurality' ? `Most votes: ${o.name}` : `Rough consensus ${inFavour(run, option)}`, role: o.role }))
    .filter((p) => p.role === 'named')
    .map(({ option, label }) => ({ kind, option, label }));
  const other = { kind: 'consensus', option: -1, label: 'Consensus on other words' };
  return [...named, other, ...LABEL.map(([k, label]) => ({ kind: k, option: -1, label }))];
}

/** @param {OutcomeDraft} draft */
export const toConfirm = (draft) => draft.confirm ?? draft.statements.some((s) => ON_THE_LIST.includes(s.kind));

/** The words that will be recorded. @param {Asked} run @param {OutcomeDraft} draft */
export function outcomeWords(run, draft) {
  if (draft.words !== null)
    return draft.words;
  const end = toConfirm(draft) ? ', to be confirmed on the list.' : '.';
  const said = draft.statements.map((s) => sentence(run, s));
  if (draft.statements.some(isOther))
    return said.map((x) => x.trimEnd()).join('. ') + ' ';
  return said.map((x, i) => x + (i === said.length - 1 ? end : '.')).join(' ');
}

const same = (/** @type {{kind: string, option: number}} */ a, /** @type {{kind: string, option: number}} */ b) => a.kind === b.kind && a.option === b.option;

/** A proposal's key: taken in, or out again. @param {OutcomeDraft} draft @param {{kind: string, option: number}} p @returns {OutcomeDraft} */
export function toggled(draft, p) {
  const without = draft.statements.filter((s) => !same(s, p));
  const statements = without.length < draft.statements.length
    ? without : [...draft.statements, { kind: p.kind, option: p.option }];
  return { ...draft, statements, words: null };
}

/** A detail of a statement. @param {OutcomeDraft} draft @param {Stated} s @param {string} field @param {string} value @returns {OutcomeDraft} */
export const detailed = (draft, s, field, value) => ({
  ...draft, statements: draft.statements.map((x) => (same(x, s) ? { ...x, details: { ...x.details, [field]: value } } : x)),
});

/** What is missing before it can be stated, or "". @param {Asked} run @param {OutcomeDraft} draft */
export function missing(run, draft) {
  if (draft.statements.length === 0)
    return 'Choose at least one statement.';
  if (draft.words === null && draft.statements.some(isOther))
    return 'Write what there is consensus on.';
  if (draft.statements.some((s) => s.kind === 'editor' && !s.details?.who?.trim()))
    return 'Name the editor.';
  if (draft.statements.some((s) => s.kind === 'draw' && !s.details?.text?.trim()))
    return 'Say what was drawn, and how.';
  if (outcomeWords(run, draft).trim() === '')
    return 'Write the words that you will say.';
  if (draft.reason.trim() === '')
    return 'Give one line of reason.';
  return '';
}

const filled = (/** @type {Record<string, string>|undefined} */ details) =>
  Object.fromEntries(Object.entries(details ?? {}).map(([k, v]) => [k, v.trim()]).filter(([, v]) => v !== ''));

/** @param {Run} run @param {OutcomeDraft} draft @param {string} by */
export function outcomeCommand(run, draft, by) {
  const words = outcomeWords(run, draft).trim();
  return {
    command: 'state', question: run.question, run: run.run, by, reason: draft.reason.trim(),
    text: words, to_confirm: toConfirm(draft),
    statements: draft.statements.map((s) => ({ kind: s.kind, text: isOther(s) ? words : '', ...filled(s.details), ...(s.option >= 0 && { option: s.option }) })),
  };
}

/** An offer that ends the question, as a draft of its outcome; null: it ends nothing. @param {string} offer @returns {OutcomeDraft|null} */
export function offered(offer) {
  const one = (/** @type {string} */ kind) => ({ ...EMPTY_OUTCOME, statements: [{ kind, option: -1 }] });
  if (offer === 'not-enough-interest')
    return one('not-enough-interest');
  if (offer === 'defer')
    return one('deferred');
  return offer === 'drop' ? { ...one('no-consensus'), words: 'There is no consensus on this question, and it is dropped.' } : null;
}

/** The field to go to next: a detail that is empty, else the words or the reason. @param {OutcomeDraft} draft */
export function nextField(draft) {
  if (draft.words === null && draft.statements.some(isOther))
    return 'outcome-words';
  for (const s of draft.statements)
    for (const [field] of DETAILS[s.kind] ?? [])
      if (!s.details?.[field] && s.kind !== 'referred')
        return `outcome-${s.kind}-${field}`;
  return 'outcome-reason';
}
