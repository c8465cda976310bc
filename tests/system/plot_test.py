"""humroom measure --plot: a picture that any reader of XML can read, whatever the labels say.

    plot_test.py HUMROOM ROOM_MAKER
"""
import array
import hashlib
import json
import math
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest
import wave
import xml.etree.ElementTree

HUMROOM, MAKER = sys.argv[1:3]
SVG = '{http://www.w3.org/2000/svg}'
RATE = 8000
HOSTILE = ['</text><script>alert(1)</script>', '"><image href="https://example.org/" onload="alert(1)"/>',
           "a & b &amp; ]]> <!-- 'c' &#60;script&#62;", '李' * 80, 'x' * 255]
STEERING = 'left \u202e right \u2066 \u0007 \x1b[31m \u2028 \ufffe two\nlines'


def sound(path, seconds, hums):
    """A low tone as the room's noise, and a tone of -12 dB (peak) for each (start, end)."""
    samples = array.array('h', (round(30 * math.sin(i * 0.37)) for i in range(round(seconds * RATE))))
    for start, end in hums:
        for i in range(round(start * RATE), round(end * RATE)):
            samples[i] = round(8192 * math.sin(2 * math.pi * 400 * i / RATE))
    with wave.open(str(path), 'wb') as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(RATE)
        out.writeframes(samples.tobytes())


class Plot(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.dir = pathlib.Path(self.folder.name)
        self.wav, self.cues, self.svg = (self.dir / name for name in ('a.wav', 'a.cues.json', 'a.svg'))

    def measure(self, *words, code=0):
        done = subprocess.run([HUMROOM, 'measure', self.wav, '--cues', self.cues, *map(str, words)],
                              capture_output=True, text=True, timeout=120)
        self.assertEqual(done.returncode, code, done.stderr)
        if code != 0:
            self.assertRegex(done.stderr, r'\Ahumroom measure: [^\n]+\n\Z')
            self.assertEqual(done.stdout, '')
        return done

    def picture(self):
        self.measure('--plot', self.svg)
        return xml.etree.ElementTree.parse(self.svg).getroot()

    def with_labels(self, labels):
        times = [(6 * i + 2, 6 * i + 5) for i in range(len(labels))]
        sound(self.wav, 6 * len(labels) + 2, times)
        self.cues.write_text(json.dumps({'hums': [
            {'label': label, 'start_s': start - 0.5, 'end_s': end + 0.5} for label, (start, end) in zip(labels, times)]}))

    def made_room(self):
        subprocess.run([MAKER, '--meeting', self.wav, '--rate', '16000'], check=True, capture_output=True)
        self.cues = pathlib.Path(f'{self.wav}.cues.json')

    def of_class(self, root, name):
        return [e for e in root.iter() if e.get('class') == name]

    def test_a_meeting_is_drawn_with_its_windows_hums_and_noise(self):
        self.made_room()
        root = self.picture()
        self.assertEqual((root.tag, root.get('role')), (SVG + 'svg', 'img'))
        for name in root.get('aria-labelledby').split():
            self.assertTrue(root.find(f'.//*[@id="{name}"]').text)
        found = json.loads(self.measure('--json').stdout)
        hums = [found['everyone'], *found['hums']]
        x, y, width, height = map(float, root.get('viewBox').split())
        seconds = lambda px: (px - 56) / (width - 80) * found['duration_s']
        # the legend has one of each more
        windows, lines = self.of_class(root, 'window')[:-1], self.of_class(root, 'hum')[:-1]
        self.assertEqual(len(windows), len(hums))
        self.assertEqual(len(self.of_class(root, 'noise')) - 1, len(hums))
        for drawn, hum in zip(windows, hums):
            self.assertAlmostEqual(seconds(float(drawn.get('x'))), hum['start_s'], delta=0.1)
        heard = [h for h in hums if h['hum_db'] is not None]
        self.assertEqual(len(lines), len(heard))
        for drawn, hum in zip(lines, heard):
            self.assertAlmostEqual(seconds(float(drawn.get('x1'))), hum['onset_s'], delta=0.1)
            self.assertAlmostEqual(seconds(float(drawn.get('x2'))), hum['offset_s'], delta=0.1)
        for text in root.iter(SVG + 'text'):
            self.assertTrue(0 <= float(text.get('x')) <= width and 0 <= float(text.get('y')) <= height)
        words = ' '.join(root.itertext())
        for label in ['quiet', *(h['label'] for h in hums)]:
            self.assertIn(label, words)

    def test_flags_and_what_was_not_measured_are_marked_and_said(self):
        sound(self.wav, 5, [(0, 5)])
        self.cues.write_text('{"hums": [{"label": "for", "start_s": 0, "end_s": 4.9}]}')
        root = self.picture()
        self.assertEqual(len(self.of_class(root, 'flag')), 2)  # and the legend's
        self.assertEqual(len(self.of_class(root, 'void')), 4)
        self.assertIn('there was no quiet moment to compare with', ' '.join(root.itertext()))

    def test_hostile_labels_stay_text(self):
        self.with_labels(HOSTILE)
        root = self.picture()
        self.assertLessEqual({e.tag for e in root.iter()},
                             {SVG + tag for tag in ('svg', 'title', 'desc', 'style', 'rect', 'line', 'path', 'text')})
        for element in root.iter():
            for name in element.keys():
                self.assertFalse(name.startswith('on') or 'href' in name, name)
        words = ''.join(t.text for t in root.iter(SVG + 'text'))  # long lines are broken, nothing is lost
        for label in HOSTILE:
            self.assertIn(label, words)

    def test_what_steers_is_replaced(self):
        self.with_labels([STEERING])
        root = self.picture()
        self.assertIn(re.sub('[\u202e\u2066\u0007\x1b\u2028\ufffe\n]', '\ufffd', STEERING), root.find(SVG + 'desc').text)
        self.assertNotRegex(self.svg.read_text(), '[\u202e\u2066\u0007\x1b\u2028\ufffe]')

    def test_a_long_recording_has_a_trace_of_bounded_size_that_keeps_its_peak(self):
        sound(self.wav, 420, [(300, 300.2)])
        self.cues.write_text('{"hums": []}')
        path = self.of_class(self.picture(), 'trace')[0].get('d')
        heights = [float(y) for y in re.findall(r'[ V]([0-9.]+)', path)]
        # 420 s are 8400 readings: points of 8 of them, 1050 with a low and a high end
        self.assertTrue(1050 <= len(heights) <= 4000, len(heights))
        # the tone is -12.04 - 3.01 = -15.05 dB; the field's top, at 84, is -10 dB, its bottom, at 364, that of the noise:
        # 20 lg(30 / 32768) - 3.01 = -63.8, so -70 dB
        self.assertAlmostEqual(min(heights), 84 + 280 * 5.05 / 60, delta=1)
        self.assertAlmostEqual(max(heights), 84 + 280 * 53.8 / 60, delta=20)  # the filter rings in

    def test_the_shortest_and_the_silent_can_be_drawn(self):
        for seconds in (0.001, 0.2):
            with wave.open(str(self.wav), 'wb') as out:
                out.setparams((1, 2, RATE, 0, 'NONE', ''))
                out.writeframes(b'\0\0' * max(1, round(seconds * RATE)))
            self.cues.write_text('{"hums": []}')
            self.picture()
            self.assertNotRegex(self.svg.read_text(), r'\b(nan|inf)\b')

    def test_figures_stay_as_they_are(self):
        self.with_labels(['for'])
        self.assertEqual(self.measure('--json', '--plot', self.svg).stdout, self.measure('--json').stdout)

    def test_a_picture_that_cannot_be_made_is_refused(self):
        self.with_labels(['for'])
        self.measure('--plot', self.dir / 'nowhere' / 'a.svg', code=73)
        self.measure('--plot', self.dir, code=73)
        self.measure('--plot', '/dev/full', code=74)
        self.measure('--plot', code=64)

    def test_a_picture_does_not_take_the_place_of_what_it_is_made_from(self):
        self.with_labels(['for'])
        link = self.dir / 'link.svg'
        link.symlink_to(self.wav)
        before = hashlib.sha256(self.wav.read_bytes()).digest()
        self.measure('--plot', link, code=64)
        self.measure('--plot', self.cues, code=64)
        self.assertEqual(hashlib.sha256(self.wav.read_bytes()).digest(), before)


unittest.main(argv=sys.argv[:1], verbosity=1)
