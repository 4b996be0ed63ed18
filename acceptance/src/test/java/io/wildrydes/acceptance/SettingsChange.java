// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance;

import com.fasterxml.jackson.databind.node.ObjectNode;

/// A change of the settings document, which is put back when this is closed, or when the JVM ends
/// before that.
final class SettingsChange implements AutoCloseable {
  private final RunTimeValues values;
  private final String original;
  private final Thread onExit = Thread.ofPlatform().name("settings").unstarted(this::putBack);

  private SettingsChange(RunTimeValues values) {
    this.values = values;
    this.original = values.settings();
    Runtime.getRuntime().addShutdownHook(onExit);
  }

  static SettingsChange of(RunTimeValues values) {
    return new SettingsChange(values);
  }

  void put(String document) {
    values.putSettings(document);
  }

  /// Changes the partner and leaves the rest.
  void putPartner(double failureRate, int minDelayMs, int maxDelayMs) {
    var document = (ObjectNode) JsonLines.parse(original).orElseThrow();
    document
        .withObject("slowApi")
        .put("failureRate", failureRate)
        .put("minDelayMs", minDelayMs)
        .put("maxDelayMs", maxDelayMs);
    put(document.toString());
  }

  @Override
  public void close() {
    putBack();
    Runtime.getRuntime().removeShutdownHook(onExit);
  }

  private void putBack() {
    values.putSettings(original);
  }
}
