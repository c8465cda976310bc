// One seat at a meeting: a page without a browser. Speaks net/PROTOCOL.md over a real WebSocket.
// @ts-check
import { randomBytes } from 'node:crypto';
import WebSocket from 'ws';

export class Seat {
  /** @param {string} link a link as humroom serve prints it
      @param {object} hello what the first frame says beside the version */
  constructor(link, hello) {
    const url = new URL(link);
    this.waiting = [];
    /** frames by type, the newest of each */
    this.frames = {};
    this.answers = new Map();
    this.socket = new WebSocket(`ws://${url.host}/socket`, 'humroom.1', { origin: url.origin });
    this.socket.on('open', () => this.socket.send(JSON.stringify({ hello: { version: 1, ...hello } })));
    this.socket.on('message', (data) => this.#take(JSON.parse(String(data))));
    this.socket.on('close', (code) => this.#end(`the connection was closed (${code})`));
    this.socket.on('error', (error) => this.#end(error.message));
  }

  #take(frame) {
    this.frames[frame.type] = frame;
    if (frame.type === 'answer') this.answers.set(frame.id, frame);
    this.#check();
  }

  #end(why) {
    this.ended ??= why;
    this.#check();
  }

  #check() {
    this.waiting = this.waiting.filter((w) => !w());
  }

  /** Waits for a state, never for a time; the limit only ends a meeting that hangs.
      @template T @param {() => T} found @param {string} what @param {number} limit_ms @returns {Promise<T>} */
  until(found, what, limit_ms = 30000) {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`no ${what} within ${limit_ms / 1000} s`)), limit_ms);
      const check = () => {
        const value = found();
        if (!value && !this.ended) return false;
        clearTimeout(timer);
        if (value) resolve(value);
        else reject(new Error(`no ${what}: ${this.ended}`));
        return true;
      };
      if (!check()) this.waiting.push(check);
    });
  }

  get view() {
    return this.frames.view;
  }

  /** Sends a command and waits for its answer: recorded, or an error that says why not. */
  async command(command, fields = {}) {
    const id = randomBytes(16).toString('hex');
    this.socket.send(JSON.stringify({ id, command, ...fields }));
    const answer = await this.until(() => this.answers.get(id), `answer to ${command}`);
    if (answer.answer !== 'recorded') throw new Error(`${command}: ${answer.sentence}`);
    return answer;
  }

  /** The same for the newest run of the meeting. */
  about(command, fields = {}) {
    const { question, run } = this.view.run;
    return this.command(command, { question, run, ...fields });
  }

  close() {
    this.socket.close();
  }
}

/** A chair or scribe by their link. */
export function staff(role, link) {
  return new Seat(link, { [role]: new URL(link).hash.slice(1) });
}

/** A participant with a secret of their own. */
export function participant(link) {
  return new Seat(link, { code: new URL(link).hash.slice(1), person: randomBytes(16).toString('hex') });
}
