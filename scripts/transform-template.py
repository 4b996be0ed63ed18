#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Prints what AWS's own SAM transform makes of a template, as JSON on stdout.

    scripts/transform-template.py TEMPLATE [Param=Value ...]

The oracle for our own reading of the template. Runs AWS's library `aws-sam-translator`, touches
neither network nor AWS configuration. A local CodeUri becomes s3://packaged/<CodeUri>, as
`sam package` would have uploaded it. Region: AWS_REGION, else eu-west-1.

Exit code 0: printed; 1: the transform refuses the template, reasons on stderr; 2: wrong usage;
3: aws-sam-translator is not installed.
"""

import json
import logging
import os
import sys
from pathlib import Path

# Before boto3 is imported: a region, and no look at the user's profiles or instance metadata.
os.environ["AWS_DEFAULT_REGION"] = os.environ.get("AWS_REGION") or "eu-west-1"
os.environ["AWS_EC2_METADATA_DISABLED"] = "true"
os.environ["AWS_CONFIG_FILE"] = os.environ["AWS_SHARED_CREDENTIALS_FILE"] = os.devnull
os.environ.pop("AWS_PROFILE", None)

try:
    import yaml
    from samtranslator.model.exceptions import InvalidDocumentException
    from samtranslator.translator.transform import transform
    from samtranslator.yaml_helper import yaml_parse
except ImportError:
    print("aws-sam-translator missing here; pip install aws-sam-translator", file=sys.stderr)
    sys.exit(3)

BUCKET = "packaged"

# It warns of a feature toggle that only AWS's own service has.
logging.getLogger("samtranslator").setLevel(logging.ERROR)


class NoManagedPolicies:
    """Instead of the loader that asks IAM: what SAM does not know by heart stays as written."""

    def load(self):
        return {}


class Refused(Exception):
    """The template cannot be transformed; `reasons` are lines for people."""

    def __init__(self, reasons):
        super().__init__("\n".join(reasons))
        self.reasons = reasons


def read(path):
    """The template as SAM sees it after packaging: short forms expanded, code in a bucket."""
    try:
        template = yaml_parse(Path(path).read_text(encoding="utf-8"))
    except yaml.YAMLError as broken:
        raise Refused(["not YAML: " + " ".join(str(broken).split())]) from broken
    if not isinstance(template, dict) or not isinstance(template.get("Resources"), dict):
        raise Refused(["no Resources section, so not a template"])
    for resource in template["Resources"].values():
        properties = resource.get("Properties", {})
        is_function = resource.get("Type") == "AWS::Serverless::Function"
        if is_function and isinstance(properties.get("CodeUri"), str):
            properties["CodeUri"] = f"s3://{BUCKET}/{properties['CodeUri']}"
    return template


def transformed(path, parameters):
    """The CloudFormation template for these parameter values, the others at their defaults."""
    template = read(path)
    unknown = set(parameters) - set(template.get("Parameters", {}))
    if unknown:
        raise Refused([f"no parameter {name}" for name in sorted(unknown)])
    try:
        return transform(template, dict(parameters), NoManagedPolicies())
    except InvalidDocumentException as refusal:
        raise Refused([cause.message for cause in refusal.causes]) from refusal


def main(arguments):
    if not arguments or any("=" not in argument for argument in arguments[1:]):
        print(f"usage: {Path(__file__).name} TEMPLATE [Param=Value ...]", file=sys.stderr)
        return 2
    template, *pairs = arguments
    try:
        result = transformed(template, dict(pair.split("=", 1) for pair in pairs))
    except OSError as problem:
        print(f"{template}: {problem.strerror}", file=sys.stderr)
        return 2
    except Refused as refusal:
        for reason in refusal.reasons:
            print(f"{template}: {reason}", file=sys.stderr)
        return 1
    json.dump(result, sys.stdout, indent=2, sort_keys=True)
    print()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
