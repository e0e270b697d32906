"""A little clamd for the tests: it speaks INSTREAM on a port of this machine, and finds EICAR."""

import socketserver
import struct
import threading
from contextlib import contextmanager

from tests.factories.attachments import EICAR


class Conversation(socketserver.BaseRequestHandler):
    """One connection: a command, pieces, an empty piece, a verdict. Or, if told so, something worse."""

    def handle(self):
        server = self.server
        server.conversations += 1
        if self.read(len(b"zINSTREAM\0")) != b"zINSTREAM\0":
            return self.request.sendall(b"UNKNOWN COMMAND\0")
        if server.dies_after_command:
            return None
        content = b""
        while length := struct.unpack("!I", self.read(4))[0]:
            content += self.read(length)
            if server.dies_mid_stream:
                return None
        server.seen.append(content)
        server.gate.wait(10)
        if server.answer is not None:
            return self.request.sendall(server.answer)
        verdict = b"Eicar-Test-Signature FOUND" if EICAR in content else b"OK"
        return self.request.sendall(b"stream: " + verdict + b"\0")

    def read(self, length):
        """That many bytes, or fewer where the other side has gone."""
        found = b""
        while len(found) < length and (more := self.request.recv(length - len(found))):
            found += more
        return found


class LittleClamd(socketserver.ThreadingTCPServer):
    """Remembers what it was sent; can be told to misbehave."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Conversation)
        self.conversations, self.seen, self.answer = 0, [], None
        self.dies_mid_stream = self.dies_after_command = False
        self.gate = threading.Event()
        self.gate.set()

    @property
    def address(self):
        """As it stands in CLAMD_ADDRESS."""
        return f"tcp://127.0.0.1:{self.server_address[1]}"


@contextmanager
def running():
    """A scanner that answers until the end of the block."""
    with LittleClamd() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()
