// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.queues;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wildrydes.local.aws.Platform;
import io.wildrydes.local.json.Fields;
import io.wildrydes.local.json.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The messages of all queues as JSON. Settings are not among them: the template says what they are
/// at each start. Used before queues are served and after.
final class StoredQueues {
  private static final String QUEUES = "queues";
  private static final String MESSAGES = "messages";

  private final Queues queues;
  private final Platform platform;
  private final List<ObjectNode> strangers = new ArrayList<>();

  StoredQueues(Queues queues, Platform platform) {
    this.queues = queues;
    this.platform = platform;
  }

  ObjectNode save() {
    var saved = Json.object();
    var list = saved.putArray(QUEUES);
    for (var queue : queues.all()) {
      var node = list.addObject().put("name", queue.address().name());
      var messages = node.putArray(MESSAGES);
      queue.stored().forEach(message -> messages.add(json(message)));
    }
    strangers.forEach(list::add);
    return saved;
  }

  /// Puts messages back; those of a queue that is gone are kept for the next [#save()].
  List<String> restore(Fields saved) {
    var read = new LinkedHashMap<MessageQueue, List<StoredMessage>>();
    var homeless = new ArrayList<String>();
    for (var fields : saved.objects(QUEUES)) {
      var name = fields.text("name");
      var messages = fields.objects(MESSAGES).stream().map(StoredQueues::message).toList();
      var queue = queues.byName(name);
      if (queue.isPresent()) {
        read.put(queue.get(), messages);
      } else if (!messages.isEmpty()) {
        strangers.add(fields.members());
        homeless.add(
            "%d messages of queue %s, which the template does not have"
                .formatted(messages.size(), name));
      }
    }
    read.forEach((queue, messages) -> queue.restore(messages, platform.now()));
    return homeless;
  }

  SortedMap<String, Integer> waiting() {
    var waiting = new TreeMap<String, Integer>();
    for (var queue : queues.all()) {
      int count = queue.stored().size();
      if (count > 0) {
        waiting.put("queue " + queue.address().name(), count);
      }
    }
    return waiting;
  }

  private static ObjectNode json(StoredMessage stored) {
    var message = stored.message();
    var receives = stored.receives();
    var node =
        Json.object()
            .put("id", message.id())
            .put("body", message.content().body())
            .put("trace", message.content().traceHeader())
            .put("senderId", message.senderId())
            .put("sentAt", message.sentAt().toString())
            .put("visibleAt", stored.visibleAt().toString())
            .put("receives", receives.count())
            .put("handle", receives.handle())
            .put("firstReceivedAt", text(receives.first()))
            .put("receivedAt", receives.last().toString())
            .put("deadLetterSource", stored.deadLetterSource());
    var attributes = node.putObject("attributes");
    message
        .content()
        .attributes()
        .forEach((name, attribute) -> attributes.set(name, json(attribute)));
    return node;
  }

  private static ObjectNode json(MessageAttribute attribute) {
    return switch (attribute) {
      case MessageAttribute.Text(var type, var value) ->
          Json.object().put("type", type).put("text", value);
      case MessageAttribute.Binary(var type, var base64) ->
          Json.object().put("type", type).put("base64", base64);
    };
  }

  private static StoredMessage message(Fields fields) {
    var attributes = new LinkedHashMap<String, MessageAttribute>();
    for (Map.Entry<String, ?> entry : fields.object("attributes").members().properties()) {
      attributes.put(entry.getKey(), attribute(fields.object("attributes").object(entry.getKey())));
    }
    var content =
        new MessageContent(
            fields.text("body"), attributes, fields.optionalText("trace").orElse(null));
    return new StoredMessage(
        new Message(fields.text("id"), content, fields.text("senderId"), fields.instant("sentAt")),
        fields.instant("visibleAt"),
        new StoredMessage.Receives(
            Math.toIntExact(fields.number("receives")),
            fields.number("handle"),
            fields.optionalInstant("firstReceivedAt").orElse(null),
            fields.instant("receivedAt")),
        fields.optionalText("deadLetterSource").orElse(null));
  }

  private static MessageAttribute attribute(Fields fields) {
    var type = fields.text("type");
    var base64 = fields.optionalText("base64");
    return base64.isPresent()
        ? new MessageAttribute.Binary(type, base64.get())
        : new MessageAttribute.Text(type, fields.text("text"));
  }

  private static @Nullable String text(@Nullable Instant instant) {
    return instant == null ? null : instant.toString();
  }
}
