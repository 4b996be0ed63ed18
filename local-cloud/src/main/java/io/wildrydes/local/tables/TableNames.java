// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.tables;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.wildrydes.local.aws.Identity;

/// What tables are called: by name, by our ARN, and by the ARN that DynamoDB Local gives them,
/// whose region is always `ddblocal`.
final class TableNames {
  private static final String MEMBER = "TableName";
  private static final String TABLE = "table/";
  private static final String THEIRS = Identity.local("ddblocal").arn("dynamodb", TABLE);

  private final String ours;

  TableNames(Identity identity) {
    this.ours = identity.arn("dynamodb", TABLE);
  }

  String arn(String table) {
    return ours + table;
  }

  /// The name of the table that the request is about, which may have been given as ARN; from here
  /// on the request has the name. Empty when it has neither.
  String normalize(ObjectNode request) {
    var given = request.path(MEMBER).asText("");
    var name = name(given);
    if (!name.equals(given)) {
      request.put(MEMBER, name);
    }
    return name;
  }

  /// The name in an ARN of ours; any other text stays as it is.
  String name(String nameOrArn) {
    return nameOrArn.startsWith(ours) ? nameOrArn.substring(ours.length()) : nameOrArn;
  }

  /// Replaces our ARNs by those of DynamoDB Local, anywhere in the request.
  void toTheirs(ObjectNode request) {
    replace(request, ours, THEIRS);
  }

  /// Replaces the ARNs of DynamoDB Local by ours, anywhere in the answer.
  void toOurs(ObjectNode answer) {
    replace(answer, THEIRS, ours);
  }

  private static void replace(JsonNode node, String from, String to) {
    if (node instanceof ObjectNode object) {
      object.properties().forEach(member -> member.setValue(replaced(member.getValue(), from, to)));
    } else if (node instanceof ArrayNode list) {
      for (int i = 0; i < list.size(); i++) {
        list.set(i, replaced(list.get(i), from, to));
      }
    }
  }

  private static JsonNode replaced(JsonNode node, String from, String to) {
    if (node.isTextual() && node.textValue().startsWith(from)) {
      return TextNode.valueOf(to + node.textValue().substring(from.length()));
    }
    replace(node, from, to);
    return node;
  }
}
