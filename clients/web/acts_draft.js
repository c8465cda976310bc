// @ts-check
// What the panels of draws and of drafts send.

import { leave } from './acts_question.js';
import { NEW_CRITERION, NEW_STEP, NEW_WILLING, afterCriterion, afterStep, criterionCommand, inHand, revealCommand, stepCommand, volunteerCommand, willingCommand } from './entering.js';

/** @param {import('./chair.js').Tools} tools */
export function drafts({ wire, ui: now, set, focus, form }) {
  const people = () => [...wire.state.people.values()];
  const run = () => wire.state.view?.run ?? null;
  const asked = (/** @type {number} */ question) => wire.state.view?.questions?.find((q) => q.question === question);
  const adoption = (/** @type {number} */ question) => asked(question)?.adoption;
  const open = (/** @type {string} */ panel, /** @type {string} */ field, more = {}) => {
    set({ panel, ...more });
    focus(field);
  };
  return {
    volunteer() {
      const r = run();
      if (r !== null)
        form(volunteerCommand(r, now().volunteer, people()));
      open('volunteer', 'volunteer-who', { volunteer: '' });
    },
    reveal() {
      const r = run();
      if (r !== null)
        form(revealCommand(r, now().value));
      set({ panel: '', value: '' });
      leave();
    },
    criterion(/** @type {number} */ question, /** @type {string} */ criterion) {
      form(criterionCommand(question, criterion, inHand(now().criterion, NEW_CRITERION, question)));
      const a = adoption(question);
      open('draft', 'criterion-text', { criterion: { ...NEW_CRITERION, question, criterion: a ? afterCriterion(a, criterion) : '' } });
    },
    draftStep(/** @type {number} */ question, /** @type {string} */ step) {
      const d = inHand(now().step, NEW_STEP, question);
      form(stepCommand(question, step, d, new Date().toISOString().slice(0, 10)));
      const a = adoption(question);
      const { draft } = d;
      const index = asked(question)?.rules.drafts?.findIndex((d) => d.name === draft) ?? -1;
      open('draft', 'step', { step: { ...NEW_STEP, question, draft, step: a ? afterStep(a, step, index) : '' } });
    },
    willing() {
      const r = run();
      if (r !== null)
        form(willingCommand(r, now().willing, people()));
      open('draft', 'willing-who', { willing: NEW_WILLING });
    },
  };
}
