package com.pickatime.web.pages;

import org.springframework.web.reactive.result.view.Rendering;
import org.springframework.web.util.UriComponentsBuilder;

/** Leads from a form that was carried out to the page that shows it, and says there what was done. */
public final class Done {

    private Done() {}

    /**
     * The redirect.
     *
     * @param path of the page, with variables
     * @param what the end of a message key, see {@code done.} in the texts
     */
    public static Rendering at(String path, String what, Object... variables) {
        return Rendering.redirectTo(UriComponentsBuilder.fromPath(path)
                        .queryParam("done", what)
                        .encode()
                        .buildAndExpand(variables)
                        .toUriString())
                .build();
    }
}
