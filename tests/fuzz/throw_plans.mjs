// What tests/fuzz/throw.mjs throws: each plan is bytes from a seed, and what may come back.
//   pieces: written one after the other      pong: this number must come back, all was in order
//   codes: the close codes of which one must come; null: any that is documented, or just the end
//   valid: it keeps to the protocol of WebSocket, whatever it says, perhaps at too great length
//   echo: there may be a goodbye in it, whose code comes back
import { chanceOf } from '../system/chance.mjs';

export class Dice {
  constructor(seed) {
    this.chance = chanceOf(seed);
  }

  below(n) {
    return Math.floor(this.chance() * n);
  }

  between(low, high) {
    return low + this.below(high - low + 1);
  }

  of(list) {
    return list[this.below(list.length)];
  }

  bytes(n) {
    return Buffer.from(Array.from({ length: n }, () => this.below(256)));
  }

  hex(n) {
    return Array.from({ length: n }, () => this.below(16).toString(16)).join('');
  }
}

/** One frame; `length` lies, `bits` are the reserved ones, mask: true, false or four bytes. */
function frame(d, payload, { opcode = 1, fin = true, bits = 0, length, mask = true } = {}) {
  const body = Buffer.from(payload);
  d.pinged ||= opcode === 9;
  const declared = length ?? BigInt(body.length);
  const head = [(fin ? 0x80 : 0) | bits << 4 | opcode], high = mask === false ? 0 : 0x80;
  if (declared < 126n)
    head.push(high | Number(declared));
  else if (declared < 65536n)
    head.push(high | 126, Number(declared >> 8n), Number(declared & 255n));
  else
    head.push(high | 127, ...Array.from({ length: 8 }, (_, i) => Number(declared >> BigInt(56 - 8 * i) & 255n)));
  if (mask === false)
    return Buffer.concat([Buffer.from(head), body]);
  const key = mask === true ? d.bytes(4) : mask;
  return Buffer.concat([Buffer.from(head), key, body.map((byte, i) => byte ^ key[i % 4])]);
}

/** A message in fragments, cut anywhere (also inside of a character), control frames between them. */
function fragments(d, text, count) {
  const body = Buffer.from(text);
  const cuts = [0, ...Array.from({ length: count - 1 }, () => d.below(body.length + 1)).sort((a, b) => a - b), body.length];
  const out = [];
  for (let i = 0; i < count; i++) {
    out.push(frame(d, body.subarray(cuts[i], cuts[i + 1]), { opcode: i === 0 ? 1 : 0, fin: i === count - 1, mask: d.below(8) > 0 }));
    if (i < count - 1 && d.below(3) === 0)
      out.push(frame(d, d.bytes(d.below(126)), { opcode: d.of([9, 10]) }));
  }
  return Buffer.concat(out);
}

/** Into pieces for the socket: whole, some, or byte by byte. */
function pieces(d, bytes) {
  const how = d.below(4), out = [];
  if (how === 0)
    return [bytes];
  for (let at = 0; at < bytes.length;) {
    const n = how === 1 ? d.between(1, 1500) : how === 2 ? d.between(1, 40) : d.of([1, 1, 1, 2, 700]);
    out.push(bytes.subarray(at, at += n));
  }
  return out.length > 400 ? [...out.slice(0, 400), Buffer.concat(out.slice(400))] : out;
}

const HEADERS = (d, host) => [['Host', host], ['Upgrade', 'websocket'], ['Connection', 'Upgrade'], ['Sec-WebSocket-Version', '13'],
  ['Sec-WebSocket-Key', d.bytes(16).toString('base64')], ['Sec-WebSocket-Protocol', 'humroom.1']];
const request = (line, headers) => Buffer.from(`${line}\r\n${headers.map(([k, v]) => `${k}: ${v}\r\n`).join('')}\r\n`, 'latin1');
const upgrade = (d, host) => request('GET /socket HTTP/1.1', HEADERS(d, host));

/** JSON that a page could send, most of it wrong in some way. */
function json(d, w) {
  const id = d.of([w.id(), w.id(), w.id(), w.lastId, 'x', '', 7, null, w.lastId.toUpperCase()]);
  w.lastId = typeof id === 'string' && id.length === 32 ? id : w.lastId;
  const text = d.of(['hello', '+1', '<img src=x onerror=alert(1)>', '\u001b[2J', '\u202eevil', '\u2066', '\0', 'x'.repeat(d.below(5000)), '💥'.repeat(d.below(300)), '\ud800', '\uffff', 'a\nb', '']);
  const frames = [
    { id, command: 'answer', ...w.q, option: d.of([0, 1, 2, -1, 99, 2 ** 31, 2 ** 53, 1.5, 'withdraw', 'no-opinion', 'x', null, [], {}]), text },
    { id, command: 'answer', question: d.of([0, 1, 2, -1, 4294967296, 9e15]), run: d.of([0, 1, 2, 77]), option: 0 },
    { id, command: 'say', text: d.below(6) === 0 ? 'said' : text.replace(/^(hello|\+1)$/, '\u0007') },
    { id, command: 'join', name: d.below(3) === 0 ? `Name ${d.below(9)}` : text, affiliation: text, in_room: d.of([true, false, 1]), note_well: d.of([true, false, 'x']) },
    { id, command: d.of(['ask', 'close', 'void', 'end', 'prepare', 'merge', 'renew', 'hum', 'dance', '', 5, null]), question: 1, run: 1, reason: text, role: 'chair' },
    { get: d.of(['chat', 'people', 'changed', 'queue', 'mic', 'minutes', 'check', 'x', 5, null, 'x'.repeat(300)]), after: d.of([0, 1, -1, 2 ** 53, 1.5, 'x', null]) },
    { ping: d.of([0, 1, -1, 2 ** 53, 1.5, 'x', null]) },
    { hello: d.of([{}, [], 5, null, { version: 1 }, { version: 1, chair: 'x' }]) },
    { id, command: 'leave' },
  ];
  const good = JSON.stringify(d.of(frames));
  switch (d.below(10)) {
  case 0: return good.slice(0, d.below(good.length));
  case 1: return good + d.of(['}', ' ', ',', '\0', good]);
  case 2: return '['.repeat(d.between(1, 4000)) + ']'.repeat(d.below(4000));
  case 3: return `{"id":"${id}","id":"${id}","command":"say","text":"twice"}`;
  case 4: return good.replace(/"/, d.of(["'", '\\u0000', '\\ud800', '']));
  case 5: return `{"x":${d.of(['1e999', '-', '01', '9'.repeat(4000), '1e-400', 'NaN', 'tru', '"\\u00"'])}}`;
  default: return good;
  }
}

/** Bytes changed by chance: flipped, cut out, doubled, moved, cut off, replaced by what lengths are made of. */
export function mutate(d, bytes) {
  let b = Buffer.from(bytes);
  for (let n = d.between(1, 6); n > 0 && b.length > 2; n--) {
    const at = d.below(b.length), to = Math.min(b.length, at + d.between(1, 40)), part = b.subarray(at, to);
    switch (d.below(8)) {
    case 0: b[at] ^= 1 << d.below(8); break;
    case 1: b = Buffer.concat([b.subarray(0, at), d.bytes(d.between(1, 30)), b.subarray(at)]); break;
    case 2: b = Buffer.concat([b.subarray(0, at), b.subarray(to)]); break;
    case 3: b = Buffer.concat([b.subarray(0, to), ...Array.from({ length: d.between(1, 200) }, () => part), b.subarray(to)]); break;
    case 4: b = Buffer.concat([b.subarray(0, at), b.subarray(to), part]); break;
    case 5: b = b.subarray(0, at + 1); break;
    case 6: b = Buffer.concat([b.subarray(0, at), Buffer.from(d.of(['7fffffffffffffff', '8000000000000000', 'ffffffffffffffff', 'fe', 'ff', '00', '0d0a', '0d0a0d0a', '80', '8180', '81ff'])  , 'hex'), b.subarray(to)]); break;
    default: b[at] = d.below(256);
    }
  }
  return b;
}

const all = (d, ...parts) => ({ pieces: pieces(d, Buffer.concat(parts)) });

/** name: (dice, world, in = request and hello) => plan */
const PLANS = {
  'a ping in any fragments': (d, w, enter) => {
    const ping = d.between(1, 1e9), pad = d.of(['x', 'ä', '€', '😀']).repeat(d.below(1500));
    return { ...all(d, ...enter, fragments(d, JSON.stringify({ ping, pad }), d.between(1, 64))), pong: ping };
  },
  'pings, also of WebSocket, and nothing else': (d, w, enter) => {
    const ping = d.between(1, 1e9);
    const many = Array.from({ length: d.between(1, 50) }, () => frame(d, d.bytes(d.below(126)), { opcode: d.of([9, 10]), mask: d.below(2) > 0 }));
    return { ...all(d, ...enter, ...many, frame(d, JSON.stringify({ ping }))), pong: ping };
  },
  'exactly 8192 bytes': (d, w, enter) => {
    const ping = d.between(1, 1e9), text = `{"ping":${ping}}`;
    return { ...all(d, ...enter, fragments(d, text + ' '.repeat(8192 - text.length), d.between(1, 20))), pong: ping };
  },
  'more than 8192 bytes': (d, w, enter) =>
    ({ ...all(d, ...enter, frame(d, 'x'.repeat(d.of([8193, 8194, 9000, 65535, 65536, 200000])))), codes: null }),
  'a length that is a lie': (d, w, enter) => ({ ...all(d, ...enter, frame(d, 'x', {
    length: d.of([8193n, 65536n, 2n ** 31n, 2n ** 32n, 2n ** 63n - 1n]) })), codes: [1009] }),
  'a length that cannot be': (d, w, enter) => ({ ...all(d, ...enter, frame(d, 'x', {
    opcode: d.of([0, 1, 2, 8, 9, 10]), fin: d.below(2) > 0, length: d.of([2n ** 63n, 2n ** 64n - 1n, 2n ** 63n + 7n]) })), codes: null, echo: true }),
  'thousands of fragments': (d, w, enter) => {
    const text = d.of(['', 'x', 'xy']), n = d.between(100, 6000);
    return { ...all(d, ...enter, frame(d, text, { fin: false }), ...Array.from({ length: n }, () => frame(d, text, { opcode: 0, fin: false }))), codes: null };
  },
  'a binary frame': (d, w, enter) => ({ ...all(d, ...enter, frame(d, d.bytes(d.between(1, 200)), { opcode: 2 })), codes: [1003] }),
  'bytes that are no UTF-8': (d, w, enter) => ({ ...all(d, ...enter, frame(d, Buffer.concat([Buffer.from(`{"a":"${'b'.repeat(d.below(300))}`),
    d.of(['ff', 'c0af', 'eda080', 'f4908080', 'e282', 'f09f98', '80', 'fe', 'f8888080']).match(/../g).reduce((b, x) => Buffer.concat([b, Buffer.from(x, 'hex')]), Buffer.alloc(0)), Buffer.from('"}')]))), codes: [1007] }),
  'reserved bits and opcodes': (d, w, enter) => ({ ...all(d, ...enter, frame(d, d.bytes(d.below(200)), {
    bits: d.between(0, 7), opcode: d.of([3, 4, 5, 6, 7, 11, 12, 13, 14, 15, 1, 1]), fin: d.below(3) > 0 })), codes: null }),
  'control frames too long, or in fragments': (d, w, enter) => ({ ...all(d, ...enter, frame(d, d.bytes(d.of([0, 5, 126, 500, 70000])), {
    opcode: d.of([8, 9, 10]), fin: d.below(2) > 0 })), codes: null, echo: true }),
  'out of order': (d, w, enter) => ({ ...all(d, ...enter, ...Array.from({ length: d.between(1, 8) }, () =>
    frame(d, '{"ping":1}', { opcode: d.of([0, 1]), fin: d.below(2) > 0 }))), codes: null }),
  'goodbyes of all kinds': (d, w, enter) => ({ ...all(d, ...enter, frame(d, Buffer.concat([Buffer.from([d.below(256), d.below(256)]), d.bytes(d.below(123))]).subarray(0, d.below(126)), { opcode: 8 }),
    frame(d, '{"ping":1}')), codes: null, echo: true }),
  'commands of all kinds': (d, w, enter) => ({ ...all(d, ...enter, ...Array.from({ length: d.between(1, 30) }, () => fragments(d, json(d, w), d.below(4) === 0 ? d.between(1, 9) : 1))), codes: null, valid: true }),
  'more than the rate': (d, w, enter) => ({ ...all(d, ...enter, ...Array.from({ length: d.between(60, 700) }, () => frame(d, '{"ping":1}'))), codes: null, valid: true }),
  'bytes by chance': (d, w, enter) => ({ ...all(d, enter[0], ...d.below(2) > 0 ? [enter[1]] : [], d.bytes(d.between(1, 3000))), codes: null, echo: true }),
  'everything changed by chance': (d, w, enter) => ({ ...all(d, mutate(d, Buffer.concat([...enter, frame(d, json(d, w)), fragments(d, '{"ping":1}', d.between(1, 9)), frame(d, json(d, w))]))), codes: null, echo: true }),
  'frames changed by chance': (d, w, enter) => ({ ...all(d, ...enter, mutate(d, Buffer.concat([frame(d, json(d, w)), fragments(d, '{"ping":1}', d.between(1, 9)), frame(d, json(d, w))]))), codes: null, echo: true }),
  'frames in another order': (d, w, enter) => {
    const frames = Array.from({ length: d.between(2, 12) }, () => frame(d, d.of([() => json(d, w), () => '{"ping":1}'])(), { fin: d.below(6) > 0, opcode: d.of([1, 1, 1, 0, 9]) }));
    return { ...all(d, enter[0], ...[enter[1], ...frames].map((f) => [d.chance(), f]).sort((a, b) => a[0] - b[0]).map(([, f]) => f)), codes: null };
  },
  'cut off anywhere': (d, w, enter) => {
    const whole = Buffer.concat([...enter, frame(d, json(d, w)), fragments(d, '{"ping":1,"x":"äöü"}', 5)]);
    return { pieces: pieces(d, whole.subarray(0, d.between(1, whole.length))), codes: null };
  },
  'requests, one behind the other': (d, w, enter) => ({ ...all(d, ...Array.from({ length: d.between(1, 12) }, () =>
    d.of([() => request('GET / HTTP/1.1', [['Host', w.host]]), () => request('GET /wire.js HTTP/1.1', [['Host', w.host]]), () => request('HEAD / HTTP/1.1', [['Host', w.host]]),
      () => request('GET /x HTTP/1.0', []), () => request('POST / HTTP/1.1', [['Host', w.host], ['Content-Length', '5']]), () => enter[0], () => Buffer.from('hello')])())), codes: null }),
  'odd headers': (d, w, enter) => {
    const headers = HEADERS(d, w.host);
    for (let n = d.between(1, 4); n > 0; n--) {
      const i = d.below(headers.length), [name, value] = headers[i];
      switch (d.below(9)) {
      case 0: headers.splice(i, 1); break;
      case 1: headers.splice(i, 0, [name, d.of(['foo', 'h2c', 'websocket, h2c', 'keep-alive, Upgrade', '13, 8', '8', 'humroom.2', 'x'.repeat(d.below(3000))])]); break;
      case 2: headers[i] = [name.toUpperCase(), value.toUpperCase()]; break;
      case 3: headers[i] = [name, `${d.of([' ', '\t', '\0', '\r', '\n', '\x80'])}${value}`]; break;
      case 4: headers.push([d.of(['Content-Length', 'Transfer-Encoding', 'Expect', 'Range', 'Origin', 'X-Forwarded-For', 'Forwarded', 'Cookie', 'Authorization', 'Sec-WebSocket-Extensions', 'If-None-Match', 'Upgrade-Insecure-Requests', 'TE', ':authority']),
        d.of(['-1', '0', '5', '9223372036854775807', 'chunked', '100-continue', 'bytes=0-', 'null', `http://${w.host}`, '1.2.3.4', 'a'.repeat(d.below(4000)), 'permessage-deflate; client_max_window_bits', '*', ''])]); break;
      case 5: headers.push(...Array.from({ length: d.between(1, 300) }, (_, k) => [`X-${k}`, 'y'])); break;
      case 6: headers[i] = [`${name} `, value]; break;
      case 7: headers[i] = [name.slice(0, d.below(name.length)), value]; break;
      default: headers.push(headers[i]);
      }
      if (headers.length === 0)
        break;
    }
    const line = `${d.of(['GET', 'GET', 'GET', 'get', 'POST', 'CONNECT', 'PRI', 'OPTIONS', 'X'.repeat(500)])} ${d.of(['/socket', '/socket', '/socket', '/', '*', '/socket?x', '//socket', '/%73ocket', '/socket#', '/../socket', `/${'a'.repeat(d.below(5000))}`, `http://${w.host}/socket`])} ${d.of(['HTTP/1.1', 'HTTP/1.1', 'HTTP/1.0', 'HTTP/2.0', 'HTTP/9.9', '', 'x'])}`;
    return { ...all(d, request(d.below(2) > 0 ? line : 'GET /socket HTTP/1.1', headers), enter[1], frame(d, '{"ping":1}')), codes: null };
  },
};
const NAMES = Object.keys(PLANS);

/** The n-th plan of a seed. world: {host, q, code, person(d), id(), lastId} */
export function planOf(seed, n, world) {
  const d = new Dice(Math.imul(seed, 1000003) + n);
  world.id = () => d.hex(32);
  world.lastId = d.of(world.ids);
  const hello = frame(d, JSON.stringify({ hello: { version: 1, code: world.code, person: d.of(world.people), ...d.below(2) > 0 ? { changes: true } : {} } }));
  const name = NAMES[d.below(NAMES.length)], ask = upgrade(d, world.host), plan = PLANS[name](d, world, [ask, hello]);
  // A client waits for the answer to its request, RFC 6455, 4.1; who does not must not expect to be heard.
  const polite = plan.pong !== undefined || plan.codes !== null || d.below(2) > 0;
  const whole = Buffer.concat(plan.pieces), waits = polite && ask.equals(whole.subarray(0, ask.length));
  // The library keeps the code that it closes with where it keeps what was in a ping.
  plan.echo ||= d.pinged;
  plan.valid &&= waits;
  return { name, dice: d, ...plan, request: waits ? [ask] : [], pieces: waits ? pieces(d, whole.subarray(ask.length)) : plan.pieces };
}
