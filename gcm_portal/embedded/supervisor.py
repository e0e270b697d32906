"""Keeps a list of programs running: one readable log, a restart for each that dies, a stop in reverse order."""

import subprocess
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import groupby
from signal import Signals
from typing import IO, TextIO

from gcm_portal.embedded import process

FIRST_DELAY, LONGEST_DELAY = 0.5, 30.0
HEALTHY_SECONDS = 30
WATCH_SECONDS = 0.2


class Log:
    """Every line with the name of who said it. A reader who goes away stops the printing, never the programs."""

    def __init__(self, out: TextIO) -> None:
        self.out = out
        self.writing = threading.Lock()

    def say(self, name: str, line: str) -> None:
        """One line, whole, at once."""
        with self.writing:
            try:
                self.out.write(f"{name:<8} | {line}\n")
                self.out.flush()
            except (OSError, ValueError):
                return

    def follow(self, name: str, stream: IO[bytes]) -> None:
        """Pass on a program's lines until it closes its end."""

        def passed_on() -> None:
            for line in stream:
                self.say(name, line.decode(errors="replace").rstrip("\r\n"))
            stream.close()

        threading.Thread(target=passed_on, name=f"log of {name}", daemon=True).start()


@dataclass
class Program:
    """What is kept running: how to launch it, how to ask it to end, and how long that may take."""

    name: str
    launch: Callable[[], subprocess.Popen[bytes]]
    ask: Signals = Signals.SIGTERM
    seconds: float = 10
    stage: int = 1  # of stopping: the highest first, those of one stage together
    child: subprocess.Popen[bytes] | None = None
    started: float = 0
    failures: int = field(default=0, repr=False)
    due: float | None = None

    def begin(self) -> None:
        """Launch it now."""
        self.child, self.started, self.due = self.launch(), time.monotonic(), None


class Supervisor:
    """Programs in the order they were added; `changed` is told whenever who runs has changed."""

    def __init__(self, log: Log, changed: Callable[[list[Program]], None]) -> None:
        self.log, self.changed = log, changed
        self.programs: list[Program] = []

    def add(self, program: Program) -> None:
        """Keep this program running from now on; it is launched unless it already runs."""
        self.programs.append(program)
        if program.child is None:
            program.begin()
        self.changed(self.programs)

    def watch(self) -> None:
        """Restart whatever dies, for ever; ends only by an exception, as Ctrl-C raises one."""
        while True:
            self.look()
            time.sleep(WATCH_SECONDS)

    def look(self) -> None:
        """One round: note who died, launch whose time has come."""
        for program in self.programs:
            if program.due is None and program.child and program.child.poll() is not None:
                self._bury(program, program.child)
            if program.due is not None and time.monotonic() >= program.due:
                program.begin()
                self.changed(self.programs)

    def _bury(self, program: Program, child: subprocess.Popen[bytes]) -> None:
        lived = time.monotonic() - program.started
        program.failures = 1 if lived > HEALTHY_SECONDS else program.failures + 1
        delay = min(FIRST_DELAY * 2 ** (program.failures - 1), LONGEST_DELAY)
        self.log.say(program.name, f"ended ({ending(child.returncode)}); starting it again in {delay:g} s")
        process.sweep(child)  # a dead leader's own children would hold its port and its tasks
        program.due = time.monotonic() + delay

    def stop(self) -> None:
        """End every program, the last added first; the servers only once nobody needs them any more."""
        for _, same in groupby(reversed(self.programs), key=lambda program: program.stage):
            asked = [(program, program.child) for program in same if program.child]
            for program, child in asked:
                if child.poll() is None:
                    child.send_signal(program.ask)
            for program, child in asked:
                process.see_ended(child, seconds=program.seconds)
        self.programs = []
        self.changed([])


def ending(code: int) -> str:
    """How a process ended, in words."""
    return f"killed by {Signals(-code).name}" if code < 0 else f"code {code}"
