// SPDX-License-Identifier: Apache-2.0
package com.example.guestbook;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.wildrydes.testing.LocalCloudExtension;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class GuestbookIT {
  @RegisterExtension
  static final LocalCloudExtension CLOUD = LocalCloudExtension.of(Path.of("template.yaml"));

  @Test void greetsWhoeverSigns() throws Exception {
    var url = URI.create(CLOUD.output("EntriesUrl"));
    var entry = HttpRequest.newBuilder(url).POST(BodyPublishers.ofString("{\"name\":\"Ada\"}"));
    var answer = HttpClient.newHttpClient().send(entry.build(), BodyHandlers.ofString());
    assertEquals("{\"greeting\":\"Hello Ada\"}", answer.body());
    CLOUD.awaitLogLine(CLOUD.output("LogGroup"), "signed by Ada");
  }
}
