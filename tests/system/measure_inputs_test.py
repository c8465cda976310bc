"""humroom measure on recordings of every rate, width and number of channels, and on samples that are none.

    measure_inputs_test.py HUMROOM

Each recording is 12 s of faint noise; from 5.5 to 8.8 s five tones between 140 and 305 Hz, of amplitude a each, are
the hum: five powers of a^2 / 2. Whatever is in a file, the answer is JSON without a number that is none, or one sentence.
"""
import array
import json
import math
import pathlib
import random
import struct
import subprocess
import sys
import tempfile
import unittest

HUMROOM = sys.argv.pop(1)
SECONDS, AMPLITUDE, NOISE = 12, 0.05, 0.003
LEVEL_DB = 10 * math.log10(5 * AMPLITUDE ** 2 / 2)
INTEGER, FLOAT = 1, 3
PACK = {(INTEGER, 8): lambda x: bytes(max(0, min(255, round(v * 128) + 128)) for v in x),
        (INTEGER, 16): lambda x: array.array('h', (max(-32768, min(32767, round(v * 32768))) for v in x)).tobytes(),
        (INTEGER, 24): lambda x: b''.join(struct.pack('<i', max(-2 ** 23, min(2 ** 23 - 1, round(v * 2 ** 23))))[:3] for v in x),
        (INTEGER, 32): lambda x: array.array('i', (max(-2 ** 31, min(2 ** 31 - 1, round(v * 2 ** 31))) for v in x)).tobytes(),
        (FLOAT, 32): lambda x: array.array('f', x).tobytes(),
        (FLOAT, 64): lambda x: array.array('d', x).tobytes()}


def hum(rate):
    chance = random.Random(rate)
    tones = [(2 * math.pi * hz / rate, k) for k, hz in enumerate((140, 187, 233, 251, 305))]
    x = [NOISE * chance.gauss(0, 1) for _ in range(SECONDS * rate)]
    for i in range(int(5.5 * rate), int(8.8 * rate)):
        x[i] += AMPLITUDE * sum(math.sin(w * i + phase) for w, phase in tones)
    return x


def write(path, x, rate, channels=1, kind=(FLOAT, 32)):
    if channels > 1:
        x = [v for v in x for _ in range(channels)]
    data, width = PACK[kind](x), kind[1] // 8 * channels
    path.write_bytes(b'RIFF' + struct.pack('<I', 36 + len(data)) + b'WAVEfmt ' +
                     struct.pack('<IHHIIHH', 16, kind[0], channels, rate, rate * width, width, kind[1]) +
                     b'data' + struct.pack('<I', len(data)) + data)


def no_number(name):
    raise ValueError(f'{name} is in the JSON')


class Inputs(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.wav = pathlib.Path(self.folder.name) / 'a.wav'

    def measure(self, *windows):
        cues = self.wav.with_suffix('.json')
        cues.write_text(json.dumps({'hums': [{'label': 'a', 'start_s': a, 'end_s': b} for a, b in windows or [(5, 9)]]}))
        return subprocess.run([HUMROOM, 'measure', self.wav, '--cues', cues, '--json'], capture_output=True, text=True)

    def hums(self, *windows):
        done = self.measure(*windows)
        self.assertEqual((done.returncode, done.stderr), (0, ''))
        return json.loads(done.stdout, parse_constant=no_number)['hums']

    def is_the_hum(self, within_db=0.1):
        self.assertAlmostEqual(self.hums()[0]['hum_db'], LEVEL_DB, delta=within_db)

    def is_refused(self, words):
        done = self.measure()
        self.assertEqual((done.returncode, done.stdout), (65, ''))
        self.assertRegex(done.stderr, f'^humroom measure: [^\n]*{words}[^\n]*\n$')

    def test_every_rate_reads_the_same_hum(self):
        for rate in (8000, 11025, 22050, 48000, 192000):
            with self.subTest(rate=rate):
                write(self.wav, hum(rate), rate, kind=(INTEGER, 16))
                self.is_the_hum()
        for rate in (7999, 192001):
            with self.subTest(rate=rate):
                write(self.wav, hum(8000), rate)
                self.is_refused('8000 and 192000 Hz')

    def test_every_number_of_channels_reads_the_same_hum(self):
        x = hum(8000)
        for channels in range(1, 9):
            with self.subTest(channels=channels):
                write(self.wav, x, 8000, channels, (INTEGER, 16))
                self.is_the_hum()
        write(self.wav, x, 8000, 9, (INTEGER, 16))
        self.is_refused('1 to 8 channels')

    def test_integer_and_float_samples_read_the_same_hum(self):
        x = hum(16000)
        for kind in PACK:
            with self.subTest(kind=kind):
                write(self.wav, x, 16000, kind=kind)
                self.is_the_hum()

    def test_samples_that_are_no_numbers_count_as_silence_and_as_clipped(self):
        for bad in (math.nan, math.inf, -math.inf):
            with self.subTest(bad=bad):
                x = hum(8000)
                x[2 * 8000] = x[7 * 8000] = bad
                write(self.wav, x, 8000)
                self.is_the_hum()
                self.assertIn('clipped', self.hums()[0]['flags'])

    def test_what_does_not_change_in_the_window_is_silence(self):
        length = SECONDS * 8000
        steady = {'nothing': [0] * length, 'constant': [0.5] * length, 'denormal': [1e-42] * length,
                  'no number': [math.nan] * length, 'square': [1 if i // 20 % 2 else -1 for i in range(length)]}
        for name, x in steady.items():
            with self.subTest(name=name):
                write(self.wav, x, 8000)
                h = self.hums()[0]
                self.assertEqual((h['strength'], h['hum_db'], h['excess_db']), ('silence', None, None))
                if name != 'square':
                    self.assertEqual(h['noise_db'], -120)

    def test_a_hum_out_of_a_constant_or_nothing_has_its_level(self):
        x = hum(8000)
        write(self.wav, [v + 0.3 for v in x], 8000)
        self.is_the_hum()
        write(self.wav, [v if 5.5 <= i / 8000 < 8.8 else 0 for i, v in enumerate(x)], 8000)
        self.is_the_hum()

    def test_a_window_too_short_for_a_level_says_nothing_of_what_it_could_hide(self):
        write(self.wav, hum(8000), 8000)
        h = self.hums((6, 6.1))[0]
        self.assertEqual((h['hum_db'], h['limit_db'], h['interval_db']), (None, None, [None, None]))
        self.assertIn('short', h['flags'])


unittest.main()
