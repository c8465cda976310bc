// A whole meeting by itself: a chair, ten remote people and a room that hums, through the real program.
// usage: node unattended.mjs HUMROOM SOUND.wav CUES.json MEETING.json FOLDER
// @ts-check
import { execFileSync, spawn } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { participant, staff } from './seat.mjs';

const [humroom, sound, cuesFile, meeting, folder] = process.argv.slice(2);
const cues = JSON.parse(readFileSync(cuesFile, 'utf8')).hums;
const record = `${folder}/demo.humroom`;
const say = (text) => console.log(text);

/** The server and its links: every line "NAME  URL" that it prints. */
async function serve() {
  const server = spawn(
    humroom,
    ['serve', '--sound-file', sound, '--listen', '127.0.0.1:0', '--meeting', meeting, '--record', record],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const links = {};
  const lines = createInterface({ input: server.stdout });
  for await (const line of lines) {
    const found = line.match(/^(chair|scribe|participants?|room screen|screen)\s+(http\S+)$/);
    if (found) links[found[1].replace(/^room /, '').replace(/s$/, '')] = found[2];
    if (links.chair && links.scribe && links.participant && links.screen) break;
  }
  server.stdout.resume();
  return { server, links };
}

/** Seconds into the sound: the server plays it from its start on. */
let begin_ms = 0;
const sound_s = () => (Date.now() - begin_ms) / 1000;
const at = (s) => new Promise((resolve) => setTimeout(resolve, Math.max(0, 1000 * (s - sound_s()))));

async function hum(chair, option, cue) {
  await at(cue.start_s);
  await chair.about('hum', { option });
  const takes = () => chair.view.run.result.options[option].hums.length;
  const before = takes();
  await at(cue.end_s);
  if (chair.view.run.phase === 'humming') await chair.command('hum-end').catch(() => {});
  await chair.until(() => takes() > before, 'measurement');
  const measured = chair.view.run.result.options[option].hums.at(-1);
  say(`  the room hums for "${chair.view.run.options[option].name}": ${measured.phrase}`);
  await chair.about('hear', { option, heard: measured.strength === 'strong' ? 'strong' : 'some' });
}

async function main() {
  const { server, links } = await serve();
  begin_ms = Date.now();
  const ended = new Promise((resolve) => server.on('exit', (code, signal) => resolve(code ?? signal)));
  const chair = staff('chair', links.chair);
  await chair.until(() => chair.view, 'view');
  const people = [];
  for (const name of ['Ada', 'Bo', 'Chidi', 'Dana', 'Eve', 'Femi', 'Gil', 'Hana', 'Ines', 'Jun']) {
    const seat = participant(links.participant);
    await seat.until(() => seat.frames.welcome, 'welcome');
    await seat.command('join', { name, affiliation: '', in_room: false, note_well: true });
    people.push(seat);
  }
  await chair.command('people', { count: 40 });
  say('ten people have joined; forty hum in the room');

  await chair.command('ask', { question: 1 });
  say('asked: ' + (await chair.until(() => chair.view.run?.question === 1 && chair.view.run, 'question')).text);
  for (const seat of people) await seat.until(() => seat.view?.run?.question === 1, 'question');
  const answers = people.map((seat, i) => {
    if (i < 4) return seat.about('answer', { option: 0 });
    if (i < 6) return seat.command('say', { text: '+1' });
    if (i === 6) return seat.about('answer', { option: 1, text: 'the framing is not needed' });
    if (i === 7) return seat.command('say', { text: '-1 not before the deadline' });
    return null; // two do not answer
  });
  await Promise.all(answers);
  await hum(chair, 0, cues[0]);
  await hum(chair, 1, cues[1]);
  if (people[0].view.run.result !== null) throw new Error('a result was public before it was shown');
  await chair.about('close');
  await chair.about('show');
  await chair.until(() => chair.view.run.shown, 'result');
  const result = chair.view.run.result;
  result.options.forEach((o, i) => say(`  ${chair.view.run.options[i].name}: ${o.hands} hands, ${o.chat} in chat`));
  for (const c of result.comparisons) say(`  ${c.sound_sentence} ${c.people_sentence}`);
  await chair.about('state', {
    statements: [{ kind: 'consensus', option: 0, text: '' }],
    text: 'There is rough consensus for adopting the draft, to be confirmed on the list.',
    reason: 'Strong hum for, and the objections heard are about timing and can be addressed.',
  });
  await people[9].until(() => people[9].view.run.outcome, 'outcome');
  say(`stated: ${people[9].view.run.outcome.words}`);
  await chair.command('end');
  for (const seat of [...people, chair]) seat.close();
  server.kill('SIGTERM');
  const code = await ended;
  if (code !== 0) throw new Error(`humroom serve ended with ${code}`);

  const minutes = execFileSync(humroom, ['minutes', record], { encoding: 'utf8' });
  execFileSync(humroom, ['confirm', 'draft', record, '--out', folder]);
  const mail = readdirSync(folder).filter((name) => name.endsWith('.eml'));
  if (mail.length !== 1) throw new Error(`${mail.length} mails instead of one`);
  const letter = readFileSync(`${folder}/${mail[0]}`, 'utf8');
  say(`\n----- minutes -----\n${minutes}\n----- mail to the list: ${mail[0]} -----\n${letter}`);
  for (const words of ['Shall the group adopt draft-example-framing-03?', 'rough consensus for adopting', 'to be confirmed on the list'])
    if (!minutes.includes(words)) throw new Error(`the minutes do not say: ${words}`);
}

main().then(
  () => say('the meeting is over'),
  (error) => {
    console.error(`unattended: ${error.message}`);
    process.exit(1);
  },
);
