package com.pickatime.contacts.own.load;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.ne;
import static com.mongodb.client.model.Updates.addToSet;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.inc;
import static com.mongodb.client.model.Updates.pull;
import static com.mongodb.client.model.Updates.pullAll;
import static com.mongodb.client.model.Updates.push;
import static com.mongodb.client.model.Updates.set;
import static com.mongodb.client.model.Updates.unset;

import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.DeleteOneModel;
import com.mongodb.client.model.InsertOneModel;
import com.mongodb.client.model.ReplaceOneModel;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.WriteModel;
import com.mongodb.reactivestreams.client.MongoCollection;
import com.mongodb.reactivestreams.client.MongoDatabase;
import com.pickatime.contacts.classes.OwnClass;
import com.pickatime.contacts.own.SealedBirthDates;
import com.pickatime.contacts.own.files.Column;
import com.pickatime.contacts.own.files.FileKind;
import com.pickatime.contacts.own.files.FileLine.Row;
import com.pickatime.contacts.own.load.FileLoad.Written;
import com.pickatime.contacts.store.ContactKey;
import com.pickatime.contacts.store.ContactLink;
import com.pickatime.contacts.store.ContactState;
import com.pickatime.contacts.store.ContactView;
import com.pickatime.contacts.store.DocumentFields;
import com.pickatime.contacts.store.LocalFields;
import com.pickatime.contacts.store.OwnContact;
import com.pickatime.contacts.store.OwnContact.SealedBirthDate;
import com.pickatime.contacts.store.RosterCollection;
import com.pickatime.contacts.store.RosterFields;
import com.pickatime.contacts.store.StoreFaults;
import com.pickatime.events.PersonRole;
import com.pickatime.platform.ids.ContactId;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.bson.types.Binary;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.util.retry.Retry;

/**
 * Brings rows into the store, a chunk with one question and one bulk write.
 *
 * <p>Written is what differs, so the same rows once more change nothing. A contact that a roster has by now is never written to:
 * each write says so itself.
 */
@Component
final class FileWriter {

    private static final Retry RACES = Retry.backoff(10, Duration.ofMillis(10))
            .maxBackoff(Duration.ofMillis(500))
            .filter(failure -> failure instanceof CrossedException || StoreFaults.isRace(failure))
            .onRetryExhaustedThrow((spec, last) -> last.failure());

    private static final String LINKS = LocalFields.path(LocalFields.LINKS);
    private static final String CLASSES = LocalFields.path(LocalFields.CLASSES);

    private final MongoCollection<Document> contacts;
    private final MongoCollection<Document> classes;
    private final SealedBirthDates birthDates;
    private final Clock clock;

    FileWriter(MongoDatabase database, SealedBirthDates birthDates, Clock clock) {
        this.contacts = database.getCollection(RosterCollection.CONTACTS.collectionName());
        this.classes = database.getCollection(OwnClass.COLLECTION);
        this.birthDates = birthDates;
        this.clock = clock;
    }

    /** Writes rows of one file; emits what became of them. */
    Mono<Written> write(FileLoad load, FileKind kind, List<Row> rows) {
        var written = switch (kind) {
            case TEACHER, STUDENT, PARENT -> people(load, kind, rows);
            case CLASS -> classes(load, rows);
            case ENROLLMENT -> enrollments(load, rows);
            case RELATIONSHIP -> relationships(load, rows);
        };
        return rows.isEmpty() ? Mono.just(Written.NOTHING) : written.retryWhen(RACES);
    }

    /** What a chunk comes to. */
    private static final class Plan {

        private final List<WriteModel<Document>> writes = new ArrayList<>();
        private Written written = Written.NOTHING;

        void created(WriteModel<Document> write) {
            writes.add(write);
            written = written.plus(new Written(1, 0, 0, 0, 0));
        }

        void changed(WriteModel<Document> write) {
            writes.add(write);
            written = written.plus(new Written(0, 1, 0, 0, 0));
        }

        void unchanged() {
            written = written.plus(new Written(0, 0, 1, 0, 0));
        }

        void deleted(WriteModel<Document> write) {
            writes.add(write);
            written = written.plus(new Written(0, 0, 0, 1, 0));
        }

        void leftAlone() {
            written = written.plus(new Written(0, 0, 0, 0, 1));
        }
    }

    private Mono<Written> people(FileLoad load, FileKind kind, List<Row> rows) {
        var byKey = new LinkedHashMap<String, Row>();
        rows.forEach(row -> byKey.put(ContactKey.of(load.business(), contact(load, kind, row.id())), row));
        return stored(contacts, byKey.keySet()).flatMap(stored -> {
            var plan = new Plan();
            byKey.forEach((key, row) -> plan(load, row, stored.get(key), plan));
            return write(contacts, plan);
        });
    }

    private void plan(FileLoad load, Row row, @Nullable Document stored, Plan plan) {
        if (stored == null) {
            if (row.delete()) {
                plan.unchanged();
            } else {
                var contact = own(load, row, new Document());
                var document = contact.document(load.business());
                plan.created(new InsertOneModel<>(
                        document.append(DocumentFields.ROSTER, fields(row, contact, new Document()))));
            }
            return;
        }
        var view = new ContactView(stored);
        if (!isOurs(view)) {
            plan.leftAlone();
        } else if (row.delete()) {
            if (view.isOwn()) {
                plan.deleted(new UpdateOneModel<>(ours(stored), combine(unset(DocumentFields.OWN), stamp(load))));
            } else {
                plan.unchanged();
            }
        } else {
            var before = stored.get(DocumentFields.ROSTER, new Document());
            var fields = fields(row, own(load, row, before), before);
            if (view.isOwn() && fields.equals(before)) {
                plan.unchanged();
            } else {
                var update = new UpdateOneModel<Document>(
                        ours(stored),
                        combine(
                                set(DocumentFields.OWN, true),
                                set(DocumentFields.PRESENT, false),
                                set(DocumentFields.ROSTER, fields),
                                stamp(load)));
                if (view.isOwn()) {
                    plan.changed(update);
                } else {
                    plan.created(update);
                }
            }
        }
    }

    /** A column that the file does not have leaves what is stored as it is; an empty value takes it away. */
    private OwnContact own(FileLoad load, Row row, Document before) {
        var id = contact(load, row.kind(), row.id());
        return new OwnContact(
                id,
                PersonRole.valueOf(row.kind().name()),
                text(row, Column.FIRST_NAME, before.getString(RosterFields.GIVEN_NAME)),
                text(row, Column.LAST_NAME, before.getString(RosterFields.FAMILY_NAME)),
                row.id(),
                text(row, Column.EMAIL, before.getString(RosterFields.EMAIL_GIVEN)),
                birthDate(load, id, row, before));
    }

    private static Document fields(Row row, OwnContact contact, Document before) {
        var fields = contact.fields();
        var room = text(row, Column.ROOM, before.getString(RosterFields.LOCATION));
        return room == null ? fields : fields.append(RosterFields.LOCATION, room);
    }

    private static @Nullable String text(Row row, Column column, @Nullable String before) {
        return row.has(column) ? row.value(column) : before;
    }

    /** A date that is there already stays as it was sealed. */
    private @Nullable SealedBirthDate birthDate(FileLoad load, ContactId id, Row row, Document before) {
        var sealed = before.get(RosterFields.BIRTH_DATE, Binary.class);
        var hash = before.get(RosterFields.BIRTH_DATE_HASH, Binary.class);
        var stored = sealed == null || hash == null ? null : new SealedBirthDate(sealed.getData(), hash.getData());
        if (!row.has(Column.SECURITY_VALUE)) {
            return stored;
        }
        var date = row.birthDate();
        if (date == null) {
            return null;
        }
        return stored != null && Arrays.equals(stored.hash(), birthDates.hash(load.business(), date))
                ? stored
                : birthDates.seal(load.business(), id, date);
    }

    private Mono<Written> classes(FileLoad load, List<Row> rows) {
        var byKey = new LinkedHashMap<String, Row>();
        rows.forEach(row -> byKey.put(OwnClass.key(load.business(), row.id()), row));
        return stored(classes, byKey.keySet()).flatMap(stored -> {
            var plan = new Plan();
            var gone = new ArrayList<String>();
            byKey.forEach((key, row) -> {
                var before = stored.get(key);
                if (row.delete()) {
                    // also one that a cut kept from being taken from its students
                    gone.add(key);
                    if (before == null) {
                        plan.unchanged();
                    } else {
                        plan.deleted(new DeleteOneModel<>(eq(DocumentFields.ID, key)));
                    }
                    return;
                }
                var document = ownClass(load, row, before).document(load.business());
                if (before == null) {
                    plan.created(new InsertOneModel<>(document));
                } else if (before.equals(document)) {
                    plan.unchanged();
                } else {
                    plan.changed(new ReplaceOneModel<>(eq(DocumentFields.ID, key), document));
                }
            });
            return leave(gone).then(write(classes, plan));
        });
    }

    private static OwnClass ownClass(FileLoad load, Row row, @Nullable Document stored) {
        var before = stored == null ? null : OwnClass.of(stored);
        return new OwnClass(
                row.id(),
                text(row, Column.NAME, before == null ? null : before.title()),
                text(row, Column.ROOM, before == null ? null : before.room()),
                contact(load, FileKind.TEACHER, row.id(Column.TEACHER_ID)));
    }

    /** A class that comes back begins without students. */
    private Mono<Void> leave(List<String> gone) {
        return gone.isEmpty()
                ? Mono.empty()
                : Mono.from(contacts.updateMany(in(CLASSES, gone), pullAll(CLASSES, gone)))
                        .then();
    }

    private Mono<Written> enrollments(FileLoad load, List<Row> rows) {
        return connections(load, rows, FileKind.STUDENT, Column.STUDENT_ID, (view, row) -> {
            var key = OwnClass.key(load.business(), row.id(Column.CLASS_ID));
            var in = view.local()
                    .getList(LocalFields.CLASSES, String.class, List.of())
                    .contains(key);
            return new Connection(in, addToSet(CLASSES, key), ne(CLASSES, key), pull(CLASSES, key), eq(CLASSES, key));
        });
    }

    private Mono<Written> relationships(FileLoad load, List<Row> rows) {
        return connections(load, rows, FileKind.PARENT, Column.PARENT_ID, (view, row) -> {
            var student = contact(load, FileKind.STUDENT, row.id(Column.STUDENT_ID));
            var kind = view.links().stream()
                    .filter(link -> link.student().equals(student))
                    .map(ContactLink::kind)
                    .toList();
            var link = new ContactLink(student, ContactLink.Kind.FILE, load.by(), clock.instant());
            var ofFile = new Document("student", student.value()).append("kind", ContactLink.Kind.FILE.name());
            return new Connection(
                    row.delete() ? kind.contains(ContactLink.Kind.FILE) : !kind.isEmpty(),
                    push(LINKS, link.document()),
                    ne(ContactLink.STUDENT_PATH, student.value()),
                    pull(LINKS, ofFile),
                    eq(ContactLink.STUDENT_PATH, student.value()));
        });
    }

    /**
     * A class or a student that a contact has, or is to have.
     *
     * @param there whether it has it
     * @param free that it still has not
     * @param held that it still has
     */
    private record Connection(boolean there, Bson add, Bson free, Bson remove, Bson held) {}

    /** How a row connects the contact that holds the connection. */
    private interface Connecting {
        Connection of(ContactView view, Row row);
    }

    private Mono<Written> connections(
            FileLoad load, List<Row> rows, FileKind holders, Column holder, Connecting connecting) {
        // of rows that say the same or the contrary the last one counts
        var last = new LinkedHashMap<List<String>, Row>();
        rows.forEach(row -> last.put(pair(row), row));
        Function<Row, String> key = row -> ContactKey.of(load.business(), contact(load, holders, row.id(holder)));
        var keys = last.values().stream().map(key).collect(Collectors.toSet());
        return stored(contacts, keys).flatMap(stored -> {
            var plan = new Plan();
            last.values().forEach(row -> {
                var document = stored.get(key.apply(row));
                if (document == null) {
                    plan.unchanged();
                } else if (!new ContactView(document).isOwn() || !isOurs(new ContactView(document))) {
                    plan.leftAlone();
                } else {
                    connect(load, row, document, connecting.of(new ContactView(document), row), plan);
                }
            });
            for (int i = last.size(); i < rows.size(); i++) {
                plan.unchanged();
            }
            return write(contacts, plan);
        });
    }

    private void connect(FileLoad load, Row row, Document document, Connection connection, Plan plan) {
        if (row.delete() && connection.there()) {
            plan.deleted(new UpdateOneModel<>(
                    and(ours(document), connection.held()), combine(connection.remove(), stamp(load))));
        } else if (!row.delete() && !connection.there()) {
            plan.created(new UpdateOneModel<>(
                    and(ours(document), connection.free()), combine(connection.add(), stamp(load))));
        } else {
            plan.unchanged();
        }
    }

    private static List<String> pair(Row row) {
        return row.kind() == FileKind.ENROLLMENT
                ? List.of(row.id(Column.CLASS_ID), row.id(Column.STUDENT_ID))
                : List.of(row.id(Column.PARENT_ID), row.id(Column.STUDENT_ID));
    }

    /** Planning on another thread than the driver's, because sealing takes its time. */
    private static Mono<Map<String, Document>> stored(MongoCollection<Document> collection, Collection<String> keys) {
        return Flux.from(collection.find(in(DocumentFields.ID, keys)))
                .collectMap(document -> document.getString(DocumentFields.ID))
                .publishOn(Schedulers.boundedElastic());
    }

    private static Mono<Written> write(MongoCollection<Document> collection, Plan plan) {
        return plan.writes.isEmpty()
                ? Mono.just(plan.written)
                : Mono.from(collection.bulkWrite(plan.writes, new BulkWriteOptions().ordered(false)))
                        .flatMap(result ->
                                result.getInsertedCount() + result.getMatchedCount() + result.getDeletedCount()
                                                == plan.writes.size()
                                        ? Mono.just(plan.written)
                                        : Mono.error(new CrossedException()));
    }

    private static boolean isOurs(ContactView view) {
        return !view.present() && view.sourceId() == null && view.state() != ContactState.MERGED;
    }

    /** As {@link #isOurs}, still. */
    private static Bson ours(Document document) {
        return and(
                eq(DocumentFields.ID, document.getString(DocumentFields.ID)),
                eq(DocumentFields.SOURCE, null),
                ne(DocumentFields.PRESENT, true),
                ne(DocumentFields.STATE, ContactState.MERGED.name()));
    }

    private Bson stamp(FileLoad load) {
        return combine(
                inc(LocalFields.path(LocalFields.VERSION), 1),
                set(LocalFields.path(LocalFields.CHANGED_BY), load.by()),
                set(LocalFields.path(LocalFields.CHANGED_AT), Date.from(clock.instant())));
    }

    private static ContactId contact(FileLoad load, FileKind kind, String id) {
        return ContactId.own(load.business(), kind.name(), id);
    }

    /** Somebody else wrote to one of the documents in this moment. */
    private static final class CrossedException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        CrossedException() {
            super("contacts of the files are being changed", null, false, false);
        }
    }
}
