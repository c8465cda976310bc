// @ts-check
// The live meter: the last ten seconds of the room against its noise, drawn 20 times a second without touching the page.

import { html, useEffect, useRef } from './preact.js';
import { decibels } from './words.js';

/** @typedef {import('./types.js').Run} Run */
/** A window: ended when no reading carries it any more; flagged when its hum came with a flag or without a figure.
 * @typedef {{question: number, run: number, option: number, label: string, takes: number, flagged: boolean}} Mark */
/** @typedef {import('./types.js').Meter & {mark?: Mark|null}} Reading */

const STEPS = 200;        // 10 s of 50 ms
const WORDS_EVERY = 10;   // twice a second is what one can read
const LOW_MB = -9000;
const HIGH_MB = 0;

/** The readings, newest last, and who draws them. */
export class MeterFeed {
  constructor() {
    /** @type {Reading[]} */
    this.readings = [];
    /** @type {Mark|null} */
    this.mark = null; // of the newest window
    this.humming = false;
    /** @type {(() => void)|null} */
    this.draw = null;
  }

  /** What the view says of the window that runs, or of the one that ended. @param {Run|null} run */
  follow(run) {
    const option = run?.phase === 'humming' ? run.calling : null;
    const takes = (/** @type {number} */ i) => run?.result?.options[i]?.hums ?? [];
    const last = this.mark;
    const same = last !== null && run !== null && last.question === run.question && last.run === run.run;
    if (same && takes(last.option).length > last.takes) {
      const hum = takes(last.option)[last.takes];
      last.flagged = hum.flags.length > 0 || hum.void !== '';
    }
    const goesOn = this.humming && same && last.option === option && takes(last.option).length === last.takes;
    if (run !== null && option !== null && !goesOn)
      this.mark = { question: run.question, run: run.run, option, label: run.options[option].name,
        takes: takes(option).length, flagged: false };
    this.humming = option !== null;
  }

  /** @param {Reading} m */
  take(m) {
    this.readings.push({ ...m, mark: this.humming ? this.mark : null });
    if (this.readings.length > STEPS)
      this.readings.shift();
    this.draw?.();
  }
}

/** What the meter says, in words. @param {Reading|undefined} m */
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

/** Height on a canvas of a level; 0 is the top. @param {number} mb @param {number} height */
export const levelY = (mb, height) =>
  height * (1 - (Math.max(LOW_MB, Math.min(HIGH_MB, mb)) - LOW_MB) / (HIGH_MB - LOW_MB));

/** Where windows lie among the readings: until is behind the last. @param {Reading[]} readings */
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

/** @param {HTMLCanvasElement} canvas @param {Reading[]} readings */
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
  g.clearRect(0, 0, width, height);
  const at = (/** @type {number} */ i) => width - (readings.length - i) * step;
  for (const w of windows(readings))
    paintWindow(g, w, at, readings.length, height, scale, colour);
  g.fillStyle = colour.getPropertyValue('--accent');
  readings.forEach((m, i) => {
    const y = levelY(m.level, height);
    g.fillRect(width - (readings.length - i) * step, y, Math.max(1, step - scale / 2), height - y);
  });
  g.fillStyle = colour.getPropertyValue('--ink');
  readings.forEach((m, i) => {
    if (m.noise !== null)
      g.fillRect(width - (readings.length - i) * step, levelY(m.noise, height) - scale, step + 1, 2 * scale);
  });
}

/** @param {{feed: MeterFeed}} props */
export function LiveMeter({ feed }) {
  const canvas = useRef(null);
  const words = useRef(null);
  useEffect(() => {
    let n = 0;
    feed.draw = () => {
      if (canvas.current)
        paint(canvas.current, feed.readings);
      if (words.current && n++ % WORDS_EVERY === 0)
        /** @type {any} */ (words.current).textContent = meterWords(feed.readings.at(-1));
    };
    feed.draw();
    return () => { feed.draw = null; };
  }, [feed]);
  return html`<div class="meter">
    <canvas ref=${canvas} role="img" aria-label="Level of the room over the last ten seconds; the line is the room's noise, bands are hums with their option"></canvas>
    <p ref=${words} class="meter-words"></p>
  </div>`;
}
