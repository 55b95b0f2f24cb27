"""Pure checks in front of the pages: addresses, origins, tokens, browsers."""

from __future__ import annotations

from ipaddress import ip_network

import pytest

from bot.desk.desk import DeskSettings
from bot.desk.web.addresses import client_address
from bot.desk.web.browsers import browser_label
from bot.desk.web.forgery import form_token, is_our_form, is_our_page

PROXIES = (ip_network("10.0.0.0/8"),)
OURS = frozenset({"https://desk.example"})


@pytest.mark.parametrize(
    ("peer", "forwarded", "client"),
    [
        ("203.0.113.9", [], "203.0.113.9"),
        ("203.0.113.9", ["198.51.100.1"], "203.0.113.9"),  # no proxy of ours: anyone can say that
        ("10.0.0.1", ["198.51.100.1"], "198.51.100.1"),
        ("10.0.0.1", ["6.6.6.6, 198.51.100.1"], "198.51.100.1"),  # the leftmost is what the client claims
        ("10.0.0.1", ["6.6.6.6", "198.51.100.1, 10.0.0.2"], "198.51.100.1"),  # two proxies, two header lines
        ("10.0.0.1", ["nonsense"], "10.0.0.1"),
        ("10.0.0.1", [], "10.0.0.1"),
        ("2001:db8:1:2:3::4", [], "2001:db8:1:2::/64"),  # one household, one count
        ("::ffff:203.0.113.9", [], "203.0.113.9"),
        (None, [], "unknown"),
    ],
)
def test_hops_are_counted_from_the_right(peer: str | None, forwarded: list[str], client: str) -> None:
    assert client_address(peer, forwarded, PROXIES) == client


@pytest.mark.parametrize(
    ("headers", "ours"),
    [
        ({"Sec-Fetch-Site": "same-origin"}, True),
        ({"Sec-Fetch-Site": "same-origin", "Origin": "null"}, True),
        ({"Origin": "https://desk.example"}, True),
        ({"Sec-Fetch-Site": "same-origin", "Origin": "https://evil.example"}, False),
        ({"Sec-Fetch-Site": "same-site", "Origin": "https://desk.example"}, False),
        ({"Sec-Fetch-Site": "cross-site"}, False),
        ({"Sec-Fetch-Site": "none"}, False),
        ({"Origin": "null"}, False),
        ({"Origin": "https://desk.example.evil.example"}, False),
        ({}, False),
    ],
)
def test_a_form_comes_from_our_own_page(headers: dict[str, str], ours: bool) -> None:
    assert is_our_page(headers, OURS) is ours


def test_a_forms_token_belongs_to_one_session() -> None:
    assert is_our_form({"csrf": form_token("cookie")}, "cookie")
    assert not is_our_form({"csrf": form_token("other")}, "cookie")
    assert not is_our_form({}, "cookie")
    assert not is_our_form({"csrf": form_token("")}, "")


def test_the_desk_on_this_machine_answers_to_each_of_its_names() -> None:
    assert DeskSettings("http://127.0.0.1:8081").origins == {
        "http://127.0.0.1:8081",
        "http://localhost:8081",
        "http://[::1]:8081",
    }
    assert DeskSettings("https://desk.example").origins == OURS


@pytest.mark.parametrize(
    ("agent", "label"),
    [
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/140.0 Safari/537.36 Edg/140.0", "Edge on Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1", "Safari on iPhone"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Firefox/140.0", "Firefox on Linux"),
        ("<script>", "A browser"),
        ("", "A browser"),
    ],
)
def test_a_browser_is_named_in_words_of_ours(agent: str, label: str) -> None:
    assert browser_label(agent) == label
