// @ts-check
// What pages read of what is known: the chat, the newest command, the own answer. Pure.

/** @typedef {import('./wire.js').State} State */
/** @typedef {import('./types.js').Line} Line */

/** The lines of the chat that are known, oldest first, as they are now. @param {State} state */
export function chatLines(state) {
  return [...state.chat].sort(([a], [b]) => a - b).map(([, line]) => state.changed.get(line.line) ?? line);
}

/** Lines with one's own that are held back from the others, each where it was said; of one that was edited the others still see
 * the old words. @param {Line[]} lines @param {Line[]} held */
export function withHeld(lines, held) {
  const all = lines.map((l) => held.find((h) => h.line === l.line) ?? l);
  for (const line of held)
    if (!all.includes(line))
      all.splice(all.findLastIndex((l) => l.time <= line.time) + 1, 0, line);
  return all;
}

/** The newest command of a name that this page sent, or undefined. @param {State} state @param {string} name */
export function lastCommand(state, name) {
  return state.commands.findLast((c) => c.fields.command === name);
}

/**
 * What became of the participant's own answer to a run; null: none. Where the newest was not counted, `stands` is the
 * earlier one that still does.
 * @param {State} state @param {import('./types.js').Run} run
 */
export function ownAnswer(state, run) {
  const same = (/** @type {any} */ x) => x.question === run.question && x.run === run.run;
  const mine = state.mine?.answer && same(state.mine.answer) ? state.mine.answer : null;
  const sent = state.commands.findLast((c) => c.fields.command === 'answer' && same(c.fields));
  if (sent === undefined || (sent.state === 'recorded' && mine !== null && mine.time >= sent.time))
    return mine && {
      option: mine.option, also: mine.also, text: mine.text, state: /** @type {const} */ ('recorded'), time: mine.time,
      sentence: '', channel: mine.channel, stands: null,
    };
  return {
    option: sent.fields.option, also: /** @type {number[]} */ (sent.fields.also ?? []),
    text: /** @type {string} */ (sent.fields.text ?? ''), state: sent.state, time: sent.time, sentence: sent.sentence, channel: 'hand',
    stands: sent.state === 'recorded' ? null : mine,
  };
}
