"""What is sent to the API, and the form on which a token is made."""
