"""Firefox as it is installed, driven over WebDriver BiDi: the few commands that a smoke run needs."""

from __future__ import annotations

import json
import re
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from websockets.sync.client import ClientConnection, connect

PATIENCE = 60
#: What Firefox says of pictures that were still on their way when their page was left.
LEFT_BEHIND = "A ServiceWorker intercepted the request"


class Firefox:
    """One tab of a Firefox that listens at ``address``. ``errors`` are what its console complained of."""

    def __init__(self, socket: ClientConnection) -> None:
        self.socket = socket
        self.number = 0
        self.errors: list[str] = []
        self.call("session.new", capabilities={})
        self.call("session.subscribe", events=["log.entryAdded"])
        self.tab = self.call("browsingContext.getTree")["contexts"][0]["context"]

    def call(self, method: str, **params: Any) -> Any:
        """Send a command and return its result; what the console says meanwhile is noted."""
        self.number += 1
        self.socket.send(json.dumps({"id": self.number, "method": method, "params": params}))
        while True:
            message = json.loads(self.socket.recv(timeout=PATIENCE))
            if message.get("method") == "log.entryAdded" and message["params"]["level"] == "error":
                self._note(str(message["params"]["text"]))
            if message.get("id") == self.number:
                assert message["type"] == "success", message
                return message["result"]

    def _note(self, error: str) -> None:
        if LEFT_BEHIND not in error:
            self.errors.append(error)

    def goto(self, address: str) -> None:
        """Open a page, and wait until it is loaded."""
        self.call("browsingContext.navigate", context=self.tab, url=address, wait="complete")

    def run(self, script: str) -> Any:
        """The value of a JavaScript expression on the page: text, a number, or nothing."""
        target = {"context": self.tab}
        answer = self.call("script.evaluate", expression=script, target=target, awaitPromise=True)
        assert answer["type"] == "success", answer
        return answer["result"].get("value")

    def take_session(self, name: str, value: str, domain: str) -> None:
        """Be logged in by a cookie."""
        cookie = {"name": name, "value": {"type": "string", "value": value}, "domain": domain}
        self.call("storage.setCookie", cookie=cookie)


@contextmanager
def firefox(path: str) -> Iterator[Firefox]:
    """A Firefox with a fresh profile, ended afterwards."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        options = ["--headless", "--no-remote", "--profile", profile, "--remote-debugging-port=0"]
        process = subprocess.Popen([path, *options], stderr=subprocess.PIPE, text=True)
        try:
            with connect(f"{_address(process)}/session", max_size=None) as socket:
                yield Firefox(socket)
        finally:
            process.terminate()
            process.communicate(timeout=PATIENCE)


def _address(process: subprocess.Popen[str]) -> str:
    """Where it listens, as it says itself."""
    assert process.stderr is not None
    for line in process.stderr:
        if found := re.search(r"WebDriver BiDi listening on (ws://\S+)", line):
            return found[1]
    raise RuntimeError("Firefox has ended before it listened")
