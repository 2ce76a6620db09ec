"""A WSGI server (PEP 3333) for one neighbour on the same machine, the gateway.

moto computes, and Python computes on one processor at a time, so a server is as fast as it leaves the processor to moto. Servers with a
thread that watches all connections and hands requests to others spend as much on that and on reading HTTP as moto does on a
simple answer. Here each connection has a thread that waits for it, calls the application and writes the answer; requests are
read by httptools, which is not Python. The gateway keeps its connections alive and gives up idle ones before `IDLE`.
"""

import io
import socket
import sys
import tempfile
import threading
import traceback
from email.utils import formatdate
from urllib.parse import unquote_to_bytes

import httptools

# Seconds after which a connection that says nothing is closed.
IDLE = 600
# Bytes of a request that are kept in memory; what is longer goes to a temporary file.
IN_MEMORY = 1 << 20
READ = 1 << 16
# More calls at a time only get in each other's way. Some of moto's calls wait for one that they make themselves.
TOGETHER = threading.Semaphore(16)


class Request:
    """What httptools says of one request, as it reads it."""

    def __init__(self):
        self.target = b""
        self.headers = []
        self.body = io.BytesIO()
        self.length = 0
        self.complete = False

    def on_url(self, part):
        self.target += part

    def on_header(self, name, value):
        self.headers.append((name, value))

    def on_body(self, part):
        self.length += len(part)
        if self.length > IN_MEMORY and isinstance(self.body, io.BytesIO):
            spooled = tempfile.TemporaryFile()
            spooled.write(self.body.getvalue())
            self.body = spooled
        self.body.write(part)

    def on_message_complete(self):
        self.complete = True

    def environ(self, parser, port):
        path, _, query = self.target.decode("latin-1").partition("?")
        self.body.seek(0)
        environ = {
            "REQUEST_METHOD": parser.get_method().decode("latin-1"),
            "SCRIPT_NAME": "",
            "PATH_INFO": unquote_to_bytes(path).decode("latin-1"),
            "QUERY_STRING": query,
            "REQUEST_URI": self.target.decode("latin-1"),
            "SERVER_NAME": "127.0.0.1",
            "SERVER_PORT": str(port),
            "SERVER_PROTOCOL": f"HTTP/{parser.get_http_version()}",
            "REMOTE_ADDR": "127.0.0.1",
            "wsgi.version": (1, 0),
            "wsgi.url_scheme": "http",
            "wsgi.input": self.body,
            # The length is known although a request in chunks does not say it.
            "wsgi.input_terminated": True,
            "wsgi.errors": sys.stderr,
            "wsgi.multithread": True,
            "wsgi.multiprocess": False,
            "wsgi.run_once": False,
        }
        for name, value in self.headers:
            key = name.decode("latin-1").upper().replace("-", "_")
            value = value.decode("latin-1")
            if key not in ("CONTENT_TYPE", "CONTENT_LENGTH"):
                key = "HTTP_" + key
                if key in environ:
                    value = f"{environ[key]}, {value}"
            environ[key] = value
        if self.length:
            environ["CONTENT_LENGTH"] = str(self.length)
        return environ


class Answer:
    """What the application says; `send` writes it."""

    def __init__(self):
        self.status, self.headers, self.begun = None, [], []

    def start(self, status, headers, exc_info=None):
        self.status, self.headers = status, headers
        return self.begun.append

    def send(self, connection, parts, method):
        # Whatever is short is written at once: two packets would wait for each other.
        body = b"".join([*self.begun, *parts])
        names = {name.lower() for name, _ in self.headers}
        lines = [f"HTTP/1.1 {self.status}", *(f"{name}: {value}" for name, value in self.headers)]
        if "date" not in names:
            lines.append(f"Date: {formatdate(usegmt=True)}")
        if "content-length" not in names and not self.status.startswith(("1", "204", "304")):
            lines.append(f"Content-Length: {len(body)}")
        head = ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1")
        connection.sendall(head if method == "HEAD" else head + body)


def respond(app, connection, environ):
    answer = Answer()
    with TOGETHER:
        parts = app(environ, answer.start)
    try:
        answer.send(connection, parts, environ["REQUEST_METHOD"])
    finally:
        if hasattr(parts, "close"):
            parts.close()


def converse(app, connection, port):
    """Answers one request after the other until the connection is given up."""
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    connection.settimeout(IDLE)
    with connection:
        while True:
            request = Request()
            parser = httptools.HttpRequestParser(request)
            while not request.complete:
                data = connection.recv(READ)
                if not data:
                    return
                parser.feed_data(data)
            respond(app, connection, request.environ(parser, port))
            if not parser.should_keep_alive():
                return


def attend(app, connection, port):
    try:
        converse(app, connection, port)
    except (TimeoutError, ConnectionError):
        pass  # How a connection ends is its client's affair.
    except Exception:
        traceback.print_exc()


def run(app, listener):
    """Serves until the process ends, on a socket that listens."""
    port = listener.getsockname()[1]
    while True:
        connection, _ = listener.accept()
        threading.Thread(target=attend, args=(app, connection, port), daemon=True).start()
