package com.pickatime.sso.sessions.browser;

import com.pickatime.sso.BaseUrl;
import org.springframework.http.HttpHeaders;
import org.springframework.security.web.server.header.ServerHttpHeadersWriter;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Tells browsers what a page of ours may do: use our style sheet and pictures, send forms to us, and nothing else.
 *
 * <p>Chromium holds {@code form-action} against the redirects that follow a form too, so no form's answer may redirect to
 * another site; a sign-out leads on to the identity provider from a page of its own.
 */
record PageHeaders(BaseUrl baseUrl) implements ServerHttpHeadersWriter {

    private static final String POLICY = "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none';"
            + " frame-ancestors 'none'; form-action 'self'";

    @Override
    public Mono<Void> writeHttpHeaders(ServerWebExchange exchange) {
        return Mono.fromRunnable(() -> write(exchange.getResponse().getHeaders()));
    }

    private void write(HttpHeaders headers) {
        headers.set("Content-Security-Policy", POLICY);
        // a page of ours may have a one-time secret in its address
        headers.set("Referrer-Policy", "same-origin");
        // whoever ends https in front of us hides it from the request, so the setting decides
        if (baseUrl.isHttps()) {
            headers.set("Strict-Transport-Security", "max-age=31536000");
        }
    }
}
