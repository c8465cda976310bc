// Who is who: another name, a second tab, another device, leaving, somebody else at the same browser; two who are one
// and two again; roles handed over and taken back; links that end.
import assert from 'node:assert/strict';
import test, { after, before } from 'node:test';
import { check, joinMeeting, launch, openPage, press, says, shot, unfold, watched } from './browser.js';
import { serveWithoutSound } from './serve.js';
import { askQuestion, chairOf } from '../system/meeting.mjs';

/** @type {any} */
let browser;
before(async () => { browser = await launch(); });
after(() => browser.close());

/** A meeting with a chair's page, and one who looks on by wire. @param {import('node:test').TestContext} t */
async function room(t) {
  const { server, at } = await serveWithoutSound(t);
  const seat = await chairOf(at);
  return {
    server, at, seat,
    async page(/** @type {string} */ link, options = {}) {
      const page = await openPage(browser, options);
      page.setDefaultTimeout(10000);
      await page.goto(link);
      return page;
    },
    async joined(/** @type {string} */ name, options = {}) {
      const page = await openPage(browser, options);
      page.setDefaultTimeout(10000);
      await joinMeeting(page, server.links.participants, name);
      return page;
    },
    /** Everybody, as the chair's wire has them now. */
    async people() {
      seat.send({ get: 'people', after: 0 });
      return (await seat.next((f) => f.type === 'list' && f.list === 'people', 'people')).entries;
    },
  };
}

const PHONE = { viewport: { width: 360, height: 740 } };
const answers = (page, name) => page.getByRole('button', { name, exact: true }).click();

test('one person: another name, a second tab, another device, leaving, and not me', { timeout: 90000 }, async (t) => {
  const r = await room(t);
  const bo = await r.joined('Bo Lind', PHONE);
  await askQuestion(r.seat, 'Shall we?');
  await answers(bo, 'for');
  await says(bo, /^recorded at/);

  await unfold(bo, 'You');
  await bo.getByLabel('Name', { exact: true }).fill('Bo Lind-Berg');
  await bo.getByLabel('Affiliation (may be empty)').fill('Example');
  await press(bo, 'Change it');
  await bo.locator('summary', { hasText: 'Bo Lind-Berg (Example)' }).waitFor();
  assert.deepEqual((await r.people()).map((p) => [p.name, p.affiliation]), [['Bo Lind-Berg', 'Example']]);

  // a second tab of the same browser, and a device that has only the own link
  const tab = await bo.context().newPage();
  await tab.goto(r.server.links.participants);
  await says(tab, 'Your answer: for');
  await press(bo, 'On another device as well');
  const own = await bo.locator('.you a').getAttribute('href');
  await check(bo, 'you');
  await shot(bo, 'person-you', { fullPage: true });
  const device = await r.page(own);
  await says(device, 'Your answer: for');
  assert.doesNotMatch(device.url(), /[0-9a-f]{32}/, 'the secret does not stay in the address');
  await answers(device, 'against');
  for (const page of [bo, tab])
    await says(page, 'Your answer: against');
  await device.reload();
  await says(device, 'Your answer: against');
  assert.equal((await r.people()).length, 1);

  // the link in a browser of somebody else is not followed unasked
  const cy = await r.joined('Cy Field');
  await cy.goto(own);
  await says(cy, 'Whose link is this?');
  await check(cy, 'whose link');
  await press(cy, 'Stay who I was here');
  await cy.locator('.you summary', { hasText: 'Cy Field' }).waitFor();

  await unfold(cy, 'You');
  await press(cy, 'Leave the meeting');
  await press(cy, 'Yes, leave');
  await says(cy, 'You have left the meeting.');
  assert.equal((await r.people())[1].present, false);
  await check(cy, 'left');
  await press(cy, 'Come back');
  await cy.locator('.you summary', { hasText: 'Cy Field' }).waitFor();
  assert.equal((await r.people())[1].present, true);

  await answers(cy, 'for');
  await says(cy, 'Your answer: for');
  await unfold(cy, 'You');
  await press(cy, 'This is not me');
  await press(cy, 'Yes, I am not Cy Field');
  await cy.getByLabel('Your name').waitFor();
  assert.equal(await cy.getByLabel('Your name').inputValue(), '');
  await joinMeeting(cy, r.server.links.participants, 'Dee Ash');
  await says(cy, 'Chairs and scribes see your name');
  assert.deepEqual((await r.people()).map((p) => [p.name, p.present, p.answer?.option]),
    [['Bo Lind-Berg', true, 1], ['Cy Field', false, 0], ['Dee Ash', true, undefined]]);
});

test('the chair makes two one, and two again', { timeout: 90000 }, async (t) => {
  const r = await room(t);
  const chair = await r.page(r.server.links.chair);
  const [bo, again] = [await r.joined('Bo Lind'), await r.joined('Bo_phone')];
  await askQuestion(r.seat, 'Shall we?');
  await answers(bo, 'for');
  await says(bo, /^recorded at/);
  await answers(again, 'against');
  await says(again, /^recorded at/);
  const hands = (...n) => chair.waitForFunction((x) => [...document.querySelectorAll('.option-card')].map((c) => c.querySelector('.number')?.textContent?.trim()).join() === x, n.join());
  await hands(1, 1);

  await unfold(chair, 'Who they are, and what they answered');
  await press(chair, 'Bo_phone');
  await chair.waitForFunction(() => document.activeElement?.id === 'person-reason');
  await chair.keyboard.type('both are mine, says Bo');
  await chair.getByLabel('Is the same person as').fill('Bo Lind');
  await check(chair, 'a person\u2019s panel');
  await chair.keyboard.press('Enter');
  await hands(0, 1); // the later answer stands
  for (const page of [bo, again])
    await says(page, 'Your answer: against');
  await chair.locator('.people li', { hasText: 'Bo_phone' }).waitFor({ state: 'detached' });
  await chair.locator('.people li', { hasText: 'Bo Lind: against' }).waitFor();

  await chair.keyboard.press('Escape');
  await press(chair, 'Bo Lind');
  await chair.waitForFunction(() => document.activeElement?.id === 'person-reason');
  await chair.keyboard.type('they are two after all');
  await press(chair, 'Split off Bo_phone');
  await hands(1, 1); // each has what came by the own link
  await says(bo, 'Your answer: for');
  await says(again, 'Your answer: against');
});

test('a role is handed over and taken back, and its page says so', { timeout: 90000 }, async (t) => {
  const r = await room(t);
  const chair = await r.page(r.server.links.chair);
  const bo = await r.joined('Bo Lind');
  await unfold(chair, 'Who they are, and what they answered');
  await press(chair, 'Bo Lind');
  for (const role of ['chair', 'scribe']) {
    await chair.getByRole('group', { name: 'Roles' }).getByRole('button', { name: role }).click();
    const [page] = await Promise.all([bo.context().waitForEvent('page'), bo.getByRole('link', { name: `Open the ${role}\u2019s page` }).click()]);
    watched(page).setDefaultTimeout(10000);
    if (role === 'chair') {
      await page.locator('#next-step', { hasText: 'Write a question' }).waitFor();
      assert.equal(await page.evaluate(() => location.hash), new URL(r.server.links.participants).hash, 'no secret stands in the link');
    } else {
      await page.getByRole('heading', { name: 'Minutes' }).waitFor();
    }
    await page.reload();
    await page.getByRole('heading', { name: 'People without a device' }).waitFor({ state: 'attached' });
    await chair.getByRole('group', { name: 'Roles' }).getByRole('button', { name: role, pressed: true }).click();
    await page.locator('body.participant').waitFor();
    await says(page, `The role of ${role} was taken back from you by a chair; you are in the meeting as a participant.`);
    await page.getByRole('heading', { name: 'Chat' }).waitFor();
    await says(bo, `The role of ${role} was taken back from you`);
    await check(page, 'taken back');
    await press(page, 'I have read it');
    await press(bo, 'I have read it');
    await page.goto(`${new URL(r.server.links.participants).origin}/${role}${new URL(r.server.links.participants).hash}`);
    await says(page, `You do not have the role of ${role} here.`);
    await page.close();
  }
});

test('the links of chairs and scribes are renewed, and the old ones end at once', { timeout: 90000 }, async (t) => {
  const r = await room(t);
  const [chair, other, scribe] = [await r.page(r.server.links.chair), await r.page(r.server.links.chair), await r.page(r.server.links.scribe)];
  await other.locator('#next-step').waitFor();
  await scribe.getByRole('heading', { name: 'Minutes' }).waitFor();
  const renew = async (/** @type {string} */ name) => {
    await press(chair, name);
    await says(chair, /^The old link ends at once/);
    await check(chair, name);
    await press(chair, 'Yes, a new link');
  };
  await renew('New link for scribes');
  await says(scribe, 'The link of the scribe was renewed by a chair; ask for the new one.');
  await check(scribe, 'a link that has ended');
  await unfold(chair, 'The new link for scribes');
  await scribe.goto(await chair.locator('.links details', { hasText: 'The new link for scribes' }).locator('p').innerText());
  await scribe.getByRole('heading', { name: 'Minutes' }).waitFor();

  await renew('New link for chairs');
  await says(other, 'The link of the chair was renewed by a chair; ask for the new one.');
  await unfold(chair, 'The new link for chairs');
  const link = await chair.locator('.links details', { hasText: 'The new link for chairs' }).locator('p').innerText();
  assert.equal(chair.url(), link, 'the page\u2019s own address is the new link');
  await chair.reload();
  await chair.locator('#next-step', { hasText: 'Write a question' }).waitFor();
  await unfold(chair, 'The new link for scribes'); // still known
  await other.reload();
  await says(other, /not valid/);
  await other.goto(link);
  await other.locator('#next-step', { hasText: 'Write a question' }).waitFor();
});

test('a participant does everything with the keyboard', { timeout: 90000 }, async (t) => {
  const r = await room(t);
  const q = await askQuestion(r.seat, 'Shall we?');
  const bo = await r.page(r.server.links.participants);
  await bo.getByLabel('Your name').waitFor();
  /** Goes on from where the cursor is until it stands there. @param {any} there */
  const tabTo = async (there) => {
    const handle = await there.elementHandle();
    for (let i = 0; i < 80; i++) {
      await bo.keyboard.press('Tab');
      if (await handle.evaluate((e) => e === document.activeElement))
        return;
    }
    assert.fail(`${there} is not reached by Tab`);
  };
  const button = (/** @type {string} */ name) => bo.getByRole('button', { name, exact: true });
  await tabTo(bo.getByLabel('Your name'));
  await bo.keyboard.type('Bo Lind');
  await tabTo(bo.getByLabel(/Note Well/));
  await bo.keyboard.press('Space');
  await bo.keyboard.press('Enter');
  await button('for').waitFor();
  await tabTo(button('against'));
  await bo.keyboard.press('Enter');
  await says(bo, 'Your answer: against');
  await tabTo(bo.getByLabel('Why? One line'));
  await bo.keyboard.type('too early');
  await bo.keyboard.press('Enter');
  await says(bo, '\u201ctoo early\u201d');
  await tabTo(bo.locator('summary', { hasText: 'Speak' }));
  await bo.keyboard.press('Enter');
  await tabTo(button('Join the queue'));
  await bo.keyboard.press('Space');
  await bo.locator('summary', { hasText: 'You are number 1.' }).waitFor();
  await tabTo(bo.locator('summary', { hasText: 'You' }).last());
  await bo.keyboard.press('Enter');
  await tabTo(bo.getByLabel('Affiliation (may be empty)'));
  await bo.keyboard.type('Example');
  await bo.keyboard.press('Enter');
  await bo.locator('summary', { hasText: 'Bo Lind (Example)' }).waitFor();
  await tabTo(bo.getByLabel('Say in the chat'));
  await bo.keyboard.type('hello');
  await bo.keyboard.press('Enter');
  await bo.locator('.chat-lines', { hasText: 'hello' }).waitFor();
  await button('Leave the meeting').focus();
  await bo.keyboard.press('Enter');
  await bo.waitForFunction(() => document.activeElement?.textContent?.startsWith('What you answered and said stays.'));
  await bo.keyboard.press('Tab');
  await bo.keyboard.press('Enter');
  await says(bo, 'You have left the meeting.');
  assert.equal((await r.seat.do('close', q)).answer, 'recorded');
});
