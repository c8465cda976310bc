// @ts-check
// What the chair enters for people: positions, hands of the room, issues, answers to challenges. Pure.

import { who } from './tools.js';

/** @typedef {import('./types.js').Run} Run */
/** @typedef {import('./types.js').Person} Person */

const of = (/** @type {{question: number, run: number}} */ r) => ({ question: r.question, run: r.run });

/** option: its index as text, or "no-opinion". way: "microphone", "private", "hat-off" (the chair's own). */
export const NEW_VOICE = { option: '0', who: '', text: '', way: 'microphone', count: '' };

export const WAYS = /** @type {[string, string][]} */ ([
  ['microphone', 'at the microphone'], ['private', 'told me privately'], ['hat-off', 'my own, hat off'],
]);

/** The answers that can be entered for somebody, "no opinion" last where the kind has it. @param {Run} run @returns {[string, string][]} */
export function voices(run) {
  const options = run.options.map((o, i) => /** @type {[string, string]} */ ([String(i), o.name]));
  return run.wants?.no_opinion ? [...options, ['no-opinion', 'no opinion']] : options;
}

/** The ways of a kind: what was told privately is nobody's vote. @param {Run} run */
export const waysOf = (run) => WAYS.filter(([w]) => run.kind !== 'plurality' || w !== 'private');

/** @param {Run} run @param {typeof NEW_VOICE} v @param {Person[]} people @param {string} by */
export function positionCommand(run, v, people, by) {
  const own = v.way === 'hat-off';
  return {
    command: 'position', ...of(run), option: v.option === 'no-opinion' ? v.option : Number(v.option), way: own ? 'microphone' : v.way,
    ...who(people, v.who.trim() || (own ? by : '')), ...(v.text.trim() && { text: v.text.trim() }), ...(own && { hat_off: true }),
  };
}

/** null: not a number of hands. @param {Run} run @param {typeof NEW_VOICE} v */
export function handsCommand(run, v) {
  if (!/^[0-9]{1,6}$/.test(v.count.trim()) || v.option === 'no-opinion')
    return null;
  return { command: 'hands', ...of(run), option: Number(v.option), count: Number(v.count) };
}

/** meeting: not of the question in hand. */
export const NEW_ISSUE = { who: '', text: '', meeting: false };

/** @param {Run|null} run @param {typeof NEW_ISSUE} d @param {Person[]} people */
export const issueCommand = (run, d, people) => ({
  command: 'issue', text: d.text.trim(), ...who(people, d.who), ...(run !== null && !d.meeting && of(run)),
});

/** The states that an open issue can go to, in the order of their digits. */
export const STATES = ['accommodated', 'not-accommodated', 'on-record', 'withdrawn'];

/** issue: 0: the first that is open. */
export const NEW_STATE = { issue: 0, state: 'accommodated', reason: '' };

/** @param {number} issue @param {typeof NEW_STATE} d @param {string} by */
export const stateCommand = (issue, d, by) => ({ command: 'issue-state', issue, issue_state: d.state, by, ...(d.reason.trim() && { reason: d.reason.trim() }) });

export const NEW_ANSWER = { challenge: 0, text: '', next: '' };

/** @param {number} challenge @param {typeof NEW_ANSWER} d @param {string} by */
export const answerCommand = (challenge, d, by) => ({ command: 'challenge-answer', challenge, text: d.text.trim(), by, ...(d.next.trim() && { next: d.next.trim() }) });

/** Why a question is asked again. */
export const BECAUSE = /** @type {[string, string][]} */ ([
  ['wording', 'the wording'], ['order', 'the order'], ['crowd', 'who was there'], ['irregularity', 'something for the chair to know'],
]);

/** question: 0: the newest run's. */
export const NEW_AGAIN = { question: 0, because: 'wording', reason: '' };

/** @param {number} question @param {typeof NEW_AGAIN} d @param {string} by */
export const againCommand = (question, d, by) => ({ command: 'ask', question, by, because: d.because, ...(d.reason.trim() && { reason: d.reason.trim() }) });

/** Of a draft that is to be adopted or withdrawn: a note on a criterion ("": the first without one), a step, the willing. question: whose. */
export const NEW_CRITERION = { question: 0, criterion: '', draft: '', text: '' };
export const NEW_STEP = { question: 0, step: '', draft: '', state: 'done', waived: 'charter', date: '', until: '', editors: 'same', text: '' };
export const NEW_WILLING = { who: '', draft: '', what: /** @type {string[]} */ ([]) };

/**
 * A form as it is in hand; what was written or chosen for another question is not of this one.
 * @template {{question: number}} T @param {T} d @param {T} fresh @param {number} question @returns {T}
 */
export const inHand = (d, fresh, question) => (d.question === question ? d : { ...fresh, question });

export const STEP_STATES = /** @type {[string, string][]} */ ([['done', 'done'], ['not-needed', 'not needed'], ['open', 'open']]);
export const WAIVERS = /** @type {[string, string][]} */ ([
  ['charter', 'by the charter'], ['split', 'because of a split'], ['merge', 'because of a merge'], ['chairs', 'by the chairs\u2019 decision'], ['', 'as the note says'],
]);
export const EDITORS = /** @type {[string, string][]} */ ([['same', 'the same'], ['new', 'new ones']]);

/** The criterion in hand: the chosen one, else the first without a note. @param {import('./types.js').AdoptionView} a @param {typeof NEW_CRITERION} d */
export const criterionOf = (a, d) =>
  a.criteria.find((c) => c.criterion === d.criterion) ?? a.criteria.find((c) => !c.note && !c.notes.some(Boolean)) ?? a.criteria[0];

/** How a step stands of a draft that competes, by its index; -1: of all of them. @param {import('./types.js').AdoptionStep} s @param {number} draft */
export const stateOf = (s, draft) => s.drafts[draft]?.state ?? s.state;

/** The step in hand: the chosen one, else the first that is open. @param {import('./types.js').AdoptionView} a @param {typeof NEW_STEP} d @param {number} draft */
export const stepOf = (a, d, draft) => a.steps.find((s) => s.step === d.step) ?? a.steps.find((s) => stateOf(s, draft) === 'open') ?? a.steps[0];

/** What comes after it and is missing, at once, before the view says that it was noted; "": nothing. @param {import('./types.js').AdoptionView} a @param {string} criterion */
export const afterCriterion = (a, criterion) =>
  a.criteria.slice(a.criteria.findIndex((c) => c.criterion === criterion) + 1).find((c) => !c.note && !c.notes.some(Boolean))?.criterion ?? '';

/** @param {import('./types.js').AdoptionView} a @param {string} step @param {number} draft */
export const afterStep = (a, step, draft) => a.steps.slice(a.steps.findIndex((s) => s.step === step) + 1).find((s) => stateOf(s, draft) === 'open')?.step ?? '';

/** @param {number} question @param {string} criterion @param {typeof NEW_CRITERION} d */
export const criterionCommand = (question, criterion, d) => ({ command: 'criterion', question, criterion, text: d.text.trim(), ...(d.draft && { draft: d.draft }) });

/** @param {number} question @param {string} step @param {typeof NEW_STEP} d @param {string} today */
export function stepCommand(question, step, d, today) {
  const done = d.state === 'done';
  return {
    command: 'step', question, step, step_state: d.state, ...(d.draft && { draft: d.draft }), ...(d.text.trim() && { text: d.text.trim() }),
    ...(d.state === 'not-needed' && d.waived && { waived_by: d.waived }), ...(done && { date: d.date || today }),
    ...(done && step === 'call' && { until: d.until }), ...(done && step === 'editors' && { editors: d.editors }),
  };
}

/** @param {Run} run @param {typeof NEW_WILLING} d @param {Person[]} people */
export const willingCommand = (run, d, people) => ({ command: 'willing', ...of(run), willing: d.what, ...(d.draft && { draft: d.draft }), ...who(people, d.who) });

/** @param {Run} run @param {string} name @param {Person[]} people */
export const volunteerCommand = (run, name, people) => ({ command: 'volunteer', ...of(run), ...who(people, name) });

/** @param {Run} run @param {string} value */
export const revealCommand = (run, value) => ({ command: 'draw-reveal', ...of(run), value: value.trim() });
