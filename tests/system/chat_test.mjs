// The chat over the real socket: positions, unsure lines, edits, votes, the queue; and another room's log in the record of
// a meeting that goes on.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';

import { askQuestion, chairOf, folder, participantOf, run, scribeOf, serve, stop } from './meeting.mjs';

const view = (fits) => (f) => f.type === 'view' && fits(f);
const said = (name, text) => view((f) => f.chat.entries.some((l) => l.name === name && l.text === text));

test('an unsure line is settled by the scribe, an edit moves the answer, a deletion withdraws it', async (t) => {
  const server = await serve(t, folder(t));
  const chair = await chairOf(server), scribe = await scribeOf(server);
  const ada = await participantOf(server, 'Ada'), bo = await participantOf(server, 'Bo');
  const q = await askQuestion(chair);

  assert.equal((await ada.do('say', { text: 'hum' })).answer, 'recorded');
  const unsure = (await scribe.seen(view((f) => f.unsure.open === 1))).unsure.entries[0];
  assert.deepEqual([unsure.name, unsure.text, unsure.why, unsure.question], ['Ada', 'hum', 'no option was called', q.question]);
  assert.equal((await bo.do('settle', { line: unsure.line, option: 0 })).reason, 'role-staff');
  assert.equal((await scribe.do('settle', { line: unsure.line, option: 0, by: 'Sam' })).answer, 'recorded');
  await chair.seen(view((f) => f.unsure.open === 0 && f.run?.result?.options[0].chat === 1));

  assert.equal((await bo.do('say', { text: '+1, as it is' })).answer, 'recorded');
  const line = (await chair.seen(said('Bo', '+1, as it is'))).chat.entries.at(-1).line;
  assert.equal((await ada.do('edit-line', { line, text: '-1' })).reason, 'not-your-line');
  assert.equal((await bo.do('edit-line', { line, text: '\u22121 breaks clients' })).answer, 'recorded');
  await chair.seen(view((f) => f.run?.result?.options[0].chat === 1 && f.run?.result.options[1].chat === 1));
  const mine = await bo.seen((f) => f.type === 'mine' && f.answer?.option === 1);
  assert.equal(mine.answer.text, 'breaks clients');
  assert.equal((await bo.do('delete-line', { line })).answer, 'recorded');
  const deleted = await chair.seen(view((f) => f.chat.changed.entries.some((l) => l.line === line && l.deleted)));
  assert.equal(deleted.run.result.options[1].chat, 0);
  assert.ok(!ada.frames.some((f) => JSON.stringify(f).includes('breaks clients')), 'nobody else saw it');

  assert.equal((await chair.do('close', q)).answer, 'recorded');
  chair.send({ get: 'minutes' });
  assert.match((await chair.type('minutes')).text, /no option was called: settled by the scribe, Sam, as a position for for/);
});

test('a vote by the words of MeetBot, and a queue by those of the chat', async (t) => {
  const server = await serve(t, folder(t));
  const chair = await chairOf(server), ada = await participantOf(server, 'Ada'), bo = await participantOf(server, 'Bo');
  assert.equal((await ada.do('say', { text: '#startvote Which? a, b' })).reason, 'role');
  assert.equal((await chair.do('say', { text: '#startvote Which coding? TLV, JSON text, \u8cdb\u6210' })).answer, 'recorded');
  const asked = await ada.seen(view((f) => f.run?.state === 'open'));
  assert.deepEqual(asked.run.options.map((o) => o.name), ['TLV', 'JSON text', '\u8cdb\u6210']);
  assert.equal((await ada.do('say', { text: '#vote JSON TEXT' })).answer, 'recorded');
  assert.equal((await bo.do('say', { text: '#vote XML' })).reason, 'no-option');
  assert.equal((await chair.do('say', { text: '#endvote' })).answer, 'recorded');
  const told = await bo.seen(view((f) => f.chat.entries.some((l) => l.kind === 'tally')));
  assert.match(told.chat.entries.find((l) => l.kind === 'tally').text,
    /^Question 1\. TLV: hands 0, chat 0; JSON text: hands 0, chat 1; \u8cdb\u6210: hands 0, chat 0; no opinion: hands 0, chat 0\.$/);

  assert.equal((await ada.do('say', { text: 'q+ the title' })).answer, 'recorded');
  assert.equal((await bo.do('queue-join')).answer, 'recorded');
  const queue = (await chair.seen(view((f) => f.queue.waiting === 2))).queue;
  assert.deepEqual(queue.entries.map((e) => [e.name, e.about]), [['Ada', 'the title'], ['Bo', '']]);
  assert.equal((await chair.do('say', { text: 'ack bo' })).answer, 'recorded');
  assert.equal((await ada.seen(view((f) => f.queue.speaking !== null))).queue.speaking.name, 'Bo');
  assert.equal((await ada.do('say', { text: 'mic: why now?' })).answer, 'recorded');
  const mic = (await chair.seen(view((f) => f.mic.unread === 1))).mic.entries[0];
  assert.equal((await chair.do('read-out', { line: mic.line })).answer, 'recorded');
  await chair.seen(view((f) => f.mic.unread === 0));
});

test('a vote by the words of MeetBot is shown in the order of the ballot, and closed and told with the meeting', async (t) => {
  const server = await serve(t, folder(t));
  const chair = await chairOf(server), ada = await participantOf(server, 'Ada'), bo = await participantOf(server, 'Bo');
  const tally = (who) => who.seen(view((f) => f.chat.entries.at(-1)?.kind === 'tally'))
    .then((f) => f.chat.entries.at(-1).text);
  assert.equal((await chair.do('say', { text: '#vote yes' })).reason, 'not-joined');
  assert.equal((await ada.do('say', { text: '#vote yes' })).reason, 'not-open');
  assert.equal((await chair.do('say', { text: '#startvote' })).reason, 'empty-text');
  assert.equal((await chair.do('say', { text: '#startvote Which? one' })).reason, 'bad-value');
  assert.equal((await chair.do('say', { text: '#startVote \u00bfQu\u00e9 opci\u00f3n? No, S\u00ed se\u00f1or\u3001 Abstain' })).answer, 'recorded');
  await ada.seen(view((f) => f.run?.state === 'open'));
  assert.equal((await chair.do('say', { text: '#startvote Another? a, b' })).reason, 'another-open');
  assert.equal((await ada.do('say', { text: '#VOTE si senor' })).answer, 'recorded'); // a keyboard without its marks
  assert.equal((await bo.do('say', { text: '#vote no' })).answer, 'recorded');
  assert.equal((await bo.do('say', { text: '#vote 2' })).answer, 'recorded');
  assert.equal((await ada.do('say', { text: '#vote' })).reason, 'no-option');
  assert.equal((await bo.do('say', { text: '#showvote' })).reason, 'role');
  assert.equal((await bo.do('say', { text: '#endvote' })).reason, 'role');
  assert.equal((await chair.do('say', { text: '#showvote' })).answer, 'recorded');
  // in the order of the ballot, zeros too; where there is an "abstain" it stands for no opinion
  const counts = 'No: hands 0, chat 0; S\u00ed se\u00f1or: hands 0, chat 2; Abstain: hands 0, chat 0; no opinion: hands 0, chat 0.';
  assert.equal(await tally(chair), `Question 1, so far. ${counts}`);
  assert.ok(!ada.frames.some((f) => JSON.stringify(f).includes('chat 2')), 'counts are the staff\'s until they are shown');
  assert.equal((await chair.do('end')).answer, 'recorded');
  assert.equal(await tally(ada), `Question 1. ${counts}`);
  assert.equal((await ada.seen(view((f) => f.run?.state === 'closed'))).run.result.options[1].chat, 2);
});

test('a log is not imported beside a running meeting; afterwards the meeting goes on with it', async (t) => {
  const dir = folder(t);
  const log = '[10:00:01] <cy> -1\n[10:00:02] <di> hum\n[10:00:03] <cy> hello\n';
  writeFileSync(path.join(dir, 'room.log'), log);
  const first = await serve(t, dir);
  const chair = await chairOf(first), ada = await participantOf(first, 'Ada');
  const q = await askQuestion(chair);
  await ada.do('say', { text: '+1' });
  await chair.do('close', q);
  const words = ['import', 'm.humroom', '--question', '1', '--net', 'wg', 'room.log'];
  const busy = await run(words, { cwd: dir });
  assert.equal(busy.code, 75);
  assert.equal(busy.err, 'humroom import: m.humroom: the meeting is running: do this on its page, or stop it\n');
  await stop(first);
  for (let i = 0; i < 2; i++)
    assert.equal((await run(words, { cwd: dir })).code, 0);

  const again = await serve(t, dir);
  const staff = await chairOf(again, first.links);
  const seen = await staff.seen(view((f) => f.unsure?.open === 1));
  assert.deepEqual(seen.run.result.options.map((o) => o.chat), [1, 1]);
  assert.equal(seen.unsure.entries[0].from, 'irc:wg');
  assert.equal((await staff.do('settle', { line: seen.unsure.entries[0].line, option: 1 })).answer, 'recorded');
  await staff.seen(view((f) => f.run?.result.options[1].chat === 2));
  const bo = await participantOf(again, 'Bo'); // their link is nobody else's
  assert.equal((await bo.seen((f) => f.type === 'mine')).name, 'Bo');
  const back = await participantOf(again, undefined, ada.person);
  assert.equal((await back.seen((f) => f.type === 'mine')).name, 'Ada');
  const people = (await staff.seen(view((f) => f.people.cursor === 4))).people.entries;
  assert.deepEqual(people.map((p) => [p.name, p.identity ?? '', p.present]),
    [['Ada', '', true], ['cy', 'irc:wg/cy', false], ['di', 'irc:wg/di', false], ['Bo', '', true]]);
});
