package com.pickatime.notifications.news;

import com.pickatime.platform.ids.ImportId;
import java.util.List;
import java.util.Objects;

/**
 * An import was stopped before it changed anything.
 *
 * @param reasons in words for an administrator
 */
public record HeldNews(ImportId importId, List<String> reasons, RosterOrigin origin, Cause cause) implements News {

    /** What stopped it. */
    public enum Cause {
        /** The safety brake; whoever knows the plan may approve it. */
        BRAKE,

        /** Contacts that the business made itself; the reasons say what has to be decided first. */
        EXISTING_CONTACTS,

        /** Most people who would be removed seem to be there under another source ID; a map of source IDs is proposed. */
        OTHER_SOURCE_IDS,

        /** The import before it was taken back. */
        UNDONE
    }

    public HeldNews {
        origin = Objects.requireNonNullElse(origin, RosterOrigin.UNTOLD);
        cause = Objects.requireNonNullElse(cause, Cause.BRAKE);
    }

    public boolean isForExistingContacts() {
        return cause == Cause.EXISTING_CONTACTS;
    }

    public boolean isForOtherSourceIds() {
        return cause == Cause.OTHER_SOURCE_IDS;
    }

    /** Whether there is more than one way on, and the reasons name them. */
    public boolean isForDecision() {
        return isForExistingContacts() || isForOtherSourceIds();
    }

    public boolean isAfterUndo() {
        return cause == Cause.UNDONE;
    }

    @Override
    public MailTemplate template() {
        return MailTemplate.IMPORT_HELD;
    }

    @Override
    public String page() {
        return switch (cause) {
            case EXISTING_CONTACTS -> "/importer/existing";
            case OTHER_SOURCE_IDS -> "/importer/" + importId + "/source-ids";
            case BRAKE, UNDONE -> "/importer/" + importId;
        };
    }
}
