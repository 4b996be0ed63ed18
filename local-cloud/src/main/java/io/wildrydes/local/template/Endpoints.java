// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.template;

/// Where the stack's own addresses lead on this machine.
///
/// @param gateway what stands for every `https://<api>.execute-api.<region>.<suffix>`: its API's id
///   and the stage follow as path, so `http://127.0.0.1:3000`
/// @param aws where the AWS APIs answer, such as `http://127.0.0.1:4566`; queue URLs begin with it
public record Endpoints(String gateway, String aws) {

  public Endpoints {
    gateway = withoutSlash(gateway);
    aws = withoutSlash(aws);
  }

  private static String withoutSlash(String url) {
    return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
  }
}
