package com.pickatime.sso.tokens;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** The token endpoint for services and operators: client credentials, RFC 6749 section 4.4. */
@RestController
class TokenController {

    private static final Logger log = LoggerFactory.getLogger(TokenController.class);
    private static final String GRANT = "client_credentials";

    private final OAuthClients clients;
    private final AccessTokenIssuer tokens;

    TokenController(OAuthClients clients, AccessTokenIssuer tokens) {
        this.clients = clients;
        this.tokens = tokens;
    }

    @PostMapping("/oauth2/token")
    Mono<ResponseEntity<TokenResponse>> token(ServerWebExchange exchange) {
        var authorization = exchange.getRequest().getHeaders().get(HttpHeaders.AUTHORIZATION);
        return exchange.getFormData()
                .onErrorMap(
                        IllegalArgumentException.class,
                        e -> OAuthException.invalidRequest(
                                "the form is not encoded" + " as application/x-www-form-urlencoded"))
                .flatMap(form -> answer(authorization == null ? List.of() : authorization, form));
    }

    private Mono<ResponseEntity<TokenResponse>> answer(List<String> authorization, MultiValueMap<String, String> form) {
        checkForm(form);
        var client = credentials(authorization, form);
        var allowed = clients.scopes(client)
                .orElseThrow(() -> OAuthException.invalidClient(
                        "the client is unknown, switched off, or has another" + " secret"));
        var scopes = narrowed(allowed, form.getFirst("scope"));
        return tokens.issue(client.clientId(), scopes)
                .map(token -> uncached(HttpStatus.OK).body(TokenResponse.of(token, scopes)));
    }

    private static void checkForm(MultiValueMap<String, String> form) {
        form.forEach((name, values) -> {
            if (values.size() > 1) {
                // RFC 6749 section 3.2
                throw OAuthException.invalidRequest("a parameter is there twice");
            }
        });
        var grant = form.getFirst("grant_type");
        if (grant == null || grant.isBlank()) {
            throw OAuthException.invalidRequest("the form must have grant_type=client_credentials");
        }
        if (!grant.equals(GRANT)) {
            throw OAuthException.unsupportedGrantType();
        }
    }

    private static ClientCredentials credentials(List<String> authorization, MultiValueMap<String, String> form) {
        if (authorization.isEmpty()) {
            return ClientCredentials.form(form)
                    .orElseThrow(() -> OAuthException.invalidClient("the client must say who it is: send its ID and"
                            + " secret as HTTP Basic, or as client_id and client_secret in the form"));
        }
        if (authorization.size() > 1 || form.containsKey("client_secret")) {
            throw OAuthException.invalidRequest("the client must say who it is in one way only");
        }
        return ClientCredentials.basic(authorization.get(0));
    }

    private static Set<String> narrowed(Set<String> allowed, @Nullable String wanted) {
        if (wanted == null || wanted.isBlank()) {
            return allowed;
        }
        var scopes = Arrays.stream(wanted.strip().split(" +")).collect(Collectors.toUnmodifiableSet());
        if (!allowed.containsAll(scopes)) {
            throw OAuthException.invalidScope("the client may not have all of these scopes");
        }
        return scopes;
    }

    @ExceptionHandler
    ResponseEntity<Map<String, String>> refuse(OAuthException refusal) {
        log.info("token request refused: {}", refusal.code());
        var answer = uncached(refusal.status()).contentType(MediaType.APPLICATION_JSON);
        if (refusal.status() == HttpStatus.UNAUTHORIZED) {
            answer.header(HttpHeaders.WWW_AUTHENTICATE, "Basic realm=\"pickatime\", charset=\"UTF-8\"");
        }
        return answer.body(Map.of("error", refusal.code(), "error_description", String.valueOf(refusal.getMessage())));
    }

    private static ResponseEntity.BodyBuilder uncached(HttpStatus status) {
        return ResponseEntity.status(status)
                .cacheControl(CacheControl.noStore())
                .header(HttpHeaders.PRAGMA, "no-cache");
    }
}
