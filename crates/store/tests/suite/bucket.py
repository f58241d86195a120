"""The other side of tests of files in a bucket: Moto's S3, which verifies the signature of every request.

Prints a line of JSON (port, access, secret), then answers each line that it is told with a line of JSON:
  list            what lies in the bucket: names, bytes and SHA-256; uploads in parts that are begun
  room BYTES      from now on the bucket holds no more than that, and says 507
  rights WORDS    what the keys may do from now on, such as s3:Get*
It ends when its input does.
"""
import datetime
import hashlib
import json
import sys
import threading

from moto import settings
from moto.iam.models import iam_backends
from moto.moto_server.werkzeug_app import DomainDispatcherApplication, MotoRequestHandler, create_backend_app
from moto.s3 import models, responses
from moto.s3.models import s3_backends
from werkzeug.serving import make_server

ACCOUNT, BUCKET, USER = "123456789012", "files", "motcua"


def bucket():
    return s3_backends[ACCOUNT]["aws"].buckets[BUCKET]


def allow(words):
    policy = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": words, "Resource": "*"}]}
    iam.put_user_policy(USER, "all", json.dumps(policy))


# Moto says of every upload in parts that it was begun in 2010; the sweep asks when.
def begun(self, *arguments, made=models.FakeMultipart.__init__, **named):
    made(self, *arguments, **named)
    self.begun = datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%S.000Z")


def told(self, answer, tell=responses.S3Response.serialized):
    for upload in answer.result.get("Uploads") or [] if isinstance(answer.result, dict) else []:
        upload["Initiated"] = bucket().multiparts[upload["UploadId"]].begun
    return tell(self, answer)


models.FakeMultipart.__init__ = begun
responses.S3Response.serialized = told

room = None


class Full:
    """In front of the service: a bucket that is full."""

    def __init__(self, service):
        self.service = service

    def __call__(self, environ, start):
        if room is not None and environ["REQUEST_METHOD"] == "PUT":
            coming = int(environ.get("CONTENT_LENGTH") or 0)
            parts = (part for upload in bucket().multiparts.values() for part in upload.parts.values())
            if coming + sum(key.size for key in [*bucket().keys.values(), *parts]) > room:
                environ["wsgi.input"].read(coming)
                start("507 Insufficient Storage", [("Content-Type", "application/xml")])
                return [b"<Error><Code>XMinioStorageFull</Code><Message>full</Message></Error>"]
        return self.service(environ, start)


class Quiet(MotoRequestHandler):
    def log(self, *_):
        pass


iam = iam_backends[ACCOUNT]["aws"]
iam.create_user("us-east-1", USER)
allow("*")
key = iam.create_access_key(USER)
s3_backends[ACCOUNT]["aws"].create_bucket(BUCKET, "us-east-1")
settings.INITIAL_NO_AUTH_ACTION_COUNT = 0

server = make_server("127.0.0.1", 0, Full(DomainDispatcherApplication(create_backend_app)), threaded=True, request_handler=Quiet)
threading.Thread(target=server.serve_forever, daemon=True).start()
print(json.dumps({"port": server.port, "access": key.access_key_id, "secret": key.secret_access_key}), flush=True)
for line in sys.stdin:
    verb, _, rest = line.strip().partition(" ")
    answer = {}
    if verb == "list":
        answer = {
            "files": [[name, key.size, hashlib.sha256(key.value).hexdigest()] for name, key in sorted(bucket().keys.items())],
            "unfinished": len(bucket().multiparts),
        }
    elif verb == "room":
        room = int(rest)
    elif verb == "rights":
        allow(rest.split())
    print(json.dumps(answer), flush=True)
