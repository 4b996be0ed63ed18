// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.queues;

import java.net.URI;
import java.util.Comparator;
import java.util.Map;
import org.elasticmq.rest.sqs.SQSRestServer;
import org.elasticmq.rest.sqs.SQSRestServerBuilder;
import org.junit.jupiter.api.AfterAll;

/// The contract against ElasticMQ, so that our reading of SQS is not its only judge.
final class ElasticMqIT extends SqsContract {
  private static final SQSRestServer SERVER =
      SQSRestServerBuilder.withInterface("127.0.0.1")
          .withDynamicPort()
          .withAWSRegion("us-east-1")
          .withAWSAccountId("000000000000")
          .start();

  @Override
  Served serve(Map<String, Map<String, String>> queues) {
    int port = SERVER.waitUntilStarted().localAddress().getPort();
    var endpoint = URI.create("http://127.0.0.1:" + port);
    try (var client = client(endpoint)) {
      queues.entrySet().stream()
          .sorted(Comparator.comparing(queue -> queue.getValue().containsKey("RedrivePolicy")))
          .forEach(queue ->
              client.createQueue(
                  r -> r.queueName(queue.getKey()).attributesWithStrings(queue.getValue())));
    }
    return new Served(endpoint, () -> delete(endpoint));
  }

  @AfterAll
  static void stop() {
    SERVER.stopAndWait();
  }

  private static void delete(URI endpoint) {
    try (var client = client(endpoint)) {
      client
          .listQueues(r -> r.maxResults(10))
          .queueUrls()
          .forEach(url -> client.deleteQueue(r -> r.queueUrl(url)));
    }
  }
}
