"""Review reports for the Forum."""
