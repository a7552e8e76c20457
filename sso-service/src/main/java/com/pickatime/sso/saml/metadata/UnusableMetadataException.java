package com.pickatime.sso.saml.metadata;

/** Metadata that nobody can sign in with; the message is for an administrator and quotes nothing of it. */
public final class UnusableMetadataException extends Exception {

    private final MetadataFault fault;

    UnusableMetadataException(MetadataFault fault) {
        this(fault, fault.explanation());
    }

    UnusableMetadataException(MetadataFault fault, String message) {
        super(message);
        this.fault = fault;
    }

    public MetadataFault fault() {
        return fault;
    }
}
