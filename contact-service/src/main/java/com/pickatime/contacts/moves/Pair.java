package com.pickatime.contacts.moves;

import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.ids.ContactId;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * A line of a map of source IDs, and how far it is.
 *
 * @param document of the collection {@link Pairs}
 */
record Pair(Document document) {

    static final String ID = "_id";
    static final String BUSINESS = "businessId";
    static final String JOB = "job";
    static final String LINE = "line";
    static final String OLD = "old";
    static final String NEW = "new";
    static final String STATE = "state";
    static final String REFUSAL = "refusal";
    static final String CONTACT = "contact";

    /** That the new source ID is the old one of another line, which has to leave it first. */
    static final String WAITS = "waits";

    /** That the old source ID is the new one of another line, so that it is left before any is taken. */
    static final String PARKS = "parks";

    /** The birth date that goes along: its hash, and its fields, sealed for the new source ID. */
    static final String VALUE = "value";

    /** What is done of a line, one after the other. */
    enum State {
        READ,
        /** It is known whose source ID it is, and what goes along. */
        FOUND,
        /** The way of the new source ID leads to the contact, or begins when another line left it. */
        LED,
        /** The old source ID is left, and the new one not taken. */
        PARKED,
        MOVED,
        REFUSED
    }

    /** As it is read from a file. */
    static Document read(BusinessId business, String job, long line, String old, String now) {
        return new Document(ID, id(business, job, old))
                .append(BUSINESS, business.value())
                .append(JOB, job)
                .append(LINE, line)
                .append(OLD, old)
                .append(NEW, now)
                .append(STATE, State.READ.name());
    }

    static String id(BusinessId business, String job, String old) {
        return business.value() + ':' + job + ':' + old;
    }

    String id() {
        return document.getString(ID);
    }

    String old() {
        return document.getString(OLD);
    }

    String now() {
        return document.getString(NEW);
    }

    State state() {
        return State.valueOf(document.getString(STATE));
    }

    boolean waits() {
        return document.getBoolean(WAITS, false);
    }

    boolean parks() {
        return document.getBoolean(PARKS, false);
    }

    /** What the contact has while its old source ID is left and the new one not taken; no roster has the like. */
    String parked() {
        return "source-id-move/" + document.getString(JOB) + '/' + document.getLong(LINE);
    }

    /** The one to be moved, once it is known. */
    ContactId contact() {
        return new ContactId(document.getString(CONTACT));
    }

    /** Who has the old source ID from then on; the same however often it is asked. */
    ContactId successor(BusinessId business) {
        return ContactId.derived(
                business, "source-id-move/" + document.getString(JOB) + '/' + old(), ContactId.FIRST_GENERATION);
    }

    @Nullable
    Document value() {
        return document.get(VALUE, Document.class);
    }

    /** Names nobody: source IDs may be names. */
    @Override
    public String toString() {
        return "Pair[line " + document.getLong(LINE) + ", " + document.getString(STATE) + "]";
    }
}
