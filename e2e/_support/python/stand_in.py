"""
What the stand-ins for the `openai` and `anthropic` packages share. Those packages cannot be installed where the tests run, so
this proves of a Python sample what is this project's own: that it is Python, that its address, credential and body reach the
router, and that the fields it reads are in the answer. It proves nothing of the packages themselves.
"""

import json
import urllib.error
import urllib.request

# Fields that the packages' own types have, null where an answer leaves them out.
OPTIONAL = {"content", "tool_calls", "refusal", "delta", "finish_reason", "usage"}


class Answer:
    """A JSON object whose fields are attributes."""

    def __init__(self, fields):
        self._fields = fields

    def __getattr__(self, name):
        if name in self._fields:
            return wrap(self._fields[name])
        if name in OPTIONAL:
            return None
        raise AttributeError(f"the answer has no {name}: {json.dumps(self._fields)[:400]}")


def wrap(value):
    if isinstance(value, dict):
        return Answer(value)
    return [wrap(each) for each in value] if isinstance(value, list) else value


def post(address, headers, body):
    """The whole answer, or its events where the body asks for a stream."""
    data = json.dumps(body, default=lambda answer: answer._fields).encode()
    headers = {"content-type": "application/json", **headers}
    try:
        response = urllib.request.urlopen(urllib.request.Request(address, data, headers))
    except urllib.error.HTTPError as error:
        raise SystemExit(f"{address} answered {error.code}: {error.read().decode()}") from None
    return events(response) if body.get("stream") else Answer(json.load(response))


def events(response):
    for line in response:
        text = line.decode().strip()
        if text.startswith("data: ") and text != "data: [DONE]":
            yield Answer(json.loads(text[len("data: ") :]))
