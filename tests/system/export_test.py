"""The files for whoever uploads what belongs to a session, as the Datatracker's own reader and writer have them.

    export_test.py MEETING_SCRIPT HUMROOM FIXTURES
"""
import html
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest

SCRIPT, HUMROOM = sys.argv[1:3]
FIXTURES = pathlib.Path(sys.argv[3])
POLL = ['start_time', 'end_time', 'text', 'raise_hand', 'do_not_raise_hand']
STAMP = re.compile(r'\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$')


class Export(unittest.TestCase):
    def setUp(self):
        self.place = tempfile.TemporaryDirectory()
        self.addCleanup(self.place.cleanup)
        self.dir = pathlib.Path(self.place.name)
        self.record = self.dir / 'm.humroom'
        self.out = self.dir / 'upload'

    def make(self, folder):
        subprocess.run([SCRIPT, FIXTURES / folder / 'commands.jsonl', self.record], check=True)

    def humroom(self, *words, code=0):
        done = subprocess.run([HUMROOM, *words], capture_output=True, text=True, check=False)
        self.assertEqual(done.returncode, code, done.stderr)
        return done.stdout + done.stderr

    def export(self, *words, code=0):
        return self.humroom('export', self.record, '--out', self.out, *words, code=code)

    def listed(self, kind):
        """One line, five or three keys in this order, and the separators of Python's json."""
        path, = self.out.glob(f'{kind}-*.json')
        text = path.read_text(encoding='utf-8')
        value = json.loads(text)
        self.assertEqual(text, json.dumps(value, ensure_ascii=False))
        return value

    def test_each_file_has_its_name_by_convention(self):
        # The session starts at 09:30 in Tokyo, which is 00:30 of UTC.
        self.make('who-has-no-device-is-on-the-blue-sheet-and-in-no-count')
        said = self.export('--meeting', '126')
        names = sorted(p.name for p in self.out.iterdir())
        self.assertEqual(names, ['bluesheets-126-framing-202611250030.json', 'bluesheets-126-framing-202611250030.txt',
                                 'chatlog-126-framing-202611250930.json', 'minutes-126-framing-202611250030.md',
                                 'polls-126-framing-202611250930.json', 'results-126-framing-202611250030.json'])
        self.assertEqual(sorted(said.split()), sorted(str(self.out / n) for n in names))
        self.export('--meeting', 'interim-2026-framing-01')
        self.assertTrue((self.out / 'polls-interim-2026-framing-01-202611250930.json').is_file())
        self.assertTrue((self.out / 'minutes-interim-2026-framing-01-202611250030.md').is_file())
        self.export('--meeting', '126', '--group', 'other')
        self.assertTrue((self.out / 'chatlog-126-other-202611250930.json').is_file())

    def test_what_stands_in_them(self):
        self.make('who-has-no-device-is-on-the-blue-sheet-and-in-no-count')
        self.export('--meeting', '126')
        self.assertEqual(self.listed('polls'),
                         [{'start_time': '2026-11-25T00:35:00Z', 'end_time': '2026-11-25T00:36:00Z',
                           'text': 'Shall the group take on "checksums" & padding?', 'raise_hand': 1,
                           'do_not_raise_hand': 1}])  # Max, at the microphone without a device, raised no hand
        self.assertEqual([list(p) for p in self.listed('polls')], [POLL])
        self.assertEqual(self.listed('bluesheets'),
                         [{'name': n, 'affiliation': a} for n, a in
                          (('Rui Costa', 'Ponte'), ('Max Ohm', 'Ohm AG'), ('Ines Álvarez', ''), ('Dana Field', ''),
                           ('Kim Late', 'Ohm AG'))])
        sheet, = self.out.glob('bluesheets-*.txt')
        self.assertEqual(sheet.read_text(encoding='utf-8'), self.humroom('minutes', self.record, '--blue-sheet'))
        minutes, = self.out.glob('minutes-*.md')
        self.assertEqual(minutes.read_text(encoding='utf-8'), self.humroom('minutes', self.record))

    def test_the_results_have_what_polls_have_no_place_for(self):
        self.make('the-chair-hears-hums-hands-and-chat')
        self.export('--meeting', '126', '--group', 'framing')
        path, = self.out.glob('results-*.json')
        results = json.loads(path.read_text(encoding='utf-8'))
        self.assertEqual((results['schema'], results['meeting']['group']), ('humroom.results/1', 'framing'))
        minutes = self.humroom('minutes', self.record)
        self.assertEqual(len(results['runs']), minutes.count('\n### Question') - minutes.count('side by side'))
        hum = results['runs'][0]['result']['options'][0]['hums'][0]
        self.assertEqual((hum['strength'], hum['excess']), ('strong', 1840))  # -28.70 dB over -47.10 dB
        self.assertEqual(results['runs'][0]['outcome']['words'] in minutes, True)

    def test_issues_challenges_and_void_runs_stand_in_the_results(self):
        for folder, key, count in (('an-issue-decides-and-numbers-do-not', 'issues', 3),
                                   ('a-challenge-is-answered-with-the-next-step-and-a-void-run-is-said-to-all',
                                    'challenges', None)):
            self.record, self.out = self.dir / f'{key}.humroom', self.dir / key
            self.make(folder)
            self.export('--meeting', '126', '--group', 'framing')
            path, = self.out.glob('results-*.json')
            results = json.loads(path.read_text(encoding='utf-8'))
            said = self.humroom('minutes', self.record)
            self.assertEqual(len(results[key]), count or said.count('\n    Answered') + said.count('Not answered yet'))
            self.assertEqual([r['voided'] is not None for r in results['runs']].count(True), said.count('**This run is void**'))

    def test_every_scripted_meeting_fits_the_shapes(self):
        for folder in sorted(p.parent.name for p in FIXTURES.glob('*/commands.jsonl')
                             if not (p.parent / 'sound.json').exists()):
            with self.subTest(folder):
                self.record = self.dir / f'{folder}.humroom'
                self.out = self.dir / f'{folder}.out'
                self.make(folder)
                self.export('--meeting', 'interim-2026-x-01')
                for poll in self.listed('polls'):
                    self.assertEqual(list(poll), POLL)
                    self.assertRegex(poll['start_time'] + poll['end_time'], STAMP)
                for line in self.listed('chatlog'):
                    self.assertEqual(list(line), ['author', 'text', 'time'])
                    inner = line['text'].removeprefix('<p>').removesuffix('</p>')
                    self.assertEqual(line['text'], f'<p>{inner}</p>')
                    self.assertEqual(html.escape(html.unescape(inner), quote=False).replace('"', '&quot;'), inner)
                    self.assertRegex(line['time'], STAMP)

    def test_files_that_are_there_stay(self):
        self.make('who-has-no-device-is-on-the-blue-sheet-and-in-no-count')
        self.export('--meeting', '126')
        self.assertIn('polls-126', self.export('--meeting', '126', code=73))

    def test_wrong_words_are_refused(self):
        self.make('the-chair-hears-hums-hands-and-chat')
        for words in ([], ['--meeting'], ['--meeting', '../x'], ['--meeting', 'A'], ['--meeting', '1', '--meeting', '2'],
                      ['--meeting', '1', '--what'], ['--meeting', '1', '--group', 'a/b'], ['--meeting', '1', 'two']):
            self.export(*words, code=64)
        self.humroom('export', '--out', self.out, '--meeting', '1', code=64)
        self.humroom('export', self.dir / 'none', '--out', self.out, '--meeting', '1', code=66)
        self.humroom('export', FIXTURES / 'framing.json', '--out', self.out, '--meeting', '1', code=65)
        self.assertFalse(self.out.exists())
        self.out.write_text('a file')
        self.export('--meeting', '1', '--group', 'x', code=73)
        self.assertIn('Example:', self.humroom('export', '--help'))
        self.assertEqual(self.humroom('export', '--version'), self.humroom('--version'))


if __name__ == '__main__':
    os.environ['TZ'] = 'Pacific/Chatham'  # the machine's own zone is of no account
    unittest.main(argv=sys.argv[:1], verbosity=2)
