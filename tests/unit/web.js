// What the tests of the pages' modules share. HUMROOM_WEB is the folder of the pages as a browser gets them.
import { pathToFileURL } from 'node:url';
import { join } from 'node:path';

/** @param {string} name */
export const load = (name) => import(pathToFileURL(join(process.env.HUMROOM_WEB ?? '', name)).href);

const OPTIONS = [{ name: 'for', role: 'named' }, { name: 'against', role: 'named' }];
const COUNTS = { hands: 0, chat: 0, hands_in_room: 0, chat_in_room: 0 };

/** A hum of 18 dB above the room's noise. */
export const hum = (more = {}) => ({
  take: 1, void: '', silent: false, strength: 'strong', phrase: 'strong hum', excess: 1840, low: 1790, high: 1890,
  scale: 'noise', against: 'against the room\u2019s noise only', start: null, end: null, onset: null, offset: null, flags: [], ...more,
});

export const result = (options, more = {}) => ({
  options: options.map((o) => ({ ...COUNTS, hums: [], called: false, heard: null, turns: [], microphone: 0, private: 0, ...o })), no_opinion: COUNTS, present: 0, answered: 0,
  no_hand: 0, in_room: 0, signs: '', people: 10, people_known: false, comparisons: [], ...more,
});

const RULES = {
  sides: 'both', several: false, draft: '', hint: '', votes: 0, chat_counted: false, who_counts: '', agreement: '', method: '', grounds: '', pick: 0, source: '',
  basis: '', since: '',
};
export const rules = (more = {}) => ({ ...RULES, ...more });
export const wants = (more = {}) => ({ reasons: ['nothing', 'reason-offered'], no_opinion: true, hums: true, further: 0, ...more });

export const run = (more = {}) => ({
  worded_by: '', on_list: '', links: '', rules: RULES, wants: wants(), draw: null, adoption: null, restated: null, side_by_side: [], because: '', why: '', voided: null, question: 1, run: 1, kind: 'for-against', text: 'Shall we adopt it?', state: 'open', shown: false, asked_by: '',
  asked: 0, relation: 'none', of_question: 0, of_run: 0, options: OPTIONS, calling: null, phase: null, result: null,
  outcome: null, ...more,
});

export const outcome = (more = {}) => ({
  words: 'There is rough consensus in favour.', reason: 'strong hums', by: 'Ada', time: 1, statements: [],
  confirmation: 'to-confirm', ...more,
});

export const view = (more = {}) => ({
  type: 'view',
  meeting: {
    title: 'Test', group: 'humming', kind: '', start: '', zone: 'UTC', list: '', note_well_url: '', chairs: ['Ada'],
    ended: false,
  },
  run: null, everyone: null, preview: null, queue: { waiting: 0, speaking: null, entries: [] }, issues: [], challenges: [], duties: [], past: [], chat: { cursor: 0, entries: [] }, ...more,
});

/** Every element of a view's nodes with its functions carried out, depth first; texts are strings. */
export function* nodes(node) {
  if (node === null || node === undefined || typeof node === 'boolean')
    return;
  if (Array.isArray(node)) {
    for (const n of node)
      yield* nodes(n);
  } else if (typeof node !== 'object') {
    yield String(node);
  } else if (typeof node.type === 'function') {
    if (node.type.name === 'LiveMeter')
      return; // it draws by hand
    yield* nodes(node.type({ ...node.props }));
  } else {
    yield node;
    yield* nodes(node.props.children);
  }
}

/** The words that a person reads, blanks folded. */
export const textOf = (node) => [...nodes(node)].filter((n) => typeof n === 'string').join(' ').replace(/\s+/g, ' ');

/** The first button whose words begin so. */
export const button = (node, words) =>
  [...nodes(node)].find((n) => n.type === 'button' && textOf(n.props.children).trim().startsWith(words));
