// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.delivery;

/// The parameter that should hold the partner's address holds something else.
final class MalformedEndpointException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  MalformedEndpointException(String parameter) {
    super("SSM parameter " + parameter + " is not an address like https://partner.example/slow");
  }
}
