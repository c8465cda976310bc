// @ts-check
// What is said of a question before it opens, and what its kind makes of answers and results, in the words of the
// minutes. Pure.

import { SNAPSHOT, VOTE } from './words.js';

/** @typedef {import('./types.js').Wording} Wording */
/** @typedef {import('./types.js').Run} Run */

const KIND_SAYS = /** @type {Record<string, string>} */ ({
  'objections': 'A call for objections.',
  'live-with': 'Only those who cannot live with it are asked, and why.',
  'read': 'The question is who has read a draft.',
  'ready': 'The question is whether the group is ready to decide.',
  'plurality': 'A vote, decided by plurality, by rules said beforehand.',
  'adopt': 'The question is whether the group adopts a draft.',
  'withdraw': 'The question is whether the group withdraws a draft.',
  'declare': 'Stated without asking.',
});

const SIDES = /** @type {Record<string, string>} */ ({
  'turned': 'Those against are asked first.',
  'both-ways': 'It is asked both ways: in this order, and the other way round.',
  'for-alone': 'Only one side is asked: those for it.',
  'against-alone': 'Only one side is asked: those against it.',
});

const BASIS = /** @type {Record<string, string>} */ ({
  'discussion': 'It rests on the discussion',
  'microphone': 'It rests on the comments at the microphone',
  'silence': 'It rests on there being no additional discussion',
});

/** @param {Wording} q */
function ofPlurality({ rules }) {
  return [
    rules.votes === 1 ? 'Each person has one vote.' : `Each person has ${rules.votes} votes, for different options.`,
    `Chat is ${rules.chat_counted ? 'counted' : 'not counted'}.`,
    rules.who_counts && `Who counts: ${rules.who_counts}.`,
    rules.agreement && `Let the minutes note that ${rules.agreement}`,
  ];
}

const GROUNDS = /** @type {Record<string, string>} */ ({
  minor: 'It is a minor choice.', balanced: 'The options are balanced in support and trade-offs.',
});

/** How a draw is settled. @param {Wording} q */
function ofDraw({ rules, options }) {
  const { method, pick } = rules;
  const among = options.length > 0 ? '' : ' among those who volunteer';
  const how = /** @type {Record<string, string>} */ ({
    coin: 'A coin is flipped between the two options.',
    chair: 'The chair picks one of the options.',
    straw: pick > 1 ? `${pick} short straws are drawn${among}.` : `The short straw is drawn${among}.`,
    random: pick > 1 ? `${pick} are drawn at random${among}, one after the other.` : `One is drawn at random${among}.`,
  });
  const rfc3797 = method === 'rfc3797';
  return [
    how[rfc3797 ? 'random' : method] ?? '', rfc3797 ? 'The method is that of RFC 3797.' : '', GROUNDS[rules.grounds] ?? '', rules.source && `${rfc3797 ? 'The public sources' : 'The public value that is mixed in'}: ${rules.source}.`,
    rules.agreement && `Let the minutes note that ${rules.agreement}`,
  ];
}

const CAUSE = /** @type {Record<string, string>} */ ({ interest: 'lack of interest', effort: 'lack of effort', consensus: 'lack of consensus' });
const TRIED = /** @type {Record<string, string>} */ ({
  'reviews-asked': 'reviews were asked for', 'editors-added': 'editors were added', 'editors-replaced': 'editors were replaced',
});

/** Drafts that compete, one that the group has, why one is withdrawn. @param {Wording} q */
function ofDrafts({ kind, rules: { drafts = [], adopted = '', care = false, cause = [], tried = [], events = '' } }) {
  return [
    drafts.length > 0 ? `The drafts that compete: ${drafts.map((d) => d.name + (d.hint && ` (${d.hint})`)).join(', ')}.` : '',
    adopted && `The group has adopted ${adopted} already.`, care ? 'It would stay an individual\u2019s draft.' : '',
    kind === 'withdraw' && cause.length > 0 ? `The cause: ${cause.map((c) => CAUSE[c] ?? c).join(', ')}.` : '',
    kind === 'withdraw' && tried.length > 0 ? `Tried before: ${tried.map((t) => TRIED[t] ?? t).join(', ')}.` : '',
    events && `What happened: ${events}`,
  ];
}

/** What is asked, by the kind. @param {Wording} q */
function kindSays({ kind, rules }) {
  if (kind === 'adopt' && rules.drafts?.length)
    return 'The question is what becomes of drafts that compete.';
  return kind === 'adopt' && rules.care ? 'The question is whether the group takes a draft into its care.' : (KIND_SAYS[kind] ?? '');
}

/** The rules of a question, a sentence each, for everybody and before it opens. @param {Wording} q @returns {string[]} */
export function rulesWords(q) {
  const { kind, rules, worded_by } = q;
  const basis = BASIS[rules.basis];
  return [
    kindSays(q),
    kind === 'for-against' ? (SIDES[rules.sides] ?? '') : '',
    rules.several ? 'Humming and answering for several of them is possible.' : '',
    rules.draft && `The draft: ${rules.draft}${rules.hint && ` (${rules.hint})`}.`,
    ...(kind === 'plurality' ? ofPlurality(q) : []),
    ...(kind === 'draw' ? ofDraw(q) : []),
    ...ofDrafts(q),
    basis ? `${basis}${rules.since && ` since ${rules.since}`}.` : '',
    worded_by && `Worded by ${worded_by}.`,
  ].filter((s) => s !== '');
}

/** The line over every result. @param {{kind: string}} run */
export const snapshotWords = (run) =>
  (run.kind === 'plurality' ? VOTE : SNAPSHOT);

/** "Vote" only where it is one. @param {{kind: string}} run */
export const handWords = (run) => (run.kind === 'plurality' ? 'Votes' : 'Hands');

/** Are positions in chat counted? @param {Wording} run */
export const chatCounts = (run) => run.kind !== 'plurality' || run.rules.chat_counted;

/** What is still missing of an answer for an option: "nothing", a reason that is offered, or one that it needs. @param {Wording} run @param {number|string} option */
export const wantsOf = (run, option) =>
  (typeof option === 'number' ? (run.wants.reasons[option] ?? 'nothing') : 'nothing');

/**
 * Links that come as text from outside, blanks between. Only addresses of the web can be followed, and only those that
 * show where they lead: none with a user before the host. All else stays text (href "").
 * @param {string} text @returns {{href: string, text: string}[]}
 */
export function linksOf(text) {
  return text.split(/\s+/).filter((word) => word !== '').map((word) => {
    const url = /^https?:\/\//i.test(word) && URL.canParse(word) ? new URL(word) : null;
    return url !== null && url.username === '' && url.password === '' ? { href: url.href, text: url.href } : { href: '', text: word };
  });
}
