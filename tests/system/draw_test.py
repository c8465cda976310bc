"""Draws redone by another program, from what core/draw.h says and from RFC 3797.

    draw_test.py HUMROOM MEETING_SCRIPT FIXTURE
"""
import hashlib
import json
import os
import pathlib
import stat
import subprocess
import sys
import tempfile
import unittest

HUMROOM, SCRIPT, FIXTURE = sys.argv[1:4]


def be(n, size):
    return n.to_bytes(size, 'big')


def text(s):
    return be(len(s.encode()), 4) + s.encode()


def redo(t):
    """The numbers that follow from a transcript."""
    left, picked = list(range(1, len(t['pool']) + 1)), []
    if t['method'] == 'rfc3797':
        for i in range(t['pick']):
            digest = hashlib.md5(be(i, 2) + t['public'].encode() + be(i, 2)).digest()
            picked.append(left.pop(int.from_bytes(digest, 'big') % len(left)))
        return picked
    key = hashlib.sha256(b'humroom.draw/1\0' + bytes.fromhex(t['seed']) + text(t['method']) + be(t['pick'], 4)
                         + text(t['public']) + be(len(t['pool']), 4) + b''.join(map(text, t['pool']))).digest()

    def numbers():
        i = 0
        while True:
            block = hashlib.sha256(key + be(i, 8)).digest()
            yield from (int.from_bytes(block[k:k + 8], 'big') for k in range(0, 32, 8))
            i += 1
    stream = numbers()
    for _ in range(t['pick']):
        w = next(stream)
        while w < 2 ** 64 % len(left):
            w = next(stream)
        picked.append(left.pop(w % len(left)))
    return picked


class Draw(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.dir = pathlib.Path(folder.name)
        self.out = self.dir / 'draw.json'

    def humroom(self, *words, code=0, said=None):
        done = subprocess.run([HUMROOM, 'draw', *map(str, words)], capture_output=True, text=True, timeout=60, input=said)
        self.assertEqual(done.returncode, code, done.stderr)
        self.assertEqual(done.stderr.count('\n'), 0 if code == 0 else 1, done.stderr)  # one sentence
        return done.stdout if code == 0 else done.stderr

    def pool(self, names):
        path = self.dir / 'pool'
        path.write_text(''.join(n + '\n' for n in names))
        return path

    def transcript(self, path=None):
        raw = (path or self.out).read_text()
        t = json.loads(raw)
        self.assertEqual(raw, json.dumps(t, sort_keys=True, separators=(',', ':'), ensure_ascii=False) + '\n')
        return t

    def check(self, t):
        numbers = redo(t)
        self.assertEqual(t['picked'], [{'name': t['pool'][n - 1], 'number': n} for n in numbers])
        if t['method'] != 'rfc3797':
            self.assertEqual(t['commitment'], hashlib.sha256(bytes.fromhex(t['seed'])).hexdigest())

    def test_every_method_follows_from_its_transcript(self):
        names = ['Zoë Marsh', '李娜', 'Bob "the" <Builder>', "O'Neil"] + [f'Volunteer {i}' for i in range(40)]
        for method, pick, pool, public in (('coin', 1, names[:2], 'ünï 7'), ('straw', 5, names, '20 22 35'),
                                           ('random', 44, names, 'x'), ('rfc3797', 44, names, '3 2 1 / 10')):
            out = self.dir / f'{method}.json'
            said = self.humroom('--method', method, '--pool', self.pool(pool), '--pick', pick, '--public', public,
                                '--out', out)
            t = self.transcript(out)
            self.assertEqual((t['method'], t['pick'], t['pool']), (method, pick, pool))
            self.check(t)
            self.assertEqual('not that it was drawn only once' in said, method != 'rfc3797')
            self.assertIn('redone with the same result', self.humroom('--verify', out))

    def test_the_room_is_asked_when_it_has_seen_pool_and_commitment(self):
        said = self.humroom('--method', 'coin', '--option', 'big endian', '--option', 'little endian', '--out', self.out,
                            said=' seventeen \n')
        t = self.transcript()
        self.check(t)
        self.assertEqual(t['public'], 'seventeen')
        self.assertTrue(t['committed_first'])
        places = [said.index(x) for x in ('1  big endian', '2  little endian', t['commitment'], 'type it here', 'Picked:')]
        self.assertEqual(places, sorted(places))
        self.assertNotIn(t['seed'], said)

    def test_nothing_is_drawn_when_nobody_answers(self):
        for said in ('', '\n', ' \n', 'a\x1bb\n'):
            self.humroom('--method', 'coin', '--option', 'a', '--option', 'b', '--out', self.out, said=said, code=65)
            self.assertFalse(self.out.exists())

    def test_an_announced_draw_is_made_with_its_seed_and_no_other(self):
        announced, result = self.dir / 'a.json', self.dir / 'r.json'
        seed = self.dir / 'a.json.seed'
        said = self.humroom('--method', 'straw', '--pool', self.pool('abcde'), '--pick', 2, '--source',
                            'the lottery of 1 May', '--commit-only', '--out', announced)
        before = self.transcript(announced)
        self.assertEqual(sorted(before), ['commitment', 'method', 'pick', 'pool', 'schema', 'source'])
        self.assertEqual(stat.S_IMODE(seed.stat().st_mode), 0o600)
        self.assertNotIn(seed.read_text().strip(), said)
        self.assertIn('announces a draw', self.humroom('--verify', announced, code=65))
        self.humroom('--announced', announced, '--public', '1 2 3', '--out', result)
        t = self.transcript(result)
        self.check(t)
        self.assertEqual({k: t[k] for k in before}, before)
        self.assertTrue(t['committed_first'])
        self.assertIn('that was announced', self.humroom('--verify', result, '--announced', announced))
        self.assertIn('was made already', self.humroom('--announced', result, '--public', '1', '--out', self.out, code=65))
        other = self.dir / 'o.json'
        self.humroom('--method', 'straw', '--pool', self.pool('abcde'), '--pick', 2, '--source', 'the lottery of 1 May',
                     '--commit-only', '--out', other)
        self.assertIn('another commitment', self.humroom('--verify', result, '--announced', other, code=65))
        seed.write_text('0' * 64 + '\n')
        self.assertIn('not the seed', self.humroom('--announced', announced, '--public', '1', '--out', self.out, code=65))
        seed.unlink()
        self.humroom('--announced', announced, '--public', '1', '--out', self.out, code=66)
        self.assertFalse(self.out.exists())

    def test_rfc3797_is_announced_without_a_seed_and_has_the_result_of_its_example(self):
        announced = self.dir / 'a.json'
        self.humroom('--method', 'rfc3797', '--pool', self.pool(map(str, range(1, 26))), '--pick', 10, '--source',
                     'three sources', '--commit-only', '--out', announced)
        self.assertEqual(os.listdir(self.dir), [p for p in os.listdir(self.dir) if not p.endswith('.seed')])
        self.humroom('--announced', announced, '--public', '9319 / 2 5 12 8 10 / 9 18 26 34 41 45', '--out', self.out)
        t = self.transcript()
        self.assertEqual([p['number'] for p in t['picked']], [17, 7, 2, 16, 25, 23, 8, 24, 19, 13])
        self.assertEqual(t['public'], '9319./2.5.8.10.12./9.18.26.34.41.45./')
        self.check(t)

    def test_two_draws_have_two_seeds(self):
        for out in ('a', 'b'):
            self.humroom('--method', 'coin', '--option', 'a', '--option', 'b', '--public', '1', '--out', self.dir / out)
        self.assertNotEqual(self.transcript(self.dir / 'a')['seed'], self.transcript(self.dir / 'b')['seed'])

    def test_a_transcript_that_was_touched_does_not_verify(self):
        self.humroom('--method', 'random', '--pool', self.pool('abc'), '--pick', 3, '--public', 'x', '--out', self.out)
        t = self.transcript()
        first, second, third = t['picked']
        for change, sentence in (({'picked': [second, first, third]}, 'follows'),
                                 ({'seed': '0' * 64}, 'SHA-256'), ({'commitment': '0' * 64}, 'SHA-256'),
                                 ({'pick': 2}, 'picked'), ({'pool': ['a', 'b']}, 'pick'), ({'seed': None}, 'seed'),
                                 ({'schema': 'humroom.draw/2'}, 'schema'), ({'method': 'dice'}, 'method'),
                                 ({'extra': 1, 'seed': t['seed']}, 'keys'), ({'pool': 'abc'}, 'pool'),
                                 ({'picked': [1, 2, 3]}, 'picked')):
            self.out.write_text(json.dumps({**t, **change}))
            self.assertIn(sentence, self.humroom('--verify', self.out, code=65))
        # another public value or order of the pool gives another key: of 100 some have another result
        results = set()
        for i in range(100):
            self.out.write_text(json.dumps({**t, 'public': str(i)}))
            done = subprocess.run([HUMROOM, 'draw', '--verify', self.out], capture_output=True)
            results.add(done.returncode)
        self.assertEqual(results, {0, 65})
        for raw in (b'', b'[]', b'{', b'\xff', b'{}', b'x' * (1 << 21)):
            self.out.write_bytes(raw)
            self.humroom('--verify', self.out, code=65)

    def test_pools_with_mistakes_are_refused_before_anything_is_shown(self):
        for names, sentence in ((['a'], 'at least two'), (['a', 'b', 'A'], 'same as name 1'), (['a', 'b\x1b'], 'control'),
                                (['x' * 201, 'b'], 'too long'), ([str(i) for i in range(1001)], 'more than 1000')):
            error = self.humroom('--method', 'random', '--pool', self.pool(names), '--public', '1', '--out', self.out,
                                 code=65)
            self.assertIn(sentence, error)
            self.assertNotIn('\x1b', error)
        (self.dir / 'big').write_bytes(b'\n' * (1 << 21))
        for pool, code in ((self.dir / 'none', 66), (self.dir / 'big', 65)):
            self.humroom('--method', 'random', '--pool', pool, '--public', '1', '--out', self.out, code=code)
        self.humroom('--method', 'rfc3797', '--pool', self.pool('ab'), '--public', '3.14', '--out', self.out, code=65)
        self.assertFalse(self.out.exists())

    def test_a_transcript_that_is_there_is_never_written_over(self):
        self.out.write_text('an earlier draw')
        coin = ('--method', 'coin', '--option', 'a', '--option', 'b')
        self.humroom(*coin, '--public', '1', '--out', self.out, code=73)
        self.humroom(*coin, '--source', 's', '--commit-only', '--out', self.out, code=73)
        self.humroom(*coin, '--public', '1', '--out', self.dir / 'none' / 'x', code=73)
        self.assertEqual(self.out.read_text(), 'an earlier draw')
        self.assertEqual(os.listdir(self.dir), ['draw.json'])  # no seed is left behind
        self.humroom(*coin, '--public', '1', '--out', '/dev/full', code=73)

    def test_words_that_do_not_go_together_are_named(self):
        coin = ('--method', 'coin', '--option', 'a', '--option', 'b')
        for words in ((), ('--verify',), (*coin,), (*coin, '--pool', 'x', '--out', 'y'), ('--method', 'coin', '--out', 'x'),
                      (*coin, '--out', self.out, '--commit-only'), (*coin, '--out', self.out, '--pick', '-1'),
                      (*coin, '--out', self.out, '--pick', 'x'), (*coin, '--out', self.out, '--colour', 'x'),
                      (*coin, '--out', self.out, '--out', 'y'), ('--verify', 'x', '--out', 'y'),
                      ('--announced', 'x', '--out', 'y'), (*coin, 'x'),
                      ('--method', 'dice', '--option', 'a', '--option', 'b', '--out', self.out),
                      ('--method', 'rfc3797', '--option', 'a', '--option', 'b', '--out', self.out)):
            self.humroom(*words, code=64)

    def test_a_draw_of_a_meeting_is_checked_from_its_minutes(self):
        record = self.dir / 'm.humroom'
        subprocess.run([SCRIPT, pathlib.Path(FIXTURE) / 'commands.jsonl', record], check=True, timeout=60)
        minutes = subprocess.run([HUMROOM, 'minutes', record], capture_output=True, text=True, check=True, timeout=60).stdout
        lines = [line for line in minutes.splitlines() if line.startswith('    {')]
        self.assertEqual(len(lines), 2)
        for line in lines:
            self.out.write_text(line + '\n')
            self.assertIn('redone with the same result', self.humroom('--verify', self.out))
            self.check(json.loads(line))
            t = json.loads(line)
            other = t['picked'][0]['number'] % len(t['pool']) + 1
            t['picked'] = [{'number': other, 'name': t['pool'][other - 1]}]
            self.out.write_text(json.dumps(t))
            self.humroom('--verify', self.out, code=65)

    def test_help_has_an_example(self):
        self.assertIn('Example:', self.humroom('--help'))
        self.assertRegex(self.humroom('--version'), r'^humroom \d+\.\d+\.\d+\n$')


if __name__ == '__main__':
    unittest.main(argv=sys.argv[:1], verbosity=2)
