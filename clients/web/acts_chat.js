// @ts-check
// Saying, changing and deleting lines of the chat.

/** @typedef {import('./types.js').Line} Line */

/** line: the draft; editing: the number of the line that it takes the place of, 0: none. */
export const CHAT = { line: '', editing: 0 };

/** more: fields of what is said. @param {{wire: import('./wire.js').Wire, ui: () => any, set: (patch: any) => void}} parts @param {() => Record<string, any>} [more] */
export const chatActs = ({ wire, ui, set }, more = () => ({})) => ({
  say() {
    const text = ui().line.trim(), line = ui().editing;
    if (text === '')
      return;
    wire.send(line > 0 ? { command: 'edit-line', line, text } : { command: 'say', text, ...more() });
    set(CHAT);
  },
  /** null: it stays as it is. */
  changeLine(/** @type {Line|null} */ l) {
    set({ line: l?.text ?? '', editing: l?.line ?? 0 });
    document.getElementById('chat-line')?.focus();
  },
  dropLine: (/** @type {Line} */ l) => wire.send({ command: 'delete-line', line: l.line }),
});
