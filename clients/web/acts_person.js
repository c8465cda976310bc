// @ts-check
// What the panel of one person sends.

import { NEW_PERSON } from './chair_person.js';
import { labelled, who } from './people.js';

/** @typedef {import('./types.js').Person} Person */

/** @param {import('./chair.js').Tools} tools */
export function forPerson({ wire, ui: now, set, focus, by, form }) {
  const reason = () => now().person.reason.trim();
  /** What needs its reason is not sent without. @param {Record<string, any>} command */
  const send = (command) => {
    if (reason() === '') {
      focus('person-reason');
      return;
    }
    form({ ...command, reason: reason() });
    set({ person: { ...now().person, reason: '', into: '' } });
  };
  return {
    personPanel(/** @type {Person} */ p) {
      set({ panel: 'person', person: { ...NEW_PERSON, person: p.person } });
      focus('person-reason');
    },
    /** Of those who are perhaps one: the first that would go into another. */
    perhapsOne(/** @type {import('./types.js').Irregularity} */ e) {
      const p = wire.state.people.get(e.people.find((n) => n !== e.into) ?? 0);
      const into = [...labelled(wire.state.people.values())].find(([, n]) => n === e.into)?.[0] ?? '';
      if (p === undefined)
        return;
      set({ panel: 'person', person: { ...NEW_PERSON, person: p.person, into } });
      focus('person-reason');
    },
    hat(/** @type {Person} */ p, /** @type {string} */ hat) {
      const hats = p.hats ?? [];
      wire.send({ command: 'hats', of_person: p.person, hats: hats.includes(hat) ? hats.filter((h) => h !== hat) : [...hats, hat] });
    },
    handOver: (/** @type {Person} */ p, /** @type {string} */ role) =>
      wire.send({ command: 'hand-over', of_person: p.person, role, by: by(), ...(p.roles?.includes(role) && { off: true }) }),
    aside(/** @type {Person} */ p, /** @type {string} */ way) {
      const run = wire.state.view?.run;
      if (run)
        send({ command: way === 'back' ? 'take-back' : 'set-aside', question: run.question, run: run.run, of_person: p.person });
    },
    merge(/** @type {Person} */ p) {
      const into = /** @type {{of_person?: number}} */ (who(wire.state.people.values(), now().person.into)).of_person;
      if (into === undefined)
        focus('person-into');
      else
        send({ command: 'merge', of_person: p.person, into });
    },
    split: (/** @type {number} */ person) => send({ command: 'split', of_person: person }),
  };
}
