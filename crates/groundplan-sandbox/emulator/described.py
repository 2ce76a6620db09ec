"""Operations by AWS's own service descriptions: answered here, before or instead of moto.

A function of `services/` answers an operation. It is given a `Call` with the parameters under the names of the service
description, and returns the members of the answer; reading requests and writing answers in the service's protocol is done
here, with the descriptions that are installed with moto. `call.moto()` is moto's own answer, as members too, so that it can be
completed or corrected.

    @answers("logs", "PutQueryDefinition")
    def put(call):
        call.documents("query-definition")[call.params["name"]] = call.params
        return {}

The gateway says in a header who calls what (`x-groundplan-call: ACCOUNT REGION SIGNING-NAME OPERATION`).
"""

import io
import threading
from functools import cache

from moto.core.base_backend import BackendDict, BaseBackend
from moto.core.exceptions import ServiceException
from werkzeug.exceptions import HTTPException

HEADER = "HTTP_X_GROUNDPLAN_CALL"
# By signing name and the operation's name on the wire: the service and operation in the descriptions, and who answers.
ANSWERS = {}
# Answers look at documents and change them; two at the same time would lose one's change.
LOCK = threading.RLock()


class Refused(ServiceException):
    """An error of the service, by its code in the service description."""


class Passed(Exception):
    """moto's own error, handed on as it is."""

    def __init__(self, status, headers, body):
        super().__init__(status)
        self.answer = (status, headers, body)


class AdditionsBackend(BaseBackend):
    """What is kept here of an account, all regions and services. It is one of moto's backends so that a reset empties it."""

    def __init__(self, region_name, account_id):
        super().__init__(region_name, account_id)
        # By service, region and kind: things that an inventory counts, and what is only set or remembered.
        self.documents = {}
        self.settings = {}


# The name is that of a service that has regions; nothing is looked up by it.
BACKENDS = BackendDict(AdditionsBackend, "ec2", use_boto3_regions=False, additional_regions=["aws"])


@cache
def model_of(service):
    from moto.core.utils import get_service_model

    return get_service_model(service)


def answers(service, *operations):
    """The function answers these operations of the service, which is named as in its description's folder."""
    metadata = model_of(service).metadata
    signing = metadata.get("signingName", metadata["endpointPrefix"])

    def register(function):
        for operation in operations:
            # Some services put the version of their interface into the name.
            name = model_of(service)._service_description["operations"][operation]["name"]
            ANSWERS[(signing, name)] = (service, operation, function)
        return function

    return register


class Call:
    """One call: who, where, what, with which parameters."""

    def __init__(self, account, region, service, operation, environ, body, plain):
        from moto.utilities.utils import get_partition

        self.account = account
        self.region = region or "us-east-1"
        self.partition = get_partition(self.region)
        self.service = service
        self.operation = operation
        self.model = model_of(service).operation_model(operation)
        self._environ, self._body, self._plain = environ, body, plain
        self.params = {}

    def documents(self, kind, service=None, region=None, account=None):
        """Things of a kind, by identifier; the inventory counts them."""
        return self._kept("documents", kind, service, region, account)

    def settings(self, kind, service=None, region=None, account=None):
        """What is remembered of a kind, by identifier; the inventory does not count it."""
        return self._kept("settings", kind, service, region, account)

    def everywhere(self, kind):
        """Pairs of an account and the things of that kind which it has in this region, for what crosses accounts."""
        return [(account, self.documents(kind, account=account)) for account in list(BACKENDS)]

    def _kept(self, which, kind, service, region, account):
        kept = getattr(BACKENDS[account or self.account]["aws"], which)
        return kept.setdefault((service or self.service, region or self.region, kind), {})

    def backend(self, service=None, region=None, account=None):
        """moto's own backend of the service (this call's by default), where it has one."""
        from moto.backends import get_backend

        backends = get_backend(service or self.service)[account or self.account]
        region = region or self.region
        return backends[region if region in backends else self.partition]

    def arn(self, resource, service=None, region=None):
        """An ARN of this account, in this region; `region=""` for services without regions."""
        region = self.region if region is None else region
        return f"arn:{self.partition}:{service or self.service}:{region}:{self.account}:{resource}"

    def moto(self):
        """The members of moto's own answer; moto's errors are handed on to the caller."""
        from botocore.awsrequest import HeadersDict
        from botocore.parsers import create_parser

        status, headers, body = self._ask_moto()
        if not 200 <= status < 300:
            raise Passed(status, headers, body)
        shape = self.model.output_shape
        if shape is None:
            return {}
        parser = create_parser(self._protocol())
        # Names of headers are in any case: CloudFront's description says ETag.
        answer = {"status_code": status, "headers": HeadersDict(headers), "body": body}
        members = parser.parse(answer, shape)
        members.pop("ResponseMetadata", None)
        return members

    def _ask_moto(self):
        answer = {}

        def start_response(status, headers, _exc_info=None):
            answer.update(status=int(status.split(" ")[0]), headers=headers)

        self._environ["wsgi.input"] = io.BytesIO(self._body)
        body = b"".join(self._plain(self._environ, start_response))
        return answer["status"], answer["headers"], body

    def _protocol(self):
        from moto.core.request import determine_request_protocol

        model = model_of(self.service)
        try:
            return determine_request_protocol(model, self._environ.get("CONTENT_TYPE", ""))
        except NotImplementedError:
            # A content type that says nothing about the protocol.
            return model.protocol

    def _parameters(self):
        import re
        from urllib.parse import urlparse

        from moto.core.parse import PROTOCOL_PARSERS
        from moto.core.responses import BaseResponse
        from werkzeug import Request

        self._environ["wsgi.input"] = io.BytesIO(self._body)
        request = Request(self._environ)
        path = urlparse(self._environ.get("RAW_URI", request.path)).path
        pattern = BaseResponse.uri_to_regexp(self.model.http["requestUri"].split("?")[0].rstrip("/"))
        match = re.match(pattern, path.rstrip("/"))
        parsed = PROTOCOL_PARSERS[self._protocol()](self.model).parse(
            {
                "method": request.method,
                "values": request.values,
                "headers": request.headers,
                "body": self._body,
                "url_path": path,
                "url_params": match.groupdict() if match else {},
            }
        )
        return parsed

    def read(self):
        """Reads the parameters, and refuses what the description does not allow."""
        from botocore.validate import ParamValidator
        from moto.core.parse import RequestParserError

        try:
            self.params = self._parameters()
        except (RequestParserError, ValueError) as error:
            raise Refused("SerializationException", f"The request cannot be read: {error}") from error
        if self.model.input_shape is None:
            return
        report = ParamValidator().validate(self.params, self.model.input_shape)
        reasons = [report.generate_report()] if report.has_errors() else []
        reasons += wrong_choices(self.params, self.model.input_shape, "")
        if reasons:
            raise Refused("ValidationError" if self._protocol() == "query" else "ValidationException", "; ".join(reasons))

    def write(self, result):
        """The answer or error in the service's protocol: status, headers, body."""
        from moto.core.serialize import XFormedAttributePicker, get_serializer_class

        serializer = get_serializer_class(self.service, self._protocol())
        answer = serializer(operation_model=self.model, value_picker=XFormedAttributePicker()).serialize(result)
        body = answer["body"]
        body = body.encode() if isinstance(body, str) else body
        return answer["status_code"], list(answer["headers"].items()), body


def wrong_choices(value, shape, path):
    """Texts that the description does not have among those allowed."""
    if value is None:
        return []
    if shape.type_name == "structure":
        pairs = [(value.get(name), member, f"{path}.{name}") for name, member in shape.members.items()]
    elif shape.type_name == "list":
        pairs = [(item, shape.member, path) for item in value]
    else:
        allowed = getattr(shape, "enum", None)
        if not allowed or value in allowed:
            return []
        return [f"{path.lstrip('.')}: {value} is not one of {', '.join(allowed)}"]
    return [reason for pair in pairs for reason in wrong_choices(*pair)]


def refuse(code, message):
    """Ends the call with an error of the service."""
    raise Refused(code, message)


def application(plain):
    """A WSGI application that answers what is registered, and leaves everything else to `plain`."""

    def serve(environ, start_response):
        account, region, signing, operation = (environ.get(HEADER, "").split(" ") + [""] * 4)[:4]
        service, operation, function = ANSWERS.get((signing, operation), (None, None, None))
        if function is None:
            return plain(environ, start_response)
        body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
        call = Call(account, region, service, operation, environ, body, plain)
        try:
            call.read()
            with LOCK:
                result = function(call)
            status, headers, body = call.write({} if result is None else result)
        except ServiceException as error:
            status, headers, body = call.write(error)
        except Passed as error:
            status, headers, body = error.answer
        except HTTPException as error:
            # An older kind of moto's errors, which brings its own text.
            status, headers, body = error.code, error.get_headers(), str(error.get_body()).encode()
        headers = [(name, str(value)) for name, value in headers if name.lower() not in ("content-length", "status")]
        start_response(f"{status} Answer", headers + [("Content-Length", str(len(body)))])
        return [body]

    return serve
