package com.pickatime.sso.saml.messages;

/** Why a message of an identity provider is not followed, in words for an administrator. */
public enum MessageRefusal {
    MALFORMED("The identity provider's message cannot be read. Try again; if it stays, ask its operator."),
    TOO_LARGE("The identity provider's message is larger than any logout message is. Ask its operator what it sends."),
    OTHER_MESSAGE("A message of another kind came to the logout address. Check the address at the identity provider."),
    WRONG_ISSUER("The message names another identity provider than the settings do. Check the metadata URL."),
    WRONG_DESTINATION("The message is meant for another address. Give the identity provider this service's metadata."),
    EXPIRED("The message is too old. Sign out again; if it stays, the identity provider's clock is slow."),
    FROM_THE_FUTURE("The message says it was made later than now. The identity provider's clock is fast."),
    NO_PLAIN_NAME(
            "The message names nobody in the clear. Turn off name encryption for logout at the identity provider."),
    REPLAYED("The message came before, and is followed once. Sign out again."),
    RELAY_STATE_TOO_LONG(
            "The RelayState is longer than the 80 bytes that SAML allows. Ask the operator to shorten it."),
    UNSIGNED("The message is not signed. Turn on signed logout requests at the identity provider."),
    UNSUPPORTED_ALGORITHM("The message is signed in a way that is not accepted. Choose RSA or ECDSA with SHA-256."),
    SHA1("The message is signed with SHA-1, which can be forged. Choose SHA-256 at the identity provider."),
    /** Worth one look whether the identity provider published a new key. */
    UNKNOWN_KEY("No key of the identity provider's metadata made this signature. Check the metadata URL.");

    private final String explanation;

    MessageRefusal(String explanation) {
        this.explanation = explanation;
    }

    public String explanation() {
        return explanation;
    }
}
