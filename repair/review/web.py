"""The reviewer in a browser: a page served to this machine only.

Bound to 127.0.0.1; a random token in the address is exchanged for a cookie; Host and
Origin are checked, so that no other page in the same browser can reach in; nothing a
request says is ever taken for a path.
"""

from __future__ import annotations

import hmac
import json
import secrets
import socket
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from repair.errors import InputError, MissingExtraError, OutputError
from repair.model import Status
from repair.review.api import Api, BadRequestError
from repair.review.images import PageImages
from repair.review.session import Session

if TYPE_CHECKING:
    from starlette.applications import Starlette
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.types import ASGIApp, Receive, Scope, Send

#: Longest request body.
LIMIT = 1_000_000
#: Seconds without a sign of the page before the server ends; a sleeping tab calls each minute.
IDLE = 900.0
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "no-store",
}
_TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}


class Guard:
    """Refuses what does not come from our own page."""

    def __init__(self, app: ASGIApp, port: int, token: str) -> None:
        self.app = app
        self.token = token
        self.cookie = secrets.token_urlsafe(32)
        self.cookie_name = f"gazette-repair-{port}"
        self.hosts = {f"127.0.0.1:{port}", f"localhost:{port}"}
        self.last = time.monotonic()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Check, then pass on."""
        from starlette.requests import Request

        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        if scope["type"] != "http":
            return
        response = self._answer(Request(scope))
        if response is None:
            self.last = time.monotonic()
            await self.app(scope, receive, _with_headers(send))
        else:
            await response(scope, receive, _with_headers(send))

    def _answer(self, request: Request) -> Response | None:
        from starlette.responses import PlainTextResponse, RedirectResponse

        hosts = request.headers.getlist("host")
        if len(hosts) != 1 or hosts[0] not in self.hosts:
            return PlainTextResponse("wrong host", 421)
        origin = request.headers.get("origin")
        if origin is not None and origin != f"http://{hosts[0]}":
            return PlainTextResponse("wrong origin", 403)
        if origin is None and request.method != "GET":
            return PlainTextResponse("no origin", 403)
        if request.headers.get("sec-fetch-site", "none") not in ("none", "same-origin"):
            return PlainTextResponse("wrong origin", 403)
        token = request.query_params.get("token")
        if token is not None:
            if not _same(token, self.token):
                return PlainTextResponse("wrong token", 403)
            answer = RedirectResponse("/", 303)
            answer.set_cookie(self.cookie_name, self.cookie, httponly=True, samesite="strict")
            return answer
        if not _same(request.cookies.get(self.cookie_name, ""), self.cookie):
            return PlainTextResponse("open the address that the terminal shows", 403)
        if request.method == "POST":
            if request.headers.get("content-type", "").split(";")[0] != "application/json":
                return PlainTextResponse("JSON only", 415)
            length = request.headers.get("content-length", "")
            if not length.isascii() or not length.isdigit() or int(length) > LIMIT:
                return PlainTextResponse("too large", 413)
        return None


def _same(given: str, wanted: str) -> bool:
    return hmac.compare_digest(given.encode("utf-8", "replace"), wanted.encode())


def _with_headers(send: Send) -> Send:
    async def wrapped(message: Any) -> None:  # noqa: ANN401 - an ASGI message
        if message["type"] == "http.response.start":
            extra = [(k.encode(), v.encode()) for k, v in _HEADERS.items()]
            message = {**message, "headers": [*message.get("headers", ()), *extra]}
        await send(message)

    return wrapped


def make_app(
    session: Session, port: int, token: str, pages: Path | None = None
) -> tuple[Guard, Starlette]:
    """The guarded application, and the bare one. Raises :class:`MissingExtraError`."""
    try:
        from starlette.applications import Starlette
        from starlette.responses import HTMLResponse, PlainTextResponse, Response
        from starlette.routing import Route
    except ImportError as error:
        raise MissingExtraError(
            "the web page needs Starlette", "pip install 'gazette-repair[review]'"
        ) from error
    images = PageImages(pages)
    api = Api(session, images)
    files = _static()

    async def start(request: Request) -> Response:
        first = request.headers.get("accept-language", "").strip().lower()
        return HTMLResponse(page("zh" if first.startswith("zh") else "en"))

    async def static(request: Request) -> Response:
        name = request.path_params["name"]
        if name not in files:
            return PlainTextResponse("no such file", 404)
        return Response(files[name], media_type=_TYPES[Path(name).suffix])

    async def whole(request: Request) -> Response:
        try:
            return HTMLResponse(document_html(api, request.path_params["document"]))
        except BadRequestError as error:
            return PlainTextResponse(str(error), 404)

    async def image(request: Request) -> Response:
        try:
            document = api.document(request.path_params["document"])
        except BadRequestError as error:
            return PlainTextResponse(str(error), 404)
        found = images.png(document, request.path_params["page"])
        if found is None:
            return PlainTextResponse("no image", 404)
        data, width, height = found
        return Response(data, media_type="image/png", headers={"x-size": f"{width} {height}"})

    posts = ("decide", "undo", "check", "correct")
    app = Starlette(
        routes=[
            Route("/", start),
            Route("/static/{name}", static),
            Route("/api/queue", _endpoint(lambda _: api.queue())),
            Route("/api/ping", _endpoint(lambda _: {})),
            Route("/api/place/{document:int}/{place:int}", _endpoint(api.place)),
            Route("/api/group/{document:int}/{place:int}", _endpoint(api.group)),
            Route("/api/document/{document:int}", whole),
            Route("/api/image/{document:int}/{page:int}", image),
            *(
                Route(f"/api/{name}", _endpoint(getattr(api, name)), methods=["POST"])
                for name in posts
            ),
        ]
    )
    return Guard(app, port, token), app


def _endpoint(answer: Callable[[dict[str, Any]], dict[str, Any]]) -> Callable[..., Any]:
    """A function of plain data as an endpoint; what makes no sense is answered with 400."""
    from starlette.responses import JSONResponse

    async def endpoint(request: Request) -> Response:
        try:
            is_post = request.method == "POST"
            body = json.loads(await request.body()) if is_post else dict(request.path_params)
            if not isinstance(body, dict):
                raise BadRequestError("no object")
            return JSONResponse(answer(body))
        except (BadRequestError, ValueError, RecursionError) as error:
            return JSONResponse({"error": str(error)}, 400)
        except OutputError as error:
            return JSONResponse({"error": str(error)}, 507)

    return endpoint


def page(lang: str) -> str:
    """The page, which asks for everything else."""
    return str(_environment().get_template("review.html").render(lang=lang))


def document_html(api: Api, number: int) -> str:
    """The whole document with every change in its place."""
    from repair.report import page as report_page

    rows = report_page.rows_of(api.document(number))
    macros = _environment().get_template("_macros.html").module
    return str(getattr(macros, "text_rows")(report_page.chunks_of(rows)))  # noqa: B009


def _environment() -> Any:  # noqa: ANN401 - jinja2 is optional
    from jinja2 import ChoiceLoader, PackageLoader

    from repair.report.html import environment

    base = environment()
    loaders = [base.loader, PackageLoader("repair.review", "templates")]
    return base.overlay(loader=ChoiceLoader([x for x in loaders if x is not None]))


def _static() -> dict[str, bytes]:
    """Our style sheets and scripts by name; there is no other file to be had."""
    from importlib import resources

    found = {}
    for package, names in (
        ("repair.report", ("base.css", "common.js")),
        ("repair.review", ("review.css", "review.js", "seal.svg")),
    ):
        for name in names:
            found[name] = resources.files(package).joinpath("static", name).read_bytes()
    return found


def serve(session: Session, *, port: int, opens: bool, pages: Path | None) -> None:
    """Serve the page until Ctrl-C, or until the browser has been gone for long.

    Raises :class:`InputError` when the port is taken.
    """
    try:
        import uvicorn
    except ImportError as error:
        raise MissingExtraError(
            "the web page needs uvicorn", "pip install 'gazette-repair[review]'"
        ) from error
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind(("127.0.0.1", port))
        listener.listen(64)
    except OSError as error:
        raise InputError(
            f"port {port} can't be had ({error.strerror})", "leave --port out"
        ) from error
    port = listener.getsockname()[1]
    token = secrets.token_urlsafe(24)
    guard, _ = make_app(session, port, token, pages)
    server = uvicorn.Server(
        uvicorn.Config(guard, log_level="error", access_log=False, lifespan="off", ws="none")
    )
    address = f"http://127.0.0.1:{port}/?token={token}"
    print(f"review: {address}\nCtrl-C ends it; every decision is saved at once", flush=True)  # noqa: T201
    threading.Thread(target=_watch, args=(server, guard), daemon=True).start()
    if opens:
        import webbrowser

        threading.Timer(0.4, webbrowser.open, (address,)).start()
    with suppress(KeyboardInterrupt):  # uvicorn has shut down and passes the signal on
        server.run(sockets=[listener])
    left = sum(p.open for p in session.places if p.status is Status.REVIEW)
    print(f"ended, all is saved · {left} left", flush=True)  # noqa: T201


def _watch(server: Any, guard: Guard) -> None:  # noqa: ANN401 - uvicorn is optional
    while not server.should_exit:
        time.sleep(1)
        if time.monotonic() - guard.last > IDLE:
            print("no browser for a quarter of an hour", flush=True)  # noqa: T201
            server.should_exit = True
