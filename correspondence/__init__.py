"""Questions and answers between moderators and the owner of a submission, remarks by question, canned reasons."""
