// A WebSocket client of our own: node 20 has none, and tests must be able to send what no library would.
import { createHash, randomBytes } from 'node:crypto';
import net from 'node:net';

const PATIENCE_MS = 20000;

/** @param {number} ms @param {string} what */
function late(ms, what) {
  return new Promise((_, fail) => setTimeout(() => fail(new Error(`no ${what} within ${ms} ms`)), ms).unref());
}

export const id = () => randomBytes(16).toString('hex');

/** One frame as bytes. length: what the header declares, when it lies. */
export function frame(payload, { opcode = 1, fin = true, masked = true, length = undefined, reserved = 0 } = {}) {
  const body = Buffer.from(payload);
  const declared = length ?? BigInt(body.length);
  const head = [(fin ? 0x80 : 0) | reserved << 4 | opcode];
  if (declared < 126n)
    head.push((masked ? 0x80 : 0) | Number(declared));
  else if (declared < 65536n)
    head.push((masked ? 0x80 : 0) | 126, Number(declared >> 8n), Number(declared & 255n));
  else {
    head.push((masked ? 0x80 : 0) | 127);
    for (let shift = 56n; shift >= 0n; shift -= 8n)
      head.push(Number(declared >> shift & 255n));
  }
  if (!masked)
    return Buffer.concat([Buffer.from(head), body]);
  const mask = randomBytes(4);
  return Buffer.concat([Buffer.from(head), mask, body.map((byte, i) => byte ^ mask[i % 4])]);
}

/** Sends bytes on a new connection and gives all that comes until it closes (or `enough` says so). */
export function raw(port, bytes, enough = () => false) {
  let socket;
  const done = new Promise((resolve, reject) => {
    socket = net.connect(port, '127.0.0.1', () => socket.write(bytes));
    let got = Buffer.alloc(0);
    socket.on('data', (chunk) => {
      got = Buffer.concat([got, chunk]);
      if (enough(got.toString('latin1')))
        socket.destroy();
    });
    socket.on('error', (error) => (error.code === 'ECONNRESET' || error.code === 'EPIPE' ? undefined : reject(error)));
    socket.on('close', () => resolve(got.toString('latin1')));
  });
  return Promise.race([done, late(PATIENCE_MS, 'end of the connection')]).finally(() => socket.destroy());
}

export function upgradeRequest(port, extra = {}) {
  const headers = {
    Host: `127.0.0.1:${port}`, Upgrade: 'websocket', Connection: 'Upgrade', 'Sec-WebSocket-Version': '13',
    'Sec-WebSocket-Key': randomBytes(16).toString('base64'), 'Sec-WebSocket-Protocol': 'humroom.1', ...extra,
  };
  const lines = Object.entries(headers).filter(([, value]) => value !== null).map(([key, value]) => `${key}: ${value}`);
  return `GET /socket HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`;
}

/** A seat: what came is kept in `frames`, read in order by until(). */
export class Seat {
  constructor(socket) {
    this.socket = socket;
    this.frames = [];
    this.read = 0;
    this.closed = null; // close code; 1006: without a word
    this.waiting = [];
    this.bytes = Buffer.alloc(0);
    this.parts = '';
    this.mute = false; // says nothing by itself, also when it is pinged
  }

  /** connect: how, where it is not straight to 127.0.0.1. */
  static async open(port, extra = {}, connect = (then) => net.connect(port, '127.0.0.1', then)) {
    const key = randomBytes(16).toString('base64');
    const accept = createHash('sha1').update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64');
    const opened = new Promise((resolve, reject) => {
      const socket = connect(() =>
        socket.write(upgradeRequest(port, { 'Sec-WebSocket-Key': key, ...extra })));
      const seat = new Seat(socket);
      let head = Buffer.alloc(0);
      const onHead = (chunk) => {
        head = Buffer.concat([head, chunk]);
        const end = head.indexOf('\r\n\r\n');
        if (end < 0)
          return;
        const text = head.subarray(0, end).toString('latin1');
        if (!text.startsWith('HTTP/1.1 101') || !text.toLowerCase().includes('sec-websocket-protocol: humroom.1') ||
            !text.includes(accept))
          return reject(new Error(text.split('\r\n')[0]));
        seat.responseHead = text;
        socket.off('data', onHead);
        socket.on('data', (more) => seat.take(more));
        seat.take(head.subarray(end + 4));
        resolve(seat);
      };
      socket.on('data', onHead);
      socket.on('error', () => {});
      socket.on('close', () => {
        reject(new Error('closed before it was open'));
        seat.end(1006);
      });
    });
    return Promise.race([opened, late(PATIENCE_MS, 'open socket')]);
  }

  take(chunk) {
    this.bytes = Buffer.concat([this.bytes, chunk]);
    for (;;) {
      const b = this.bytes;
      if (b.length < 2)
        return;
      let at = 2;
      let length = b[1] & 127;
      if (length === 126 && b.length >= 4) {
        length = b.readUInt16BE(2);
        at = 4;
      } else if (length === 127 && b.length >= 10) {
        length = Number(b.readBigUInt64BE(2));
        at = 10;
      } else if (length >= 126)
        return;
      if (b.length < at + length)
        return;
      const payload = b.subarray(at, at + length);
      this.bytes = b.subarray(at + length);
      this.got(b[0] & 15, (b[0] & 128) !== 0, payload);
    }
  }

  got(opcode, fin, payload) {
    if (opcode === 8) {
      this.socket.write(frame(payload, { opcode: 8 }));
      this.end(payload.length >= 2 ? payload.readUInt16BE(0) : 1005);
      return this.socket.end();
    }
    if (opcode === 9)
      return this.mute || this.socket.write(frame(payload, { opcode: 10 }));
    if (opcode > 1)
      return undefined;
    this.parts += payload.toString('utf8');
    if (!fin)
      return undefined;
    this.frames.push(JSON.parse(this.parts));
    this.parts = '';
    return this.wake();
  }

  end(code) {
    this.closed ??= code;
    this.wake();
  }

  wake() {
    for (const look of this.waiting.splice(0))
      look();
  }

  async until(what, find) {
    const found = (async () => {
      for (;;) {
        const result = find();
        if (result !== undefined)
          return result;
        await new Promise((resolve) => this.waiting.push(resolve));
      }
    })();
    return Promise.race([found, late(PATIENCE_MS, what)]);
  }

  /** The next frame (behind the last one taken) that fits. */
  next(fits, what = 'such frame') {
    return this.until(what, () => {
      for (let i = this.read; i < this.frames.length; i++)
        if (fits(this.frames[i])) {
          this.read = i + 1;
          return this.frames[i];
        }
      if (this.closed !== null)
        throw new Error(`closed with ${this.closed} before there was ${what}`);
      return undefined;
    });
  }

  /** Any frame that fits, also one that came long ago. */
  seen(fits, what = 'such frame') {
    return this.until(what, () => {
      const there = this.frames.find(fits);
      if (there === undefined && this.closed !== null)
        throw new Error(`closed with ${this.closed} before there was ${what}`);
      return there;
    });
  }

  type(type) {
    return this.next((f) => f.type === type, type);
  }

  whenClosed() {
    return this.until('close', () => (this.closed === null ? undefined : this.closed));
  }

  sendRaw(bytes) {
    this.socket.write(bytes);
  }

  sendText(text) {
    this.socket.write(frame(text));
  }

  send(value) {
    this.sendText(JSON.stringify(value));
  }

  /** Sends a command and gives its answer. */
  async do(command, fields = {}, commandId = id()) {
    this.send({ id: commandId, command, ...fields });
    return this.answer(commandId);
  }

  answer(commandId) {
    const from = this.frames.filter((f) => f.type === 'answer' && f.id === commandId).length;
    return this.until(`answer to ${commandId}`, () => {
      const answers = this.frames.filter((f) => f.type === 'answer' && f.id === commandId);
      if (answers.length <= from && this.closed !== null)
        throw new Error(`closed with ${this.closed} before an answer`);
      return answers[from];
    });
  }

  drop() {
    this.socket.destroy();
  }
}
