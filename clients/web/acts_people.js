// @ts-check
// What chair and scribe do for people: the queue, lines to be read out, who has no device, who helps.

import { randomId } from './page.js';
import { who } from './people.js';

/** @typedef {import('./types.js').Queued} Queued */

/** by: who acts, where the page knows. @param {{wire: import('./wire.js').Wire, ui: () => any, set: (patch: any) => void, by?: () => string}} parts */
export function forPeople({ wire, ui, set, by = () => '' }) {
  const people = () => wire.state.people.values();
  const duty = (/** @type {string} */ what, /** @type {any} */ whom, off = false) => wire.send({ command: 'duty', duty: what, ...whom, ...(off && { off }) });
  return {
    queue() {
      wire.send({ command: 'queue-add', ...who(people(), ui().queueWho) });
      set({ queueWho: '' });
    },
    call: (/** @type {Queued|null} */ e) => wire.send({ command: 'queue-next', ...(e && { entry: e.entry }) }),
    unqueue: (/** @type {Queued} */ e) => wire.send({ command: 'queue-leave', entry: e.entry }),
    readOut: (/** @type {import('./types.js').Line} */ l) => wire.send({ command: 'read-out', line: l.line }),
    attend() {
      const { attendName, attendAffiliation } = ui();
      wire.send({ command: 'attend', name: attendName.trim(), affiliation: attendAffiliation.trim() });
      set({ attendName: '', attendAffiliation: '' });
    },
    offSheet: (/** @type {import('./types.js').Person} */ p) => wire.send({ command: 'attend', of_person: p.person, off: true }),
    irregular() {
      const text = ui().irregular.trim();
      const run = wire.state.view?.run;
      if (text === '')
        return;
      wire.send({ command: 'irregularity', text, ...(run && { question: run.question, run: run.run }) });
      set({ irregular: '' });
    },
    renew(/** @type {string} */ role) {
      wire.send({ command: 'renew', role, by: by(), ...(['chair', 'scribe'].includes(role) && { secret: randomId() }) });
      set({ renewing: '' });
    },
    seePeople(/** @type {boolean} */ open) {
      set({ peopleOpen: open });
      if (open)
        wire.everybody();
    },
    duty,
    addDuty() {
      duty(ui().dutyWhat, who(people(), ui().dutyWho));
      set({ dutyWho: '' });
    },
  };
}

/** The drafts of these forms. */
export const FOR_PEOPLE = { queueWho: '', attendName: '', attendAffiliation: '', dutyWho: '', dutyWhat: 'notes', irregular: '', renewing: '', peopleOpen: false, peopleFind: '' };
