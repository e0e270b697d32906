"""Everything that writes files: keeping, scanning, erasing."""

from attachments.services.keeping import erase_unused_files, keep_file
from attachments.services.scanning import release_pending_files, scan_due_files

__all__ = ["erase_unused_files", "keep_file", "release_pending_files", "scan_due_files"]
