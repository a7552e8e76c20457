package com.pickatime.sso.federation.fetch;

/**
 * Why metadata could not be fetched, in words for an administrator.
 *
 * <p>They tell the class of failure and nothing that a host said: whoever may type an address must not learn through us what
 * answers there.
 */
public enum FetchFailure {
    NO_HOST("must be a whole address with a host name, like https://idp.example.org/metadata"),
    TOO_LONG("must have at most 2048 characters"),
    USER_INFO("must not hold a user name or a password"),
    NOT_HTTPS("must begin with https://"),
    HOST_NOT_FOUND("names a host that does not exist; check the spelling"),
    PRIVATE_ADDRESS("leads to an address inside a private network; it must be one that the whole Internet can reach"),
    NO_CONNECTION("leads to a host that does not answer as a web server, or broke off; try again later"),
    UNTRUSTED_CERTIFICATE("leads to a host whose TLS certificate is not trusted, has ended or is for another name"),
    TIMED_OUT("leads to a host that did not give the whole file within 5 seconds; try again later"),
    REDIRECTED("redirects to another address; open it in a browser and enter the address that it ends at"),
    NOT_SERVED("leads to a host that answers with an error or with nothing instead of a file; check the whole address"),
    COMPRESSED("leads to a host that sends the file compressed although it was asked not to"),
    TOO_LARGE(
            "leads to a file larger than 1 MiB; use the metadata address of one identity provider, not of a federation");

    private final String explanation;

    FetchFailure(String explanation) {
        this.explanation = explanation;
    }

    /** Follows the word "URL" or the name of the field. */
    public String explanation() {
        return explanation;
    }
}
