// A whole meeting: the chair asks with one key a step, the room hums twice from a sound file, two remote people answer
// by hand and in chat, the outcome is stated; pages, minutes and mail say exactly that.
import assert from 'node:assert/strict';
import test, { after, before } from 'node:test';
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { check, closeNow, joinMeeting, launch, openPage, says, shot, step } from './browser.js';
import { SOME, STRONG, listenForKnocks, makeRoom, until } from './room.js';
import { folder, humroom, serve } from './serve.js';

const TITLE = 'Constrained Media Types';
const QUESTION = 'Should the group adopt draft-lovelace-notes-02?';
const WORDS = 'There is rough consensus in favour, to be confirmed on the list.';
const REASON = 'strong hums in favour; the one objection was answered';
const MEETING = {
  schema: 'humroom.meeting/1', title: TITLE, group: 'cmt', zone: 'Europe/Berlin',
  chairs: [{ name: 'Ada Lovelace', mail: 'ada@example.org' }], list: 'cmt@example.org',
  note_well_url: 'https://www.ietf.org/about/note-well/', questions: [{ kind: 'for-against', text: QUESTION }],
};

/** @type {any} */
let browser;
before(async () => { browser = await launch(); });
after(() => browser.close());

const nextStep = (page, text) => page.locator('#next-step', { hasText: text }).waitFor();

/** The words first, then the figure: within 1 dB of what was made. @param {any} card @param {string} phrase @param {number} excess */
async function hummed(card, phrase, excess) {
  await card.getByText(phrase, { exact: true }).first().waitFor();
  const text = await card.innerText();
  const db = /(\d+) dB above the room\u2019s noise/.exec(text);
  assert.ok(db !== null && Math.abs(Number(db[1]) - excess) <= 1, `${excess} dB were made, the page says: ${text}`);
}

test('a meeting from the first question to the mail', { timeout: 300000 }, async (t) => {
  const dir = folder(t);
  const file = (name) => join(dir, name);
  makeRoom(file('room.wav'), 8);
  writeFileSync(file('meeting.json'), JSON.stringify(MEETING));
  const server = await serve('--listen', '127.0.0.1:0', '--meeting', file('meeting.json'), '--record', file('m.humroom'), '--sound-file', file('room.wav'));
  t.after(() => server.signal('SIGKILL'));
  const phone = { viewport: { width: 390, height: 844 } };
  const [chair, scribe, screen, bo, cy] = await Promise.all([{}, {}, { viewport: { width: 1920, height: 1080 } }, phone, phone].map((o) => openPage(browser, o)));

  const nextKnock = listenForKnocks(chair);
  await chair.goto(server.links.chair);
  await scribe.goto(server.links.scribe);
  await screen.goto(server.links.screen);
  const code = new URL(server.links.participants).hash.slice(1);
  await screen.getByText(code).waitFor();
  await shot(screen, 'screen-idle');
  await joinMeeting(bo, server.links.participants, 'Bo Remote');
  await joinMeeting(cy, server.links.participants, 'Cy Remote');

  // everybody hums once, a second after the key: the room's scale
  await says(chair, /^Words are against the room.s noise only/);
  await says(chair, 'Listening: room.wav.');
  const first = await nextKnock();
  await until(first + (STRONG.from_s - 1) * 1000);
  await chair.keyboard.press('e');
  for (const page of [chair, screen, bo, cy])
    await says(page, 'Everybody hums once, now');
  await nextStep(chair, 'End this hum');
  await until(first + STRONG.to_s * 1000 + 300);
  await step(chair);
  await nextStep(chair, 'Measured, checking');
  await says(chair, /^Everybody hummed at \d\d:\d\d; words are against that hum\.$/);
  assert.doesNotMatch(await screen.locator('main').innerText(), /Everybody|dB/, 'the scale is for the words alone');
  await check(chair, 'chair with a scale');

  // ask
  await nextStep(chair, `Ask: ${QUESTION}`);
  await step(chair);
  for (const page of [chair, scribe, screen, bo, cy])
    await page.getByRole('heading', { name: QUESTION }).waitFor();
  await says(bo, 'Chairs and scribes see your name with your answer');

  // hands and chat
  await bo.getByRole('button', { name: 'for', exact: true }).click();
  await says(bo, /recorded at \d\d:\d\d:\d\d/);
  for (const page of [bo, cy])
    await page.getByRole('heading', { name: 'Chat' }).click(); // folded on a phone
  await cy.getByLabel('Say in the chat').fill('-1');
  await cy.keyboard.press('Enter');
  await says(cy, /recorded at .*, read from your chat line/);
  await cy.locator('.chat-lines', { hasText: 'held until the result is shown' }).waitFor();
  const cards = chair.locator('.option-card');
  const number = (i, term) => cards.nth(i).locator('dl > div', { has: chair.getByText(term, { exact: true }) }).locator('.number');
  await chair.waitForFunction(() => [...document.querySelectorAll('.number')].map((n) => n.textContent?.trim()).join() === '1,0,0,1');
  assert.deepEqual([await number(0, 'Hands').innerText(), await number(1, 'Chat').innerText()], ['1', '1']);
  await chair.getByText('Who they are').click();
  await says(chair, ': for (hand)');
  await says(chair, ': against (chat)');
  await says(bo, '2 of 2 people who joined answered');
  for (const page of [bo, screen])
    assert.doesNotMatch(await page.locator('main').innerText(), /Hands|-1|dB/, 'results are hidden');
  await shot(bo, 'participant', { fullPage: true });

  // the room hums twice, a second before each hum begins
  const knocked = await nextKnock();
  await until(knocked + (STRONG.from_s - 1) * 1000);
  await step(chair, 'PageDown');
  await screen.getByText('Hum now if you are').waitFor();
  await screen.locator('.hum-now strong', { hasText: /^for$/ }).waitFor();
  await says(bo, 'The room hums now:');
  await chair.keyboard.press('4');
  await shot(chair, 'chair');
  await shot(screen, 'screen');
  await nextStep(chair, 'Hum now: against');
  await until(knocked + (SOME.from_s - 1) * 1000);
  await step(chair, 'PageDown');
  await chair.keyboard.press('3');
  await hummed(cards.nth(0), 'strong hum', STRONG.excess_db);
  await nextStep(chair, 'Close the question');
  await hummed(cards.nth(1), 'weak hum', SOME.excess_db); // a tenth of what everybody made
  for (const i of [0, 1])
    await cards.nth(i).getByText('against the hum of everybody').waitFor();
  await check(chair, 'chair with everything measured');

  // close, show
  await closeNow(chair);
  await says(bo, 'The chair has not shown the results.');
  assert.doesNotMatch(await screen.locator('main').innerText(), /Hands|dB/, 'closed is not shown');
  await nextStep(chair, 'Show the results');
  await step(chair);
  for (const page of [bo, cy, screen, scribe]) {
    await says(page, 'A snapshot of those present, not a vote.');
    await hummed(page.locator('.option-card').nth(0), 'strong hum', STRONG.excess_db);
  }
  await says(bo, '-1'); // the position that was held back
  await cy.locator('.chat-lines', { hasText: '-1' }).waitFor();
  assert.doesNotMatch(await cy.locator('.chat-lines').innerText(), /held/);

  // state the outcome: one key for the sentence, one for the reason
  await nextStep(chair, 'State the outcome');
  await chair.keyboard.press('1');
  assert.equal(await chair.getByLabel('The words, as you will say them').inputValue(), WORDS);
  await step(chair);
  await chair.waitForFunction(() => document.activeElement?.id === 'outcome-reason');
  await chair.keyboard.type(REASON);
  await chair.keyboard.press('Enter');
  const aloud = chair.getByRole('heading', { name: 'Say it aloud' });
  await aloud.waitFor();
  await chair.waitForFunction((h) => h.getBoundingClientRect().top > 0, await aloud.elementHandle()); // in sight
  for (const page of [chair, scribe, screen, bo, cy])
    await page.locator('blockquote', { hasText: WORDS }).waitFor();
  await bo.locator('.chat-lines .outcome', { hasText: WORDS }).waitFor();
  await scribe.locator('.minutes', { hasText: WORDS }).waitFor();

  // pages as people leave them
  const pages = { 'chair-end': chair, scribe, 'screen-end': screen, 'participant-end': bo };
  for (const [name, page] of Object.entries(pages)) {
    await shot(page, name, { fullPage: name === 'scribe' || name === 'participant-end' });
    await check(page, name);
  }

  // a reload: the same person with the same answer
  await bo.reload();
  await says(bo, 'Bo Remote');
  await says(bo, 'Your answer: for');

  const minutes = await scribe.locator('.minutes').innerText();
  assert.equal(await server.stop(), 0);

  // minutes and mail
  assert.equal(humroom('minutes', file('m.humroom')).trim(), minutes.trim());
  for (const said of [QUESTION, WORDS, REASON, 'A snapshot of those present, not a vote.', 'strong hum', 'weak hum', 'Ada Lovelace'])
    assert.ok(minutes.includes(said), `minutes say: ${said}`);
  mkdirSync(file('mails'));
  humroom('confirm', 'draft', file('m.humroom'), '--out', file('mails'));
  const mails = readdirSync(file('mails'));
  assert.equal(mails.length, 1);
  const mail = readFileSync(join(file('mails'), mails[0]), 'utf8').replace(/=\r?\n/g, '').replace(/\s+/g, ' ');
  for (const said of [QUESTION, WORDS, REASON, 'To: cmt@example.org'])
    assert.ok(mail.includes(said), `the mail says: ${said}\n${mail}`);
});

test('a server that is killed twice: pages come back by themselves, each answer arrives once', { timeout: 120000 }, async (t) => {
  const dir = folder(t);
  writeFileSync(join(dir, 'meeting.json'), JSON.stringify(MEETING));
  const options = ['--meeting', join(dir, 'meeting.json'), '--record', join(dir, 'm.humroom'), '--no-sound'];
  let server = await serve('--listen', '127.0.0.1:0', ...options);
  t.after(() => server.signal('SIGKILL'));
  const again = ['--listen', `127.0.0.1:${server.port}`, ...options];
  const [chair, bo, cy] = await Promise.all([openPage(browser), openPage(browser), openPage(browser)]);
  await chair.goto(server.links.chair);
  await joinMeeting(bo, server.links.participants, 'Bo Remote');
  await joinMeeting(cy, server.links.participants, 'Cy Room', true);
  await nextStep(chair, 'Ask:');
  await step(chair);
  await cy.getByRole('button', { name: 'against' }).click();
  await says(cy, /recorded at/);

  // in flight: it was sent, and the server never read it
  server.signal('SIGSTOP');
  await bo.getByRole('button', { name: 'for', exact: true }).click();
  await says(bo, /^sending/);
  await server.stop('SIGKILL');
  await bo.locator('.link', { hasText: 'The connection is lost' }).waitFor();
  server = await serve(...again);
  await says(bo, /recorded at/);
  await says(cy, 'Connected');
  await says(cy, /recorded at/);

  // answered while there is no server, and the page is reloaded when there is one
  await server.stop('SIGKILL');
  await bo.locator('.link', { hasText: 'The connection is lost' }).waitFor();
  await bo.getByRole('button', { name: 'against' }).click();
  await says(bo, /^sending/);
  server = await serve(...again);
  await bo.reload();
  await says(bo, /recorded at/);
  await says(bo, 'Your answer: against');

  // each counts once: one by hand from afar, one from somebody in the room, apart
  await chair.locator('.number', { hasText: '1 and 1 in the room' }).waitFor();
  const numbers = await chair.locator('.number').allInnerTexts();
  assert.deepEqual(numbers.map((x) => x.replace(/\s+/g, ' ').trim()), ['0', '0', '1 and 1 in the room', '0']);

  // without sound the chair goes by ear with the same keys
  await says(chair, 'No sound here: go by ear.');
  await nextStep(chair, 'Hum now: for');
  await step(chair);
  await says(bo, 'The room hums now:');
  await bo.locator('.hum-now strong', { hasText: /^for$/ }).waitFor();
  await chair.keyboard.press('4');
  await nextStep(chair, 'Hum now: against');
  await step(chair);
  await bo.locator('.hum-now strong', { hasText: /^against$/ }).waitFor();
  await nextStep(chair, 'Close the question'); // the chair's own page has it too: the button stands where it will be clicked
  await chair.getByRole('button', { name: 'The call is over' }).click();
  await bo.locator('.hum-now').waitFor({ state: 'detached' });
  await says(chair, 'called, not measured');
  await nextStep(chair, 'Close the question');
  await server.stop();
});

test('keys can be switched off, and a code can be typed in', { timeout: 120000 }, async (t) => {
  const dir = folder(t);
  writeFileSync(join(dir, 'meeting.json'), JSON.stringify(MEETING));
  const server = await serve('--listen', '127.0.0.1:0', '--meeting', join(dir, 'meeting.json'), '--record', join(dir, 'm.humroom'), '--no-sound');
  t.after(() => server.signal('SIGKILL'));
  const [chair, bo] = await Promise.all([openPage(browser), openPage(browser)]);
  const link = new URL(server.links.participants);
  await bo.goto(link.origin);
  await bo.getByLabel('Code').fill(link.hash.slice(1).toLowerCase());
  await bo.keyboard.press('Enter');
  await says(bo, 'Your name');
  await chair.goto(server.links.chair);
  await chair.getByRole('button', { name: 'Keys are on' }).click();
  await step(chair);
  await step(chair, 'PageDown');
  await chair.getByRole('button', { name: 'Keys are off' }).click();
  await nextStep(chair, 'Ask:'); // nothing was asked meanwhile
  await step(chair, 'PageDown');
  await bo.getByRole('heading', { name: 'Join', exact: true }).waitFor();
  await chair.getByRole('heading', { name: QUESTION }).waitFor();
  await server.stop();
});

test('forms: a question is written, asked again, its outcome changed, and carried to the list', { timeout: 120000 }, async (t) => {
  const dir = folder(t);
  const record = join(dir, 'm.humroom');
  const server = await serve('--listen', '127.0.0.1:0', '--record', record, '--no-sound');
  t.after(() => server.signal('SIGKILL'));
  const chair = await openPage(browser);
  await chair.goto(server.links.chair);

  // nothing is prepared: the next step is the form, and Space in a field is a blank
  await nextStep(chair, 'Write a question');
  await step(chair);
  await chair.waitForFunction(() => document.activeElement?.id === 'question-kind-for-against');
  await chair.keyboard.press('2');
  await chair.waitForFunction(() => document.activeElement?.id === 'question-text');
  await chair.keyboard.type('Which colour?');
  await chair.getByLabel('Options, one a line').fill('red <b>\nblue');
  await chair.getByLabel('with \u201cdon\u2019t care\u201d').uncheck();
  await chair.getByRole('button', { name: 'Ask it next' }).click();
  await nextStep(chair, 'Ask: Which colour?');
  await check(chair, 'chair with a question prepared');

  const callAndClose = async () => {
    await chair.locator('.pill.open').waitFor();
    assert.deepEqual(await chair.locator('.current > .options .option-card h3').allInnerTexts(), ['red <b>', 'blue', 'something else']);
    for (const name of ['red <b>', 'blue', 'something else']) {
      await nextStep(chair, `Hum now for: ${name}`);
      await step(chair);
      await chair.locator('.option-card.called h3', { hasText: name }).waitFor();
      await chair.keyboard.press('2');
      await chair.locator('.option-card', { has: chair.getByRole('heading', { name, exact: true }) }).locator('[aria-pressed="true"]', { hasText: 'weak hum' }).waitFor();
    }
    await nextStep(chair, 'Close the question');
    await step(chair);
    await nextStep(chair, 'Show the results');
    await step(chair);
    await nextStep(chair, 'State the outcome');
  };
  const state = async (key, reason) => {
    await chair.keyboard.press(key);
    await step(chair);
    await chair.waitForFunction(() => document.activeElement?.id === 'outcome-reason');
    await chair.keyboard.type(reason);
    await chair.keyboard.press('Enter');
    await chair.getByRole('heading', { name: 'Say it aloud' }).waitFor();
  };
  await step(chair);
  await callAndClose();
  await state('5', 'not clear'); // red, blue, other words, no consensus, not enough interest
  await says(chair, 'There is not enough interest to go on with this.');

  // the same question again: results are hidden again, the first run stays
  await chair.getByRole('button', { name: 'Run again', exact: true }).click();
  await chair.waitForFunction(() => document.activeElement?.id.startsWith('again-because-')); // or the key would be the radio's
  await chair.getByLabel('A line on it').fill('half had not heard it');
  await chair.keyboard.press('Enter');
  await says(chair, 'Question 1, run 2');
  await callAndClose();
  await state('1', 'clear now');
  await says(chair, 'There is rough consensus for "red <b>", to be confirmed on the list.');

  // an earlier run: its outcome is changed from what was stated
  await chair.locator('.after li', { hasText: 'Question 1: ' }).getByRole('button', { name: 'Change the outcome' }).click();
  const statements = chair.getByRole('group', { name: 'Statements' });
  assert.match(await statements.locator('[aria-pressed="true"]').innerText(), /Not enough interest/);
  assert.equal(await chair.getByLabel('The words, as you will say them').inputValue(), 'There is not enough interest to go on with this.');
  await chair.getByRole('button', { name: 'Leave it as it is' }).click();

  // changed: both are kept
  await chair.getByRole('button', { name: /^Change the outcome \(both/ }).click();
  await chair.getByLabel('The words, as you will say them').fill('There is rough consensus for red.');
  await chair.getByLabel('Reason, one line').fill('shorter');
  await chair.getByRole('button', { name: 'State the outcome', exact: true }).click();
  await chair.locator('.say-aloud blockquote', { hasText: /^There is rough consensus for red\.$/ }).waitFor();

  // the list: sent, then closed
  await chair.getByLabel('Message-ID of the mail').fill('<abc@example.org>');
  await chair.getByLabel('Sent on').fill(new Date().toISOString().slice(0, 10));
  await chair.getByRole('button', { name: 'It was sent' }).click();
  await says(chair, /sent to the list \u00b7 .*abc@example\.org.* \u00b7 objections until/);
  await chair.getByLabel('Why', { exact: true }).fill('Nobody objected.');
  await chair.getByRole('button', { name: 'Close', exact: true }).click();
  await says(chair, /^confirmed on the list/);

  await chair.getByRole('button', { name: 'End the meeting' }).click();
  await chair.getByRole('button', { name: 'Yes, end it' }).click();
  await nextStep(chair, 'The meeting has ended');
  await check(chair, 'chair at the end');
  await server.stop();
  const minutes = humroom('minutes', record);
  for (const said of ['There is not enough interest', 'There is rough consensus for red.', 'shorter', 'Nobody objected.'])
    assert.ok(minutes.includes(said), `minutes say: ${said}`);
});
