package com.pickatime.web.pages;

import org.springframework.http.server.reactive.ServerHttpRequest;

/** Parts of pages, which scripts ask for; without scripts the same address is the whole page. */
public final class Fragments {

    private Fragments() {}

    /** The whole page, or the part of it that a script asked for. */
    public static String view(ServerHttpRequest request, String page, String fragment) {
        var headers = request.getHeaders();
        var isPart = headers.containsHeader("HX-Request")
                && !headers.containsHeader("HX-Boosted")
                && !headers.containsHeader("HX-History-Restore-Request");
        return isPart ? page + " :: " + fragment : page;
    }
}
