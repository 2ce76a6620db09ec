"""A request that is sent again because its answer got lost is answered as it was the first time.

AWS's SDKs number what they do in the header `amz-sdk-invocation-id`, and send the same number when they try again. Without
this, what was created by the first attempt would exist already at the second: AWS itself has tokens for that, which moto
does not look at.
"""

from collections import OrderedDict
from threading import Lock

# Attempts follow each other within seconds. Answers to what changes something are small.
KEPT = 4000
LONGEST = 16 << 10


def once(app):
    answers = OrderedDict()
    lock = Lock()

    def serve(environ, start_response):
        number = environ.get("HTTP_AMZ_SDK_INVOCATION_ID")
        if not number or environ["REQUEST_METHOD"] in ("GET", "HEAD"):
            return app(environ, start_response)
        with lock:
            kept = answers.get(number)
        if kept is not None:
            status, headers, body = kept
            start_response(status, list(headers))
            return [body]

        said = {}

        def begin(status, headers, exc_info=None):
            said["status"], said["headers"] = status, list(headers)

        parts = app(environ, begin)
        try:
            body = b"".join(parts)
        finally:
            if hasattr(parts, "close"):
                parts.close()
        if said["status"].startswith("2") and len(body) <= LONGEST:
            with lock:
                answers[number] = (said["status"], said["headers"], body)
                while len(answers) > KEPT:
                    answers.popitem(last=False)
        start_response(said["status"], said["headers"])
        return [body]

    return serve
