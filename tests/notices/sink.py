"""A real mail server on this machine, for tests: it takes mail, refuses a recipient, hangs up, or says nothing."""

import socketserver
import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage


@dataclass
class Sink:
    """What it was told to do and what it took; a mail counts once the server has said yes to it."""

    port: int = 0
    taken: list[EmailMessage] = field(default_factory=list)
    refused: dict[str, str] = field(default_factory=dict)
    cut_at_data: set[str] = field(default_factory=set)
    cut_after_taking: set[str] = field(default_factory=set)
    silent_to: set[str] = field(default_factory=set)
    connections: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)
    released: threading.Event = field(default_factory=threading.Event)

    def addresses(self):
        """To whom each mail went that was taken, sorted."""
        with self.lock:
            return sorted(mail["To"] for mail in self.taken)

    def subjects(self):
        """What each mail was about, sorted, beside whom it went to."""
        with self.lock:
            return sorted((mail["To"], str(mail["Subject"])) for mail in self.taken)

    def ids(self):
        """The Message-IDs, in the order they came."""
        with self.lock:
            return [mail["Message-ID"] for mail in self.taken]


class Conversation(socketserver.StreamRequestHandler):
    """One client's connection: as much of RFC 5321 as a client of ours speaks."""

    def handle(self):
        """Answer line by line until it ends or is cut."""
        sink = self.server.sink
        with sink.lock:
            sink.connections += 1
        self.say("220 sink")
        recipients = []
        for line in self.rfile:
            word, _, rest = line.decode().strip().partition(" ")
            match word.upper():
                case "RCPT":
                    recipient = rest.partition("<")[2].partition(">")[0]
                    recipients.append(recipient)
                    if recipient in sink.silent_to:
                        sink.released.wait(30)
                        return
                    self.say(sink.refused.get(recipient, "250 ok"))
                case "DATA":
                    if not self.take(recipients):
                        return
                    recipients = []
                case "RSET":
                    recipients = []
                    self.say("250 ok")
                case "QUIT":
                    self.say("221 bye")
                    return
                case _:
                    self.say("250 ok")

    def take(self, recipients):
        """Read one mail to its end; False where the connection is cut over it."""
        sink, named = self.server.sink, set(recipients)
        self.say("354 go on")
        if named & sink.cut_at_data:
            return False
        lines = []
        for line in self.rfile:
            if line == b".\r\n":
                break
            lines.append(line[1:] if line.startswith(b".") else line)
        with sink.lock:
            sink.taken.append(message_from_bytes(b"".join(lines), policy=policy.default))
        if named & sink.cut_after_taking:
            return False
        self.say("250 taken")
        return True

    def say(self, line):
        """One line to the client."""
        self.wfile.write(f"{line}\r\n".encode())


class Server(socketserver.ThreadingTCPServer):
    """Many clients at once; ends with the test."""

    daemon_threads = True
    block_on_close = False


@contextmanager
def listening():
    """A sink on a free port of 127.0.0.1."""
    server = Server(("127.0.0.1", 0), Conversation)
    server.sink = Sink(port=server.server_address[1])
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield server.sink
    finally:
        server.sink.released.set()
        server.shutdown()
        server.server_close()
        thread.join(timeout=10)
