package com.pickatime.sso.signin.response;

import com.pickatime.sso.saml.response.ResponseRefusal;

/**
 * Why nobody is signed in.
 *
 * @param code for logs
 * @param explanation for an administrator: what is wrong and what to do
 */
public record SignInRefusal(String code, String explanation) {

    /** The request it answers is not waiting: it took too long, was answered, is another business's or was never ours. */
    public static final SignInRefusal NO_SUCH_REQUEST = new SignInRefusal(
            "NO_SUCH_REQUEST",
            "The response answers a request that is not waiting any more: it was answered already, took longer than ten"
                    + " minutes, or belongs to another business. Start signing in again.");

    public static final SignInRefusal UNSOLICITED = new SignInRefusal(
            "UNSOLICITED",
            "Nobody asked for this response. To let people start from the identity provider's page, allow IdP-initiated"
                    + " sign-in in the settings.");

    public static final SignInRefusal REPLAYED =
            new SignInRefusal("REPLAYED", "The response was used before; each is good once. Start signing in again.");

    public static final SignInRefusal WRONG_TENANT = new SignInRefusal(
            "WRONG_TENANT",
            "The response names another tenant than the settings do, or none. Compare the tenant ID in the settings with"
                    + " the attribute that the identity provider sends.");

    public static SignInRefusal of(ResponseRefusal refusal) {
        return new SignInRefusal(refusal.name(), refusal.explanation());
    }
}
