"""The tallies behind the public figures: moved with each publication, made anew, and checked. Import from here."""

from progress.services.tallies.keeping import keep_tallies
from progress.services.tallies.rebuilding import differences, rebuild

__all__ = ["differences", "keep_tallies", "rebuild"]
