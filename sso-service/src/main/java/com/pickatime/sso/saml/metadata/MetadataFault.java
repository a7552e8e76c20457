package com.pickatime.sso.saml.metadata;

/** Why metadata cannot be used, in words that tell an administrator what to do. */
public enum MetadataFault {
    TOO_LARGE("The metadata is larger than 1 MiB. Use the metadata URL of one application, not of a whole federation."),
    WEB_PAGE("The metadata URL shows a web page, not metadata. Copy the IDP Metadata URL again; opened in a browser it"
            + " shows XML and asks for no sign-in."),
    NOT_XML("The metadata URL gives something that is not well-formed XML. Copy the IDP Metadata URL again."),
    NOT_METADATA("The XML at the metadata URL is not SAML 2.0 metadata. Copy the IDP Metadata URL again."),
    NO_IDENTITY_PROVIDER("The metadata describes no SAML 2.0 identity provider; it may be a service's own."
            + " Copy the IDP Metadata URL, not the SP one."),
    SEVERAL_IDENTITY_PROVIDERS("The metadata describes more than one identity provider."
            + " Use a metadata URL that describes yours alone."),
    BAD_ENTITY_ID("The identity provider's entityID is blank, longer than 1024 characters or has control characters."
            + " Ask its operator to correct it."),
    NO_SIGNING_CERTIFICATE("The metadata has no certificate for signing, so no sign-in could be checked."
            + " Turn on signing at the identity provider."),
    UNREADABLE_CERTIFICATE("A certificate in the metadata cannot be read. Create a new one at the identity provider."),
    WEAK_KEY("A certificate in the metadata has a key that is too weak. Create an RSA key of 2048 bits or more."),
    UNSUPPORTED_KEY("A certificate in the metadata has a kind of key that is not accepted."
            + " Create an RSA key, or an elliptic-curve key on P-256, P-384 or P-521."),
    BAD_ADDRESS(
            "An address in the metadata is not a full https address. Ask the identity provider's operator to correct it."),
    BAD_LOGOUT_ADDRESS(
            "The logout address in the metadata is not a full https address. Ask the identity provider's operator to correct"
                    + " it; until then people who sign out here stay signed in there."),
    BAD_TIME("The metadata's validUntil is not a time. Ask the identity provider's operator to correct it."),
    EXPIRED("The metadata is no longer valid by its own validUntil."
            + " Ask the identity provider's operator to publish it anew.");

    private final String explanation;

    MetadataFault(String explanation) {
        this.explanation = explanation;
    }

    public String explanation() {
        return explanation;
    }
}
