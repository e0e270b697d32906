"""What the public pages show, put together from the figures of `progress.selectors` and `tools.selectors`.

Nothing is counted here. Everything takes a `Moment` and reads nothing else that changes.
"""
