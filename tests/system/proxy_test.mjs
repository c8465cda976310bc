// Behind a real nginx and a real Caddy, set up as the README says: who is told apart, and whom nobody can pretend to be.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { test } from 'node:test';

import { askQuestion, folder, run, secretOf, serve } from './meeting.mjs';
import { Seat, id, raw } from './wire.mjs';

const README = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');

const freePort = () => new Promise((resolve) => {
  const s = net.createServer().listen(0, '127.0.0.1', () => {
    const { port } = s.address();
    s.close(() => resolve(port));
  });
});

const answers = (port) => new Promise((resolve) => {
  const s = net.connect(port, '127.0.0.1', () => { s.destroy(); resolve(true); }).on('error', () => resolve(false));
});

/** Starts a proxy; up when it answers at the port. */
async function up(t, words, port, env = {}) {
  const child = spawn(words[0], words.slice(1), { env: { ...process.env, PATH: `${process.env.PATH}:/usr/sbin`, ...env } });
  let err = '';
  child.on('error', (e) => { err += e; });
  child.stderr.on('data', (d) => { err += d; });
  const ended = new Promise((resolve) => child.on('close', resolve).on('error', resolve));
  t.after(async () => {
    child.kill('SIGKILL');
    await ended;
  });
  for (const end = Date.now() + 20000; !await answers(port);)
    assert.ok(Date.now() < end && child.exitCode === null && child.pid !== undefined, err);
  return port;
}

/** nginx with the block of the README, but for TLS and its ports. */
async function nginx(t, to) {
  const block = /```nginx\n(.*?)```/s.exec(README)[1];
  const port = await freePort(), dir = folder(t);
  const server = block.replace(/^.*ssl.*\n/gm, '').replace('server {', `server {\n    listen 127.0.0.1:${port};`)
    .replace(/127\.0\.0\.1:7282/g, `127.0.0.1:${to}`);
  assert.match(server, /X-Forwarded-For/);
  mkdirSync(path.join(dir, 'tmp'));
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((x) => `${x}_temp_path tmp/${x};`).join(' ');
  writeFileSync(path.join(dir, 'nginx.conf'), `pid nginx.pid; daemon off; master_process off; error_log stderr;
events { worker_connections 200; }
http { access_log off; ${temporary}
${server}}
`);
  return up(t, ['nginx', '-p', dir, '-e', 'stderr', '-c', path.join(dir, 'nginx.conf')], port);
}

/** Caddy with the block of the README, but for TLS and its ports. */
async function caddy(t, to) {
  const block = /For Caddy.*?```\n(.*?)```/s.exec(README)[1];
  const port = await freePort(), dir = folder(t);
  const site = block.replace('hum.example.org {', `http://hum.example.org:${port} {\n    bind 127.0.0.1`)
    .replace('127.0.0.1:7282', `127.0.0.1:${to}`);
  assert.match(site, new RegExp(`bind 127.0.0.1\n +reverse_proxy 127.0.0.1:${to}`));
  writeFileSync(path.join(dir, 'Caddyfile'), `{\n    admin off\n    auto_https off\n}\n${site}`);
  return up(t, ['caddy', 'run', '--config', path.join(dir, 'Caddyfile'), '--adapter', 'caddyfile'], port,
    { HOME: dir, XDG_DATA_HOME: dir, XDG_CONFIG_HOME: dir });
}

/** A seat through the proxy from 127.0.0.N. */
const through = (port, from, extra = {}) => Seat.open(port, { Host: 'hum.example.org', Origin: 'https://hum.example.org', ...extra },
  (then) => net.connect({ port, host: '127.0.0.1', localAddress: `127.0.0.${from}` }, then));

async function tries(port, from, code, extra) {
  const seat = await through(port, from, extra);
  seat.send({ hello: { version: 1, code, person: id() } });
  return seat.next((f) => f.type === 'welcome', 'welcome').then(() => { seat.socket.destroy(); return 'welcome'; }, () => seat.closed);
}

for (const proxy of [nginx, caddy])
  test(`a meeting behind ${proxy.name}; wrong codes are counted for those who try them`, async (t) => {
    const behind = await freePort();
    const server = await serve(t, folder(t), { args: ['--no-sound', '--public-url', 'https://hum.example.org/', '--proxy', '127.0.0.1',
      '--listen', `127.0.0.1:${behind}`] });
    assert.equal(server.links.participants.origin, 'https://hum.example.org');
    const code = secretOf(server.links.participants);
    const port = await proxy(t, behind);
    const page = await raw(port, 'GET / HTTP/1.0\r\nHost: hum.example.org\r\n\r\n');
    assert.match(page, /^HTTP\/1\.[01] 200/);
    assert.match(page, /content-security-policy/i);

    const chair = await through(port, 9);
    chair.send({ hello: { version: 1, chair: secretOf(server.links.chair) } });
    await chair.type('welcome');
    const q = await askQuestion(chair);
    const ann = await through(port, 9);
    ann.send({ hello: { version: 1, code, person: id() } });
    await ann.type('welcome');
    assert.equal((await ann.do('join', { name: 'Ann', affiliation: '', in_room: false, note_well: true })).answer, 'recorded');
    assert.equal((await ann.do('answer', { ...q, option: 1 })).answer, 'recorded');

    let last = 0;
    for (let i = 0; i < 11; i++) // whatever a stranger writes there himself, the proxy adds the truth behind it, or throws it away
      last = await tries(port, 2, 'WRONG99', { 'X-Forwarded-For': `198.51.100.${i}` });
    assert.equal(last, 4429);
    assert.equal(await tries(port, 2, code), 4429);
    assert.equal(await tries(port, 3, code), 'welcome');
    assert.equal(await tries(port, 3, 'WRONG99'), 4401);
  });

test('who is no proxy of ours is not believed', async (t) => {
  const server = await serve(t, folder(t), { args: ['--no-sound', '--proxy', '192.0.2.1'] });
  const code = secretOf(server.links.participants);
  let last = 0;
  for (let i = 0; i < 11; i++) {
    const seat = await Seat.open(server.port, { 'X-Forwarded-For': `198.51.100.${i}` });
    seat.send({ hello: { version: 1, code: 'WRONG99', person: id() } });
    last = await seat.next((f) => f.type === 'welcome', 'welcome').catch(() => seat.closed);
  }
  assert.equal(last, 4429);
  const seat = await Seat.open(server.port, { 'X-Forwarded-For': '198.51.100.200' });
  seat.send({ hello: { version: 1, code, person: id() } });
  assert.equal(await seat.next((f) => f.type === 'welcome', 'welcome').catch(() => seat.closed), 4429);
});

test('a proxy that names no address is told so', async (t) => {
  const server = await serve(t, folder(t), { args: ['--no-sound', '--proxy', '127.0.0.1'] });
  for (const value of ['unknown', '127.0.0.1,', 'a'.repeat(2000)]) {
    const text = await raw(server.port, `GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\nX-Forwarded-For: ${value}\r\n\r\n`);
    assert.match(text, /^HTTP\/1\.1 400/, value);
  }
  const wrong = await run(['serve', '--no-sound', '--proxy', 'proxy.example']);
  assert.equal(wrong.code, 64);
  assert.match(wrong.err, /not an address like 192\.0\.2\.1/);
});
