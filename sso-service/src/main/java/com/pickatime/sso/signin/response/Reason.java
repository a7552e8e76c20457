package com.pickatime.sso.signin.response;

import com.pickatime.sso.saml.response.Refusal;

/**
 * Why nobody is signed in.
 *
 * @param code for logs
 * @param explanation for an administrator: what is wrong and what to do
 */
public record Reason(String code, String explanation) {

    /** The request it answers is not waiting: it took too long, was answered, is another business's or was never ours. */
    public static final Reason NO_SUCH_REQUEST = new Reason(
            "NO_SUCH_REQUEST",
            "The response answers a request that is not waiting any more: it was answered already, took longer than ten"
                    + " minutes, or belongs to another business. Start signing in again.");

    public static final Reason UNSOLICITED = new Reason(
            "UNSOLICITED",
            "Nobody asked for this response. To let people start from the identity provider's page, allow IdP-initiated"
                    + " sign-in in the settings.");

    public static final Reason REPLAYED =
            new Reason("REPLAYED", "The response was used before; each is good once. Start signing in again.");

    public static final Reason WRONG_TENANT = new Reason(
            "WRONG_TENANT",
            "The response names another tenant than the settings do, or none. Compare the tenant ID in the settings with"
                    + " the attribute that the identity provider sends.");

    public static Reason of(Refusal refusal) {
        return new Reason(refusal.name(), refusal.explanation());
    }
}
