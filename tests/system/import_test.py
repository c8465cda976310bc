"""Chat of other rooms into a record, by the real program: who counts, once only, never beside a running meeting.

    import_test.py MEETING_SCRIPT HUMROOM
"""
import fcntl
import json
import pathlib
import random
import subprocess
import sys
import tempfile
import unittest

SCRIPT, HUMROOM = sys.argv[1:3]

PLAN = {'schema': 'humroom.meeting/1', 'title': 'Framing', 'zone': 'Europe/Berlin', 'group': 'framing',
        'chairs': [{'name': 'Zoë Marsh', 'mail': 'zoe@example.org'}],
        'questions': [{'kind': 'for-against', 'text': 'Shall we?'},
                      {'kind': 'options', 'text': 'Which?', 'options': ['TLV', 'JSON text']}]}
Q1 = {'question': 1, 'run': 1}
MEETING = [{'at': '2026-11-22T09:00:00Z', 'open': PLAN, 'offset_minutes': 60},
           {'at': '2026-11-22T09:01:00Z', 'person': 0, 'command': 'join', 'name': 'Ann', 'affiliation': '', 'in_room': False,
            'note_well': True},
           {'at': '2026-11-22T09:05:00Z', 'command': 'ask', 'question': 1},
           {'at': '2026-11-22T09:05:10Z', 'command': 'call', **Q1, 'option': 0},
           {'at': '2026-11-22T09:05:12Z', 'person': 1, 'command': 'say', 'text': '+1'},
           {'at': '2026-11-22T09:05:40Z', 'command': 'call', **Q1, 'option': 1},
           {'at': '2026-11-22T09:06:00Z', 'command': 'close', **Q1},
           {'at': '2026-11-22T09:06:10Z', 'command': 'show', **Q1}]

# The clock of the log is that of the meeting's zone, an hour ahead of UTC: 10:05:15 is 5 s into the call for "for", 10:05:44
# is 4 s behind the change to "against", 10:05:55 is 15 s behind it.
LOG = '''[10:04:50] *** bo has joined the room
[10:05:15] <bo> hum
[10:05:16] <cy> +1, with the new title
[10:05:17] <di> -1.5 dB is what I measured
[10:05:18] <ed> 0 open issues left
[10:05:19] <meetbot> +1 received from cy
[10:05:20] <fi> > +1
[10:05:21] <fi> +10
[10:05:44] <gi> hum
[10:05:45] * ha hums for against
[10:05:55] <io> hum
[10:05:56] <cy> -1
[10:05:57] -!- io is now known as io_away
[10:05:58] <io_away> abstain
'''
# bo for by his hum; ha against; cy changed to against; io to no opinion; gi unsure; ignored: the two lines of the server, two
# numbers, the bot, the quote and +10.
EXPECTED = {'for': 1, 'against': 2, 'no-opinion': 1}


class Import(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.dir = pathlib.Path(self.folder.name)
        self.record = self.dir / 'm.humroom'
        commands = self.dir / 'commands.jsonl'
        commands.write_text('\n'.join(json.dumps(c) for c in MEETING) + '\n')
        subprocess.run([SCRIPT, commands, self.record], check=True)

    def humroom(self, *words, code=0):
        done = subprocess.run([HUMROOM, *map(str, words)], capture_output=True, text=True, timeout=60)
        self.assertEqual(done.returncode, code, done.stderr)
        if code != 0:
            self.assertEqual(done.stderr.count('\n'), 1, done.stderr)  # one sentence
        return done.stdout if code == 0 else done.stderr

    def log(self, text, name='room.log'):
        path = self.dir / name
        path.write_text(text if isinstance(text, str) else json.dumps(text))
        return path

    def test_a_log_counts_by_the_rules_of_the_meetings_own_chat(self):
        told = json.loads(self.humroom('import', self.record, '--question', '1', '--net', 'wg', '--json', self.log(LOG)))
        self.assertEqual(told['counts'], EXPECTED)
        self.assertEqual([(v['person'], v['option'], v['line'], v['remark']) for v in told['votes']],
                         [('bo', 'for', 2, ''), ('ha', 'against', 10, ''), ('cy', 'against', 12, ''), ('io_away', 'no-opinion', 14, '')])
        self.assertEqual([(u['person'], u['line'], u['why']) for u in told['unsure']], [('gi', 9, 'near a change of option')])
        self.assertEqual(told['ignored'], 7)
        why = {w['line']: w['read'] for w in told['lines']}
        self.assertEqual((why[3], why[4], why[5], why[6], why[7], why[8]),
                         ('changed', 'number', 'number', 'echo', 'quoted', 'number'))
        minutes = self.humroom('minutes', self.record)
        self.assertIn('- irc:wg: 12 lines of 9 people, of whom 4 answered', minutes)
        self.assertIn('1 chat line could not be read for certain and was not counted', minutes)
        self.assertIn('- People who joined: 1\n', minutes)
        # Ann's own line stays: two for, two against, one without opinion.
        self.assertIn('| for | 0 | 2 |\n| against | 0 | 2 |\n| no opinion | 0 | 1 |\n', minutes)

    def test_a_log_is_imported_once_however_often_it_is_read(self):
        half = ''.join(LOG.splitlines(keepends=True)[:5])
        for text in (half, half, LOG, LOG):
            told = self.humroom('import', self.record, '--question', '1', '--json', self.log(text))
        self.assertEqual(json.loads(told)['counts'], EXPECTED)
        self.assertIn(': 12 lines of 9 people', self.humroom('minutes', self.record))
        self.assertIn('0 of them new', self.humroom('import', self.record, '--question', '1', self.log(LOG, 'other-name.txt')))

    def test_a_dry_run_writes_nothing(self):
        before = self.record.read_bytes()
        dry = self.humroom('import', self.record, '--question', '1', '--dry-run', '--json', self.log(LOG))
        self.assertEqual(self.record.read_bytes(), before)
        self.assertEqual(json.loads(dry), json.loads(self.humroom('import', self.record, '--question', '1', '--json', self.log(LOG))))

    def test_who_joined_and_has_a_nick_is_perhaps_one_person_and_said_to_count_twice(self):
        log = self.log('[10:05:15] <ann_> +1\n[10:05:16] <bo> +1\n')
        for words in (['--dry-run'], []):
            told = json.loads(self.humroom('import', self.record, '--question', '1', *words, '--json', log))
            self.assertEqual(told['perhaps_one'], [{'person': 'ann_', 'line': 1, 'number': 2, 'as': 'Ann', 'as_number': 1}])
        self.assertIn('perhaps one person, counted twice until the chair merges them: ann_ and Ann\n',
                      self.humroom('import', self.record, '--question', '1', log))

    def test_without_a_record_the_options_are_given(self):
        log = self.log('10:00:01 <ada> B\n10:00:02 <bo> json TEXT\n10:00:03 <cy> hum for tlv\n10:00:04 <di> 3\n')
        told = json.loads(self.humroom('import', '--dry-run', '--json', '--options', 'TLV,JSON text', log))
        self.assertEqual(set(told), {'counts', 'votes', 'unsure', 'ignored', 'lines'})
        self.assertEqual((told['counts'], told['ignored']), ({'TLV': 1, 'JSON text': 2}, 1))
        self.assertEqual(set(told['votes'][0]), {'person', 'option', 'line', 'remark'})
        told = json.loads(self.humroom('import', '--dry-run', '--json', '--options', 'against,for', self.log('10:00:01 <a> +1\n')))
        self.assertEqual(told['counts'], {'against': 0, 'for': 1})

    def test_zulip_edits_and_deletions_move_what_was_counted(self):
        def message(number, who, content, **more):
            return {'id': number, 'sender_id': who, 'sender_full_name': f'N{who}', 'sender_realm_str': 'wg', 'timestamp': 1795338310,
                    'content': content, **more}
        first = {'messages': [message(1, 7, '<p>+1</p>'), message(2, 8, '+1'),
                              message(3, 9, '> +1\n\n-1 too early', reactions=[{'emoji_name': '+1', 'user_id': 8}])]}
        told = json.loads(self.humroom('import', self.record, '--question', '1', '--json', self.log(first)))
        self.assertEqual(told['counts'], {'for': 2, 'against': 1})
        self.assertEqual([v['remark'] for v in told['votes']], ['', '', 'too early'])
        self.assertEqual(told['unsure'], [])  # who gave the sign has said +1 in words
        then = {'messages': [message(1, 7, '<p>-1</p>', last_edit_timestamp=1795338400, edit_history=[{'prev_content': '+1'}]),
                             message(2, 8, '(deleted)'), first['messages'][2]]}
        told = json.loads(self.humroom('import', self.record, '--question', '1', '--json', self.log(then)))
        self.assertEqual(told['counts'], {'for': 0, 'against': 2})
        self.assertEqual([w['line'] for w in told['lines'] if w.get('edited_after')], [1])  # at 9:06:40, it closed at 9:06
        self.assertEqual([u['why'] for u in told['unsure']], ["a sign under somebody's line"])
        self.assertIn('- zulip:wg: 4 lines of 3 people, of whom 2 answered', self.humroom('minutes', self.record))

    def test_what_was_said_before_and_after_the_question_does_not_count(self):
        # open from 10:05:00 to 10:06:00; the second in which it was opened or closed counts
        log = self.log('[10:04:59] <an> +1\n[10:05:00] <bo> +1\n[10:06:00] <cy> -1\n[10:06:01] <di> -1\n[10:06:02] <bo> -1\n')
        dry = json.loads(self.humroom('import', self.record, '--question', '1', '--dry-run', '--json', log))
        self.assertEqual([(w['line'], w['read'], w['why']) for w in dry['lines'] if w['read'] != 'vote'],
                         [(1, 'before', 'before the question was opened'), (4, 'after', 'after it closed'), (5, 'after', 'after it closed')])
        self.assertEqual((dry['counts'], dry['ignored'], dry['another_clock']), ({'for': 1, 'against': 1}, 3, False))
        said = self.humroom('import', self.record, '--question', '1', log)
        self.assertIn('before the question was opened, not counted: 1\nafter it closed, not counted: 2\n', said)
        self.assertIn(': 2 lines of 2 people', self.humroom('minutes', self.record))  # the others are no chat of it
        # the other clock is two seconds behind: everything of it was said two seconds later by ours
        told = json.loads(self.humroom('import', self.record, '--question', '1', '--offset', '2', '--json', log))
        self.assertEqual(told['counts'], {'for': 2, 'against': 0})
        told = json.loads(self.humroom('import', self.record, '--question', '1', '--json', log))
        self.assertEqual(told['counts'], {'for': 1, 'against': 1})

    def test_a_log_of_another_clock_is_taken_whole_and_that_is_said(self):
        log = self.log('[20:00:00] <an> +1\n[20:01:00] <bo> -1\n')
        for _ in range(2):
            said = self.humroom('import', self.record, '--question', '1', log)
            self.assertIn('for: 1\nagainst: 1\n', said)
            self.assertIn('No line was said during the meeting, which began 2026-11-22 10:00: all of them were taken.', said)
        said = self.humroom('import', self.record, '--question', '1', '--offset', '-35700', log)  # 9:55 h: at 10:05 and 10:06
        self.assertNotIn('all of them', said)
        # lines of the meeting, though none of the question: nothing is taken
        early = self.humroom('import', self.record, '--question', '1', '--dry-run', self.log('[10:02:00] <an> +1\n', 'early.log'))
        self.assertIn('for: 0\nagainst: 0\nbefore the question was opened, not counted: 1\n', early)

    def test_a_log_may_begin_on_the_day_before(self):
        # in the meeting's zone the question is asked at 0:05 on the 22nd
        late = [{**c, 'at': c['at'].replace('2026-11-22T09', '2026-11-21T23')} for c in MEETING]
        commands = self.dir / 'late.jsonl'
        commands.write_text('\n'.join(json.dumps(c) for c in late) + '\n')
        record = self.dir / 'late.humroom'
        subprocess.run([SCRIPT, commands, record], check=True)
        log = self.log('[23:50:00] <an> +1\n[00:05:30] <bo> -1\n')
        for more in ((), ('--date', '2026-11-21')):
            told = json.loads(self.humroom('import', record, '--question', '1', '--json', *more, log))
            self.assertEqual((told['counts'], told['another_clock']), ({'for': 0, 'against': 1}, False))
        self.assertIn(': 1 line of 1 person', self.humroom('minutes', record))

    def test_a_log_that_grew_comes_to_the_same_as_the_whole_of_it(self):
        chance = random.Random(20261122)
        nicks = ['ada', 'bo', 'cy', 'di']
        words = ['+1', '-1', '0', 'hum', 'yes', 'no idea', '> +1', '-1 too early', '+1 from ada', 'hum for against', 'for']

        def line(second):
            nick, stamp = chance.choice(nicks), f'10:{second // 60:02}:{second % 60:02}'
            if chance.random() < 0.1:
                new = f'{nick[:2]}{chance.randrange(3)}'
                nicks.append(new)
                return f'{stamp} -!- {nick} is now known as {new}'
            return f'[{stamp}] <{nick}> {chance.choice(words)}' if chance.random() < 0.8 else f'[{stamp}] * {nick} hums for for'
        base = self.record.read_bytes()
        for case in range(25):
            # from a minute before the opening to a minute after the close, some lines in one second
            seconds = sorted(chance.randrange(240, 420) for _ in range(30))
            lines = [line(s) for s in seconds]
            cuts = sorted(chance.randrange(1, 30) for _ in range(2)) + [30]
            results = []
            for parts in ([30], cuts, [30, 30]):
                record = self.dir / f'{case}.humroom'
                record.write_bytes(base)
                for part in parts:
                    told = self.humroom('import', record, '--question', '1', '--json', self.log('\n'.join(lines[:part]) + '\n'))
                results.append((json.loads(told), self.humroom('minutes', record)))
                record.unlink()
            self.assertEqual(results[0], results[1], lines)
            self.assertEqual(results[0], results[2], lines)

    def test_one_log_serves_several_questions(self):
        log = self.log('[20:00:00] <an> +1\n[20:01:00] <bo> b\n')
        more = [{'at': '2026-11-22T09:07:00Z', 'command': 'ask', 'question': 2}, {'at': '2026-11-22T09:08:00Z', 'command': 'close', 'question': 2, 'run': 1}]
        commands = self.dir / 'more.jsonl'
        commands.write_text('\n'.join(json.dumps(c) for c in MEETING + more) + '\n')
        record = self.dir / 'two.humroom'
        subprocess.run([SCRIPT, commands, record], check=True)
        for _ in range(2):
            one = json.loads(self.humroom('import', record, '--question', '1', '--json', log))
            two = json.loads(self.humroom('import', record, '--question', '2', '--json', log))
            self.assertEqual(one['counts'], {'for': 1, 'against': 1})  # "b" is the second of both
            self.assertEqual(two['counts'], {'TLV': 0, 'JSON text': 1, "don't care": 0, 'something else': 0})

    def test_zulip_messages_and_reactions_that_are_gone_are_withdrawn(self):
        def message(number, who, content, **more):
            return {'id': number, 'sender_id': who, 'sender_full_name': f'N{who}', 'sender_realm_str': 'wg', 'timestamp': 1795338310,
                    'content': content, 'stream_id': 5, 'subject': 'framing', 'reactions': [], **more}
        thumb = {'emoji_name': 'thumbs_up', 'emoji_code': '1f44d', 'user_id': 10, 'user': {'id': 10, 'full_name': 'N10'}}
        first = [message(1, 7, 'shall we?', reactions=[thumb]), message(2, 8, '+1'), message(3, 8, '-1'), message(4, 9, '+1'),
                 message(6, 9, 'thanks')]
        told = json.loads(self.humroom('import', self.record, '--question', '1', '--json', self.log(first)))
        self.assertEqual((told['counts'], [u['person'] for u in told['unsure']]), ({'for': 1, 'against': 1}, ['N10']))
        # N10 took the thumb back, N8 deleted the -1, N9 the +1
        then = [message(1, 7, 'shall we?'), first[1], first[4]]
        for _ in range(2):
            told = json.loads(self.humroom('import', self.record, '--question', '1', '--json', self.log(then)))
            self.assertEqual((told['counts'], told['unsure']), ({'for': 1, 'against': 0}, []))
        self.assertEqual(told['gone'], 0)  # known since the first time
        self.assertNotIn('could not be read for certain', self.humroom('minutes', self.record))
        # messages of another topic say nothing about these
        other = [message(0, 7, 'lunch?', subject='lunch'), message(9, 7, 'yes', subject='lunch')]
        told = json.loads(self.humroom('import', self.record, '--question', '1', '--topic', 'FRAMING', '--json', self.log(other + then)))
        self.assertEqual((told['counts'], told['gone']), ({'for': 1, 'against': 0}, 0))
        self.assertEqual([w['why'] for w in told['lines'] if w['read'] == 'elsewhere'], ['another topic'] * 2)

    def test_a_running_meeting_is_left_alone(self):
        with open(self.record, 'rb+') as held:
            fcntl.flock(held, fcntl.LOCK_EX)
            said = self.humroom('import', self.record, '--question', '1', self.log(LOG), code=75)
            self.assertIn('the meeting is running: do this on its page, or stop it', said)
            self.humroom('import', self.record, '--question', '1', '--dry-run', self.log(LOG))

    def test_what_cannot_be_is_refused(self):
        log = self.log(LOG)
        self.humroom('import', code=64)
        self.humroom('import', self.record, log, code=64)
        self.humroom('import', '--options', 'a,b', log, code=64)
        self.humroom('import', '--dry-run', '--options', 'a', log, code=65)
        self.humroom('import', self.record, '--question', '1', '--date', 'today', log, code=64)
        self.humroom('import', self.record, '--question', '0', log, code=64)
        self.humroom('import', self.record, '--question', '1', '--net', 'a b', log, code=64)
        self.humroom('import', self.record, '--question', '1', '--offset', '1h', log, code=64)
        self.humroom('import', self.record, '--question', '1', '--offset', '100000', log, code=64)
        self.humroom('import', '--dry-run', '--options', 'a,b', '--offset', '1', log, code=64)
        self.humroom('import', self.record, '--question', '2', log, code=65)  # not asked yet
        self.humroom('import', self.record, '--question', '7', log, code=65)
        self.humroom('import', self.record, '--question', '1', self.dir / 'none', code=66)
        self.humroom('import', self.dir / 'none', '--question', '1', log, code=66)
        self.humroom('import', self.record, '--question', '1', self.log('hello\n', 'no.log'), code=65)
        self.humroom('import', self.record, '--question', '1', self.log('{"a": 1}', 'no.json'), code=65)
        self.assertIn('Usage: humroom import', self.humroom('import', '--help'))


if __name__ == '__main__':
    unittest.main(argv=sys.argv[:1])
