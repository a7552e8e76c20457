package com.pickatime.local.infrastructure.store.documents;

/** The store's files hold something that it has not written, or lack something that it has. */
public final class DamagedStoreException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    DamagedStoreException(String where) {
        super("The store is damaged: " + where);
    }
}
