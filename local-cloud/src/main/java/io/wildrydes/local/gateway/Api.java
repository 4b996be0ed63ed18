// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.gateway;

import java.util.List;

/// One REST API.
///
/// @param id what stands in its URLs
/// @param name what X-Ray and people call it
/// @param binaryMediaTypes such as `image/png`, `image/*` or `*/*`; bodies of other types are text
record Api(
    String id,
    String name,
    String accountId,
    Router router,
    GatewayResponses gatewayResponses,
    List<String> binaryMediaTypes) {

  Api {
    binaryMediaTypes = List.copyOf(binaryMediaTypes);
  }

  /// Whether bodies of this content type are binary; parameters such as a charset do not count.
  ///
  /// See
  /// https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-payload-encodings.html.
  boolean isBinary(String contentType) {
    int end = contentType.indexOf(';');
    var type = (end < 0 ? contentType : contentType.substring(0, end)).strip();
    return binaryMediaTypes.stream().anyMatch(media -> covers(media, type));
  }

  private static boolean covers(String media, String type) {
    return media.equals("*/*")
        || (media.endsWith("/*")
            ? type.regionMatches(true, 0, media, 0, media.length() - 1)
            : media.equalsIgnoreCase(type));
  }
}
