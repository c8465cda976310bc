// @ts-check
// The form of a question: which fields a kind has, and the command that they make. Pure.

/** @typedef {import('./types.js').Wording} Wording */
/**
 * The form. number: the question that is edited, 0: a new one. relation: "", or "follows 2 1" (question, run).
 * @typedef {{number: number, kind: string, text: string, by: string, relation: string, onList: string, links: string,
 *   sides: string, options: string, dontCare: boolean, somethingElse: boolean, several: boolean, draft: string, votes: string,
 *   chat: string, who: string, agreement: string, drafts: string, outcomes: string[], adopted: string, care: boolean, cause: string[], tried: string[],
 *   events: string, method: string, pick: string, source: string, grounds: string}} QuestionDraft
 */

/** The kinds in the order of their keys. `declare` asks nobody and has a form of its own. */
export const KINDS = ['for-against', 'options', 'objections', 'live-with', 'read', 'ready', 'plurality', 'declare', 'adopt', 'draw', 'withdraw'];

/** What a kind has beside its wording. */
const FIELDS = /** @type {Record<string, string[]>} */ ({
  'for-against': ['sides'], 'options': ['options', 'others'], 'read': ['draft'], 'plurality': ['options', 'rules'],
  'adopt': ['drafts'], 'withdraw': ['draft', 'cause'], 'draw': ['draw'],
});

/** @param {string} kind @param {string} field */
export const hasField = (kind, field) => FIELDS[kind]?.includes(field) ?? false;

export const SIDES = /** @type {[string, string][]} */ ([
  ['both', 'both sides, for first'], ['turned', 'both sides, against first'], ['both-ways', 'both sides, in both orders'],
  ['for-alone', 'only those for it'], ['against-alone', 'only those against it'],
]);

export const METHODS = /** @type {[string, string][]} */ ([
  ['coin', 'a coin'], ['chair', 'the chair picks'], ['straw', 'the short straw, among volunteers'], ['random', 'at random'], ['rfc3797', 'by RFC 3797, from public sources'],
]);

export const GROUNDS = /** @type {[string, string][]} */ ([['minor', 'a minor choice'], ['balanced', 'balanced in support and trade-offs']]);

export const CAUSES = /** @type {[string, string][]} */ ([['interest', 'interest'], ['effort', 'effort'], ['consensus', 'consensus']]);

export const TRIED = /** @type {[string, string][]} */ ([
  ['reviews-asked', 'reviews were asked for'], ['editors-added', 'editors were added'], ['editors-replaced', 'editors were replaced'],
]);

/** What drafts that compete can come to; those that can not be are left out. */
const OUTCOMES = /** @type {[string, string, 'one'|'adopted'|''][]} */ ([
  ['one', 'adopt one of them', 'one'], ['both', 'adopt all', 'one'], ['merge', 'merge them', ''], ['fold-in', 'one, with ideas of the others folded in', ''],
  ['replace', 'replace what is adopted', 'adopted'], ['second', 'a second one, competing', 'adopted'], ['wait', 'wait', ''], ['none', 'none of them', ''],
]);

/** The outcomes of the drafts in a form; none where nothing competes. @param {QuestionDraft} q @returns {[string, string][]} */
export function outcomesOfDrafts(q) {
  const adopted = q.adopted.trim() !== '';
  if (!adopted && linesOf(q.drafts).length < 2)
    return [];
  return OUTCOMES.filter(([, , when]) => when === '' || (when === 'adopted') === adopted).map(([word, name]) => [word, name]);
}

/** Those that are offered: all, until some were chosen. @param {QuestionDraft} q @returns {string[]} */
export function offeredOutcomes(q) {
  const can = outcomesOfDrafts(q).map(([word]) => word);
  const chosen = q.outcomes.filter((o) => can.includes(o));
  return chosen.length > 0 ? chosen : can;
}

/** Is a draw made for a choice of the chair's (with its grounds), or one that the group agreed to? @param {string} method */
export const hasGrounds = (method) => method === 'coin' || method === 'chair';

/** @type {QuestionDraft} */
export const NEW_QUESTION = {
  number: 0, kind: 'for-against', text: '', by: '', relation: '', onList: '', links: '', sides: 'both', options: '', dontCare: true,
  somethingElse: true, several: false, draft: '', votes: '1', chat: 'no', who: 'everybody who joined', agreement: '',
  drafts: '', outcomes: [], adopted: '', care: false, cause: [], tried: [], events: '', method: 'coin', pick: '1', source: '', grounds: 'minor',
};

/** @param {{question: number, run: number}} r @param {string} relation */
export const relationTo = (r, relation) => `${relation} ${r.question} ${r.run}`;

const filled = (/** @type {Record<string, string>} */ fields) =>
  Object.fromEntries(Object.entries(fields).map(([k, v]) => [k, v.trim()]).filter(([, v]) => v !== ''));

/** @param {string} text */
const linesOf = (text) => text.split('\n').map((o) => o.trim()).filter(Boolean);

/** One draft, or drafts that compete. @param {QuestionDraft} q */
function ofAdoption(q) {
  const drafts = linesOf(q.drafts);
  if (drafts.length > 1 || q.adopted.trim() !== '')
    return {
      drafts, ...filled({ adopted: q.adopted }),
      ...(offeredOutcomes(q).length < outcomesOfDrafts(q).length && { outcomes: offeredOutcomes(q) }),
    };
  return { draft: drafts[0] ?? '', ...(q.care && { care: true }) };
}

/** @param {QuestionDraft} q */
function ofDraw(q) {
  const options = q.method === 'straw' ? [] : linesOf(q.options);
  return {
    method: q.method, ...(options.length > 0 && { options }), ...filled({ source: q.source }),
    ...(hasGrounds(q.method) ? { grounds: q.grounds } : { agreement: q.agreement.trim(), pick: Number(q.pick) }),
  };
}

/** `prepare`, or `edit` where a number is known. @param {QuestionDraft} q @returns {Record<string, any>} */
export function prepareCommand(q) {
  const [relation, question, run] = q.relation.split(' ');
  return {
    ...(q.number > 0 ? { command: 'edit', question: q.number } : { command: 'prepare' }),
    kind: q.kind, text: q.text.trim(), by: q.by.trim(), ...filled({ on_list: q.onList, links: q.links }),
    ...(hasField(q.kind, 'sides') && { sides: q.sides }),
    ...(hasField(q.kind, 'options') && { options: linesOf(q.options) }),
    ...(hasField(q.kind, 'others') && { no_dont_care: !q.dontCare, no_something_else: !q.somethingElse, several: q.several }),
    ...(hasField(q.kind, 'draft') && { draft: q.draft.trim() }),
    ...(hasField(q.kind, 'rules') && {
      votes: Number(q.votes), chat_counted: q.chat === 'yes', who_counts: q.who.trim(), agreement: q.agreement.trim(),
    }),
    ...(hasField(q.kind, 'cause') && { cause: q.cause, events: q.events.trim(), ...(q.tried.length > 0 && { tried: q.tried }) }),
    ...(hasField(q.kind, 'drafts') && ofAdoption(q)),
    ...(hasField(q.kind, 'draw') && ofDraw(q)),
    ...(relation && { relation, of_question: Number(question), of_run: Number(run) }),
  };
}

/** A question as it stands in the form. @param {Wording & {question: number}} q @returns {QuestionDraft} */
export function draftOf(q) {
  const named = q.options.filter((o) => o.role === 'named').map((o) => o.name);
  const has = (/** @type {string} */ role) => q.options.some((o) => o.role === role);
  const r = q.rules;
  return {
    ...NEW_QUESTION, number: q.question, kind: q.kind, text: q.text, by: q.worded_by ?? '', onList: q.on_list ?? '', links: q.links ?? '',
    relation: ['follows', 'restates'].includes(q.relation) ? `${q.relation} ${q.of_question} ${q.of_run}` : '',
    sides: r?.sides ?? 'both', several: r?.several ?? false, draft: r?.draft ?? '', votes: String(r?.votes || 1),
    chat: r?.chat_counted ? 'yes' : 'no', who: r?.who_counts || NEW_QUESTION.who, agreement: r?.agreement ?? '',
    drafts: r?.drafts?.length ? r.drafts.map((d) => d.name).join('\n') : (r?.draft ?? ''), outcomes: r?.outcomes ?? [], adopted: r?.adopted ?? '', care: r?.care ?? false,
    cause: r?.cause ?? [], tried: r?.tried ?? [], events: r?.events ?? '', method: r?.method || 'coin', pick: String(r?.pick || 1), source: r?.source ?? '',
    grounds: r?.grounds || 'minor',
    ...((hasField(q.kind, 'options') || hasField(q.kind, 'draw')) && { options: named.join('\n') }),
    ...(hasField(q.kind, 'others') && { dontCare: has('dont-care'), somethingElse: has('something-else') }),
  };
}

/** The same in other words; worded by whoever words it now. @param {Wording & {question: number, run: number}} r @returns {QuestionDraft} */
export const restated = (r) => ({ ...draftOf(r), number: 0, by: '', relation: relationTo(r, 'restates') });

/** Other solutions to what was asked. @param {{question: number, run: number}} r @returns {QuestionDraft} */
export const otherSolutions = (r) => ({ ...NEW_QUESTION, kind: 'options', relation: relationTo(r, 'follows') });

/** @param {{question: number, run: number}} r @returns {QuestionDraft} */
export const followUp = (r) => ({ ...NEW_QUESTION, relation: relationTo(r, 'follows') });

/**
 * An outcome that nobody was asked for. confirm: null: by kind.
 * @typedef {{text: string, words: string, basis: string, since: string, reason: string, kind: string, confirm: boolean}} DeclareDraft
 */
/** @type {DeclareDraft} */
export const NEW_DECLARED = { text: '', words: '', basis: 'discussion', since: '', reason: '', kind: 'consensus', confirm: true };

export const BASES = /** @type {[string, string][]} */ ([
  ['discussion', 'the discussion'], ['microphone', 'the comments at the microphone'], ['silence', 'no additional discussion since'],
]);

/** @param {DeclareDraft} d @param {string} by */
export function declareCommand(d, by) {
  const words = d.words.trim();
  return {
    command: 'declare', text: d.text.trim(), words, reason: d.reason.trim(), basis: d.basis, by, to_confirm: d.confirm,
    ...(d.basis === 'silence' && { since: d.since.trim() }),
    statements: [{ kind: d.kind, text: d.kind === 'consensus' ? words : '' }],
  };
}

/**
 * A question that was written now comes next: the command that moves it before the others that were not asked, once it
 * is known; null: nothing to do. known: the highest number before.
 * @param {import('./types.js').Question[]} questions @param {number} known @param {string} text
 */
export function moveNext(questions, known, text) {
  const mine = questions.find((q) => q.question > known && q.text === text);
  const first = questions.find((q) => q.runs === 0 && q.kind !== 'declare');
  if (mine === undefined || first === undefined || first.question === mine.question)
    return null;
  return { command: 'move', question: mine.question, before: first.question };
}

/** One place up (-1) or down (1) in the chair's list; null at its ends. @param {{question: number}[]} questions @param {number} question @param {-1|1} way */
export function moved(questions, question, way) {
  const i = questions.findIndex((q) => q.question === question);
  const to = i + way;
  if (i < 0 || to < 0 || to >= questions.length)
    return null;
  const before = questions[way < 0 ? to : to + 1];
  return { command: 'move', question, ...(before && { before: before.question }) };
}
