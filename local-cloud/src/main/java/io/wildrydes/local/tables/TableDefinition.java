// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.tables;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wildrydes.local.json.Json;
import java.util.List;

/// A table as the template wants it.
///
/// @param keys the hash key and, where there is one, the range key
record TableDefinition(
    String logicalId, String name, List<Key> keys, Billing billing, boolean isProtected) {
  static final String PROTECTION = "DeletionProtectionEnabled";

  /// A key attribute.
  ///
  /// @param role `HASH` or `RANGE`
  /// @param type `S`, `N` or `B`
  record Key(String attribute, String role, String type) {
    @Override
    public String toString() {
      return "%s %s (%s)".formatted(role, attribute, type);
    }
  }

  /// The request of `CreateTable`.
  ObjectNode creation() {
    var request = Json.object().put("TableName", name);
    var attributes = request.putArray("AttributeDefinitions");
    var schema = request.putArray("KeySchema");
    for (var key : keys) {
      attributes.addObject().put("AttributeName", key.attribute()).put("AttributeType", key.type());
      schema.addObject().put("AttributeName", key.attribute()).put("KeyType", key.role());
    }
    request.setAll(billingMembers());
    return request.setAll(protectionMember());
  }

  /// What `CreateTable` and `UpdateTable` call the protection.
  ObjectNode protectionMember() {
    return Json.object().put(PROTECTION, isProtected);
  }

  /// What `CreateTable` and `UpdateTable` call the billing.
  ObjectNode billingMembers() {
    var members = Json.object().put("BillingMode", billing.wireName());
    if (billing instanceof Billing.Provisioned(long readUnits, long writeUnits)) {
      members
          .putObject("ProvisionedThroughput")
          .put("ReadCapacityUnits", readUnits)
          .put("WriteCapacityUnits", writeUnits);
    }
    return members;
  }
}
