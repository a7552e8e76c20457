package com.pickatime.sso.tokens;

import com.pickatime.sso.keys.token.TokenSigningKeys;
import java.time.Duration;
import java.util.Map;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** The public keys that verify access tokens, as a JSON Web Key Set (RFC 7517 section 5). */
@RestController
class JwksController {

    private static final Duration AGE = Duration.ofSeconds(60);

    private final TokenSigningKeys keys;

    JwksController(TokenSigningKeys keys) {
        this.keys = keys;
    }

    @GetMapping("/.well-known/jwks.json")
    Mono<ResponseEntity<Map<String, Object>>> keys() {
        return keys.ring()
                .map(ring -> ResponseEntity.ok()
                        .cacheControl(CacheControl.maxAge(AGE).cachePublic())
                        .body(ring.published().toJSONObject(true)));
    }
}
