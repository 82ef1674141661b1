"""The bot: what people can do, on any platform. `docs/design.md` draws the whole."""
