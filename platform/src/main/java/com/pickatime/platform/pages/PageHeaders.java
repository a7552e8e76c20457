package com.pickatime.platform.pages;

import org.springframework.http.HttpHeaders;
import org.springframework.security.web.server.header.ServerHttpHeadersWriter;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Tells browsers what a page of ours may do: use our style sheet and pictures, send forms to us, and nothing else,
 * unless it has scripts, which are files of ours too.
 *
 * <p>Chromium holds {@code form-action} against the redirects that follow a form too, so no form's answer may redirect to
 * another site; a sign-out leads on to the identity provider from a page of its own.
 *
 * @param scripts whether pages run scripts and fetch parts of themselves
 * @param https whether browsers shall come by https alone
 */
record PageHeaders(boolean scripts, boolean https) implements ServerHttpHeadersWriter {

    private static final String POLICY = "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none';"
            + " frame-ancestors 'none'; form-action 'self'";
    private static final String SCRIPTS = "; script-src 'self'; connect-src 'self'";

    @Override
    public Mono<Void> writeHttpHeaders(ServerWebExchange exchange) {
        return Mono.fromRunnable(() -> write(exchange.getResponse().getHeaders()));
    }

    private void write(HttpHeaders headers) {
        headers.set("Content-Security-Policy", scripts ? POLICY + SCRIPTS : POLICY);
        // a page of ours may have a one-time secret in its address
        headers.set("Referrer-Policy", "same-origin");
        if (https) {
            headers.set("Strict-Transport-Security", "max-age=31536000");
        }
    }
}
