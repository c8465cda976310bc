// Every way in which a group comes to rough consensus, done by a chair with the keyboard alone: how many keys each
// takes, text not counted, and what the minutes say of it.
import assert from 'node:assert/strict';
import test, { after, before } from 'node:test';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { check, launch, openPage, shot, step } from './browser.js';
import { folder, humroom, serve } from './serve.js';
import { participantOf } from '../system/meeting.mjs';

const MEETING = {
  schema: 'humroom.meeting/1', title: 'Fragments', group: 'frag', zone: 'UTC', chairs: [{ name: 'Zoë Marsh' }, { name: 'Ann Example' }], list: 'frag@example.org',
};

/** @type {any} */
let browser;
before(async () => { browser = await launch(); });
after(() => browser.close());

/** A chair at the keyboard, who counts keys; and people who answer. @param {import('node:test').TestContext} t */
async function room(t) {
  const dir = folder(t);
  const record = join(dir, 'm.humroom');
  writeFileSync(join(dir, 'meeting.json'), JSON.stringify(MEETING));
  const server = await serve('--listen', '127.0.0.1:0', '--meeting', join(dir, 'meeting.json'), '--record', record, '--no-sound');
  t.after(() => server.signal('SIGKILL'));
  const chair = await openPage(browser, { viewport: { width: 1280, height: 720 } });
  chair.setDefaultTimeout(15000);
  await chair.goto(server.links.chair);
  const at = { port: Number(server.port), links: { participants: new URL(server.links.participants) } };
  const [bo, cy] = [await participantOf(at, 'Bo Lind'), await participantOf(at, 'Cy Field')];
  let keys = 0;
  const focused = (/** @type {string} */ id) => chair.waitForFunction((x) => document.activeElement?.id === x, id);
  const r = {
    chair, bo, cy, record, server, focused,
    next: (/** @type {string} */ words) => chair.locator('#next-step', { hasText: words }).waitFor(),
    async press(/** @type {string} */ key) {
      await chair.keyboard.press(key);
      keys++;
    },
    /** A button that has no key of its own counts as one. */
    async click(/** @type {string|RegExp} */ name) {
      await chair.getByRole('button', { name }).first().click();
      keys++;
    },
    /** N, and the choice of kinds has the cursor. */
    async open() {
      await r.press('n');
      await chair.waitForFunction(() => document.activeElement?.id.startsWith('question-kind-'));
    },
    /** The next step, once the page offers it. */
    async step(/** @type {string} */ words) {
      await r.next(words);
      await step(chair);
      keys++;
    },
    /** Asks what comes next, and waits until it is open. */
    async ask(/** @type {string} */ words) {
      await r.step(`Ask: ${words}`);
      await chair.locator('.pill.open').waitFor();
    },
    async type(/** @type {string} */ id, /** @type {string} */ text) {
      await focused(id);
      await chair.keyboard.type(text);
    },
    /** N, the digit of the kind, its words, Enter. */
    async write(/** @type {string} */ digit, /** @type {string} */ text) {
      await r.open();
      await r.press(digit);
      await r.type('question-text', text);
      await r.press('Enter');
    },
    /** Takes the room through its options by ear. */
    async hums(/** @type {[string, string][]} */ heard) {
      for (const [name, digit] of heard) {
        await r.step(`Hum now`);
        await chair.locator('.option-card.called h3', { hasText: name }).waitFor();
        await r.press(digit);
      }
    },
    /** One key gives everybody ten seconds, and then it is closed; whoever does not wait for them presses it twice. */
    async close() {
      await r.step('Close the question');
      await r.next('Close it now');
      await step(chair);
    },
    async closeAndShow() {
      await r.close();
      await r.step('Show the results');
    },
    /** A statement by its digit, the reason, Enter. */
    async state(/** @type {string} */ digit, /** @type {string} */ reason) {
      await r.next('State the outcome');
      await r.press(digit);
      await r.step('State the outcome');
      await r.type('outcome-reason', reason);
      await r.press('Enter');
      await chair.getByRole('heading', { name: 'Say it aloud' }).waitFor();
    },
    async answers(/** @type {any} */ who, /** @type {any} */ fields) {
      const said = await who.do('answer', fields);
      assert.equal(said.answer, 'recorded', JSON.stringify(said));
    },
    async way(/** @type {string} */ name, /** @type {number} */ count, /** @type {() => Promise<void>} */ run) {
      const from = keys;
      await run();
      assert.equal(keys - from, count, `keys for: ${name}`);
    },
    minutes: () => humroom('minutes', record),
  };
  await r.next('Write a question');
  return r;
}

/** @param {string} minutes @param {(string|RegExp)[]} said */
function says(minutes, said) {
  for (const words of said)
    assert.ok(typeof words === 'string' ? minutes.includes(words) : words.test(minutes), `the minutes say ${words}:\n${minutes}`);
}

test('kinds of question: each in a few keys, each minuted as what it was', { timeout: 240000 }, async (t) => {
  const r = await room(t);
  const { chair, bo, cy } = r;

  await r.way('for or against, by ear', 13, async () => {
    await r.write('1', 'Shall we publish the registry?');
    await r.ask('Shall we publish');
    await r.hums([['for', '4'], ['against', '2']]);
    await r.closeAndShow();
    await r.state('1', 'strong hums in favour, no objection');
  });
  await r.way('one side alone', 10, async () => {
    await r.open();
    await r.press('1');
    await r.type('question-text', 'Who wants a second registry?');
    await r.press('Tab');
    await r.focused('question-sides');
    await r.press('o'); // "only those for it"
    await r.press('Control+Enter');
    await r.ask('Who wants');
    await chair.getByText('Only one side is asked: those for it.').first().waitFor();
    await r.hums([['for', '1']]);
    await r.closeAndShow();
  });
  await r.way('options', 15, async () => {
    await r.write('2', 'Which format?');
    await r.type('question-options', 'XML\nCBOR');
    await r.press('Control+Enter');
    await r.ask('Which format?');
    await r.hums([['XML', '1'], ['CBOR', '3'], ["don't care", '1'], ['something else', '1']]);
    await r.close();
    await r.step('Show the results');
    await r.next('State the outcome');
  });
  await r.way('left to the editor', 4, async () => {
    await r.press('9'); // XML, CBOR, other words, no consensus, interest, deferred, referred, reworded, editor
    await r.step('State the outcome');
    await r.type('outcome-editor-who', 'Rui Costa');
    await r.press('Enter');
    await r.type('outcome-reason', 'both would do');
    await r.press('Enter');
    await chair.getByRole('heading', { name: 'Say it aloud' }).waitFor();
  });
  await r.way('the easy call, with approval', 10, async () => {
    await r.write('3', 'Shall we go through the issues in their order?');
    await r.ask('Shall we go through');
    await r.press('5');
    await chair.locator('.heard [aria-pressed="true"]', { hasText: 'approval' }).waitFor();
    await r.closeAndShow();
    await r.state('1', 'approval, and no objection');
  });
  await r.way('who can not live with it, an issue each', 16, async () => {
    await r.write('4', 'Who can not live with 1200 octets?');
    await r.ask('Who can not');
    await r.answers(bo, { question: 5, run: 1, option: 0, text: 'tunnels need 1280' });
    await r.hums([['cannot live with it', '2']]);
    await r.closeAndShow();
    await r.press('s');
    await r.focused('states-state-accommodated');
    await r.press('1');
    await r.type('states-reason', 'the limit is configured');
    await r.press('Enter');
    await chair.getByText('No issue is open.').waitFor();
    await r.press('Escape');
    await r.next('State the outcome');
    await r.press('1');
    await r.step('State the outcome');
    await r.type('outcome-words', 'a limit that is configured.');
    await r.press('Enter');
    await r.type('outcome-reason', 'the one issue is addressed');
    await r.press('Enter');
    await chair.getByRole('heading', { name: 'Say it aloud' }).waitFor();
  });
  await r.way('who has read it, with a question that follows', 16, async () => {
    await r.write('5', 'Who has read the draft?');
    await r.type('question-draft', 'draft-field-frag-limits-03');
    await r.press('Enter');
    await r.ask('Who has read');
    await r.answers(bo, { question: 6, run: 1, option: 0 });
    await r.closeAndShow();
    await r.click('Follow up: question 6');
    await r.focused('question-kind-for-against');
    await r.press('6');
    await r.type('question-text', 'Are we ready to decide on it?');
    await r.press('Enter');
    await r.ask('Are we ready');
    await r.answers(bo, { question: 7, run: 1, option: 1, text: 'no measurements yet' });
    await r.hums([['ready', '2'], ['not ready', '4']]);
    await r.close();
  });
  await r.way('a no to ready: defer, in one key', 4, async () => {
    await r.next('Show the results');
    await chair.getByRole('button', { name: 'Defer it' }).waitFor();
    await r.press('d');
    await r.type('outcome-deferred-missing', 'measurements of lost fragments');
    await r.press('Enter');
    await r.type('outcome-reason', 'half of the room is not ready');
    await r.press('Enter');
    await chair.getByRole('heading', { name: 'Say it aloud' }).waitFor();
    await r.step('Show the results');
  });
  await r.way('a vote, by rules said beforehand', 11, async () => {
    await r.write('7', 'What is the field called?');
    await r.type('question-options', 'limit\nceiling');
    await r.press('Control+Enter');
    await r.type('question-agreement', 'those present agreed to count.');
    await r.press('Enter');
    await r.ask('What is the field');
    for (const who of [bo, cy])
      await r.answers(who, { question: 8, run: 1, option: 0 });
    await r.closeAndShow();
    await r.state('1', 'most votes');
  });
  await r.way('stated without asking', 5, async () => {
    await r.open();
    await r.press('8');
    await r.type('question-text', 'The policy of the registry');
    await r.press('Enter');
    await r.type('declare-words', 'The policy is Specification Required.');
    await r.press('Enter');
    await r.type('declare-reason', 'nobody spoke against it in two meetings');
    await r.press('Enter');
    await chair.locator('.say-aloud', { hasText: 'Specification Required' }).waitFor();
  });
  await r.way('both ways, by ear', 17, async () => {
    await r.open();
    await r.press('1');
    await r.type('question-text', 'Shall the trailer go?');
    await r.press('Tab');
    await r.focused('question-sides');
    await r.press('ArrowDown');
    await r.press('ArrowDown'); // "both sides, in both orders"
    await r.press('Control+Enter');
    await r.ask('Shall the trailer');
    await r.hums([['for', '4'], ['against', '2']]);
    await chair.getByText('Now the other way round.').waitFor();
    await r.hums([['against', '3'], ['for', '4']]);
    await r.closeAndShow();
    await chair.locator('.option-card', { hasText: 'against' }).getByText('weak hum, then some hums').waitFor();
  });
  await check(chair, 'chair after every kind');

  await r.server.stop();
  says(r.minutes(), [
    'A question for or against.', 'strong hums in favour, no objection', '**Only one side is asked: those for it.**', 'A choice between options.', 'Rui Costa',
    'A call for objections.', 'Approval was heard.', 'Only those who cannot live with it are asked, and why.', 'tunnels need 1280', 'the limit is configured',
    'The question is who has read a draft.', 'draft-field-frag-limits-03', 'Follows question 6', 'The question is whether the group is ready to decide.', 'measurements of lost fragments',
    'A vote, decided by plurality', 'those present agreed to count.', 'Stated without asking.', 'It rests on the discussion',
    '| for | strong, then strong |', /against, take 1, by ear: weak\n.*against, take 2, by ear: some\n.*for, take 2, by ear: strong/,
  ]);
});

test('around a question: runs, restatements, voices, issues, challenges, void runs', { timeout: 180000 }, async (t) => {
  const r = await room(t);
  const { chair, bo, cy } = r;
  await r.write('1', 'Shall we split the draft?');
  await r.way('preview, and its end', 2, async () => {
    await r.next('Ask: Shall we split');
    await r.press('p');
    await chair.getByText('Everybody reads question 1 before it is asked.').waitFor();
    await r.press('p');
    await chair.getByText('Nothing waits for you.').waitFor();
  });
  await r.way('a later question first, and edited', 8, async () => {
    await r.write('3', 'Shall we meet weekly?'); // comes before what was prepared earlier
    await r.next('Ask: Shall we meet weekly?');
    await r.click('Later: question 2');
    await r.next('Ask: Shall we split');
    await r.click('Edit: question 1');
    await r.focused('question-text');
    await r.press('Control+End');
    await chair.keyboard.type(' In two?');
    await r.press('Enter');
    await r.ask('Shall we split the draft? In two?');
  });

  // the polite interrupt is seen without leaving the question
  await bo.do('interrupt', { question: 1, run: 1, about: 'wording', text: 'which draft?' });
  await chair.locator('.to-the-chair', { hasText: 'The wording is unclear: which draft?' }).waitFor();
  await r.answers(cy, { question: 1, run: 1, option: 1, text: 'it splits the registry' });

  await r.way('a position at the microphone', 3, async () => {
    await r.press('m');
    await r.focused('voice-option-0');
    await r.press('2');
    await r.type('voice-who', 'Max Ohm');
    await r.press('Enter');
    await chair.locator('dt', { hasText: 'At the microphone' }).waitFor();
  });
  await r.way('a position of somebody who answered is refused, and stands in its form', 3, async () => {
    await r.focused('voice-option-0');
    await r.press('2');
    await r.type('voice-who', 'Cy Field');
    await r.press('Enter');
    await chair.locator('.step-side .problem', { hasText: 'Not done: ' }).waitFor();
    await chair.waitForFunction(() => /** @type {any} */ (document.getElementById('voice-who'))?.value === 'Cy Field');
    await r.press('Escape');
    await chair.locator('.panel').waitFor({ state: 'detached' });
    await chair.keyboard.press('m');
    await chair.locator('.panel').waitFor();
  });
  await r.way('hands of the room', 4, async () => {
    await r.press('Escape');
    await r.press('h');
    await r.focused('voice-option-0');
    await r.press('1');
    await r.type('voice-count', '12');
    await r.press('Enter');
    await chair.locator('dt', { hasText: 'Hands in the room, by the chair' }).waitFor();
  });
  await r.press('Escape');
  await r.way('hear those against: an issue', 3, async () => {
    await chair.getByRole('button', { name: 'Hear those against' }).waitFor();
    await r.press('a');
    await chair.getByRole('button', { name: /^Cy Field: / }).focus();
    await r.press('Enter');
    await r.focused('issue-text');
    await r.press('Enter');
    await chair.locator('.to-the-chair', { hasText: 'Issue 1, Cy Field: it splits the registry' }).waitFor();
  });
  await r.press('Escape');
  await r.answers(bo, { question: 1, run: 1, option: 0 });
  await r.way('a position set aside, with its reason, and a countdown that is cancelled', 5, async () => {
    await chair.getByText('Who they are, and what they answered').click();
    await r.click('Bo Lind');
    await r.type('person-reason', 'answered in a name that is not his');
    await r.click('Set their position aside');
    await chair.getByRole('button', { name: 'Take their position back' }).waitFor();
    await shot(chair, 'chair-person');
    await r.press('Escape');
    await r.click('Close in ten seconds');
    await chair.getByText('It closes by itself, unless you keep it open.').waitFor();
    await r.click('Keep it open');
    await chair.getByRole('button', { name: 'Close in ten seconds' }).waitFor();
  });
  await shot(chair, 'chair-craft');
  await r.hums([['for', '4'], ['against', '4']]);
  await r.close();
  await check(chair, 'chair with an issue open');

  await r.way('void', 3, async () => {
    await r.press('v');
    await r.type('void-reason', 'the slide named another draft');
    await r.press('Enter');
    await chair.getByText('This run is void: the slide named another draft').first().waitFor();
    await r.next('Ask: Shall we meet weekly?');
    await r.press('Escape');
  });
  await r.way('run again, and why', 3, async () => {
    await r.press('g');
    await r.focused('again-because-wording');
    await r.press('1');
    await r.type('again-reason', 'the slide is the right one now');
    await r.press('Enter');
    await chair.getByText('Question 1, run 2').first().waitFor();
  });
  await r.hums([['for', '2'], ['against', '2']]);
  await r.closeAndShow();
  await r.state('4', 'weak hums on both sides'); // for, against, other words, no consensus
  await cy.do('challenge', { question: 1, run: 2, asks: 'challenge', decision: 'the charter says one draft', process: '' });
  await r.way('an answer to a challenge, with the next step', 3, async () => {
    await chair.locator('.to-the-chair', { hasText: 'challenged' }).waitFor();
    await r.press('c');
    await r.type('challenge-text', 'The charter says one architecture.');
    await r.press('Enter');
    await r.type('challenge-next', 'the area director');
    await r.press('Enter');
    await chair.getByText('Nothing waits for an answer.').waitFor();
  });
  await r.press('Escape');
  await r.way('an issue on record, not argued further', 3, async () => {
    await r.press('s');
    await r.focused('states-state-accommodated');
    await r.press('3');
    await r.focused('states-reason');
    await r.press('Enter');
    await chair.getByText('No issue is open.').waitFor();
  });
  await r.press('Escape');
  await r.way('restated', 3, async () => {
    await r.click('Restate: question 1');
    await r.focused('question-text');
    await r.press('Control+A');
    await chair.keyboard.type('Shall the registry be a draft of its own?');
    await r.press('Enter');
    await r.next('Ask: Shall the registry be');
  });
  await check(chair, 'chair at the end of it');
  await r.server.stop();
  says(r.minutes(), [
    'Shall we split the draft? In two?', 'answered in a name that is not his', 'Max Ohm', 'it splits the registry', 'the slide named another draft', 'the slide is the right one now', 'weak hums on both sides',
    'the charter says one draft', 'The charter says one architecture.', 'the area director', /not argued further/i,
  ]);
});

test('drafts and draws: adopted after criteria and steps, withdrawn, drawn so that anybody can redo it', { timeout: 180000 }, async (t) => {
  const r = await room(t);
  const { chair, bo, cy } = r;
  await r.way('adopt: the question', 5, async () => {
    await r.write('9', 'Shall the group adopt the core document?');
    await r.type('question-drafts', 'draft-keller-frag-core-02');
    await r.press('Control+Enter');
    await r.ask('Shall the group adopt');
  });
  await r.way('a note on three criteria', 4, async () => {
    await r.press('t');
    await chair.getByText('The chairs judge this regardless of their own opinions.').waitFor();
    for (const note of ['the second milestone', 'yes, second paragraph', 'one format for tunnels']) {
      await r.type('criterion-text', note);
      await r.press('Enter');
      await chair.waitForFunction(() => /** @type {any} */ (document.getElementById('criterion-text')).value === '');
    }
    await chair.getByText('Criterion (9 without a note)').waitFor(); // of twelve
  });
  await r.way('a step that is not needed, and why', 7, async () => {
    await r.press('Tab');
    await r.press('Tab');
    await r.focused('step');
    await r.press('Tab');
    await r.press('n'); // not needed
    await r.press('Tab');
    await r.press('c'); // by the charter is chosen already
    await r.press('Control+Enter');
    await chair.getByText('authors reminded that change control passes to the group: not needed, by the charter').first().waitFor({ state: 'attached' });
  });
  await r.answers(bo, { question: 1, run: 1, option: 0, text: 'we have it running' });
  await bo.do('willing', { question: 1, run: 1, willing: ['review', 'implement'] });
  await r.way('somebody at the microphone is willing', 3, async () => {
    await chair.getByLabel('Who is willing').fill('Max Ohm');
    await r.press('Tab');
    await r.press('Space'); // to review it
    await r.press('Control+Enter');
    await chair.getByText('Willing to review it: 2.').waitFor({ state: 'attached' });
  });
  await shot(chair, 'chair-adoption');
  await check(chair, 'chair with a draft');
  await r.press('Escape');
  const options = await chair.locator('.option-card h3').allInnerTexts();
  await r.hums(options.map((name) => [name, '3']));
  await r.closeAndShow();
  await r.state('1', 'people will work on it');

  await r.way('withdraw: the question', 7, async () => {
    await r.write('-', 'Shall the group withdraw the old draft?');
    await r.type('question-draft', 'draft-ietf-frag-old-09');
    await r.press('Enter');
    await r.type('question-events', 'nobody has edited it for two years');
    await r.press('Tab');
    await r.press('Space'); // lack of interest
    await r.press('Control+Enter');
    await r.next('Ask: Shall the group withdraw');
  });
  await r.step('Ask: Shall the group withdraw');
  await chair.locator('.pill.open').waitFor();
  await chair.getByRole('button', { name: 'Close it now' }).click();
  await r.step('Show the results');

  await r.way('a draw among volunteers', 18, async () => {
    await r.write('0', 'Who takes the minutes next time?');
    await r.focused('question-options');
    await r.press('Shift+Tab');
    await r.type('question-method', 'the s'); // the short straw
    await r.press('Tab');
    await r.type('question-agreement', 'one of those who volunteer will do.');
    await r.press('Tab');
    await r.press('Tab');
    await r.type('question-source', 'the room');
    await r.press('Enter');
    await r.ask('Who takes the minutes');
    await bo.do('volunteer', { question: 3, run: 1 });
    await cy.do('volunteer', { question: 3, run: 1 });
    await r.press('m');
    await r.type('volunteer-who', 'Max Ohm');
    await r.press('Enter');
    await chair.locator('.current li', { hasText: 'Max Ohm' }).waitFor();
    await r.press('Escape');
    await r.step('Fix the pool');
    await r.step('Enter the public value');
    await r.type('draw-value', '4711');
    await r.press('Enter');
    await chair.getByText(/^Drawn: number \d/).waitFor();
    await r.state('1', 'the draw');
  });
  await check(chair, 'chair after a draw');

  await r.way('drafts that compete, with fewer outcomes on offer', 10, async () => {
    await r.write('9', 'Which of the two encodings?');
    await r.type('question-drafts', 'draft-keller-frag-tlv-01\ndraft-costa-frag-cbor-00');
    await r.press('Tab'); // adopted already: none
    await r.press('Tab');
    await r.press('Tab');
    await r.focused('question-outcomes-both');
    await r.press('Space'); // not both
    await r.press('Control+Enter');
    await r.ask('Which of the two');
    assert.deepEqual(await chair.locator('.option-card h3').allInnerTexts(), [
      'adopt draft-keller-frag-tlv-01', 'adopt draft-costa-frag-cbor-00', 'merge them into one draft', 'adopt draft-keller-frag-tlv-01 and fold in ideas of the other',
      'adopt draft-costa-frag-cbor-00 and fold in ideas of the other', 'wait', 'none of them',
    ]);
    await r.press('t');
    await r.focused('criterion-text');
  });
  await bo.do('willing', { question: 4, run: 1, willing: ['edit'], draft: 'draft-costa-frag-cbor-00' });
  await chair.getByLabel('Who is willing').fill('Max Ohm');
  await chair.locator('#willing-draft').selectOption('draft-keller-frag-tlv-01');
  await chair.locator('#willing-what-review').check();
  await chair.getByRole('button', { name: 'Enter it' }).click();
  await chair.getByText('draft-keller-frag-tlv-01: Willing to review it: 1.').first().waitFor({ state: 'attached' });
  await chair.locator('#step-draft').selectOption('draft-costa-frag-cbor-00');
  await chair.locator('#step').selectOption('ipr');
  await chair.locator('#step-text').fill('asked by mail');
  await chair.locator('#step-text').press('Enter');
  await chair.getByText(/^authors asked about IPR: open; draft-costa-frag-cbor-00: done on/).first().waitFor({ state: 'attached' });
  await shot(chair, 'chair-competing');
  await check(chair, 'chair with drafts that compete');
  await r.server.stop();
  says(r.minutes(), ['draft-keller-frag-core-02', 'the second milestone', 'by the charter', 'Max Ohm', 'draft-ietf-frag-old-09', 'nobody has edited it for two years', '4711', 'one of those who volunteer will do.',
    'For draft-keller-frag-tlv-01, willing to review: 1 (Max Ohm, at the microphone)', 'For draft-costa-frag-cbor-00, willing to review: nobody said so; to edit: 1 (Bo Lind)',
    /authors asked about IPR:\n    - draft-keller-frag-tlv-01: open\n    - draft-costa-frag-cbor-00: done on .*; asked by mail/]);
});
