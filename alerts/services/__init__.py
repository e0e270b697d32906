"""Asking for mail, confirming it, stopping it; and the sweeps that send it and forget what was not confirmed."""

from alerts.services.asking import ask, confirm, read_confirmation, read_stop, stop
from alerts.services.forgetting import forget
from alerts.services.sending import send_due_alerts

__all__ = ["ask", "confirm", "forget", "read_confirmation", "read_stop", "send_due_alerts", "stop"]
