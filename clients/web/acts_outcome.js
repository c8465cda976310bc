// @ts-check
// Stating outcomes, what is offered after a run, and what becomes of an outcome on the list.

import { leave } from './acts_question.js';
import { otherSolutions, restated } from './asking.js';
import { EMPTY_OUTCOME, missing, nextField, offered, outcomeCommand, outcomesOf } from './outcome.js';

/** @typedef {import('./types.js').Run} Run */
/** @typedef {import('./types.js').RunLine} RunLine */

/** @param {import('./chair.js').Tools} tools */
export function outcomes({ wire, ui: now, set, focus, by }) {
  const of = (/** @type {{question: number, run: number}} */ r) => ({ question: r.question, run: r.run });
  const drafted = (/** @type {{question: number, run: number}} */ r, /** @type {any} */ draft) =>
    set({ outcomes: { ...now().outcomes, [`${r.question}.${r.run}`]: draft } });
  const write = (/** @type {any} */ question) => {
    set({ panel: 'question', question });
    focus('question-text');
  };
  return {
    outcome: (/** @type {Run} */ run, /** @type {any} */ draft) => drafted(run, draft),
    /** What is worth offering: a form that is filled in as far as it can be. */
    offer(/** @type {string} */ name) {
      const run = wire.state.view?.run;
      const draft = offered(name);
      if (!run)
        return;
      if (draft !== null) {
        drafted(run, draft);
        focus(nextField(run, draft, outcomesOf(wire.state.view, run)));
      } else if (name === 'hear-objectors') {
        set({ panel: 'issue' });
        focus('issue-who');
      } else
        write(name === 'restate' ? restated(run) : otherSolutions(run));
    },
    /** Opens the form for an outcome that was stated, or for an earlier run. @param {Run|RunLine} r */
    change(r) {
      const q = wire.state.view?.questions?.find((x) => x.question === r.question);
      if (q === undefined)
        return;
      const { words = '', statements = [] } = ('outcome' in r ? r.outcome : r) ?? {};
      const kept = (/** @type {import('./types.js').Statement} */ s) => ({
        kind: s.kind, option: s.option ?? -1, details: { who: s.who ?? '', date: s.date ?? '', missing: s.missing ?? '', to: s.to ?? '', team: s.team ?? '', ...(s.kind !== 'consensus' && { text: s.text }) },
      });
      set({ form: { ...q, ...of(r) } });
      drafted(r, { ...EMPTY_OUTCOME, words: words || null, statements: statements.map(kept) });
      focus('outcome-words');
    },
    state(/** @type {Run} */ run) {
      const draft = now().outcomes[`${run.question}.${run.run}`] ?? EMPTY_OUTCOME;
      const may = outcomesOf(wire.state.view, run);
      if (missing(run, draft, may) !== '') {
        focus(draft.statements.length > 0 ? nextField(run, draft, may) : 'outcome-title');
        return;
      }
      wire.send(outcomeCommand(run, draft, by(), may));
      set({ form: null });
      leave(); // the next key is the next step
    },
    mark: (/** @type {RunLine} */ r, /** @type {boolean} */ to_confirm) => wire.send({ command: 'mark', ...of(r), to_confirm }),
    sent: (/** @type {RunLine} */ r, /** @type {any} */ d) =>
      wire.send({ command: 'sent', ...of(r), message_id: d.id.trim(), date: d.date }),
    deadline: (/** @type {RunLine} */ r, /** @type {any} */ d) =>
      wire.send({ command: 'deadline', ...of(r), date: d.date, reason: d.why.trim() }),
    confirm: (/** @type {RunLine} */ r, /** @type {any} */ d) =>
      wire.send({ command: 'confirm', ...of(r), as: d.as, reason: d.why.trim(), by: by() }),
  };
}
