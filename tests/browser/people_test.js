// Every kind of question as two participants, a scribe and the room's screen live through it: answers with reasons,
// interrupts, votes, issues, a void run, requests to the chair, a draw. The chair speaks by wire.
import assert from 'node:assert/strict';
import test, { after, before } from 'node:test';
import { join } from 'node:path';
import { writeFileSync } from 'node:fs';
import { check, joinMeeting, launch, openPage, press, says, shot, unfold } from './browser.js';
import { folder, serve } from './serve.js';
import { chairOf, participantOf } from '../system/meeting.mjs';

const EVIL = '<b>the table</b> is missing <img src=x onerror="document.title=1"><script>document.title=1</script>';
const LINK = 'https://mailarchive.example.org/msg/1';
const MEETING = {
  schema: 'humroom.meeting/1', title: 'Fragments', group: 'frag', zone: 'UTC', chairs: [{ name: 'Ada Lovelace' }],
  note_well_url: 'https://www.ietf.org/about/note-well/',
};

/** @type {any} */
let browser;
before(async () => { browser = await launch(); });
after(() => browser.close());

const isPressed = (page, name) => page.getByRole('button', { name, exact: true, pressed: true }).waitFor();

test('two participants and a scribe go through the kinds of question', { timeout: 180000 }, async (t) => {
  const dir = folder(t);
  writeFileSync(join(dir, 'meeting.json'), JSON.stringify(MEETING));
  const server = await serve('--listen', '127.0.0.1:0', '--meeting', join(dir, 'meeting.json'), '--record', join(dir, 'm.humroom'), '--no-sound');
  t.after(() => server.signal('SIGKILL'));
  const chair = await chairOf({ port: Number(server.port), links: { chair: new URL(server.links.chair) } });
  const does = async (command, fields) => {
    const answer = await chair.do(command, fields);
    assert.equal(answer.answer, 'recorded', JSON.stringify([command, fields, answer]));
  };
  let question = 0;
  const prepare = async (fields) => {
    await does('prepare', fields);
    return { question: ++question, run: 1 };
  };
  const ask = async (fields) => {
    const q = await prepare(fields);
    await does('ask', { question: q.question });
    return q;
  };
  const phone = { viewport: { width: 360, height: 740 } };
  const [bo, cy, scribe, screen] = await Promise.all([phone, {}, {}, { viewport: { width: 1920, height: 1080 } }].map((o) => openPage(browser, o)));
  for (const page of [bo, cy, scribe, screen])
    page.setDefaultTimeout(10000);
  await joinMeeting(bo, server.links.participants, 'Bo Remote');
  await joinMeeting(cy, server.links.participants, 'Cy Remote');
  await scribe.goto(server.links.scribe);
  await screen.goto(server.links.screen);

  await t.test('a question can be read before it is asked, with what the list said', async () => {
    const q = await prepare({ kind: 'for-against', sides: 'turned', text: 'Shall fragments be limited?', by: 'Rui Costa', on_list: 'Three were for it.', links: `${LINK} https://evil.example@x.example/` });
    await does('preview', { question: q.question });
    for (const page of [bo, screen])
      await says(page, 'A question to come, not asked yet');
    await says(screen, 'Those against are asked first.');
    assert.equal(await bo.getByRole('button', { name: 'for', exact: true }).count(), 0);
    await does('ask', { question: q.question });
    await bo.locator('.pill.open').waitFor();
    await bo.locator('.preview').waitFor({ state: 'detached' });
    await unfold(bo, 'On the list so far');
    const links = bo.locator('.on-list a');
    assert.deepEqual([await links.count(), await links.getAttribute('href'), await links.getAttribute('rel')], [1, LINK, 'noopener noreferrer nofollow']);
  });

  await t.test('a reason is offered after an answer against, and nothing after one in favour', async () => {
    await press(cy, 'for');
    await says(cy, /^recorded at/);
    assert.equal(await cy.getByLabel('Why? One line').count(), 0);
    await press(bo, 'against');
    await bo.getByLabel('Why? One line').fill('1200 octets are too few');
    await press(bo, 'Add it');
    await says(bo, '\u201c1200 octets are too few\u201d');
    await scribe.getByText('Who they are, and what they answered').click();
    await says(scribe, /against \(hand\), \u201c1200 octets are too few\u201d/);
  });

  await t.test('a position in the chat moves with the line that is changed, and goes with it', async () => {
    await cy.getByLabel('Say in the chat').fill('-1 too early');
    await cy.keyboard.press('Enter');
    await says(cy, 'Your answer: against');
    await cy.getByRole('button', { name: 'Change your line: -1 too early' }).click();
    await cy.getByLabel('Change your line', { exact: true }).fill('+1');
    await cy.keyboard.press('Enter');
    await says(cy, 'Your answer: for');
    await cy.getByRole('button', { name: 'Delete your line: +1' }).click();
    await says(cy, 'Answer withdrawn');
    await press(cy, 'for');
    await says(cy, 'Your answer: for');
    assert.equal(await bo.getByText('too early').count(), 0);
  });

  await t.test('the polite interrupt is seen by the scribe alone', async () => {
    await unfold(cy, 'Wording unclear');
    await press(cy, 'There is another option');
    await cy.getByLabel('In one line').fill('limit them by path');
    await press(cy, 'Tell the chair');
    await cy.locator('.interrupt .own.good').waitFor();
    await says(scribe, 'limit them by path');
    assert.equal(await bo.getByText('limit them by path').count(), 0);
  });

  await t.test('the scribe takes down what is said at the microphone', async () => {
    await scribe.getByLabel('Who', { exact: true }).first().fill('Dee Walkin');
    await scribe.getByLabel('For which option').selectOption('for');
    await scribe.getByLabel(/^In their words/).fill('we ship this');
    await scribe.locator('[aria-labelledby=position-title]').getByRole('button').click();
    await scribe.locator('.option-card', { hasText: 'At the microphone' }).waitFor();
    await scribe.locator('.minutes', { hasText: 'Dee Walkin: we ship this' }).waitFor();
    // who answered by themselves is not counted twice; what was refused is said
    await scribe.getByLabel('Who', { exact: true }).first().fill('Cy Remote');
    await scribe.getByLabel('For which option').selectOption('against');
    await scribe.locator('[aria-labelledby=position-title]').getByRole('button').click();
    await says(scribe, /^Not done: /);
    await shot(scribe, 'people-scribe', { fullPage: true });
    await check(scribe, 'scribe with a question open');
  });

  await t.test('where the signs differ that is read first; a void run is told to all', async () => {
    const q = { question: 1, run: 1 };
    await does('hands', { ...q, option: 1, count: 30 });
    await does('hands', { ...q, option: 0, count: 2 });
    await press(cy, 'Withdraw');
    await says(cy, 'Answer withdrawn');
    await does('close', q);
    await does('show', q);
    await bo.locator('.signs', { hasText: 'The signs point different ways' }).waitFor();
    assert.match(await bo.locator('.results').innerText(), /^The signs point different ways/);
    await says(screen, 'The signs point different ways');
    await does('void', { ...q, reason: 'half of the room had another slide' });
    for (const page of [bo, cy, scribe, screen]) {
      await says(page, 'This run is void: half of the room had another slide');
      await says(page, 'Please speak up again when it is asked anew.');
    }
    await check(bo, 'a void run');
    await does('ask', { question: 1, because: 'crowd', reason: 'the slide is right now' });
    await says(bo, 'Asked again because of who was there: the slide is right now.');
    await bo.getByText('Chairs and scribes see your name').waitFor(); // the old answer is gone
    await press(bo, 'for');
    await says(bo, 'Your answer: for');
    await does('close', { question: 1, run: 2 });
    await does('show', { question: 1, run: 2 });
    await says(bo, 'The runs side by side');
  });

  await t.test('who can not live with it says why, and it is an issue that they can withdraw', async () => {
    const q = await ask({ kind: 'live-with', text: 'Can you not live with 1200 octets, and why?' });
    await press(bo, 'cannot live with it');
    await bo.locator('.with-reason input:invalid').waitFor(); // nothing is sent without a reason
    await bo.getByLabel('Why? (needed)').fill('our links carry 1100');
    await press(bo, 'cannot live with it');
    await says(bo, 'Your answer: cannot live with it');
    await scribe.locator('.issues', { hasText: 'our links carry 1100' }).waitFor();
    assert.equal(await cy.getByText('our links carry 1100').count(), 0, 'not before the results are shown');
    await unfold(bo, 'Issues');
    await bo.locator('details .issues', { hasText: 'our links carry 1100' }).waitFor(); // the own one
    await shot(bo, 'people-live-with', { fullPage: true });
    await check(bo, 'an issue of one\u2019s own');
    await does('close', q);
    await does('show', q);
    await cy.locator('.current .issues', { hasText: 'our links carry 1100' }).waitFor();
    await does('issue-state', { issue: 1, issue_state: 'not-accommodated', reason: 'section 3 lets links say less', by: 'Ada Lovelace' });
    await cy.locator('.current .issues', { hasText: 'Addressed, not accommodated, by Ada Lovelace: section 3 lets links say less' }).waitFor();
    await bo.getByLabel('What is the issue?').fill(EVIL);
    await press(bo, 'Raise it');
    for (const page of [scribe, cy])
      await page.locator('.issues', { hasText: EVIL }).first().waitFor({ state: 'attached' }); // a text, and nothing else
    assert.equal(await scribe.locator('.issues b').count(), 0);
    await bo.getByText('Withdraw this issue of yours').click();
    await bo.locator('details .issues', { hasText: 'Withdrawn' }).waitFor();
    await scribe.getByLabel('Raised by').fill('Dee Walkin');
    await scribe.getByLabel('About', { exact: true }).selectOption('The meeting as a whole');
    await scribe.getByLabel('What is the issue, in their words?').fill('nobody has measured it');
    await scribe.locator('details', { hasText: 'Take an issue down' }).getByRole('button', { name: 'Take it down' }).click();
    await cy.locator('details .issues', { hasText: 'nobody has measured it' }).waitFor({ state: 'attached' });
  });

  await t.test('a vote: rules first, two votes, a third waits, and both are there after a reload', async () => {
    const q = await ask({ kind: 'plurality', text: 'What shall the field be called?', options: ['limit', 'ceiling', 'top'], votes: 2, chat_counted: false, who_counts: 'everybody who joined', agreement: 'nobody minds which.' });
    for (const said of ['A vote, decided by plurality', 'Each person has 2 votes', 'Chat is not counted.', 'Let the minutes note that nobody minds which.'])
      for (const page of [bo, screen])
        await says(page, said);
    await press(bo, 'top');
    await says(bo, '1 vote left.');
    await press(bo, 'limit');
    await says(bo, 'Your vote: limit, top');
    await bo.locator('button[aria-disabled=true]', { hasText: 'ceiling' }).waitFor();
    await says(bo, /^recorded at/);
    await bo.reload();
    await says(bo, 'Your vote: limit, top');
    await isPressed(bo, 'limit');
    await press(bo, 'limit');
    await says(bo, 'Your vote: top');
    await check(bo, 'a vote');
    await does('close', q);
    await does('show', q);
    await says(cy, 'A vote, because those present agreed to decide so.');
  });

  await t.test('the chair is asked in polite words, and the answer goes to everybody', async () => {
    await unfold(cy, 'Ask the chair');
    await cy.getByLabel('I ask').selectOption('I challenge the decision, or how it was reached');
    await cy.locator('#asks-about').selectOption({ label: 'Question 2: Can you not live with 1200 octets, and why?' });
    await cy.getByLabel('How it was reached').fill('there was no time to answer');
    await check(cy, 'a challenge being written');
    await cy.getByRole('button', { name: 'Ask', exact: true }).click();
    await says(cy, 'Not answered yet.');
    await says(scribe, 'challenged how it was reached: there was no time to answer');
    assert.equal(await bo.getByText('there was no time to answer').count(), 0);
    await does('challenge-answer', { challenge: 1, text: 'We ask it again on the list.', next: 'Write to the area director.', by: 'Ada Lovelace' });
    await says(cy, 'The next step: Write to the area director.');
    await unfold(bo, 'Ask the chair');
    await says(bo, 'We ask it again on the list.');
  });

  await t.test('lots are drawn among volunteers, for everybody to redo', async () => {
    const q = await ask({ kind: 'draw', method: 'straw', text: 'Who edits it?', agreement: 'those present agreed to draw.' });
    await press(bo, 'I volunteer');
    await press(cy, 'I volunteer');
    await press(cy, 'I volunteer. Take my name out');
    await screen.locator('.preview-options', { hasText: /^Bo Remote$/ }).waitFor();
    await press(cy, 'I volunteer');
    await screen.locator('.preview-options', { hasText: 'Cy Remote' }).waitFor();
    await scribe.getByLabel('Who volunteers').fill('Dee Walkin');
    await press(scribe, 'Put them in');
    await screen.locator('.preview-options', { hasText: 'Dee Walkin' }).waitFor();
    await does('draw-commit', q);
    await does('draw-reveal', { ...q, value: '4711' });
    for (const page of [bo, screen])
      await says(page, /^Drawn: number [123], (Bo Remote|Cy Remote|Dee Walkin)\.$/);
    await shot(bo, 'people-draw', { fullPage: true });
    await check(bo, 'a draw');
  });

  await t.test('adoption: everybody says why, and what they are willing to do', async () => {
    const q = await ask({ kind: 'adopt', draft: 'draft-rui-frag-limits-00', text: 'Does the group adopt it?' });
    await press(cy, 'to review it');
    await isPressed(cy, 'to review it');
    await press(cy, 'to edit it');
    await isPressed(cy, 'to edit it');
    await scribe.locator('summary', { hasText: 'criteria, steps, the willing' }).click();
    await scribe.locator('#criterion').selectOption('scope');
    await scribe.locator('#criterion-text').fill('second paragraph of the charter');
    await scribe.keyboard.press('Enter');
    await scribe.getByLabel('Who is willing').fill('Dee Walkin');
    await scribe.getByLabel('to implement it').check();
    await press(scribe, 'Enter it');
    await unfold(cy, 'Criteria and steps');
    await says(cy, 'second paragraph of the charter');
    assert.equal(await bo.getByText('Willing to review it:').count(), 0);
    await does('close', q);
    await does('show', q);
    await says(bo, 'Willing to review it: 1. Willing to edit it: 1. Willing to implement it: 1.');
    await check(cy, 'adoption');
    await shot(scribe, 'people-scribe-draft', { fullPage: true });
    await check(scribe, 'adoption by the scribe');
  });

  await t.test('who helps, who waits to speak, who is there without a device', async () => {
    await unfold(bo, 'Help');
    await press(bo, 'I take notes');
    await says(bo, 'Bo Remote takes notes.');
    await unfold(cy, 'Speak');
    await press(cy, 'Join the queue');
    await scribe.locator('.queue', { hasText: 'Cy Remote' }).waitFor();
    await press(scribe, 'Call the next');
    await says(cy, 'You have the floor.');
    await unfold(scribe, 'People without a device');
    await scribe.getByLabel('Name', { exact: true }).fill('Eve Paper');
    await press(scribe, 'Add to the sheet');
    await scribe.locator('.entered', { hasText: 'Eve Paper' }).waitFor();
    for (const said of ['nobody has measured it', 'Drawn: number', 'there was no time to answer'])
      await scribe.locator('.minutes', { hasText: said }).waitFor();
    await shot(scribe, 'people-scribe-end', { fullPage: true });
    await shot(bo, 'people-phone-end', { fullPage: true });
    await shot(screen, 'people-screen-end');
    for (const page of [bo, cy, scribe, screen])
      await check(page, 'the end');
  });
  assert.equal(await server.stop(), 0);
});

test('what is for the chairs to know is on their page alone, and a code is renewed there', { timeout: 90000 }, async (t) => {
  const server = await serve('--listen', '127.0.0.1:0', '--record', join(folder(t), 'm.humroom'), '--no-sound');
  t.after(() => server.signal('SIGKILL'));
  const [chair, scribe] = await Promise.all([openPage(browser), openPage(browser)]);
  for (const page of [chair, scribe])
    page.setDefaultTimeout(10000);
  await chair.goto(server.links.chair);
  await scribe.goto(server.links.scribe);
  const by = { port: Number(server.port), links: { participants: new URL(server.links.participants) } };
  await participantOf(by, 'alice');
  await participantOf(by, 'alice_');
  await unfold(chair, '1 noticed, for chairs only');
  await says(chair, '2 names look alike: alice, alice_');
  await chair.getByLabel('Learned privately').fill('two of them share a laptop');
  await press(chair, 'Note it');
  await says(chair, 'two of them share a laptop');
  await check(chair, 'chair-to-know');
  await shot(chair, 'chair-to-know');
  assert.equal(await scribe.getByText(/look alike|share a laptop/).count(), 0);

  const code = chair.locator('.code-small');
  const old = await code.textContent();
  await chair.getByRole('button', { name: 'New code', exact: true }).first().click();
  await press(chair, 'Yes, a new code');
  await chair.waitForFunction((was) => document.querySelector('.code-small')?.textContent !== was, old);
  const phone = await openPage(browser);
  await joinMeeting(phone, await chair.locator('.links a').first().getAttribute('href'), 'Cy Remote');
  const late = await openPage(browser);
  await late.goto(server.links.participants);
  await says(late, /not valid/);
});
