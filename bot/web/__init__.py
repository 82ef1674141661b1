"""Over HTTP: the platforms' webhooks, and the try-it page."""
