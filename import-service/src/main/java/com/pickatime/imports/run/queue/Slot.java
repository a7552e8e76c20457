package com.pickatime.imports.run.queue;

import com.pickatime.events.ImportMode;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.ids.ImportId;

/**
 * The place a run has in its business's queue, kept by a unique index: there is one place to run in, and one to wait in
 * for each mode. A run that left the queue has a place of its own.
 */
final class Slot {

    private Slot() {}

    static String waiting(BusinessId businessId, ImportMode mode) {
        return businessId + "/waiting/" + mode;
    }

    static String running(BusinessId businessId) {
        return businessId + "/running";
    }

    static String left(ImportId importId) {
        return importId.value();
    }
}
