#include "core/status.h"

#include <assert.h>
#include <stddef.h>

static const struct {
    const char *word;
    const char *sentence;
    int exit;
} table[STATUS_COUNT] = {
    [STATUS_OK] = {"ok", "done", 0},
    [REFUSED_MALFORMED] = {"malformed", "this is not a command of humroom; reload the page", 65},
    [REFUSED_UNKNOWN_COMMAND] = {"unknown-command",
                                 "this command is not known here; reload the page", 65},
    [REFUSED_TOO_LARGE] = {"too-large", "this is longer than a command may be; make it shorter",
                           65},
    [REFUSED_TOO_OFTEN] = {"too-often", "too many at once; wait a moment and try again", 75},
    [REFUSED_ROLE] = {"role", "only the chair can do that; tell the chair", 77},
    [REFUSED_ROLE_STAFF] = {"role-staff", "only chair and scribe can do that; tell one of them",
                            77},
    [REFUSED_ROLE_PARTICIPANT] = {"role-participant",
                                  "only participants can do that; join by the participants' link",
                                  77},
    [REFUSED_NOT_JOINED] = {"not-joined", "join the meeting first, with your name", 65},
    [REFUSED_NOTE_WELL] = {"note-well", "acknowledge the Note Well to join", 65},
    [REFUSED_ID_REUSED] =
        {"id-reused",
         "this id was already used for something else; reload the page and do it again", 65},
    [REFUSED_NO_QUESTION] = {"no-question",
                             "there is no such question or run; ask the question first, or take "
                             "the numbers of the minutes",
                             65},
    [REFUSED_NO_OPTION] = {"no-option", "the question has no such option; take one of those it has",
                           65},
    [REFUSED_WRONG_RUN] = {"wrong-run",
                           "the question has been asked again since; take the newest run", 65},
    [REFUSED_NOT_OPEN] = {"not-open",
                          "too late: the question is closed and this is not counted; chair and "
                          "scribe enter what is missing, or it is asked again",
                          65},
    [REFUSED_ANOTHER_OPEN] = {"another-open", "a question is open; close it first", 65},
    [REFUSED_NOT_CLOSED] = {"not-closed", "close the question first", 65},
    [REFUSED_NOT_SHOWN] = {"not-shown", "show the results first", 65},
    [REFUSED_ALREADY] = {"already", "that is done already; nothing is left to do", 65},
    [REFUSED_CLOSING] = {"closing",
                         "the question closes in a moment; cancel the closing to hum again", 65},
    [REFUSED_NOT_CLOSING] = {"not-closing",
                             "its closing is not announced; announce it, or close it at once", 65},
    [REFUSED_HUM_RUNNING] = {"hum-running", "a hum is being measured; end it first", 65},
    [REFUSED_NO_HUM] = {"no-hum", "no hum is being measured; start one first", 65},
    [REFUSED_NO_SOUND] = {"no-sound", "there is no sound here; enter what you hear by ear", 65},
    [REFUSED_NO_OUTCOME] = {"no-outcome", "no outcome is stated; state it first", 65},
    [REFUSED_NOT_TO_CONFIRM] =
        {"not-to-confirm",
         "this outcome is not marked to be confirmed on the list; mark it so first", 65},
    [REFUSED_NOT_SENT] =
        {"not-sent",
         "the confirmation has not been sent to the list yet; send it and note so first", 65},
    [REFUSED_EMPTY_TEXT] = {"empty-text", "write something first", 65},
    [REFUSED_TEXT_TOO_LONG] = {"text-too-long", "the text is too long; make it shorter", 65},
    [REFUSED_TEXT_NOT_UTF8] = {"text-not-utf8", "the text is not valid UTF-8; type it anew", 65},
    [REFUSED_TEXT_CONTROL] =
        {"text-control",
         "the text holds control or direction-changing characters; type it anew on one line", 65},
    [REFUSED_BAD_VALUE] = {"bad-value",
                           "something is missing or out of range; fill it in, or correct it", 65},
    [REFUSED_KIND] = {"kind",
                      "that does not fit this kind of question; prepare one of another kind", 65},
    [REFUSED_REASON] = {"reason", "say why, in one line; this needs its reason", 65},
    [REFUSED_RULES] = {"rules",
                       "say the rules first: one or two votes each, chat counted or not, who "
                       "counts, and what the group agreed to",
                       65},
    [REFUSED_AGREEMENT] = {"agreement",
                           "say what those present agreed to, for the minutes: lots are drawn only "
                           "where the group agreed to draw them",
                           65},
    [REFUSED_GROUNDS] = {"grounds",
                         "say why it may be settled so: a minor choice, or options balanced in "
                         "support and trade-offs",
                         65},
    [REFUSED_SOURCES] =
        {"sources", "name the public sources beforehand: which numbers, published where and when",
         65},
    [REFUSED_NUMBERS] =
        {"numbers",
         "give the whole numbers of each source with blanks between them, and \"/\" "
         "between the sources, like 9319 / 2 5 12 8 10",
         65},
    [REFUSED_POOL] = {"pool",
                      "name two options for a coin, and otherwise more names or options than are "
                      "drawn",
                      65},
    [REFUSED_COMMITTED] = {"committed", "the pool is fixed; run the draw again to change it", 65},
    [REFUSED_NOT_COMMITTED] = {"not-committed", "show the pool and commit to our seed first", 65},
    [REFUSED_DRAWN] = {"drawn",
                       "that is not what was drawn; state what was drawn, or another "
                       "outcome",
                       65},
    [REFUSED_VOID] = {"void", "this run is void; go on when the question is asked again", 65},
    [REFUSED_STATED] = {"stated",
                        "the outcome is stated; ask the question again, or raise it as an issue",
                        65},
    [REFUSED_ANSWERED] =
        {"answered",
         "this person has answered by hand or in chat; that answer stands, and only "
         "they can change it",
         65},
    [REFUSED_OPTIONS] = {"options", "name at least two options, each by a name of its own", 65},
    [REFUSED_STATEMENTS] = {"statements",
                            "say what the outcome is: consensus, no consensus, deferred or another",
                            65},
    [REFUSED_BASIS] =
        {"basis", "say what it rests on: the discussion, the microphone, or silence since when",
         65},
    [REFUSED_DATE] = {"date",
                      "give a day like 2026-11-22; a deadline is not before the mail was sent", 65},
    [REFUSED_NO_ISSUE] = {"no-issue",
                          "there is no such issue or challenge; take a number of the list", 65},
    [REFUSED_NOT_YOURS] = {"not-yours",
                           "only who raised it, or the chair, can do that; tell the chair", 77},
    [REFUSED_NO_LINE] = {"no-line", "there is no such line in the chat; take one that is there",
                         65},
    [REFUSED_NOT_YOUR_LINE] = {"not-your-line",
                               "only who wrote a line can change it; say it in a line of your own",
                               77},
    [REFUSED_LINE_COUNTED] =
        {"line-counted", "the question is closed and the line was counted; say it in a new one",
         65},
    [REFUSED_NOT_UNSURE] = {"not-unsure",
                            "there is nothing to settle about this line; take one of the list", 65},
    [REFUSED_NOT_QUEUED] = {"not-queued", "nobody such waits in the queue; take an entry that does",
                            65},
    [REFUSED_NEXT_STEP] = {"next-step", "name the next step, as a rule the area director", 65},
    [REFUSED_NOT_AGAIN] = {"not-again",
                           "it has not been asked yet; ask it without saying why again", 65},
    [REFUSED_ASKED] = {"asked", "it has been asked already; restate it instead", 65},
    [REFUSED_LINKS] = {"links", "give links that begin with https://, with blanks between", 65},
    [REFUSED_DEFERRED] = {"deferred",
                          "say where it is deferred to, the list or a later meeting, and what is "
                          "missing until then",
                          65},
    [REFUSED_REFERRED] = {"referred",
                          "say to which team (external review, mixed review, design), who its "
                          "members are, and by when it reports",
                          65},
    [REFUSED_OPEN_ISSUES] = {"open-issues",
                             "issues are open: say in one line why there is consensus all the "
                             "same, or address them first",
                             65},
    [REFUSED_TIE] = {"tie", "a tie is a tie: say so, or agree on another way to choose", 65},
    [REFUSED_METHOD] = {"method", "name the way of the draw, or the editor", 65},
    [REFUSED_NO_PERSON] = {"no-person",
                           "there is no such person; take one of the list, or enter them first",
                           65},
    [REFUSED_NAME_ANSWERED] =
        {"name-answered",
         "somebody of this name has answered by hand or in chat, and that stands; enter another "
         "person of the name on the blue sheet, with an affiliation, and take them from the list",
         65},
    [REFUSED_WHICH] = {"which",
                       "several people here have this name; take the one you mean from the list of "
                       "people, or merge them there if they are one",
                       65},
    [REFUSED_MERGE] = {"merge",
                       "who joined here stays: merge the other into them, not them into the other",
                       65},
    [REFUSED_NO_ANSWER] = {"no-answer",
                           "nothing of this person stands in that run; there is nothing to set "
                           "aside",
                           65},
    [REFUSED_NO_DEVICE_OF_THEIRS] = {"not-here",
                                     "hand it to somebody who has joined with a device; others "
                                     "join first",
                                     65},
    [REFUSED_ON_SHEET] = {"on-sheet",
                          "this name is on the blue sheet already; for another person of the same "
                          "name, say more in the affiliation",
                          65},
    [REFUSED_THEIR_OWN] = {"their-own",
                           "who joined by themselves says their own name; only those who were "
                           "entered can be changed",
                           65},
    [REFUSED_DRAFT] = {"draft",
                       "name the draft, or the drafts that compete: two at least, or one beside "
                       "the draft that the group has",
                       65},
    [REFUSED_CAUSE] = {"cause", "say the cause, and what happened, so that all can judge it", 65},
    [REFUSED_WAIVER] = {"waived-by",
                        "say why it is not needed: by the charter, a split, a merge, the chairs' "
                        "decision, or in your own words",
                        65},
    [REFUSED_EDITORS] = {"editors", "say whether the editors are the same or new; name new ones",
                         65},
    [REFUSED_TWO_WEEKS] = {"two-weeks",
                           "such a call gives two weeks at least; say from which day to which", 65},
    [REFUSED_TOO_MANY] = {"too-many", "there are too many of these already; do with fewer", 65},
    [REFUSED_LINK] = {"link",
                      "this link is not valid for the meeting; ask the chair for the one that is",
                      77},
    [REFUSED_ENDED] = {"ended", "the meeting has ended; write to its mailing list instead", 65},
    [REFUSED_STOPPING] = {"stopping", "humroom is stopping; try again when it is back", 75},
    [REFUSED_NO_FILE] = {"no-file", "there is no such file; check its name", 66},
    [REFUSED_NO_PERMISSION] = {"no-permission", "the file may not be opened; check its permissions",
                               77},
    [REFUSED_NOT_SOUND] = {"not-sound",
                           "this is not a sound file that can be read; convert it to WAV or FLAC",
                           65},
    [REFUSED_EMPTY_SOUND] = {"empty-sound", "the sound file holds no sound; record it again", 65},
    [REFUSED_SOUND_TRUNCATED] = {"sound-truncated",
                                 "the sound file ends before its header says; copy it again", 65},
    [REFUSED_RATE] = {"rate",
                      "the sample rate must be between 8000 and 192000 Hz; convert the file", 65},
    [REFUSED_CHANNELS] = {"channels", "the sound must have 1 to 8 channels; convert the file", 65},
    [REFUSED_NO_LOG] =
        {"no-log",
         "this is no log of a chat; give one of Jabber or IRC, or Zulip's messages as JSON", 65},
    [REFUSED_CUES] = {"cues", "the cues are not usable; see humroom measure --help", 65},
    [REFUSED_NO_DEVICE] = {"no-device", "there is no such microphone; see humroom devices", 69},
    [REFUSED_DEVICE_BUSY] = {"device-busy",
                             "the microphone cannot be opened; close the program that may hold it",
                             69},
    [REFUSED_RECORD_NOT_OURS] =
        {"record-not-ours",
         "this file is not a humroom record; name the one that ends with .humroom", 65},
    [REFUSED_RECORD_DAMAGED] = {"record-damaged",
                                "the record is damaged; keep the file and restore a copy", 65},
    [REFUSED_RECORD_NEWER] = {"record-newer",
                              "the record was written by a newer humroom; update this one", 65},
    [REFUSED_RECORD_BUSY] = {"record-busy",
                             "the meeting is running: do this on its page, or stop it", 75},
    [REFUSED_MEETING_FILE] = {"meeting-file", "the meeting file has mistakes; correct them", 65},
    [REFUSED_PORT_IN_USE] = {"port-in-use", "the port is in use; choose another with --listen", 69},
    [REFUSED_ADDRESS] = {"address",
                         "the address to listen on is not usable; give one like 127.0.0.1:7282",
                         64},
    [REFUSED_CERTIFICATE] = {"certificate",
                             "the certificate and its key cannot be used; name two PEM files that "
                             "can be read and belong to each other",
                             65},
    [FAILED_NO_MEMORY] = {"no-memory", "not recorded: memory has run out", 71},
    [FAILED_DISK_FULL] = {"disk-full", "not recorded: the disk is full", 74},
    [FAILED_DISK] = {"disk", "not recorded: the disk cannot be written", 74},
    [FAILED_SOUND] = {"sound", "the sound system failed", 69},
    [FAILED_NETWORK] = {"network", "the network failed", 69},
    [FAILED_RANDOM] = {"random", "the system gives no random numbers", 71},
};

const char *status_sentence(enum status s)
{
    assert(s >= 0 && s < STATUS_COUNT && table[s].sentence != NULL);
    return table[s].sentence;
}

const char *status_word(enum status s)
{
    assert(s >= 0 && s < STATUS_COUNT && table[s].word != NULL);
    return table[s].word;
}

int status_exit(enum status s)
{
    assert(s >= 0 && s < STATUS_COUNT);
    return table[s].exit;
}

bool status_is_refusal(enum status s)
{
    return s > STATUS_OK && s < FAILED_NO_MEMORY;
}
