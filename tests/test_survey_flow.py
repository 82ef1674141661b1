"""Answering a survey: whole scripts of presses and words, over the pure flow."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.flows.questionnaire import Asking, Mode, counted, finished, path, render, still_open
from bot.flows.survey import Answer, Decline, Effect, Finish, Reopen, Said, Skip, Stand, Turn, Unanswer, hear, invite
from bot.messages import Message
from bot.surveys.instrument import Instrument, Option, Page, Question, decode, encode

TODAY = date(2026, 11, 27)
LEVELS = ("Disagree", "Unsure", "Agree", "Strongly agree")
AGREE = tuple(Option(str(at), {"en": label}, float(at)) for at, label in enumerate(LEVELS, 1))
YES_NO = (Option("y", {"en": "Yes"}), Option("n", {"en": "No"}))
NEEDS = tuple(Option(one, {"en": one.capitalize()}) for one in ("time", "money", "people", "trust"))
LISTENS = Question("listens", "select_one", {"en": "We listen."}, options=AGREE, dimension="respect", page="us")
CAME = Question("came", "select_one", {"en": "Did you come?"}, options=YES_NO, required="true()")
WHY = Question("why", "text", {"en": "Why not?"}, relevant="${came} = 'n'")
HOW_MANY = Question(
    "years",
    "integer",
    {"en": "For how many years have you been coming?"},
    relevant="${came} = 'y'",
    constraint=". >= 0 and . < 60",
    constraint_message={"en": "That is too long a life."},
)
NEED = Question(
    "needs",
    "select_multiple",
    {"en": "What do you need?"},
    options=NEEDS,
    constraint="count-selected(.) >= 2 and count-selected(.) <= 3",
    constraint_message={"en": "Two or three, please."},
)
FIRST = Question("first", "rank", {"en": "What first?"}, options=NEEDS[:3])
SINCE = Question("since", "date", {"en": "Since when?"})
THANKS = Question("thanks", "note", {"en": "See you next time."}, relevant="${came} = 'y'")
WORDS = Question("words", "text", {"en": "Anything else?"})
ALL = Instrument(
    "all",
    "1",
    {"en": "How it goes"},
    ("en",),
    (LISTENS, CAME, WHY, HOW_MANY, NEED, FIRST, SINCE, WORDS, THANKS),
    pages=(Page("us", {"en": "About us"}),),
)
QUICK = replace(ALL, questions=(LISTENS, CAME, WORDS))


@dataclass
class Member:
    """Somebody with the bubble before her, and a draft that is kept from the effects alone, as the store keeps it."""

    asking: Asking
    kept: dict[str, str] = field(default_factory=dict)
    skipped: set[str] = field(default_factory=set)
    shows: Message = field(default_factory=Message)
    done: bool = False
    heard: Turn | None = None

    def __post_init__(self) -> None:
        self.shows = invite(self.asking)

    def presses(self, label: str) -> Member:
        token = next(one.token for row in self.shows.rows for one in row if one.label == label)
        return self.hears(Said(pressed=token))

    def writes(self, words: str, removable: bool = True) -> Member:
        return self.hears(Said(words, message="m1", removable=removable))

    def hears(self, said: Said) -> Member:
        self.heard = hear(self.asking, said)
        if self.heard:
            for effect in self.heard.do:
                self.keep(effect)
            (self.shows,) = self.heard.say
            at = next((one.at for one in self.heard.do if isinstance(one, Stand)), self.asking.at)
            again = decode(encode(self.asking.instrument))  # each turn is a restart
            kept = replace(
                self.asking, instrument=again, answers=dict(self.kept), skipped=frozenset(self.skipped), at=at
            )
            assert kept == self.heard.asking
            self.asking = kept
        return self

    def keep(self, effect: Effect) -> None:
        match effect:
            case Answer():
                assert self.kept.get(effect.question, "") == effect.before
                self.kept[effect.question] = effect.value
                self.skipped.discard(effect.question)
            case Unanswer():
                assert self.kept.pop(effect.question) == effect.before
            case Skip():
                self.skipped.add(effect.question)
            case Finish():
                self.done = True
            case Reopen():
                self.done = False

    @property
    def labels(self) -> list[str]:
        return [button.label for row in self.shows.rows for button in row]


def member(instrument: Instrument = ALL, mode: Mode = "anonymous") -> Member:
    return Member(Asking("w7", instrument, mode, TODAY, closes=date(2026, 12, 4)))


@pytest.mark.parametrize(
    ("mode", "promise"),
    [
        ("anonymous", "Until it closes, your answers are a draft kept with your name"),
        ("confidential", "Confidential, not anonymous"),
        ("named", "Your answers are kept with your name"),
    ],
)
def test_before_the_first_question_she_reads_what_is_true(mode: Mode, promise: str) -> None:
    her = member(mode=mode)
    assert promise in her.shows.plain
    assert "until Friday 4 December" in her.shows.plain
    assert her.shows.bubble == "vw7"
    assert not her.kept


def test_a_minute_of_taps() -> None:
    her = member(QUICK).presses("Begin")
    assert her.shows.title == "About us"
    assert her.shows.small == "1 of 3 · answered 0 of 3"
    her.presses("Agree").presses("Yes").writes("busy but good")
    assert her.kept == {"listens": "3", "came": "y", "words": "busy but good"}
    assert her.done
    assert "You answered 3 of 3" in her.shows.text


def test_what_she_typed_fills_each_question_that_understands_its_part() -> None:
    her = member(QUICK).presses("Begin").writes("4, no, busy, but good")
    assert her.kept == {"listens": "4", "came": "n", "words": "busy, but good"}
    assert her.done


def test_what_only_partly_fits_is_partly_taken_and_said_so() -> None:
    her = member(replace(ALL, questions=(LISTENS, CAME))).presses("Begin").writes("agree, purple")
    assert her.kept == {"listens": "3"}
    assert "the rest I did not" in her.shows.text


@pytest.mark.parametrize("words", ["who helps with debt?", "Where do I send a referral", "help", "/privacy", "purple"])
def test_a_question_to_the_bot_is_not_an_answer_and_the_survey_waits(words: str) -> None:
    her = member(QUICK).presses("Begin").writes(words)
    assert her.heard is None
    her.presses("Agree")
    assert her.kept == {"listens": "3"}


def test_a_question_is_no_comment_unless_she_says_so() -> None:
    her = member(QUICK).presses("Begin").presses("Agree").presses("Yes")
    assert her.writes("who helps with debt?").heard is None
    her.writes("comment: who decides what we do?")
    assert her.kept["words"] == "who decides what we do?"


@pytest.mark.parametrize("mode", ["anonymous", "confidential"])
def test_the_bubble_says_how_many_she_answered_and_not_what(mode: Mode) -> None:
    her = member(QUICK, mode).presses("Begin").presses("Strongly agree")
    assert "answered 1 of 3" in her.shows.small
    assert "Strongly agree" not in her.shows.plain + "".join(her.labels)
    her.presses("Back")
    assert her.labels == [*LEVELS, "Keep", "Take back"]
    assert "Strongly agree" not in her.shows.plain
    assert "You have answered this" in her.shows.small
    her.presses("Keep").presses("Yes").writes("fine").presses("Look through or change")
    assert her.labels[:3] == ["✓ 1. We listen.", "✓ 2. Did you come?", "✓ 3. Anything else?"]


def test_with_her_name_she_sees_what_she_chose() -> None:
    her = member(QUICK, "named").presses("Begin").presses("Agree").presses("Back")
    assert "✓ Agree" in her.labels
    assert "Your answer: Agree" in her.shows.small


def test_words_are_taken_out_of_the_chat_where_the_platform_can() -> None:
    her = member(QUICK).presses("Begin").presses("Agree").presses("Yes")
    assert "Please name nobody" in her.shows.small
    her.writes("busy")
    assert (her.shows.removes, her.shows.anew) == ("m1", False)
    other = member(QUICK).presses("Begin").presses("Agree").presses("Yes").writes("busy", removable=False)
    assert (other.shows.removes, other.shows.anew) == ("", True)


def test_she_goes_back_and_changes_what_she_said() -> None:
    her = member(QUICK).presses("Begin").presses("Agree").presses("Back").presses("Disagree")
    assert her.kept == {"listens": "1"}
    assert her.asking.at == "came"


def test_she_may_skip_but_not_what_is_required() -> None:
    her = member(QUICK).presses("Begin").presses("Skip")
    assert her.asking.at == "came"
    assert "Skip" not in her.labels
    her.writes("skip")
    assert "needs an answer" in her.shows.text
    her.presses("No").presses("Skip")
    assert her.done
    assert her.kept == {"came": "n"}


def test_what_she_skipped_she_may_answer_after_all_and_take_back_again() -> None:
    her = member(QUICK).presses("Begin").presses("Skip").presses("Back").presses("Agree")
    assert (her.kept, her.skipped) == ({"listens": "3"}, set())
    her.presses("Back").presses("Take back")
    assert (her.kept, her.skipped) == ({}, {"listens"})


def test_what_does_not_concern_her_is_not_asked_and_does_not_count() -> None:
    her = member().presses("Begin").presses("Agree").presses("No").writes("on leave")
    assert her.asking.at == "needs"
    her.presses("Back").presses("Back").presses("Yes")
    assert her.asking.at == "years"
    assert her.kept["why"] == "on leave"
    assert counted(her.asking) == {"listens": "3", "came": "y"}


def test_what_cannot_be_right_is_asked_again_in_the_evaluators_words() -> None:
    her = member().presses("Begin").presses("Agree").presses("Yes").writes("99")
    assert her.shows.text.startswith("That is too long a life.")
    her.writes("about ten?")
    assert her.heard is None
    her.writes("12 or so")
    assert her.shows.text.startswith("Please write a whole number")
    her.writes("12")
    assert her.kept["years"] == "12"


def test_ticks_are_kept_as_they_are_made_and_a_double_press_changes_nothing() -> None:
    her = member(replace(ALL, questions=(NEED,))).presses("Begin")
    tick = Said(pressed="v:w7:t:0:1:1")
    her.hears(tick).hears(tick)
    assert her.kept == {"needs": "money"}
    her.presses("Done")
    assert "Two or three" in her.shows.text
    her.presses("☐ Time").presses("☐ Trust").presses("☐ People")
    assert "Two or three" in her.shows.text
    assert her.kept == {"needs": "time money trust"}
    her.presses("☑ Money").presses("Done")
    assert her.kept == {"needs": "time trust"}
    assert her.done


def test_a_ranking_grows_tap_by_tap_and_its_last_is_clear() -> None:
    her = member(replace(ALL, questions=(FIRST,))).presses("Begin").presses("1st: People")
    assert her.kept == {"first": "people"}
    assert not her.done
    her.presses("Start the order again").presses("1st: Money").presses("2nd: Time")
    assert her.kept == {"first": "money time people"}
    assert her.done
    typed = member(replace(ALL, questions=(FIRST,))).presses("Begin").writes("people > time > money")
    assert typed.kept == {"first": "people time money"}


def test_dates_are_understood() -> None:
    her = member(replace(ALL, questions=(SINCE, WORDS))).presses("Begin").writes("the 1st of September")
    assert her.kept == {"since": "2026-09-01"}


def test_notes_stand_with_what_follows_and_the_last_at_the_end() -> None:
    her = member(replace(ALL, questions=(CAME, THANKS))).presses("Begin").presses("Yes")
    assert her.shows.text.startswith("See you next time.")


def test_a_changed_answer_can_open_a_question_again() -> None:
    her = member(replace(ALL, questions=(CAME, replace(WHY, required="true()")))).presses("Begin").presses("Yes")
    assert her.done
    her.presses("Look through or change").presses("✓ 1. Did you come?").presses("No")
    assert not her.done
    assert her.asking.at == "why"


def test_who_declines_is_left_alone_and_may_change_her_mind() -> None:
    her = member(QUICK).presses("Not this time")
    assert her.heard
    assert Decline("w7") in her.heard.do
    assert "until Friday 4 December" in her.shows.text
    her.presses("Answer it now").presses("Agree")
    assert her.kept == {"listens": "3"}


def test_a_late_press_gets_a_kind_word_and_changes_nothing() -> None:
    her = member(QUICK).presses("Begin")
    her.asking = replace(her.asking, closed=True)
    her.hears(Said(pressed="v:w7:a:0:2"))
    assert not her.kept
    assert "has closed" in her.shows.text
    assert her.writes("4").heard is None


def test_another_waves_button_is_not_hers() -> None:
    assert hear(member().asking, Said(pressed="v:w8:a:0:2")) is None
    assert hear(member().asking, Said(pressed="a:ok:1")) is None


def test_a_rotation_asks_only_its_own() -> None:
    asking = Asking("w7", ALL, "anonymous", TODAY, asks=frozenset({"listens", "words"}))
    assert [one.id for one in path(asking)] == ["listens", "words"]
    assert "2 questions, less than a minute" in render(asking).text
    other = replace(asking, answers={"came": "y", "listens": "1"})
    assert counted(other) == {"listens": "1"}


def test_long_answers_are_written_out_and_numbered() -> None:
    long = tuple(Option(one, {"en": f"{one} " + "x" * 60}) for one in ("emerging", "established"))
    her = member(replace(ALL, questions=(Question("q", "select_one", {"en": "?"}, options=long),))).presses("Begin")
    assert "2. established" in her.shows.text
    assert her.presses("2").kept == {"q": "established"}


PRESS = st.tuples(st.just("press"), st.integers(0, 30))
ANYTHING = st.one_of(
    PRESS,
    PRESS,
    PRESS,
    st.tuples(st.just("again"), st.integers(0, 30)),
    st.tuples(
        st.just("words"),
        st.sampled_from(
            ["4", "yes", "no", "4, no, fine", "skip", "back", "time and trust", "12", "why?", "1 May", "ok"]
        ),
    ),
    st.tuples(
        st.just("token"),
        st.from_regex(r"v:w7:(a|t|k|go|done|skip|keep|rev|begin|end)(:[0-9]{1,2}){0,3}", fullmatch=True),
    ),
)
Script = list[tuple[Literal["press", "again", "words", "token"], int | str]]


def test_unticking_what_was_skipped_leaves_it_skipped() -> None:
    her = Member(Asking("w7", ALL, "anonymous", TODAY, at="needs", answers={"came": "y"}, skipped=frozenset({"needs"})))
    her.kept, her.skipped = {"came": "y"}, {"needs"}
    her.hears(Said(pressed="v:w7:t:4:0:0"))
    assert her.asking.skipped == {"needs"}


@settings(max_examples=60, deadline=None)
@given(st.lists(ANYTHING, min_size=20, max_size=45), st.sampled_from(["anonymous", "named"]), st.integers(5, 60))
def test_any_script_loses_no_answer_and_leaves_no_two_to_one_question(script: Script, mode: Mode, closes: int) -> None:
    her, pressed = member(mode=mode).presses("Begin"), ["v:w7:begin"]
    for step, (kind, what) in enumerate(script):
        if step == closes:
            her.asking = replace(her.asking, closed=True)
            break
        before = dict(her.kept)
        if isinstance(what, str):
            her.hears(Said(pressed=what) if kind == "token" else Said(what))
        else:
            tokens = [one.token for row in her.shows.rows for one in row]
            pressed.append(tokens[what % len(tokens)] if kind == "press" else pressed[what % len(pressed)])
            her.hears(Said(pressed=pressed[-1]))
            once = (dict(her.kept), set(her.skipped), her.asking.at)
            her.hears(Said(pressed=pressed[-1]))
            assert (her.kept, her.skipped, her.asking.at) == once, "pressing twice equals pressing once"
        gone = before.keys() - her.kept.keys()
        assert len(gone) <= 1
        assert not gone or her.heard is None or kind != "words" or what == "skip"
        assert not her.kept.keys() & her.skipped
        assert her.done is finished(her.asking)
        assert all(len(one.token.encode()) <= 64 for row in her.shows.rows for one in row)
    at_the_close = dict(her.kept)
    for late in pressed if her.asking.closed else []:
        her.hears(Said(pressed=late))
    assert her.kept == at_the_close
    assert set(counted(her.asking)) <= set(her.kept)
    assert not ({one.id for one in still_open(her.asking)} & set(counted(her.asking)))
