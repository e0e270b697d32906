"""People, States, organisations and who speaks for whom."""
