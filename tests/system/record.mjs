// Looks into a record from outside: by SQLite of another language, with the chain worked out anew.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';

const QUERY = `
import json, sqlite3, sys
for seq, time, kind, body, hash in sqlite3.connect(sys.argv[1]).execute('select seq, time_us, kind, body, hash from event order by seq'):
    print(json.dumps([seq, time, kind, body if isinstance(body, str) else body.decode(), hash.hex()]))`;

/** All events: seq, time (microseconds), kind, body (parsed), id (of the command that made it, or undefined). */
export function eventsOf(file) {
  const out = execFileSync('python3', ['-c', QUERY, file], { encoding: 'utf8', maxBuffer: 1 << 30 });
  let before = Buffer.alloc(32);
  return out.split('\n').filter((line) => line !== '').map((line) => {
    const [seq, time, kind, text, hash] = JSON.parse(line);
    const numbers = Buffer.alloc(16);
    numbers.writeBigUInt64BE(BigInt(seq), 0);
    numbers.writeBigInt64BE(BigInt(time), 8);
    before = createHash('sha256').update(before).update(numbers).update(`${kind}\0${text}`).digest();
    assert.equal(before.toString('hex'), hash, `the chain breaks at event ${seq}`);
    const body = JSON.parse(text);
    return { seq, time, kind, body, id: body.command };
  });
}

/** By id: the events that a command made. One command may make several (a draw, a vote by chat). */
export function byCommand(events) {
  const of = new Map();
  for (const e of events)
    if (e.id !== undefined)
      of.set(e.id, [...of.get(e.id) ?? [], e]);
  return of;
}
