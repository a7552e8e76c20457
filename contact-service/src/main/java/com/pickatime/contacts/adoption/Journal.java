package com.pickatime.contacts.adoption;

import com.pickatime.contacts.adoption.Match.Problem;
import com.pickatime.contacts.store.ContactKey;
import com.pickatime.contacts.store.DocumentFields;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.ids.ContactId;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * What there was before an adoption and what it moved, for as long as it can be taken back.
 *
 * @param own the contact that goes on
 * @param roster the contact that gave way
 * @param document null until the adoption began
 */
record Journal(
        BusinessId business,
        ContactId own,
        ContactId roster,
        String sourceId,
        @Nullable Document document) {

    static final String COLLECTION = "adoptions";
    static final Duration KEPT = Duration.ofDays(30);

    static final String STATE = "state";
    static final String ATTEMPT = "attempt";
    static final String BY = "by";
    static final String AT = "at";

    /** What our own contact was: its fields under {@link DocumentFields#ROSTER} and {@link DocumentFields#LOCAL}. */
    static final String ORIGINAL = "original";

    /** What the roster's contact gave it: a level with its grant, overrides, students linked to. */
    static final String MOVED = "moved";

    /** Contacts that pointed at the roster's contact, with the link as it was. */
    static final String REFERRERS = "referrers";

    /** What the roster said when the adoption was taken back. */
    static final String LATEST = "latest";

    static final String OWNER = "owner";
    static final String UNTIL = "until";

    static final String PARENT = "parent";
    static final String LINK = "link";
    /** Of a referrer that points at both contacts. */
    static final String BOTH = "both";

    /** How far it is. */
    enum State {
        ADOPTING,
        ADOPTED,
        UNADOPTING,
        UNADOPTED
    }

    /** What is to be done next to adopt. */
    enum Step {
        PREPARE,
        MOVE,
        HAND_OVER,
        /** What points at the contact that gave way, and the news of it. */
        END,
        GIVE_UP
    }

    static Journal of(Document document) {
        var business = new BusinessId(document.getString(Match.BUSINESS));
        return new Journal(
                business,
                new ContactId(document.getString(Match.OWN)),
                new ContactId(document.getString(Match.ROSTER)),
                document.getString(Match.SOURCE),
                document);
    }

    String key() {
        return Match.key(business, own, roster);
    }

    String ownKey() {
        return ContactKey.of(business, own);
    }

    String rosterKey() {
        return ContactKey.of(business, roster);
    }

    @Nullable
    State state() {
        return document == null || document.getString(STATE) == null ? null : State.valueOf(document.getString(STATE));
    }

    /** Which adoption of the two it is, from 1 on; 0 before the first. */
    int attempt() {
        return document == null ? 0 : document.getInteger(ATTEMPT, 0);
    }

    Document original() {
        return part(ORIGINAL);
    }

    Document moved() {
        return part(MOVED);
    }

    Document latest() {
        return part(LATEST);
    }

    List<Document> referrers() {
        return document == null ? List.of() : document.getList(REFERRERS, Document.class, List.of());
    }

    String eventId(State state) {
        return "adoption/" + key() + '/' + attempt() + '/' + state.name().toLowerCase(Locale.ROOT);
    }

    private Document part(String name) {
        return document == null ? new Document() : document.get(name, new Document());
    }

    /** A step of an adoption, with the reason where it is to be given up. */
    record Next(Step step, @Nullable Problem problem) {

        static Next to(Step step) {
            return new Next(step, null);
        }

        static Next givingUp(Problem problem) {
            return new Next(Step.GIVE_UP, problem);
        }
    }

    /** Names nobody. */
    @Override
    public String toString() {
        return "Journal[" + state() + "]";
    }
}
