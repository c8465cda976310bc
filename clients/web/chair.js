// @ts-check
import { ChairView, around } from './chair_view.js';
import { MeterFeed } from './meter.js';
import { remember, remembered, seatName, start } from './page.js';
import { earlierLines, fragment } from './lists.js';
import { heardTarget, keyAction, nextStep } from './steps.js';
import { EMPTY_OUTCOME, missing, outcomeCommand, proposals, toggled } from './outcome.js';
import { HEARD, canHumOnce } from './words.js';

/** @typedef {import('./types.js').Run} Run */
/** @typedef {import('./types.js').RunLine} RunLine */

const secret = fragment();
const feed = new MeterFeed();
const STEP_PAUSE_MS = 400; // a remote that bounces is one press
const NEW_QUESTION = { kind: 'for-against', text: '', options: '', dontCare: true, somethingElse: true, relation: '', by: '' };

const ui = {
  feed, keys: remembered('keys') !== 'off', by: '', people: '', line: '', ending: false, writing: false,
  question: NEW_QUESTION, outcomes: {}, lists: {}, form: null,
  turn: { question: 0, run: 0, passed: new Set(), last: -1 },
};

const focus = (/** @type {string} */ id) =>
  setTimeout(() => {
    const field = document.getElementById(id);
    field?.scrollIntoView({ block: 'center' });
    field?.focus();
  });

/** @param {{wire: import('./wire.js').Wire, ui: () => any, set: (patch: any) => void}} tools */
function actions({ wire, ui: now, set }) {
  const of = (/** @type {{question: number, run: number}} */ r) => ({ question: r.question, run: r.run });
  const by = () => now().by || wire.state.view?.meeting.chairs[0] || '';
  const signed = (/** @type {any} */ command) =>
    (command.command === 'ask' ? { ...command, by: by() } : command);
  let steppedAt = 0;
  let stepId = '';

  const turn = (/** @type {(t: any) => any} */ change) => {
    const run = wire.state.view?.run;
    if (!run)
      return;
    const { passed, last } = around(wire.state, now());
    set({ turn: { ...of(run), passed, last, ...change({ passed, last }) } });
  };
  const act = {
    set,
    earlier: earlierLines(wire),
    everybody: () => wire.get({ get: 'people', after: 0 }),
    check: () => wire.get({ get: 'check' }),
    toggleKeys() {
      remember('keys', now().keys ? 'off' : 'on');
      set({ keys: !now().keys });
    },

    step() {
      const state = wire.state;
      const busy = state.commands.some((c) => c.id === stepId && c.state === 'sending');
      if (state.view === null || state.connection !== 'open' || busy || Date.now() - steppedAt < STEP_PAUSE_MS)
        return;
      steppedAt = Date.now();
      const step = nextStep(state.view, around(state, now()));
      if (step.what === 'outcome')
        focus('outcome-reason');
      else if (step.what === 'prepare') {
        set({ writing: true });
        focus('question-text');
      } else if (step.command !== null) {
        if (step.what === 'hum' || step.what === 'call')
          turn(() => ({ last: step.option }));
        stepId = wire.send(signed(step.command));
      }
    },
    pass: (/** @type {number} */ option) => turn(({ passed }) => ({ passed: new Set([...passed, option]) })),
    ask: (/** @type {number} */ question) => wire.send(signed({ command: 'ask', question })),
    close: (/** @type {Run} */ run) => wire.send({ command: 'close', ...of(run) }),
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
    people() {
      const text = now().people.trim();
      if (!/^[0-9]{0,6}$/.test(text))
        return;
      wire.send({ command: 'people', count: Number(text) });
      set({ people: '' });
    },
    say() {
      const text = now().line.trim();
      if (text === '')
        return;
      wire.send({ command: 'say', text });
      set({ line: '' });
    },

    prepare() {
      const q = now().question;
      const [relation, question, run] = q.relation.split(' ');
      wire.send({
        command: 'prepare', kind: q.kind, text: q.text.trim(), by: q.by.trim(),
        ...(q.kind === 'options' && {
          options: q.options.split('\n').map((/** @type {string} */ o) => o.trim()).filter(Boolean),
          no_dont_care: !q.dontCare, no_something_else: !q.somethingElse,
        }),
        ...(relation && { relation, of_question: Number(question), of_run: Number(run) }),
      });
      set({ question: NEW_QUESTION, writing: false });
    },

    outcome: (/** @type {Run} */ run, /** @type {any} */ draft) =>
      set({ outcomes: { ...now().outcomes, [`${run.question}.${run.run}`]: draft } }),
    /** Opens the form for an outcome that was stated, or for an earlier run. @param {Run|RunLine} r */
    change(r) {
      const q = wire.state.view?.questions?.find((x) => x.question === r.question);
      if (q === undefined)
        return;
      const { words = '', statements = [] } = ('outcome' in r ? r.outcome : r) ?? {};
      set({
        form: { ...q, ...of(r) },
        outcomes: {
          ...now().outcomes,
          [`${r.question}.${r.run}`]: {
            ...EMPTY_OUTCOME, words: words || null,
            statements: statements.map((s) => ({ kind: s.kind, option: s.option ?? -1 })),
          },
        },
      });
      focus('outcome-words');
    },
    state(/** @type {Run} */ run) {
      const draft = now().outcomes[`${run.question}.${run.run}`] ?? EMPTY_OUTCOME;
      if (missing(run, draft) !== '') {
        focus(draft.statements.length > 0 ? 'outcome-reason' : 'outcome-title');
        return;
      }
      wire.send(outcomeCommand(run, draft, by()));
      set({ form: null });
      if (document.activeElement instanceof HTMLElement)
        document.activeElement.blur(); // the next key is the next step
    },

    mark: (/** @type {RunLine} */ r, /** @type {boolean} */ to_confirm) => wire.send({ command: 'mark', ...of(r), to_confirm }),
    sent: (/** @type {RunLine} */ r, /** @type {any} */ d) =>
      wire.send({ command: 'sent', ...of(r), message_id: d.id.trim(), date: d.date }),
    deadline: (/** @type {RunLine} */ r, /** @type {any} */ d) =>
      wire.send({ command: 'deadline', ...of(r), date: d.date, reason: d.why.trim() }),
    confirm: (/** @type {RunLine} */ r, /** @type {any} */ d) =>
      wire.send({ command: 'confirm', ...of(r), as: d.as, reason: d.why.trim(), by: by() }),
    end() {
      wire.send({ command: 'end' });
      set({ ending: false });
    },
  };
  listenToKeys(wire, now, act);
  return act;
}

/** @param {import('./wire.js').Wire} wire @param {() => any} now @param {any} act */
function listenToKeys(wire, now, act) {
  document.addEventListener('keydown', (e) => {
    const at = e.target instanceof Element ? e.target : document.body;
    const view = wire.state.view;
    if (!now().keys || view === null || e.repeat || e.ctrlKey || e.altKey || e.metaKey
        || at.closest('input, textarea, select, [contenteditable]')
        || (e.key !== 'PageDown' && !/^[1-9]$/.test(e.key) && at.closest('button, a, summary')))
      return;
    const target = heardTarget(view, around(wire.state, now()));
    const action = keyAction(view, e.key, target);
    const run = view.run;
    if (action === null)
      return;
    e.preventDefault();
    if (action.what === 'step')
      act.step();
    else if (action.what === 'everyone')
      act.everyone();
    else if (action.what === 'heard' && run !== null)
      act.hear(run, target, HEARD[action.index][0]);
    else if (run !== null && proposals(run)[action.index]) {
      const draft = now().outcomes[`${run.question}.${run.run}`] ?? EMPTY_OUTCOME;
      act.outcome(run, toggled(draft, proposals(run)[action.index]));
    }
  });
  // What was clicked keeps no focus, so that the key after it is the next step and not the same button again.
  document.addEventListener('click', (e) => {
    if (e.detail > 0 && e.target instanceof Element)
      /** @type {HTMLElement|null} */ (e.target.closest('button, summary'))?.blur();
  });
}

/** A question that was asked, an outcome that was stated: the top of the page says what to do with it. */
let atTop = '';
/** @param {import('./wire.js').State} state */
function follow(state) {
  feed.follow(state.view);
  const run = state.view?.run;
  const now = run ? `${run.question}.${run.run} ${run.outcome?.time ?? ''}` : '';
  if (now !== atTop)
    setTimeout(() => document.querySelector('main')?.scrollTo({ top: 0 }));
  atTop = now;
}

start({
  hello: { version: 1, chair: secret },
  seat: `chair.${seatName(secret)}`,
  ui,
  view: ChairView,
  meter: (m) => feed.take(m),
  changed: follow,
  act: actions,
});
