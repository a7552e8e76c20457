package com.pickatime.imports.execution;

import com.pickatime.imports.publishing.PublishFailedException;
import com.pickatime.imports.run.RunFailure;
import com.pickatime.imports.source.RosterIncompleteException;
import com.pickatime.imports.sourceindex.ContactsBehindException;
import com.pickatime.imports.sourceindex.SourceIndexException;
import com.pickatime.imports.staging.store.StagingException;
import java.util.concurrent.TimeoutException;

/** Why a run failed, in an administrator's words. What an exception says is for the log. */
final class FailureReasons {

    private FailureReasons() {}

    static RunFailure of(Throwable failure) {
        if (failure instanceof RosterIncompleteException incomplete) {
            return new RunFailure(incomplete.code(), String.valueOf(incomplete.getMessage()));
        }
        if (failure instanceof ContactsBehindException) {
            return new RunFailure(
                    "CONTACTS_BEHIND",
                    "The contact service was not ready in time, so there was nothing to compare the roster with. Check"
                            + " that it runs, then import again. Nothing was changed.");
        }
        if (failure instanceof SourceIndexException) {
            return new RunFailure(
                    "CONTACTS_UNREADABLE",
                    "What pickAtime holds could not be read as a whole. Check the contact service, then import again."
                            + " Nothing was changed.");
        }
        if (failure instanceof PublishFailedException) {
            return new RunFailure(
                    "PUBLISH_FAILED",
                    "Not every change reached Kafka. What did is being applied; the next import sends the rest.");
        }
        if (failure instanceof StagingException) {
            return new RunFailure(
                    "NO_ROOM_ON_DISK",
                    "The import service's disk could not hold the roster while it was compared. Make room, then import"
                            + " again. Nothing was changed.");
        }
        if (failure instanceof TimeoutException) {
            return new RunFailure(
                    "TOOK_TOO_LONG",
                    "The import took too long and was given up. The next import sends what is missing.");
        }
        return new RunFailure(
                "UNEXPECTED",
                "Something went wrong that was not foreseen. The import service's log says what, under this import's id.");
    }

    /** Whether the same may go well when it is done anew from the beginning, before anything was published. */
    static boolean isWorthAnotherTry(Throwable failure) {
        return failure instanceof SourceIndexException
                || failure instanceof RosterIncompleteException incomplete
                        && incomplete.code().equals("ROSTER_CHANGED");
    }
}
