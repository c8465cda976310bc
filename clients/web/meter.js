// @ts-check
// The live meter: the last ten seconds of the room against its noise, drawn 20 times a second without touching the page.

import { html, useEffect, useRef } from './preact.js';
import { decibels } from './words.js';

/** @typedef {import('./types.js').Meter} Reading */

const STEPS = 200;        // 10 s of 50 ms
const WORDS_EVERY = 10;   // twice a second is what one can read
const LOW_MB = -9000;
const HIGH_MB = 0;

/** The readings, newest last, and who draws them. */
export class MeterFeed {
  constructor() {
    /** @type {Reading[]} */
    this.readings = [];
    /** @type {(() => void)|null} */
    this.draw = null;
  }

  /** @param {Reading} m */
  take(m) {
    this.readings.push(m);
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
    <canvas ref=${canvas} role="img" aria-label="Level of the room over the last ten seconds; the line is the room's noise"></canvas>
    <p ref=${words} class="meter-words"></p>
  </div>`;
}
