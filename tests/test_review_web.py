"""The web reviewer: who may ask, what is answered, and how it works in a browser."""

from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from browsing import browser, complaints
from reviewing import Make, folder, log, sample

from repair.model import Status
from repair.review.decisions import Action, load
from repair.review.session import open_session
from repair.review.web import LIMIT, POLICY, make_app

starlette_testing = pytest.importorskip("starlette.testclient")
ROOT = Path(__file__).resolve().parent.parent
PORT = 4711
BASE = f"http://127.0.0.1:{PORT}"
OURS = {"origin": BASE}


def stranger(path: Path) -> Any:
    """A client that has not shown the token."""
    guard, _ = make_app(open_session(path), PORT, "secret")
    return starlette_testing.TestClient(guard, base_url=BASE, follow_redirects=False)


@pytest.fixture
def client(tmp_path: Path) -> Any:
    client = stranger(sample(tmp_path))
    answer = client.get("/?token=secret")
    assert answer.status_code == 303
    assert "httponly" in answer.headers["set-cookie"].lower()
    assert "samesite=strict" in answer.headers["set-cookie"].lower()
    return client


def test_without_the_cookie_nothing_is_told(tmp_path: Path) -> None:
    client = stranger(sample(tmp_path))
    for path in ("/", "/api/queue", "/static/review.js", "/api/document/0", "/api/place/0/0"):
        assert client.get(path).status_code == 403
    assert client.post("/api/undo", json={}, headers=OURS).status_code == 403


@pytest.mark.parametrize("token", ["", "wrong", "secret ", "sécret"])
def test_a_wrong_token_is_refused(tmp_path: Path, token: str) -> None:
    client = stranger(sample(tmp_path))
    assert client.get("/", params={"token": token}).status_code == 403


@pytest.mark.parametrize("host", ["evil.example", f"evil.example:{PORT}", "127.0.0.1", "[::1]:1"])
def test_a_wrong_host_is_refused(client: Any, host: str) -> None:
    assert client.get("/api/queue").status_code == 200
    assert client.get("/api/queue", headers={"host": host}).status_code == 421
    assert client.get("/?token=secret", headers={"host": host}).status_code == 421


@pytest.mark.parametrize(
    "origin", ["http://evil.example", "null", f"https://127.0.0.1:{PORT}", BASE + "0"]
)
def test_a_wrong_origin_is_refused(client: Any, tmp_path: Path, origin: str) -> None:
    body = {"places": [[0, 0]], "action": "accept"}
    assert client.post("/api/decide", json=body, headers={"origin": origin}).status_code == 403
    assert client.post("/api/decide", json=body).status_code == 403
    assert client.get("/api/queue", headers={"sec-fetch-site": "cross-site"}).status_code == 403
    assert not (tmp_path / "linzi.decisions.jsonl").exists()


def test_a_form_of_another_page_can_not_decide(client: Any) -> None:
    answer = client.post("/api/undo", content="{}", headers=OURS | {"content-type": "text/plain"})
    assert answer.status_code == 415


@pytest.mark.parametrize(
    "path",
    [
        "/static/../api.py",
        "/static/%2e%2e%2fweb.py",
        "/static/..%5cweb.py",
        "/api/image/0/..%2f..%2fetc%2fpasswd",
        "/api/document/../../../etc/passwd",
        "/api/document/99",
        "/etc/passwd",
        "/linzi.clean.txt",
    ],
)
def test_no_path_is_ever_taken_from_a_request(client: Any, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert "root:" not in answer.text


def test_large_requests_are_refused(client: Any) -> None:
    headers = OURS | {"content-type": "application/json"}
    large = client.post("/api/check", content=b"x" * (LIMIT + 1), headers=headers)
    assert large.status_code == 413
    endless = client.post("/api/check", content=iter([b"{}"]), headers=headers)
    assert endless.status_code == 413


@pytest.mark.parametrize(
    "body",
    [
        [],
        {"places": "x", "action": "accept"},
        {"places": [[0, 99]], "action": "accept"},
        {"places": [[-1, 0]], "action": "accept"},
        {"places": [["../x", 0]], "action": "accept"},
        {"places": [[0, 0]], "action": "explode"},
        {"places": [[0, 0]], "action": "edit", "text": 5},
        {"places": [[0, 0]], "action": "edit", "text": "x" * 5000},
        {"places": [[0, 0]], "action": "edit", "text": "\ud800"},
    ],
)
def test_nonsense_is_refused_and_nothing_is_written(client: Any, tmp_path: Path, body: Any) -> None:
    headers = OURS | {"content-type": "application/json"}
    answer = client.post("/api/decide", content=json.dumps(body), headers=headers)
    assert answer.status_code == 400
    assert not (tmp_path / "linzi.decisions.jsonl").exists()


def test_every_answer_carries_the_policy(client: Any) -> None:
    for path in ("/", "/api/queue", "/static/review.css", "/nothing", "/?token=no"):
        headers = client.get(path).headers
        assert headers["content-security-policy"] == POLICY
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["cache-control"] == "no-store"
    assert "unsafe" not in POLICY
    assert "<script>" not in client.get("/").text


def test_deciding_over_http_is_the_same_log(client: Any, tmp_path: Path) -> None:
    queue = client.get("/api/queue").json()
    assert queue["files"] == ["linzi.txt", "zhou.txt"]
    group = client.get("/api/group/0/1").json()
    assert len(group["places"]) == 5
    client.post(
        "/api/decide", json={"places": [[0, 0]], "action": "edit", "text": "〉"}, headers=OURS
    )
    body = {"places": group["places"], "action": "accept", "seen": 5}
    assert len(client.post("/api/decide", json=body, headers=OURS).json()["decided"]) == 5
    assert len(client.post("/api/undo", json={}, headers=OURS).json()["reopened"]) == 5
    kept = load(tmp_path / "linzi.decisions.jsonl").all
    assert [(d.action, d.text) for d in kept] == [(Action.EDIT, "〉")]
    assert client.get("/api/place/0/0").json()["decision"]["action"] == "edit"


def test_a_replacement_is_checked_at_once(client: Any) -> None:
    body = {"document": 0, "place": 1, "text": "》"}
    answer = client.post("/api/check", json=body, headers=OURS).json()
    assert "“" in answer["warning"]
    assert answer["same"] == 4
    body["text"] = "”"
    assert client.post("/api/check", json=body, headers=OURS).json()["warning"] == ""


def test_corrections_by_hand(client: Any, tmp_path: Path) -> None:
    body = {"document": 1, "line": 4, "before": "王芳", "after": "王 芳", "lead": "钱家庄村由"}
    assert "corrected" in client.post("/api/correct", json=body, headers=OURS).json()
    body["before"] = "不在此处"
    assert client.post("/api/correct", json=body, headers=OURS).status_code == 400
    assert log(tmp_path / "zhou.decisions.jsonl")[0]["rule"] == "ED001"


def test_the_language_follows_the_browser(client: Any) -> None:
    assert 'data-lang="zh"' in client.get("/", headers={"accept-language": "zh-CN,en"}).text
    assert 'data-lang="en"' in client.get("/", headers={"accept-language": "de"}).text


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    yield from browser()


@pytest.fixture
def page(tmp_path: Path, chromium: Any) -> Iterator[Any]:
    """Starts the reviewer over ``tmp_path`` and opens it."""
    started: list[subprocess.Popen[str]] = []

    def start(*arguments: str) -> Any:
        server = subprocess.Popen(
            [
                sys.executable,
                "-m",
                "repair",
                "review",
                str(tmp_path),
                "--web",
                "--no-open",
                *arguments,
            ],
            stdout=subprocess.PIPE,
            text=True,
            cwd=ROOT,
            env=os.environ | {"PYTHONPATH": str(ROOT)},
        )
        started.append(server)
        assert server.stdout is not None
        address = server.stdout.readline().split()[1]
        assert address.startswith("http://127.0.0.1:")
        chromium.get(address)
        wait(lambda: chromium.execute_script("return document.body.dataset.ready"))
        wait(lambda: chromium.execute_script("return document.getElementById('line').textContent"))
        return chromium

    yield start
    for server in started:
        server.send_signal(signal.SIGINT)
        assert server.wait(15) == 0


def wait(condition: Any, seconds: float = 15) -> Any:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        value = condition()
        if value:
            return value
        time.sleep(0.05)
    raise AssertionError("waited in vain")


def press(driver: Any, key: str) -> None:
    from selenium.webdriver.common.action_chains import ActionChains

    ActionChains(driver).send_keys(key).perform()


def left(driver: Any) -> str:
    return str(driver.execute_script("return document.getElementById('left').value"))


@pytest.mark.browser
def test_deciding_in_a_browser(tmp_path: Path, page: Any) -> None:
    sample(tmp_path)
    driver = page()
    by_id = lambda name: driver.find_element("id", name)  # noqa: E731
    assert left(driver) == "7 left"
    assert by_id("line").find_element("tag name", "del").text == "治"
    press(driver, "y")
    press(driver, "n")
    wait(lambda: left(driver) == "5 left")
    driver.find_element("css selector", "[data-key=s]").click()
    wait(lambda: left(driver) == "4 left")
    press(driver, "u")
    wait(lambda: left(driver) == "5 left")
    press(driver, "e")
    wait(lambda: by_id("own").get_attribute("value") == "”")
    by_id("own").clear()
    by_id("own").send_keys("》")
    wait(lambda: "unbalanced" in by_id("check").text)
    by_id("own").send_keys("\n")
    wait(lambda: left(driver) == "4 left")
    press(driver, "a")
    wait(lambda: driver.find_elements("css selector", "#group[open] li"))
    press(driver, "y")
    wait(lambda: left(driver) == "2 left")
    wait((tmp_path / "zhou.decisions.jsonl").exists)
    driver.refresh()
    wait(lambda: left(driver) == "2 left")
    press(driver, "d")
    wait(lambda: driver.find_elements("css selector", "#whole .c.now"))
    press(driver, "d")
    driver.find_element("css selector", "#file option[value='1']").click()
    wait(lambda: by_id("count").text.endswith("/ 3"))
    assert complaints(driver) == []
    assert [d.action.value for d in load(tmp_path / "linzi.decisions.jsonl").all] == [
        "accept",
        "reject",
        "edit",
    ]
    assert {(x["action"], x["of"]) for x in log(tmp_path / "zhou.decisions.jsonl")} == {
        ("accept", 2)
    }


@pytest.mark.browser
def test_the_change_and_its_reason_stay_in_sight(tmp_path: Path, page: Any) -> None:
    text = (
        "各镇街道按照统一部署组织开展河道保洁和巡查。" * 12
        + "落实管户责任。\n"
        + "附后。" * 90
        + "\n"
    )
    evidence = ("管护责任 stands 3 times in this text",)
    folder(tmp_path, {"a": (text, [Make("户", "护", rule="CH008", evidence=evidence)])})
    driver = page()
    in_sight = """
        const pane = document.getElementById("place").getBoundingClientRect();
        const facts = document.getElementById("facts").getBoundingClientRect();
        const change = document.querySelector("#line del").getBoundingClientRect();
        const seen = change.top >= pane.top && change.bottom <= facts.top;
        return seen && facts.bottom <= pane.bottom + 1;
    """
    wait(lambda: driver.execute_script(in_sight))
    press(driver, "e")
    wait(lambda: driver.find_element("id", "own").is_displayed())
    driver.find_element("id", "own").send_keys("》")
    wait(lambda: "unbalanced" in driver.find_element("id", "check").text)
    assert driver.execute_script(in_sight)


@pytest.mark.browser
def test_a_page_image_with_its_mark(tmp_path: Path, page: Any) -> None:
    from PIL import Image

    makes = [Make("治", "”", page=2, bbox=(100, 200, 130, 230))]
    folder(tmp_path, {"a": ("第一条 实行“河长制治管理。\n", makes)})
    scans = tmp_path / "scans"
    scans.mkdir()
    for number in (1, 2):
        data = io.BytesIO()
        Image.new("L", (600, 800), 255 - number).save(data, "PNG")
        (scans / f"a-{number:04}.png").write_bytes(data.getvalue())
    driver = page("--pages", str(scans))
    width = "return document.getElementById('image').naturalWidth"
    wait(lambda: driver.execute_script(width) == 600)
    box = driver.find_element("id", "box")
    wait(lambda: box.get_attribute("x") == "94")
    assert (box.get_attribute("y"), box.get_attribute("width")) == ("194", "42")
    assert complaints(driver) == []


@pytest.mark.browser
def test_a_hostile_document_runs_nothing(tmp_path: Path, page: Any) -> None:
    from test_report_html import hostile

    hostile(tmp_path)
    driver = page()
    press(driver, "d")
    wait(lambda: driver.find_elements("css selector", "#whole .row"))
    assert (
        driver.execute_script(
            "return document.querySelectorAll('img[onerror], b script, #whole script').length"
        )
        == 0
    )
    assert "<script>alert(3)</script>" in driver.execute_script(
        "return document.getElementById('line').textContent"
    )
    assert complaints(driver) == []


@pytest.mark.browser
def test_ten_thousand_places_and_narrow_screens(tmp_path: Path, page: Any) -> None:
    line = "第{}条 实行“网格{}治管理，逐级负责到人。\n"
    text = "".join(line.format(n, n) for n in range(1, 1501))
    makes = [Make("治", "”", nth=n, status=Status.REVIEW) for n in range(1, 1501)]
    folder(tmp_path, {"a": (text, makes)})
    driver = page()
    assert driver.execute_script("return document.querySelectorAll('.item').length") < 60
    driver.set_window_size(800, 900)
    try:
        wide = "return document.documentElement.scrollWidth <= innerWidth"
        wait(lambda: driver.execute_script(wide))
        assert driver.find_element("css selector", "[data-key=y]").is_displayed()
    finally:
        driver.set_window_size(1280, 900)
