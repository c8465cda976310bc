// @ts-check
// Speaks to the server (net/PROTOCOL.md) and keeps what it has not acknowledged. Socket, store, clock, chance and
// timers come in as arguments, so that the whole of it runs in a test.

import { takeCheck } from './check.js';

/** @typedef {import('./types.js').View} View */
/** @typedef {import('./types.js').Line} Line */
/** @typedef {import('./types.js').Person} Person */

/**
 * A command and what became of it. `sending`: not acknowledged, whatever the reason; `sentence` then says why it takes
 * so long. `keep`: it outlives the page and a lost connection. `before`: the `mine` that was known when it was settled.
 * @typedef {{id: string, order: number, fields: Record<string, any>, keep: boolean,
 *   state: 'sending'|'recorded'|'refused', sentence: string, reason: string, time: number, sent: boolean,
 *   before?: import('./types.js').Mine|null}} Command
 */
/**
 * connection: `lost` is tried again by itself, `refused` is not (sentence says why), `left` is what a person wanted.
 * names: goes up when somebody is named anew. ahead: the server's clock less ours, in ms; left: seconds until the question closes by itself, null: it does not.
 * @typedef {{connection: 'connecting'|'open'|'lost'|'refused'|'left', sentence: string, lostAt: number, ahead: number, left: number|null,
 *   welcome: import('./types.js').Welcome|null, view: View|null, mine: import('./types.js').Mine|null,
 *   live: import('./types.js').Live|null, sound: import('./types.js').Sound|null, checks: import('./check.js').Checks|null, minutes: string|null,
 *   irregularities: import('./types.js').Irregularity[], role: import('./types.js').RoleTold|null, commands: Command[], chat: Map<number, Line>, changed: Map<number, Line>, people: Map<number, Person>, names: number}} State
 */
/** @typedef {{send: (text: string) => void, close: () => void, onopen: any, onmessage: any, onclose: any}} Socket */
/** @typedef {{load: () => Command[], save: (c: Command) => void, drop: (id: string) => void}} Store */
/**
 * hello: may be changed, for the next connection. otherwise: the hello to try where a link is not valid, or null; ended: what
 * to say where there is none, or "".
 * @typedef {{hello: Record<string, any>, otherwise?: () => Record<string, any>|null, ended?: (welcomed: boolean) => string, open: () => Socket, store: Store, now: () => number,
 *   later: (run: () => void, ms: number) => () => void, id: () => string, chance: () => number,
 *   changed: () => void, meter?: (m: import('./types.js').Meter) => void}} Parts
 */

export const PING_MS = 2000;
export const STALE_MS = 5000;
const TICK_MS = 500;
const HELLO_MS = 10000;
const BACKOFF_MS = [250, 500, 1000, 2000, 4000];
const AGAIN_MS = 1500;
const SETTLED_KEPT = 40;
const PART_MS = 100; // between parts of a long list: a seat may send 20 frames a second

// Refusals that say "later": the command is not forgotten.
const LATER = ['too-often', 'stopping'];

// The hum is measured now or not at all: sent late it would take the room by surprise.
const NOW_ONLY = ['hum', 'hum-end', 'hum-void', 'everyone', 'call', 'closing'];

/** What the server says of an answer to a question that is not open; so does the page where it need not ask. */
export const TOO_LATE = 'too late: the question is closed and this is not counted; chair and scribe enter what is missing, or it is asked again';

const LINK_ENDED = 4401;
const CLOSED = /** @type {Record<number, string>} */ ({
  4401: 'This link or code is not valid for a meeting here.',
  4409: 'This page is older than the server. Reload it.',
  4400: 'This page and the server do not understand each other. Reload the page.',
});

/** Is the run that an answer is for still open? @param {View|null} view @param {Record<string, any>} fields */
export function stillOpen(view, fields) {
  const run = view?.run;
  return run != null && run.state === 'open' && run.question === fields.question && run.run === fields.run;
}

/** The view that was, with what is other now. @param {View} view @param {Record<string, any>} changes @returns {View} */
const changed = (view, changes) =>
  ({ ...view, ...changes.view, ...(view.run && 'run' in changes.view === false ? { run: { ...view.run, ...changes.run } } : {}) });

/** Of several microphones the meter shows the first that runs. @param {import('./types.js').Sound|null} sound */
const shownMicrophone = (sound) =>
  Math.max(0, sound?.microphones?.findIndex((m) => m.state === 'running') ?? 0);

export class Wire {
  /** @param {Parts} parts */
  constructor(parts) {
    this.parts = parts;
    /** @type {State} */
    this.state = {
      connection: 'connecting', sentence: '', lostAt: 0, ahead: 0, left: null, welcome: null, view: null, mine: null, live: null,
      sound: null, checks: null, minutes: null, irregularities: [], role: null, commands: parts.store.load().map((c) => ({ ...c, sent: false })),
      chat: new Map(), changed: new Map(), people: new Map(), names: 0,
    };
    this.order = this.state.commands.reduce((n, c) => Math.max(n, c.order), 0);
    /** @type {Socket|null} */
    this.socket = null;
    this.ready = false; // view and, where there is one, `mine` have come: what is unacknowledged may go
    this.tries = 0;
    this.heardAt = 0;
    this.pingAt = 0;
    this.pingOpen = false;
    this.walking = false; // through the list of people
    this.missing = false; // some of them are not known
    /** @type {() => void} */
    this.cancelRetry = () => {};
  }

  start() {
    this.connect();
    this.tick();
  }

  /** Sends a command, now or when the connection is back; returns its id. @param {Record<string, any>} fields */
  send(fields) {
    const keep = !NOW_ONLY.includes(fields.command);
    /** @type {Command} */
    const command = {
      id: this.parts.id(), order: ++this.order, fields, keep, state: 'sending', sentence: '', reason: '', time: 0,
      sent: false,
    };
    this.state.commands.push(command);
    if (keep)
      this.parts.store.save(command);
    if (this.ready)
      this.transmit(command);
    else if (!keep)
      this.settle(command, 'refused', 'not sent: the connection is lost; press again when it is back');
    this.forget();
    this.parts.changed();
    return command.id;
  }

  /** Asks for a list or the minutes; lost when there is no connection. @param {Record<string, any>} frame */
  get(frame) {
    if (this.ready)
      this.socket?.send(JSON.stringify(frame));
  }

  /** Tries at once: the machine says that it is online, or the page is looked at again. */
  hurry() {
    if (this.state.connection === 'lost')
      this.connect();
  }

  connect() {
    this.cancelRetry();
    const socket = this.parts.open();
    this.socket = socket;
    this.heardAt = this.parts.now();
    this.pingOpen = false;
    socket.onopen = () => socket.send(JSON.stringify({ hello: { ...this.parts.hello, changes: true } }));
    socket.onmessage = (/** @type {{data: string}} */ e) => this.heard(e.data);
    socket.onclose = (/** @type {{code: number}} */ e) => this.closed(e.code);
  }

  tick() {
    const now = this.parts.now();
    if (this.ready) {
      if (this.pingOpen && now - this.heardAt >= STALE_MS && now - this.pingAt >= STALE_MS / 2) {
        this.drop();
      } else if (now - this.pingAt >= PING_MS && !this.pingOpen) {
        this.pingAt = now;
        this.pingOpen = true;
        this.socket?.send(JSON.stringify({ ping: now % 1e9 | 0 }));
      }
    } else if (this.socket !== null && now - this.heardAt >= HELLO_MS) {
      this.drop();
    }
    this.parts.later(() => this.tick(), TICK_MS);
  }

  /** For good: who left does not come back by itself. */
  leave() {
    this.drop();
    this.cancelRetry();
    this.state.connection = 'left';
    this.parts.changed();
  }

  /** Gives up a socket that says nothing; its own close event may never come. */
  drop() {
    const socket = this.socket;
    if (socket === null)
      return;
    socket.onopen = socket.onmessage = socket.onclose = null;
    socket.close();
    this.closed(0);
  }

  /** @param {number} code */
  closed(code) {
    const s = this.state;
    this.socket = null;
    this.ready = false;
    for (const c of s.commands) {
      c.sent = false;
      if (c.state === 'sending' && !c.keep)
        this.settle(c, 'refused', 'the connection was lost; look, and press again if needed');
    }
    const other = code === LINK_ENDED ? this.parts.otherwise?.() : null;
    if (other) {
      this.parts.hello = other;
      this.connect();
    } else if (code in CLOSED) {
      s.connection = 'refused';
      s.sentence = (code === LINK_ENDED && this.parts.ended?.(s.welcome !== null)) || CLOSED[code];
    } else {
      if (s.connection !== 'lost')
        s.lostAt = this.parts.now();
      s.connection = 'lost';
      const step = BACKOFF_MS[Math.min(this.tries++, BACKOFF_MS.length - 1)];
      const wait = code === 4429 ? 60000 : step * (0.75 + this.parts.chance() / 2);
      s.sentence = code === 4429
        ? 'Too many tries from here. The next one in a minute.'
        : 'The connection is lost. It is tried again by itself.';
      this.cancelRetry = this.parts.later(() => this.connect(), wait);
    }
    this.parts.changed();
  }

  /** @param {string} text */
  heard(text) {
    const frame = JSON.parse(text);
    const s = this.state;
    this.heardAt = this.parts.now();
    this.pingOpen = false;
    switch (frame.type) {
    case 'meter':
      if ((frame.microphone ?? 0) === shownMicrophone(s.sound))
        this.parts.meter?.(frame);
      return;
    case 'pong':
      return;
    case 'welcome':
      s.welcome = frame;
      s.ahead = frame.now / 1000 - this.parts.now();
      break;
    case 'view':
      this.takeView(frame);
      break;
    case 'changes':
      if (s.view !== null)
        this.takeView(changed(s.view, frame));
      break;
    case 'mine':
      s.mine = frame;
      break;
    case 'live':
      s.live = frame;
      break;
    case 'sound':
      s.sound = frame;
      break;
    case 'check':
      s.checks = takeCheck(s.checks, frame);
      break;
    case 'irregularities':
      s.irregularities = frame.entries;
      break;
    case 'role':
      s.role = frame;
      break;
    case 'links':
      s.welcome = s.welcome && { ...s.welcome, links: frame.links };
      break;
    case 'minutes':
      s.minutes = frame.text;
      break;
    case 'list':
      this.takeList(frame);
      break;
    case 'answer':
      this.answered(frame);
      break;
    default: // newer servers may say more
      return;
    }
    this.becomeReady(frame.type);
    this.parts.changed();
  }

  /** @param {string} type */
  becomeReady(type) {
    const s = this.state;
    if (this.ready || s.welcome === null || s.view === null)
      return;
    const complete = s.welcome.person > 0 ? type === 'mine' : type === 'view';
    if (!complete)
      return;
    this.ready = true;
    this.tries = 0;
    this.pingAt = this.parts.now();
    s.connection = 'open';
    s.sentence = '';
    for (const c of s.commands.filter((x) => x.state === 'sending'))
      this.resend(c);
    if (this.missing)
      this.everybody();
  }

  /** An answer goes again only while its run is open; else what the server holds decides. @param {Command} c */
  resend(c) {
    if (c.fields.command !== 'answer' || stillOpen(this.state.view, c.fields)) {
      this.transmit(c);
      return;
    }
    const a = this.state.mine?.answer;
    if (a && a.question === c.fields.question && a.run === c.fields.run && a.option === c.fields.option
        && String(a.also ?? []) === String(c.fields.also ?? []))
      this.settle(c, 'recorded', '', '', a.time);
    else
      this.settle(c, 'refused', TOO_LATE, 'not-open');
  }

  /** @param {Command} c */
  transmit(c) {
    c.sent = true;
    this.socket?.send(JSON.stringify({ id: c.id, ...c.fields }));
  }

  /** @param {Record<string, any>} frame */
  answered(frame) {
    const c = this.state.commands.find((x) => x.id === frame.id);
    if (c === undefined || c.state !== 'sending')
      return;
    if (frame.answer === 'recorded') {
      this.settle(c, 'recorded', '', '', frame.time);
    } else if (c.keep && (frame.answer === 'not-recorded' || LATER.includes(frame.reason))) {
      c.sentence = frame.sentence;
      c.sent = false;
      this.parts.later(() => {
        if (this.ready && c.state === 'sending' && !c.sent)
          this.resend(c);
        this.parts.changed();
      }, AGAIN_MS);
    } else {
      this.settle(c, 'refused', frame.sentence, frame.reason);
    }
  }

  /**
   * @param {Command} c @param {'recorded'|'refused'} state @param {string} sentence @param {string} [reason]
   * @param {number} [time]
   */
  settle(c, state, sentence, reason = '', time = 0) {
    Object.assign(c, { state, sentence, reason, time, before: this.state.mine });
    if (state === 'recorded' && this.state.view?.people && c.fields.of_person > 0)
      for (const person of new Set([c.fields.of_person, c.fields.into ?? c.fields.of_person]))
        this.get({ get: 'people', after: person - 1 }); // the view has the newest alone
    this.parts.store.drop(c.id);
  }

  forget() {
    const settled = this.state.commands.filter((c) => c.state !== 'sending');
    const old = new Set(settled.slice(0, Math.max(0, settled.length - SETTLED_KEPT)));
    this.state.commands = this.state.commands.filter((c) => !old.has(c));
  }

  /** @param {View} view */
  takeView(view) {
    const known = this.state.view?.chat.cursor, people = view.people, before = this.state.view?.people?.cursor ?? 0;
    const knownChanges = this.state.view?.chat.changed?.cursor;
    const { cursor, entries, changed = { cursor: 0, entries: [] } } = view.chat;
    this.state.view = view;
    for (const line of [...changed.entries, ...entries.filter((l) => this.state.changed.has(l.line))])
      this.state.changed.set(line.line, line);
    if (knownChanges !== undefined && changed.cursor - knownChanges > changed.entries.length)
      this.get({ get: 'changed', after: knownChanges });
    entries.forEach((line, i) => this.state.chat.set(cursor - entries.length + 1 + i, line));
    if (known !== undefined && cursor - known > entries.length)
      this.get({ get: 'chat', after: known });
    people?.entries.forEach((p) => this.takePerson(p));
    if (people && people.cursor - before > people.entries.length)
      this.missing = true; // asked for once the page may ask
    if (this.missing && this.ready)
      this.everybody(before);
  }

  /** Asks for everybody, a part after the other. after: of them, those who came later. */
  everybody(after = 0) {
    this.missing = false;
    this.walking = true;
    this.get({ get: 'people', after });
  }

  /** A person as they are now: named anew, one with somebody, another role. @param {Person} p */
  takePerson(p) {
    const known = this.state.people.get(p.person);
    if (p.private) // known by what the chair was told privately alone: in no list
      return;
    if (known?.name !== p.name || known.affiliation !== p.affiliation || known.into !== p.into)
      this.state.names++;
    this.state.people.set(p.person, p);
  }

  /** @param {{list: string, after: number, cursor: number, entries: any[]}} list */
  takeList({ list, after, entries }) {
    if (list === 'chat')
      entries.forEach((line, i) => this.state.chat.set(after + 1 + i, line));
    else if (list === 'changed')
      for (const line of entries)
        this.state.changed.set(line.line, line);
    else
      entries.forEach((p) => this.takePerson(p));
    if (list !== 'people' || !this.walking)
      return;
    this.walking = entries.length > 0 && after + entries.length < (this.state.view?.people?.cursor ?? 0);
    if (this.walking)
      this.parts.later(() => this.get({ get: list, after: after + entries.length }), PART_MS);
  }
}

export { chatLines, lastCommand, ownAnswer, withHeld } from './known.js';
