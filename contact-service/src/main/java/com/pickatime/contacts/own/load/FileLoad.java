package com.pickatime.contacts.own.load;

import com.pickatime.contacts.own.files.DateOrder;
import com.pickatime.contacts.own.files.Encoding;
import com.pickatime.contacts.own.files.FileKind;
import com.pickatime.contacts.own.files.FileLine.Refused;
import com.pickatime.platform.ids.BusinessId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Files of a business's own that somebody sent, and what became of them.
 *
 * @param by subject of the token of who sent them
 * @param chunks in which the zip is kept
 * @param reached what is written already
 * @param found what was found when they were checked; null before that
 */
record FileLoad(
        String id,
        BusinessId business,
        String by,
        Instant at,
        Options options,
        int chunks,
        State state,
        Position reached,
        Map<FileKind, Written> written,
        @Nullable Findings found,
        @Nullable Problem problem,
        @Nullable Instant endedAt) {

    /** Where a load is. */
    enum State {
        WAITING,
        CHECKING,
        WRITING,
        /** All rows are in the store but those that were refused. */
        LOADED,
        /** Nothing was written: somebody has to mend the files, or say more about them. */
        REFUSED,
        /** Given up after many tries. What was written stays, and the same files may be loaded again. */
        FAILED;

        boolean isOver() {
            return this == LOADED || this == REFUSED || this == FAILED;
        }
    }

    /**
     * What the sender said.
     *
     * @param keepGood whether rows are loaded though others are refused
     * @param bothOrders whether files are loaded of which every date can be read in both orders
     */
    record Options(DateOrder dateOrder, Encoding encoding, boolean keepGood, boolean bothOrders) {}

    /**
     * A file, and how many chunks of its rows.
     *
     * @param file its place in the order of {@link FileKind}
     */
    record Position(int file, int chunks) {

        static final Position START = new Position(0, 0);

        boolean covers(FileKind kind, int chunk) {
            return kind.ordinal() < file || (kind.ordinal() == file && chunk < chunks);
        }
    }

    /**
     * What became of a file's rows.
     *
     * @param leftAlone because the roster has the contact now
     */
    record Written(long created, long changed, long unchanged, long deleted, long leftAlone) {

        static final Written NOTHING = new Written(0, 0, 0, 0, 0);

        Written plus(Written other) {
            return new Written(
                    created + other.created,
                    changed + other.changed,
                    unchanged + other.unchanged,
                    deleted + other.deleted,
                    leftAlone + other.leftAlone);
        }
    }

    /**
     * What checking found.
     *
     * @param rows of each file, good and bad
     * @param refused how many rows
     * @param listed the first of them
     * @param passwords how many rows had one; they are not kept
     */
    record Findings(Map<FileKind, Long> rows, long refused, List<Refused> listed, long passwords) {}

    /** Why nothing was loaded, and what to do. */
    record Problem(String code, String message) {}
}
