package com.pickatime.sso.logout;

import com.pickatime.platform.pages.MessagePage;
import java.net.URI;
import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.result.view.Rendering;

/** What people are told about signing out; in doubt that somebody may still be signed in elsewhere. */
final class LogoutPages {

    private static final String CLOSE = "If others use this computer too, close all windows of the browser.";

    private LogoutPages() {}

    static MessagePage signedOut() {
        return new MessagePage(HttpStatus.OK, "You are signed out", "Nobody is signed in to pickAtime here.", CLOSE);
    }

    static MessagePage signedOutHereOnly() {
        return new MessagePage(
                HttpStatus.OK,
                "You are signed out of pickAtime",
                "Your school's portal, and what you opened from it, may still know you.",
                "Sign out there too. " + CLOSE);
    }

    static MessagePage stillSignedIn() {
        return new MessagePage(
                        HttpStatus.OK,
                        "You are still signed in here",
                        "Your school's portal says that you signed out there. This browser is still signed in to pickAtime.",
                        "Sign out on your account page if you are done.")
                .linking("/", "Go to your account page");
    }

    static MessagePage refused() {
        return new MessagePage(
                        HttpStatus.FORBIDDEN,
                        "That did not sign you out",
                        "Your school's portal sent a sign-out message that was not accepted.",
                        "Sign out on your account page.")
                .linking("/", "Go to your account page");
    }

    /**
     * A page that leads on to the identity provider at once.
     *
     * <p>Not a redirect: it follows a form, and what a page may load by its content security policy, form-action, some
     * browsers apply to redirects after the form too. The Refresh header (WHATWG HTML, section 7.4.2.1) begins anew.
     */
    static Rendering onwards(URI identityProvider) {
        var message = new MessagePage(
                        HttpStatus.OK,
                        "You are signed out of pickAtime",
                        "You are now signed out of your school's portal too.",
                        "If nothing happens in a few seconds, go on yourself.")
                .linking(identityProvider.toString(), "Sign out of the portal");
        return Rendering.view("message")
                .header("Refresh", "0; url=" + identityProvider)
                .modelAttribute("message", message)
                .build();
    }
}
