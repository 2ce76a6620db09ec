"""The emulator's process: moto behind a server of ours (`server.py`).

Started by the `groundplan-sandbox` crate, which talks to it thus:

- one line of JSON on standard input, `{"port": 0}` (0: any free port), starts it. If the input ends without a line, the
  starter has died and this process ends too, so that nothing is left which nobody has on record;
- one line of JSON on standard output answers: `{"port": …, "version": …}`, or `{"error": …}` with exit code 3 when the
  environment is not usable (a module is missing or broken) and 1 for anything else.

It adds to moto:

- an answer in JSON, under the header `x-groundplan-emulator`, where moto would show an HTML page: `unknown` for an
  operation that moto does not have, `failed` for an error inside moto. The gateway turns both into what AWS's protocols
  call an error;
- corrections of single answers (`corrections.py`), and operations that it lacks (`additions.py`, `additions_security.py`);
- both by the descriptions of the services (`described.py`, `services/`), which is the way for new ones;
- the same answer to a request that is sent again (`repeated.py`);
- `/_groundplan/inventory?account=ID`: what an account holds beyond what a new account holds.
"""

import json
import os
import socket
import sys
import traceback
from functools import lru_cache
from urllib.parse import parse_qs

MARK = "x-groundplan-emulator"
INVENTORY = "/_groundplan/inventory"
# The exceptions by which moto and botocore say that they do not have an operation.
UNKNOWN = ("NotImplementedError", "OperationNotFoundError", "UnknownServiceError")


def marked(start_response, mark, status, body):
    payload = json.dumps(body).encode()
    start_response(
        status,
        [("Content-Type", "application/json"), ("Content-Length", str(len(payload))), (MARK, mark)],
    )
    return [payload]


def mark_unrouted(create_app):
    """Marks the page by which the web framework says that no handler has the address, and applies what is ours."""
    import additions
    import additions_security
    import corrections
    from werkzeug.exceptions import MethodNotAllowed, NotFound

    def unrouted(error):
        # moto's own errors are subclasses of the framework's: those are answers.
        if type(error) not in (NotFound, MethodNotAllowed):
            return error
        body = json.dumps({"type": "NotFound", "message": "no handler has this address"})
        return body, 404, {"Content-Type": "application/json", MARK: "unknown"}

    def create(service):
        if service is None:
            raise NotImplementedError("moto does not have this service")
        for ours in (corrections, additions, additions_security):
            apply = ours.ALL.pop(service, None)
            if apply:
                apply()
        app = create_app(service)
        # For people who debug moto; costs each request. Without it errors would become pages.
        app.debug = False
        app.config["PROPAGATE_EXCEPTIONS"] = True
        app.register_error_handler(NotFound, unrouted)
        app.register_error_handler(MethodNotAllowed, unrouted)
        return app

    return create


def remember():
    """Keeps what moto works out again for every request, though it never changes: half of the time of a simple call."""
    import moto.backends
    import moto.core.responses
    from moto.moto_server.werkzeug_app import DomainDispatcherApplication as Dispatcher

    modules = frozenset(moto.backends.list_of_moto_modules())
    moto.backends.list_of_moto_modules = lambda: modules
    names = moto.core.responses.method_names_from_class
    moto.core.responses.method_names_from_class = lru_cache(maxsize=None)(names)
    Dispatcher.get_backend_for_host = lru_cache(maxsize=4096)(Dispatcher.get_backend_for_host)


def application():
    import described
    import inventory
    import repeated
    import services
    from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app

    remember()
    services.load()
    moto = described.application(DomainDispatcherApplication(mark_unrouted(create_backend_app)))

    def serve(environ, start_response):
        # moto takes the undecoded path from here; without it a slash inside a name is lost.
        environ.setdefault("RAW_URI", environ.get("REQUEST_URI", ""))
        try:
            if environ["PATH_INFO"] == INVENTORY:
                account = parse_qs(environ.get("QUERY_STRING", "")).get("account", [""])[0]
                return marked(start_response, "inventory", "200 OK", inventory.of_account(account))
            return moto(environ, start_response)
        except Exception as error:
            kind = type(error).__name__
            if kind in UNKNOWN:
                mark = "unknown"
            else:
                mark = "failed"
                traceback.print_exc()
            return marked(
                start_response,
                mark,
                "500 Internal Server Error",
                {"type": kind, "message": str(error)},
            )

    return repeated.once(serve)


def say(message):
    print(json.dumps(message), flush=True)


def main():
    os.setsid()
    line = sys.stdin.readline()
    if not line:
        return 0
    config = json.loads(line)
    sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
    # AWS's own policies are there in every account.
    os.environ["MOTO_IAM_LOAD_MANAGED_POLICIES"] = "true"
    try:
        import moto
        import server

        app = application()
    except ImportError as error:
        say({"error": f"{type(error).__name__}: {error}"})
        return 3

    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listener.bind(("127.0.0.1", config["port"]))
    listener.listen(1024)
    port = listener.getsockname()[1]
    # moto sends itself requests for a few services, and finds its own port here.
    os.environ["MOTO_PORT"] = str(port)
    say({"port": port, "version": moto.__version__})
    # From here on the starter may be gone: whatever is printed goes to the log.
    os.dup2(2, 1)
    server.run(app, listener)
    return 0


if __name__ == "__main__":
    sys.exit(main())
