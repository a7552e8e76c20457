package com.pickatime.imports.plan.staging.load;

/** What a business chose leaves nothing of its roster, so that an import would remove everything. */
public final class NothingLeftException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** @param what is not there, in words for an administrator */
    NothingLeftException(String what) {
        super(what + " Look at the import options of this business: a school or a term may have another source ID now."
                + " Nothing was changed.");
    }
}
