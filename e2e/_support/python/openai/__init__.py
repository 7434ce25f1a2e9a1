"""A stand-in for the `openai` package: see stand_in.py."""

from types import SimpleNamespace

from stand_in import Answer, post


class OpenAI:
    def __init__(self, *, base_url, api_key):
        headers = {"authorization": f"Bearer {api_key}", "user-agent": "OpenAI/Python 0.0.0"}

        def create(path):
            return lambda **body: post(f"{base_url.rstrip('/')}{path}", headers, body)

        self.chat = SimpleNamespace(completions=SimpleNamespace(create=create("/chat/completions")))
        self.embeddings = SimpleNamespace(create=create("/embeddings"))
        self.responses = SimpleNamespace(create=lambda **body: with_text(create("/responses")(**body)))


def with_text(answer):
    """`output_text` is the package's own: what the answer's messages say, together."""
    if isinstance(answer, Answer):
        parts = [part for item in answer.output if item.type == "message" for part in item.content]
        answer._fields["output_text"] = "".join(part.text for part in parts if part.type == "output_text")
    return answer
