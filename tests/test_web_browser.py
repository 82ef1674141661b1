"""The try-it page in a real Chromium, on a phone's screen and on a desktop's."""

from __future__ import annotations

import asyncio
import contextlib
import os
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from selenium.webdriver import Chrome, ChromeOptions, Keys
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.select import Select
from selenium.webdriver.support.wait import WebDriverWait

from bot.messages import Address, Button, Event, Message
from bot.platforms.web import LARGEST_FILE, Web
from bot.web.site import serving
from tests.pictures import CHART, PACK, RESULTS

SIZES = {"phone": (360, 740), "desktop": (1280, 900)}
FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
)
PEOPLE = [("senco-east-sussex", "SENCO, East Sussex"), ("head-oldham", "Headteacher, Oldham")]
NASTY = ("<b>bold</b> & <!channel>", "_*[link](x)`", "<img src=x onerror=alert(1)>", "x" * 3000)
DETAILS = "Jack Brown, born 03/04/2015, won't come in"
THERAPY = Message(
    title="Therapy One Point",
    text="One front door to occupational, speech and language therapy and physiotherapy.",
    facts=(
        ("For", "Children and young people with a difficulty of movement, senses or communication."),
        ("Try first", "The sensory checklist, then a term of the school's own programme."),
        ("How to refer", "Ring the advice line first; then the online form, with the parents' consent."),
        ("Who may refer", "SENCOs or health professionals. You can refer directly."),
        ("Contact", "Not held here; ask your SENCO."),
    ),
    small="Why: “can't hold a pencil” → fine motor skills. Not checked with the service since.",
    rows=(
        (Button("Or: Sensory Processing Workshop for school staff", "s:b"),),
        (Button("Route", "r:a"), Button("Not what I meant", "n:a")),
        (Button("Something's wrong", "w:a"),),
    ),
)
WORKSHOP = Message(
    title="Sensory Processing Workshop for school staff",
    text="Two hours online, each half-term.",
    facts=(("1", "Ask your SENCO to book."), ("2", "Bring one child's example, without a name.")),
    rows=((Button("Or: Therapy One Point", "s:a"),),),
)
LOADED = "return [...document.querySelectorAll('img.picture')].some((one) => one.complete && one.naturalWidth)"
OVERFLOW = """
const parts = [...document.querySelectorAll("body, main, #scroll, article, footer, header, .row, button")];
const page = document.documentElement;
return parts.some((part) => part.scrollWidth > part.clientWidth + 1)
  || page.scrollWidth > innerWidth || page.scrollHeight > innerHeight;
"""
# Every text that is seen: the contrast with what lies behind it, the size of its letters, and the words.
READABILITY = """
const light = (value) => (value /= 255) <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
const numbers = (colour) => colour.match(/[\\d.]+/g).map(Number);
const luminance = ([r, g, b]) => 0.2126 * light(r) + 0.7152 * light(g) + 0.0722 * light(b);
const behind = (element) => {
  for (; element; element = element.parentElement) {
    const colour = numbers(getComputedStyle(element).backgroundColor);
    if (colour.length < 4 || colour[3] > 0) return colour;
  }
};
const found = [];
const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
while (walker.nextNode()) {
  const element = walker.currentNode.parentElement;
  if (!walker.currentNode.data.trim() || !element.checkVisibility() || element.closest("noscript, option")) continue;
  const style = getComputedStyle(element);
  const two = [luminance(numbers(style.color)), luminance(behind(element))].sort((a, b) => b - a);
  found.push([(two[0] + 0.05) / (two[1] + 0.05), parseFloat(style.fontSize), walker.currentNode.data.slice(0, 40)]);
}
return found;
"""


class Bot:
    """Answers like the real one, in a thread of its own; can be stopped, and started on the same port."""

    def __init__(self) -> None:
        self.heard: list[Event] = []
        self.port = 0
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()

    def start(self) -> None:
        self._opened = contextlib.AsyncExitStack()
        self._do(self._start())

    def stop(self) -> None:
        self._do(self._opened.aclose())

    def close(self) -> None:
        self.stop()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def say(self, who: int, message: Message, replacing: str = "") -> str:
        to = Address("web", "demonstration", PEOPLE[who][0])
        said: str = self._do(self._web.send(to, message, replacing))
        return said

    async def _start(self) -> None:
        self._web = Web(PEOPLE)
        self.port = await self._opened.enter_async_context(
            serving("127.0.0.1", self.port, self._web.routes(self._hear))
        )
        listening = asyncio.create_task(self._web.listen(self._hear))
        self._opened.push_async_callback(_cancelled, listening)

    async def _hear(self, event: Event) -> None:
        if event.key in {earlier.key for earlier in self.heard}:
            return
        self.heard.append(event)
        message = WORKSHOP if event.pressed == "s:b" else THERAPY
        if event.text.startswith("echo "):
            message = Message(title=event.text, text=event.text, small=event.text, facts=((event.text, event.text),))
        await self._web.send(event.chat, message, event.message if event.pressed else "")

    def _do(self, work: Any) -> Any:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(20)


async def _cancelled(task: asyncio.Task[None]) -> None:
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


class Screen:
    """What somebody sees, and does with keyboard and finger."""

    def __init__(self, driver: Chrome) -> None:
        self.driver = driver

    def opens(self, port: int, path: str = "") -> None:
        self.driver.get(f"http://127.0.0.1:{port}/{path}")
        self.sees(lambda: self.driver.find_elements(By.CSS_SELECTOR, "#person option"))
        self.sees(lambda: self.one("#log").get_attribute("aria-live") == "polite")

    def value(self, selector: str, name: str = "value") -> str:
        return str(self.one(selector).get_dom_attribute(name) or self.one(selector).get_property(name) or "")

    def one(self, selector: str) -> WebElement:
        return self.driver.find_element(By.CSS_SELECTOR, selector)

    def sees(self, what: Callable[[], Any], seconds: float = 15) -> Any:
        return WebDriverWait(self.driver, seconds, 0.05).until(lambda _: what())

    def says(self, words: str) -> None:
        before = len(self.answers())
        self.one("#words").send_keys(words, Keys.ENTER)
        self.sees(lambda: len(self.answers()) > before)
        self.sees(lambda: not self.value("#words"))

    def presses(self, label: str) -> None:
        found = [one for one in self.answers()[-1].find_elements(By.TAG_NAME, "button") if one.text == label]
        self.driver.execute_script("arguments[0].scrollIntoView({block: 'center'})", found[0])
        found[0].click()

    def bubbles(self) -> list[str]:
        """The first line that is seen of each bubble."""
        lines = (
            "return [...document.querySelectorAll('article.bubble')].map((one) => one.querySelector('.title, .text')"
        )
        found: list[str] = self.driver.execute_script(f"{lines}.textContent)")
        return found

    def answers(self) -> list[WebElement]:
        return self.driver.find_elements(By.CSS_SELECTOR, "article.bubble:not(.mine)")

    def focused(self) -> WebElement:
        return self.driver.switch_to.active_element

    def tab(self, times: int = 1, back: bool = False) -> None:
        for _ in range(times):
            self.focused().send_keys(Keys.SHIFT + Keys.TAB if back else Keys.TAB)

    def is_too_wide(self) -> bool:
        """Whether anything sticks out, or the page scrolls as a whole beside the conversation."""
        return bool(self.driver.execute_script(OVERFLOW))

    def complaints(self) -> list[str]:
        return [entry["message"] for entry in self.driver.get_log("browser")]  # type: ignore[no-untyped-call]


@contextlib.contextmanager
def demonstration(data: Path) -> Iterator[int]:
    """The program itself, as `make demo` starts it; gives the port."""
    started = [sys.executable, "-m", "bot", "demo", "--port", "0"]
    surroundings = {**os.environ, "SIGNPOST_DATA": str(data)}
    with subprocess.Popen(started, env=surroundings, stdout=subprocess.PIPE, text=True) as program:
        assert program.stdout
        try:
            lines = (re.search(r"http://127\.0\.0\.1:(\d+)/", line) for line in program.stdout)
            yield int(next(found for found in lines if found)[1])
        finally:
            program.terminate()
            assert program.wait(20) == 0


def chromium(profile: Path) -> Chrome:
    """Debian's Chromium, or a test that says that it is missing."""
    browser, steered_by = shutil.which("chromium") or "", shutil.which("chromedriver") or ""
    if not browser or not steered_by:
        missing = "Chromium is missing: apt-get install chromium chromium-driver"
        if os.environ.get("CI"):
            pytest.fail(missing)
        pytest.skip(missing)
    options = ChromeOptions()
    options.binary_location = browser
    for flag in (*FLAGS, f"--user-data-dir={profile}"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    return Chrome(options=options, service=Service(steered_by))


@pytest.fixture(scope="module", params=SIZES)
def sized(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chrome]:
    driver = chromium(tmp_path_factory.mktemp("profile"))
    width, height = SIZES[request.param]
    phone = request.param == "phone"
    metrics = {"width": width, "height": height, "deviceScaleFactor": 2 if phone else 1, "mobile": phone}
    driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
    yield driver
    driver.quit()


@pytest.fixture
def bot() -> Iterator[Bot]:
    one = Bot()
    one.start()
    yield one
    one.close()


@pytest.fixture
def screen(sized: Chrome, bot: Bot) -> Iterator[Screen]:
    one = Screen(sized)
    one.opens(bot.port)
    yield one
    sized.get("about:blank")
    assert one.complaints() == []


def test_another_match_takes_the_place_of_the_answer(screen: Screen, bot: Bot) -> None:
    screen.says("can't hold a pencil")
    assert screen.bubbles() == ["can't hold a pencil", "Therapy One Point"]
    screen.presses("Or: Sensory Processing Workshop for school staff")
    screen.sees(lambda: screen.bubbles()[-1] == WORKSHOP.title)
    assert screen.bubbles() == ["can't hold a pencil", WORKSHOP.title]
    screen.presses("Or: Therapy One Point")
    screen.sees(lambda: screen.bubbles() == ["can't hold a pencil", "Therapy One Point"])
    assert [event.pressed for event in bot.heard] == ["", "s:b", "s:a"]


def test_an_example_asks_itself(screen: Screen, bot: Bot) -> None:
    chips = screen.driver.find_elements(By.CSS_SELECTOR, "#chips button")
    assert [chip.text for chip in chips][1:] == ["won’t come in since half-term", "what is CAMHS?"]
    chips[2].click()
    screen.sees(lambda: screen.bubbles() == ["glossary CAMHS", "Therapy One Point"])
    assert not chips[0].is_displayed()
    assert screen.focused().get_attribute("id") == "words"


def test_buttons_are_reached_and_pressed_with_the_keyboard(screen: Screen) -> None:
    screen.says("can't hold a pencil")
    labels = []
    for _ in range(4):
        screen.tab(back=True)
        labels.append(screen.focused().text)
    assert labels[::-1] == [button.label for row in THERAPY.rows for button in row]
    screen.focused().send_keys(Keys.ENTER)
    screen.sees(lambda: screen.bubbles()[-1] == WORKSHOP.title)
    assert screen.focused().get_attribute("aria-labelledby") == screen.answers()[-1].get_attribute("aria-labelledby")
    screen.tab()
    assert screen.focused().text == "Or: Therapy One Point"


def test_everything_has_a_name_and_shows_its_focus(screen: Screen) -> None:
    screen.says("can't hold a pencil")
    screen.one("#person").send_keys("")
    names = []
    for _ in range(9):
        names.append(screen.focused().accessible_name)
        width = screen.focused().value_of_css_property("outline-width")
        assert width == "3px", names[-1]
        screen.tab()
    assert names[:2] == ["You are", "Conversation"]
    assert names[-3:] == ["Your question, without a child’s details", "Send a file", "Send"]


def test_a_screen_reader_hears_what_is_new_once(screen: Screen, bot: Bot) -> None:
    log = screen.one("#log")
    assert (log.aria_role, log.get_attribute("aria-live")) == ("log", "polite")
    assert screen.one("html").get_attribute("lang") == "en-GB"
    first = bot.say(0, THERAPY)
    screen.sees(lambda: screen.bubbles() == ["Therapy One Point"])
    assert screen.answers()[0].get_attribute("aria-live") is None
    assert screen.answers()[0].accessible_name == "Therapy One Point"
    bot.say(0, WORKSHOP, replacing=first)
    screen.sees(lambda: screen.bubbles() == [WORKSHOP.title])
    assert screen.answers()[0].get_attribute("aria-live") == "off"
    assert screen.value("#changed", "textContent").startswith(f"Changed: {WORKSHOP.title}")


@pytest.mark.parametrize("words", NASTY, ids=lambda words: words[:12])
def test_words_are_shown_as_they_were_typed(screen: Screen, words: str) -> None:
    screen.says(f"echo {words}")
    shown = screen.answers()[-1].find_elements(By.CSS_SELECTOR, ".title, .text, .small, dt, dd")
    screen.sees(lambda: {one.text for one in shown} == {f"echo {words}"})  # it fades in, and has no words until then
    assert not screen.driver.find_elements(By.CSS_SELECTOR, "article b, article img, article a")
    assert not screen.is_too_wide()


def test_five_thousand_characters_are_shown_whole(screen: Screen, bot: Bot) -> None:
    bot.say(
        0,
        Message(text="long " * 1000, title="word" * 100, rows=((Button("y" * 60, "t"), Button("z" * 60, "u")),)),
    )
    screen.sees(screen.bubbles)
    assert len(screen.value("article .text", "textContent")) == 5000
    assert not screen.is_too_wide()


def test_a_question_that_is_too_long_is_refused_kindly_and_kept(screen: Screen, bot: Bot) -> None:
    screen.driver.execute_script("document.getElementById('words').value = 'x'.repeat(20001)")
    screen.one("#send").click()
    screen.sees(lambda: screen.one("#problem").text)
    assert screen.one("#problem").text == "That is too long for me. Please ask in 20,000 characters at most."
    assert len(screen.value("#words")) == 20001
    assert bot.heard == []
    assert any("413" in entry for entry in screen.complaints())


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_everything_can_be_read_and_hit_with_a_thumb(screen: Screen, scheme: str) -> None:
    features = [
        {"name": "prefers-color-scheme", "value": scheme},
        {"name": "prefers-reduced-motion", "value": "reduce"},
    ]
    screen.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})
    readable = screen.driver.execute_script(READABILITY)
    screen.says("can't hold a pencil")
    screen.presses("Or: Sensory Processing Workshop for school staff")
    screen.sees(lambda: screen.bubbles()[-1] == WORKSHOP.title)
    screen.says("and again")
    readable += screen.driver.execute_script(READABILITY)
    assert [one for one in readable if one[0] < 4.5 or one[1] < 16] == []
    assert len(readable) > 40
    targets = [
        one for one in screen.driver.find_elements(By.CSS_SELECTOR, "button, select, textarea") if one.is_displayed()
    ]
    assert [one.text for one in targets if one.size["height"] < 44] == []
    assert not screen.is_too_wide()


def test_the_top_of_a_new_answer_is_in_view(screen: Screen, bot: Bot) -> None:
    for _ in range(3):
        screen.says("can't hold a pencil")
    tall = Message(title="Tall", text="\n".join("line" for _ in range(80)))
    bot.say(0, tall)
    screen.sees(lambda: screen.bubbles()[-1] == "Tall")
    top = "return document.querySelector('article:last-child .title').getBoundingClientRect().top"
    assert 0 < screen.driver.execute_script(top) < 200


def test_the_chat_is_still_there_after_loading_the_page_again(screen: Screen) -> None:
    screen.says("can't hold a pencil")
    screen.driver.refresh()
    screen.sees(lambda: screen.bubbles() == ["can't hold a pencil", "Therapy One Point"])
    screen.presses("Or: Sensory Processing Workshop for school staff")
    screen.sees(lambda: screen.bubbles() == ["can't hold a pencil", WORKSHOP.title])


def test_everybody_has_a_chat_of_their_own(screen: Screen, bot: Bot) -> None:
    screen.says("can't hold a pencil")
    person = Select(screen.one("#person"))
    person.select_by_visible_text("Headteacher, Oldham")
    screen.sees(lambda: not screen.bubbles() and screen.one("#welcome").is_displayed())
    screen.says("won't come in")
    assert [event.sender.id for event in bot.heard] == ["senco-east-sussex", "head-oldham"]
    screen.driver.refresh()
    screen.sees(lambda: screen.bubbles() == ["won't come in", "Therapy One Point"])
    Select(screen.one("#person")).select_by_visible_text("SENCO, East Sussex")
    screen.sees(lambda: screen.bubbles() == ["can't hold a pencil", "Therapy One Point"])


def test_a_picture_is_shown_with_its_alternative_and_a_file_can_be_saved(
    screen: Screen, bot: Bot, tmp_path: Path
) -> None:
    bot.say(0, RESULTS)
    screen.sees(lambda: screen.driver.execute_script(LOADED))
    assert screen.one("img.picture").get_attribute("alt") == CHART.words
    assert screen.one("img.picture").accessible_name == CHART.words
    assert buttons_of(screen) == ["By group"]
    screen.driver.execute_cdp_cmd("Browser.setDownloadBehavior", {"behavior": "allow", "downloadPath": str(tmp_path)})
    bot.say(0, Message(text="The pack", file=replace(PACK, name=f"{NASTY[0]}.xlsx", words=NASTY[2])))
    assert screen.sees(lambda: screen.one("a.download").text) == f"{NASTY[0]}.xlsx (1 kB)"
    link = screen.one("a.download")
    assert screen.value("article:last-child .text + .text", "textContent") == NASTY[2]
    assert link.size["height"] >= 44
    assert not screen.is_too_wide()
    screen.driver.execute_script("arguments[0].click()", link)
    screen.sees(lambda: [file.read_bytes() for file in tmp_path.glob("*.xlsx")] == [PACK.content])
    screen.driver.refresh()
    screen.sees(lambda: screen.driver.execute_script(LOADED))
    Select(screen.one("#person")).select_by_visible_text("Headteacher, Oldham")
    screen.sees(lambda: not screen.bubbles())


def test_a_file_is_chosen_and_sent(screen: Screen, bot: Bot, tmp_path: Path) -> None:
    dates, large = tmp_path / "dates & <b>.csv", tmp_path / "large.csv"
    dates.write_bytes(b"a\nb\n")
    large.write_bytes(bytes(LARGEST_FILE + 1))
    screen.one("#file").send_keys(str(large))
    screen.sees(lambda: "2 MB at most" in screen.one("#problem").text)
    for number in (1, 2):
        screen.one("#file").send_keys(str(dates))
        screen.sees(lambda: len(bot.heard) == number)  # noqa: B023
    screen.sees(lambda: screen.bubbles()[::2] == ["File: dates & <b>.csv"] * 2)
    uploads = [event.upload for event in bot.heard]
    assert [upload.name for upload in uploads if upload] == ["dates & <b>.csv"] * 2
    assert uploads[0]
    assert bot._do(bot._web.fetch(uploads[0], 4)) == b"a\nb\n"
    assert screen.one("#problem").text == ""


def test_a_message_taken_back_disappears(screen: Screen, bot: Bot) -> None:
    screen.says("too much")
    own = bot.heard[0]
    assert bot._do(bot._web.remove(own.chat, own.message))
    screen.sees(lambda: screen.bubbles() == ["Therapy One Point"])


def test_a_lost_connection_is_said_and_what_was_typed_is_sent_once(screen: Screen, bot: Bot) -> None:
    screen.says("can't hold a pencil")
    bot.stop()
    screen.sees(lambda: "Connection lost" in screen.one("#connection").text)
    screen.one("#words").send_keys("is anybody there", Keys.ENTER)
    screen.sees(lambda: "will be sent" in screen.one("#connection").text)
    assert screen.value("#words") == "is anybody there"
    bot.start()
    screen.sees(lambda: screen.bubbles() == ["is anybody there", "Therapy One Point"])
    screen.sees(lambda: screen.one("#connection").text == "Connected again.")
    assert [event.text for event in bot.heard] == ["can't hold a pencil", "is anybody there"]
    assert any("ERR_CONNECTION_REFUSED" in entry for entry in screen.complaints())


def test_on_a_very_low_screen_the_page_scrolls_as_one(bot: Bot, tmp_path: Path) -> None:
    driver = chromium(tmp_path)
    try:
        metrics = {"width": 320, "height": 256, "deviceScaleFactor": 4, "mobile": False}
        driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
        screen = Screen(driver)
        screen.opens(bot.port)
        screen.says("can't hold a pencil")
        screen.presses("Or: Sensory Processing Workshop for school staff")
        screen.sees(lambda: screen.bubbles()[-1] == WORKSHOP.title)
        assert driver.execute_script("return document.documentElement.scrollWidth <= innerWidth")
    finally:
        driver.quit()


def test_the_demonstration_answers_for_real(sized: Chrome, tmp_path: Path) -> None:
    screen = Screen(sized)
    with demonstration(tmp_path) as port:
        screen.opens(port, "?as=senco-east-sussex")
        screen.says("covers his ears, can't hold a pencil")
        first, another = screen.bubbles()[1], buttons_of(screen)[0]
        screen.presses(another)
        screen.sees(lambda: screen.bubbles()[1] != first)
        assert len(screen.bubbles()) == 2
        assert another.removeprefix("Or: ").rstrip("…") in screen.bubbles()[1]
        screen.says(DETAILS)
        assert DETAILS in screen.bubbles()
        screen.presses("Delete my message")
        screen.sees(lambda: DETAILS not in screen.bubbles())
        Select(screen.one("#person")).select_by_visible_text("Somebody new")
        screen.sees(lambda: not screen.bubbles())
        screen.says("won't come in since half-term")
        screen.presses("Oldham")
        screen.sees(lambda: "Head or deputy" in buttons_of(screen))
        screen.presses("Head or deputy")
        screen.sees(lambda: len(screen.bubbles()) == 3)
        sized.get("about:blank")
        assert screen.complaints() == []


def buttons_of(screen: Screen) -> list[str]:
    """The labels below the last answer."""
    labels = "return [...document.querySelectorAll('article:last-child button')].map((one) => one.textContent)"
    found: list[str] = screen.driver.execute_script(labels)
    return found
