// @ts-check
// What was written in a form and refused stands in its form again. Pure: the commands and the forms come in.

/** @typedef {import('./wire.js').Command} Command */

/** The drafts of the chair's panels, and which panel is open. */
const FORMS = ['panel', 'question', 'declared', 'voice', 'issue', 'issueState', 'answer', 'again', 'voiding', 'voidReason', 'volunteer', 'value', 'criterion', 'step', 'willing', 'person'];

export class KeptForms {
  constructor() {
    /** @type {Map<string, Record<string, any>>} */
    this.sent = new Map();
  }

  /** Before a form is emptied. @param {string} id of its command @param {Record<string, any>} ui */
  keep(id, ui) {
    this.sent.set(id, Object.fromEntries(FORMS.map((name) => [name, ui[name]])));
  }

  /** The forms of a command that was refused since, or null; what was recorded is let go. @param {Command[]} commands */
  refused(commands) {
    for (const [id, forms] of this.sent) {
      const command = commands.find((c) => c.id === id);
      if (command?.state === 'sending')
        continue;
      this.sent.delete(id);
      if (command?.state === 'refused')
        return forms;
    }
    return null;
  }
}
