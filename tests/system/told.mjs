// What pages were told against what is in the record.
import assert from 'node:assert/strict';

import { byCommand, eventsOf } from './record.mjs';

/** pages: of page.mjs, with nothing left to be told. Each command that was sent was told recorded, and is in the record
 *  once, at the time that the page was told; no other answer is. Gives how many were told, how many of them were sent more
 *  than once, and how many of these were in the record before the last time. */
export function compare(pages, file) {
  const of = byCommand(eventsOf(file));
  let told = 0, again = 0, known = 0, answers = 0;
  for (const [n, page] of pages.entries()) {
    assert.equal(page.settled.size, page.sent.size, 'all that was sent was told');
    for (const c of page.settled.values()) {
      assert.equal(c.state, 'recorded', `${c.fields.command} of page ${n}: ${c.reason} ${c.sentence}`);
      const made = of.get(c.id) ?? [];
      assert.equal(made.length, 1, `${c.fields.command} ${c.id} of page ${n} is in the record ${made.length} times`);
      assert.equal(made[0].time, c.time, 'the page was told the time that is in the record');
      if (c.fields.command === 'answer') {
        assert.equal(made[0].body.option, c.fields.option);
        answers++;
      }
      const sent = page.sent.get(c.id);
      told++;
      again += sent.length > 1;
      known += sent.length > 1 && c.time < sent.at(-1) * 1000;
    }
  }
  assert.equal([...of.values()].flat().filter((e) => e.kind.startsWith('answer-given/')).length, answers, 'nothing else is there');
  return { told, again, known };
}
