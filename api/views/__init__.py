"""The API over HTTP. Each view reads by selectors or calls one verb; what they share stands in modules beside them."""
