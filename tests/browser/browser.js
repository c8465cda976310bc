// A real Chromium with an empty profile, and what is asked of every page.
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { until } from './room.js';

const npm = createRequire(join(process.env.HUMROOM_NPM ?? '', 'package.json'));
const { chromium } = npm('playwright-core');
const axe = readFileSync(npm.resolve('axe-core/axe.min.js'), 'utf8');
const SHOTS = process.env.HUMROOM_SHOTS ?? '';

export const launch = () => chromium.launch({
  executablePath: process.env.HUMROOM_CHROMIUM || '/usr/bin/chromium',
  args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
    '--disable-component-update', '--disable-sync'],
});

/** The policy that the server sends with every page. */
export const POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; "
  + "base-uri 'none'; form-action 'self'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'";

/** A page whose console must stay clean; lost connections are no fault of the page. */
export async function openPage(browser, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
  return watched(await context.newPage());
}

/** A page that is watched from now on, also one that another has opened. @param {any} page */
export function watched(page) {
  page.problems = [];
  page.on('pageerror', (e) => page.problems.push(String(e)));
  page.on('console', (m) => {
    if (['error', 'warning'].includes(m.type()) && !/WebSocket connection to|ERR_CONNECTION_REFUSED/.test(m.text()))
      page.problems.push(m.text());
  });
  return page;
}

/** No violation, nothing that axe could not decide, nothing that sticks out sideways, a clean console. */
export async function check(page, name) {
  await page.evaluate(axe);
  await page.evaluate(() => { // axe can not judge the colours of what is scrolled away
    for (const e of document.querySelectorAll('*'))
      if (e.scrollTop > 0)
        e.scrollTop = 0;
  });
  const found = await page.evaluate(async () => {
    const { violations, incomplete } = await globalThis.axe.run(document, { resultTypes: ['violations', 'incomplete'] });
    const brief = (list) => list.map((r) => `${r.id}: ${r.nodes.map((n) => `${n.target} ${n.any.concat(n.all, n.none).map((x) => x.message).join('; ')}`).join(' | ')}`);
    return { violations: brief(violations), incomplete: brief(incomplete), sideways: document.documentElement.scrollWidth - innerWidth };
  });
  assert.deepEqual(found.violations, [], `${name}: axe`);
  assert.deepEqual(found.incomplete, [], `${name}: axe could not decide`);
  assert.ok(found.sideways <= 0, `${name}: ${found.sideways} px stick out`);
  assert.deepEqual(page.problems, [], `${name}: console`);
}

export const shot = (page, name, options = {}) => page.screenshot({ path: join(SHOTS, `${name}.png`), ...options });

/** The chair's key for the next step; the page takes presses within 400 ms for the bounce of a remote. @param {any} chair */
export async function step(chair, key = 'Space') {
  await until((chair.stepped ?? 0) + 450);
  await chair.keyboard.press(key);
  chair.stepped = Date.now();
}

/** Closes the question without the ten seconds that others have: the key twice. @param {any} chair */
export async function closeNow(chair) {
  await step(chair);
  await chair.locator('#next-step', { hasText: 'Close it now' }).waitFor();
  await step(chair);
}

/** Waits until a page says so. @param {any} page @param {string|RegExp} text */
export const says = (page, text) => page.getByText(text).first().waitFor();

/** @param {any} page @param {string} name of a button */
export const press = (page, name) => page.getByRole('button', { name, exact: true }).click();

/** Opens what is folded under a heading. @param {any} page @param {string} name */
export const unfold = (page, name) => page.locator('summary', { hasText: name }).first().click();

/** @param {any} page @param {string} link @param {string} name */
export async function joinMeeting(page, link, name, inRoom = false) {
  await page.goto(link);
  await page.getByLabel('Your name').fill(name);
  if (inRoom)
    await page.getByLabel('I am in the room').check();
  await page.getByLabel(/Note Well/).check();
  await page.getByRole('button', { name: 'Join', exact: true }).click();
  await page.getByRole('heading', { name: 'Chat' }).waitFor();
}
