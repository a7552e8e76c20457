package com.pickatime.sso.signin;

import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.pages.MessagePage;
import com.pickatime.sso.contacts.SignInMatch;
import com.pickatime.sso.signin.response.SignInRefusal;
import org.springframework.http.HttpStatus;

/** What people are told who cannot be signed in; what exactly is wrong only their school's administrator can use. */
final class SignInPages {

    private SignInPages() {}

    /**
     * A response that does not hold.
     *
     * @param supportCode by which an administrator finds the reason in the log
     */
    static MessagePage refused(BusinessId businessId, SignInRefusal reason, String supportCode) {
        return new MessagePage(HttpStatus.FORBIDDEN, name(reason))
                .naming(supportCode)
                .linking("/saml/" + businessId + "/login", "go.again");
    }

    /** Somebody whom the identity provider vouches for and who still cannot come in. */
    static MessagePage of(SignInMatch match) {
        return new MessagePage(HttpStatus.FORBIDDEN, name(match));
    }

    private static String name(SignInMatch match) {
        if (match instanceof SignInMatch.Ambiguous) {
            return "message.shared-address";
        }
        if (match instanceof SignInMatch.Disabled) {
            return "message.switched-off";
        }
        if (match instanceof SignInMatch.NothingToMatch) {
            return "message.nobody-named";
        }
        return match instanceof SignInMatch.Unusable ? "message.unusable-account" : "message.unknown-person";
    }

    private static String name(SignInRefusal reason) {
        if (reason.equals(SignInRefusal.NO_SUCH_REQUEST) || reason.equals(SignInRefusal.REPLAYED)) {
            return "message.sign-in-used-up";
        }
        return reason.equals(SignInRefusal.UNSOLICITED) ? "message.start-from-here" : "message.sign-in-refused";
    }
}
