// @ts-check
// Writing, editing, ordering and previewing questions, and outcomes that are declared.

import { NEW_DECLARED, NEW_QUESTION, declareCommand, draftOf, followUp, moved, otherSolutions, prepareCommand, restated } from './asking.js';

/** @typedef {import('./types.js').Question} Question */

/** @param {import('./chair.js').Tools} tools */
export function asked({ wire, ui: now, set, focus, by, form }) {
  const questions = () => wire.state.view?.questions ?? [];
  const write = (/** @type {import('./asking.js').QuestionDraft} */ question, field = 'question-text') => {
    set({ panel: 'question', question });
    focus(field);
  };
  return {
    /** Given by the steps. @type {(() => void)|undefined} */
    leaveOutcome: undefined,
    /** next: it comes before the others that were not asked. */
    prepare(/** @type {boolean} */ next) {
      const q = now().question;
      const command = prepareCommand(q);
      const known = Math.max(0, ...questions().map((x) => x.question));
      const id = form(command);
      const fresh = next && q.number === 0;
      set({ question: NEW_QUESTION, panel: '', ...(fresh && { next: { id, known, text: command.text } }) });
      if (fresh)
        this.leaveOutcome?.(); // it is what comes next
      leave();
    },
    declare() {
      form(declareCommand(now().declared, by()));
      set({ declared: NEW_DECLARED, question: NEW_QUESTION, panel: '' });
      leave();
    },
    newQuestion: () => write(now().question, `question-kind-${now().question.kind}`),
    edit: (/** @type {Question} */ q) => write(draftOf(q)),
    restate: (/** @type {any} */ r) => write(restated(r)),
    followUp: (/** @type {any} */ r) => write(followUp(r), 'question-kind-for-against'),
    otherSolutions: (/** @type {any} */ r) => write(otherSolutions(r)),
    move(/** @type {number} */ question, /** @type {-1|1} */ way) {
      const command = moved(questions().filter((q) => q.kind !== 'declare'), question, way);
      if (command !== null)
        wire.send(command);
    },
    preview: (/** @type {number} */ question) => wire.send({ command: 'preview', ...(question > 0 && { question }) }),
  };
}

/** The next key is the next step again. */
export function leave() {
  if (document.activeElement instanceof HTMLElement)
    document.activeElement.blur();
}
