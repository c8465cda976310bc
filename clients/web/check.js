// @ts-check
// What came of the set-up check. Pure.

import { count, decibels } from './words.js';

/** @typedef {import('./types.js').Check} Check */
/** @typedef {{seconds: number, microphones: number, results: Check[]}} Checks */

/** What is known after one more frame. @param {Checks|null} known @param {any} frame @returns {Checks|null} */
export function takeCheck(known, frame) {
  if (frame.state === 'running')
    return { seconds: frame.seconds, microphones: frame.microphones, results: [] };
  if (known === null)
    return { seconds: 0, microphones: 1, results: [frame] };
  return { ...known, results: [...known.results.filter((r) => r.microphone !== frame.microphone), frame] };
}

/** @param {Checks|null} checks */
export const isChecking = (checks) => checks != null && checks.results.length < checks.microphones;

/** What was heard, as [name, words]. @param {Check} c @returns {[string, string][]} */
export function checkFigures(c) {
  const level = (/** @type {number|null|undefined} */ mb) => (mb === null || mb === undefined ? 'not known' : decibels(mb));
  return [
    ['Device', `${c.device} (${c.api || 'file'}, ${c.rate} Hz)`],
    ['Room noise', level(c.noise)],
    ['Loudest', level(c.loudest)],
    ['Hiss', level(c.hiss)],
    ['Gain', c.gain_phrase ?? ''],
    ['Clipped', c.clipped_ms ? 'yes' : 'no'],
    ['Lost', c.lost_frames ? count(c.lost_frames, 'frame', 'frames') : 'nothing'],
  ];
}
