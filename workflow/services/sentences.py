"""What else a message about an event says. An app above the kernel registers its sentence when Django is ready."""

from collections.abc import Callable

from workflow.models import AuditEvent
from workflow.states import Verb

Sentence = Callable[[AuditEvent], str]

_sentences: dict[Verb, list[Sentence]] = {}


def say_also(verb: Verb, sentence: Sentence) -> None:
    """From now on messages about this verb say this too, in the reader's language; an empty sentence is left out."""
    known = _sentences.setdefault(verb, [])
    if sentence not in known:
        known.append(sentence)


def sentences_about(event: AuditEvent) -> list[str]:
    """What the registered sentences say about this event."""
    return [said for sentence in _sentences.get(Verb(event.verb), []) if (said := sentence(event))]
