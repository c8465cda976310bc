// A page without a browser: the client of clients/web on a socket of ours.
import net from 'node:net';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

import { chanceOf } from './chance.mjs';
import { Seat } from './wire.mjs';

const { Wire, stillOpen } = await import(pathToFileURL(path.resolve(process.env.HUMROOM_WEB ?? path.join(import.meta.dirname, '../../clients/web'), 'wire.js')).href);

/** What the client takes for a WebSocket. */
function socketTo(port) {
  let socket, seat, over = false;
  const end = (code) => {
    if (!over) {
      over = true;
      ours.onclose?.({ code });
    }
  };
  const ours = {
    onopen: null, onmessage: null, onclose: null,
    send: (text) => seat?.sendText(text),
    close: () => socket.destroy(),
  };
  Seat.open(port, {}, (then) => (socket = net.connect(port, '127.0.0.1', then))).then((s) => {
    seat = s;
    ours.onopen?.();
    const early = seat.frames;
    seat.frames = { push: (frame) => ours.onmessage?.({ data: JSON.stringify(frame) }) };
    seat.end = end;
    early.forEach((frame) => seat.frames.push(frame));
    if (seat.closed !== null)
      end(seat.closed);
  }, () => {
    socket.destroy();
    end(1006);
  });
  return ours;
}

/** sent: by id, the moments (ms) at which it went; settled: by id; waits: ms from send() to the answer. */
export function pageOf({ port, code, seed }) {
  const chance = chanceOf(seed);
  const hex = (digits) => Array.from({ length: digits }, () => Math.floor(chance() * 16).toString(16)).join('');
  const timers = new Set(), begun = new Map();
  let ended = false;
  const page = { opened: 0, sent: new Map(), settled: new Map(), waits: [],
    send(fields) {
      const before = performance.now(), id = wire.send(fields);
      begun.set(id, before);
      if (!page.sent.has(id))
        page.sent.set(id, []);
      return id;
    },
    /** Nobody answers what is not shown to them. */
    sees: (q) => stillOpen(wire.state.view, q),
    /** how many commands wait to be told. */
    open: () => wire.state.commands.filter((c) => c.state === 'sending').length,
    end() {
      ended = true;
      timers.forEach(clearTimeout);
      wire.socket?.close();
    } };
  const wire = new Wire({
    hello: { version: 1, code, person: hex(32) },
    open() {
      page.opened++;
      const socket = socketTo(port), { send } = socket;
      socket.send = (text) => {
        const { id } = JSON.parse(text);
        if (id !== undefined)
          page.sent.set(id, [...page.sent.get(id) ?? [], Date.now()]);
        send(text);
      };
      return socket;
    },
    store: { load: () => [], save: () => {}, drop(id) {
      const c = wire.state.commands.find((x) => x.id === id);
      page.settled.set(id, { ...c, before: undefined });
      page.waits.push(performance.now() - begun.get(id));
    } },
    now: () => performance.now(),
    later(run, ms) {
      const timer = setTimeout(() => {
        timers.delete(timer);
        if (!ended)
          run();
      }, ms);
      timers.add(timer);
      return () => {
        clearTimeout(timer);
        timers.delete(timer);
      };
    },
    id: () => hex(32), chance, changed: () => {},
  });
  wire.start();
  return page;
}
