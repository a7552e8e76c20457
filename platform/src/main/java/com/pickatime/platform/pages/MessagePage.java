package com.pickatime.platform.pages;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.result.view.Rendering;

/**
 * A page that only tells something: what happened, what to do now, and perhaps a link that does it.
 *
 * <p>Teachers and parents read it, so no code names and nothing from inside.
 *
 * @param status the HTTP status that goes with it
 * @param title what happened, in a few words; heading and window title
 * @param words what happened, in one to three sentences
 * @param whatToDo the next step, and whom to ask if it does not help
 * @param link the next step as a link; null if there is none
 */
public record MessagePage(
        HttpStatus status,
        String title,
        String words,
        String whatToDo,
        @Nullable Link link) {

    public MessagePage(HttpStatus status, String title, String words, String whatToDo) {
        this(status, title, words, whatToDo, null);
    }

    /** The contact service cannot be asked now; nothing is used up, so that the same request is good again. */
    public static MessagePage later() {
        return new MessagePage(
                HttpStatus.SERVICE_UNAVAILABLE,
                "Please try again in a minute",
                "A part of pickAtime does not answer at the moment, so we cannot look you up.",
                "Wait a minute and reload this page. If that does not help, sign in again.");
    }

    /** The same message with a link below it. */
    public MessagePage linking(String href, String label) {
        return new MessagePage(status, title, words, whatToDo, new Link(href, label));
    }

    /** The page, for a controller method that returns a {@link Rendering}. */
    public Rendering page() {
        return Rendering.view("message")
                .status(status)
                .modelAttribute("message", this)
                .build();
    }
}
