// @ts-check
// What all pages start with: the fragment, the store, the wire, drawing, the live region. The only file that touches
// the browser for more than drawing.

import { html, render } from './preact.js';
import { Wire } from './wire.js';
import { announcement, heardState } from './announce.js';
import { secondsUntil } from './words.js';

/** @param {string} name @returns {string|null} */
function remembered(name) {
  try {
    return localStorage.getItem(`humroom.${name}`);
  } catch {
    return null; // a browser that keeps nothing: the page works as long as it is open
  }
}

/** @param {string} name @param {string|null} value */
export function remember(name, value) {
  try {
    if (value === null)
      localStorage.removeItem(`humroom.${name}`);
    else
      localStorage.setItem(`humroom.${name}`, value);
  } catch { /* as above */ }
}

export { remembered };

/** 32 hex digits drawn at random; works without a secure context, which venue networks do not give. */
export function randomId() {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((b) => b.toString(16).padStart(2, '0')).join('');
}

/** A short name for a seat, so that a link's secret does not stand in the store (FNV-1a). @param {string} text */
export function seatName(text) {
  let h = 0x811c9dc5;
  for (const c of text)
    h = Math.imul(h ^ (c.codePointAt(0) ?? 0), 0x01000193);
  return (h >>> 0).toString(16).padStart(8, '0');
}

/** From now on this browser is somebody else in the meeting of a code. @param {string} code @param {string} [person] left out: somebody new */
export const becomePerson = (code, person = randomId()) => remember(`person.${code}`, person);

/** The person that this browser is in the meeting of a code; drawn once. @param {string} code */
export function personSecret(code) {
  const name = `person.${code}`;
  const known = remembered(name);
  if (known !== null && /^[0-9a-f]{32}$/.test(known))
    return known;
  const drawn = randomId();
  remember(name, drawn);
  return drawn;
}

/** What is unacknowledged, one entry a command, so that tabs do not overwrite each other. @param {() => string} seat */
function store(seat) {
  return {
    load() {
      const prefix = `humroom.waiting.${seat()}.`;
      const found = [];
      try {
        for (let i = 0; i < localStorage.length; i++) {
          const name = localStorage.key(i) ?? '';
          if (name.startsWith(prefix))
            found.push(JSON.parse(localStorage.getItem(name) ?? ''));
        }
      } catch { /* nothing kept, or not ours */ }
      return found.sort((a, b) => a.order - b.order);
    },
    save(/** @type {import('./wire.js').Command} */ c) {
      remember(`waiting.${seat()}.${c.id}`, JSON.stringify(c));
    },
    drop(/** @type {string} */ id) {
      remember(`waiting.${seat()}.${id}`, null);
    },
  };
}

/** What is unacknowledged goes on under another name. @param {string} from @param {string} to */
export function moveWaiting(from, to) {
  const before = store(() => from), after = store(() => to);
  for (const c of before.load()) {
    after.save(c);
    before.drop(c.id);
  }
}

function announcer() {
  const region = /** @type {HTMLElement} */ (document.getElementById('announce'));
  let due = ''; // what comes while another is due goes behind it
  return (/** @type {string} */ words) => {
    if (words === '')
      return;
    if (due === '') {
      region.textContent = '';
      setTimeout(() => {
        region.textContent = due;
        due = '';
      }, 100);
    }
    due = due === '' ? words : `${due} ${words}`;
  };
}

/** @typedef {{state: import('./wire.js').State, ui: any, act: any}} Props */

/**
 * Runs a page. view: nodes of what is known; ui: drafts of forms and switches, nothing of the meeting.
 * seat: under which name what is unacknowledged is kept; another one where it is another person, or another meeting.
 * @param {{hello: Record<string, any>, seat: () => string, ui: any, otherwise?: () => Record<string, any>|null, ended?: (welcomed: boolean) => string,
 *   view: (props: Props) => any, act: (tools: {wire: Wire, ui: () => any, set: (patch: any) => void}) => any,
 *   meter?: (m: import('./types.js').Meter) => void, changed?: (state: import('./wire.js').State) => void}} page
 */
export function start(page) {
  let ui = page.ui;
  let due = false;
  const root = /** @type {HTMLElement} */ (document.getElementById('page'));
  const say = announcer();
  /** @type {import('./announce.js').Heard|null} */
  let heard = null;

  let ticking = 0;

  /** Counts down to the moment at which the question closes, by the server's clock; drawn once a second. */
  const tick = () => {
    const { view, ahead } = wire.state;
    const closes = (view?.run?.state === 'open' && view.run.closes) || 0;
    clearTimeout(ticking);
    wire.state.left = closes > 0 ? secondsUntil(closes, Date.now(), ahead) : null;
    if (closes > 0 && wire.state.left !== 0)
      ticking = window.setTimeout(changed, (closes / 1000 - Date.now() - ahead) % 1000 + 1);
  };
  const draw = () => {
    due = false;
    tick();
    render(html`<${page.view} state=${wire.state} ui=${ui} act=${act} />`, root);
    if (wire.state.view !== null || wire.state.connection === 'lost') {
      const now = heardState(wire.state, Date.now());
      say(announcement(heard, now));
      heard = now;
    }
  };
  const changed = () => {
    page.changed?.(wire.state);
    if (!due) {
      due = true;
      queueMicrotask(draw);
    }
  };
  const wire = new Wire({
    hello: page.hello,
    otherwise: page.otherwise,
    ended: page.ended,
    open: () => new WebSocket(`${location.origin.replace(/^http/, 'ws')}/socket`, 'humroom.1'),
    store: store(page.seat),
    now: () => Date.now(),
    later: (run, ms) => {
      const timer = setTimeout(run, ms);
      return () => clearTimeout(timer);
    },
    id: randomId,
    chance: Math.random,
    changed,
    meter: page.meter,
  });
  const set = (/** @type {any} */ patch) => {
    ui = { ...ui, ...patch };
    changed();
  };
  const act = page.act({ wire, ui: () => ui, set });
  window.addEventListener('online', () => wire.hurry());
  document.addEventListener('visibilitychange', () => wire.hurry());
  setInterval(() => {
    if (wire.state.connection === 'lost')
      changed(); // "lost for 5 s" is said although nothing arrives
  }, 1000);
  wire.start();
  draw();
}
