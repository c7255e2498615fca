#!/usr/bin/env python3
"""Checks a folder written by `sealane try --record DIR` with nothing of Sealane's: only hashlib and hmac.

For every recorded request it computes the signature of the head as it was sent and as it arrived at the endpoint, and compares both
with the one the client put into its Authorization header. A request must have been accepted exactly when the head that arrived still
carries its signature. Prints a line for each client and exits with 1 on the first disagreement with the recorded verdicts.

usage: verify_record.py DIR
"""
import collections
import hashlib
import hmac
import json
import pathlib
import re
import sys
import urllib.parse


def read_head(path):
    """Start line and (lower-case name, value) pairs of a raw head, bytes as latin-1."""
    lines = path.read_bytes().decode("latin-1").split("\r\n")
    fields = [line.split(":", 1) for line in lines[1:] if line]
    return lines[0], [(name.lower(), value.strip(" \t")) for name, value in fields]


def encode(text):
    return urllib.parse.quote_from_bytes(text, safe="-_.~")


def canonical_request(start, fields, signed):
    method, target, _ = start.split(" ", 2)
    path, _, query = target.partition("?")
    canonical_path = "/".join(encode(urllib.parse.unquote_to_bytes(segment)) for segment in path.split("/"))
    pairs = []
    for pair in filter(None, query.split("&")):
        name, _, value = pair.partition("=")
        pairs.append(tuple(encode(urllib.parse.unquote_to_bytes(part.replace("+", " "))) for part in (name, value)))
    canonical_query = "&".join(f"{name}={value}" for name, value in sorted(pairs))
    lines = []
    for name in signed:
        values = [re.sub(r"[ \t]+", " ", value) for field, value in fields if field == name]
        lines.append(f"{name}:{','.join(values)}\n")
    payload = next((value for name, value in fields if name == "x-amz-content-sha256"), "UNSIGNED-PAYLOAD")
    return "\n".join([method, canonical_path, canonical_query, "".join(lines), ";".join(signed), payload])


def holds(path, keys):
    """Whether the head at this point of the way carries its own signature."""
    start, fields = read_head(path)
    authorization = next(value for name, value in fields if name == "authorization")
    parts = dict(re.findall(r"(Credential|SignedHeaders|Signature)=([^, ]+)", authorization))
    key_id, date, region, service, terminator = parts["Credential"].rsplit("/", 4)
    if key_id != keys["access_key_id"]:
        raise SystemExit(f"{path}: signed with a key that is not in keys.json")
    stamp = next(value for name, value in fields if name == "x-amz-date")
    canonical = canonical_request(start, fields, parts["SignedHeaders"].split(";"))
    scope = "/".join([date, region, service, terminator])
    to_sign = "\n".join(["AWS4-HMAC-SHA256", stamp, scope, hashlib.sha256(canonical.encode("latin-1")).hexdigest()])
    key = ("AWS4" + keys["secret_access_key"]).encode()
    for step in (date, region, service, terminator):
        key = hmac.new(key, step.encode(), hashlib.sha256).digest()
    return hmac.compare_digest(hmac.new(key, to_sign.encode(), hashlib.sha256).hexdigest(), parts["Signature"])


def main(folder):
    keys = json.loads((folder / "keys.json").read_text())
    rows = [line.split("\t") for line in (folder / "requests.tsv").read_text().splitlines()[1:]]
    tally = collections.OrderedDict()
    for name, client, status, code in (row[:4] for row in rows):
        sent, arrived = holds(folder / name / "sent.head", keys), holds(folder / name / "arrived.head", keys)
        accepted = int(status) < 300
        if not sent:
            raise SystemExit(f"{name}: the signature is wrong as the client sent it")
        if arrived != accepted or (not accepted and code != "SignatureDoesNotMatch"):
            raise SystemExit(f"{name}: the signature {'holds' if arrived else 'is broken'} on arrival, and yet {status} {code}")
        counts = tally.setdefault(client, [0, 0])
        counts[0 if arrived else 1] += 1
    for client, (whole, broken) in tally.items():
        print(f"{client}: {whole} of {whole + broken} signatures arrived whole")
    print(f"{len(rows)} requests, every verdict confirmed")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        raise SystemExit(__doc__)
    main(pathlib.Path(sys.argv[1]))
