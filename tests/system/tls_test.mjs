// TLS by the server itself: what openssl made, read anew on SIGHUP, and what is no certificate.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { test } from 'node:test';
import tls from 'node:tls';

import { askQuestion, folder, run, secretOf, serve, stop } from './meeting.mjs';
import { Seat, frame, id } from './wire.mjs';

/** A key and a certificate that it signed itself, for localhost. */
function make(dir, name, subject) {
  const file = (end) => path.join(dir, `${name}.${end}`);
  execFileSync('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2',
    '-keyout', file('key'), '-out', file('pem'), '-subj', `/CN=${subject}`, '-addext', 'subjectAltName=DNS:localhost'],
  { stdio: 'ignore' });
  return { cert: file('pem'), key: file('key') };
}

const connect = (server, ca, options = {}) => (then) =>
  tls.connect({ port: server.port, host: '127.0.0.1', servername: 'localhost', ca: readFileSync(ca), ...options }, then);

async function comeIn(server, ca, hello) {
  const seat = await Seat.open(server.port, { Host: `localhost:${server.port}`, Origin: `https://localhost:${server.port}` },
    connect(server, ca));
  seat.send({ hello: { version: 1, ...hello } });
  await seat.type('welcome');
  return seat;
}

/** The name in the certificate that the server shows now. */
const shown = (server) => new Promise((resolve, reject) => {
  const socket = tls.connect({ port: server.port, host: '127.0.0.1', servername: 'localhost', rejectUnauthorized: false }, () => {
    resolve(socket.getPeerCertificate().subject.CN);
    socket.destroy();
  });
  socket.on('error', reject);
});

const said = async (server, words) => {
  for (const end = Date.now() + 20000; !words.test(server.err);) {
    assert.ok(Date.now() < end, `not said: ${words}: ${server.err}`);
    await new Promise((resolve) => server.child.stderr.once('data', resolve));
  }
};

test('a meeting by TLS: links, pages and sockets, and nothing without it', async (t) => {
  const dir = folder(t);
  const a = make(dir, 'a', 'first');
  const server = await serve(t, dir, { args: ['--no-sound', '--tls-cert', a.cert, '--tls-key', a.key] });
  assert.equal(server.links.chair.protocol, 'https:');
  const chair = await comeIn(server, a.cert, { chair: secretOf(server.links.chair) });
  const q = await askQuestion(chair);
  const person = await comeIn(server, a.cert, { code: secretOf(server.links.participants), person: id() });
  assert.equal((await person.do('join', { name: 'Ann', affiliation: '', in_room: false, note_well: true })).answer, 'recorded');
  assert.equal((await person.do('answer', { ...q, option: 0 })).answer, 'recorded');

  // Many frames in one piece of TLS: each is answered, none waits for the next to come.
  const ids = Array.from({ length: 30 }, () => id());
  person.socket.write(Buffer.concat(ids.map((each, i) =>
    frame(JSON.stringify({ id: each, command: 'answer', ...q, option: i % 2 })))));
  const answered = new Set();
  while (answered.size < ids.length)
    answered.add((await person.next((f) => f.type === 'answer' && ids.includes(f.id) && !answered.has(f.id), 'answer')).id);

  const page = await new Promise((resolve) => {
    let text = '';
    const socket = connect(server, a.cert)(() => socket.write(`GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`));
    socket.on('data', (d) => { text += d.toString('latin1'); });
    socket.on('close', () => resolve(text));
  });
  assert.match(page, /^HTTP\/1\.1 200/);
  const plain = await new Promise((resolve) => {
    let text = '';
    const socket = net.connect(server.port, '127.0.0.1', () => socket.write('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n'));
    socket.on('data', (d) => { text += d.toString('latin1'); });
    socket.on('error', () => {});
    socket.on('close', () => resolve(text));
  });
  assert.doesNotMatch(plain, /HTTP\/1\.1 200/);
  await assert.rejects(new Promise((resolve, reject) => {
    connect(server, a.cert, { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' })(resolve).on('error', reject);
  }));
  const old = await Seat.open(server.port, { Host: `localhost:${server.port}`, Origin: `https://elsewhere.example` },
    connect(server, a.cert)).then(() => 'open', (e) => e.message);
  assert.match(old, /403/);
  assert.equal((await stop(server)).code, 0);
});

test('SIGHUP reads the certificate anew; one that is wrong is not taken; nobody is cut off', async (t) => {
  const dir = folder(t);
  const a = make(dir, 'a', 'first'), b = make(dir, 'b', 'second');
  const cert = path.join(dir, 'now.pem'), key = path.join(dir, 'now.key');
  const put = (from) => { copyFileSync(from.cert, cert); copyFileSync(from.key, key); };
  put(a);
  const server = await serve(t, dir, { args: ['--no-sound', '--tls-cert', cert, '--tls-key', key] });
  const chair = await comeIn(server, a.cert, { chair: secretOf(server.links.chair) });
  assert.equal(await shown(server), 'first');

  put(b);
  server.child.kill('SIGHUP');
  await said(server, /the certificate was read anew/);
  assert.equal(await shown(server), 'second');

  copyFileSync(a.cert, cert); // its key is still the other's
  server.child.kill('SIGHUP');
  await said(server, /the earlier certificate is kept/);
  assert.equal(await shown(server), 'second');
  writeFileSync(cert, 'this is no certificate');
  server.err = '';
  server.child.kill('SIGHUP');
  await said(server, /the earlier certificate is kept/);
  assert.equal(await shown(server), 'second');

  chair.send({ ping: 7 });
  await chair.next((f) => f.type === 'pong', 'pong');
  assert.equal((await stop(server)).code, 0);
});

test('what is no certificate is said before anything is written', async (t) => {
  const dir = folder(t);
  const a = make(dir, 'a', 'first'), b = make(dir, 'b', 'second');
  const start = (cert, key) => run(['serve', '--no-sound', '--listen', '127.0.0.1:0', '--record', 'm.humroom',
    '--tls-cert', cert, ...(key ? ['--tls-key', key] : [])], { cwd: dir });
  for (const [cert, key] of [[a.cert, b.key], ['nothing.pem', a.key], [a.cert, a.cert], [dir, a.key]]) {
    const end = await start(cert, key);
    assert.equal(end.code, 65, `${cert} ${key}: ${end.err}`);
    assert.match(end.err, /the certificate and its key cannot be used; name two PEM files/);
  }
  const alone = await start(a.cert);
  assert.equal(alone.code, 64);
  assert.match(alone.err, /a certificate needs its key/);
});
