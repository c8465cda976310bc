// Answers that are never lost and never doubled, as people see them: on their way, recorded, too late; the ten seconds
// before a question closes; lines of the chat that may be positions; and who speaks next.
import assert from 'node:assert/strict';
import net from 'node:net';
import test, { after, before } from 'node:test';
import { check, joinMeeting, launch, openPage, press, says, shot, unfold } from './browser.js';
import { serveWithoutSound } from './serve.js';
import { askQuestion, chairOf, participantOf } from '../system/meeting.mjs';

/** @type {any} */
let browser;
before(async () => { browser = await launch(); });
after(() => browser.close());

/** @param {import('node:test').TestContext} t */
async function room(t) {
  const { server, at } = await serveWithoutSound(t);
  return {
    server, at, seat: await chairOf(at),
    async page(/** @type {string} */ link, options = {}) {
      const page = await openPage(browser, options);
      page.setDefaultTimeout(15000);
      if (link)
        await page.goto(link);
      return page;
    },
  };
}

/**
 * Between a page and the server's socket. up: what the page says gets through; down: what it is told does. Without `up` a
 * new connection still says its hello.
 * @param {import('node:test').TestContext} t @param {number} port
 */
async function between(t, port) {
  const way = { up: true, down: true, port: 0, cut: () => open.forEach((s) => s.destroy()) };
  const open = new Set();
  const proxy = net.createServer((page) => {
    const server = net.connect(port, '127.0.0.1');
    let said = 0, socket = false;
    for (const [a, b] of [[page, server], [server, page]]) {
      open.add(a);
      a.on('error', () => {});
      a.on('close', () => { open.delete(a); b.destroy(); });
    }
    page.on('data', (bytes) => {
      socket ||= said === 0 && bytes.toString('latin1').startsWith('GET /socket');
      if (said++ < 2 || way.up || !socket) // the request, and hello
        server.write(bytes);
    });
    server.on('data', (bytes) => (way.down || !socket) && page.write(bytes));
  });
  await new Promise((resolve) => proxy.listen(0, '127.0.0.1', () => resolve(undefined)));
  way.port = /** @type {net.AddressInfo} */ (proxy.address()).port;
  t.after(() => { way.cut(); proxy.close(); });
  return way;
}

const answer = (page, name) => page.getByRole('button', { name, exact: true }).click();
const numbers = (chair, ...n) => chair.waitForFunction((x) => [...document.querySelectorAll('.option-card .number')].map((e) => e.textContent?.trim()).join() === x, n.join());
const recorded = async (seat, command, fields) => assert.equal((await seat.do(command, fields)).answer, 'recorded', command);

test('an answer that the server has not acknowledged survives reloads, counts once, and is told when it is too late', { timeout: 90000 }, async (t) => {
  const r = await room(t);
  const way = await between(t, r.at.port);
  const link = new URL(r.server.links.participants);
  link.port = String(way.port);
  const bo = await r.page('', { viewport: { width: 360, height: 740 } });
  await joinMeeting(bo, link.href, 'Bo Lind');
  const q = await askQuestion(r.seat, 'Shall we?');
  const chair = await r.page(r.server.links.chair);
  await bo.locator('.pill.open').waitFor();

  way.up = false;
  await answer(bo, 'for');
  await says(bo, /^sending/);
  await bo.reload();
  await says(bo, 'Your answer: for');
  await says(bo, /^sending/);
  await check(bo, 'an answer on its way');
  await shot(bo, 'answer-sending');
  await numbers(chair, 0, 0, 0, 0);
  way.up = true;
  way.cut();
  await says(bo, /^recorded at \d\d:\d\d:\d\d$/);
  await numbers(chair, 1, 0, 0, 0);

  // the answer is on disk, its acknowledgement got lost: sent again with its id it counts once
  way.down = false;
  await answer(bo, 'against');
  await numbers(chair, 0, 0, 1, 0);
  await says(bo, /^sending/);
  way.down = true;
  way.cut();
  await says(bo, /^recorded at/);
  await numbers(chair, 0, 0, 1, 0);

  // two ways of being late: the server says so, or the page sees it when it is back
  const late = 'too late: the question is closed and this is not counted; chair and scribe enter what is missing, or it is asked again';
  way.down = false;
  await recorded(r.seat, 'close', q);
  await answer(bo, 'for');
  way.down = true;
  way.cut();
  await says(bo, `not counted: ${late}. What stands: against, recorded at`);
  await recorded(r.seat, 'ask', { question: q.question });
  await bo.getByText('run 2').first().waitFor();
  await answer(bo, 'for');
  await says(bo, /^recorded at/);
  way.up = false;
  await answer(bo, 'No opinion');
  await recorded(r.seat, 'close', { ...q, run: 2 });
  way.up = true;
  way.cut();
  await says(bo, `not counted: ${late}. What stands: for, recorded at`);
  await check(bo, 'too late');
  await bo.reload();
  await says(bo, 'Your answer: for');
  await numbers(chair, 1, 0, 0, 0);
});

/** What a page says of the seconds and aloud, from now on, each once. @param {any} page */
const listen = (page) => page.evaluate(() => {
  const heard = { seconds: [], aloud: [] };
  const note = (list, text) => text && list.at(-1) !== text && list.push(text);
  new MutationObserver(() => {
    note(heard.seconds, document.querySelector('[role=timer] strong')?.textContent);
    note(heard.aloud, document.getElementById('announce')?.textContent);
  }).observe(document.body, { subtree: true, childList: true, characterData: true });
  globalThis.heard = heard;
});

test('ten seconds are counted down on every page before a question closes, and a key stops them', { timeout: 90000 }, async (t) => {
  const r = await room(t);
  const [chair, scribe, screen, bo] = [await r.page(r.server.links.chair), await r.page(r.server.links.scribe), await r.page(r.server.links.screen, { viewport: { width: 1920, height: 1080 } }), await r.page('', { viewport: { width: 360, height: 740 } })];
  await bo.addInitScript(() => { // a telephone whose clock is an hour ahead
    const now = Date.now;
    Date.now = () => now() + 3600e3;
  });
  await joinMeeting(bo, r.server.links.participants, 'Bo Lind');
  const all = { chair, scribe, screen, bo };
  await recorded(r.seat, 'prepare', { kind: 'objections', text: 'Shall we meet weekly?' });
  await recorded(r.seat, 'ask', { question: 1 });
  for (const page of Object.values(all))
    await page.locator('.pill.open').waitFor();
  await chair.keyboard.press('k');
  for (const page of Object.values(all))
    await page.getByRole('timer').waitFor();
  for (const [name, page] of Object.entries(all)) {
    await shot(page, `countdown-${name}`);
    await check(page, `${name}, counting down`);
  }
  await chair.keyboard.press('k');
  for (const page of Object.values(all))
    await page.getByRole('timer').waitFor({ state: 'detached' });
  assert.equal(await bo.locator('.pill.open').count(), 1);

  for (const page of Object.values(all))
    await listen(page);
  await chair.locator('#next-step', { hasText: 'Close the question' }).waitFor();
  await chair.keyboard.press('Space');
  await bo.getByRole('timer').waitFor();
  await answer(bo, 'objection'); // there is time to
  await says(bo, /^recorded at/);
  for (const page of Object.values(all))
    await page.locator('.pill.closed').waitFor();
  for (const [name, page] of Object.entries(all)) {
    await page.waitForFunction(() => globalThis.heard.aloud.at(-1)?.includes('is closed'));
    const { seconds, aloud } = await page.evaluate(() => globalThis.heard);
    const n = seconds.map(Number);
    assert.ok(n[0] >= 8 && n[0] <= 10 && n.length >= 6 && n.every((x, i) => i === 0 || x < n[i - 1]), `${name}: ${seconds}`);
    const told = aloud.join(' ').match(/The question (closes in \d+ seconds?|is closed)\./g);
    assert.match(told.join(' '), /^The question closes in (10|9|8) seconds\. The question closes in [345] seconds\. The question is closed\.$/, name);
  }
  await chair.locator('#next-step', { hasText: 'Show the results' }).waitFor();
});

test('lines that may be positions are settled by chair and scribe; all change and delete their own', { timeout: 90000 }, async (t) => {
  const r = await room(t);
  const [chair, scribe, bo, cy] = [await r.page(r.server.links.chair), await r.page(r.server.links.scribe), await r.page(''), await r.page('')];
  await joinMeeting(bo, r.server.links.participants, 'Bo Lind');
  await joinMeeting(cy, r.server.links.participants, 'Cy Field');
  const q = await askQuestion(r.seat, 'Shall we?');
  await recorded(r.seat, 'call', { ...q, option: 1 });
  const write = async (page, text) => {
    await page.getByLabel('Say in the chat').fill(text);
    await page.keyboard.press('Enter');
  };
  await bo.locator('.hum-now').waitFor();
  await write(bo, '+1'); // of what? The room hums against it
  await write(cy, '+1');
  for (const page of [bo, cy])
    await says(page, /it may be a position: chair and scribe say which/);
  const unsure = (page, name) => page.locator('li', { hasText: 'Is it a position?' }).filter({ hasText: name });
  await unsure(scribe, 'Cy Field').waitFor();
  await check(scribe, 'unsure lines, scribe');
  await check(chair, 'unsure lines, chair');
  await numbers(chair, 0, 0, 0, 0);
  await unsure(chair, 'Bo Lind').getByRole('button', { name: 'for', exact: true }).click();
  await says(bo, 'Your answer: for');
  await says(bo, /settled as a position/);
  await unsure(scribe, 'Cy Field').getByRole('button', { name: 'none', exact: true }).click();
  await says(cy, /settled: no position/);
  await numbers(chair, 0, 1, 0, 0);
  await unsure(chair, 'Cy Field').waitFor({ state: 'detached' });

  // one's own line: its answer moves with it, and goes with it
  await recorded(r.seat, 'call', q);
  await write(cy, 'against');
  await numbers(chair, 0, 1, 0, 1);
  await cy.getByRole('button', { name: 'Change your line: against' }).click();
  await cy.getByLabel('Change your line', { exact: true }).fill('for');
  await cy.keyboard.press('Enter');
  await numbers(chair, 0, 2, 0, 0);
  await cy.getByRole('button', { name: 'Delete your line: for' }).click();
  await numbers(chair, 0, 1, 0, 0);
  await says(cy, 'Answer withdrawn');

  // chair and scribe too, by the keyboard
  for (const [page, role, other] of [[chair, 'chair', scribe], [scribe, 'scribe', chair]]) {
    await write(page, `the ${role} says helo`);
    await bo.locator('.chat-lines', { hasText: `the ${role} says helo` }).waitFor();
    assert.equal(await other.getByRole('button', { name: `Change your line: the ${role} says helo` }).count(), 0);
    await page.getByRole('button', { name: `Change your line: the ${role} says helo` }).focus();
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => document.activeElement?.id === 'chat-line');
    await page.getByLabel('Change your line', { exact: true }).fill(`the ${role} says hello`);
    await page.keyboard.press('Enter');
    await bo.locator('.chat-lines', { hasText: `the ${role} says hello edited` }).waitFor();
    await page.getByRole('button', { name: `Delete your line: the ${role} says hello` }).focus();
    await page.keyboard.press('Enter');
    await bo.locator('.chat-lines', { hasText: `the ${role} says` }).waitFor({ state: 'detached' });
  }

  // what the scribe enters is told to whom it is for, until they answer themselves
  await scribe.getByLabel('Who', { exact: true }).first().fill('Cy Field');
  await scribe.getByLabel('For which option').selectOption('against');
  await scribe.getByLabel(/^In their words/).fill('as I said');
  await scribe.keyboard.press('Enter');
  await says(cy, 'Entered for you: against');
  await says(cy, /^by the scribe, at \d\d:\d\d:\d\d, as said at the microphone$/);
  await check(cy, 'entered by the scribe');
  await answer(cy, 'for');
  await says(cy, 'Your answer: for');
  await cy.getByText('Entered for you').waitFor({ state: 'detached' });

  // what was counted stands once the question is closed, and the page says so
  await recorded(r.seat, 'close', q);
  await bo.locator('.pill.closed').waitFor();
  await bo.getByRole('button', { name: 'Delete your line: +1' }).click();
  await bo.locator('.chat .problem', { hasText: /^Not done: .*question is closed/ }).waitFor();
});

test('the queue to speak, and lines to be read out', { timeout: 90000 }, async (t) => {
  const r = await room(t);
  const [chair, scribe, screen, bo, cy] = [await r.page(r.server.links.chair), await r.page(r.server.links.scribe), await r.page(r.server.links.screen), await r.page(''), await r.page('', { viewport: { width: 360, height: 740 } })];
  await joinMeeting(bo, r.server.links.participants, 'Bo Lind');
  await joinMeeting(cy, r.server.links.participants, 'Cy Field');
  const write = async (page, text) => {
    await page.getByLabel('Say in the chat').fill(text);
    await page.keyboard.press('Enter');
  };
  const queue = (page, ...names) => page.waitForFunction((x) => [...document.querySelectorAll('.queue li')].map((e) => e.firstChild?.textContent).join() === x, names.join());
  await unfold(bo, 'Speak');
  await bo.getByLabel('About what').fill('the table');
  await press(bo, 'Join the queue');
  await queue(chair, 'Bo Lind (the table)');
  await cy.getByRole('heading', { name: 'Chat' }).click();
  await write(cy, 'q+ the second point');
  await queue(scribe, 'Bo Lind (the table)', 'Cy Field (the second point)');
  await chair.getByLabel('Add somebody').fill('Dee Walkin');
  await chair.keyboard.press('Enter');
  await queue(chair, 'Bo Lind (the table)', 'Cy Field (the second point)', 'Dee Walkin');
  await bo.locator('summary', { hasText: 'You are number 1.' }).waitFor();
  await check(bo, 'waiting to speak');
  await press(chair, 'Call the next');
  await bo.locator('summary', { hasText: 'You have the floor.' }).waitFor();
  await says(screen, 'Bo Lind has the floor.');
  await unfold(cy, 'Speak');
  await press(cy, 'Leave the queue');
  await queue(scribe, 'Dee Walkin');
  await write(cy, 'q+');
  await queue(scribe, 'Dee Walkin', 'Cy Field');
  await write(scribe, 'ack Cy');
  await cy.locator('summary', { hasText: 'You have the floor.' }).waitFor();
  await chair.getByRole('button', { name: 'Take off Dee Walkin' }).click();
  await queue(chair);
  await press(chair, 'The floor is free');
  await says(chair, 'Nobody has the floor.');

  await write(cy, 'mic: the table has a gap');
  await write(bo, 'mic: and the figure');
  const toRead = (page, text) => page.locator('li', { hasText: text }).getByRole('button', { name: 'It was read out' });
  await toRead(scribe, 'and the figure').waitFor();
  await toRead(chair, 'the table has a gap').click();
  await cy.locator('.chat-lines li', { hasText: 'the table has a gap' }).getByText('was read out').waitFor();
  await toRead(scribe, 'and the figure').click();
  await bo.locator('.chat-lines li', { hasText: 'and the figure' }).getByText('was read out').waitFor();
  for (const page of [chair, scribe])
    await toRead(page, 'mic:').waitFor({ state: 'detached' });
});
