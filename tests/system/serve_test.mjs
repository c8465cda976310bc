// The whole path over the real socket.
import assert from 'node:assert/strict';
import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';

import { askQuestion, chairOf, folder, participantOf, run, screenOf, scribeOf, secretOf, serve, stop } from './meeting.mjs';
import { Seat, id } from './wire.mjs';

const ofRun = (view, run) => view.type === 'view' && view.run?.question === run.question && view.run.run === run.run;

test('a question is asked, answered, closed, shown and its outcome stated on every page', async (t) => {
  const dir = folder(t);
  const server = await serve(t, dir);
  const chair = await chairOf(server);
  const ada = await participantOf(server, 'Ada');
  const wall = await screenOf(server);
  const q = await askQuestion(chair);
  await ada.seen((f) => ofRun(f, q) && f.run.state === 'open');

  const mine = ada.next((f) => f.type === 'mine' && f.answer !== null, 'my answer');
  const answered = await ada.do('answer', { ...q, option: 0, text: 'ready' });
  assert.equal(answered.answer, 'recorded');
  assert.equal((await mine).answer.option, 0);
  await chair.seen((f) => ofRun(f, q) && f.run.result?.options[0].hands === 1, 'a hand');

  assert.equal((await chair.do('close', q)).answer, 'recorded');
  const late = await ada.do('answer', { ...q, option: 1 });
  assert.deepEqual([late.answer, late.reason], ['refused', 'not-open']);
  const closed = await wall.seen((f) => ofRun(f, q) && f.run.state === 'closed');
  assert.equal(closed.run.result, null);
  assert.ok(!wall.frames.some((f) => ofRun(f, q) && f.run.result !== null), 'nothing of the result before it is shown');

  assert.equal((await chair.do('show', q)).answer, 'recorded');
  const shown = await wall.seen((f) => ofRun(f, q) && f.run.shown);
  assert.equal(shown.run.result.options[0].hands, 1);

  const words = 'consensus for adoption, to be confirmed on the list';
  const stated = await chair.do('state', { ...q, statements: [{ kind: 'consensus', option: 0 }], text: words, reason: 'no objection' });
  assert.equal(stated.answer, 'recorded');
  for (const seat of [chair, ada, wall]) {
    const view = await seat.seen((f) => ofRun(f, q) && f.run.outcome !== null);
    assert.equal(view.run.outcome.words, words);
  }
  chair.send({ get: 'minutes' });
  assert.match((await chair.type('minutes')).text, new RegExp(words));

  const end = await stop(server);
  assert.equal(end.code, 0);
  assert.equal(await ada.whenClosed(), 1001);
  assert.ok(!existsSync(path.join(dir, 'm.humroom-wal')), 'the log is gone at a clean end');
  const minutes = await run(['minutes', 'm.humroom'], { cwd: dir });
  assert.equal(minutes.code, 0, minutes.err);
  assert.match(minutes.out, new RegExp(words));
});

test('after kill -9 in the middle of a question it is still open, and what was acknowledged is there, once', async (t) => {
  const dir = folder(t);
  const first = await serve(t, dir);
  const chair = await chairOf(first);
  const people = [];
  for (let i = 0; i < 5; i++)
    people.push(await participantOf(first, `Person ${i}`));
  const q = await askQuestion(chair);
  const ids = people.map(() => id());
  const answers = await Promise.all(people.map((seat, i) => seat.do('answer', { ...q, option: i % 2 }, ids[i])));
  assert.ok(answers.every((a) => a.answer === 'recorded'));
  const unanswered = id();
  people[0].send({ id: unanswered, command: 'say', text: 'sent with the last breath' });
  first.child.kill('SIGKILL');
  await first.ended;
  const told = people[0].frames.some((f) => f.type === 'answer' && f.id === unanswered);

  const again = await serve(t, dir);
  assert.match(again.out, /^record +m\.humroom \(resumed\)$/m);
  assert.match(again.out, /^chair +as before/m);
  assert.equal(secretOf(again.links.participants), secretOf(first.links.participants));
  const back = await chairOf(again, first.links); // the old links stay valid
  const view = await back.seen((f) => f.type === 'view');
  assert.equal(view.run.state, 'open');
  assert.deepEqual(view.run.result.options.slice(0, 2).map((o) => o.hands), [3, 2]);
  for (const [i, seat] of people.entries()) {
    const same = await participantOf(again, undefined, seat.person);
    assert.equal(same.welcome.person, seat.welcome.person || i + 1);
    assert.equal((await same.type('mine')).answer.option, i % 2);
    const resent = await same.do('answer', { ...q, option: i % 2 }, ids[i]);
    assert.deepEqual(resent, answers[i], 'answered as the first time');
    if (i === 0) {
      const words = await same.do('say', { text: 'sent with the last breath' }, unanswered);
      assert.equal(words.answer, 'recorded');
    }
  }
  const now = await back.do('close', q);
  assert.equal(now.answer, 'recorded');
  const end = await back.seen((f) => f.type === 'view' && f.run.state === 'closed');
  assert.equal(end.run.result.answered, 5);
  assert.equal(end.chat.entries.filter((l) => l.text === 'sent with the last breath').length, 1, `told before: ${told}`);
});

for (const signal of ['SIGTERM', 'SIGINT'])
  test(`${signal}: everybody is told 1001 and it ends within 3 s`, async (t) => {
    const dir = folder(t);
    const server = await serve(t, dir);
    const chair = await chairOf(server);
    const people = await Promise.all(Array.from({ length: 30 }, (_, i) => participantOf(server, `P ${i}`)));
    const q = await askQuestion(chair);
    const silent = await Seat.open(server.port); // has not said hello
    const answers = people.map((seat) => seat.do('answer', { ...q, option: 0 }));
    const results = Promise.allSettled(answers);
    const end = await stop(server, signal);
    assert.deepEqual([end.code, end.signal], [0, null]);
    assert.ok(end.ms < 3000, `${end.ms} ms`);
    for (const seat of [chair, silent, ...people])
      assert.equal(await seat.whenClosed(), 1001);
    const recorded = (await results).filter((r) => r.value?.answer === 'recorded').length;
    const again = await serve(t, dir);
    const back = await chairOf(again, server.links);
    const view = await back.seen((f) => f.type === 'view');
    assert.ok(view.run.result.options[0].hands >= recorded, 'nothing acknowledged is missing');
  });

test('a seat that reads nothing does not keep the server from ending', async (t) => {
  const server = await serve(t, folder(t));
  const chair = await chairOf(server);
  const deaf = await participantOf(server, 'Deaf');
  deaf.socket.pause();
  for (let i = 0; i < 15; i++)
    assert.equal((await chair.do('say', { text: 'x'.repeat(1900) })).answer, 'recorded');
  const end = await stop(server);
  assert.equal(end.code, 0);
  assert.ok(end.ms < 3000, `${end.ms} ms`);
});

test('new links end the old ones', async (t) => {
  const dir = folder(t);
  const first = await serve(t, dir);
  await stop(first);
  const again = await serve(t, dir, { args: ['--no-sound', '--new-links'] });
  assert.notEqual(secretOf(again.links.participants), secretOf(first.links.participants));
  await chairOf(again);
  const old = await Seat.open(again.port);
  old.send({ hello: { version: 1, chair: secretOf(first.links.chair) } });
  assert.equal(await old.whenClosed(), 4401);
});

test('the keys beside the record are for their owner alone and hold no secret', async (t) => {
  const dir = folder(t);
  const server = await serve(t, dir);
  const ada = await participantOf(server, 'Ada');
  const keys = path.join(dir, 'm.humroom.keys');
  assert.equal(statSync(keys).mode & 0o777, 0o600);
  const { readFileSync } = await import('node:fs');
  const text = readFileSync(keys, 'latin1');
  assert.ok(!text.includes(secretOf(server.links.chair)));
  assert.ok(!text.includes(ada.person));
  assert.match(text, /^link 1 [0-9a-f]{64}$/m);
});

test('people without a device are entered, and after a restart everybody is who they were', async (t) => {
  const dir = folder(t);
  const first = await serve(t, dir);
  const scribe = await scribeOf(first);
  assert.equal((await scribe.do('attend', { name: 'Max Ohm', affiliation: 'Ohm AG' })).answer, 'recorded');
  const ada = await participantOf(first, 'Ada'); // their number is behind Max's, their link is not
  const refused = await ada.do('attend', { name: 'Eve' });
  assert.deepEqual([refused.reason, refused.sentence], ['role-staff', 'only chair and scribe can do that; tell one of them']);
  assert.equal((await ada.do('duty', { duty: 'chat' })).answer, 'recorded');
  assert.equal((await ada.do('issue', { text: 'it leaks' })).answer, 'recorded');
  await stop(first);

  const again = await serve(t, dir);
  const chair = await chairOf(again, first.links);
  const back = await participantOf(again, undefined, ada.person);
  assert.equal(back.welcome.person, 2);
  const view = await chair.seen((f) => f.type === 'view' && f.people.entries.length === 2 && f.people.entries[1].present);
  assert.deepEqual(view.people.entries.map((p) => [p.name, p.entered, p.present]), [['Max Ohm', true, false], ['Ada', false, true]]);
  assert.deepEqual(view.duties, [{ duty: 'chat', person: 2, who: 'Ada' }]);
  assert.equal((await chair.seen((f) => f.type === 'live')).present, 1);
  await chair.do('issue-state', { issue: 1, issue_state: 'on-record' });
  await back.seen((f) => f.type === 'mine' && f.issues[0]?.state === 'on-record', 'what came of the issue');
  await stop(again);
  const sheet = await run(['minutes', 'm.humroom', '--blue-sheet'], { cwd: dir });
  assert.equal(sheet.out.split('\n').slice(3).join('\n'), '2 attendees.\n\nMax Ohm\tOhm AG\nAda\t\n');
});

test('after kill -9 in the countdown the question is open, without a countdown; a second one closes it', async (t) => {
  const dir = folder(t);
  const before = await serve(t, dir);
  const chair = await chairOf(before), ada = await participantOf(before, 'Ada');
  const q = await askQuestion(chair);
  assert.equal((await chair.do('closing', q)).answer, 'recorded');
  const told = await ada.seen((f) => f.run?.closes, 'the countdown');
  assert.ok(told.run.closes - ada.welcome.now > 9e6);
  before.child.kill('SIGKILL');
  await before.ended;

  const server = await serve(t, dir);
  const again = await chairOf(server, before.links), back = await participantOf({ ...server, links: { ...server.links, participants: before.links.participants } }, undefined, ada.person);
  const open = await back.seen((f) => f.type === 'view' && f.run, 'the question');
  assert.deepEqual([open.run.state, open.run.closes], ['open', null]);
  assert.equal((await back.do('answer', { ...q, option: 0 })).answer, 'recorded');
  assert.equal((await again.do('closing', q)).answer, 'recorded');
  await back.seen((f) => f.run?.state === 'closed', 'the close');
  const late = await back.do('answer', { ...q, option: 1 });
  assert.equal(late.reason, 'not-open');
  assert.match(late.sentence, /too late/);
});

test('two browsers of one human are merged: every page follows', async (t) => {
  const server = await serve(t, folder(t));
  const chair = await chairOf(server), ada = await participantOf(server, 'Ada'), phone = await participantOf(server, 'ada_');
  const known = await chair.seen((f) => f.type === 'irregularities' && f.entries.some((e) => e.kind === 'look-alike'), 'two names');
  assert.deepEqual(known.entries.find((e) => e.kind === 'look-alike').people, [1, 2]);
  const q = await askQuestion(chair);
  await ada.do('answer', { ...q, option: 0 });
  await phone.do('answer', { ...q, option: 1 });
  assert.equal((await chair.do('merge', { of_person: 2, into: 1, reason: 'her phone' })).answer, 'recorded');
  await ada.seen((f) => f.type === 'mine' && f.answer?.option === 1, 'the later answer');
  const one = await chair.seen((f) => f.run?.result?.answered === 1, 'one of them');
  assert.deepEqual(one.people.entries.map((p) => [p.person, p.into ?? 0, p.links?.length ?? 0]), [[1, 0, 2], [2, 1, 0]]);

});

test('a role is handed over and taken back, and each page is told by whom', async (t) => {
  const server = await serve(t, folder(t));
  const chair = await chairOf(server), scribe = await scribeOf(server), bo = await participantOf(server, 'Bo');
  const as = (role) => Seat.open(server.port).then((seat) => {
    seat.send({ hello: { version: 1, as: role, code: secretOf(server.links.participants), person: bo.person } });
    return seat;
  });
  assert.equal(await (await as('chair')).whenClosed(), 4401);
  const q = await askQuestion(chair);
  for (const role of ['chair', 'scribe']) {
    const command = { of_person: 1, role, by: 'Carla Chair' };
    assert.equal((await chair.do('hand-over', command)).answer, 'recorded');
    const given = await bo.seen((f) => f.type === 'role' && f.role === role && f.holds, 'the role');
    assert.equal(given.sentence, `The role of ${role} was handed to you by Carla Chair; open its page.`);
    assert.deepEqual((await bo.seen((f) => f.type === 'mine' && f.roles.includes(role), 'roles')).roles, [role]);
    assert.match((await scribe.seen((f) => f.type === 'role' && f.role === role && f.holds, 'who has it')).sentence, /handed to Bo by Carla Chair/);
    const page = await as(role);
    assert.equal((await page.type('welcome')).role, role);
    assert.equal((await page.do('position', { ...q, option: 0, way: 'microphone', name: `Max ${role}` })).answer, 'recorded');

    bo.read = bo.frames.length;
    assert.equal((await chair.do('hand-over', { ...command, off: true })).answer, 'recorded');
    assert.equal(await page.whenClosed(), 4401);
    const last = page.frames.at(-1);
    assert.deepEqual([last.type, last.role, last.holds, last.person, last.by], ['role', role, false, 1, 'Carla Chair']);
    assert.equal(last.sentence, `The role of ${role} was taken back from you by Carla Chair; you are in the meeting as a participant.`);
    assert.equal(await (await as(role)).whenClosed(), 4401);
    await bo.next((f) => f.type === 'mine' && f.roles.length === 0, 'none');
  }
  assert.equal((await bo.do('say', { text: 'still here' })).answer, 'recorded');
  assert.equal((await chair.do('hand-over', { of_person: 1, role: 'chair', off: true })).reason, 'already');
});

test('a renewed link ends the old one, in words and over a restart', async (t) => {
  const dir = folder(t);
  const server = await serve(t, dir);
  const chair = await chairOf(server), other = await chairOf(server), scribe = await scribeOf(server);
  const secrets = { chair: 'ab'.repeat(16), scribe: 'cd'.repeat(16) };
  assert.equal((await chair.do('renew', { role: 'chair', secret: secrets.chair, by: 'Carla Chair' })).answer, 'recorded');
  assert.equal(await other.whenClosed(), 4401);
  assert.equal(other.frames.at(-1).sentence, 'The link of the chair was renewed by Carla Chair; ask for the new one.');
  assert.equal((await chair.do('renew', { role: 'scribe', secret: secrets.scribe })).answer, 'recorded');
  assert.equal(await scribe.whenClosed(), 4401);
  const links = Object.fromEntries(Object.entries(secrets).map(([role, secret]) => [role, new URL(`http://x/#${secret}`)]));
  assert.equal((await chairOf(server, links)).welcome.role, 'chair');
  await stop(server);

  const again = await serve(t, dir);
  assert.match(again.out, /^chair +as before/m);
  assert.equal((await chairOf(again, links)).welcome.role, 'chair');
  assert.equal((await scribeOf(again, links)).welcome.role, 'scribe');
  for (const role of ['chair', 'scribe']) {
    const old = await Seat.open(again.port);
    old.send({ hello: { version: 1, [role]: secretOf(server.links[role]) } });
    assert.equal(await old.whenClosed(), 4401);
  }
});

test('a name that was entered and who joins by it are one when the chair says so', async (t) => {
  const server = await serve(t, folder(t));
  const chair = await chairOf(server), scribe = await scribeOf(server);
  const q = await askQuestion(chair);
  assert.equal((await scribe.do('position', { ...q, option: 0, way: 'microphone', name: 'Max Ohm', text: 'it works' })).answer, 'recorded');
  const max = await participantOf(server, 'max ohm');
  const known = await chair.seen((f) => f.type === 'irregularities' && f.entries.some((e) => e.kind === 'perhaps-one'), 'perhaps one');
  const entry = known.entries.find((e) => e.kind === 'perhaps-one');
  assert.deepEqual([entry.people, entry.into], [[1, 2], 2]);
  const refused = await scribe.do('position', { ...q, option: 1, way: 'microphone', name: 'MAX OHM' });
  assert.deepEqual([refused.reason, refused.sentence.split(';')[0]], ['which', 'several people here have this name']);
  assert.equal((await chair.do('merge', { of_person: 1, into: 2, reason: 'he came online' })).answer, 'recorded');
  const mine = await max.seen((f) => f.type === 'mine' && f.entered, 'what was entered');
  assert.deepEqual([mine.entered.option, mine.entered.way, mine.entered.text, mine.entered.role], [0, 'microphone', 'it works', 'scribe']);
  assert.equal((await max.do('answer', { ...q, option: 1 })).answer, 'recorded');
  const result = (await chair.seen((f) => f.run?.result?.options[1].hands === 1, 'the hand')).run.result;
  assert.deepEqual([result.answered, result.options[0].microphone], [1, 0]);
  await max.seen((f) => f.type === 'mine' && f.entered === null && f.answer?.option === 1, 'the own answer');
  assert.ok(!scribe.frames.some((f) => f.type === 'irregularities'));
});
