// What humroom is compared with: the same work as a Node program of today would do it, with ws and better-sqlite3. It
// speaks as much of net/PROTOCOL.md as the load needs. All commands of a turn are one transaction (WAL, FULL), answered
// behind it; a state that changed goes to everybody at the rate.
import { createRequire } from 'node:module';
import path from 'node:path';

const [folder, record, hz, viewBytes] = process.argv.slice(2);
const require = createRequire(path.join(path.resolve(folder), 'package.json'));
const { WebSocketServer, WebSocket } = require('ws');
const Database = require('better-sqlite3');

const db = new Database(record);
db.pragma('journal_mode = WAL');
db.pragma('synchronous = FULL');
db.exec('CREATE TABLE IF NOT EXISTS event(seq INTEGER PRIMARY KEY, id TEXT UNIQUE, body TEXT)');
const insert = db.prepare('INSERT OR IGNORE INTO event(id, body) VALUES(?, ?)');
const find = db.prepare('SELECT seq FROM event WHERE id = ?');
const keepAll = db.transaction((list) => {
  for (const w of list) {
    const kept = insert.run(w.id, w.body);
    w.seq = kept.changes > 0 ? kept.lastInsertRowid : find.get(w.id).seq;
  }
});

let question = 0, calling = null, version = 0, view = Buffer.alloc(0), shown = 0, waiting = [];

function changed() {
  const state = { type: 'view', run: { question, run: 1 }, calling, rest: '' };
  state.rest = 'x'.repeat(Math.max(0, Number(viewBytes) - JSON.stringify(state).length));
  view = Buffer.from(JSON.stringify(state));
  version++;
}
changed();

function commit() {
  const list = waiting;
  waiting = [];
  keepAll(list);
  for (const { socket, id, seq } of list)
    if (socket.readyState === WebSocket.OPEN)
      socket.send(JSON.stringify({ type: 'answer', id, answer: 'recorded', seq, time: Date.now() * 1000 }));
}

function take(socket, bytes) {
  const frame = JSON.parse(bytes);
  if (frame.hello) {
    socket.greeted = true;
    socket.send('{"type":"welcome","version":1}');
    socket.send(view, { binary: false });
    return;
  }
  if (waiting.length === 0)
    setImmediate(commit);
  waiting.push({ socket, id: frame.id, body: bytes.toString(), seq: 0 });
  if (frame.command === 'call')
    calling = frame.option;
  if (frame.command === 'ask')
    question = frame.question;
  if (frame.command === 'call' || frame.command === 'ask')
    changed();
}

const server = new WebSocketServer({
  host: '127.0.0.1', port: 0, backlog: 4096, perMessageDeflate: false, handleProtocols: () => 'humroom.1',
});
server.on('connection', (socket) => {
  socket.on('message', (bytes) => take(socket, bytes));
  socket.on('error', () => socket.terminate());
});
setInterval(() => {
  if (shown === version)
    return;
  shown = version;
  for (const socket of server.clients)
    if (socket.greeted && socket.bufferedAmount === 0)
      socket.send(view, { binary: false });
}, 1000 / Number(hz));
server.on('listening', () => {
  const { port } = server.address();
  console.log(`chair http://127.0.0.1:${port}/chair#x\nparticipants http://127.0.0.1:${port}/#x\nseats any`);
});
