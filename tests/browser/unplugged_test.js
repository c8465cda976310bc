// The microphone is pulled in the middle of a meeting and put in again. Inside with_pulse: its sink is the room.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import test, { after, before } from 'node:test';
import { join } from 'node:path';
import { check, launch, openPage, says, shot, step } from './browser.js';
import { folder, serve } from './serve.js';

const pactl = (...words) => execFileSync('pactl', words, { encoding: 'utf8' });

/** @type {any} */
let browser;
before(async () => { browser = await launch(); });
after(() => browser.close());

test('a microphone that is pulled is told to the chair, who goes by ear until it is back', { timeout: 90000 }, async (t) => {
  const server = await serve('--listen', '127.0.0.1:0', '--record', join(folder(t), 'm.humroom'), '--microphone', 'default');
  t.after(() => server.signal('SIGKILL'));
  const chair = await openPage(browser);
  chair.setDefaultTimeout(20000);
  const next = (/** @type {string} */ text) => chair.locator('#next-step', { hasText: text }).waitFor();
  await chair.goto(server.links.chair);
  await says(chair, /^Listening: /);
  await next('Write a question');
  await step(chair);
  await chair.waitForFunction(() => document.activeElement?.id === 'question-kind-for-against');
  await chair.keyboard.press('1');
  await chair.waitForFunction(() => document.activeElement?.id === 'question-text');
  await chair.keyboard.type('Shall we?');
  await chair.keyboard.press('Enter');
  await next('Ask: Shall we?');
  await step(chair);
  await next('Hum now: for');
  await step(chair);
  await next('End this hum');

  pactl('unload-module', 'module-null-sink');
  await says(chair, 'The microphone is lost: go by ear. It comes back by itself when plugged in.');
  await chair.locator('#announce', { hasText: 'The microphone is lost: go by ear.' }).waitFor({ state: 'attached' });
  await chair.locator('.step-side .problem', { hasText: 'The microphone is lost: go by ear.' }).waitFor();
  assert.equal(await chair.getByRole('button', { name: 'Hum now', exact: true }).count(), 0);
  await next('Hum now: against'); // a void hum stops nothing: its option had its turn
  await check(chair, 'without the microphone');
  await shot(chair, 'chair-unplugged');
  await chair.keyboard.press('4'); // what was heard before it was lost
  const pressed = (/** @type {number} */ card, /** @type {string} */ words) => chair.locator('.option-card').nth(card).getByRole('button', { name: words, pressed: true }).waitFor();
  await pressed(0, 'strong hum');
  await step(chair);
  await chair.locator('.option-card.called h3', { hasText: 'against' }).waitFor();
  await chair.keyboard.press('2');
  await pressed(1, 'weak hum');

  pactl('load-module', 'module-null-sink', 'sink_name=room', 'rate=48000', 'channels=1');
  pactl('set-default-source', 'room.monitor');
  await says(chair, /^Listening: /);
  await chair.getByRole('button', { name: /^(Hum now|Measure again)$/ }).first().waitFor();
  await chair.locator('.step-side .problem').waitFor({ state: 'detached' });
  await next('Close the question');
  assert.equal(await server.stop(), 0);
});
