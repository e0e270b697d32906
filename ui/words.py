"""Which words of two texts differ, in any script: for who has to see at a glance what somebody changed.

Scripts without spaces between words (Chinese, Japanese) are compared character by character. Nothing here knows what
the texts are about; `{% change %}` draws what is found.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby
from unicodedata import category

COMPARED_AT_ONCE = 120_000  # pairs of words; of longer texts what stands once in each is matched first
PAIRED_AT_MOST = 400  # pairs of rows looked at for likeness
IN_A_ROW = 4
LITTLE = 3  # letters: what stays the same between two changes and is no longer than this is read with them
REWRITTEN = 0.25  # less than this kept, and the text is shown as another one
FOLDED_FROM, SHOWN_AROUND = 420, 120  # letters of an unchanged stretch; a character without spaces counts three
JOINERS = frozenset("_\N{ZERO WIDTH NON-JOINER}\N{ZERO WIDTH JOINER}")
WITHOUT_SPACES = ((0x3040, 0x30FF), (0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x3FFFF))


@dataclass(frozen=True)
class Run:
    """A stretch of one of the two texts: the same in the other, or only here; folded where it is long and the same."""

    text: str
    is_changed: bool = False
    is_folded: bool = False


@dataclass(frozen=True)
class Row:
    """One entry of a list in both texts; nothing on the side where it is not."""

    before: Sequence[Run]
    after: Sequence[Run]

    @property
    def what(self) -> str:
        """What happened to it: added, gone, changed, or kept."""
        if not self.before:
            return "added"
        if not self.after:
            return "gone"
        return "changed" if any(run.is_changed for run in (*self.before, *self.after)) else "kept"


@dataclass(frozen=True)
class _Token:
    """A word, a character or a sign, with the white space after it; compared without."""

    key: str
    text: str

    @property
    def weight(self) -> int:
        return 3 * len(self.key) if _is_without_spaces(self.key[:1]) else len(self.key)


@dataclass(frozen=True)
class _Shared:
    """A stretch both texts have: where it begins in each; how many of its tokens are shown, folded, shown again."""

    old: int
    new: int
    head: int
    folded: int
    tail: int


_Block = tuple[int, int, int]  # where it begins in the one, where in the other, how many tokens are the same


def compare(before: str, after: str) -> tuple[list[Run], list[Run]]:
    """Both texts as runs, the words only one of them has marked, long stretches they share folded."""
    old, new = _tokens(before), _tokens(after)
    shared = [
        _Shared(i, j, *_cut(old[i : i + n], begins=i + j > 0, ends=(i + n, j + n) != (len(old), len(new))))
        for i, j, n in _readable(_matching(old, new), old, new)
    ]
    return _runs(old, [(each.old, each) for each in shared]), _runs(new, [(each.new, each) for each in shared])


def compare_rows(before: Sequence[str], after: Sequence[str]) -> list[Row]:
    """Entries of two lists: what was added, what is gone, what says something else now, and then what was kept.

    An entry is changed where one that is gone and one that came are more alike than not. Order alone changes none.
    """
    left, came = Counter(before) - Counter(after), Counter(after) - Counter(before)
    kept = [Row([Run(text)], [Run(text)]) for text in after if not _take(came, text)]
    gone = [text for text in before if _take(left, text)]
    added = list((Counter(after) - Counter(before)).elements())
    added.sort(key=list(after).index)
    changed = []
    for old, new in _pairs(gone, added):
        gone.remove(old)
        added.remove(new)
        changed.append(Row(*compare(old, new)))
    return [
        *(Row([], [Run(text, is_changed=True)]) for text in added),
        *(Row([Run(text, is_changed=True)], []) for text in gone),
        *changed,
        *kept,
    ]


def _take(counted: Counter, text: str) -> bool:
    """True, and one fewer, where there is one."""
    if not counted[text]:
        return False
    counted[text] -= 1
    return True


def _pairs(gone: Sequence[str], added: Sequence[str]) -> list[tuple[str, str]]:
    """Which of the entries that came are those that went in other words, the likest first; each once."""
    if not gone or not added or len(gone) * len(added) > PAIRED_AT_MOST:
        return []
    alike = [(_likeness(old, new), i, j) for i, old in enumerate(gone) for j, new in enumerate(added)]
    found: list[tuple[int, int]] = []
    for likeness, i, j in sorted(alike, key=lambda each: (-each[0], each[1:])):
        if likeness >= 0.5 and all(i != taken and j != other for taken, other in found):
            found.append((i, j))
    return [(gone[i], added[j]) for i, j in found]


def _likeness(old: str, new: str) -> float:
    return SequenceMatcher(None, [each.key for each in _tokens(old)], [each.key for each in _tokens(new)]).ratio()


def _tokens(text: str) -> list[_Token]:
    """Words with what joins them, other signs one by one, white space with what it follows."""
    found: list[_Token] = []
    for kind, characters in groupby(text, key=_kind):
        chunk = "".join(characters)
        if kind == "space":
            last = found.pop() if found else _Token("", "")
            found.append(_Token(last.key, last.text + chunk))
        elif kind == "word":
            found.append(_Token(chunk, chunk))
        else:
            found.extend(_Token(character, character) for character in chunk)
    return found


def _kind(character: str) -> str:
    if character.isspace():
        return "space"
    if _is_without_spaces(character):
        return "character"
    is_of_a_word = character.isalnum() or character in JOINERS or category(character).startswith("M")
    return "word" if is_of_a_word else "sign"


def _is_without_spaces(character: str) -> bool:
    return bool(character) and any(first <= ord(character) <= last for first, last in WITHOUT_SPACES)


def _matching(old: Sequence[_Token], new: Sequence[_Token]) -> list[_Block]:
    """Stretches both have, in order: the same beginning and end first, then what is between."""
    a, b = [each.key for each in old], [each.key for each in new]
    shorter = min(len(a), len(b))
    head = next((n for n in range(shorter) if a[n] != b[n]), shorter)
    tail = next((n for n in range(shorter - head) if a[-1 - n] != b[-1 - n]), shorter - head)
    inner = _between(a[head : len(a) - tail], b[head : len(b) - tail])
    return _joined(
        [
            (0, 0, head),
            *((i + head, j + head, n) for i, j, n in inner),
            (len(a) - tail, len(b) - tail, tail),
        ]
    )


def _between(a: Sequence[str], b: Sequence[str]) -> Iterator[_Block]:
    """By words; where there are too many of them, first by what stands exactly once in either, then between these."""
    if len(a) * len(b) <= COMPARED_AT_ONCE:
        yield from SequenceMatcher(None, a, b, autojunk=False).get_matching_blocks()
        return
    here = there = 0
    for i, j in [*_anchors(a, b), (len(a), len(b))]:
        if (i - here) * (j - there) <= COMPARED_AT_ONCE:
            yield from ((x + here, y + there, n) for x, y, n in _between(a[here:i], b[there:j]))
        if i < len(a):
            yield i, j, 1
        here, there = i + 1, j + 1


def _anchors(a: Sequence[str], b: Sequence[str]) -> list[tuple[int, int]]:
    """Where a few words in a row stand once in each, as many as keep the same order in both."""
    first, second = _once(a), _once(b)
    pairs = sorted((first[words], second[words]) for words in first.keys() & second.keys())
    ends: list[int] = []  # the least place in the other text at which a row of that length can end
    last_of: list[int] = []
    before: list[int | None] = []
    for place, (_i, j) in enumerate(pairs):
        length = bisect_left(ends, j)
        ends[length : length + 1] = [j]
        last_of[length : length + 1] = [place]
        before.append(last_of[length - 1] if length else None)
    found: list[tuple[int, int]] = []
    place_now = last_of[-1] if last_of else None
    while place_now is not None:
        found.append(pairs[place_now])
        place_now = before[place_now]
    return found[::-1]


def _once(keys: Sequence[str]) -> dict[tuple[str, ...], int]:
    rows = [tuple(keys[place : place + IN_A_ROW]) for place in range(len(keys))]
    counted = Counter(rows)
    return {row: place for place, row in enumerate(rows) if counted[row] == 1}


def _joined(blocks: Iterable[_Block]) -> list[_Block]:
    """Without empty ones, neighbours as one."""
    found: list[_Block] = []
    for i, j, n in blocks:
        if found and (i, j) == (found[-1][0] + found[-1][2], found[-1][1] + found[-1][2]):
            found[-1] = (found[-1][0], found[-1][1], found[-1][2] + n)
        elif n:
            found.append((i, j, n))
    return found


def _readable(blocks: list[_Block], old: Sequence[_Token], new: Sequence[_Token]) -> list[_Block]:
    """Without the crumbs that stayed the same by chance; none at all where the text was rewritten."""

    def weight(tokens: Iterable[_Token]) -> int:
        return sum(token.weight for token in tokens)

    def is_inside(block: _Block) -> bool:
        i, j, n = block
        return (i > 0 or j > 0) and (i + n < len(old) or j + n < len(new))

    kept = [each for each in blocks if not (is_inside(each) and weight(old[each[0] :][: each[2]]) <= LITTLE)]
    share = sum(weight(old[i : i + n]) for i, _j, n in kept) / max(weight(old), weight(new), 1)
    return kept if share >= REWRITTEN else []


def _cut(tokens: Sequence[_Token], *, begins: bool, ends: bool) -> tuple[int, int, int]:
    """How many tokens of a shared stretch are shown, folded and shown again: its ends where they touch a change."""
    is_long = sum(token.weight for token in tokens) >= FOLDED_FROM
    if not is_long or not (begins or ends):
        return len(tokens), 0, 0
    head = _within(tokens, SHOWN_AROUND) if begins else 0
    tail = _within(tokens[::-1], SHOWN_AROUND) if ends else 0
    return head, len(tokens) - head - tail, tail


def _within(tokens: Iterable[_Token], limit: int) -> int:
    """How many of them, from the first on, stay within so many letters."""
    count = total = 0
    for token in tokens:
        total += token.weight
        if total > limit:
            break
        count += 1
    return count


def _runs(tokens: Sequence[_Token], shared: Iterable[tuple[int, _Shared]]) -> list[Run]:
    """The text, in turn what is only here and what both have; white space after a change is no part of it."""
    parts: list[tuple[str, str]] = []
    place = 0
    for begin, stretch in [*shared, (len(tokens), _Shared(0, 0, 0, 0, 0))]:
        only_here = "".join(token.text for token in tokens[place:begin])
        words = only_here.rstrip()
        parts += [("changed", words), ("kept", only_here[len(words) :])]
        place = begin
        for kind, count in (("kept", stretch.head), ("folded", stretch.folded), ("kept", stretch.tail)):
            parts.append((kind, "".join(token.text for token in tokens[place : place + count])))
            place += count
    by_kind = groupby((part for part in parts if part[1]), key=lambda part: part[0])
    return [
        Run("".join(text for _kind, text in group), is_changed=kind == "changed", is_folded=kind == "folded")
        for kind, group in by_kind
    ]
