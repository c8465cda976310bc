"""What each line of another room's chat is read as, by the real program: a table of lines.

    import_lines_test.py HUMROOM
"""
import json
import pathlib
import subprocess
import sys
import tempfile
import unicodedata
import unittest

HUMROOM = sys.argv[1]


def nfd(text):
    return unicodedata.normalize('NFD', text)


# A line, what it is read as, and of a vote the option and the remark. Each row is said by somebody else; "{}" in a line stands
# for their nick, without it the line is "[10:00:01] <nick> line". All that the chairs' words promise of a line is a row.
FOR_AGAINST = [
    # a sign alone, in any width and script
    ('+1', 'vote', 'for'), ('-1', 'vote', 'against'), ('＋１', 'vote', 'for'), ('−1', 'vote', 'against'), ('–1', 'vote', 'against'),
    ('+١', 'vote', 'for'), ('+1.', 'vote', 'for'), ('+1!!', 'vote', 'for'), ('**+1**', 'vote', 'for'), ('  +1  ', 'vote', 'for'),
    # with a remark behind a blank or punctuation
    ('+1, good idea', 'vote', 'for', 'good idea'), ('+1: as Ada said', 'vote', 'for', 'as Ada said'),
    ('+1 - yes', 'vote', 'for', 'yes'), ('+1—ja', 'vote', 'for', 'ja'), ('+1! ship it', 'vote', 'for', 'ship it'),
    ('+1 :)', 'vote', 'for', ':)'), ('+1(with section 3)', 'vote', 'for', '(with section 3)'),
    ('-1 breaks existing clients', 'vote', 'against', 'breaks existing clients'), ('-1; too early', 'vote', 'against', 'too early'),
    ('+1。賛成', 'vote', 'for', '賛成'), ('+1 2 drafts are enough', 'vote', 'for', '2 drafts are enough'),
    # no opinion
    ('0', 'vote', 'no-opinion'), ('+0', 'vote', 'no-opinion'), ('-0', 'vote', 'no-opinion'), ('abstain', 'vote', 'no-opinion'),
    ('ABSTAIN.', 'vote', 'no-opinion'),
    # words, numbers, letters
    ('yes', 'vote', 'for'), ('No', 'vote', 'against'), ('FOR', 'vote', 'for'), ('Against!', 'vote', 'against'), ('1', 'vote', 'for'),
    ('２', 'vote', 'against'), ('a', 'vote', 'for'), ('B.', 'vote', 'against'), ('б', 'vote', 'against'), ('乙', 'vote', 'against'),
    # hums and votes
    ('hum for for', 'vote', 'for'), ('Hums for AGAINST', 'vote', 'against'), ('/me hums for against', 'vote', 'against'),
    ('[10:00:01] * {} hums for against', 'vote', 'against'), ('10:00  * {} hums for for', 'vote', 'for'), ('#vote for', 'vote', 'for'),
    ('#VOTE +1', 'vote', 'for'), ('#vote abstain', 'vote', 'no-opinion'),
    # layouts
    ('10:00:01 <{}> +1', 'vote', 'for'), ('[10:00:01] <@{}> +1', 'vote', 'for'), ('[2026-11-22 10:00:01] <{}> +1', 'vote', 'for'),
    ('2026-11-22 10:00:01\t{}\t+1', 'vote', 'for'), ('Nov 22 10:00:01 <{}>\t+1', 'vote', 'for'), ('[10:00:01] <{}> +1\r', 'vote', 'for'),
    # no positions
    ('> +1', 'quoted'), ('>> -1', 'quoted'), ('"+1"', 'quoted'), ('“+1”', 'quoted'), ('<bob> +1', 'quoted'), ('`+1`', 'code'),
    ('```+1```', 'code'), ('    +1', 'code'), ('+1 received from Ada', 'echo'), ('-1 recorded for Ada', 'echo'), ('+10', 'number'),
    ('-1.5 dB is what I measured', 'number'), ('-1,5', 'number'), ('0 open issues left', 'number'), ('0.5', 'number'), ('+1st', 'number'),
    ('+1%', 'number'), ('1. I think', 'number'), ('3', 'number'), ('we have 2 options', 'talk'), ('I count 1', 'talk'),
    ('for the record, I was late', 'talk'), ('against all odds', 'talk'), ('no objection', 'talk'), ('yes and no', 'talk'), ('yes?', 'talk'),
    ('yes, I can hear you', 'talk'), ('ada: +1', 'talk'), ('I say +1', 'talk'), ('+1?', 'talk'), ('hum a tune', 'talk'), ('hmm', 'talk'),
    ('[10:00:01] * {} waves', 'talk'), ('#voted for', 'talk'), ('q+', 'talk'), ('mic: +1', 'talk'), ('#vote maybe', 'no-such'),
    ('hum for the fun of it', 'no-such'),
    # what cannot be told
    ('hum', 'unsure-not-called'), ('[10:00:01] * {} hums', 'unsure-not-called'), ('+1 or -1?', 'unsure-several'),
    ('+1 for yes, -1 for no', 'unsure-several'), ('-1 dB', 'unsure-number'), ('+0, whatever', 'unsure-number'),
    ('+1 from Ada', 'unsure-relayed'), ('👍', 'unsure-sign'), (':+1:', 'unsure-sign'),
    # what the server says
    ('[10:00:01] *** {} has joined the room', 'server'), ('10:00:01 -!- {} [a@b] has quit [+1]', 'server'),
    ('[10:00:01] --- {} has left', 'server'), ('10:00:01 * {} has joined #wg', 'server'), ('2026-11-22 10:00:01\t-->\t{} has joined', 'server'),
    ('a line that goes on', 'no-line'), ('+1 without a time', 'no-line'),
]
NO_NICK = {'a line that goes on', '+1 without a time'}
OPTIONS = [
    ('TLV', 'vote', 'TLV'), ('json TEXT', 'vote', 'JSON text'), ('hum for json text', 'vote', 'JSON text'), ('2', 'vote', 'JSON text'),
    ('#vote tlv', 'vote', 'TLV'), ('option 2', 'vote', 'JSON text'), ('ДА', 'vote', 'да'), ('в', 'unsure-several'), ('ΟΧΙ', 'vote', 'Όχι'),
    (nfd('όχι'), 'vote', 'Όχι'), ('賛成', 'vote', '賛成'), ('#vote 賛成。', 'vote', '賛成'), ('نعم', 'vote', 'نعم'), ('٢', 'vote', 'JSON text'),
    ('0', 'vote', 'no-opinion'), ('JSON', 'talk'), ('TLV or JSON text', 'talk'), ('+1', 'unsure-not-called'), ('-1', 'no-such'),
    ('yes', 'no-such'),
]
MEETBOT = [
    ('#startvote Shall we? Yes, No, Abstain', 'talk'), ('#vote yes', 'vote', 'Yes'), ('#vote NO', 'vote', 'No'),
    ('#vote abstain', 'vote', 'Abstain'), ('#vote maybe', 'no-such'), ('#showvote', 'talk'), ('#endvote', 'talk'), ('+1', 'vote', 'Yes'),
    ('-1, too early', 'vote', 'No', 'too early'), ('0', 'vote', 'Abstain'), ('[10:00:01] <MeetBot> Yes (2): ada, bo', 'echo'),
    ('[10:00:01] <x-bot> +1', 'echo'),
]


class Lines(unittest.TestCase):
    def check(self, options, rows):
        log = []
        for i, row in enumerate(rows):
            nick, line = f'nick{i}', row[0]
            whole = line[:1].isdigit() and line[2:3] == ':' or line[:4] in ('[10:', '[202', '2026', 'Nov ') or line in NO_NICK
            log.append(line.replace('{}', nick) if whole else f'[10:00:01] <{nick}> {line}')
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / 'room.log'
            path.write_text('\n'.join(log) + '\n', newline='')
            done = subprocess.run([HUMROOM, 'import', '--dry-run', '--json', '--options', options, path], capture_output=True, text=True, timeout=60)
        self.assertEqual(done.returncode, 0, done.stderr)
        told = json.loads(done.stdout)
        read = {line['line']: line for line in told['lines']}
        votes = {vote['line']: vote for vote in told['votes']}
        for i, (line, word, *vote) in enumerate(rows, 1):
            with self.subTest(line=line):
                self.assertEqual(read[i]['read'], word)
                self.assertTrue(read[i]['why'])
                self.assertEqual(i in votes, word == 'vote')
                if word == 'vote':
                    self.assertEqual((votes[i]['option'], votes[i]['remark']), (vote[0], vote[1] if len(vote) > 1 else ''))
        self.assertEqual(len(read), len(rows))
        # one person a row: the lists are made of the rows and of nothing else
        words = [row[1] for row in rows]
        counts = {}
        for row in rows:
            if row[1] == 'vote':
                counts[row[2]] = counts.get(row[2], 0) + 1
        self.assertEqual({k: v for k, v in told['counts'].items() if v > 0}, counts)
        self.assertEqual(len(told['unsure']), sum(word.startswith('unsure') for word in words))
        self.assertEqual(told['ignored'], sum(word != 'vote' and not word.startswith('unsure') for word in words))

    def test_of_for_and_against(self):
        self.check('for,against', FOR_AGAINST)

    def test_of_options_in_any_script(self):
        self.check('TLV,JSON text,да,Όχι,賛成,نعم', OPTIONS)

    def test_of_a_vote_by_meetbot(self):
        self.check('Yes,No,Abstain', MEETBOT)


if __name__ == '__main__':
    unittest.main(argv=sys.argv[:1])
