"""Makes the pictures of `docs/screenshots/`: starts the demo in temporary folders and uses it in Chromium.

Run it as `make screenshots`. It needs Chromium at /usr/bin/chromium. Nothing of a running service is touched, and
everybody in the pictures is invented.
"""

from __future__ import annotations

import asyncio
import os
import re
import socket
import sys
import tempfile
from collections.abc import AsyncIterator, Awaitable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import aiohttp
from playwright.async_api import Browser, Locator, Page, async_playwright, expect

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs" / "screenshots"
CHROMIUM = "/usr/bin/chromium"
LAPTOP = {"width": 1280, "height": 860}
PHONE = {"width": 390, "height": 844}
START_LIMIT = 180.0  # seconds until guard and Rasa have loaded
ANSWER_LIMIT = 180_000.0  # milliseconds; the first answer waits for the FAQ index
QUIET = 1_500.0  # milliseconds without a new line: the answer is complete
PASSWORD = re.compile(r"^\s*alicia\s+(\S{16})\s+staff\s*$", re.M)  # as `frontdesk demo` prints it


@dataclass(frozen=True, slots=True)
class Demo:
    """Where the running demo is, and the password of its front desk."""

    network: str
    desk: str
    password: str


async def main() -> None:
    PICTURES.mkdir(exist_ok=True)
    async with running_demo() as demo, async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        page = await open_page(browser, f"{demo.network}/demo", LAPTOP)
        await expect(page.get_by_text("Online")).to_be_visible()
        await questions(page)
        await booking(browser, page)
        await handoff(browser, page, demo)
        await browser.close()


async def questions(page: Page) -> None:
    """A health question, a question about the clinic, and details that the guard refuses."""
    await say(page, "Do antibiotics help with the flu?")
    await take(page, "demo-health-question")
    await say(page, "Are you open on Saturday?")
    await take(page, "demo-clinic-question")
    await say(page, "My number is 312-555-0147 and I was born on March 14, 1988")
    await take(page, "demo-refused-details")


async def booking(browser: Browser, page: Page) -> None:
    """From the chat to the confirmation, on a phone."""
    await page.get_by_role("button", name="Sam").click()
    await say(page, "I'd like to book a visit next Tuesday afternoon")
    await press(page, page.get_by_role("button", name="Office visit", exact=True))
    await press(page, page.locator(".choices button").first)
    phone = await open_link(browser, page)
    await phone.get_by_label("Full name").fill("Sam Whitfield")
    for part, value in (("Month", "4"), ("Day", "27"), ("Year", "1985")):
        await phone.get_by_label(part, exact=True).fill(value)
    await phone.get_by_label("Phone").fill("312-555-0193")
    await phone.get_by_text("No, I am new here").click()
    await phone.get_by_label("Reason for the visit").fill("Yearly check-up")
    await take(phone, "booking-page", whole=True)
    await phone.get_by_role("button", name="Book this visit").last.click()
    await expect(phone.get_by_role("heading", name="Your visit is booked")).to_be_visible()
    await take(phone, "booking-confirmed")
    await phone.context.close()


async def handoff(browser: Browser, page: Page, demo: Demo) -> None:
    """From "a real person" to an answer in the secure chat, seen from both sides."""
    await page.get_by_role("button", name="Jordan").click()
    await say(page, "Can I talk to a real person?")
    phone = await open_link(browser, page)
    await phone.get_by_label("Your message").fill("Is my inhaler still fine to use after its date?")
    await phone.get_by_role("button", name="Send").click()
    await page.get_by_role("button", name="Sam").click()
    await say(page, "My dad has chest pain and can't breathe")

    desk = await open_page(browser, f"{demo.desk}/", LAPTOP)
    await desk.get_by_label("Sign-in name").fill("alicia")
    await desk.get_by_label("Password").fill(demo.password)
    await desk.get_by_role("button", name="Continue").click()
    await expect(desk.get_by_role("heading", name="Inbox")).to_be_visible()
    await expect(desk.locator("[data-live-words]")).not_to_have_text("Connecting")
    await take(desk, "desk-inbox")

    await desk.locator(".line", has_text="Secure chat").get_by_role("button", name="Claim").click()
    box = desk.get_by_label("Your reply")
    await box.fill(
        "Hello, this is Alicia at the front desk. Please bring it along: our nurse will look at it with you."
    )
    await desk.get_by_role("button", name="Send", exact=True).click()
    await expect(desk.locator(".by-staff")).to_be_visible()
    await take(desk, "desk-conversation")
    await expect(phone.get_by_text("this is Alicia")).to_be_visible(timeout=ANSWER_LIMIT)
    await take(phone, "secure-chat")


async def say(page: Page, text: str) -> None:
    await page.get_by_label("Message", exact=True).fill(text)
    await answered(page, page.keyboard.press("Enter"))


async def press(page: Page, button: Locator) -> None:
    await answered(page, button.click())


async def answered(page: Page, act: Awaitable[None]) -> None:
    """Does it, and waits until the answer is complete."""
    lines = page.locator(".from-page")
    before = await lines.count()
    await act
    await expect(lines.nth(before)).to_be_visible(timeout=ANSWER_LIMIT)
    seen = 0
    while (count := await lines.count()) != seen:
        seen = count
        await page.wait_for_timeout(QUIET)


async def open_link(browser: Browser, page: Page) -> Page:
    """The newest link of the conversation, on a phone, through its entrance."""
    address = await page.locator(".from-page a").last.get_attribute("href")
    phone = await open_page(browser, str(address), PHONE)
    await phone.get_by_role("button", name="Continue").click()
    return phone


async def open_page(browser: Browser, url: str, size: dict[str, int]) -> Page:
    context = await browser.new_context(viewport={"width": size["width"], "height": size["height"]})
    page = await context.new_page()
    await page.goto(url)
    return page


async def take(page: Page, name: str, *, whole: bool = False) -> None:
    await page.screenshot(path=PICTURES / f"{name}.png", full_page=whole, animations="disabled")
    sys.stderr.write(f"{name}.png\n")


@asynccontextmanager
async def running_demo() -> AsyncIterator[Demo]:
    public, staff, network = (f"127.0.0.1:{port}" for port in free_ports(3))
    with tempfile.TemporaryDirectory(prefix="frontdesk-screenshots-") as scratch:
        folder = Path(scratch)
        printed = folder / "printed"
        with printed.open("wb") as output:
            process = await asyncio.create_subprocess_exec(
                *(str(ROOT / "frontdesk"), "demo"),
                env={**os.environ, **settings(folder, public, staff, network)},
                stdout=output,
                stderr=output,
            )
        try:
            await wait_ready(f"http://{public}/health", process)
            shown = PASSWORD.search(printed.read_text(encoding="utf-8"))
            if shown is None:
                raise SystemExit("the demo printed no password for alicia")
            yield Demo(f"http://{network}", f"http://{staff}", shown[1])
        finally:
            if process.returncode is None:
                process.terminate()
            await process.wait()


def settings(folder: Path, public: str, staff: str, network: str) -> dict[str, str]:
    return {
        "FRONTDESK_DATA_FOLDER": str(folder / "data"),
        "FRONTDESK_KEY_FOLDER": str(folder / "keys"),
        "FRONTDESK_CHECKPOINT_FOLDER": str(folder / "checkpoints"),
        "FRONTDESK_PUBLIC_URL": f"http://{public}",
        "FRONTDESK_STAFF_URL": f"http://{staff}",
        "FRONTDESK_DEMO_URL": f"http://{network}",
        "FRONTDESK_PUBLIC_LISTEN": public,
        "FRONTDESK_STAFF_LISTEN": staff,
        "FRONTDESK_DEMO_LISTEN": network,
    }


async def wait_ready(url: str, process: asyncio.subprocess.Process) -> None:
    async with aiohttp.ClientSession() as session, asyncio.timeout(START_LIMIT):
        while True:
            if process.returncode is not None:
                raise SystemExit("the demo did not start; run ./frontdesk demo to see why")
            try:
                async with session.get(url) as response:
                    if all((await response.json()).values()):
                        return
            except aiohttp.ClientError:
                pass
            await asyncio.sleep(0.5)


def free_ports(count: int) -> list[int]:
    sockets = [socket.socket() for _ in range(count)]
    try:
        for one in sockets:
            one.bind(("127.0.0.1", 0))
        return [int(one.getsockname()[1]) for one in sockets]
    finally:
        for one in sockets:
            one.close()


if __name__ == "__main__":
    asyncio.run(main())
