"""What is due around a meeting, its mails read by another mail parser, its calendar by a strict one.

    notice_test.py MEETING_SCRIPT HUMROOM FIXTURES
"""
import datetime
import email
import email.policy
import json
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest

SCRIPT, HUMROOM = sys.argv[1:3]
FIXTURES = pathlib.Path(sys.argv[3])
VIRTUAL = FIXTURES / 'virtual-interim-of-three-days.json'
OSLO = FIXTURES / 'face-to-face-interim.json'
BAR = FIXTURES / 'bar-bof.json'


def unescape(text):
    """RFC 5545, 3.3.11: of what a backslash may stand before; anything else is a mistake."""
    out, rest = '', text
    while rest:
        if rest[0] == '\\':
            out += {'\\': '\\', ';': ';', ',': ',', 'n': '\n', 'N': '\n'}[rest[1]]
            rest = rest[2:]
        else:
            assert rest[0] not in ';,' and ord(rest[0]) >= 32, rest
            out, rest = out + rest[0], rest[1:]
    return out


def parse_calendar(raw):
    """The events of a calendar file; whatever RFC 5545 does not allow of it fails."""
    assert raw.endswith(b'\r\n')
    physical = raw[:-2].split(b'\r\n')
    lines = []
    for line in physical:
        assert len(line) <= 75 and b'\n' not in line and b'\r' not in line, line
        line.decode()  # no character lies in two lines
        if line.startswith(b' '):
            lines[-1] += line[1:]
        else:
            lines.append(line)
    lines = [line.decode() for line in lines]
    assert lines[:2] == ['BEGIN:VCALENDAR', 'VERSION:2.0'] and lines[-1] == 'END:VCALENDAR'
    assert lines[2].startswith('PRODID:')
    events, event = [], None
    for line in lines[3:-1]:
        name, value = line.split(':', 1)
        if line == 'BEGIN:VEVENT':
            assert event is None
            event = {}
        elif line == 'END:VEVENT':
            assert {'UID', 'DTSTAMP', 'SUMMARY'} <= set(event) and len({'DTSTART', 'DTSTART;VALUE=DATE'} & set(event)) == 1
            events.append(event)
            event = None
        else:
            assert name not in event and re.fullmatch(r'[A-Z]+(;VALUE=DATE)?', name), line
            if name.endswith(';VALUE=DATE'):
                value = datetime.datetime.strptime(value, '%Y%m%d').date()
            elif name.startswith('DT'):
                value = datetime.datetime.strptime(value, '%Y%m%dT%H%M%SZ')
            elif name in ('SUMMARY', 'DESCRIPTION', 'LOCATION'):
                value = unescape(value)
            event[name] = value
    assert event is None and len({e['UID'] for e in events}) == len(events)
    return events


class Notice(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.dir = pathlib.Path(folder.name)
        self.mails = self.dir / 'mails'

    def humroom(self, *words, code=0):
        done = subprocess.run([HUMROOM, *map(str, words)], capture_output=True, text=True, timeout=60)
        self.assertEqual(done.returncode, code, done.stderr)
        if code <= 1:
            self.assertEqual(done.stderr, '')
            return done.stdout
        return done.stderr

    def changed(self, path, **members):
        meeting = {k: v for k, v in {**json.loads(path.read_text()), **members}.items() if v is not None}
        out = self.dir / 'meeting.json'
        out.write_text(json.dumps(meeting))
        return out

    def check(self, path, now, code=0):
        said = json.loads(self.humroom('notice', 'check', path, '--now', now, '--json', code=code))
        self.assertEqual(said['schema'], 'humroom.notice/1')
        return said, {s['step']: s for s in said['steps']}

    def parse(self, name):
        raw = (self.mails / name).read_bytes()
        for line in raw.split(b'\r\n'):
            self.assertLessEqual(len(line), 78)
            self.assertNotIn(b'\n', line)
        mail = email.message_from_bytes(raw, policy=email.policy.default)
        self.assertEqual(mail.defects, [])
        self.assertEqual(mail['from'].addresses[0].addr_spec, 'zoe@example.org')
        return mail

    def test_dates_follow_from_kind_days_and_lead_times(self):
        day = datetime.date
        for path, first, last, leads in (
                (VIRTUAL, day(2026, 10, 24), day(2026, 10, 26),
                 {'announcement': -14, 'agenda': -7, 'slides': -1, 'attendance': 10, 'minutes': 10, 'proceedings': 30}),
                (OSLO, day(2026, 11, 22), day(2026, 11, 22),
                 {'approval': -28, 'announcement': -28, 'agenda': -14, 'slides': -3, 'attendance': 10, 'minutes': 10,
                  'proceedings': 30})):
            said, steps = self.check(path, '2026-09-01', code=1 if path == VIRTUAL else 0)
            self.assertEqual((said['first_day'], said['last_day']), (str(first), str(last)))
            for step, lead in leads.items():
                due = (first if lead < 0 else last) + datetime.timedelta(days=lead)
                self.assertEqual(steps[step]['due'], str(due), step)
            self.assertEqual({s for s in steps if steps[s]['state'] == 'not-needed'}, set(steps) - set(leads))

    def test_what_is_late_is_said_in_words_and_by_the_exit_code(self):
        # announced on the 11th, due on the 10th; the agenda was due on the 17th
        said, steps = self.check(VIRTUAL, '2026-10-17')
        self.assertEqual((steps['announcement']['state'], steps['announcement']['days']), ('done-late', 1))
        self.assertEqual((steps['agenda']['state'], steps['agenda']['days']), ('to-do', 0))
        said, steps = self.check(VIRTUAL, '2026-10-18', code=1)
        self.assertEqual((steps['agenda']['state'], steps['agenda']['days'], said['late']), ('late', 1, 1))
        words = self.humroom('notice', 'check', VIRTUAL, '--now', '2026-10-18', code=1)
        self.assertIn('2026-10-24 to 2026-10-26, 120 minutes a day', words)
        self.assertIn('LATE: was due by 2026-10-17, 1 day ago', words)
        self.assertIn('done on 2026-10-11, 1 day after it was due', words)
        self.assertIn('The chair decides that it takes place', words)

    def test_a_bar_bof_claims_no_consensus_and_needs_nothing(self):
        words = self.humroom('notice', 'check', BAR)
        self.assertIn('limited to its participants: no group consensus is claimed', words)
        self.assertNotIn('due', words)

    def test_rules_without_a_date_are_findings(self):
        for members, about in (({'length_minutes': 20}, 'length_minutes'), ({'length_minutes': None}, 'length_minutes'),
                               ({'back_channel': None}, 'back_channel'), ({'area_director': None}, 'area_director'),
                               ({'days': ['2026-11-22', '2026-11-24']}, 'days'),
                               ({'days': ['2026-11-23']}, 'days'), ({'done': {'approval': '2026-08-01'}}, 'approved_by'),
                               ({'done': {'agenda': '2026-12-24'}}, 'done')):
            said, _ = self.check(self.changed(OSLO, **members), '2026-09-01', code=1)
            self.assertEqual([f['about'] for f in said['findings']], [about])

    def test_the_request_goes_to_the_secretariat_and_the_area_director_who_approves(self):
        said = self.humroom('notice', 'mail', OSLO, '--out', self.mails, '--now', '2026-10-01')
        self.assertIn('in copy ada@example.org', said)
        self.assertEqual(sorted(p.name for p in self.mails.iterdir()), ['announce-list.eml', 'announce-request.eml'])
        mail = self.parse('announce-request.eml')
        self.assertEqual((mail['to'], mail['cc']), ('secretariat@example.org', 'ada@example.org'))
        self.assertEqual(mail['subject'], 'Request to announce: framing, face-to-face interim, 2026-11-22')
        body = mail.get_content()
        for part in ('Framing in Oslo', '2026-11-22 09:30 to 14:30 (Europe/Oslo); 2026-11-22 08:30 to 13:30 UTC',
                     'Oslo, Karl Johans gate 1; third floor', 'Ada Director, in copy, is asked to approve',
                     'due by 2026-10-25', 'Zoë Marsh <zoe@example.org>', 'zulip: framing'):
            self.assertIn(part, body)
        approved = self.changed(OSLO, done={'approval': '2026-09-30'}, approved_by='Ada Director')
        self.mails = self.dir / 'approved'
        self.humroom('notice', 'mail', approved, '--out', self.mails, '--now', '2026-10-01')
        self.assertIn('approved by Ada Director on 2026-09-30', self.parse('announce-request.eml').get_content())

    def test_each_day_has_its_own_time_and_the_list_is_told(self):
        self.humroom('notice', 'mail', VIRTUAL, '--out', self.mails, '--now', '2026-10-01')
        mail = self.parse('announce-request.eml')
        self.assertIsNone(mail['cc'])  # the chair decides
        mail = self.parse('announce-list.eml')
        self.assertEqual(mail['to'], 'framing@lists.example.org')
        self.assertEqual(mail['subject'], '[framing] Meeting: Framing, third interim; lengths, orders, virtual interim, '
                                          '2026-10-24 to 2026-10-26')
        body = mail.get_content()
        # the clocks of Berlin go back on 25 October 2026
        for part in ('2026-10-24 10:00 to 12:00 (Europe/Berlin); 2026-10-24 08:00 to 10:00 UTC',
                     '2026-10-25 10:00 to 12:00 (Europe/Berlin); 2026-10-25 09:00 to 11:00 UTC',
                     '2026-10-26 10:00 to 12:00 (Europe/Berlin); 2026-10-26 09:00 to 11:00 UTC',
                     'https://example.org/framing/agenda', 'The Note Well applies', 'confirmed on this list', '李娜'):
            self.assertIn(part, body)

    def test_a_bar_bof_tells_the_list_alone_that_it_claims_nothing(self):
        self.humroom('notice', 'mail', BAR, '--out', self.mails, '--now', '2026-10-01')
        self.assertEqual([p.name for p in self.mails.iterdir()], ['announce-list.eml'])
        body = self.parse('announce-list.eml').get_content()
        self.assertIn('no group consensus is claimed', body)
        self.assertNotIn('confirmed on this list', body)

    def make_record(self, **more):
        record = self.dir / f'm{len(list(self.dir.glob("m*.humroom")))}.humroom'
        plan = {'schema': 'humroom.meeting/1', 'title': 'Framing; a, b', 'group': 'framing', 'zone': 'Europe/Berlin',
                'list': 'l@example.org', 'chairs': [{'name': 'Zoë Marsh', 'mail': 'zoe@example.org'}],
                'questions': [{'kind': 'for-against', 'text': 'Should, or; not?'}], **more}
        lines = [{'open': plan, 'offset_minutes': 60}] + [
            {'person': 0, 'command': 'join', 'name': name, 'affiliation': where, 'in_room': False, 'note_well': True}
            for name, where in (('Ann =?utf-8?q?x?=', 'Acme'), ('李娜', ''), ('Bob', 'B & Co'))] + [
            {'command': 'ask', 'question': 1}, {'command': 'close', 'question': 1, 'run': 1},
            {'command': 'state', 'question': 1, 'run': 1, 'text': 'We have it.', 'reason': 'R',
             'statements': [{'kind': 'consensus'}]}]
        commands = self.dir / 'commands.jsonl'
        commands.write_text('\n'.join(json.dumps(dict(c, at=f'2026-11-22T09:00:{i:02}Z'))
                                      for i, c in enumerate(lines)) + '\n')
        subprocess.run([SCRIPT, commands, record], check=True)
        return record

    def test_those_who_joined_are_a_blue_sheet(self):
        record = self.make_record()
        self.humroom('notice', 'mail', OSLO, '--out', self.mails, '--attendees', record, '--now', '2026-11-23')
        self.assertEqual([p.name for p in self.mails.iterdir()], ['attendees.eml'])
        mail = self.parse('attendees.eml')
        self.assertEqual((mail['to'], mail['subject']), ('secretariat@example.org', 'Attendees: framing, 2026-11-22'))
        self.assertEqual(mail.get_content().replace('\r\n', '\n'),
                         'Bluesheet for Framing; a, b\n' + '=' * 72 + '\n\n3 attendees.\n\n'
                         'Ann =?utf-8?q?x?=\tAcme\n李娜\t\nBob\tB & Co\n')

    def test_a_calendar_has_each_day_and_what_is_still_due(self):
        out = self.dir / 'm.ics'
        self.humroom('notice', 'calendar', VIRTUAL, '--out', out, '--now', '2026-10-12T07:00Z')
        events = parse_calendar(out.read_bytes())
        at = datetime.datetime
        self.assertEqual([(e['DTSTART'], e['DTEND']) for e in events[:3]],
                         [(at(2026, 10, 24, 8), at(2026, 10, 24, 10)), (at(2026, 10, 25, 9), at(2026, 10, 25, 11)),
                          (at(2026, 10, 26, 9), at(2026, 10, 26, 11))])
        self.assertEqual(events[0]['SUMMARY'], 'Framing, third interim; lengths, orders')
        self.assertEqual(events[0]['DTSTAMP'], at(2026, 10, 12, 7))
        self.assertEqual(events[0]['LOCATION'], 'https://meet.example.org/framing')
        self.assertIn('Back-channel: zulip: framing\n', events[0]['DESCRIPTION'])
        self.assertEqual({(e['SUMMARY'].split(',')[0], str(e['DTSTART;VALUE=DATE'])) for e in events[3:]},
                         {('Due: agenda', '2026-10-17'), ('Due: slides', '2026-10-23'), ('Due: attendance', '2026-11-05'),
                          ('Due: minutes', '2026-11-05'), ('Due: proceedings', '2026-11-25')})
        again = self.dir / 'again.ics'
        self.humroom('notice', 'calendar', self.changed(VIRTUAL, start='2026-10-24T11:00'), '--out', again,
                     '--now', '2026-10-13')
        self.assertEqual([e['UID'] for e in parse_calendar(again.read_bytes())], [e['UID'] for e in events])

    def test_a_day_without_a_time_is_a_whole_day(self):
        out = self.dir / 'm.ics'
        self.humroom('notice', 'calendar', self.changed(BAR, zone='Asia/Tokyo'), '--out', out)
        event, = parse_calendar(out.read_bytes())
        self.assertEqual((event['DTSTART;VALUE=DATE'], event['DTEND;VALUE=DATE']),
                         (datetime.date(2026, 11, 24), datetime.date(2026, 11, 25)))

    def test_a_record_gives_the_last_days_for_objections(self):
        record, out = self.make_record(), self.dir / 'r.ics'
        self.humroom('confirm', 'sent', record, '1', '--message-id', 'a1@example.org', '--date', '2026-11-23')
        self.humroom('notice', 'calendar', record, '--out', out, '--now', '2026-11-23')
        meeting, deadline = parse_calendar(out.read_bytes())
        self.assertEqual((meeting['SUMMARY'], meeting['DTSTART']),
                         ('Framing; a, b', datetime.datetime(2026, 11, 22, 9)))
        self.assertEqual(deadline['DTSTART'], datetime.datetime(2026, 12, 7, 23, 59, 59))  # the 23rd and 14 days
        self.assertEqual(deadline['SUMMARY'], 'Last day for objections: question 1, run 1, Framing; a, b')
        self.assertIn('Should, or; not?', deadline['DESCRIPTION'])

    def test_a_record_of_a_meeting_that_is_not_over_ends_as_planned(self):
        for more, start, end in (({'start': '2026-11-22T10:15', 'zone': 'Europe/Berlin', 'length_minutes': 90}, (9, 15), (10, 45)),
                                 ({'length_minutes': 90}, (9, 0), (10, 30))):  # no start: from when it was opened
            with self.subTest(more):
                record, out = self.make_record(**more), self.dir / f'{start[1]}.ics'
                self.humroom('notice', 'calendar', record, '--out', out, '--now', '2026-11-22')
                meeting, = parse_calendar(out.read_bytes())
                self.assertEqual((meeting['DTSTART'], meeting['DTEND']),
                                 (datetime.datetime(2026, 11, 22, *start), datetime.datetime(2026, 11, 22, *end)))

    def test_a_record_gives_the_days_that_its_outcomes_and_calls_name(self):
        folder = 'deferred-referred-declared-and-left-to-the-editor-say-what-comes-next'
        record, out = self.dir / 'd.humroom', self.dir / 'd.ics'
        subprocess.run([SCRIPT, FIXTURES / folder / 'commands.jsonl', record], check=True)
        self.humroom('notice', 'calendar', record, '--out', out, '--now', '2026-11-25')
        days = {(e['SUMMARY'].split(':')[0], str(e['DTSTART;VALUE=DATE']))
                for e in parse_calendar(out.read_bytes()) if 'DTSTART;VALUE=DATE' in e}
        self.assertEqual(days, {('Deferred until', '2027-01-20'), ('Report due', '2027-02-01')})

    def test_a_call_that_another_way_brought_to_the_list_has_its_end(self):
        plan = {'schema': 'humroom.meeting/1', 'title': 'T', 'zone': 'UTC'}
        lines = [{'open': plan}, {'command': 'prepare', 'kind': 'adopt', 'text': 'Adopt it?', 'draft': 'draft-x-y-00'},
                 {'command': 'ask', 'question': 1}, {'command': 'close', 'question': 1, 'run': 1},
                 {'command': 'step', 'question': 1, 'step': 'call', 'step_state': 'done', 'date': '2026-11-23',
                  'until': '2026-12-08'}]
        record, out, commands = self.dir / 'c.humroom', self.dir / 'c.ics', self.dir / 'commands.jsonl'
        commands.write_text('\n'.join(json.dumps(dict(c, at=f'2026-11-22T09:00:{i:02}Z'))
                                      for i, c in enumerate(lines)) + '\n')
        subprocess.run([SCRIPT, commands, record], check=True)
        self.humroom('notice', 'calendar', record, '--out', out, '--now', '2026-11-25')
        call, = [e for e in parse_calendar(out.read_bytes()) if e['SUMMARY'].startswith('Call ends')]
        self.assertEqual((call['SUMMARY'], str(call['DTSTART;VALUE=DATE'])),
                         ('Call ends: question 1, run 1, T', '2026-12-08'))
        self.assertEqual(call['DESCRIPTION'], 'Adopt it?')

    def test_those_without_a_device_are_on_the_blue_sheet(self):
        record = self.dir / 'entered.humroom'
        folder = 'who-has-no-device-is-on-the-blue-sheet-and-in-no-count'
        subprocess.run([SCRIPT, FIXTURES / folder / 'commands.jsonl', record], check=True)
        self.humroom('notice', 'mail', OSLO, '--out', self.mails, '--attendees', record, '--now', '2026-11-26')
        self.assertEqual(self.parse('attendees.eml').get_content().replace('\r\n', '\n'),
                         'Bluesheet for Framing, morning session\n' + '=' * 72 + '\n\n5 attendees.\n\n'
                         'Rui Costa\tPonte\nMax Ohm\tOhm AG\nInes Álvarez\t\nDana Field\t\nKim Late\tOhm AG\n')
        self.assertEqual(self.humroom('minutes', record, '--blue-sheet'),
                         self.parse('attendees.eml').get_content().replace('\r\n', '\n'))

    def test_hostile_texts_stay_texts(self):
        title = 'x\\nEND:VEVENT;a,b =?utf-8?q?=0D=0ABcc:?= <e@example.com>' + '李' * 30
        meeting = self.changed(OSLO, title=title, place='a\\,;b', group='g] x: y')
        out = self.dir / 'h.ics'
        self.humroom('notice', 'calendar', meeting, '--out', out, '--now', '2026-10-01')
        events = parse_calendar(out.read_bytes())
        self.assertEqual((events[0]['SUMMARY'], events[0]['LOCATION']), (title, 'a\\,;b'))
        self.humroom('notice', 'mail', meeting, '--out', self.mails, '--now', '2026-10-01')
        mail = self.parse('announce-list.eml')
        self.assertNotIn('bcc', [k.lower() for k in mail.keys()])
        self.assertIn(title, mail.get_content())

    def test_files_that_are_there_are_never_written_over(self):
        out = self.dir / 'm.ics'
        out.write_text('mine')
        self.assertIn('is there already', self.humroom('notice', 'calendar', VIRTUAL, '--out', out, code=73))
        self.assertEqual(out.read_text(), 'mine')
        self.mails.mkdir()
        (self.mails / 'announce-list.eml').write_text('mine')
        self.humroom('notice', 'mail', BAR, '--out', self.mails, code=73)
        self.assertEqual((self.mails / 'announce-list.eml').read_text(), 'mine')
        self.humroom('notice', 'mail', BAR, '--out', out, code=73)

    def test_what_a_mail_needs_is_asked_for_before_one_is_written(self):
        for path, members, sentence in ((OSLO, {'secretariat': None}, 'secretariat'), (OSLO, {'area_director': None}, 'area'),
                                        (OSLO, {'list': None}, 'list'), (BAR, {'kind': 'list only'}, 'nothing meets')):
            error = self.humroom('notice', 'mail', self.changed(path, **members), '--out', self.mails, code=65)
            self.assertIn(sentence, error)
            self.assertEqual(error.count('\n'), 1)
            self.assertEqual(list(self.mails.iterdir()), [])
        self.assertIn('--from', self.humroom('notice', 'mail', self.changed(OSLO, chairs=None), '--out', self.mails, code=64))
        self.humroom('notice', 'mail', OSLO, '--out', self.mails, '--from', 'a@b, c@d', code=64)
        self.humroom('notice', 'mail', OSLO, '--out', self.mails, '--attendees', self.dir / 'none', code=66)
        self.humroom('notice', 'mail', OSLO, '--out', self.mails, '--attendees', OSLO, code=65)

    def test_meeting_files_with_mistakes_are_refused(self):
        for members, sentence in (({'kind': 'interim'}, 'kind: must be'), ({'kind': None}, 'kind: is missing'),
                                  ({'start': None}, 'start: is missing'), ({'zone': 'Europe/Nowhere'}, 'zone'),
                                  ({'lead_days': {'agend': 1}}, 'lead_days'), ({'done': 'x'}, 'done'),
                                  ({'length_minute': 1}, 'length_minute')):
            self.assertIn(sentence, self.humroom('notice', 'check', self.changed(OSLO, **members), code=65))
        both = self.humroom('notice', 'check', self.changed(OSLO, length_minutes=0, done={'agenda': 'x'}), code=65)
        self.assertEqual(both.count('\n'), 3)  # all mistakes at once
        for raw in (b'', b'{', b'\xff', b'[]'):
            (self.dir / 'raw').write_bytes(raw)
            self.humroom('notice', 'check', self.dir / 'raw', code=65)
        self.humroom('notice', 'check', self.dir / 'none', code=66)
        self.humroom('notice', 'calendar', self.dir / 'none', '--out', self.dir / 'x', code=66)

    def test_words_that_do_not_go_together_are_named(self):
        for words in ((), ('check',), ('post', OSLO), ('check', OSLO, '--out', 'x'), ('mail', OSLO), ('calendar', OSLO),
                      ('check', OSLO, '--now', 'today'), ('check', OSLO, '--now'), ('check', OSLO, BAR),
                      ('calendar', OSLO, '--out', 'x', '--json'), ('check', OSLO, '--colour'),
                      ('check', OSLO, '--now', '2026-10-01', '--now', '2026-10-01')):
            self.assertEqual(self.humroom('notice', *words, code=64).count('\n'), 1)

    def test_help_has_an_example(self):
        self.assertIn('Example:', self.humroom('notice', '--help'))
        self.assertRegex(self.humroom('notice', '--version'), r'^humroom \d+\.\d+\.\d+\n$')


if __name__ == '__main__':
    unittest.main(argv=sys.argv[:1], verbosity=2)
