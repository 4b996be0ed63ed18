// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.parameters;

import io.wildrydes.local.aws.AwsException;
import java.util.regex.Pattern;

/// The rules for parameter names and paths.
///
/// See
/// https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-paramstore-su-create.html#sysman-parameter-name-constraints.
final class ParameterNames {
  private static final Pattern NAME = Pattern.compile("/?[a-zA-Z0-9_.-]+(/[a-zA-Z0-9_.-]+)*");
  private static final Pattern PATH = Pattern.compile("/|(/[a-zA-Z0-9_.-]+)+/?");
  private static final Pattern RESERVED_AWS = Pattern.compile("(?i)/?aws.*");
  private static final Pattern RESERVED_SSM = Pattern.compile("(?i)/?ssm.*");
  private static final int MAX_LEVELS = 15;
  private static final int MAX_LENGTH = 1011;

  private ParameterNames() {}

  /// Refuses a name that no parameter can be given.
  static void checkNew(String name) {
    if (RESERVED_AWS.matcher(name).matches()) {
      throw new AwsException(
          400,
          "AccessDeniedException",
          "No access to reserved parameter name: " + clipped(name) + ".");
    }
    check(name);
    if (name.contains("/") && !name.startsWith("/")) {
      throw invalid("Parameter name must be a fully qualified name.");
    }
    if (name.chars().filter(c -> c == '/').count() > MAX_LEVELS) {
      throw new AwsException(
          400,
          "HierarchyLevelLimitExceededException",
          "A hierarchy can have a maximum of 15 levels.");
    }
    if (name.length() > MAX_LENGTH) {
      throw invalid("Parameter name must be at most 1011 characters.");
    }
  }

  /// Refuses a name that is none.
  static void check(String name) {
    if (!NAME.matcher(name).matches() || RESERVED_SSM.matcher(name).matches()) {
      throw invalid(
          "Parameter name: can't be prefixed with \"ssm\" (case-insensitive). If formed as a path, it"
              + " can consist of sub-paths divided by slash symbol; each sub-path can be formed as a"
              + " mix of letters, numbers and the following 3 symbols .-_");
    }
  }

  /// Refuses a path that is none.
  static void checkPath(String path) {
    if (!PATH.matcher(path).matches()) {
      throw invalid(
          "The parameter doesn't meet the parameter name requirements. The parameter name must begin"
              + " with a forward slash \"/\". It can't be prefixed with \"aws\" or \"ssm\""
              + " (case-insensitive). It must use only letters, numbers, or the following symbols: ."
              + " (period), - (hyphen), _ (underscore). Special characters are not allowed. All"
              + " sub-paths, if specified, must use the forward slash symbol \"/\". Valid example:"
              + " /get/parameters2-/by1./path0_.");
    }
  }

  private static String clipped(String name) {
    return name.substring(0, Math.min(name.length(), MAX_LENGTH));
  }

  private static AwsException invalid(String message) {
    return new AwsException(400, "ValidationException", message);
  }
}
