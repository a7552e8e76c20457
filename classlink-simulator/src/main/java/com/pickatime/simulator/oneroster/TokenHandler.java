package com.pickatime.simulator.oneroster;

import com.pickatime.simulator.auth.OAuthSettings;
import com.pickatime.simulator.auth.Tokens;
import com.pickatime.simulator.faults.Fault.TokenNotGiven;
import com.pickatime.simulator.faults.Faults;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** The token endpoint of the district's own server: OAuth 2 client credentials, by Basic authentication. */
@Component
class TokenHandler {

    private static final Pattern SCOPE = Pattern.compile(
            "https://purl\\.imsglobal\\.org/spec/or/v1p[12]/scope/(?:roster-core|roster|roster-demographics)\\.readonly");

    private final OAuthSettings settings;
    private final Tokens tokens;
    private final Faults faults;

    TokenHandler(OAuthSettings settings, Tokens tokens, Faults faults) {
        this.settings = settings;
        this.tokens = tokens;
        this.faults = faults;
    }

    Mono<ServerResponse> give(ServerRequest request) {
        return Mono.justOrEmpty(faults.find(TokenNotGiven.class))
                .flatMap(TokenHandler::disturbed)
                .switchIfEmpty(Mono.defer(() -> request.formData()
                        .publishOn(Schedulers.boundedElastic())
                        .flatMap(form -> give(request, form.toSingleValueMap()))));
    }

    private Mono<ServerResponse> give(ServerRequest request, Map<String, String> form) {
        if (!isClient(request.headers().firstHeader(HttpHeaders.AUTHORIZATION))) {
            return error(HttpStatus.UNAUTHORIZED, "invalid_client");
        }
        if (!"client_credentials".equals(form.get("grant_type"))) {
            return error(HttpStatus.BAD_REQUEST, "unsupported_grant_type");
        }
        var scopes = List.of(Objects.requireNonNullElse(form.get("scope"), "").split(" "));
        if (!scopes.stream().allMatch(scope -> SCOPE.matcher(scope).matches())) {
            return error(HttpStatus.BAD_REQUEST, "invalid_scope");
        }
        return json(
                HttpStatus.OK,
                Map.of(
                        "access_token", tokens.give(scopes),
                        "token_type", "bearer",
                        "expires_in", settings.tokenLifetime().toSeconds(),
                        "scope", String.join(" ", scopes)));
    }

    private boolean isClient(@Nullable String authorization) {
        var expected = settings.consumerKey() + ":" + settings.consumerSecret();
        return MessageDigest.isEqual(
                expected.getBytes(StandardCharsets.UTF_8), shown(authorization).getBytes(StandardCharsets.UTF_8));
    }

    private static String shown(@Nullable String authorization) {
        if (authorization == null || !authorization.startsWith("Basic ")) {
            return "";
        }
        try {
            var pair = new String(
                            Base64.getDecoder().decode(authorization.substring("Basic ".length())),
                            StandardCharsets.UTF_8)
                    .split(":", 2);
            return pair.length < 2 ? "" : decoded(pair[0]) + ":" + decoded(pair[1]);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private static Mono<ServerResponse> disturbed(TokenNotGiven fault) {
        return switch (fault.answer()) {
            case CLIENT_REFUSED -> error(HttpStatus.UNAUTHORIZED, "invalid_client");
            case SCOPE_REFUSED -> error(HttpStatus.BAD_REQUEST, "invalid_scope");
            case WEB_PAGE ->
                ServerResponse.ok().contentType(MediaType.TEXT_HTML).bodyValue(FaultResponses.SIGN_IN_PAGE);
            case NO_TOKEN -> json(HttpStatus.OK, Map.of("token_type", "bearer"));
        };
    }

    private static Mono<ServerResponse> error(HttpStatus status, String code) {
        return json(status, Map.of("error", code));
    }

    private static Mono<ServerResponse> json(HttpStatus status, Map<String, ?> body) {
        return ServerResponse.status(status)
                .contentType(MediaType.APPLICATION_JSON)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .bodyValue(body);
    }
}
