package com.pickatime.contacts.preflight;

import com.pickatime.contacts.preflight.BirthDates.Counted;
import com.pickatime.contacts.preflight.BirthDates.Missing;
import com.pickatime.contacts.store.DocumentFields;
import com.pickatime.contacts.store.LocalFields;
import com.pickatime.contacts.store.RosterFields;
import com.pickatime.contacts.summary.LongHashSet;
import com.pickatime.contacts.summary.SourceIdHashes;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.bson.RawBsonDocument;

/** Counts people as they stream by: first orgs, then birth dates, then students, then parents. Keeps none of them. */
final class BirthDateCounts {

    private static final String SCHOOL = "school";
    private static final String STUDENT = "student";
    private static final BsonString NOTHING = new BsonString("");
    private static final BsonArray NONE = new BsonArray();

    private final Map<String, String> schools = new HashMap<>();
    private final LongHashSet known = new LongHashSet();

    /** Students without a birth date, by source ID and by contact id, and the parents whom they claim by source ID. */
    private final LongHashSet missingSources = new LongHashSet();

    private final LongHashSet missingContacts = new LongHashSet();
    private final LongHashSet claimed = new LongHashSet();
    private final Map<Place, Long> missing = new HashMap<>();
    private long students;
    private long withoutBirthDate;
    private long quarantined;
    private long parents;

    private record Place(String school, String grade) {}

    void addOrg(RawBsonDocument org) {
        if (text(roster(org), RosterFields.TYPE).equalsIgnoreCase(SCHOOL)) {
            schools.put(text(org, DocumentFields.SOURCE), text(roster(org), RosterFields.NAME));
        }
    }

    void addBirthDate(RawBsonDocument value) {
        known.add(SourceIdHashes.of(text(value, DocumentFields.SOURCE)));
    }

    void addStudent(RawBsonDocument student) {
        if (student.containsKey(DocumentFields.STATE)) {
            quarantined++;
            return;
        }
        students++;
        var roster = roster(student);
        var sourceId = text(student, DocumentFields.SOURCE);
        if (sourceId.isEmpty()
                ? roster.containsKey(RosterFields.BIRTH_DATE_HASH)
                : known.contains(SourceIdHashes.of(sourceId))) {
            return;
        }
        withoutBirthDate++;
        if (!sourceId.isEmpty()) {
            missingSources.add(SourceIdHashes.of(sourceId));
        }
        var key = text(student, DocumentFields.ID);
        missingContacts.add(SourceIdHashes.of(key.substring(key.indexOf(':') + 1)));
        texts(roster, RosterFields.AGENTS).forEach(parent -> claimed.add(SourceIdHashes.of(parent)));
        places(roster).forEach(place -> missing.merge(place, 1L, Long::sum));
    }

    /** Whether no parent needs to be looked at. */
    boolean isComplete() {
        return withoutBirthDate == 0;
    }

    void addParent(RawBsonDocument parent) {
        var sourceId = text(parent, DocumentFields.SOURCE);
        boolean waits = (!sourceId.isEmpty() && claimed.contains(SourceIdHashes.of(sourceId)))
                || texts(roster(parent), RosterFields.AGENTS)
                        .anyMatch(child -> missingSources.contains(SourceIdHashes.of(child)))
                || parent
                        .getDocument(DocumentFields.LOCAL, new BsonDocument())
                        .getArray(LocalFields.LINKS, NONE)
                        .stream()
                        .map(link -> text(link.asDocument(), STUDENT))
                        .anyMatch(child -> missingContacts.contains(SourceIdHashes.of(child)));
        if (waits) {
            parents++;
        }
    }

    Counted counted() {
        return new Counted(
                students,
                withoutBirthDate,
                parents,
                quarantined,
                missing.entrySet().stream()
                        .map(entry -> new Missing(
                                entry.getKey().school(),
                                schools.getOrDefault(entry.getKey().school(), ""),
                                entry.getKey().grade(),
                                entry.getValue()))
                        .sorted(Comparator.comparing(Missing::school)
                                .thenComparing(Missing::schoolSourceId)
                                .thenComparing(Missing::grade))
                        .toList());
    }

    private List<Place> places(BsonDocument roster) {
        var of = texts(roster, RosterFields.ORGS).filter(schools::containsKey).toList();
        var grades = texts(roster, RosterFields.GRADES).toList();
        return (of.isEmpty() ? Stream.of("") : of.stream())
                .flatMap(school ->
                        (grades.isEmpty() ? Stream.of("") : grades.stream()).map(grade -> new Place(school, grade)))
                .toList();
    }

    private static BsonDocument roster(BsonDocument document) {
        return document.getDocument(DocumentFields.ROSTER, new BsonDocument());
    }

    private static String text(BsonDocument document, String field) {
        return document.getString(field, NOTHING).getValue();
    }

    private static Stream<String> texts(BsonDocument document, String field) {
        return document.getArray(field, NONE).stream().map(BsonValue::asString).map(BsonString::getValue);
    }
}
