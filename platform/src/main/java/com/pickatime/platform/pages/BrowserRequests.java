package com.pickatime.platform.pages;

import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.web.server.ServerWebExchange;

/** Tells people's browsers from programs. */
final class BrowserRequests {

    private BrowserRequests() {}

    /** Browsers name text/html; programs name JSON or take whatever comes. */
    static boolean wantPage(ServerWebExchange exchange) {
        try {
            return exchange.getRequest().getHeaders().getAccept().stream()
                    .anyMatch(MediaType.TEXT_HTML::equalsTypeAndSubtype);
        } catch (InvalidMediaTypeException unreadable) {
            return false;
        }
    }
}
