// @ts-check
// What a screen reader is told of a change: openings, the own answer, closings, results, the connection; never counters
// or levels. Pure.

import { aboutWords } from './issues.js';
import { EVERYBODY, clock, count, forName, hummedFor, isDeaf } from './words.js';
import { ownAnswer } from './wire.js';

/** @typedef {import('./wire.js').State} State */

export const LOST_MS = 5000;

/** @param {State} s */
const key = (s) => (s.view?.run ? `${s.view.run.question}.${s.view.run.run}` : '');

/** The newest command beside answers that was refused. @param {State} s */
function problemOf(s) {
  const c = s.commands.at(-1);
  return c !== undefined && c.state === 'refused' && c.fields.command !== 'answer' ? `Not done: ${c.sentence}.` : '';
}

/** Of the seconds before a question closes these are said, not each. */
const CALLED_OUT = [5, 10];

// What a participant or the scribe sends and looks away from.
const TOLD = ['edit-line', 'delete-line', 'issue', 'issue-state', 'challenge', 'interrupt', 'queue-join', 'queue-leave', 'volunteer', 'willing', 'duty', 'position', 'attend', 'queue-add', 'queue-next', 'read-out'];

/** That the newest of these is recorded. @param {State} s */
function recordedOf(s) {
  const c = s.commands.at(-1);
  return c !== undefined && c.state === 'recorded' && TOLD.includes(c.fields.command) ? `Recorded at ${clock(c.time)}.` : '';
}

/** The newest line to the chair while the question is open; staff alone has them. @param {State} s */
function interruptOf(s) {
  const i = s.view?.interrupts?.at(-1);
  return i === undefined ? '' : `${i.who}: ${aboutWords(i.about)}: ${i.text}`;
}

/** What an announcement depends on. @param {State} s @param {number} now */
export function heardState(s, now) {
  const run = s.view?.run ?? null;
  const own = run === null ? null : ownAnswer(s, run);
  const option = hummedFor(run);
  return {
    key: key(s), text: run?.text ?? '', open: run?.state === 'open', shown: run?.shown ?? false,
    words: run?.outcome?.words ?? '',
    calling: run !== null && option !== null ? `${forName(run)}: ${run.options[option].name}` : '',
    everybody: s.view?.everyone === 'humming',
    own: own === null || own.state === 'sending' ? '' : `${own.state}: ${own.option} ${own.time} ${own.sentence}`,
    ownWords: own === null || own.state === 'sending' ? ''
      : own.state === 'recorded' ? `Your answer is recorded at ${clock(own.time)}.` : `Not counted: ${own.sentence}.`,
    problem: problemOf(s), recorded: recordedOf(s), preview: s.view?.preview?.text ?? '', voided: run?.voided?.reason ?? '',
    left: s.left, leftSaid: s.left === null ? 0 : CALLED_OUT.find((n) => (s.left ?? 0) <= n) ?? Infinity,
    floor: (s.view?.queue.speaking?.person ?? 0) > 0 && s.view?.queue.speaking?.person === s.mine?.person,
    interrupt: interruptOf(s), role: s.role?.sentence ?? '',
    deaf: isDeaf(s.sound),
    drawn: run?.draw?.result.map((l) => l.name).join(', ') ?? '',
    lost: s.connection === 'lost' && now - s.lostAt >= LOST_MS,
  };
}

/** @typedef {ReturnType<typeof heardState>} Heard */

/** The sentence to say, or "". @param {Heard|null} before @param {Heard} after */
export function announcement(before, after) {
  if (before === null)
    return '';
  if (after.lost !== before.lost)
    return after.lost ? 'The connection is lost.' : 'The connection is back.';
  if (after.problem !== '' && after.problem !== before.problem)
    return after.problem;
  if (after.recorded !== '' && after.recorded !== before.recorded)
    return after.recorded;
  if (after.voided !== '' && after.voided !== before.voided)
    return `The question is void: ${after.voided}. Please speak up again.`;
  if (after.words !== '' && (after.words !== before.words || after.key !== before.key))
    return `The outcome: ${after.words}`;
  if (after.key !== before.key && after.open)
    return `A question is open: ${after.text}`;
  if (after.interrupt !== '' && after.interrupt !== before.interrupt)
    return after.interrupt;
  if (after.left !== null && after.left > 0 && after.leftSaid !== before.leftSaid)
    return `The question closes in ${count(after.left, 'second', 'seconds')}.`;
  if (after.key === before.key && after.open && before.left !== null && after.left === null)
    return 'The question stays open.';
  if (after.deaf !== before.deaf)
    return after.deaf ? 'The microphone is lost: go by ear.' : 'The microphone is back.';
  if (after.role !== '' && after.role !== before.role)
    return after.role;
  if (after.floor && !before.floor)
    return 'You have the floor.';
  if (after.drawn !== '' && after.drawn !== before.drawn)
    return `Drawn: ${after.drawn}.`;
  if (after.preview !== '' && after.preview !== before.preview)
    return `A question to come: ${after.preview}`;
  if (after.key === before.key && after.shown && !before.shown)
    return 'The results are shown.';
  if (after.key === before.key && before.open && !after.open)
    return 'The question is closed.';
  if (after.own !== before.own && after.ownWords !== '')
    return after.ownWords;
  if (after.everybody && !before.everybody)
    return `${EVERYBODY}.`;
  if (after.calling !== '' && after.calling !== before.calling)
    return `The room hums now${after.calling}`;
  return '';
}
