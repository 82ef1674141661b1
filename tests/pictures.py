"""A picture and a file to send, and words that would format or notify if they were not escaped."""

from __future__ import annotations

from base64 import b64decode

from bot.messages import Button, File, Message

PNG = b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==")
NASTY = "<!channel> <@U1> <b>bold</b> & &lt; _*[x](y) `c` @everyone 5 < 6 > 4"
CHART = File("pulse.png", "image/png", PNG, "Bars: 9 of 12 schools answered, 7 of them “better”.")
PACK = File(
    "results.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", b"PK\x03\x04x", "A table."
)
RESULTS = Message("Thank you all.", "Pulse, week 3", rows=((Button("By group", "g:1"),),), file=CHART)
