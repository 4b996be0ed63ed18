// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance.hostile;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Good HTTP that the AWS APIs should not be sent.
final class AwsCases {
  private static final List<Service> SERVICES =
      List.of(
          Service.of(
              "sqs",
              "AmazonSQS",
              "ListQueues",
              "GetQueueUrl",
              "CreateQueue",
              "GetQueueAttributes",
              "DeleteMessageBatch",
              "SendMessageBatch",
              "ChangeMessageVisibility",
              "DeleteMessage",
              "DeleteQueue",
              "StartMessageMoveTask",
              "ListMessageMoveTasks",
              "CancelMessageMoveTask",
              "ListQueueTags"),
          Service.of(
              "events",
              "AWSEvents",
              "PutEvents",
              "ListRules",
              "DescribeRule",
              "ListEventBuses",
              "ListTargetsByRule"),
          Service.of(
              "ssm",
              "AmazonSSM",
              "GetParameter",
              "GetParameters",
              "GetParametersByPath",
              "DescribeParameters"),
          Service.of(
              "secretsmanager",
              "secretsmanager",
              "GetSecretValue",
              "DescribeSecret",
              "ListSecrets"));

  private static final int MEGABYTE = 1024 * 1024;
  private static final String FUNCTION = "wild-rydes-notification:live";
  private static final String[] MEMBERS = {
    "QueueUrl",
    "QueueName",
    "Entries",
    "MessageBody",
    "ReceiptHandle",
    "VisibilityTimeout",
    "Name",
    "Names",
    "Path",
    "MaxResults",
    "NextToken",
    "SecretId",
    "Filters",
    "EventBusName",
    "Rule",
    "AttributeNames",
    "Attributes",
    "SourceArn",
    "TaskHandle",
    "WithDecryption",
    "Limit",
    "",
    "__proto__"
  };
  private static final String[] VALUES = {
    "null",
    "true",
    "-1",
    "0",
    "1e999",
    "1.5",
    "9223372036854775808",
    "\"\"",
    "\"x\"",
    "[]",
    "{}",
    "[null]",
    "[{}]",
    "[[[]]]",
    "[{\"Id\":\"a\"},{\"Id\":\"a\"}]",
    "\"\\u0000\"",
    "\"\\ud800\"",
    "[1,\"a\"]",
    "\"http://127.0.0.1/000000000000/wild-rydes-delivery\"",
    "\"arn:aws:sqs:::\"",
    "\"from--1\"",
    "[{\"Id\":\"a\",\"MessageBody\":\"\\u0001\"}]",
    "[{\"Source\":1,\"Detail\":\"{\",\"DetailType\":\"t\"}]",
    "{\"a\":{\"b\":[]}}",
    "\"/wild-rydes/settings\"",
    "[{\"Key\":\"Name\",\"Values\":[\"x\"]}]"
  };

  private AwsCases() {}

  static Conversation unsigned(Words words) {
    var authorization =
        words.any(
            "",
            "Authorization:\r\n",
            "Authorization: Bearer x\r\n",
            "Authorization: AWS4-HMAC-SHA256 Credential=a/b/c\r\n",
            "Authorization: AWS4-HMAC-SHA256 Credential=a/2026/r/s/aws4_request\r\n",
            "Authorization: \u00ff\r\nAuthorization: x\r\n");
    var target = "POST " + words.path() + words.query();
    if (words.oneIn(3)) {
      return xml(target, authorization, Wanted.queryError(403, "MissingAuthenticationToken"));
    }
    return request(target, authorization, new byte[0], Wanted.UNSIGNED);
  }

  static Conversation service(Words words) {
    var service =
        words.any("sts", "sns", "kinesis", "iam", "xray", "SQS", "\u00ff", "<x>", "a".repeat(500));
    if (words.oneIn(3)) {
      return xml("POST /", scope(service), Wanted.queryError(501, "NotImplemented"));
    }
    return request(
        "POST " + words.path(),
        scope(service) + words.headers().replaceAll("(?i)content-type", "x"),
        new byte[0],
        Wanted.NO_SERVICE);
  }

  static Conversation operation(Words words) {
    var service = words.any(SERVICES);
    var target =
        words.any(
            "",
            ".",
            "X.ListQueues",
            service.prefix(),
            service.prefix() + ".",
            service.prefix() + ".listqueues",
            service.prefix() + ".Unknown\u00ff",
            "AmazonSQS.GetParameter",
            "AmazonSSM.ListQueues",
            "a.b.c",
            "x".repeat(3000));
    return request(
        words.any("POST /", "GET /", "BREW /x"),
        scope(service.signingName()) + "X-Amz-Target: " + target + "\r\n",
        words.any(new byte[0], new Bodies(words).noObject(), Words.ascii("{}")),
        Wanted.NO_OPERATION);
  }

  static Conversation noJson(Words words) {
    byte[] body = new Bodies(words).noObject();
    var wanted = body.length == 0 ? accepted() : Wanted.NO_JSON;
    return call(words, body, wanted);
  }

  static Conversation input(Words words) {
    var body =
        IntStream.rangeClosed(0, words.upTo(5))
            .mapToObj(_ -> "\"" + words.any(MEMBERS) + "\":" + words.any(VALUES))
            .collect(Collectors.joining(",", "{", "}"));
    return call(words, body.getBytes(StandardCharsets.UTF_8), accepted());
  }

  static Conversation query(Words words) {
    var service = words.any("sqs", "events", "ssm");
    return xml(
        "POST /" + words.any("", "000000000000/wild-rydes-delivery"),
        scope(service),
        Wanted.queryError(400, "UnknownOperationException"));
  }

  static Conversation lambda(Words words) {
    var function =
        words.any(
            FUNCTION,
            "wild-rydes-notification",
            "nobody",
            "%ff",
            "%00",
            "..",
            "a:b:c:d",
            "%2F",
            "arn:aws:lambda:us-east-1:000000000000:function:nobody",
            "x".repeat(300));
    var target =
        words.any("GET ", "PUT ", "DELETE ", "POST ")
            + words.any(
                "/2015-03-31/functions/" + function,
                "/2015-03-31/functions/"
                    + function
                    + "/"
                    + words.any("configuration", "invocation", "x"),
                "/2015-03-31/functions//",
                "/2015-03-31/functionsx",
                "/2020-06-30/functions/" + function + "/code-signing-config")
            + words.any("", "?Qualifier=%ff", "?Qualifier=", "?Qualifier=live&Qualifier=x");
    if (words.oneIn(3)) {
      // a cold start of the unpublished version is another test's business
      return invocation(words, function.equals("wild-rydes-notification") ? FUNCTION : function);
    }
    return words.oneIn(4)
        ? request("GET " + words.path(), scope("lambda"), new byte[0], Wanted.NO_LAMBDA_OPERATION)
        : request(target, scope("lambda"), new byte[0], lambdaAnswer());
  }

  /// Around SQS's 1 MiB and the endpoint's 8 MB.
  static Conversation size(Words words) {
    if (words.oneIn(8)) {
      int bytes = 8 * MEGABYTE + 1 + words.upTo(MEGABYTE);
      return call(words, Bodies.objectOf(bytes), Wanted.AWS_TOO_LARGE);
    }
    return call(words, Bodies.objectOf(MEGABYTE - 100 + words.upTo(200)), accepted());
  }

  private static Conversation invocation(Words words, String function) {
    var headers =
        scope("lambda")
            + words.any(
                "", "X-Amz-Invocation-Type: DryRun\r\n", "X-Amz-Invocation-Type: \u00ff\r\n")
            + words.any("", "X-Amz-Log-Type: Tail\r\n", "X-Amz-Client-Context: {}\r\n");
    byte[] payload = words.any(new Bodies(words).noObject(), Words.ascii("\"no event\""));
    var target = "POST /2015-03-31/functions/" + function + "/invocations";
    return request(target, headers, payload, lambdaAnswer());
  }

  private static Conversation call(Words words, byte[] body, Wanted wanted) {
    var service = words.any(SERVICES);
    var headers =
        scope(service.signingName())
            + "X-Amz-Target: "
            + service.prefix()
            + "."
            + words.any(service.operations())
            + "\r\n"
            + words.any(
                "", "Content-Type: application/x-amz-json-1.0\r\n", "Content-Type: text/xml\r\n");
    return request("POST /", headers, body, wanted);
  }

  private static Conversation xml(String target, String headers, Wanted wanted) {
    var form = headers + "Content-Type: application/x-www-form-urlencoded; charset=utf-8\r\n";
    return request(
        target, form, Words.ascii("Action=ListQueues&Version=2012-11-05&x=%zz&&=<"), wanted);
  }

  private static Conversation request(String target, String headers, byte[] body, Wanted wanted) {
    var head =
        target
            + " HTTP/1.1\r\nHost: 127.0.0.1:4566\r\n"
            + headers
            + "Content-Length: "
            + body.length
            + "\r\n\r\n";
    return Conversation.of(Port.AWS, Words.join(head, body), wanted);
  }

  private static String scope(String service) {
    return "Authorization: AWS4-HMAC-SHA256 Credential=x/20261120/us-east-1/%s/aws4_request, SignedHeaders=host, Signature=0\r\n"
        .formatted(service);
  }

  private static Wanted accepted() {
    return Wanted.anyOf(Wanted.DONE_BY_SERVICE, Wanted.REFUSED_BY_SERVICE);
  }

  private static Wanted lambdaAnswer() {
    return Wanted.anyOf(Wanted.LAMBDA_ANSWER, Wanted.LAMBDA_REFUSAL);
  }

  /// A service that speaks AWS JSON, with operations that leave the stack as it is.
  private record Service(String signingName, String prefix, List<String> operations) {
    static Service of(String signingName, String prefix, String... operations) {
      return new Service(signingName, prefix, List.of(operations));
    }
  }
}
