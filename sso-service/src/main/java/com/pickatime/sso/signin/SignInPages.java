package com.pickatime.sso.signin;

import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.pages.MessagePage;
import com.pickatime.sso.contacts.SignInMatch;
import com.pickatime.sso.signin.response.SignInRefusal;
import org.springframework.http.HttpStatus;

/** What people are told who cannot be signed in; what exactly is wrong only their school's administrator can use. */
final class SignInPages {

    private static final String ASK = "Ask your school's office; they can see which people pickAtime knows.";

    private SignInPages() {}

    /**
     * A response that does not hold.
     *
     * @param supportCode by which an administrator finds the reason in the log
     */
    static MessagePage refused(BusinessId businessId, SignInRefusal reason, String supportCode) {
        return message(reason, supportCode).linking("/saml/" + businessId + "/login", "Sign in again");
    }

    /** Somebody whom the identity provider vouches for and who still cannot come in. */
    static MessagePage of(SignInMatch match) {
        if (match instanceof SignInMatch.Ambiguous) {
            return page(
                    "We cannot tell which contact is you",
                    "Several people of your school share your e-mail address, and nothing else tells you apart.",
                    ASK);
        }
        if (match instanceof SignInMatch.Disabled) {
            return page(
                    "Your account is switched off",
                    "Your school's list of people says that your account is not active.",
                    "Ask your school's office to switch it on.");
        }
        if (match instanceof SignInMatch.NothingToMatch) {
            return page(
                    "Your school did not say who you are",
                    "The sign-in worked, but it carried neither your school ID nor your e-mail address.",
                    "Tell your school's administrator that the attribute mapping of single sign-on needs a look.");
        }
        if (match instanceof SignInMatch.Unusable) {
            return page(
                    "Your account cannot be used here",
                    "The sign-in worked, but the school ID or e-mail address that it carried is longer than pickAtime takes.",
                    "Tell your school's administrator that the attribute mapping of single sign-on needs a look, or that the"
                            + " ID of your account is too long.");
        }
        return page(
                "We do not know you yet",
                "Your school confirmed who you are, but pickAtime has no contact for you there. Your school's list of"
                        + " people may not have been imported yet.",
                ASK);
    }

    private static MessagePage message(SignInRefusal reason, String supportCode) {
        if (reason.equals(SignInRefusal.NO_SUCH_REQUEST) || reason.equals(SignInRefusal.REPLAYED)) {
            return page(
                    "This sign-in is used up",
                    "It took longer than ten minutes, or the page was opened a second time.",
                    "Sign in again. " + hint(supportCode));
        }
        if (reason.equals(SignInRefusal.UNSOLICITED)) {
            return page(
                    "Please start from pickAtime",
                    "Your school does not let people come here straight from the portal.",
                    "Sign in from here instead. " + hint(supportCode));
        }
        return page(
                "You could not be signed in",
                "Your school's sign-in service answered, but the answer was not accepted. It is not your fault.",
                "Try again. " + hint(supportCode));
    }

    private static String hint(String supportCode) {
        return "If it happens again, give your school this support code: " + supportCode;
    }

    private static MessagePage page(String title, String words, String whatToDo) {
        return new MessagePage(HttpStatus.FORBIDDEN, title, words, whatToDo);
    }
}
