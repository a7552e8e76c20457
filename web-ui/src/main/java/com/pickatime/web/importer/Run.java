package com.pickatime.web.importer;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An import as the import service tells it.
 *
 * @param startedAt null while it waits
 * @param finishedAt null until it is over
 * @param plan null until it is made
 * @param holdReasons why it waits for somebody's decision, in words; empty for one that does not
 * @param holdCause null for one that was never held
 * @param completion null unless it was carried out
 * @param failure null unless it failed
 * @param successor the import that took its place; null for none
 * @param undoing what it takes back; null for an import of a roster
 */
record Run(
        String importId,
        String mode,
        String trigger,
        String state,
        Instant requestedAt,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt,
        Progress progress,
        @Nullable Plan plan,
        List<String> holdReasons,
        @Nullable String holdCause,
        @Nullable Completion completion,
        @Nullable Failure failure,
        @Nullable String successor,
        @Nullable Undoing undoing) {

    /**
     * An import that it takes back.
     *
     * @param undone its id
     * @param school source ID of the one whose part is put back; null for all
     */
    record Undoing(String undone, @Nullable String school) {}

    /**
     * How far it is.
     *
     * @param toPublish records that it sends
     * @param applied records that the contact service has applied
     */
    record Progress(String step, List<Fetched> fetched, long toPublish, long published, long applied) {

        /** What is counted in the step that it is at; of a step that counts nothing, nothing. */
        Count count() {
            return switch (step) {
                // how many there are is told type by type, when each begins
                case "FETCHING" ->
                    new Count(fetched.stream().mapToLong(Fetched::rows).sum(), Count.UNKNOWN);
                case "PUBLISHING" -> new Count(published, toPublish);
                case "APPLYING" -> new Count(applied, toPublish);
                default -> Count.NOTHING;
            };
        }
    }

    /**
     * Rows read of one type.
     *
     * @param total -1 when the source does not tell
     */
    record Fetched(String type, long rows, long total) {}

    /** @param total -1 when nobody knows */
    record Count(long done, long total) {

        static final long UNKNOWN = -1;
        static final Count NOTHING = new Count(0, 0);

        public boolean isKnown() {
            return total > 0;
        }

        public boolean isUnknown() {
            return total == UNKNOWN;
        }
    }

    /**
     * What it changes.
     *
     * @param planDigest names exactly this plan
     */
    record Plan(String planDigest, long changes, List<TypeLine> types, List<Warning> warnings) {

        public long added() {
            return types.stream().mapToLong(TypeLine::added).sum();
        }

        public long updated() {
            return types.stream().mapToLong(TypeLine::updated).sum();
        }

        public long removed() {
            return types.stream().mapToLong(TypeLine::removed).sum();
        }

        public long refused() {
            return types.stream().mapToLong(TypeLine::refused).sum();
        }
    }

    record TypeLine(
            String type, long added, long updated, long removed, long unchanged, long refused, long sourceCount) {}

    record Warning(String code, long count, String message) {}

    /** @param differences record types in which roster and contacts differ afterwards; -1 when they could not be compared */
    record Completion(boolean unchanged, long applied, long refused, int differences) {}

    /** @param message what happened and what to do, in words */
    record Failure(String code, String message) {}

    /** Whether nothing more will happen by itself. */
    public boolean isAtRest() {
        return switch (state) {
            case "PLANNED", "HELD", "COMPLETED", "FAILED", "SUPERSEDED", "CANCELLED" -> true;
            default -> false;
        };
    }

    public boolean isDryRun() {
        return "DRY_RUN".equals(mode);
    }

    public boolean isHeld() {
        return "HELD".equals(state);
    }

    /** Whether the business's own contacts are in its way. */
    public boolean isHeldForExistingContacts() {
        return isHeld() && "EXISTING_CONTACTS".equals(holdCause);
    }

    /** Whether it can still be called off. */
    public boolean isCancellable() {
        return !isAtRest() && !"APPLYING".equals(state);
    }

    /** Whether the roster can be put back as it was before. */
    public boolean isUndoable() {
        return "COMPLETED".equals(state) && completion != null && !completion.unchanged();
    }

    /** Whether most people of its roster have other source IDs, so that it proposes a map of them. */
    public boolean isHeldForOtherSourceIds() {
        return isHeld() && "REKEY".equals(holdCause);
    }

    /** How its state is to be taken: the style's word for it. */
    public String mood() {
        return switch (state) {
            case "COMPLETED", "PLANNED" -> "good";
            case "HELD", "FAILED" -> "trouble";
            default -> "";
        };
    }
}
