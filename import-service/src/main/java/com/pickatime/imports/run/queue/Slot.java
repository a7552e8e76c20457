package com.pickatime.imports.run.queue;

import com.pickatime.imports.run.RunOrder;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.ids.ImportId;

/**
 * The place a run has in its business's queue, kept by a unique index: there is one place to run in, and one to wait in
 * for each mode, and for one that takes an import back. A run that left the queue has a place of its own.
 */
final class Slot {

    private Slot() {}

    /** One that takes an import back waits beside those that read the roster: neither sees what the other one would. */
    static String waiting(BusinessId businessId, RunOrder order) {
        return businessId + "/waiting/" + order.mode() + (order.undoing() == null ? "" : "/undo");
    }

    static String running(BusinessId businessId) {
        return businessId + "/running";
    }

    static String left(ImportId importId) {
        return importId.value();
    }
}
