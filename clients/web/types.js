// @ts-check
// The shapes that come by wire (net/PROTOCOL.md), for the type checker; nothing here runs.

/** @typedef {'to-confirm'|'not-needed'|'sent'|'confirmed'|'confirmed-over-objections'|'reopened'|'overturned'} Confirmation */
/** @typedef {{flag: string, phrase: string, advice: string}} Flag */
/** @typedef {{take: number, void: string, silent: boolean, strength: string, phrase: string, scale: 'noise'|'everyone', against: string, excess: number|null,
 *   low: number|null, high: number|null, start: number|null, end: number|null, onset: number|null,
 *   offset: number|null, flags: Flag[], microphones?: string}} Hum */
/** @typedef {{hands: number, chat: number, hands_in_room: number, chat_in_room: number}} Counts */
/** readers: of those who answered so, who have read the draft; room_hands: where the chair counted them.
 * @typedef {Counts & {hums: Hum[], called: boolean, heard: string|null, turns: string[], microphone: number, private: number,
 *   readers?: number, room_hands?: number}} OptionResult */
/** @typedef {{first: number, second: number, louder: number|null, difference: number|null, sound_distinct: boolean,
 *   distinct: boolean, sound_sentence: string, people_sentence: string}} Comparison */
/** @typedef {{options: OptionResult[], no_opinion: Counts, present: number, answered: number, no_hand: number,
 *   in_room: number, signs: string, people: number, people_known: boolean, comparisons: Comparison[]}} Result */
/** @typedef {{kind: string, option: number|null, text: string, who?: string, date?: string, missing?: string,
 *   to?: string, team?: string}} Statement */
/** What may be stated of the newest run. @typedef {{kind: string, option: number|null, words: string, needs: string[], reason?: string}} Possible */
/** @typedef {{words: string, reason: string, by: string, time: number, statements: Statement[],
 *   open_issues?: number, confirmation: Confirmation}} Outcome */
/** @typedef {{name: string, role: string}} Option */
/** What was said beforehand.
 * @typedef {{sides: string, several: boolean, draft: string, hint: string, votes: number, chat_counted: boolean,
 *   who_counts: string, agreement: string, method: string, grounds: string, pick: number, source: string, basis: string,
 *   since: string, drafts?: {name: string, hint: string}[], outcomes?: string[], adopted?: string, care?: boolean, cause?: string[], tried?: string[],
 *   events?: string}} Rules */
/** What an answer needs.
 * @typedef {{reasons: ('nothing'|'reason-offered'|'reason')[], no_opinion: boolean, hums: boolean, further: number}} Wants */
/** What is not removed, put together, is the new wording.
 * @typedef {{text: string, change: 'same'|'removed'|'added'}} Piece */
/** options: empty where they are the same.
 * @typedef {{text: Piece[], options: Piece[]}} Restated */
/** A question as it was, or will be, asked.
 * @typedef {{question: number, kind: string, text: string, options: Option[], relation: string, of_question: number,
 *   of_run: number, worded_by: string, on_list: string, links: string, rules: Rules, wants: Wants,
 *   restated?: Restated|null}} Wording */
/** @typedef {{reason: string, by: string, time: number}} Voided */
/** @typedef {Counts & {phrase: string, heard: string|null, microphone: number}} BesideOption */
/** One of several runs of a question.
 * @typedef {{run: number, asked: number, because: string, why: string, void: boolean, present: number, answered: number,
 *   options: BesideOption[]}} Beside */
/** note: on all drafts; notes: one for each that competes.
 * @typedef {{criterion: string, phrase: string, note: string, notes: string[]}} Criterion */
/** @typedef {{step: string, phrase: string, state: 'open'|'done'|'not-needed', waived_by: string, editors: string, text: string, hint: string,
 *   date: string, until: string, drafts: StepState[]}} AdoptionStep */
/** A step of one of the drafts that compete. @typedef {{state: 'open'|'done'|'not-needed', waived_by: string, editors: string, text: string,
 *   hint: string, date: string, until: string}} StepState */
/** @typedef {{review: number, edit: number, implement: number}} WillingCounts */
/** reminders, people: of staff; willing: null for the public until the results are shown.
 * @typedef {{criteria: Criterion[], steps: AdoptionStep[], willing: WillingCounts & {drafts: WillingCounts[]}|null,
 *   reminders?: string[], people?: {person: number, who: string, draft: string, willing: string[], entered: boolean}[]}} AdoptionView */
/** @typedef {Wording & {run: number, state: 'open'|'closed', shown: boolean, asked_by: string, asked: number,
 *   closes?: number|null, because: string, why: string, side_by_side: Beside[], calling: number|null, phase: 'humming'|'checking'|'by-ear'|null, result: Result|null, outcome: Outcome|null,
 *   draw: Draw|null, adoption: AdoptionView|null, voided: Voided|null}} Run */
/** @typedef {'open'|'accommodated'|'not-accommodated'|'on-record'|'withdrawn'} IssueState */
/** @typedef {{issue: number, question: number, run: number, person: number, who: string, what: string,
 *   state: IssueState, how: string, by: string, time: number}} Issue */
/** @typedef {{challenge: number, question: number, run: number, person: number, who: string, asks: string, text: string,
 *   decision: string, process: string, answer: string, next: string, by: string, time: number, answered: number}} Challenge */
/** @typedef {{question: number, run: number, person: number, who: string, about: 'wording'|'option'|'flaw', text: string,
 *   time: number}} Interrupt */
/** person: 0 for somebody who has not joined.
 * @typedef {{entry: number, person: number, name: string, about: string, time: number}} Queued */
/** @typedef {{waiting: number, speaking: Queued|null, entries: Queued[]}} Queue */
/** person: 0 for an option, and for who has no device.
 * @typedef {{number: number, name: string, person: number}} Lot */
/** Texts are "" and the result is empty until their step has come.
 * @typedef {{method: 'coin'|'chair'|'straw'|'random'|'rfc3797', volunteers: boolean, pick: number, pool: Lot[], fixed: boolean, commitment: string,
 *   value: string, seed: string, result: Lot[], transcript: string}} Draw */
/** person: 0 for chair and scribe. unsure: why, as a word; settled: as what.
 * @typedef {{line: number, person: number, name: string, role: string, kind: string, text: string, time: number, held?: boolean,
 *   hat_off?: boolean, mic?: boolean, read_out?: boolean, edited?: boolean, deleted?: boolean, from?: string, unsure?: string,
 *   settled?: number|string}} Line */
/** A line of the chat that may be a position, and why that is not sure.
 * @typedef {Line & {question: number, run: number, why: string}} Unsure */
/** @typedef {{person: number, name: string, affiliation: string, in_room: boolean, present: boolean,
 *   entered: boolean, on_sheet: boolean, joined: number, hats: string[], answer: Answer|null, roles?: string[], into?: number,
 *   private?: boolean, links?: {person: number, name: string, link: string}[]}} Person */
/** @typedef {Wording & {runs: number, adoption?: AdoptionView|null}} Question */
/** @typedef {{question: number, run: number, state: string, shown: boolean, void: boolean, words: string, statements: Statement[],
 *   confirmation: Confirmation, sent: number|string|null, deadline: number|string|null, message_id: string}} RunLine */
/** @typedef {{title: string, group: string, kind: string, start: string, zone: string, list: string,
 *   note_well_url: string, note_well_version?: string, chairs: string[], ended: boolean}} Meeting */
/** Who takes notes, who watches the chat; person: 0 where only a name is known.
 * @typedef {{duty: 'notes'|'chat', person: number, who: string}} Duty */
/** @typedef {{holds: boolean, time: number, ended: ''|'device'|'gain', hum: Hum|null}} Scale */
/** @typedef {{meeting: Meeting, run: Run|null, everyone: 'humming'|'checking'|null, preview: Wording|null, past: {question: number, run: number, text: string, words: string}[],
 *   chat: {cursor: number, entries: Line[], changed?: {cursor: number, entries: Line[]}}, queue: Queue, issues: Issue[], challenges: Challenge[], duties: Duty[], questions?: Question[], runs?: RunLine[],
 *   offers?: string[], proposals?: string[], outcomes?: Possible[], interrupts?: Interrupt[],
 *   mic?: {cursor: number, unread: number, entries: Line[]}, unsure?: {open: number, entries: Unsure[]},
 *   people?: {cursor: number, entries: Person[]}, people_told?: number,
 *   scale?: Scale}} View */
/** @typedef {{question: number, run: number, option: number|'no-opinion'|'withdraw', also: number[], channel: string, time: number,
 *   text: string, set_aside?: string}} Answer */
/** What chair or scribe entered for somebody; by, role: "" where not known.
 * @typedef {{question: number, run: number, option: number|'no-opinion'|'withdraw', way: string, text: string, by: string,
 *   role: string, time: number}} Entered */
/** person: 0 where a link was renewed. @typedef {{role: string, holds: boolean, person: number, name: string, by: string, sentence: string}} RoleTold */
/** @typedef {{person: number, name: string, affiliation: string, in_room: boolean, answer: Answer|null,
 *   entered?: Entered|null, willing: string[], willing_drafts: string[][], roles?: string[], hats?: string[], held: Line[], issues: Issue[], challenges: Challenge[]}} Mine */
/** @typedef {{version: number, role: string, person: number, now: number,
 *   links?: {participant?: string, screen?: string}}} Welcome */
/** @typedef {{state: string, device: string, api: string, rate: number}} Microphone */
/** @typedef {Microphone & {source: string, microphones?: Microphone[]}} Sound */
/** @typedef {{microphone: number, state: string, device: string, api: string, rate: number, level?: number|null,
 *   loudest?: number|null, peak?: number|null, noise?: number|null, hiss?: number|null, gain?: string, gain_phrase?: string,
 *   gain_change?: number|null, clipped_ms?: number, lost_frames?: number, advice: string[]}} Check */
/** @typedef {{microphone: number, at: number, level: number, noise: number|null, momentary: number, clipped: boolean}} Meter */
/** @typedef {{present: number, answered: number}} Live */
/** @typedef {{kind: string, count: number, people: number[], question: number, run: number, sentence: string, time: number,
 *   into?: number}} Irregularity */

export {};
