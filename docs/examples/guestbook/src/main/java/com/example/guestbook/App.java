// SPDX-License-Identifier: Apache-2.0
package com.example.guestbook;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Takes what API Gateway and SQS send, both as plain maps. */
public class App implements RequestHandler<Map<String, Object>, Map<String, Object>> {
    private static final Pattern NAME = Pattern.compile("\"name\"\\s*:\\s*\"([^\"]*)\"");

    private final String greeting = System.getenv("GREETING");

    @Override
    public Map<String, Object> handleRequest(Map<String, Object> event, Context context) {
        if (event.get("Records") instanceof List<?> cards) {
            for (Object card : cards) {
                context.getLogger().log("card from " + ((Map<?, ?>) card).get("body") + "\n");
            }
            return Map.of();
        }
        var name = NAME.matcher(String.valueOf(event.get("body")));
        if (!name.find()) {
            return Map.of("statusCode", 400, "body", "{\"error\":\"who are you?\"}");
        }
        context.getLogger().log("signed by " + name.group(1) + "\n");
        return Map.of(
                "statusCode", 200,
                "headers", Map.of("content-type", "application/json"),
                "body", "{\"greeting\":\"" + greeting + " " + name.group(1) + "\"}");
    }
}
