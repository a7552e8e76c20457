package com.pickatime.imports.run;

import com.pickatime.events.RecordType;
import java.util.List;

/**
 * How far a run has come.
 *
 * @param fetched what was read, by type
 * @param toPublish records that the plan publishes
 * @param published records that the broker has acknowledged
 * @param applied records that the contact service has applied
 */
public record RunProgress(Step step, List<Fetched> fetched, long toPublish, long published, long applied) {

    public static final RunProgress NONE = new RunProgress(Step.QUEUED, List.of(), 0, 0, 0);

    /** What the run does or waits for. */
    public enum Step {
        QUEUED,
        FETCHING,
        WAITING_FOR_CONTACT_SERVICE,
        COMPARING,
        /** Keeps what makes it possible to take the import back. */
        KEEPING,
        PUBLISHING,
        APPLYING
    }

    /**
     * Rows read of one type.
     *
     * @param total -1 when the source does not tell
     */
    public record Fetched(RecordType type, long rows, long total) {}
}
