"""Why something about notices was refused, one class a reason."""


class LinkInvalid(Exception):
    """The link to stop messages was not made here, or not for this, or for somebody who is gone."""
