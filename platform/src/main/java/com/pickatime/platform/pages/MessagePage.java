package com.pickatime.platform.pages;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.result.view.Rendering;

/**
 * A page that only tells something: what happened, what to do now, and perhaps a link that does it.
 *
 * <p>Teachers and parents read it, so no code names and nothing from inside. Its texts are in the message bundles, in each
 * language: {@code NAME.title} says what happened in a few words, for heading and window title; {@code NAME.words} the same in
 * one to three sentences; {@code NAME.next} the next step, and whom to ask if it does not help.
 *
 * @param status the HTTP status that goes with it
 * @param name where its texts are
 * @param code which the next step names, so that its text has a place for it; null if there is none
 * @param link the next step as a link; null if there is none
 */
public record MessagePage(
        HttpStatus status,
        String name,
        @Nullable String code,
        @Nullable Link link) {

    public MessagePage(HttpStatus status, String name) {
        this(status, name, null, null);
    }

    /** The contact service cannot be asked now; nothing is used up, so that the same request is good again. */
    public static MessagePage later() {
        return new MessagePage(HttpStatus.SERVICE_UNAVAILABLE, "pages.later");
    }

    /** The same message with a code in what to do. */
    public MessagePage naming(String support) {
        return new MessagePage(status, name, support, link);
    }

    /**
     * The same message with a link below it.
     *
     * @param label as {@link Link#label()}
     */
    public MessagePage linking(String href, String label) {
        return new MessagePage(status, name, code, new Link(href, label));
    }

    /** The page, for a controller method that returns a {@link Rendering}. */
    public Rendering page() {
        return Rendering.view("message")
                .status(status)
                .modelAttribute("message", this)
                .build();
    }
}
