"""An OpenAI-compatible endpoint: where it is, and asking it for JSON of a form, patiently.

Protocol: POST {url}/chat/completions with `response_format` of type `json_schema`, as OpenAI documents it and as vLLM,
llama.cpp, Ollama and most gateways speak it.
"""

import random
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from data.errors import DatagilError

if TYPE_CHECKING:
    import httpx

PARALLEL = 4  # requests under way at once
TIMEOUT = 120.0  # seconds; small machines write slowly
LONGEST_WAIT = 60.0  # seconds between two attempts; an endpoint that asks for more is left for another day
# Statuses of HTTP after which the same request may succeed (RFC 9110, RFC 6585), beside all from 500 on.
PASSING = frozenset({408, 425, 429})
OURS = frozenset({400, 401, 403, 404, 405, 415, 422})  # every further request would be refused alike


class EndpointError(DatagilError):
    """The endpoint is not set, cannot be used, or refuses what we ask: no passage can be read."""


class PassageError(DatagilError):
    """One passage got no usable answer; others may."""


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where the model is and how to ask it.

    Attributes:
        url: base address, to which `/chat/completions` is added.
        price_in, price_out: price of a million tokens, in the currency of the person; None where not set.
        parallel: requests under way at once.
        timeout: seconds for one answer.
        attempts: requests for one passage before it is given up.
        pause: seconds before the second attempt; doubled before each further one.
    """

    url: str
    model: str
    key: str = field(default="", repr=False)
    price_in: float | None = None
    price_out: float | None = None
    parallel: int = PARALLEL
    timeout: float = TIMEOUT
    attempts: int = 5
    pause: float = 0.5


@dataclass(frozen=True, slots=True)
class Reply:
    """What the model wrote, and the tokens that the endpoint counted (0 where it counts none)."""

    content: str
    tokens_in: int = 0
    tokens_out: int = 0


def endpoint_from(environ: Mapping[str, str], model: str | None = None) -> Endpoint:
    """The endpoint that DATAGIL_LLM_* in the environment describe; `model` goes before DATAGIL_LLM_MODEL.

    Raises EndpointError that names the variable which is missing or makes no sense.
    """
    url = environ.get("DATAGIL_LLM_URL", "").strip().rstrip("/")
    model = model or environ.get("DATAGIL_LLM_MODEL", "").strip()
    if not url:
        raise EndpointError(
            "No endpoint is set for the language model",
            remedy="Set DATAGIL_LLM_URL to the base address of an OpenAI-compatible endpoint "
            "(such as http://localhost:11434/v1), and DATAGIL_LLM_KEY if it asks for a key",
        )
    if not url.startswith(("http://", "https://")):
        raise EndpointError("DATAGIL_LLM_URL is no address", given=url, remedy="Begin it with https:// or http://")
    if not model:
        raise EndpointError("No model is named", remedy="Give --model NAME or set DATAGIL_LLM_MODEL")
    return Endpoint(
        url, model, environ.get("DATAGIL_LLM_KEY", "").strip(),
        price_in=_number(environ, "DATAGIL_LLM_PRICE_IN"), price_out=_number(environ, "DATAGIL_LLM_PRICE_OUT"),
        parallel=int(_number(environ, "DATAGIL_LLM_PARALLEL", least=1) or PARALLEL),
        timeout=_number(environ, "DATAGIL_LLM_TIMEOUT", least=1) or TIMEOUT,
    )  # fmt: skip


class Connection:
    """An open connection to an endpoint, which several threads may share; close it with `with`."""

    def __init__(self, endpoint: Endpoint) -> None:
        self._endpoint = endpoint
        self._client = _client(endpoint)
        self._settings: dict[str, Any] = {"temperature": 0}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, _: type[BaseException] | None, __: BaseException | None, ___: TracebackType | None) -> None:
        self._client.close()

    def ask(self, instruction: str, text: str, schema: dict[str, Any]) -> Reply:
        """What the model answers, as text that should be JSON of the schema.

        Raises PassageError where this request got no answer after all attempts, EndpointError where none ever would.
        """
        asked = {
            "model": self._endpoint.model,
            "messages": [{"role": "system", "content": instruction}, {"role": "user", "content": text}],
            "response_format": {
                "type": "json_schema", "json_schema": {"name": "statements", "strict": True, "schema": schema},
            },
        }  # fmt: skip
        return _reply(self._answered(asked))

    def _answered(self, asked: dict[str, Any]) -> "httpx.Response":
        """The first response that is no passing failure."""
        import httpx

        for attempt in range(1, self._endpoint.attempts + 1):
            last = attempt == self._endpoint.attempts
            try:
                response = self._posted(asked)
            except httpx.RequestError as error:
                if last:
                    raise self._unreachable(error) from error
                time.sleep(self._pause(attempt))
                continue
            if response.status_code not in PASSING and response.status_code < 500:
                break
            wait = self._pause(attempt, response.headers.get("retry-after"))
            if last or wait > LONGEST_WAIT:
                break
            time.sleep(wait)
        return self._accepted(response)

    def _posted(self, asked: dict[str, Any]) -> "httpx.Response":
        """The response; models that reason refuse a temperature and are asked again without."""
        response = self._client.post("/chat/completions", json=asked | self._settings)
        if response.status_code == 400 and "temperature" in response.text:
            self._settings = {}
            response = self._client.post("/chat/completions", json=asked)
        return response

    def _pause(self, attempt: int, retry_after: str | None = None) -> float:
        """Seconds to wait: what the endpoint asks for, else twice as long each time, a little apart from others."""
        asked = seconds_asked(retry_after)
        own = self._endpoint.pause * 2.0 ** (attempt - 1) * random.uniform(0.75, 1.25)
        return asked if asked is not None else min(own, LONGEST_WAIT)

    def _accepted(self, response: "httpx.Response") -> "httpx.Response":
        if response.is_success:
            return response
        said = self._said(response)
        if response.status_code in (401, 403):
            raise EndpointError(
                f"The endpoint wants a key, or another one: {said}",
                remedy="Set DATAGIL_LLM_KEY to a key that it accepts",
            )
        if response.status_code in OURS or response.is_redirect:
            raise EndpointError(
                f"The endpoint refuses the request: {said}",
                given=f"{self._endpoint.model} at {self._endpoint.url}",
                remedy="Check DATAGIL_LLM_URL and the model's name, and that it offers response_format json_schema",
            )
        raise PassageError(
            f"The endpoint gave no answer, {self._endpoint.attempts} attempts allowed: {said}",
            remedy="Try again later; passages that were answered are kept and cost nothing again",
        )

    def _said(self, response: "httpx.Response") -> str:
        """The status and what the endpoint says about it, without the key."""
        try:
            body = response.json()
            error = body.get("error", body)
            words = str(error["message"] if isinstance(error, dict) and "message" in error else error)
        except (ValueError, AttributeError, RecursionError):
            words = response.text
        if self._endpoint.key:
            words = words.replace(self._endpoint.key, "…")
        return f"{response.status_code} {' '.join(words.split())[:200]}".strip()

    def _unreachable(self, error: "httpx.RequestError") -> DatagilError:
        import httpx

        what = f"{type(error).__name__}: {error}"
        if isinstance(error, httpx.ConnectError | httpx.ConnectTimeout | httpx.UnsupportedProtocol):
            return EndpointError(
                f"The endpoint cannot be reached ({what})", given=self._endpoint.url,
                remedy="Check DATAGIL_LLM_URL and that the endpoint is running",
            )  # fmt: skip
        return PassageError(
            f"The endpoint gave no answer within {self._endpoint.timeout:g} seconds, or broke off ({what})",
            remedy="Try again, or set DATAGIL_LLM_TIMEOUT to more seconds",
        )


def _client(endpoint: Endpoint) -> "httpx.Client":
    try:
        import httpx
    except ImportError as error:
        raise EndpointError(
            "Reading with a language model needs the package httpx", remedy="Run: pip install 'datagil[llm]'"
        ) from error
    headers = {"Authorization": f"Bearer {endpoint.key}"} if endpoint.key else {}
    try:
        return httpx.Client(base_url=endpoint.url, headers=headers, timeout=httpx.Timeout(endpoint.timeout, connect=10))
    except (httpx.InvalidURL, UnicodeEncodeError) as error:
        raise EndpointError(
            f"The endpoint cannot be used as it is set ({type(error).__name__})", given=endpoint.url,
            remedy="Check DATAGIL_LLM_URL and DATAGIL_LLM_KEY for characters that do not belong there",
        ) from error  # fmt: skip


def _reply(response: "httpx.Response") -> Reply:
    """The words of the first choice; PassageError where the response has none or they were cut short."""
    try:
        body = response.json()
        choice = body["choices"][0]
        content, cut = choice["message"].get("content"), choice.get("finish_reason") == "length"
        usage = body.get("usage") or {}
        counted = [int(usage.get(name) or 0) for name in ("prompt_tokens", "completion_tokens")]
    except (ValueError, LookupError, TypeError, AttributeError, OverflowError, RecursionError) as error:
        raise PassageError(
            "The endpoint's answer is no chat completion", given=response.text[:80],
            remedy="Check that DATAGIL_LLM_URL is the base address of an OpenAI-compatible endpoint",
        ) from error  # fmt: skip
    if cut or not isinstance(content, str):
        raise PassageError(
            "The model's answer was cut short by its limit of tokens" if cut else "The model declined to answer",
            remedy="Choose another model with --model",
        )
    return Reply(content, *counted)


def seconds_asked(retry_after: str | None) -> float | None:
    """The seconds that a Retry-After header asks for, given as a number or a date (RFC 9110, 10.2.3)."""
    if not retry_after:
        return None
    if retry_after.strip().replace(".", "", 1).isdecimal():
        return float(retry_after)
    try:
        return max(0.0, (parsedate_to_datetime(retry_after) - datetime.now(UTC)).total_seconds())
    except (ValueError, TypeError):
        return None


def _number(environ: Mapping[str, str], name: str, *, least: float = 0) -> float | None:
    given = environ.get(name, "").strip()
    if not given:
        return None
    try:
        number = float(given)
    except ValueError:
        number = -1.0
    if not least <= number < float("inf"):
        raise EndpointError(f"{name} is no number from {least:g} on", given=given, remedy=f"Correct or unset {name}")
    return number
