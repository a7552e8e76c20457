package com.pickatime.contacts.store;

import com.mongodb.client.model.Updates;
import com.pickatime.platform.ids.ContactId;
import java.time.Instant;
import java.util.Date;
import org.bson.Document;
import org.bson.conversions.Bson;

/**
 * A parent's link to a student that was made here: a claim of its own kind beside the two that rosters make. It stands in the
 * parent's contact.
 *
 * @param by subject of the token of who made it; of a file who loaded it
 */
public record ContactLink(ContactId student, Kind kind, String by, Instant at) {

    /** The student of a link, as a query names it. */
    public static final String STUDENT_PATH = LocalFields.path(LocalFields.LINKS) + ".student";

    /** The student, as a link's document names it. */
    public static final String STUDENT = "student";

    private static final String KIND = "kind";
    private static final String BY = "by";
    private static final String AT = "at";

    /** How a link came about. */
    public enum Kind {
        /** A file of the business's own said so. */
        FILE,
        /** The parent knew the security value. */
        SECURITY_VALUE,
        ADMINISTRATOR
    }

    /** As {@link #document} has it. */
    public static ContactLink of(Document document) {
        return new ContactLink(
                new ContactId(document.getString(STUDENT)),
                Kind.valueOf(document.getString(KIND)),
                document.getString(BY),
                document.getDate(AT).toInstant());
    }

    /** The part of a change of a parent that removes every link to a student. */
    public static Bson removing(ContactId student) {
        return Updates.pull(LocalFields.path(LocalFields.LINKS), new Document(STUDENT, student.value()));
    }

    /** Whether it is the other one, to whichever contact that points by now: adoptions turn links. */
    public boolean isSame(ContactLink other) {
        return kind == other.kind && by.equals(other.by) && at.equals(other.at);
    }

    public Document document() {
        return new Document(STUDENT, student.value())
                .append(KIND, kind.name())
                .append(BY, by)
                .append(AT, Date.from(at));
    }
}
