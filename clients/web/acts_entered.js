// @ts-check
// The tools: what the chair enters for people, and what the panels send.

import { leave } from './acts_question.js';
import { NEW_AGAIN, NEW_ANSWER, NEW_ISSUE, NEW_STATE, NEW_VOICE, againCommand, answerCommand, handsCommand, issueCommand, positionCommand, stateCommand } from './entering.js';
import { canVolunteer, toPreview } from './tools.js';

/** The field that a panel begins with. */
const FIRST = /** @type {Record<string, string>} */ ({
  issue: 'issue-who', challenge: 'challenge-text', void: 'void-reason', draft: 'criterion-text',
});

/** @param {import('./chair.js').Tools} tools */
export function entered({ wire, ui: now, set, focus, by, form }) {
  const people = () => [...wire.state.people.values()];
  const run = () => wire.state.view?.run ?? null;
  const open = (/** @type {string} */ panel, /** @type {string} */ field, more = {}) => {
    set({ panel, ...more });
    focus(field);
  };
  const turnTo = /** @type {Record<string, () => void>} */ ({
    question: () => open('question', `question-kind-${now().question.kind}`),
    voice: () => (canVolunteer(run()) ? open('volunteer', 'volunteer-who') : open('voice', 'voice-option-0', { voice: NEW_VOICE })),
    hands: () => open('hands', 'voice-option-0', { voice: NEW_VOICE }),
    states: () => open('states', `states-state-${NEW_STATE.state}`, { issueState: NEW_STATE }),
    preview() {
      const view = wire.state.view;
      const next = view?.preview ? null : view && toPreview(view);
      wire.send({ command: 'preview', ...(next && { question: next.question }) });
    },
    again: () => open('again', `again-because-${NEW_AGAIN.because}`, { again: NEW_AGAIN }),
  });
  return {
    away() {
      set({ panel: '' });
      leave();
    },
    /** A tool by its name: its panel, or what it does at once. The same again puts the panel away. */
    tool(/** @type {string} */ name) {
      if (now().panel === name)
        return this.away();
      if (turnTo[name])
        return turnTo[name]();
      return open(name, FIRST[name], { voiding: null });
    },
    again: (/** @type {number} */ question) => open('again', `again-because-${NEW_AGAIN.because}`, { again: { ...NEW_AGAIN, question } }),
    askAgain(/** @type {number} */ question) {
      form(againCommand(question, now().again, by()));
      set({ panel: '', again: NEW_AGAIN });
      leave();
    },
    voiding: (/** @type {{question: number, run: number}} */ r) => open('void', 'void-reason', { voiding: r }),
    void(/** @type {{question: number, run: number}} */ r) {
      form({ command: 'void', question: r.question, run: r.run, reason: now().voidReason.trim(), by: by() });
      set({ panel: '', voidReason: '', voiding: null });
      leave();
    },
    position() {
      const r = run();
      if (r === null)
        return;
      form({ ...positionCommand(r, now().voice, people(), by()), by: by() });
      open('voice', 'voice-option-0', { voice: NEW_VOICE });
    },
    hands() {
      const r = run();
      const command = r && handsCommand(r, now().voice);
      if (command === null)
        return;
      form(command);
      open('hands', 'voice-option-0', { voice: NEW_VOICE });
    },
    /** Somebody who answered against: the form has their name and words. */
    hearOne(/** @type {{name: string, text: string}} */ p) {
      open('issue', 'issue-text', { issue: { ...NEW_ISSUE, who: p.name, text: p.text } });
    },
    issue() {
      form(issueCommand(run(), now().issue, people()));
      open('issue', 'issue-who', { issue: NEW_ISSUE });
    },
    issueState(/** @type {number} */ issue) {
      form(stateCommand(issue, now().issueState, by()));
      open('states', `states-state-${NEW_STATE.state}`, { issueState: NEW_STATE });
    },
    answer(/** @type {number} */ challenge) {
      form(answerCommand(challenge, now().answer, by()));
      open('challenge', 'challenge-text', { answer: NEW_ANSWER });
    },
  };
}
