#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Asks AWS's judges about a template: cfn-lint in two regions, the SAM transform, name lengths.

    scripts/validate-template.py [TEMPLATE]      (default: template.yaml beside this folder)

One line a check. A check whose judge is not installed says SKIPPED. The transform runs once for
each combination of the parameters that have exactly two allowed values, the switches.

Exit code 0: nothing found, or skipped; 1: findings, printed below their check; 2: wrong usage.
"""

import importlib.util
import itertools
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
REGIONS = ["eu-west-1", "us-east-1"]

# The longest stack name that is promised to work, and what AWS allows of the names made from it.
LONGEST_STACK_NAME = "s" * 25
NAME_LIMITS = {
    ("AWS::Events::EventBus", "Name"): 256,
    ("AWS::Events::Rule", "Name"): 64,
    ("AWS::IAM::Role", "RoleName"): 64,
    ("AWS::Lambda::Function", "FunctionName"): 64,
    ("AWS::Logs::LogGroup", "LogGroupName"): 512,
    ("AWS::SecretsManager::Secret", "Name"): 512,
    ("AWS::SQS::Queue", "QueueName"): 80,
    ("AWS::SSM::Parameter", "Name"): 1011,
    ("AWS::XRay::Group", "GroupName"): 32,
    ("AWS::XRay::SamplingRule", "RuleName"): 32,
}


class Report:
    """Prints each check as it ends and remembers whether one failed."""

    def __init__(self):
        self.failed = False

    def checked(self, check, findings):
        print(f"{'FAILED ' if findings else 'ok     '} {check}", flush=True)
        for finding in findings:
            print(f"        {finding}", flush=True)
        self.failed |= bool(findings)

    def skipped(self, check, missing):
        print(f"SKIPPED {check}: {missing} missing here; pip install {missing}", flush=True)


def lint(template, report):
    beside_python = Path(sys.executable).with_name("cfn-lint")
    command = str(beside_python) if beside_python.exists() else shutil.which("cfn-lint")
    if command is None:
        report.skipped("cfn-lint", "cfn-lint")
        return
    for region in REGIONS:
        run = subprocess.run(
            [command, "--format", "parseable", "--regions", region, "--", str(template)],
            capture_output=True,
            text=True,
        )
        findings = (run.stdout + run.stderr).splitlines()
        if run.returncode and not findings:
            findings = [f"cfn-lint ended with exit code {run.returncode}"]
        report.checked(f"cfn-lint in {region}", findings)


def transform(template, report):
    if not is_installed("samtranslator"):
        report.skipped("SAM transform and name lengths", "aws-sam-translator")
        return
    oracle = load(HERE / "transform-template.py")
    try:
        parameters = oracle.read(template).get("Parameters", {})
        switches = {
            name: parameter["AllowedValues"]
            for name, parameter in parameters.items()
            if len(parameter.get("AllowedValues", [])) == 2
        }
        for values in itertools.product(*switches.values()):
            chosen = dict(zip(switches, values))
            oracle.transformed(template, chosen)
            named = ", ".join(f"{name}={value}" for name, value in chosen.items())
            report.checked(f"SAM transform with {named or 'default parameters'}", [])
        resources = oracle.transformed(template, {})["Resources"]
    except oracle.Refused as refusal:
        report.checked("SAM transform", refusal.reasons)
        return
    stack = f"a stack name of {len(LONGEST_STACK_NAME)} characters"
    report.checked(f"name lengths with {stack}", list(too_long(resources)))


def too_long(resources):
    for logical_id, resource in resources.items():
        properties = resource.get("Properties", {})
        for (kind, name), limit in NAME_LIMITS.items():
            # A sampling rule keeps its name one level further down.
            value = properties.get(kind.split("::")[-1], properties).get(name)
            if resource["Type"] == kind and value is not None:
                length = len(with_longest_stack_name(value))
                if length > limit:
                    yield f"{logical_id}: {name} has {length} characters, {limit} are allowed"


def with_longest_stack_name(value):
    if value == {"Ref": "AWS::StackName"}:
        return LONGEST_STACK_NAME
    text = value.get("Fn::Sub", "") if isinstance(value, dict) else str(value)
    return text.replace("${AWS::StackName}", LONGEST_STACK_NAME)


def is_installed(module):
    return importlib.util.find_spec(module) is not None


def load(script):
    spec = importlib.util.spec_from_file_location(script.stem, script)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def main(arguments):
    if len(arguments) > 1:
        print(f"usage: {Path(__file__).name} [TEMPLATE]", file=sys.stderr)
        return 2
    template = Path(arguments[0]) if arguments else HERE.parent / "template.yaml"
    if not template.is_file():
        print(f"{template}: no such file", file=sys.stderr)
        return 2
    report = Report()
    lint(template, report)
    transform(template, report)
    return 1 if report.failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
