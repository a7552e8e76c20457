package com.pickatime.contacts.summary;

import com.pickatime.contacts.store.DocumentFields;
import com.pickatime.contacts.store.RosterFields;
import com.pickatime.events.PersonRole;
import java.util.Map;
import java.util.TreeMap;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonString;

/** Counts contacts as they stream by; holds a few bytes for each and no contact. */
final class ContactCounts {

    private static final BsonArray NONE = new BsonArray();
    private static final BsonString NO_SOURCE = new BsonString("");

    private final LongHashSet withBirthDate;
    private final LongHashSet sourceIds = new LongHashSet();
    private final LongHashSet relationships = new LongHashSet();
    private final Map<String, Long> byRole = new TreeMap<>();
    private long people;
    private long inactive;
    private long duplicates;
    private long studentsWithoutBirthDate;

    /** Knows the students with a birth date by the hash of their source ID. */
    ContactCounts(LongHashSet withBirthDate) {
        this.withBirthDate = withBirthDate;
    }

    void add(BsonDocument contact) {
        if (!contact.containsKey(DocumentFields.PRESENT)) {
            return;
        }
        var sourceId = contact.getString(DocumentFields.SOURCE, NO_SOURCE).getValue();
        if (!sourceId.isEmpty() && !sourceIds.add(SourceIdHashes.of(sourceId))) {
            duplicates++;
        }
        boolean own = contact.containsKey(DocumentFields.OWN);
        if (!(own || contact.getBoolean(DocumentFields.PRESENT).getValue())
                || contact.containsKey(DocumentFields.STATE)) {
            inactive++;
            return;
        }
        people++;
        var roster = contact.getDocument(DocumentFields.ROSTER, new BsonDocument());
        for (var role : roster.getArray(RosterFields.ROLES, NONE)) {
            addRole(
                    role.asString().getValue(),
                    own
                            ? roster.containsKey(RosterFields.BIRTH_DATE_HASH)
                            : withBirthDate.contains(SourceIdHashes.of(sourceId)));
        }
        for (var agent : roster.getArray(RosterFields.AGENTS, NONE)) {
            relationships.add(
                    SourceIdHashes.ofUnorderedPair(sourceId, agent.asString().getValue()));
        }
    }

    RosterSummary with(long classes, long classRosters, long enrollments) {
        return new RosterSummary(
                Map.copyOf(byRole),
                people,
                classes,
                classRosters,
                enrollments,
                relationships.size(),
                studentsWithoutBirthDate,
                inactive,
                duplicates);
    }

    private void addRole(String role, boolean hasBirthDate) {
        byRole.merge(role, 1L, Long::sum);
        if (role.equals(PersonRole.STUDENT.name()) && !hasBirthDate) {
            studentsWithoutBirthDate++;
        }
    }
}
