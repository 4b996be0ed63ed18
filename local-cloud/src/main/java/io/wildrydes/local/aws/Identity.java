// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.aws;

/// Where resources live: what stands at the front of every ARN.
///
/// @param partition `aws` outside China and the government regions
/// @param accountId twelve digits
public record Identity(String partition, String region, String accountId) {

  /// An identity in the local account, 000000000000.
  public static Identity local(String region) {
    return new Identity("aws", region, "000000000000");
  }

  /// `arn:<partition>:<service>:<region>:<account>:<resource>`.
  public String arn(String service, String resource) {
    return "arn:%s:%s:%s:%s:%s".formatted(partition, service, region, accountId, resource);
  }

  /// `amazonaws.com`: the value of `AWS::URLSuffix`.
  public String urlSuffix() {
    return partition.equals("aws-cn") ? "amazonaws.com.cn" : "amazonaws.com";
  }
}
