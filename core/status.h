/* What a call can come to. Two families beside OK: REFUSED_* (a person can fix it:
 * status_sentence() is written for them) and FAILED_* (the world: logged once where it is met,
 * shown to people as "not recorded, try again"). Bugs are assert()s. Results are given by pointer
 * and are untouched on failure. */
#ifndef HUMROOM_CORE_STATUS_H
#define HUMROOM_CORE_STATUS_H

#include <stdbool.h>

enum status {
    STATUS_OK = 0,

    /* of commands */
    REFUSED_MALFORMED,        /* not JSON, or not a command's shape */
    REFUSED_UNKNOWN_COMMAND,  /* no such command */
    REFUSED_TOO_LARGE,        /* longer than the limit of a command */
    REFUSED_TOO_OFTEN,        /* more commands a second than one seat may send */
    REFUSED_ROLE,             /* this role may not do that */
    REFUSED_ROLE_STAFF,       /* chair and scribe may */
    REFUSED_ROLE_PARTICIPANT, /* participants may */
    REFUSED_NOT_JOINED,       /* join first */
    REFUSED_NOTE_WELL,        /* the Note Well was not acknowledged */
    REFUSED_ID_REUSED,        /* same command id, other content */
    REFUSED_NO_QUESTION,      /* no such question, run, option */
    REFUSED_NO_OPTION,
    REFUSED_WRONG_RUN,    /* meant for an earlier run of the question */
    REFUSED_NOT_OPEN,     /* the question is not open */
    REFUSED_ANOTHER_OPEN, /* another question is open */
    REFUSED_NOT_CLOSED,   /* the question must be closed first */
    REFUSED_NOT_SHOWN,
    REFUSED_ALREADY,        /* it is so already */
    REFUSED_CLOSING,        /* it closes in a moment: no hum begins */
    REFUSED_NOT_CLOSING,    /* no closing was announced */
    REFUSED_HUM_RUNNING,    /* a hum is being measured */
    REFUSED_NO_HUM,         /* no hum is being measured */
    REFUSED_NO_SOUND,       /* the meeting runs without sound */
    REFUSED_NO_OUTCOME,     /* the outcome was not stated */
    REFUSED_NOT_TO_CONFIRM, /* this outcome is not marked to be confirmed */
    REFUSED_NOT_SENT,       /* the confirmation was not sent yet */
    REFUSED_EMPTY_TEXT,
    REFUSED_TEXT_TOO_LONG,
    REFUSED_TEXT_NOT_UTF8,
    REFUSED_TEXT_CONTROL,        /* control or direction-changing characters */
    REFUSED_BAD_VALUE,           /* a field is missing or out of its range */
    REFUSED_KIND,                /* that does not fit this kind of question */
    REFUSED_REASON,              /* this answer needs its reason */
    REFUSED_RULES,               /* a plurality's rules were not said beforehand */
    REFUSED_AGREEMENT,           /* a draw needs the minuted agreement to use it */
    REFUSED_GROUNDS,             /* why chance or the chair may settle it was not said */
    REFUSED_SOURCES,             /* a draw by RFC 3797 names its public sources before */
    REFUSED_NUMBERS,             /* what was entered are not the numbers of its sources */
    REFUSED_POOL,                /* too few names or options to draw from */
    REFUSED_COMMITTED,           /* the pool of a draw is fixed */
    REFUSED_NOT_COMMITTED,       /* the pool is not fixed yet */
    REFUSED_DRAWN,               /* not what was drawn */
    REFUSED_VOID,                /* the run was declared void */
    REFUSED_STATED,              /* the outcome was stated */
    REFUSED_ANSWERED,            /* who answered is not spoken for */
    REFUSED_OPTIONS,             /* too few, or two alike */
    REFUSED_STATEMENTS,          /* an outcome says what it is */
    REFUSED_BASIS,               /* what is declared says what it rests on */
    REFUSED_DATE,                /* no date, or one that cannot be */
    REFUSED_NO_ISSUE,            /* no such issue or challenge */
    REFUSED_NOT_YOURS,           /* somebody else's issue */
    REFUSED_NO_LINE,             /* no such chat line */
    REFUSED_NOT_YOUR_LINE,       /* somebody else's chat line */
    REFUSED_LINE_COUNTED,        /* its question is closed: what it counted for stands */
    REFUSED_NOT_UNSURE,          /* there is nothing to settle about this line */
    REFUSED_NOT_QUEUED,          /* nobody such waits in the queue */
    REFUSED_NEXT_STEP,           /* an answer to a challenge names the next step */
    REFUSED_NOT_AGAIN,           /* it was not asked yet: nothing to ask again */
    REFUSED_ASKED,               /* the question was asked already */
    REFUSED_LINKS,               /* these are no links */
    REFUSED_DEFERRED,            /* where to, or what is missing, was not said */
    REFUSED_REFERRED,            /* team, members and date were not said */
    REFUSED_OPEN_ISSUES,         /* consensus over open issues without a reason */
    REFUSED_TIE,                 /* tied options: none is chosen */
    REFUSED_METHOD,              /* a draw or an editor must be named */
    REFUSED_NO_PERSON,           /* no such person */
    REFUSED_NAME_ANSWERED,       /* nor who has the name that was given */
    REFUSED_WHICH,               /* several people have the name that was given */
    REFUSED_MERGE,               /* who joined here goes into somebody who did not */
    REFUSED_NO_ANSWER,           /* nothing stands of theirs to set aside */
    REFUSED_NO_DEVICE_OF_THEIRS, /* a role is handed to who joined by a link of their own */
    REFUSED_ON_SHEET,            /* such a name and affiliation is on the blue sheet */
    REFUSED_THEIR_OWN,           /* who joined says their own name */
    REFUSED_DRAFT,               /* no draft is named, or not as its question needs it */
    REFUSED_CAUSE,               /* a withdrawal without its cause and what happened */
    REFUSED_WAIVER,              /* a step is not needed, but why is not said */
    REFUSED_EDITORS,             /* editors that are chosen are not named */
    REFUSED_TWO_WEEKS,           /* a call of less */
    REFUSED_TOO_MANY,            /* questions, options, people: the limit is reached */
    REFUSED_LINK,                /* this link's secret or code is not valid */
    REFUSED_ENDED,               /* the meeting has ended */
    REFUSED_STOPPING,            /* the server is stopping */

    /* of files and devices: a person at the keyboard can fix them */
    REFUSED_NO_FILE,
    REFUSED_NO_PERMISSION,
    REFUSED_NOT_SOUND,       /* not a sound file that we can read */
    REFUSED_EMPTY_SOUND,     /* a sound file of 0 seconds */
    REFUSED_SOUND_TRUNCATED, /* ends before its header says */
    REFUSED_RATE,            /* sample rate outside 8 to 192 kHz */
    REFUSED_CHANNELS,        /* more than 8 channels, or none */
    REFUSED_NO_LOG,          /* no log of a chat */
    REFUSED_CUES,            /* cues that are not cues, or outside the file */
    REFUSED_NO_DEVICE,       /* no input of that name or index */
    REFUSED_DEVICE_BUSY,     /* or it has 0 inputs, or cannot be opened */
    REFUSED_RECORD_NOT_OURS,
    REFUSED_RECORD_DAMAGED,
    REFUSED_RECORD_NEWER,
    REFUSED_RECORD_BUSY, /* the meeting is running: another process writes this record */
    REFUSED_MEETING_FILE,
    REFUSED_PORT_IN_USE,
    REFUSED_ADDRESS,
    REFUSED_CERTIFICATE, /* of TLS */

    /* the world */
    FAILED_NO_MEMORY,
    FAILED_DISK_FULL,
    FAILED_DISK,
    FAILED_SOUND,
    FAILED_NETWORK,
    FAILED_RANDOM,

    STATUS_COUNT
};

#define CHECKED __attribute__((warn_unused_result))

/* One clear sentence for a person, without a full stop at its end; never NULL. English, ASCII. */
const char *status_sentence(enum status s);

/* The word of the wire and of JSON, e.g. "not-open" for REFUSED_NOT_OPEN; never NULL; unique. */
const char *status_word(enum status s);

/* The exit code of a command that ends so: sysexits (64 usage, 65 data, 66 no input, 69
 * unavailable, 71 system, 73 cannot create, 74 I/O, 75 try later, 77 permission), 0 for OK. */
int status_exit(enum status s);

bool status_is_refusal(enum status s);

#endif
