// @ts-check
// The live meter: the last seconds of the room against its noise, with hums and what was measured in them, drawn 20
// times a second without touching the page.

import { html, useEffect, useRef } from './preact.js';
import { decibels } from './words.js';

/** @typedef {import('./types.js').View} View */
/** @typedef {import('./types.js').Hum} Hum */
/** A hum on the trace: of which option; flagged when its figure came with a flag or without; settled when it is there.
 * @typedef {{of: string, label: string, flagged: boolean, settled: boolean}} Mark */
/** A reading: in the window of which hum, and in the stretch of it that was measured.
 * @typedef {import('./types.js').Meter & {mark: Mark|null, measured: boolean}} Bar */

const STEPS = 240;        // 12 s of 50 ms: a hum of 5 s, the wait for its noise, and what was before it
const STEP_MS = 50;
const VIEW_LATE_MS = 300; // so much later a page may hear that a hum has ended
const WORDS_EVERY = 10;   // twice a second is what one can read
const UNDER_MB = 800;     // of the picture lies under the lowest noise
const OVER_MB = 1200;     // and over the loudest, for the marks
const RANGE_MB = 4500;    // at least

/** The readings, newest last, and who draws them. */
export class MeterFeed {
  constructor() {
    /** @type {Bar[]} */
    this.readings = []; // of the first microphone, by whose time hums are marked
    /** @type {Bar[][]} */
    this.others = [];   // of the second, the third, ...
    /** @type {Mark|null} */
    this.mark = null; // of the newest window
    this.humming = false;
    /** @type {Set<string>} */
    this.known = new Set(); // hums whose figures have come
    /** @type {(() => void)|null} */
    this.draw = null;
  }

  /** What the view says of the window that runs, and of those that ended. @param {View|null} view */
  follow(view) {
    if (view === null)
      return;
    for (const { name, of, hum } of humsOf(view))
      if (!this.known.has(name)) {
        this.known.add(name);
        this.settle(of, hum);
      }
    const now = windowOf(view);
    if (now !== null && (!this.humming || this.mark === null || this.mark.settled || this.mark.of !== now.of))
      this.mark = { ...now, flagged: false, settled: false };
    this.humming = now !== null;
  }

  /** A hum has its figures: where it was is known by the meter's own time. @param {string} of @param {Hum} hum */
  settle(of, { start, end, onset, offset, flags, void: without }) {
    const within = (/** @type {Bar} */ bar, /** @type {number|null} */ from, /** @type {number|null} */ to) =>
      from !== null && to !== null && bar.at + STEP_MS > from && bar.at < to;
    const open = (/** @type {Mark|null|undefined} */ m) => (m && m.of === of && !m.settled ? m : null);
    const mark = open(this.readings.find((b) => open(b.mark) !== null && (start === null || within(b, start, end)))?.mark)
      ?? (start === null ? open(this.mark) : null);
    if (mark === null)
      return;
    mark.settled = true;
    mark.flagged = flags.length > 0 || without !== '';
    for (const bar of this.readings) {
      if (within(bar, start, end))
        bar.mark = mark;
      else if (end !== null && within(bar, end, end + VIEW_LATE_MS) && bar.mark === mark)
        bar.mark = null;
      bar.measured ||= within(bar, onset, offset);
    }
  }

  /** The readings of a microphone, 0 is the first. @param {number} microphone */
  trace(microphone) {
    while (this.others.length < microphone)
      this.others.push([]);
    return microphone > 0 ? this.others[microphone - 1] : this.readings;
  }

  /** @param {import('./types.js').Meter} m */
  take(m) {
    const readings = this.trace(m.microphone ?? 0);
    if (m.at < (readings.at(-1)?.at ?? 0))
      readings.length = 0; // the stream began anew
    readings.push({ ...m, mark: this.humming ? this.mark : null, measured: false });
    if (readings.length > STEPS)
      readings.shift();
    this.draw?.();
  }
}

/** The window that runs. @param {View} view */
function windowOf({ run, everyone }) {
  if (everyone === 'humming')
    return { of: 'everybody', label: 'everybody' };
  if (run === null || run.phase !== 'humming' || run.calling === null)
    return null;
  return { of: `${run.question}.${run.run}.${run.calling}`, label: run.options[run.calling].name };
}

/** The hums that a view holds, each with a name of its own. @param {View} view @returns {{name: string, of: string, hum: Hum}[]} */
function humsOf({ run, scale }) {
  const found = (run?.result?.options ?? []).flatMap((o, i) => {
    const of = `${run?.question}.${run?.run}.${i}`;
    return o.hums.map((hum, k) => ({ name: `${of}.${k}`, of, hum }));
  });
  const everybody = scale?.hum ? [{ name: `everybody.${scale.hum.take}`, of: 'everybody', hum: scale.hum }] : [];
  return [...found, ...everybody];
}

/** What the meter says, in words. @param {import('./types.js').Meter|undefined} m */
export function meterWords(m) {
  if (m === undefined)
    return 'no sound yet';
  if (m.clipped)
    return 'too loud for the microphone: lower its gain';
  if (m.noise === null)
    return 'learning the room\u2019s noise';
  const above = m.level - m.noise;
  return above < 100 ? 'at the room\u2019s noise' : `${decibels(above)} above the room\u2019s noise`;
}

/**
 * Height on a canvas of a level; 0 is the top. The picture goes from under the noise to over what is loudest.
 * @param {{level: number, noise: number|null}[]} readings
 */
export function levelScale(readings) {
  const low = readings.reduce((least, m) => Math.min(least, m.noise ?? m.level), 0) - UNDER_MB;
  const high = readings.reduce((most, m) => Math.max(most, m.level + OVER_MB), low + RANGE_MB);
  return (/** @type {number} */ mb, /** @type {number} */ height) =>
    height * (1 - (Math.max(low, Math.min(high, mb)) - low) / (high - low));
}

/** Where windows lie among the readings: until is behind the last. @param {Bar[]} readings */
export function windows(readings) {
  /** @type {{mark: Mark, from: number, until: number}[]} */
  const found = [];
  readings.forEach(({ mark }, i) => {
    const last = found.at(-1);
    if (mark && last?.mark === mark && last.until === i)
      last.until = i + 1;
    else if (mark)
      found.push({ mark, from: i, until: i + 1 });
  });
  return found;
}

/** A band with lines at its ends and its label; a triangle where there is a flag.
 * @param {CanvasRenderingContext2D} g @param {{mark: Mark, from: number, until: number}} w @param {(i: number) => number} at
 * @param {number} n how many readings @param {number} height @param {number} scale @param {CSSStyleDeclaration} colour */
function paintWindow(g, w, at, n, height, scale, colour) {
  const [left, right] = [at(w.from), at(w.until)];
  g.fillStyle = colour.getPropertyValue('--tint');
  g.fillRect(left, 0, right - left, height);
  g.fillStyle = colour.getPropertyValue('--field');
  g.fillRect(left, 0, scale, height);
  if (w.until < n) // it has ended
    g.fillRect(right - scale, 0, scale, height);
  g.save();
  g.beginPath();
  g.rect(left, 0, right - left, height);
  g.clip();
  g.fillStyle = colour.getPropertyValue('--ink');
  g.font = `${12 * scale}px system-ui, sans-serif`;
  g.fillText(`${w.mark.flagged ? '\u25b2 ' : ''}${w.mark.label}`, left + 4 * scale, 14 * scale);
  g.restore();
}

/** @param {HTMLCanvasElement} canvas @param {Bar[]} readings */
function paint(canvas, readings) {
  const g = canvas.getContext('2d');
  if (g === null)
    return;
  const scale = devicePixelRatio || 1;
  const width = Math.round(canvas.clientWidth * scale);
  const height = Math.round(canvas.clientHeight * scale);
  if (canvas.width !== width || canvas.height !== height)
    Object.assign(canvas, { width, height });
  const colour = getComputedStyle(canvas);
  const step = width / STEPS;
  const y = levelScale(readings);
  const at = (/** @type {number} */ i) => width - (readings.length - i) * step;
  g.clearRect(0, 0, width, height);
  for (const w of windows(readings))
    paintWindow(g, w, at, readings.length, height, scale, colour);
  g.fillStyle = colour.getPropertyValue('--accent');
  readings.forEach((m, i) => g.fillRect(at(i), y(m.level, height), step + 1, height));
  g.fillStyle = colour.getPropertyValue('--ink');
  readings.forEach((m, i) => {
    if (m.noise !== null)
      g.fillRect(at(i), y(m.noise, height) - scale, step + 1, 2 * scale);
    if (m.measured)
      g.fillRect(at(i), 19 * scale, step + 1, 3 * scale);
  });
}

const LABEL = 'Level of the room over the last twelve seconds; the line is the room\u2019s noise, bands are hums with their option, a bar in them is what was measured';

/** The traces of all microphones, and now and then their words; with more than one each says whose it is.
 * @param {Element} box @param {MeterFeed} feed @param {string[]} names @param {boolean} withWords */
function paintAll(box, feed, names, withWords) {
  box.querySelectorAll('canvas').forEach((canvas, i) => paint(canvas, feed.trace(i)));
  if (withWords)
    box.querySelectorAll('.meter-words').forEach((words, i) => {
      const said = meterWords(feed.trace(i).at(-1));
      words.textContent = names.length > 1 ? `${names[i]}: ${said}` : said;
    });
}

/** @param {{feed: MeterFeed, microphones?: {device: string}[]}} props */
export function LiveMeter({ feed, microphones = [] }) {
  const box = useRef(null);
  const names = microphones.length > 1 ? microphones.map((m) => m.device) : [''];
  useEffect(() => {
    let n = 0;
    feed.draw = () => {
      if (box.current)
        paintAll(box.current, feed, names, n++ % (WORDS_EVERY * names.length) === 0);
    };
    feed.draw();
    return () => { feed.draw = null; };
  }, [feed, names.join('\n')]);
  return html`<div class="meter" ref=${box}>${names.map((name) => html`
    <canvas role="img" aria-label=${name === '' ? LABEL : `${name}: ${LABEL}`}></canvas>
    <p class="meter-words"></p>`)}
  </div>`;
}
