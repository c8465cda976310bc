// @ts-check
// Ready sentences for the outcome, and what becomes of them when the chair edits. Pure.

/** @typedef {import('./types.js').Run} Run */
/** @typedef {{kind: string, options: {name: string, role: string}[]}} Asked */
/** What may be stated, as the core says it. @typedef {import('./types.js').Possible} Possible */
/** @typedef {{kind: string, option: number, label: string, words: string, needs: string[]}} Proposal */
/** details: members that such a statement has beside. @typedef {{kind: string, option: number, details?: Record<string, string>}} Stated */
/**
 * The form. words: the chair's own text, or null while the ready sentences stand unchanged. confirm: null: by kind.
 * @typedef {{statements: Stated[], words: string|null, reason: string, confirm: boolean|null}} OutcomeDraft
 */

/** @type {OutcomeDraft} */
export const EMPTY_OUTCOME = { statements: [], words: null, reason: '', confirm: null };

const ON_THE_LIST = ['consensus', 'plurality', 'draw'];

/** The kinds that every question has: [kind, words of its key, its sentence, what it needs]. */
const ALWAYS = /** @type {[string, string, string, string[]][]} */ ([
  ['no-consensus', 'No consensus', 'There is no consensus on this question.', []],
  ['not-enough-interest', 'Not enough interest', 'There is not enough interest to go on with this.', []],
  ['deferred', 'Deferred', 'This question is deferred.', ['to', 'missing']],
  ['referred', 'Referred to a team', 'This question is referred to a team.', ['team', 'who', 'date']],
  ['reworded', 'To be reworded', 'This question will be reworded and asked again.', []],
  ['editor', 'Left to the editor', 'This is left to the editor.', ['who']],
]);

/** The fields of a statement in the order of the form: [member, label, what can be chosen]. */
export const DETAILS = /** @type {Record<string, [string, string, [string, string][]|null][]>} */ ({
  deferred: [['missing', 'What is missing', null], ['to', 'To', [['list', 'the list'], ['meeting', 'a later meeting']]], ['text', 'Which meeting (may be empty)', null], ['date', 'Until (may be empty)', null]],
  referred: [['team', 'To', [['design', 'a design team'], ['mixed', 'a mixed review team'], ['external', 'an external review team']]], ['who', 'Its members', null], ['date', 'Its report is due', null]],
  editor: [['who', 'The editor', null]],
});

const LACKS = /** @type {Record<string, string>} */ ({
  missing: 'Say what is missing.', who: 'Say who.', date: 'Give a date.', to: 'Say where to.', team: 'Say to which team.',
});

/** Consensus on text that was no option: the chair writes what. @param {{kind: string, option: number}} s */
const isOther = (s) => s.kind === 'consensus' && s.option < 0;

const OTHER_WORDS = 'There is rough consensus on ';

/** Without its full stop. @param {string} words */
const bare = (words) => words.replace(/\.$/, '');

/** "There is rough consensus in favour." -> "Rough consensus in favour" @param {string} words */
function short(words) {
  const rest = bare(words).replace(/^There is /, '');
  return rest.charAt(0).toUpperCase() + rest.slice(1);
}

/** For a run that is not the newest: consensus on one of its options. @param {Asked} run @param {number} option */
function consensusWords(run, option) {
  const { name } = run.options[option];
  if (run.kind === 'for-against')
    return `There is rough consensus ${name === 'for' ? 'in favour' : 'against'}.`;
  return run.kind === 'plurality' ? `"${name}" has most votes, by the rules said beforehand.` : `There is rough consensus for "${name}".`;
}

/** @param {Asked} run @returns {Possible[]} */
function possible(run) {
  const kind = run.kind === 'plurality' ? 'plurality' : 'consensus';
  const named = run.options.map((o, option) => ({ kind, option, words: consensusWords(run, option), needs: [], role: o.role }))
    .filter((p) => p.role === 'named').map(({ role, ...p }) => p);
  return [
    ...named, { kind: 'consensus', option: null, words: 'There is rough consensus on other words.', needs: ['text'] },
    ...ALWAYS.map(([k, , words, needs]) => ({ kind: k, option: null, words, needs })),
  ];
}

/**
 * One proposal a key, in an order that no figure changes. outcomes: what the core says may be stated of the newest run.
 * @param {Asked} run @param {Possible[]} [outcomes]
 * @returns {Proposal[]}
 */
export function proposals(run, outcomes = []) {
  return (outcomes.length > 0 ? outcomes : possible(run)).map(({ kind, option, words, needs }) => ({
    kind, option: option ?? -1, words, needs,
    label: ALWAYS.find(([k]) => k === kind)?.[1] ?? (kind === 'consensus' && option === null ? 'Consensus on other words' : short(words)),
  }));
}

/** @param {OutcomeDraft} draft */
export const toConfirm = (draft) => draft.confirm ?? draft.statements.some((s) => ON_THE_LIST.includes(s.kind));

/** What the details add to a sentence. @param {Stated} s */
function added({ kind, details = {} }) {
  const { to, text, date, missing: lacks, who } = details;
  if (kind === 'deferred')
    return `${to === 'meeting' ? ` to ${text || 'a later meeting'}` : to === 'list' ? ' to the list' : ''}${date ? `, until ${date}` : ''}${lacks ? `; what is missing: ${lacks}` : ''}`;
  if (kind === 'referred')
    return `${who ? ` (${who})` : ''}${date ? `, which reports by ${date}` : ''}`;
  return kind === 'editor' && who ? `, ${who}` : '';
}

const TEAM = /** @type {Record<string, string>} */ (Object.fromEntries(DETAILS.referred[0][2] ?? []));

/** @param {Proposal[]} list @param {Stated} s */
function sentence(list, s) {
  const words = bare(list.find((p) => p.kind === s.kind && p.option === s.option)?.words ?? ALWAYS.find(([k]) => k === s.kind)?.[2] ?? s.kind);
  const team = s.details?.team;
  return (team ? words.replace('a team', TEAM[team]) : words) + added(s);
}

/** The words that will be recorded. @param {Asked} run @param {OutcomeDraft} draft @param {Possible[]} [outcomes] */
export function outcomeWords(run, draft, outcomes = []) {
  if (draft.words !== null)
    return draft.words;
  const list = proposals(run, outcomes);
  const end = toConfirm(draft) ? ', to be confirmed on the list.' : '.';
  const said = draft.statements.map((s) => (isOther(s) ? OTHER_WORDS : sentence(list, s)));
  if (draft.statements.some(isOther))
    return said.map((x) => x.trimEnd()).join('. ') + ' ';
  return said.map((x, i) => x + (i === said.length - 1 ? end : '.')).join(' ');
}

const same = (/** @type {{kind: string, option: number}} */ a, /** @type {{kind: string, option: number}} */ b) => a.kind === b.kind && a.option === b.option;

/** A statement with what is chosen unless the chair chooses else. @param {string} kind @param {number} option @returns {Stated} */
const stated = (kind, option) => {
  const chosen = (DETAILS[kind] ?? []).flatMap(([field, , items]) => (items ? [[field, items[0][0]]] : []));
  return chosen.length > 0 ? { kind, option, details: Object.fromEntries(chosen) } : { kind, option };
};

/** A proposal's key: taken in, or out again. @param {OutcomeDraft} draft @param {{kind: string, option: number}} p @returns {OutcomeDraft} */
export function toggled(draft, p) {
  const without = draft.statements.filter((s) => !same(s, p));
  const statements = without.length < draft.statements.length ? without : [...draft.statements, stated(p.kind, p.option)];
  return { ...draft, statements, words: null };
}

/** A detail of a statement. @param {OutcomeDraft} draft @param {Stated} s @param {string} field @param {string} value @returns {OutcomeDraft} */
export const detailed = (draft, s, field, value) => ({
  ...draft, statements: draft.statements.map((x) => (same(x, s) ? { ...x, details: { ...x.details, [field]: value } } : x)),
});

/** The first member that a statement needs and has not: [statement, member], or null. @param {Proposal[]} list @param {OutcomeDraft} draft @returns {[Stated, string]|null} */
function lacking(list, draft) {
  for (const s of draft.statements) {
    const needs = list.find((p) => same(p, s))?.needs ?? [];
    for (const [field] of DETAILS[s.kind] ?? [])
      if (needs.includes(field) && !s.details?.[field]?.trim())
        return [s, field];
  }
  return null;
}

/** What is missing before it can be stated, or "". @param {Asked} run @param {OutcomeDraft} draft @param {Possible[]} [outcomes] */
export function missing(run, draft, outcomes = []) {
  const lacks = lacking(proposals(run, outcomes), draft);
  if (draft.statements.length === 0)
    return 'Choose at least one statement.';
  if (draft.words === null && draft.statements.some(isOther))
    return 'Write what there is consensus on.';
  if (lacks !== null)
    return LACKS[lacks[1]] ?? 'Fill in what belongs to it.';
  if (outcomeWords(run, draft, outcomes).trim() === '')
    return 'Write the words that you will say.';
  if (draft.reason.trim() === '')
    return 'Give one line of reason.';
  return '';
}

/** Its members, without those that are empty or of the other choice. @param {Stated} s */
const members = ({ kind, details = {} }) => Object.fromEntries(Object.entries(details)
  .map(([k, v]) => [k, v.trim()]).filter(([k, v]) => v !== '' && !(kind === 'deferred' && k === 'text' && details.to !== 'meeting')));

/** @param {Run} run @param {OutcomeDraft} draft @param {string} by @param {Possible[]} [outcomes] */
export function outcomeCommand(run, draft, by, outcomes = []) {
  const words = outcomeWords(run, draft, outcomes).trim();
  return {
    command: 'state', question: run.question, run: run.run, by, reason: draft.reason.trim(),
    text: words, to_confirm: toConfirm(draft),
    statements: draft.statements.map((s) => ({ kind: s.kind, text: isOther(s) ? words : '', ...members(s), ...(s.option >= 0 && { option: s.option }) })),
  };
}

/** An offer that ends the question, as a draft of its outcome; null: it ends nothing. @param {string} offer @returns {OutcomeDraft|null} */
export function offered(offer) {
  const one = (/** @type {string} */ kind) => ({ ...EMPTY_OUTCOME, statements: [stated(kind, -1)] });
  if (offer === 'not-enough-interest')
    return one('not-enough-interest');
  if (offer === 'defer')
    return one('deferred');
  return offer === 'drop' ? { ...one('no-consensus'), words: 'There is no consensus on this question, and it is dropped.' } : null;
}

/** The field to go to next: one that is needed and empty, else the words or the reason. @param {Asked} run @param {OutcomeDraft} draft @param {Possible[]} [outcomes] */
export function nextField(run, draft, outcomes = []) {
  if (draft.words === null && draft.statements.some(isOther))
    return 'outcome-words';
  const lacks = lacking(proposals(run, outcomes), draft);
  return lacks === null ? 'outcome-reason' : `outcome-${lacks[0].kind}-${lacks[1]}`;
}

/** What the core says may be stated of this run; nothing of one that is not the newest. @param {import('./types.js').View|null} view @param {{question: number, run: number}} run @returns {Possible[]} */
export const outcomesOf = (view, run) =>
  (view?.run?.question === run.question && view.run.run === run.run ? (view.outcomes ?? []) : []);
