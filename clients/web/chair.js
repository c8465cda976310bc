// @ts-check
import { ChairView, around } from './chair_view.js';
import { CHAT, chatActs } from './acts_chat.js';
import { drafts } from './acts_draft.js';
import { entered } from './acts_entered.js';
import { outcomes } from './acts_outcome.js';
import { FOR_PEOPLE, forPeople } from './acts_people.js';
import { forPerson } from './acts_person.js';
import { asked } from './acts_question.js';
import { steps } from './acts_step.js';
import { NEW_PERSON } from './chair_person.js';
import { NEW_DECLARED, NEW_QUESTION, moveNext } from './asking.js';
import { NEW_AGAIN, NEW_ANSWER, NEW_CRITERION, NEW_ISSUE, NEW_STATE, NEW_STEP, NEW_VOICE, NEW_WILLING } from './entering.js';
import { KeptForms } from './kept_forms.js';
import { MeterFeed } from './meter.js';
import { remember, remembered, start } from './page.js';
import { staff } from './staff.js';
import { earlierLines } from './lists.js';
import { heardTarget, keyAction } from './steps.js';
import { EMPTY_OUTCOME, outcomesOf, proposals, toggled } from './outcome.js';
import { HEARD } from './words.js';
import { settleFields } from './unsure.js';

/**
 * What the actions of the page share. focus: puts the cursor into a field, once it is drawn. by: who acts for the chair.
 * form: sends what a panel holds; refused it stands there again.
 * @typedef {{wire: import('./wire.js').Wire, ui: () => any, set: (patch: any) => void, focus: (id: string) => void, by: () => string,
 *   form: (command: Record<string, any>) => string}} Tools
 */

const link = staff('chair');
const feed = new MeterFeed();

const ui = {
  feed, made: link.made, keys: remembered('keys') !== 'off', by: '', people: '', ...CHAT, hatOff: false, ending: false,
  panel: '', question: NEW_QUESTION, declared: NEW_DECLARED, voice: NEW_VOICE, issue: NEW_ISSUE, issueState: NEW_STATE, answer: NEW_ANSWER, again: NEW_AGAIN,
  volunteer: '', value: '', criterion: NEW_CRITERION, step: NEW_STEP, willing: NEW_WILLING,
  ...FOR_PEOPLE, person: NEW_PERSON, voiding: null, voidReason: '', outcomes: {}, lists: {}, form: null,
  turn: { question: 0, run: 0, passed: new Set(), last: -1, left: false },
};

/** Panels whose forms are of the run that they were opened for. */
const OF_A_RUN = ['voice', 'hands', 'void', 'again', 'volunteer', 'value'];

const focus = (/** @type {string} */ id) =>
  setTimeout(() => {
    const field = document.getElementById(id);
    const radio = field instanceof HTMLInputElement && field.type === 'radio';
    field?.scrollIntoView({ block: radio ? 'nearest' : 'center' });
    field?.focus();
  });

/** @param {{wire: import('./wire.js').Wire, ui: () => any, set: (patch: any) => void}} parts */
function actions({ wire, ui: now, set }) {
  const kept = new KeptForms();
  link.use(wire);
  /** @type {Tools} */
  const tools = {
    wire, ui: now, set, focus, by: () => now().by.trim() || wire.state.view?.meeting.chairs[0] || '',
    form(command) {
      const id = wire.send(command);
      kept.keep(id, now());
      return id;
    },
  };
  const act = {
    set,
    earlier: earlierLines(wire),
    check: () => wire.get({ get: 'check' }),
    toggleKeys() {
      remember('keys', now().keys ? 'off' : 'on');
      set({ keys: !now().keys });
    },
    ...chatActs(tools, () => (now().hatOff ? { hat_off: true } : {})),
    settle(/** @type {import('./types.js').Unsure} */ line, /** @type {number|'no-opinion'|'none'} */ option, /** @type {string} */ text) {
      wire.send({ ...settleFields(line, option, text), by: tools.by() });
    },
    people() {
      const text = now().people.trim();
      if (!/^[0-9]{0,6}$/.test(text))
        return;
      wire.send({ command: 'people', count: Number(text) });
      set({ people: '' });
    },
    end() {
      wire.send({ command: 'end' });
      set({ ending: false });
    },
    ...asked(tools), ...steps(tools), ...entered(tools), ...drafts(tools), ...outcomes(tools), ...forPeople(tools), ...forPerson(tools),
  };
  let of = '';
  after = (state) => {
    becomesNext(state, tools);
    const refused = kept.refused(state.commands);
    if (refused !== null)
      set(refused);
    const run = state.view?.run;
    const key = run ? `${run.question}.${run.run}` : '';
    if (key !== of && OF_A_RUN.includes(now().panel))
      set({ panel: '' }); // what is written in it is of another question
    of = key;
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
        || ([' ', 'Enter'].includes(e.key) && at.closest('button, a, summary')))
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
    else if (action.what === 'closing' && run !== null)
      act.closing(run);
    else if (action.what === 'away')
      act.away();
    else if (action.what === 'tool')
      act.tool(action.name);
    else if (action.what === 'offer')
      act.offer(action.name);
    else if (action.what === 'heard' && run !== null)
      act.hear(run, target, HEARD[action.index][0]);
    else if (run !== null) {
      const chosen = proposals(run, outcomesOf(view, run))[action.index];
      if (chosen === undefined)
        return;
      act.outcome(run, toggled(now().outcomes[`${run.question}.${run.run}`] ?? EMPTY_OUTCOME, chosen));
      setTimeout(() => document.querySelector('form.outcome')?.scrollIntoView({ block: 'nearest' }));
    }
  });
  // What was clicked keeps no focus, so that the key after it is the next step and not the same button again.
  document.addEventListener('click', (e) => {
    if (e.detail > 0 && e.target instanceof Element)
      /** @type {HTMLElement|null} */ (e.target.closest('button, summary'))?.blur();
  });
}

/** A question that was to be asked next is moved there once it has its number. @param {import('./wire.js').State} state @param {Tools} tools */
function becomesNext(state, { wire, ui: now, set }) {
  const { next } = now();
  const sent = next && state.commands.find((c) => c.id === next.id);
  if (!next || sent?.state === 'sending')
    return;
  const questions = state.view?.questions ?? [];
  const there = questions.some((q) => q.question > next.known && q.text === next.text);
  if (sent?.state === 'recorded' && !there)
    return;
  set({ next: null });
  const command = moveNext(questions, next.known, next.text);
  if (command !== null)
    wire.send(command);
}

/** @type {(state: import('./wire.js').State) => void} */
let after = () => {};

/** A question that was asked, an outcome that was stated: the top of the page says what to do with it. */
let atTop = '';
/** @param {import('./wire.js').State} state */
function follow(state) {
  feed.follow(state.view);
  link.follow();
  after(state);
  const run = state.view?.run;
  const now = run ? `${run.question}.${run.run} ${run.outcome?.time ?? ''}` : '';
  if (now !== atTop)
    setTimeout(() => document.querySelectorAll('.columns, .columns > :first-child').forEach((e) => e.scrollTo({ top: 0 })));
  atTop = now;
}

start({
  ...link,
  ui,
  view: ChairView,
  meter: (m) => feed.take(m),
  changed: follow,
  act: actions,
});
