// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;

/// Calls a stack's APIs as anybody could.
public final class Callers {
  private final Map<String, String> outputs;
  private final HttpClient client = HttpClient.newHttpClient();

  /// @param outputs the stack's
  public Callers(Map<String, String> outputs) {
    this.outputs = outputs;
  }

  /// An output that the stack must have.
  public String output(String name) {
    return Objects.requireNonNull(outputs.get(name), "the stack has no output " + name);
  }

  public String publicApi() {
    return output("PublicApiUrl");
  }

  public String slow() {
    return output("SlowUrl");
  }

  /// Sends one order.
  ///
  /// @param headers alternating names and values
  public Answer notify(String body, String... headers) {
    return send("POST", output("NotifyUrl"), body, headers);
  }

  /// Asks for a ride.
  ///
  /// @param headers alternating names and values
  public Answer ride(String body, String... headers) {
    return send("POST", output("RideUrl"), body, headers);
  }

  /// Sends one request and waits for its whole answer.
  ///
  /// @param headers alternating names and values
  public Answer send(String method, String url, String body, String... headers) {
    var request =
        HttpRequest.newBuilder(URI.create(url))
            .timeout(Duration.ofSeconds(35))
            .method(method, BodyPublishers.ofString(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      var response = client.send(request.build(), BodyHandlers.ofString());
      return new Answer(response.statusCode(), response.headers(), response.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while calling " + url, e);
    }
  }

  /// What came back.
  public record Answer(int status, HttpHeaders headers, String body) {
    public String header(String name) {
      return headers.firstValue(name).orElse("");
    }

    public String correlationId() {
      return header("x-correlation-id");
    }

    public JsonNode json() {
      return JsonLines.parse(body).orElse(MissingNode.getInstance());
    }
  }
}
