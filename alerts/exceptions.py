"""Why something about following was refused, one class a reason."""

from collections.abc import Mapping, Sequence


class NothingToFollow(Exception):
    """There is no such objective, State, organisation, round table or list."""


class FilterRefused(Exception):
    """The address asks for values that the list does not know; `errors` says which, by parameter."""

    def __init__(self, errors: Mapping[str, Sequence[str]]):
        super().__init__(errors)
        self.errors = errors


class LinkInvalid(Exception):
    """The link was not made here, has expired, or is of something that was stopped and erased."""
