// @ts-check
// What stands behind # in a link: a code, a person's own link, or the secret of chair or scribe. Pure.

const SECRET = /^[0-9a-f]{32}$/i;

/** "CODE" or "CODE.SECRET", the own link of a person. @param {string} fragment @returns {{code: string, person: string}} */
export function codeOf(fragment) {
  const [code, secret = ''] = fragment.split('.');
  return { code: code.toUpperCase(), person: SECRET.test(secret) ? secret.toLowerCase() : '' };
}

/** The link of a person, to be opened in another tab or on another device. @param {string} origin @param {string} code @param {string} person */
export const personLink = (origin, code, person) => `${origin}/#${code}.${person}`;

/**
 * How a page of chair or scribe says hello: by the secret of its link, or by the code as somebody to whom the role was
 * handed over. code: "" for the former.
 * @param {'chair'|'scribe'} role @param {string} fragment @param {(code: string) => string} person
 */
export function staffHello(role, fragment, person) {
  if (SECRET.test(fragment))
    return { code: '', hello: { version: 1, [role]: fragment } };
  const { code } = codeOf(fragment);
  return { code, hello: { version: 1, code, person: person(code), as: role } };
}

/** The link of chair or scribe, made of the participants'. @param {string} known @param {string} role @param {string} secret */
export const staffLink = (known, role, secret) => `${known.split('#')[0]}${role}#${secret}`;
