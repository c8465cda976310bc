// @ts-check
// What the pages of chair and scribe share around their link: a role that was handed over and is taken back, and a
// link that was renewed.

import { staffHello } from './own_link.js';
import { fragment } from './lists.js';
import { moveWaiting, personSecret, remember, remembered, seatName } from './page.js';

/** @typedef {import('./wire.js').Wire} Wire */

/** The secret that a renewal of the role's link made, of the commands in this state; "": none. @param {import('./wire.js').Command[]} commands @param {string} role @param {'sending'|'recorded'} state @returns {string} */
export const renewedTo = (commands, role, state) =>
  commands.findLast((c) => c.fields.command === 'renew' && c.fields.role === role && c.state === state)?.fields.secret ?? '';

/** How a page comes in: by its link, or by the code as somebody to whom the role was handed over. @param {'chair'|'scribe'} role */
export function staff(role) {
  const { code, hello } = staffHello(role, fragment(), personSecret);
  // Another link in the same window: a fragment alone does not reload the page.
  window.addEventListener('hashchange', () => location.reload());
  const seat = () => `${role}.${seatName(fragment())}`;
  /** @type {Wire|null} */
  let wire = null;

  /** The link is another one from now on; what is unacknowledged goes along. @param {string} secret */
  const moveTo = (secret) => {
    const before = seat(), links = made();
    history.replaceState(null, '', `#${secret}`);
    moveWaiting(before, seat());
    keep(links);
    remember(`made.${before}`, null);
    return { version: 1, [role]: secret };
  };
  /** @returns {Record<string, string>} the secrets of the links that were made here, by their role */
  const made = () => JSON.parse(remembered(`made.${seat()}`) ?? '{}');
  const keep = (/** @type {Record<string, string>} */ links) => remember(`made.${seat()}`, JSON.stringify(links));
  const fresh = (/** @type {string} */ secret) => code === '' && secret !== '' && secret !== fragment();

  return {
    hello, seat, made,
    use(/** @type {Wire} */ w) {
      wire = w;
    },
    /** Renewed from here, and the page went away before it was told. */
    otherwise() {
      const secret = wire ? renewedTo(wire.state.commands, role, 'sending') : '';
      return fresh(secret) ? moveTo(secret) : null;
    },
    /** Renewed from here just now. */
    follow() {
      if (wire === null)
        return;
      const { commands } = wire.state;
      for (const of of ['chair', 'scribe']) {
        const secret = renewedTo(commands, of, 'recorded');
        if (secret !== '' && made()[of] !== secret)
          keep({ ...made(), [of]: secret });
      }
      const own = renewedTo(commands, role, 'recorded');
      if (fresh(own))
        wire.parts.hello = moveTo(own);
    },
    /** Words for a page that was sent away. Who was given the role goes on as a participant. @param {boolean} welcomed */
    ended(welcomed) {
      const told = wire?.state.role?.holds === false ? wire.state.role.sentence : '';
      if (code !== '') {
        remember(`told.${code}`, (welcomed && told) || `You do not have the role of ${role} here${welcomed ? ' any more' : ''}. You are in the meeting as a participant.`);
        location.replace(`/#${code}`);
      }
      return welcomed ? told || 'This link has ended. Ask a chair for the new one.' : '';
    },
  };
}
