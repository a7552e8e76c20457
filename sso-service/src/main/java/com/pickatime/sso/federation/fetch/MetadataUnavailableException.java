package com.pickatime.sso.federation.fetch;

import com.pickatime.sso.saml.metadata.UnusableMetadataException;

/** There is no metadata to be had from an address; says what class of failure it was and quotes nothing. */
public final class MetadataUnavailableException extends RuntimeException {

    private final String code;
    private final String explanation;

    public MetadataUnavailableException(FetchFailure failure) {
        this(failure.name(), failure.explanation());
    }

    public MetadataUnavailableException(UnusableMetadataException unusable) {
        this(unusable.fault().name(), unusable.fault().explanation());
    }

    /** What was kept of such a failure. */
    public MetadataUnavailableException(String code, String explanation) {
        super(code + ": " + explanation);
        this.code = code;
        this.explanation = explanation;
    }

    /** Stable, in upper snake case. */
    public String code() {
        return code;
    }

    /** What is wrong and what to do, for an administrator. */
    public String explanation() {
        return explanation;
    }
}
