// @ts-check
// A link as a QR code, drawn as one path: sharp at any size, dark on white in both themes so that phones read it.

import { html } from './preact.js';
import { generate } from './lean-qr.js';

const QUIET = 4; // modules of white that a reader needs around the code

/** The dark modules as a path of horizontal runs. @param {{size: number, get: (x: number, y: number) => boolean|number}} code */
export function path(code) {
  let d = '';
  for (let y = 0; y < code.size; y++)
    for (let x = 0; x < code.size; x++)
      if (code.get(x, y)) {
        const from = x;
        while (x < code.size && code.get(x, y))
          x++;
        d += `M${from + QUIET} ${y + QUIET}h${x - from}v1h${from - x}z`;
      }
  return d;
}

/** @param {{text: string, label?: string}} props */
export function QrCode({ text, label = 'QR code of the link to join' }) {
  const code = /** @type {{size: number, get: (x: number, y: number) => boolean}} */ (/** @type {any} */ (generate)(text));
  const size = code.size + 2 * QUIET;
  return html`<svg class="qr" role="img" aria-label=${label} viewBox=${`0 0 ${size} ${size}`} shape-rendering="crispEdges">
    <rect class="qr-paper" width=${size} height=${size} /><path class="qr-ink" d=${path(code)} /></svg>`;
}
