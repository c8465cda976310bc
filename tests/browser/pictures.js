// The pictures of README.md: a room hums for both options, eleven remote people answer, the chair has not closed yet.
// Started by tests/browser/pictures.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launch, openPage, shot, step } from './browser.js';
import { SOME, STRONG, listenForKnocks, makeRoom, until } from './room.js';
import { serve } from './serve.js';
import { participantOf } from '../system/meeting.mjs';

const MEETING = {
  schema: 'humroom.meeting/1', title: 'Framing Working Group', group: 'framing', kind: 'session', zone: 'Europe/Berlin',
  chairs: [{ name: 'Carla Chair', mail: 'carla@example.org' }], list: 'framing@example.org',
  questions: [{ kind: 'for-against', text: 'Shall the group adopt draft-example-framing-03?' }],
};
const PERIODS = 8;
const SHORT = { ...SOME, to_s: SOME.from_s + 1.6 }; // for a flag
const IN_ROOM = '45';
// option, or what they say in the chat
const ANSWERS = [0, 0, 0, 1, 0, '+1', 0, 1, 0, '-1 section 4 is not ready', 0];

const dir = mkdtempSync(join(tmpdir(), 'humroom-pictures-'));
const file = (/** @type {string} */ name) => join(dir, name);
makeRoom(file('Audience microphone'), PERIODS, [STRONG, SHORT]);
writeFileSync(file('meeting.json'), JSON.stringify(MEETING));
const server = await serve('--listen', '127.0.0.1:0', '--meeting', file('meeting.json'), '--record', file('m.humroom'),
  '--sound-file', file('Audience microphone'));
const browser = await launch();
try {
  const people = await Promise.all(ANSWERS.map((_, i) =>
    participantOf({ port: Number(server.port), links: { participants: new URL(server.links.participants) } }, `Person ${i + 1}`)));
  const chair = await openPage(browser, { viewport: { width: 1280, height: 860 }, colorScheme: 'light' });
  const screen = await openPage(browser, { viewport: { width: 1280, height: 720 }, colorScheme: 'light' });
  const nextKnock = listenForKnocks(chair);
  const nextStep = (/** @type {string} */ words) => chair.locator('#next-step', { hasText: words }).waitFor();
  await chair.goto(server.links.chair);
  await screen.goto(server.links.screen);
  await chair.getByLabel('People in the room').fill(IN_ROOM);
  await chair.getByRole('button', { name: 'Set', exact: true }).click();

  const first = await nextKnock();
  await until(first + (STRONG.from_s - 1) * 1000);
  await chair.keyboard.press('e');
  await chair.getByText(/^Everybody hummed at/).waitFor();
  await nextStep('Ask:');
  await step(chair);
  for (const [i, answer] of ANSWERS.entries()) {
    const said = typeof answer === 'number'
      ? await people[i].do('answer', { question: 1, run: 1, option: answer }) : await people[i].do('say', { text: answer });
    assert.equal(said.answer, 'recorded');
  }

  const knocked = await nextKnock();
  await until(knocked + (STRONG.from_s - 1) * 1000);
  await step(chair);
  await screen.locator('.hum-now').waitFor();
  await chair.keyboard.press('4');
  await until(knocked + (STRONG.from_s + 2) * 1000);
  await shot(screen, 'screen');
  await nextStep('Hum now: against');
  await until(knocked + (SHORT.from_s - 1) * 1000);
  await step(chair);
  await chair.keyboard.press('3');
  await until(knocked + (SHORT.to_s + 1) * 1000);
  await step(chair);
  await nextStep('Close the question');
  await shot(chair, 'chair');
} finally {
  await browser.close();
  await server.stop();
  rmSync(dir, { recursive: true, force: true });
}
