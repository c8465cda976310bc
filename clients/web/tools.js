// @ts-check
// What the chair can turn to at any time, with its key, and what is worth offering after a run. Pure.

/** @typedef {import('./types.js').View} View */
/** @typedef {import('./types.js').Run} Run */
/** may: can it be done now? @typedef {{name: string, key: string, label: string, may: boolean}} Tool */

/** May chair and scribe still enter something for people in this run? @param {Run|null} run */
export const canEnter = (run) => run !== null && run.outcome === null && !run.voided;

/** Can somebody still be put into the pool of a draw? @param {Run|null} run */
export const canVolunteer = (run) => run !== null && run.state === 'open' && !!run.draw?.volunteers && !run.draw.fixed;

/** The question whose draft is gone through: the newest run's, else the last one of such a kind. @param {View} view */
export function ofDraft(view) {
  const all = (view.questions ?? []).filter((q) => q.adoption);
  return all.find((q) => q.question === view.run?.question) ?? all.at(-1) ?? null;
}

/** Issues that are open: those of the run first. @param {View} view */
export function openIssues(view) {
  const run = view.run;
  const here = (/** @type {import('./types.js').Issue} */ i) => run !== null && i.question === run.question && i.run === run.run;
  const open = (view.issues ?? []).filter((i) => i.state === 'open');
  return [...open.filter(here), ...open.filter((i) => !here(i))];
}

/** @param {View} view */
export const unanswered = (view) => (view.challenges ?? []).filter((c) => c.answered === 0);

/** The question that would be previewed: the first never asked. @param {View} view */
export const toPreview = (view) => view.questions?.find((q) => q.runs === 0 && q.kind !== 'declare') ?? null;

const counted = (/** @type {string} */ word, /** @type {number} */ n) => (n > 0 ? `${word} (${n})` : word);

/** Every tool, always in the same place. @param {View} view @returns {Tool[]} */
export function tools(view) {
  const { run, meeting } = view;
  const during = !meeting.ended;
  const closed = run !== null && run.state === 'closed';
  const enter = during && canEnter(run) && run?.kind !== 'draw';
  const issues = openIssues(view).length;
  const challenges = unanswered(view).length;
  return [
    { name: 'question', key: 'N', label: 'Question', may: during },
    { name: 'voice', key: 'M', label: 'At mic', may: enter || (during && canVolunteer(run)) },
    { name: 'hands', key: 'H', label: 'Hands', may: enter },
    { name: 'issue', key: 'I', label: 'New issue', may: true },
    { name: 'states', key: 'S', label: counted('Issues', issues), may: issues > 0 },
    { name: 'challenge', key: 'C', label: counted('Answer', challenges), may: challenges > 0 },
    { name: 'draft', key: 'T', label: 'Draft', may: ofDraft(view) !== null },
    { name: 'preview', key: 'P', label: 'Preview', may: during && (!!view.preview || toPreview(view) !== null) },
    { name: 'again', key: 'G', label: 'Again', may: during && closed && run.kind !== 'declare' },
    { name: 'void', key: 'V', label: 'Void', may: closed && !run.voided },
  ];
}

const OFFERS = /** @type {Record<string, {key: string, label: string, closed: boolean}>} */ ({
  'hear-objectors': { key: 'A', label: 'Hear those against', closed: false },
  'not-enough-interest': { key: 'L', label: 'Not enough interest', closed: true },
  'restate': { key: 'R', label: 'Restate it', closed: false },
  'other-solutions': { key: 'O', label: 'Other solutions', closed: false },
  'defer': { key: 'D', label: 'Defer it', closed: true },
  'drop': { key: 'X', label: 'Drop it', closed: true },
});

/**
 * What the core finds worth offering after the newest run; those that end it wait until it is closed.
 * @param {View} view @returns {Tool[]}
 */
export function offers(view) {
  const run = view.run;
  if (run === null || !canEnter(run) || view.meeting.ended)
    return [];
  return (view.offers ?? []).filter((name) => name in OFFERS)
    .map((name) => ({ name, key: OFFERS[name].key, label: OFFERS[name].label, may: run.state === 'closed' || !OFFERS[name].closed }));
}

/** Answers that say no, with who and what, for those who are to be heard. @param {Run|null} run @param {import('./types.js').Person[]} people @param {View} view */
export function against(run, people, view) {
  if (run === null)
    return [];
  const no = run.options.findIndex((o) => ['against', 'objection', 'cannot live with it', 'not ready'].includes(o.name));
  const taken = new Set((view.issues ?? []).filter((i) => i.question === run.question && i.run === run.run).map((i) => i.person));
  return people.filter((p) => p.answer !== null && p.answer.question === run.question && p.answer.run === run.run && p.answer.option === no && !taken.has(p.person))
    .map((p) => ({ person: p.person, name: p.name, text: p.answer?.text ?? '' }));
}

export { who } from './people.js';
