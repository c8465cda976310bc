"""Nothing that people write becomes markup, a script or another kind of file in the minutes.

    minutes_test.py MEETING_SCRIPT HUMROOM

Rendered as the Datatracker does (Python-Markdown with extra, nl2br, sane_lists, toc), each text must be shown word for
word at every place where it stands, with no tag beside those of the minutes themselves; and whoever guesses the file's
type from its content must come to plain text.
"""
import html
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile

try:
    import markdown
except ImportError:
    print('SKIPPED: python3-markdown is not installed')
    sys.exit(1 if os.environ.get('CI') == 'true' else 77)

SCRIPT, HUMROOM = sys.argv[1:3]

HOSTILE = [
    # markup
    '<script>alert(1)</script>', '<svg onload=x>', '<!-- x -->', '&lt;script&gt;', '[x](javascript:alert(1))',
    '![i](http://e/x.png)', '[x]: http://e', '*[HTML]: y', '[^1]: foot', '[TOC]', '{: onclick=alert(1) }', '`a`', '***',
    '~~~', '```', '# a', '1. a', '12) a', '- a', '+ a', '* a', ': a', '> a', '===', '---', '__init__ a', 'a  b  ',
    '|a|b|', '||', '\\', 'a\\|b', '\\\\|', '\\*a\\*', '&amp;', 'http://example.org/<b>', 'a_b_c', '<a@b.c>',
    'klzzwxh:0000', 'wzxhzdk:0',
    # files of other kinds
    '#include <stdio.h>', 'virtual x', 'class Foo {', 'import x', '<html>', '<?php x', '\\section{x}', '%PDF-1.4', '%!PS',
    '(setq a b)', '(defun a', '(custom-set-variables a', 'module.exports = 1', 'a (function () {', "'use strict'",
    'eval "exec perl', "eval 'exec /bin/perl", '"LIBHDR"', 'try: x except: y', '@ECLASS: x', 'InternetShortcut',
    'Start Component', 'program x; (input, output)', '{"json": 1}', 'From a@b Mon', 'Content-Type: text/html',
    '#!/bin/sh', 'BEGIN:VCARD', '-----BEGIN PGP MESSAGE-----', '{\\rtf1', 'dnl x', "'\\\"", '=head1 NAME', 'x ( a -- b ) y',
    '--- a +++ b', 'diff --git a b', '@article{', 'if __name__ == "__main__":', 'def __init__(self):',
]
TAG = re.compile(r'/?(h[123]( id="[-\w]*")?|p|ul|li|ol|strong|blockquote|pre|code|table|thead|tbody|tr|'
                 r't[hd]( style="text-align: right;")?|br /)$')
# title, group, kind, chair, scribe; question 1 and its two options in line; asked by; two options in the table; three
# hums; a comparison that names the options twice each; a remark with option and name; outcome: by, words, reason, its
# option and text; how it was stated first: by, words, reason; the deadline's why; how it ended: by, why; question 2;
# run 2: asked by, why again; its two options in the table, and in that of both runs; a draw: text, source, agreement, two
# options, asked by, pool of two, value, what was drawn; its outcome: by, words, reason, what was drawn, its text; a
# restatement: text, worded by, what changed
PLACES = 5 + 3 + 1 + 2 + 3 + 4 + 3 + 5 + 3 + 1 + 2 + 1 + 2 + 4 + 10 + 5 + 3


def commands(text):
    about = {'question': 1, 'run': 1}
    plan = {'schema': 'humroom.meeting/1', 'title': text, 'group': text, 'kind': text, 'zone': 'UTC',
            'chairs': [{'name': text}], 'scribes': [{'name': text}],
            'questions': [{'kind': 'options', 'text': text, 'options': [text + ' A', text + ' B']},
                          {'kind': 'for-against', 'text': text}]}
    state = dict(about, command='state', text=text, reason=text, by=text,
                 statements=[{'kind': 'consensus', 'option': 0, 'text': text}])
    lines = [{'open': plan},
             {'person': 0, 'command': 'join', 'name': text, 'affiliation': text, 'in_room': False, 'note_well': True},
             {'command': 'ask', 'question': 1, 'by': text}]
    for window, option in ((1, 0), (2, 1), (3, 1)):
        lines += [dict(about, command='hum', option=option),
                  {'measured': {'window': window, 'hum': -2000 - 600 * option, 'noise': -4000}}]
    lines += [dict(about, person=1, command='answer', option=0, text=text), dict(about, command='close'), state, state,
              dict(about, command='sent', message_id='a@b', date='2026-11-22'),
              dict(about, command='deadline', reason=text, date='2026-12-22'),
              dict(about, command='confirm', reason=text, by=text, **{'as': 'confirmed'})]
    lines += [{'command': 'ask', 'question': 1, 'by': text, 'because': 'crowd', 'reason': text},
              {'command': 'close', 'question': 1, 'run': 2}]
    draw = {'question': 3, 'run': 1}
    lines += [{'command': 'prepare', 'kind': 'draw', 'text': text, 'method': 'random', 'agreement': text, 'source': text,
               'options': [text + ' A', text + ' B']},
              {'command': 'ask', 'question': 3, 'by': text}, dict(draw, command='draw-commit'),
              dict(draw, command='draw-reveal', value=text),
              dict(draw, command='state', text=text, reason=text, by=text, statements=[{'kind': 'draw', 'text': text}]),
              {'command': 'prepare', 'kind': 'ready', 'text': 'plainly'},
              {'command': 'prepare', 'kind': 'ready', 'text': text, 'by': text, 'relation': 'restates', 'of_question': 4}]
    return ''.join(json.dumps(dict(line, at='2026-11-22T09:00:00Z')) + '\n' for line in lines)


def mistakes(text, folder):
    script, record, minutes = folder / 'c.jsonl', folder / 'm.humroom', folder / 'm.md'
    script.write_text(commands(text))
    record.unlink(missing_ok=True)
    subprocess.run([SCRIPT, script, record], check=True, timeout=60)
    with open(minutes, 'w') as out:
        subprocess.run([HUMROOM, 'minutes', record], check=True, stdout=out, timeout=60)
    kind = subprocess.run(['file', '--brief', '--mime-type', minutes], capture_output=True, text=True).stdout.strip()
    if kind != 'text/plain':
        yield f'looks like {kind}'
    page = markdown.markdown(minutes.read_text(), extensions=['extra', 'nl2br', 'sane_lists', 'toc'])
    for tag in re.findall(r'<([^>]*)>', page):
        if not TAG.match(tag):
            yield f'makes a tag: {tag}'
    shown = html.unescape(re.sub('<[^>]*>', '', page))
    if shown.count(text.strip()) < PLACES:
        yield f'is shown word for word {shown.count(text.strip())} times, not {PLACES}'


failed = 0
with tempfile.TemporaryDirectory() as name:
    for hostile in HOSTILE:
        for mistake in mistakes(hostile, pathlib.Path(name)):
            failed += 1
            print(f'{hostile!r} {mistake}')
print(f'{len(HOSTILE)} texts, {failed} mistakes')
sys.exit(failed > 0)
