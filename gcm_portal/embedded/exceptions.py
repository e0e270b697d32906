"""What stops a start, in words for the person at the keyboard."""


class CannotStart(Exception):
    """The message says what is wrong and what to do; it is all the person sees."""
