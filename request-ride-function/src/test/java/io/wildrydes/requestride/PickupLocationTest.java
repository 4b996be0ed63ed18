// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.requestride;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wildrydes.kit.Json;
import io.wildrydes.kit.http.HttpProblem;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PickupLocationTest {
  @ParameterizedTest
  @CsvSource({
    "42.35250862285574, -71.05289904884849",
    "90, 180",
    "-90, -180",
    "0, 0.0",
    "9e1, 1.8E2",
    "1e-999999999, 1e-999999999"
  })
  void takesNumbersInRange(String latitude, String longitude) throws Exception {
    assertThat(PickupLocation.from(request(latitude, longitude)))
        .isEqualTo(new PickupLocation(Double.parseDouble(latitude), Double.parseDouble(longitude)));
  }

  @Test
  void passesOverWhatItDoesNotKnow() throws Exception {
    var request = "{\"Rider\":7,\"PickupLocation\":{\"Floor\":[3],\"Latitude\":1,\"Longitude\":2}}";

    assertThat(PickupLocation.from((ObjectNode) Json.MAPPER.readTree(request)))
        .isEqualTo(new PickupLocation(1, 2));
  }

  @Test
  void keepsTheDigitsOfTheCaller() throws Exception {
    assertThat(PickupLocation.from(request("42.35250862285574", "-71.05289904884849")).toJson())
        .hasToString("{\"Latitude\":42.35250862285574,\"Longitude\":-71.05289904884849}");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "{} | PickupLocation is missing, send an object with Latitude and Longitude",
        "{\"PickupLocation\":null} "
            + "| PickupLocation is not an object, send one with Latitude and Longitude",
        "{\"PickupLocation\":[1,2]} "
            + "| PickupLocation is not an object, send one with Latitude and Longitude",
        "{\"PickupLocation\":{}} "
            + "| PickupLocation.Latitude is missing, send a number from -90 to 90",
        "{\"PickupLocation\":{\"Latitude\":1}} "
            + "| PickupLocation.Longitude is missing, send a number from -180 to 180",
        "{\"PickupLocation\":{\"Latitude\":null,\"Longitude\":1}} "
            + "| PickupLocation.Latitude is not a number, send a number from -90 to 90",
        "{\"PickupLocation\":{\"Latitude\":\"1\",\"Longitude\":1}} "
            + "| PickupLocation.Latitude is not a number, send a number from -90 to 90",
        "{\"PickupLocation\":{\"Latitude\":1,\"Longitude\":true}} "
            + "| PickupLocation.Longitude is not a number, send a number from -180 to 180"
      })
  void namesTheFieldThatIsMissingOrWrong(String request, String message) throws Exception {
    var body = (ObjectNode) Json.MAPPER.readTree(request);

    assertThatThrownBy(() -> PickupLocation.from(body))
        .isInstanceOf(HttpProblem.class)
        .hasMessage(message);
  }

  @ParameterizedTest
  @CsvSource({"90.0001, 0", "-91, 0", "1e999999999, 0", "-1e400, 0"})
  void refusesLatitudesOffTheGlobe(String latitude, String longitude) throws Exception {
    var request = request(latitude, longitude);

    assertThatThrownBy(() -> PickupLocation.from(request))
        .isInstanceOf(HttpProblem.class)
        .hasMessage("PickupLocation.Latitude is out of range, send a number from -90 to 90");
  }

  @ParameterizedTest
  @CsvSource({"0, 180.0001", "0, -181"})
  void refusesLongitudesOffTheGlobe(String latitude, String longitude) throws Exception {
    var request = request(latitude, longitude);

    assertThatThrownBy(() -> PickupLocation.from(request))
        .isInstanceOf(HttpProblem.class)
        .hasMessage("PickupLocation.Longitude is out of range, send a number from -180 to 180");
  }

  private static ObjectNode request(String latitude, String longitude) throws IOException {
    var json =
        "{\"PickupLocation\":{\"Latitude\":%s,\"Longitude\":%s}}".formatted(latitude, longitude);
    return (ObjectNode) Json.CALLERS_MAPPER.readTree(json);
  }
}
