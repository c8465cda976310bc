"""From a record to the mails, to what the list made of them: the chain as a chair walks it, read by another mail parser.

    confirm_test.py MEETING_SCRIPT HUMROOM COMMANDS.jsonl
"""
import email
import email.header
import email.policy
import email.utils
import fcntl
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

SCRIPT, HUMROOM, COMMANDS = sys.argv[1:4]
HOSTILE_NAME = '=?utf-8?q?=0D=0ABcc:?= "Evil" <evil@example.com>, x'
HOSTILE_QUESTION = ('=?utf-8?q?=0D=0ABcc:_x?= <script>alert(1)</script> Bcc: evil@example.com ' + '李' * 200 + ' '
                    + 'x' * 1000)


def meeting(title='Framing', question='Should the length be part of the header?', chair='Zoë Marsh',
            mail_list='framing@lists.example.org', group='framing', words='We have consensus.'):
    """A meeting with question 1 (to be confirmed), run again once, and question 2 (deferred)."""
    plan = {'schema': 'humroom.meeting/1', 'title': title, 'zone': 'Europe/Berlin', 'list': mail_list, 'group': group,
            'chairs': [{'name': chair, 'mail': 'zoe@example.org'}],
            'questions': [{'kind': 'for-against', 'text': question},
                          {'kind': 'options', 'text': 'Which order?', 'options': ['big', 'little']}]}
    if not mail_list:
        del plan['list']
    lines = [{'open': plan, 'offset_minutes': 60}]
    for q, run, kind in ((1, 1, 'consensus'), (1, 2, 'consensus'), (2, 1, 'deferred')):
        lines += [{'command': 'ask', 'question': q},
                  {'command': 'close', 'question': q, 'run': run},
                  {'command': 'state', 'question': q, 'run': run, 'text': words, 'reason': 'Reasons — many.',
                   'statements': [{'kind': kind, **({'to': 'list', 'missing': 'examples'} if kind == 'deferred' else {})}]}]
    return [dict(line, at=f'2026-11-22T09:00:{i:02}Z') for i, line in enumerate(lines)]


class Confirm(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.dir = pathlib.Path(self.folder.name)
        self.record = self.dir / 'm.humroom'
        self.mails = self.dir / 'mails'

    def make(self, **words):
        commands = self.dir / 'commands.jsonl'
        commands.write_text('\n'.join(json.dumps(c) for c in meeting(**words)) + '\n')
        subprocess.run([SCRIPT, commands, self.record], check=True)

    def humroom(self, *words, code=0):
        done = subprocess.run([HUMROOM, *map(str, words)], capture_output=True, text=True, timeout=60)
        self.assertEqual(done.returncode, code, done.stderr)
        if code != 0:
            self.assertEqual(done.stderr.count('\n'), 1, done.stderr)  # one sentence
        return done.stdout if code == 0 else done.stderr

    def draft(self, *words):
        self.humroom('confirm', 'draft', self.record, '--out', self.mails, '--date', '2026-11-23T08:00Z', *words)
        return {p.name: p.read_bytes() for p in self.mails.iterdir()}

    def sent(self, which, code=0):
        return self.humroom('confirm', 'sent', self.record, which, '--message-id', '<a1@example.org>',
                            '--date', '2026-11-23', code=code)

    def parse(self, raw, more=()):
        for line in raw.split(b'\r\n'):
            self.assertLessEqual(len(line), 78)
            self.assertNotIn(b'\n', line)
        mail = email.message_from_bytes(raw, policy=email.policy.default)
        self.assertEqual(mail.defects, [])
        self.assertCountEqual([k.lower() for k in mail.keys()],
                              ['from', 'to', 'date', 'subject', 'message-id', 'mime-version', 'content-type',
                               'content-transfer-encoding', *more])
        return mail

    def test_the_draft_says_everything_that_the_list_must_know(self):
        subprocess.run([SCRIPT, COMMANDS, self.record], check=True)
        drafts = self.draft()
        self.assertEqual(list(drafts), ['confirm-1.1.eml'])
        mail = self.parse(drafts['confirm-1.1.eml'])
        self.assertEqual(mail['subject'], '[framing] Confirming: Should the length be part of the frame\'s header? '
                                          '(question 1, run 1)')
        self.assertEqual(mail['from'].addresses[0].display_name, 'Zoë Marsh')
        self.assertEqual(mail['from'].addresses[0].addr_spec, 'zoe@example.org')
        self.assertEqual(mail['to'].addresses[0].addr_spec, 'framing@lists.example.org')
        self.assertEqual(mail['date'].datetime.isoformat(), '2026-11-23T08:00:00+00:00')
        self.assertRegex(mail['message-id'], r'^<[0-9a-f]{32}\.humroom@example\.org>$')
        self.assertEqual(mail.get_content_type(), 'text/plain')
        self.assertEqual(mail.get_content_charset(), 'utf-8')
        text = ' '.join(mail.get_content().split())
        for part in ("Should the length be part of the frame's header?", '1. for 2. against',
                     'A snapshot of those present, not a vote.',
                     "hum: strong hum, about 18 dB above the room's noise",
                     "hum: some hums, about 14 dB above the room's noise (a short hum)",
                     'heard by the chair: strong', 'Sound alone does not show that more people hummed',
                     'stated by Zoë Marsh', 'We have consensus for the length in the header',
                     'A strong hum for it, and the one concern is about space',
                     'stand; there is no need to repeat them', 'only if you object',
                     'until 2026-12-07, 23:59:59 UTC',  # the 23rd and 14 days
                     'one mail for each issue', 'number of the issue'):
            self.assertIn(part, text)

    def make_with_issues(self):
        lines = meeting()[:3]
        lines += [{'scribe': True, 'command': 'issue', 'question': 1, 'run': 1, 'name': 'Max Öhm', 'text': what}
                  for what in ('it leaks', 'it is slow', 'it is old')]
        lines += [{'command': 'issue-state', 'issue': 2, 'issue_state': 'not-accommodated', 'reason': 'not here'}]
        lines += meeting()[3:6] + [{'command': 'void', 'question': 1, 'run': 2, 'reason': 'the mikes were off'}]
        commands = self.dir / 'commands.jsonl'
        commands.write_text('\n'.join(json.dumps(dict(c, at=f'2026-11-22T09:00:{i:02}Z'))
                                      for i, c in enumerate(lines)) + '\n')
        subprocess.run([SCRIPT, commands, self.record], check=True)

    def test_an_outcome_over_open_issues_has_a_mail_for_each_in_its_thread(self):
        self.make_with_issues()
        drafts = self.draft()
        self.assertEqual(sorted(drafts), ['confirm-1.1-issue-1.eml', 'confirm-1.1-issue-3.eml', 'confirm-1.1.eml'])
        parent = self.parse(drafts['confirm-1.1.eml'])
        text = ' '.join(parent.get_content().split())
        for part in ('Issue 1, raised by Max Öhm: it leaks Open.',
                     'Issue 2, raised by Max Öhm: it is slow Addressed, not accommodated: not here',
                     'Run 2 of this question was declared void by Zoë Marsh: the mikes were off'):
            self.assertIn(part, text)
        issue = self.parse(drafts['confirm-1.1-issue-3.eml'], ('in-reply-to', 'references'))
        self.assertEqual(issue['subject'], '[framing] Issue 3: it is old (question 1, run 1)')
        self.assertEqual((issue['in-reply-to'], issue['references']), (parent['message-id'],) * 2)
        self.assertNotEqual(issue['message-id'], parent['message-id'])

    def test_a_void_run_is_neither_written_nor_sent(self):
        self.make_with_issues()
        self.assertIn('is void', self.humroom('confirm', 'draft', self.record, '--out', self.mails, '--question', '1.2',
                                              code=65))
        self.humroom('confirm', 'sent', self.record, '--all', '--message-id', 'a@b', '--date', '2026-11-23')
        self.assertEqual(self.humroom('minutes', self.record).count('Sent to the list'), 1)

    def test_every_outcome_that_waits_has_its_mail_and_one_can_be_chosen(self):
        self.make()
        self.assertEqual(sorted(self.draft()), ['confirm-1.1.eml', 'confirm-1.2.eml'])
        self.mails = self.dir / 'again'
        self.assertEqual(list(self.draft('--question', '1')), ['confirm-1.2.eml'])  # the newest run
        self.mails = self.dir / 'and again'
        self.assertEqual(list(self.draft('--question', '1.1')), ['confirm-1.1.eml'])

    def test_hostile_texts_stay_texts(self):
        self.make(question=HOSTILE_QUESTION, chair=HOSTILE_NAME, title='From: x', group='a] [b')
        self.draft_raw = self.draft()['confirm-1.1.eml']
        mail = self.parse(self.draft_raw)
        self.assertEqual(len(mail['from'].addresses), 1)
        # the newer parser leaves the blank between two encoded words standing, the older one follows RFC 2047, 6.2
        old = email.message_from_bytes(self.draft_raw, policy=email.policy.compat32)
        name, address = email.utils.parseaddr(old['from'])
        self.assertEqual(str(email.header.make_header(email.header.decode_header(name))), HOSTILE_NAME)
        self.assertEqual(address, 'zoe@example.org')
        self.assertEqual(mail['from'].addresses[0].addr_spec, 'zoe@example.org')
        # word for word, also what looks like a word that is encoded already
        self.assertIn('Confirming: =?utf-8?q?=0D=0ABcc:_x?= <script>alert(1)</script> Bcc: ...', mail['subject'])
        self.assertIn(HOSTILE_QUESTION.replace(' ', ''), ''.join(mail.get_content().split()))

    def test_a_mail_that_is_there_is_never_written_over(self):
        self.make()
        self.mails.mkdir()
        (self.mails / 'confirm-1.1.eml').write_text('edited by hand')
        error = self.humroom('confirm', 'draft', self.record, '--out', self.mails, code=73)
        self.assertIn('is there already', error)
        self.assertEqual((self.mails / 'confirm-1.1.eml').read_text(), 'edited by hand')

    def test_a_folder_that_cannot_be_made_is_named(self):
        self.make()
        (self.dir / 'file').write_text('')
        for out in (self.dir / 'file', self.dir / 'none' / 'none', '/proc/none'):
            self.assertIn(str(out), self.humroom('confirm', 'draft', self.record, '--out', out, code=73))

    def test_without_list_or_chair_the_addresses_are_asked_for(self):
        self.make(mail_list='')
        self.assertIn('--to', self.humroom('confirm', 'draft', self.record, '--out', self.mails, code=64))
        mail = self.parse(self.draft('--to', 'l@example.org', '--from', 'b@example.net')['confirm-1.1.eml'])
        self.assertEqual(mail['to'], 'l@example.org')
        self.assertEqual(mail['from'], 'b@example.net')  # no chair's name is put beside another's address
        for bad in ('x', 'a@b, c@d', 'a@b\r\nBcc: x@y'):
            done = subprocess.run([HUMROOM, 'confirm', 'draft', self.record, '--out', self.mails, '--to', bad],
                                  capture_output=True)
            self.assertEqual(done.returncode, 64)

    def test_the_minutes_follow_the_outcome_to_its_end(self):
        self.make()
        self.assertEqual(self.humroom('minutes', self.record).count('**To be confirmed on the list.**'), 2)
        self.assertIn('objections until 2026-12-07, 23:59:59 UTC', self.sent('1.2'))
        minutes = self.humroom('minutes', self.record)
        self.assertIn('Sent to the list on 2026-11-23 as a1@example.org; **objections until 2026-12-07, '
                      '23:59:59 UTC**.', minutes)
        self.assertEqual(minutes.count('**To be confirmed on the list.**'), 1)
        self.humroom('confirm', 'deadline', self.record, '1.2', '--date', '2026-12-20', '--why', 'A holiday.')
        minutes = self.humroom('minutes', self.record)
        self.assertIn('**objections until 2026-12-20, 23:59:59 UTC**. This deadline was changed: A holiday.', minutes)
        self.humroom('confirm', 'close', self.record, '1.2', '--as', 'confirmed-over-objections', '--why',
                     'Addressed *all*.')
        minutes = self.humroom('minutes', self.record)
        self.assertIn('**Confirmed on the list over objections**', minutes)
        self.assertIn('by Zoë Marsh: Addressed \\*all\\*.', minutes)
        self.assertIn('Not marked to be confirmed', minutes)  # question 2

    def test_every_end_has_its_words(self):
        for end, words in (('confirmed', 'Confirmed on the list'), ('reopened', 'Reopened'),
                           ('overturned', 'Overturned')):
            self.record = self.dir / f'{end}.humroom'
            self.make()
            self.sent('1')
            self.humroom('confirm', 'close', self.record, '1', '--as', end, '--why', 'W', '--by', 'Ann')
            self.assertRegex(self.humroom('minutes', self.record), rf'\*\*{words}\*\* on [-0-9]+ by Ann: W')

    def test_posted_minutes_confirm_all_that_wait_at_once(self):
        self.make()
        out = self.humroom('confirm', 'sent', self.record, '--all', '--message-id', 'm@example.org', '--date',
                           '2026-11-24')
        self.assertEqual(out.count('sent; objections until 2026-12-08'), 2)
        self.humroom('confirm', 'sent', self.record, '--all', '--message-id', 'm@example.org', '--date',
                     '2026-11-24', code=65)

    def test_a_mark_changes_what_waits(self):
        self.make()
        self.humroom('confirm', 'mark', self.record, '1.1', '--as', 'not-needed')
        self.humroom('confirm', 'mark', self.record, '2', '--as', 'to-confirm')
        self.assertEqual(sorted(self.draft()), ['confirm-1.2.eml', 'confirm-2.1.eml'])

    def test_steps_out_of_order_are_refused_and_change_nothing(self):
        self.make()
        before = self.humroom('minutes', self.record)
        close = ('--as', 'confirmed', '--why', 'x')
        self.assertIn('not been sent', self.humroom('confirm', 'close', self.record, '1', *close, code=65))
        self.assertIn('not been sent', self.humroom('confirm', 'deadline', self.record, '1', '--date', '2026-12-20',
                                                    '--why', 'x', code=65))
        self.assertIn('no such question', self.humroom('confirm', 'close', self.record, '9', *close, code=65))
        self.assertIn('no such question', self.humroom('confirm', 'close', self.record, '1.9', *close, code=65))
        self.assertIn('not marked', self.sent('2', code=65))
        self.assertEqual(self.humroom('minutes', self.record), before)
        self.sent('1')
        self.assertIn('done already', self.sent('1', code=65))
        self.assertIn('done already', self.humroom('confirm', 'draft', self.record, '--out', self.mails,
                                                   '--question', '1', code=65))
        self.assertIn('before it was sent', self.humroom('confirm', 'deadline', self.record, '1', '--date',
                                                         '2026-11-20', '--why', 'x', code=64))

    def test_what_is_no_date_number_id_or_text_is_refused(self):
        self.make()
        good = {'--message-id': 'a@b', '--date': '2026-11-23'}
        for key, value in (('--date', 'tomorrow'), ('--date', '2026-11-31'), ('--date', '2026-10-01'),
                           ('--message-id', 'none'), ('--message-id', 'a@b> x')):
            words = [w for pair in dict(good, **{key: value}).items() for w in pair]
            self.humroom('confirm', 'sent', self.record, '1', *words, code=64)
        for which in ('0', '-1', '1.0', '1.', '.1', '1.1.1', 'x', '99999999999999999999'):
            self.humroom('confirm', 'sent', self.record, which, *[w for p in good.items() for w in p], code=64)
        for why in ('', ' ', 'a\nb', 'x' * 2001, '\x1b[2J'):
            self.humroom('confirm', 'close', self.record, '1', '--as', 'confirmed', '--why', why, code=65)
        for how in ('sent', 'to-confirm', 'agreed', ''):
            self.humroom('confirm', 'close', self.record, '1', '--as', how, '--why', 'x', code=64)
        for words in ([], ['draft'], ['draft', self.record], ['post', self.record], ['sent', self.record, '1'],
                      ['draft', self.record, '--out'], ['draft', self.record, '--out', 'a', '--out', 'b'],
                      ['close', self.record, '1', '--out', 'a', '--as', 'confirmed', '--why', 'x'],
                      ['sent', self.record, '1', '--all', '--message-id', 'a@b', '--date', '2026-11-23'],
                      ['draft', self.record, '--out', 'a', '--colour', 'x']):
            self.humroom('confirm', *words, code=64)

    def test_records_that_cannot_be_used_are_named(self):
        self.humroom('minutes', self.record, code=66)
        self.sent('1', code=66)
        self.record.write_text('These are notes, and no record.' * 100)
        self.assertIn('not a humroom record', self.humroom('minutes', self.record, code=65))
        self.assertIn('not a humroom record', self.sent('1', code=65))
        self.record.unlink()
        self.make()
        whole = self.record.read_bytes()
        self.record.write_bytes(whole.replace(b'We have consensus.', b'We have nonsensus.'))
        self.assertIn('damaged', self.humroom('minutes', self.record, code=65))
        newer = bytearray(whole)
        newer[60:64] = (9999).to_bytes(4, 'big')  # user_version in the header of SQLite's format
        self.record.write_bytes(newer)
        self.assertIn('newer', self.humroom('minutes', self.record, code=65))
        self.assertIn('newer', self.sent('1', code=65))

    def test_a_running_meeting_is_read_and_not_written(self):
        self.make()
        before = self.humroom('minutes', self.record)
        with open(self.record, 'rb') as running:
            fcntl.flock(running, fcntl.LOCK_EX)  # what a writer holds for its life
            self.assertIn('the meeting is running', self.sent('1', code=75))
            self.assertEqual(self.humroom('minutes', self.record), before)
        self.sent('1')

    def test_output_that_cannot_be_written_is_an_error(self):
        self.make()
        with open('/dev/full', 'w') as full:
            done = subprocess.run([HUMROOM, 'minutes', self.record], stdout=full, stderr=subprocess.PIPE)
        self.assertEqual(done.returncode, 74)

    def test_help_has_an_example(self):
        for command in ('minutes', 'confirm'):
            self.assertIn('Example:', self.humroom(command, '--help'))
            self.assertRegex(self.humroom(command, '--version'), r'^humroom \d+\.\d+\.\d+\n$')


if __name__ == '__main__':
    os.umask(0o022)
    unittest.main(argv=sys.argv[:1], verbosity=2)
