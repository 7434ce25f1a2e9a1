"""A stand-in for the `anthropic` package: see stand_in.py."""

from types import SimpleNamespace

from stand_in import post


class Anthropic:
    def __init__(self, *, base_url, auth_token):
        headers = {
            "authorization": f"Bearer {auth_token}",
            "anthropic-version": "2023-06-01",
            "user-agent": "Anthropic/Python 0.0.0",
        }

        def create(path):
            return lambda **body: post(f"{base_url.rstrip('/')}{path}", headers, body)

        self.messages = SimpleNamespace(create=create("/v1/messages"), count_tokens=create("/v1/messages/count_tokens"))
