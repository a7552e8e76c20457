package com.pickatime.sso.logout;

import com.pickatime.platform.pages.MessagePage;
import java.net.URI;
import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.result.view.Rendering;

/** What people are told about signing out; in doubt that somebody may still be signed in elsewhere. */
final class LogoutPages {

    private LogoutPages() {}

    static MessagePage signedOut() {
        return new MessagePage(HttpStatus.OK, "message.signed-out");
    }

    static MessagePage signedOutHereOnly() {
        return new MessagePage(HttpStatus.OK, "message.signed-out-here-only");
    }

    static MessagePage stillSignedIn() {
        return new MessagePage(HttpStatus.OK, "message.still-signed-in").linking("/", "go.account");
    }

    static MessagePage refused() {
        return new MessagePage(HttpStatus.FORBIDDEN, "message.sign-out-refused").linking("/", "go.account");
    }

    /**
     * A page that leads on to the identity provider at once.
     *
     * <p>Not a redirect: it follows a form, and what a page may load by its content security policy, form-action, some
     * browsers apply to redirects after the form too. The Refresh header (WHATWG HTML, section 7.4.2.1) begins anew.
     */
    static Rendering onwards(URI identityProvider) {
        var message = new MessagePage(HttpStatus.OK, "message.sign-out-onwards")
                .linking(identityProvider.toString(), "go.portal");
        return Rendering.view("message")
                .header("Refresh", "0; url=" + identityProvider)
                .modelAttribute("message", message)
                .build();
    }
}
