// @ts-check
// What one does about oneself: another name, the own link, leaving, being somebody else.

import { personLink } from './own_link.js';
import { becomePerson, remember } from './page.js';

/** @param {string} code @param {string} person the secret of this browser's */
export function aboutMe(code, person) {
  let leaving = ''; // the command, until it is settled
  let notMe = false;
  let heard = /** @type {import('./types.js').RoleTold|null} */ (null);
  return {
    /** After leaving nobody is here, or somebody else; a role that was taken back is told. @param {import('./wire.js').Wire} wire @param {(patch: any) => void} set */
    follow(wire, set) {
      const { role } = wire.state;
      const news = role !== heard;
      heard = role;
      if (news && role?.holds === false)
        set({ told: role.sentence });
      const sent = wire.state.commands.find((c) => c.id === leaving);
      if (leaving === '' || sent?.state === 'sending')
        return;
      leaving = '';
      if (!notMe) {
        wire.leave();
        return;
      }
      becomePerson(code);
      for (const name of ['name', 'affiliation', `told.${code}`])
        remember(name, null);
      location.reload();
    },
    /** @param {{wire: import('./wire.js').Wire, ui: () => any, set: (patch: any) => void}} parts */
    acts: ({ wire, ui, set }) => ({
      rename() {
        const { rename } = ui();
        if (rename === null)
          return;
        const name = rename.name.trim(), affiliation = rename.affiliation.trim();
        wire.send({ command: 'rename', name, affiliation });
        remember('name', name);
        remember('affiliation', affiliation);
        set({ rename: null });
      },
      ownLink: () => set({ ownLink: personLink(location.origin, code, person) }),
      part() {
        notMe = ui().parting === 'not-me';
        leaving = wire.send({ command: 'leave' });
        set({ parting: '' });
      },
      comeBack: () => location.reload(),
      heardIt() {
        remember(`told.${code}`, null);
        set({ told: '' });
      },
    }),
  };
}
