// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.queues;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wildrydes.local.aws.AwsException;
import io.wildrydes.local.json.Json;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/// A request of up to ten entries, each of which succeeds or fails for itself; a batch that breaks
/// the rules of batches fails as a whole.
///
/// See
/// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-batch-api-actions.html.
final class Batch {
  private static final int MAX_ENTRIES = 10;
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,80}");

  private final List<SqsInput> entries;

  private Batch(List<SqsInput> entries) {
    this.entries = entries;
  }

  /// The batch in the input.
  ///
  /// @throws AwsException when it is empty, too long, or its ids are invalid or not distinct
  static Batch of(SqsInput input) {
    var entries = input.objects("Entries");
    if (entries.isEmpty()) {
      throw SqsErrors.refused(
          "EmptyBatchRequest", "There should be at least one entry in the request.");
    }
    if (entries.size() > MAX_ENTRIES) {
      throw SqsErrors.refused(
          "TooManyEntriesInBatchRequest",
          "Maximum number of entries per request are %d. You have sent %d."
              .formatted(MAX_ENTRIES, entries.size()));
    }
    var ids = new HashSet<String>();
    for (var entry : entries) {
      checkId(entry.required("Id"), ids);
    }
    return new Batch(entries);
  }

  List<SqsInput> entries() {
    return entries;
  }

  /// Takes each entry in turn and tells which succeeded and which failed. JSON of a wrong type in
  /// one entry fails the whole request.
  ///
  /// @param step the answer to an entry, without its id
  ObjectNode each(Function<SqsInput, ObjectNode> step) {
    var output = Json.object();
    for (var entry : entries) {
      var id = entry.required("Id");
      try {
        output.withArray("Successful").add(Json.object().put("Id", id).setAll(step.apply(entry)));
      } catch (AwsException e) {
        if (SqsErrors.isMalformed(e)) {
          throw e;
        }
        output
            .withArray("Failed")
            .addObject()
            .put("Id", id)
            .put("SenderFault", true)
            .put("Code", SqsErrors.queryCode(e.code()))
            .put("Message", e.text());
      }
    }
    return output;
  }

  private static void checkId(String id, Set<String> others) {
    if (!ID.matcher(id).matches()) {
      throw SqsErrors.refused(
          "InvalidBatchEntryId",
          "A batch entry id can only contain alphanumeric characters, hyphens and underscores. It can be at most 80 letters long.");
    }
    if (!others.add(id)) {
      throw SqsErrors.refused("BatchEntryIdsNotDistinct", "Id %s repeated.".formatted(id));
    }
  }
}
