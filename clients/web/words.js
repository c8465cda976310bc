// @ts-check
// Words and figures as pages say them. Pure: everything comes in as an argument.

/** @typedef {import('./types.js').Hum} Hum */
/** @typedef {import('./types.js').Sound} Sound */
/** @typedef {import('./types.js').Confirmation} Confirmation */

/** Whole decibels of millibels: 1840 -> "18 dB". @param {number} mb */
export const decibels = (mb) => `${String(Math.round(mb / 100)).replace('-', '\u2212')} dB`;

/** Time of day of microseconds since 1970: "10:42:07". @param {number} us @param {string} [zone] */
export function clock(us, zone) {
  return new Intl.DateTimeFormat('en-GB', {
    hour: '2-digit', minute: '2-digit', second: '2-digit', hour12: false, timeZone: zone,
  }).format(us / 1000);
}

/** Whole seconds until a moment of the server's, 0 once it is over. @param {number} us @param {number} now ours, in ms @param {number} ahead the server's clock less ours, in ms */
export const secondsUntil = (us, now, ahead) => Math.max(0, Math.ceil((us / 1000 - now - ahead) / 1000));

/** Calendar day: "2026-11-22". @param {number} us */
export const day = (us) => new Date(us / 1000).toISOString().slice(0, 10);

const REACHES_NOTHING_MB = 1000; // an interval that reaches so far below its hum reaches no hum at all

/**
 * The words of a hum, strength first, and its figure (or ""): "at most" where noise may be all of it.
 * @param {Hum} hum
 */
export function humWords(hum) {
  if (hum.void || hum.silent || hum.excess === null)
    return { phrase: hum.phrase, figure: '' };
  const { low, high, excess } = hum;
  const db = low !== null && high !== null && excess - low >= REACHES_NOTHING_MB && high > 100
    ? `at most ${decibels(100 * Math.ceil(high / 100))}` : decibels(excess);
  return { phrase: hum.phrase, figure: `${db} above the room\u2019s noise` };
}

/** The hum of an option that counts: the newest that is not void, else the newest. @param {Hum[]} hums */
export function humThatCounts(hums) {
  return hums.findLast((h) => !h.void) ?? hums.at(-1) ?? null;
}

/** What the chair's ear says: [word of the wire, words of the page], in the order of their keys 1 to 6. */
export const HEARD = /** @type {[string, string][]} */ ([
  ['silence', 'silence'], ['weak', 'weak hum'], ['some', 'some hums'], ['strong', 'strong hum'],
  ['approval', 'approval'], ['muttering', 'muttering'],
]);

/** @param {string|null} word */
export const heardWords = (word) => HEARD.find(([w]) => w === word)?.[1] ?? '';

/** What was heard of an option, of each turn that it had. @param {{heard: string|null, turns: string[]}} r */
export const turnsWords = ({ heard, turns }) =>
  (turns.length < 2 || heard === null ? heardWords(heard) : turns.map((t) => heardWords(t) || 'nothing entered').join(', then '));

/** @param {number} n @param {string} one @param {string} many */
export const count = (n, one, many) => `${n} ${n === 1 ? one : many}`;

/** @param {import('./types.js').Microphone[]} all @param {string} what */
function listening(all, what) {
  const names = (/** @type {boolean} */ running) => all.filter((m) => (m.state === 'running') === running).map((m) => m.device || what);
  const [heard, missing] = [names(true), names(false)];
  const words = `Listening: ${heard.join(' and ')}.`;
  if (missing.length === 0)
    return { good: true, words };
  const it = missing.length === 1 ? 'it comes' : 'they come';
  return { good: false, words: `${words} Not heard now: ${missing.join(' and ')}; ${it} back without your help when plugged in.` };
}

/** What the chair must know of the sound, in words. @param {Sound | null} sound */
export function soundWords(sound) {
  if (sound === null)
    return { good: false, words: 'Sound: not known yet.' };
  if (sound.source === 'none' || sound.state === 'off')
    return { good: false, words: 'No sound here: go by ear.' };
  const what = sound.source === 'file' ? 'sound file' : 'microphone';
  switch (sound.state) {
  case 'running':
    return listening(sound.microphones ?? [sound], what);
  case 'waiting':
    return { good: false, words: `Waiting for the first sound of the ${what}.` };
  case 'lost':
    return { good: false, words: 'The microphone is lost: go by ear. It comes back by itself when plugged in.' };
  default:
    return { good: false, words: `The ${what} has come to its end: go by ear.` };
  }
}

/** Was the microphone pulled? @param {Sound | null} sound */
export const isDeaf = (sound) => sound?.source === 'microphone' && sound.state === 'lost';

export const DEAF = 'The microphone is lost: go by ear. Say it aloud, press, listen, and enter what you heard.';

/** May a hum be measured now? @param {Sound | null} sound */
export const canMeasure = (sound) =>
  sound !== null && sound.source !== 'none' && (sound.state === 'running' || sound.state === 'waiting');

/** May everybody hum once now, or that hum be ended? @param {import('./types.js').View} view @param {Sound|null} sound */
export const canHumOnce = (view, sound) =>
  !view.meeting.ended && canMeasure(sound) && view.everyone !== 'checking' && view.run?.phase !== 'humming';

export const CONFIRMATION = /** @type {Record<Confirmation, string>} */ ({
  'not-needed': 'not taken to the list',
  'to-confirm': 'to be confirmed on the list',
  'sent': 'sent to the list',
  'confirmed': 'confirmed on the list',
  'confirmed-over-objections': 'confirmed over objections',
  'reopened': 'reopened',
  'overturned': 'overturned on the list',
});

export const KIND = /** @type {Record<string, string>} */ ({
  'for-against': 'For or against', 'options': 'Several options', 'objections': 'Shall we do it? Objections', 'live-with': 'Who cannot live with it, and why?',
  'read': 'Who has read it?', 'ready': 'Are we ready to decide?', 'plurality': 'Vote, by plurality', 'declare': 'Stated without asking',
  'adopt': 'Adopt a draft', 'draw': 'Draw', 'withdraw': 'Withdraw a draft',
});

export const RELATION = /** @type {Record<string, string>} */ ({
  'follows': 'follows', 'restates': 'restates', 'runs-again': 'runs again',
});

/** The option that the room hums for now, with or without a meter; null: none. @param {import('./types.js').Run|null} run */
export const hummedFor = (run) =>
  (run !== null && (run.phase === 'humming' || run.phase === 'by-ear') ? run.calling : null);

export const EVERYBODY = 'Everybody hums once, now';

/** Why a hum of everybody gave no scale, or "". @param {Hum|null} hum */
function noScale(hum) {
  if (hum === null)
    return '';
  const gain = hum.flags.find((f) => f.flag === 'gain-change');
  return hum.void || hum.silent ? hum.phrase : (gain?.phrase ?? '');
}

/** What the words of the hums stand on. @param {import('./types.js').View} view */
export function scaleWords({ everyone, scale }) {
  if (everyone !== null)
    return everyone === 'humming' ? `${EVERYBODY}.` : 'Measured, checking the room\u2019s noise.';
  const why = noScale(scale?.hum ?? null);
  const last = why && ` The last hum of everybody gave no scale: ${why}.`;
  if (scale?.holds)
    return `Everybody hummed at ${clock(scale.time).slice(0, 5)}; words are against that hum.${last}`;
  if (scale?.ended)
    return `The scale ended: the ${scale.ended === 'gain' ? 'gain' : 'microphone'} changed. Let everybody hum once again.${last}`;
  return `Words are against the room\u2019s noise only, until everybody has hummed once.${last}`;
}

/** People hum "for" and "against", but for "Option A". @param {{kind: string}} run */
export const forName = (run) => (run.kind === 'for-against' ? '' : ' for');

export const SNAPSHOT = 'A snapshot of those present, not a vote.';

/** A plurality is the one kind that counts. */
export const VOTE = 'A vote, because those present agreed to decide so.';

export const HAT = /** @type {Record<string, string>} */ ({
  'chair': 'chair', 'author': 'author', 'area-director': 'area director', 'secretary': 'secretary', 'delegate': 'delegate',
});
