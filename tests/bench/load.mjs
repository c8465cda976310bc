// Starts the servers of tests/bench/load one after the other, puts people on each, and prints what came of it.
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, readlinkSync, rmSync } from 'node:fs';
import { tmpdir, loadavg } from 'node:os';
import path from 'node:path';

const [built, npm, ...words] = process.argv.slice(2);
const short = words.includes('--short');
const only = words.includes('--only') ? words[words.indexOf('--only') + 1].split(',') : null;
const bench = path.resolve(built, 'tests/bench');
const HUMROOM = path.resolve(built, 'clients/cli/humroom');
const SECONDS = 1000;

// hz: the rate of humroom's fan-out for that many seats; the others are given the same
const scenarios = short ? [
  { name: 'short', people: 200, rate: 200, seconds: 2, hz: 10, all: true },
  { name: 'short-disk', people: 100, rate: 100, seconds: 2, hz: 10, disk: true },
  { name: 'short-stalled', people: 120, rate: 100, seconds: 2, hz: 10, stalled: 20 },
] : [
  { name: '300', people: 300, rate: 300, seconds: 10, hz: 10, all: true },
  { name: '2000', people: 2000, rate: 500, seconds: 10, hz: 10, all: true },
  { name: '10000', people: 10000, rate: 1000, seconds: 10, hz: 5, all: true },
  { name: '10000-fast', people: 10000, rate: 5000, seconds: 10, hz: 5, all: true, restart: true },
  { name: 'stalled', people: 3000, rate: 500, seconds: 60, hz: 10, stalled: 1000 },
  { name: 'not-stalled', people: 2000, rate: 500, seconds: 60, hz: 10 },
  { name: 'disk', people: 2000, rate: 1000, seconds: 10, hz: 10, all: true, disk: true },
];

// Whatever happens here, nothing that was started stays behind.
const children = new Set(), folders = new Set();
process.on('exit', () => {
  children.forEach((child) => child.kill('SIGKILL'));
  folders.forEach((folder) => rmSync(folder, { recursive: true, force: true }));
});
for (const [signal, code] of [['SIGINT', 130], ['SIGTERM', 143], ['SIGHUP', 129]])
  process.on(signal, () => process.exit(code));

/** As spawn(), of a child that ends with us at the latest. */
function begin(words, options) {
  const child = spawn(words[0], words.slice(1).map(String), options);
  children.add(child);
  child.on('close', () => children.delete(child));
  return child;
}

/** Starts a server in a folder of its own; ready when it has said its links. */
async function start(words, { cwd, disk }) {
  const env = { ...process.env };
  if (disk)
    env.LD_PRELOAD = path.join(bench, 'slow_sync.so');
  const began = performance.now();
  const child = begin(words, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let out = '', err = '';
  child.stderr.on('data', (d) => (err += d));
  const ended = new Promise((resolve) => child.on('close', resolve));
  await new Promise((resolve, reject) => {
    child.stdout.on('data', (d) => /^seats .*\n/m.test(out += d) && resolve());
    ended.then(() => reject(new Error(`${words[0]} ended: ${err}`)));
  });
  // a start on an old record says no secrets again
  const link = (name) => new URL(out.match(new RegExp(`^${name} +(http\\S+)$`, 'm'))?.[1] ?? 'http://127.0.0.1:1/#none');
  const participants = link('participants');
  return {
    pid: child.pid, port: participants.port, code: participants.hash.slice(1), chair: link('chair').hash.slice(1),
    started_ms: performance.now() - began,
    async stop() {
      child.kill('SIGTERM');
      const patience = setTimeout(() => child.kill('SIGKILL'), 10 * SECONDS);
      await ended;
      clearTimeout(patience);
    },
  };
}

const humroom = () => [HUMROOM, 'serve', '--no-sound', '--listen', '127.0.0.1:0', '--record', 'm.humroom'];

/** The servers: how to start them, and what in their record is an answer. */
const servers = {
  humroom: { words: humroom, counts: "select count(*) from event where kind like 'answer-given/%'" },
  epoll: {
    words: (hz, bytes) => [path.join(bench, 'epoll_peer'), 'm.humroom', String(hz), String(bytes)],
    counts: "select count(*) from event where body like '%\"command\":\"answer\"%'",
  },
  ws: {
    words: (hz, bytes) => [process.execPath, path.resolve('tests/bench/ws_peer.mjs'), path.resolve(npm), 'm.humroom',
      String(hz), String(bytes)],
    counts: "select count(*) from event where body like '%\"command\":\"answer\"%'",
  },
};

/** What only the server's own side shows: its sockets and its memory, while the load runs. stop() says the most of both, and
 *  when those who stopped reading were all closed: seconds before the end; null: they never were. */
function watch(pid, s) {
  const seen = { sockets: 0, memory_kb: 0, closed_at: null };
  const timer = setInterval(() => {
    try {
      const sockets = readdirSync(`/proc/${pid}/fd`).filter((fd) => {
        try {
          return readlinkSync(`/proc/${pid}/fd/${fd}`).startsWith('socket:');
        } catch {
          return false;
        }
      }).length;
      seen.memory_kb = Math.max(seen.memory_kb, Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]));
      seen.sockets = Math.max(seen.sockets, sockets);
      if (seen.sockets > s.people && sockets <= seen.sockets - s.stalled && sockets > s.people - s.stalled)
        seen.closed_at ??= performance.now();
    } catch {
      // it has ended
    }
  }, 250);
  return { stop() {
    clearInterval(timer);
    return { ...seen, closed_before_end: seen.closed_at && (performance.now() - seen.closed_at) / 1000 };
  } };
}

async function load(server, s) {
  const words = ['--port', server.port, '--code', server.code, '--chair', server.chair, '--pid', server.pid,
    '--people', s.people, '--rate', s.rate, '--seconds', s.seconds, '--hz', s.hz, '--stalled', s.stalled ?? 0];
  const child = begin([path.join(bench, 'load_people'), ...words], { stdio: ['ignore', 'pipe', 'inherit'] });
  let out = '';
  child.stdout.on('data', (d) => (out += d));
  await new Promise((resolve, reject) => child.on('error', reject).on('close', resolve));
  return out === '' ? null : JSON.parse(out);
}

function answersInRecord(folder, query) {
  const script = 'import sqlite3, sys; print(sqlite3.connect(sys.argv[1]).execute(sys.argv[2]).fetchone()[0])';
  return Number(spawnSync('python3', ['-c', script, path.join(folder, 'm.humroom'), query], { encoding: 'utf8' }).stdout);
}

const cell = (n, digits = 0) => (n < 0 ? '-' : n.toFixed(digits));
const three = (t) => t.slice(0, 3).map((n) => cell(n, n < 10 ? 1 : 0)).join(' / ');
let failed = 0;

async function one(name, s, bytes) {
  const folder = mkdtempSync(path.join(tmpdir(), 'humroom-load-'));
  folders.add(folder);
  let server;
  try {
    const words = servers[name].words(s.hz, bytes);
    server = await start(words, { cwd: folder, disk: s.disk });
    const watched = s.stalled > 0 ? watch(server.pid, s) : null;
    const f = await load(server, s);
    const seen = watched?.stop();
    await server.stop();
    if (f === null)
      return null;
    f.seen = seen;
    f.doubled = answersInRecord(folder, servers[name].counts) - f.answers;
    if (s.restart && name === 'humroom') {
      const again = await start(words, { cwd: folder });
      f.restart_ms = again.started_ms;
      await again.stop();
    }
    return f;
  } finally {
    await server?.stop();
    rmSync(folder, { recursive: true, force: true });
    folders.delete(folder);
  }
}

function row(s, name, f) {
  const seats = Math.min(s.people, 1000);
  const perSeat = s.people > seats ? (f.rss_all_kb - f.rss_few_kb) / (s.people - seats) : -1;
  const cells = [s.name, name, three(f.ack), three(f.ack_all), cell(f.open[3]), three(f.spread), `${f.shown} of ${f.called}`,
    (100 * f.delivered / Math.max(1, f.wanted)).toFixed(1), f.lost, f.doubled, f.not_recorded, f.disconnected,
    perSeat < 0 ? '-' : perSeat.toFixed(1), cell(f.storm_ms / 1000, 1), cell(f.own_lag_ms)];
  console.log(`| ${cells.join(' | ')} |`);
  const whole = f.lost === 0 && f.doubled === 0 && f.not_recorded === 0 && f.disconnected === 0 && f.unopened === 0;
  if (name === 'humroom' && !whole)
    failed++;
}

const ratio = (a, b) => (a > 0 && b > 0 ? (a / b).toFixed(1) : '-');

async function scenario(s) {
  const all = {};
  let bytes = 600;
  for (const name of s.all ? ['humroom', 'epoll', ...(npm === '' ? [] : ['ws'])] : ['humroom']) {
    const f = await one(name, s, bytes);
    if (f === null) {
      console.log(`| ${s.name} | ${name} | gave up |`);
      failed += name === 'humroom' ? 1 : 0;
      continue;
    }
    all[name] = f;
    if (name === 'humroom')
      bytes = Math.round(f.view_bytes);
    row(s, name, f);
  }
  return { s, all, bytes };
}

const load1 = () => loadavg()[0].toFixed(1);
console.log(`${new Date().toISOString().slice(0, 16)}, load of the machine ${load1()}, ` +
  `${readFileSync('/proc/cpuinfo', 'utf8').match(/^processor/gm).length} cores; times in ms: median / 95 % / 99 %\n`);
const head = ['run', 'server', 'tapped to recorded', 'all within 3 s', 'opened, last', 'spread', 'states', 'delivered, %', 'lost',
  'doubled', 'not recorded', 'disconnected', 'KB a seat', 'joined and answered, s', 'own lag'];
console.log(`| ${head.join(' | ')} |\n|${'---|'.repeat(head.length)}`);
const done = [];
for (const s of scenarios.filter((x) => only === null || only.includes(x.name)))
  done.push(await scenario(s));
console.log('');
for (const { s, all: { humroom: h, epoll: e, ws: w }, bytes } of done) {
  if (h === undefined)
    continue;
  if (e !== undefined)
    console.log(`${s.name}: recorded, 99 %: ws takes ${ratio(w?.ack[2], h.ack[2])} times, epoll ${ratio(e.ack[2], h.ack[2])} times ` +
      `as long as humroom; spread, 95 %: humroom ${ratio(h.spread[1], e.spread[1])} times epoll, ${ratio(h.spread[1], w?.spread[1])} times ws; ` +
      `states of ${bytes} bytes`);
  if (s.stalled > 0) {
    const { memory_kb: most, closed_before_end: closed } = h.seen, without = done.find((x) => x.s.name === `not-${s.name}`)?.all.humroom;
    console.log(`${s.name}: ${s.stalled} stopped reading; ` +
      `${closed === null ? 'not all of them were closed' : `all were closed, ${closed.toFixed(0)} s before the end`}; memory of the server ` +
      `${h.rss_all_kb} KB before, at most ${most} KB, ${h.rss_end_kb} KB behind it`);
    if (s.seconds > 25 && closed === null)
      failed++;
    if (without !== undefined)
      console.log(`${s.name}: the others beside as many of whom nobody stopped: recorded, 95 %: ${ratio(h.ack[1], without.ack[1])} times, ` +
        `99 %: ${ratio(h.ack[2], without.ack[2])} times; spread, 95 %: ${ratio(h.spread[1], without.spread[1])} times; there the memory went from ${without.rss_all_kb} to ${without.rss_end_kb} KB`);
  }
  if (h.restart_ms !== undefined)
    console.log(`${s.name}: restart on this record (${h.answers} answers and ${s.people} people), chain checked: ${h.restart_ms.toFixed(0)} ms`);
}
console.log(`\nload of the machine at the end ${load1()}`);
process.exit(failed === 0 ? 0 : 1);
