// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.template;

/// A place in a template, as messages name it: `DeliveryQueue RedrivePolicy maxReceiveCount`.
///
/// @param owner the resource's logical id, or a section with the name below it
/// @param path names below the owner, blank-separated; list elements as `Targets[0]`
record Location(String owner, String path) {

  static Location of(String owner) {
    return new Location(owner, "");
  }

  Location below(String name) {
    return new Location(owner, path.isEmpty() ? name : path + " " + name);
  }

  Location at(int index) {
    return new Location(owner, path + "[" + index + "]");
  }

  @Override
  public String toString() {
    return path.isEmpty() ? owner : owner + " " + path;
  }
}
