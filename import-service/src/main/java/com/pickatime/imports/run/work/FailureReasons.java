package com.pickatime.imports.run.work;

import com.pickatime.imports.plan.staging.TooManyRefusedException;
import com.pickatime.imports.plan.staging.load.NothingLeftException;
import com.pickatime.imports.plan.staging.store.StagingException;
import com.pickatime.imports.publish.PublishFailedException;
import com.pickatime.imports.publish.sourceindex.ContactServiceNotReadyException;
import com.pickatime.imports.publish.sourceindex.SourceIndexException;
import com.pickatime.imports.run.RunFailure;
import com.pickatime.imports.source.RosterIncompleteException;
import java.util.concurrent.TimeoutException;

/** Why a run failed, in an administrator's words. What an exception says is for the log. */
final class FailureReasons {

    private FailureReasons() {}

    static RunFailure of(Throwable failure) {
        if (failure instanceof RosterIncompleteException incomplete) {
            return new RunFailure(incomplete.code(), String.valueOf(incomplete.getMessage()));
        }
        if (failure instanceof TooManyRefusedException) {
            return new RunFailure("TOO_MANY_REFUSED", String.valueOf(failure.getMessage()));
        }
        if (failure instanceof NothingLeftException) {
            return new RunFailure("NOTHING_CHOSEN_IS_THERE", String.valueOf(failure.getMessage()));
        }
        if (failure instanceof ContactServiceNotReadyException) {
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
        if (failure instanceof StagingException staging) {
            return of(staging);
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

    private static RunFailure of(StagingException failure) {
        return switch (failure.reason()) {
            case NO_ROOM ->
                new RunFailure(
                        "NO_ROOM_ON_DISK",
                        "The import service's disk is full, so the roster could not be compared. Make room where"
                                + " imports.data-directory is (a million people need about 2 GB), then import again."
                                + " Nothing was changed.");
            case NOT_WRITABLE ->
                new RunFailure(
                        "STAGING_NOT_WRITABLE",
                        "The import service cannot write to its data directory, so the roster could not be compared."
                                + " Check that imports.data-directory belongs to the service's user, then import again."
                                + " Nothing was changed.");
            case NO_MEMORY ->
                new RunFailure(
                        "STAGING_TOO_SMALL",
                        "Comparing this roster needs more memory than it may have. Raise imports.staging.memory of the"
                                + " import service, then import again. Nothing was changed.");
            case FAILED ->
                new RunFailure(
                        "STAGING_FAILED",
                        "The import service's own database for comparing rosters failed, more than once. Its log says how,"
                                + " under this import's id. Nothing was changed.");
        };
    }

    /** Whether the same may go well when it is done anew from the beginning, before anything was published. */
    static boolean isWorthAnotherTry(Throwable failure) {
        return failure instanceof SourceIndexException
                || failure instanceof StagingException staging && staging.reason() == StagingException.Reason.FAILED
                || failure instanceof RosterIncompleteException incomplete
                        && incomplete.code().equals("ROSTER_CHANGED");
    }
}
