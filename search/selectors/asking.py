"""What was typed, as a condition on the index: words of any of the six languages, references, names of States."""

from dataclasses import dataclass, field

from search.selectors.names import named_states, split_at_names, state_word
from search.selectors.references import asked_for
from search.selectors.words import Token, folded, learn, pairs, says_nothing, stems_of, tokens
from search.states import WORDS_MAX

LATIN = ("en", "fr", "es")


@dataclass(frozen=True)
class Question:
    """What was typed. Each of `parts` is a condition in PostgreSQL's writing; `marks` are the words to mark."""

    text: str
    parts: tuple[str, ...] = ()
    marks: frozenset[str] = field(default_factory=frozenset)
    words: tuple[str, ...] = ()

    @property
    def all_of_it(self) -> str:
        """The condition that all is met."""
        return " & ".join(self.parts)

    @property
    def any_of_it(self) -> str:
        """The condition that something is met."""
        return " | ".join(self.parts)


def understand(text: str) -> Question:
    """The question in what was typed; without parts where no word of it says anything.

    A word that some language only joins others with ("la", "of") is left out, unless there is no other.
    """
    references, rest = asked_for(text)
    asked = split_at_names(list(tokens(rest)))[:WORDS_MAX]
    learn((token, languages_asked(token)) for token in asked)
    parts = [_all(words) for words in references]
    marks: set[str] = set()
    named = {at: (end, iso3) for at, end, iso3 in named_states(asked)}
    at, joining = 0, []
    while at < len(asked):
        end, iso3 = named.get(at, (at + 1, ""))
        group = asked[at:end]
        said = [_any(forms_of(token)) for token in group]
        if iso3:
            parts.append(f"({_quoted(state_word(iso3))} | ({' & '.join(said)}))")
        elif says_nothing(group[0], languages_asked(group[0])):
            joining += said
        else:
            parts += said
        if iso3 or said[0] in parts:
            marks |= {form.removesuffix("*") for token in group for form in forms_of(token)}
        at = end
    found = tuple(dict.fromkeys(parts or joining))
    return Question(text, found, frozenset(marks), tuple(token.word for token in asked))


def languages_asked(token: Token) -> tuple[str, ...]:
    """Whose word it may be."""
    return ("ru",) if token.script == "cyrillic" else LATIN


def forms_of(token: Token) -> list[str]:
    """All the ways the index may keep the word; one sign of Chinese is the beginning of any pair."""
    if token.script == "han":
        return pairs(token.word)[:-1] if len(token.word) > 1 else [f"{token.word}*"]
    return sorted({folded(token.word), *stems_of(token, languages_asked(token))})


def _any(forms: list[str]) -> str:
    joined = " & " if all(form[0] >= "\u3400" for form in forms) else " | "
    return f"({joined.join(_quoted(form) for form in forms)})"


def _all(words: list[str]) -> str:
    return f"({' & '.join(_quoted(word) for word in words)})"


def _quoted(word: str) -> str:
    begins = word.endswith("*")
    plain = word.removesuffix("*").replace("\\", "\\\\").replace("'", "''")
    return f"'{plain}':*" if begins else f"'{plain}'"
