"""humroom simulate: words for chairs, figures for programs, and a sentence for what cannot be.

    simulate_test.py HUMROOM
"""
import json
import re
import subprocess
import sys
import unittest

HUMROOM = sys.argv[1]


def run(*words):
    return subprocess.run([HUMROOM, 'simulate', *map(str, words)], capture_output=True, text=True, timeout=60)


class Simulate(unittest.TestCase):
    def figures(self, *words):
        done = run(*words, '--json')
        self.assertEqual(done.returncode, 0, done.stderr)
        return json.loads(done.stdout)

    def test_words_come_first_and_no_percentage(self):
        done = run('--people', 30)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertNotRegex(done.stdout, r'%|percent')
        self.assertIn('ask for hands', done.stdout)
        self.assertIn('12 against 18', done.stdout)
        self.assertIn('the chair decides', done.stdout)

    def test_the_room_follows_the_people_and_can_be_said(self):
        self.assertEqual([self.figures('--people', n)['room']['name'] for n in (10, 30, 100, 300)],
                         ['small', 'medium', 'large', 'plenary'])
        # rc = 0.057 sqrt(V / T60): 0.057 sqrt(400 / 1) = 1.14
        room = self.figures('--people', 30, '--volume', 400, '--t60', 1, '--noise', 33.5)['room']
        self.assertEqual(room, {'name': None, 'volume_m3': 400.0, 't60_s': 1.0, 'critical_distance_m': 1.14,
                                'noise_db': 33.5})

    def test_shares_are_shares_of_the_splits_of_these_people(self):
        found = self.figures('--people', 30)
        self.assertEqual([(s['fewer'], s['more']) for s in found['splits']],
                         [(12, 18), (10, 20), (8, 22), (6, 24), (3, 27)])
        for split in found['splits'] + [found['even']]:
            for share in ('larger_louder', 'smaller_clearly_louder', 'said', 'said_wrongly'):
                self.assertTrue(0 <= split[share] <= 1)
            self.assertLessEqual(split['said'], split['larger_louder'])  # said rightly needs louder
        self.assertIn(found['tells_from'], found['splits'])
        self.assertGreaterEqual(found['tells_from']['said'], 0.5)

    def test_a_wider_spread_tells_less_and_noise_hides(self):
        narrow, wide = (self.figures('--people', 30, '--spread', s)['splits'][0]['larger_louder'] for s in (1, 8))
        self.assertGreater(narrow, wide)
        self.assertEqual(self.figures('--people', 30, '--noise', 0)['hidden_max'], 0)
        loud = run('--people', 30, '--noise', 100)
        self.assertIn('hide the hum of everybody', loud.stdout)
        self.assertIn('cannot tell here', loud.stdout)

    def test_the_seed_decides(self):
        self.assertEqual(run('--people', 12, '--seed', 5).stdout, run('--people', 12, '--seed', 5).stdout)
        self.assertNotEqual(self.figures('--people', 12, '--seed', 5)['splits'],
                            self.figures('--people', 12, '--seed', 6)['splits'])

    def test_the_ends_of_what_is_taken(self):
        for words in ((3,), (2000, '--volume', 100000, '--t60', 10), (3, '--volume', 20, '--t60', 0.1),
                      (3, '--spread', 0, '--noise', 0), (3, '--spread', 12, '--noise', 100)):
            self.figures('--people', *words)

    def test_what_cannot_be_is_refused_in_one_line(self):
        for words in ((), ('--people',), ('--people', '2'), ('--people', '2001'), ('--people', '3.5'),
                      ('--people', '-3'), ('--people', 'nan'), ('--people', ''), ('--people', '0x10'),
                      ('--people', '1e2'), ('--people', '30x'), ('--people', '3', '--spread', '12.1'),
                      ('--people', '3', '--spread', 'inf'), ('--people', '3', '--volume', '400'),
                      ('--people', '3', '--t60', '1'), ('--people', '3', '--volume', '19', '--t60', '1'),
                      ('--people', '3', '--room', 'small', '--volume', '400', '--t60', '1'),
                      ('--people', '3', '--room', 'castle'), ('--people', '3', '--room'),
                      ('--people', '3', '--noise', '101'), ('--people', '3', '--seed', '1.5'),
                      ('--people', '300', '--room', 'small'), ('--people', '3', '--colour', 'red'), ('30',)):
            done = run(*words)
            self.assertEqual(done.returncode, 64, words)
            self.assertEqual(done.stdout, '')
            self.assertRegex(done.stderr, r'\Ahumroom simulate: [^\n]+\n\Z', words)

    def test_help_has_an_example_that_runs(self):
        done = run('--help')
        self.assertEqual(done.returncode, 0)
        example = re.search(r'Example:\n  humroom simulate (.*)\n', done.stdout).group(1)
        self.assertEqual(run(*example.split()).returncode, 0)
        self.assertRegex(run('--version').stdout, r'\Ahumroom \d')

    def test_a_full_disk_is_said(self):
        with open('/dev/full', 'w') as full:
            done = subprocess.run([HUMROOM, 'simulate', '--people', '5'], stdout=full, stderr=subprocess.PIPE,
                                  text=True, timeout=60)
        self.assertEqual(done.returncode, 74)
        self.assertEqual(done.stderr.count('\n'), 1)


unittest.main(argv=sys.argv[:1], verbosity=1)
