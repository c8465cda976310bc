// @ts-check
// The next step, and what belongs to the hums of a question.

import { around } from './chair_view.js';
import { nextStep } from './steps.js';
import { EMPTY_OUTCOME, nextField, outcomesOf } from './outcome.js';
import { canHumOnce } from './words.js';

/** @typedef {import('./types.js').Run} Run */

const STEP_PAUSE_MS = 400; // a remote that bounces is one press

/** @param {import('./chair.js').Tools} tools */
export function steps({ wire, ui: now, set, focus, by }) {
  const of = (/** @type {{question: number, run: number}} */ r) => ({ question: r.question, run: r.run });
  let steppedAt = 0;
  let stepId = '';

  const turn = (/** @type {(t: any) => any} */ change) => {
    const run = wire.state.view?.run;
    if (!run)
      return;
    const { passed, last, left } = around(wire.state, now());
    set({ turn: { ...of(run), passed, last, left, ...change({ passed, last }) } });
  };

  return {
    step() {
      const state = wire.state;
      const busy = state.commands.some((c) => c.id === stepId && c.state === 'sending');
      if (state.view === null || state.connection !== 'open' || busy || Date.now() - steppedAt < STEP_PAUSE_MS)
        return;
      steppedAt = Date.now();
      const step = nextStep(state.view, around(state, now()));
      const run = state.view.run;
      if (step.what === 'outcome' && run !== null)
        focus(nextField(run, now().outcomes[`${run.question}.${run.run}`] ?? EMPTY_OUTCOME, outcomesOf(state.view, run)));
      else if (step.what === 'prepare') {
        set({ panel: 'question' });
        focus(`question-kind-${now().question.kind}`);
      } else if (step.what === 'draw-value') {
        set({ panel: 'value' });
        focus('draw-value');
      } else if (step.command !== null) {
        if (step.what === 'hum' || step.what === 'call')
          turn(() => ({ last: step.option }));
        stepId = wire.send(step.what === 'ask' ? { ...step.command, by: by() } : step.command);
      }
    },
    leaveOutcome: () => turn(() => ({ left: true })),
    pass: (/** @type {number} */ option) => turn(({ passed }) => ({ passed: new Set([...passed, option]) })),
    ask: (/** @type {number} */ question) => wire.send({ command: 'ask', question, by: by() }),
    close: (/** @type {Run} */ run) => wire.send({ command: 'close', ...of(run) }),
    closing: (/** @type {Run} */ run) => wire.send({ command: run.closes ? 'closing-cancel' : 'closing', ...of(run) }),
    hum(/** @type {Run} */ run, /** @type {number} */ option) {
      turn(() => ({ last: option }));
      wire.send({ command: 'hum', ...of(run), option });
    },
    call(/** @type {Run} */ run, /** @type {number} */ option) {
      turn(() => ({ last: option }));
      wire.send({ command: 'call', ...of(run), option });
    },
    callOver: (/** @type {Run} */ run) => wire.send({ command: 'call', ...of(run) }),
    /** Lets everybody hum once, and ends it. */
    everyone() {
      const { view, sound, connection } = wire.state;
      if (view === null || connection !== 'open' || !canHumOnce(view, sound))
        return;
      wire.send({ command: view.everyone === 'humming' ? 'hum-end' : 'everyone' });
    },
    voidHum: () => wire.send({ command: 'hum-void' }),
    hear: (/** @type {Run} */ run, /** @type {number} */ option, /** @type {string} */ heard) =>
      wire.send({ command: 'hear', ...of(run), option, heard }),
  };
}
