"""What Schemathesis asks of our API beyond its own checks, and dossiers that can be handed in.

As a program it prints the paths that a description names: api_checks.py http://…
MOTCUA_API_STRANGER says that the run comes with no token, or with one that does not count.
"""

import copy
import itertools
import json
import os
import pathlib
import sys
import urllib.request

import schemathesis

STRANGER = os.environ.get("MOTCUA_API_STRANGER") == "1"
HOWTO = pathlib.Path(__file__).parent.parent / "docs" / "howto" / "use-the-api"
SUBMISSION = json.loads((HOWTO / "submission.json").read_text())
numbers = itertools.count(1)


@schemathesis.hook
def map_case(context, case):
    """Makes two of three submissions whole, each with a number and a key of its own; without them no dossier would be
    there for acts to act on. The third stays as it was made up, and so do all acts but their keys."""
    if case.method != "POST" or case.headers is None or "Idempotency-Key" not in case.headers:
        return case
    if case.meta is not None and not case.meta.generation.mode.is_positive:
        return case
    number = next(numbers)
    if number % 3 == 0:
        return case
    case.headers["Idempotency-Key"] = f"run-{number}"
    if case.operation.definition.raw.get("operationId") == "hand_in_dossier":
        case.body = copy.deepcopy(SUBMISSION)
        case.body["number"] = f"run-{number}"
    return case


@schemathesis.check
def a_refusal_is_a_whole_problem(ctx, response, case):
    """RFC 9457, with the status of the answer, the request's id, and a page that explains the code."""
    if response.status_code < 400:
        return
    kind = response.headers.get("content-type", [""])[0]
    assert kind == "application/problem+json", f"a refusal says {kind}"
    problem = json.loads(response.content)
    assert problem["status"] == response.status_code, "body and answer differ in their status"
    assert problem["request_id"] == response.headers["x-request-id"][0], "the request has another id"
    assert problem["type"] == f"/docs/errors/{problem['code']}", "the type leads elsewhere"
    assert response.headers["cache-control"] == ["no-store"], "a refusal may be kept"


@schemathesis.check
def strangers_are_told_to_sign_in(ctx, response, case):
    """Whoever comes without a token that counts is told 401 and nothing else, whatever they send."""
    if not STRANGER or not case.operation.definition.raw.get("security"):
        return
    if case.method.upper() != case.operation.method.upper():
        return
    assert response.status_code == 401, f"a stranger is told {response.status_code}"
    assert json.loads(response.content)["code"] == "sign-in-needed"
    assert response.headers["www-authenticate"] == ["Bearer"]


if __name__ == "__main__":
    with urllib.request.urlopen(f"{sys.argv[1]}/api/openapi.json") as answer:
        print("\n".join(json.load(answer)["paths"]))
