// The sound of a room, from a fixed seed: noise, and over and over a knock, a hum of many voices 20 dB above the noise
// and one 10 dB above it, then quiet. Levels are those between 100 and 1000 Hz.
import { writeFileSync } from 'node:fs';

export const RATE = 16000;
export const PERIOD_S = 28;
export const KNOCK = { from_s: 0, to_s: 0.2, excess_db: 25 };
export const STRONG = { from_s: 5, to_s: 8.5, excess_db: 20 };
export const SOME = { from_s: 13.5, to_s: 17, excess_db: 10 };
const VOICES = 24;
const NOISE = 0.003; // standard deviation of a sample
/** What is between a knock or the strong hum and everything else, in millibels re full scale. */
const LOUD_MB = Math.round(1000 * Math.log10(NOISE * NOISE * 900 / (RATE / 2))) + 1500;
const BAND = 900 / (RATE / 2); // of the noise's power that lies between 100 and 1000 Hz

/** Mulberry32: numbers in [0, 1). @param {number} seed */
function chance(seed) {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), seed | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** A crowd's hum: voices with vibrato and late starts, harmonics inside the band, power 1. @param {number} seconds @param {() => number} random */
function crowd(seconds, random) {
  const n = Math.round(seconds * RATE);
  const out = new Float64Array(n);
  for (let v = 0; v < VOICES; v++) {
    const pitch = 105 + 135 * random();
    const late = Math.round(0.3 * random() * RATE);
    const wobble = 4 + 3 * random();
    const depth = pitch * 0.006;
    const at = random() * 2 * Math.PI;
    let phase = 2 * Math.PI * random();
    for (let i = late; i < n; i++) {
      const t = (i - late) / RATE;
      phase += (2 * Math.PI * (pitch + depth * Math.sin(2 * Math.PI * wobble * t + at))) / RATE;
      const fade = Math.min(1, t / 0.15, (n - i) / RATE / 0.15);
      out[i] += fade * (Math.sin(phase) + 0.4 * Math.sin(2 * phase) + 0.15 * Math.sin(3 * phase));
    }
  }
  // Power over the stretch where all hum; what comes before and after is the edge of the hum.
  const middle = out.subarray(Math.round(0.5 * RATE), n - Math.round(0.3 * RATE));
  const power = middle.reduce((sum, x) => sum + x * x, 0) / middle.length;
  return out.map((x) => x / Math.sqrt(power));
}

/** @param {string} file @param {number} periods @param {{from_s: number, to_s: number, excess_db: number}[]} [hums] */
export function makeRoom(file, periods, hums = [STRONG, SOME]) {
  const random = chance(7282);
  const count = Math.round(PERIOD_S * RATE);
  const period = new Float64Array(count);
  for (let i = 0; i < KNOCK.to_s * RATE; i++)
    period[i] = NOISE * Math.sqrt(2 * BAND * 10 ** (KNOCK.excess_db / 10)) * Math.sin((2 * Math.PI * 400 * i) / RATE);
  for (const { from_s, to_s, excess_db } of hums) {
    const gain = Math.sqrt(NOISE * NOISE * BAND * 10 ** (excess_db / 10));
    crowd(to_s - from_s, random).forEach((x, i) => { period[Math.round(from_s * RATE) + i] += gain * x; });
  }
  const pcm = Buffer.alloc(44 + 2 * count * periods);
  pcm.write('RIFF', 0);
  pcm.writeUInt32LE(pcm.length - 8, 4);
  pcm.write('WAVEfmt ', 8);
  pcm.writeUInt32LE(16, 16);
  pcm.writeUInt16LE(1, 20);
  pcm.writeUInt16LE(1, 22);
  pcm.writeUInt32LE(RATE, 24);
  pcm.writeUInt32LE(2 * RATE, 28);
  pcm.writeUInt16LE(2, 32);
  pcm.writeUInt16LE(16, 34);
  pcm.write('data', 36);
  pcm.writeUInt32LE(pcm.length - 44, 40);
  for (let i = 0; i < count * periods; i++) {
    const gauss = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
    pcm.writeInt16LE(Math.round(32767 * Math.max(-1, Math.min(1, period[i % count] + NOISE * gauss))), 44 + 2 * i);
  }
  writeFileSync(file, pcm);
}

/**
 * When the file knocks, by the meter that the chair's page gets: loud, and quiet again within 400 ms. Gives the moment of
 * the knock that comes next. @param {any} page
 */
export function listenForKnocks(page) {
  let rose = 0;
  let heard = (/** @type {number} */ _) => {};
  page.on('websocket', (ws) => ws.on('framereceived', ({ payload }) => {
    const frame = JSON.parse(String(payload));
    if (frame.type !== 'meter')
      return;
    const loud = frame.level > LOUD_MB;
    if (loud && rose === 0)
      rose = Date.now();
    if (!loud && rose !== 0 && Date.now() - rose < 400)
      heard(rose);
    if (!loud)
      rose = 0;
  }));
  return () => new Promise((resolve) => { heard = resolve; });
}

export const until = (at) => new Promise((resolve) => setTimeout(resolve, Math.max(0, at - Date.now())));
