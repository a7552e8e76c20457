package com.pickatime.imports.run.queue;

import com.pickatime.platform.ids.ImportId;

/** The run is not this instance's to work on any more: whatever it still does must stop. */
public final class LeaseLostException extends RuntimeException {

    private static final long serialVersionUID = 1;

    public LeaseLostException(ImportId importId) {
        super("import " + importId + " is not ours any more");
    }
}
