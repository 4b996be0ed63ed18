// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.gateway;

import io.wildrydes.local.aws.Credentials;
import io.wildrydes.local.aws.Identity;
import io.wildrydes.local.aws.SignatureRefusedException;
import io.wildrydes.local.aws.Signatures;
import io.wildrydes.local.template.Problems;
import io.wildrydes.local.template.Stack;
import org.jspecify.annotations.Nullable;

/// Lets pass who may call a method with `AWS_IAM`: the request must be signed, and the signer's
/// role must allow the call. The developer's own key may call everything. Thread-safe.
///
/// See https://docs.aws.amazon.com/apigateway/latest/developerguide/permissions.html, and for the
/// answers https://repost.aws/knowledge-center/api-gateway-troubleshoot-403-forbidden.
final class IamAuthorizer {
  private static final String SESSION = ":assumed-role/";
  private static final int SHOWN_DIGITS = 4;

  private final Credentials credentials;
  private final Identity identity;
  private final Signatures signatures;
  private final InvokePolicies policies;

  IamAuthorizer(Stack stack, Problems problems, Credentials credentials) {
    this.credentials = credentials;
    this.identity = stack.identity();
    this.signatures = new Signatures(credentials, identity.region(), "execute-api");
    this.policies = InvokePolicies.of(stack, problems);
  }

  Decision decide(Call call, Router.Route route) {
    if (!route.method().security().iam()) {
      return new Decision.Passed(null);
    }
    try {
      var key = signatures.verify(call.http(), call.arrived());
      return credentials.isDeveloper(key) ? new Decision.Passed(key) : decide(key, resource(call));
    } catch (SignatureRefusedException e) {
      return new Decision.Refused(error(e));
    }
  }

  private Decision decide(Credentials.Key key, String resource) {
    return switch (policies.judge(role(key.arn()), identity.arn("execute-api", resource))) {
      case ALLOWED -> new Decision.Passed(key);
      case NOT_ALLOWED ->
          denied(
              key,
              resource,
              "because no identity-based policy allows the %s action"
                  .formatted(InvokePolicies.ACTION));
      case DENIED -> denied(key, resource, "with an explicit deny in an identity-based policy");
    };
  }

  /// `<API id>/<stage>/<method>/<path>`.
  private static String resource(Call call) {
    var stage = call.stage().key();
    return stage.apiId() + "/" + stage.stage() + "/" + call.http().method() + call.path();
  }

  private static String role(String arn) {
    int start = arn.indexOf(SESSION) + SESSION.length();
    return arn.substring(start, arn.indexOf('/', start));
  }

  /// Strangers are not told the account that the API is in.
  private Decision denied(Credentials.Key key, String resource, String why) {
    var account = identity.accountId();
    var shown =
        new Identity(
            identity.partition(),
            identity.region(),
            "********" + account.substring(account.length() - SHOWN_DIGITS));
    return new Decision.Refused(
        GatewayError.accessDenied(
            "User: %s is not authorized to perform: %s on resource: %s %s"
                .formatted(
                    key.arn(), InvokePolicies.ACTION, shown.arn("execute-api", resource), why)));
  }

  private static GatewayError error(SignatureRefusedException refused) {
    return switch (refused.reason()) {
      case MISSING -> GatewayError.MISSING_AUTHENTICATION_TOKEN;
      case INCOMPLETE ->
          forbidden("INVALID_SIGNATURE", refused.text(), "IncompleteSignatureException");
      case UNKNOWN_KEY -> forbidden("ACCESS_DENIED", refused.text(), "UnrecognizedClientException");
      case EXPIRED -> forbidden("EXPIRED_TOKEN", refused.text(), "InvalidSignatureException");
      case MISMATCH -> forbidden("INVALID_SIGNATURE", refused.text(), "InvalidSignatureException");
    };
  }

  private static GatewayError forbidden(String responseType, String message, String errorType) {
    return new GatewayError(responseType, 403, message, errorType);
  }

  /// What was decided.
  sealed interface Decision {
    /// The request goes on.
    ///
    /// @param signer who signed it; null when nobody had to
    record Passed(Credentials.@Nullable Key signer) implements Decision {}

    /// The request ends here.
    record Refused(GatewayError error) implements Decision {}
  }
}
