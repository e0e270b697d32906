"""Pages of accounts: own, of the party, of the staff; sign-in and the second factor are allauth's own."""
