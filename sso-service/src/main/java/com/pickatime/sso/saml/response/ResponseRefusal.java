package com.pickatime.sso.saml.response;

import java.util.Optional;

/** Why a response signs nobody in; the names are stable codes for logs and metrics. */
public enum ResponseRefusal {
    MALFORMED(
            "The response is not XML that can be read, is too large or too deeply nested, or lacks something that SAML"
                    + " demands. Try once more; if it stays, send the code to the identity provider's support."),
    UNREADABLE_ATTRIBUTE(
            "An attribute that the settings map holds XML where text is expected. Map another attribute, or let the identity"
                    + " provider send this one as text."),
    TOO_LARGE("The response has more or longer attributes than we read. Let the identity provider send fewer."),
    UNEXPECTED_SHAPE(
            "The response is not one Response with one Assertion and signatures where SAML puts them. This is how forged"
                    + " responses look; if it comes from the identity provider, send its support the code."),
    WRONG_VERSION("The response is not SAML 2.0. Set the application up as SAML 2.0 at the identity provider."),
    STATUS_NOT_SUCCESS(
            "The identity provider itself says that signing in failed. Look into its log; the person may not be allowed"
                    + " to use this application there."),
    WRONG_DESTINATION(
            "The response is addressed to another place. Compare the ACS URL at the identity provider with ours, letter"
                    + " by letter."),
    WRONG_ISSUER(
            "The response comes from another identity provider than the metadata names. Check that the metadata URL is"
                    + " that of this very application."),
    WRONG_REQUEST(
            "The response does not answer the request we sent, or answers one although we sent none. Start signing in"
                    + " again from our page."),
    NOT_SIGNED("Neither the response nor the assertion is signed. Switch signing on at the identity provider."),
    UNSUPPORTED_SIGNATURE(
            "The signature uses an algorithm that we do not take. Choose RSA-SHA256 and exclusive canonicalization at the"
                    + " identity provider."),
    SHA1_NOT_ALLOWED(
            "The signature uses SHA-1, which is no longer safe. Choose RSA-SHA256 at the identity provider, or allow SHA-1"
                    + " in the settings until that is done."),
    UNKNOWN_KEY(
            "The signature fits no key of the identity provider's metadata. If its certificate was renewed, wait for the"
                    + " metadata to be fetched again and check the metadata URL."),
    WEAK_KEY(
            "The identity provider's key is too short. It needs RSA of 2048 bits or more, or a curve of 256 bits or more."),
    TAMPERED(
            "The signature is by the right key but the content was changed after signing. Something on the way rewrites"
                    + " the response, or somebody tried to forge it."),
    UNSUPPORTED_ENCRYPTION(
            "The assertion is encrypted in a way that we do not take. Choose AES-GCM and RSA-OAEP at the identity"
                    + " provider, or send it unencrypted."),
    UNDECRYPTABLE(
            "The assertion is encrypted for another key than ours, or damaged. Give the identity provider our present"
                    + " metadata."),
    ENCRYPTED_PART(
            "The name or an attribute is encrypted by itself. Let the identity provider encrypt the whole assertion or"
                    + " nothing."),
    NO_NAME("The assertion names nobody: its NameID is missing or empty. Map a NameID at the identity provider."),
    NO_BEARER_CONFIRMATION(
            "The assertion is not meant for signing in through a browser: no usable bearer SubjectConfirmation."),
    WRONG_RECIPIENT(
            "The assertion is meant for another place. Compare the ACS URL at the identity provider with ours, letter by"
                    + " letter."),
    NOT_YET_VALID("The assertion is of the future. Compare the identity provider's clock with ours."),
    EXPIRED("The assertion is too old. Sign in again; if it stays, compare the identity provider's clock with ours."),
    SESSION_ENDED("The session at the identity provider has ended. Sign in there again."),
    NO_CONDITIONS("The assertion does not say for whom and how long it is valid."),
    UNKNOWN_CONDITION("The assertion has a condition that we do not know, so we cannot keep it."),
    WRONG_AUDIENCE(
            "The assertion is meant for another application, or for none. Compare the audience (entity ID) at the identity"
                    + " provider with ours, letter by letter."),
    NO_AUTHN_STATEMENT("The assertion does not say once, and only once, how the person signed in.");

    private final String explanation;

    ResponseRefusal(String explanation) {
        this.explanation = explanation;
    }

    /** For an administrator: what is wrong and what to do. */
    public String explanation() {
        return explanation;
    }

    void unless(boolean kept) throws RefusedResponseException {
        if (!kept) {
            throw new RefusedResponseException(this);
        }
    }

    /** What is there, or this refusal. */
    <T> T unlessPresent(Optional<T> part) throws RefusedResponseException {
        unless(part.isPresent());
        return part.orElseThrow();
    }
}
