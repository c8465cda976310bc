// @ts-check
// Small things that several pages need around lists and links.

/** What stands behind # in the page's link. */
export const fragment = () => decodeURIComponent(location.hash.slice(1)).trim();

const PAGE = 100;

/**
 * An action that asks for the lines before the first known one; null when all are known.
 * @param {import('./wire.js').Wire} wire
 */
export const earlierLines = (wire) => (/** @type {import('./wire.js').State} */ state) => {
  const first = Math.min(...state.chat.keys());
  if (!Number.isFinite(first) || first <= 1)
    return null;
  return () => wire.get({ get: 'chat', after: Math.max(0, first - 1 - PAGE) });
};
