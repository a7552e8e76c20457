package com.pickatime.contacts.own.load;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.ne;
import static com.mongodb.client.model.Filters.or;

import com.mongodb.client.model.Projections;
import com.mongodb.reactivestreams.client.MongoCollection;
import com.mongodb.reactivestreams.client.MongoDatabase;
import com.pickatime.contacts.classes.OwnClass;
import com.pickatime.contacts.own.files.Column;
import com.pickatime.contacts.own.files.FileKind;
import com.pickatime.contacts.own.files.FileLine;
import com.pickatime.contacts.own.files.FileLine.Refused;
import com.pickatime.contacts.own.files.FileLine.Row;
import com.pickatime.contacts.own.load.FileIds.Said;
import com.pickatime.contacts.store.ContactKey;
import com.pickatime.contacts.store.DocumentFields;
import com.pickatime.contacts.store.RosterCollection;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.ids.ContactId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.bson.Document;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What is wrong with rows that only other rows and the store tell: an id twice, or one that nobody has. */
@Component
final class FileCheck {

    /** Whom or what a row names in a column. */
    private static final Map<FileKind, Map<Column, FileKind>> NAMED = Map.of(
            FileKind.CLASS, Map.of(Column.TEACHER_ID, FileKind.TEACHER),
            FileKind.ENROLLMENT, Map.of(Column.CLASS_ID, FileKind.CLASS, Column.STUDENT_ID, FileKind.STUDENT),
            FileKind.RELATIONSHIP, Map.of(Column.PARENT_ID, FileKind.PARENT, Column.STUDENT_ID, FileKind.STUDENT));

    private final MongoCollection<Document> contacts;
    private final MongoCollection<Document> classes;

    FileCheck(MongoDatabase database) {
        this.contacts = database.getCollection(RosterCollection.CONTACTS.collectionName());
        this.classes = database.getCollection(OwnClass.COLLECTION);
    }

    /** An id that a row has and the files have not. */
    private record Open(Row row, Column column, String key) {}

    /** Notes in {@code report} what is wrong, and in {@code ids} what the rows list. */
    Mono<Void> check(BusinessId business, FileKind kind, List<FileLine> lines, FileIds ids, CheckReport report) {
        report.count(kind, lines.size());
        var open = new HashMap<FileKind, List<Open>>();
        for (var line : lines) {
            if (line instanceof Refused refused) {
                report.refuse(refused);
            } else if (line instanceof Row row) {
                check(business, row, ids, report, open);
            }
        }
        return Flux.fromIterable(open.entrySet())
                .concatMap(asked -> known(
                                asked.getKey(),
                                asked.getValue().stream().map(Open::key).collect(Collectors.toSet()))
                        .doOnNext(known -> asked.getValue().stream()
                                .filter(one -> !known.contains(one.key()))
                                .forEach(one -> unknown(one.row(), one.column(), ids, report))))
                .then();
    }

    private static void check(
            BusinessId business, Row row, FileIds ids, CheckReport report, Map<FileKind, List<Open>> open) {
        if (row.kind().isNumbered() && !ids.add(row.kind(), row.id(), row.delete())) {
            report.refuse(new Refused(
                    row.kind(), row.line(), "ID_TWICE", "another row above has the same id; only that one counts"));
            return;
        }
        if (row.delete()) {
            return;
        }
        NAMED.getOrDefault(row.kind(), Map.of()).forEach((column, named) -> {
            var id = row.id(column);
            var said = ids.of(named, id);
            if (said == Said.DELETED) {
                unknown(row, column, ids, report);
            } else if (said == Said.NOTHING) {
                var key = named == FileKind.CLASS
                        ? OwnClass.key(business, id)
                        : ContactKey.of(business, ContactId.own(business, named.name(), id));
                open.computeIfAbsent(named, created -> new ArrayList<>()).add(new Open(row, column, key));
            }
        });
    }

    private static void unknown(Row row, Column column, FileIds ids, CheckReport report) {
        report.refuse(new Refused(
                row.kind(),
                row.line(),
                "UNKNOWN_ID",
                column.title()
                        + " is in no row of these files that can be used, nor of files that were loaded before"));
        if (row.kind().isNumbered()) {
            ids.refuse(row.kind(), row.id());
        }
    }

    private Mono<Set<String>> known(FileKind kind, Set<String> keys) {
        var wanted = in(DocumentFields.ID, keys);
        var found = kind == FileKind.CLASS
                ? classes.find(wanted)
                : contacts.find(and(wanted, or(eq(DocumentFields.OWN, true), ne(DocumentFields.SOURCE, null))));
        return Flux.from(found.projection(Projections.include(DocumentFields.ID)))
                .map(document -> document.getString(DocumentFields.ID))
                .collect(Collectors.toSet());
    }
}
