package com.pickatime.imports.publish.sourceindex;

/** The source index broke off or cannot be read; asking for it anew may help. */
public final class SourceIndexException extends RuntimeException {

    private static final long serialVersionUID = 1;

    SourceIndexException(String problem) {
        super("the contact service's source index " + problem);
    }

    SourceIndexException(String problem, Throwable cause) {
        super("the contact service's source index " + problem, cause);
    }
}
