package com.pickatime.imports.staging;

import com.pickatime.events.EnrollmentRole;
import com.pickatime.events.PersonRole;
import com.pickatime.events.RecordType;
import com.pickatime.imports.roster.DemographicsRow;
import com.pickatime.imports.roster.EnrollmentRow;
import com.pickatime.imports.roster.PersonRow;
import com.pickatime.imports.roster.Refusal;
import com.pickatime.imports.staging.row.Hashes;
import com.pickatime.imports.staging.row.RowCodec;
import com.pickatime.imports.staging.row.RowSeal;
import com.pickatime.imports.staging.store.StagingDatabase;
import com.pickatime.platform.crypto.KeyedHash;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.duckdb.DuckDBAppender;
import org.jspecify.annotations.Nullable;

/**
 * Writes rows into the staging database.
 *
 * <p>In clear stand only source IDs, roles and keyed hashes, which is all that the checks need; the row itself is sealed.
 */
final class Loader {

    private static final String TABLES = """
            CREATE TABLE staged (
              seq BIGINT, type VARCHAR, source_id VARCHAR, modified BIGINT, hash UUID, sealed BLOB,
              roles INTEGER, email UUID, orgs VARCHAR[], agents VARCHAR[],
              class_id VARCHAR, user_id VARCHAR, teaches BOOLEAN,
              position VARCHAR, doubt VARCHAR, birth UUID);
            CREATE TABLE silent (type VARCHAR);
            CREATE TABLE held (type VARCHAR, source_id VARCHAR, hash UUID);
            CREATE TABLE refusal (
              type VARCHAR, position VARCHAR, source_id VARCHAR, field VARCHAR, reason VARCHAR, unreadable BOOLEAN);
            """;

    private final StagingDatabase database;
    private final KeyedHash hash;
    private final RowSeal seal;
    private long sequence;

    Loader(StagingDatabase database, KeyedHash hash, RowSeal seal) {
        this.database = database;
        this.hash = hash;
        this.seal = seal;
        database.run(TABLES);
    }

    void rows(List<RowVersion> versions) {
        database.append("staged", appender -> {
            for (var version : versions) {
                row(appender, version);
            }
        });
    }

    /** Appends to {@code staged}, or to a table with the same columns. */
    void row(DuckDBAppender appender, RowVersion version) throws SQLException {
        row(appender, version, ++sequence);
    }

    void held(List<HeldEntry> entries) {
        database.append("held", appender -> {
            for (var entry : entries) {
                appender.beginRow();
                appender.append(entry.type().name());
                appender.append(entry.sourceId());
                appender.append(Hashes.toUuid(entry.hash()));
                appender.endRow();
            }
        });
    }

    void silent(RecordType type) {
        database.append("silent", appender -> {
            appender.beginRow();
            appender.append(type.name());
            appender.endRow();
        });
    }

    /** Refuses rows that could not be read, which says nothing about whether their entity still exists. */
    void refusals(List<Refusal> refusals) {
        database.append("refusal", appender -> {
            for (var refusal : refusals) {
                appender.beginRow();
                appender.append(refusal.type().name());
                appender.append(refusal.position());
                text(appender, refusal.sourceId());
                appender.append(refusal.field());
                appender.append(refusal.reason());
                appender.append(true);
                appender.endRow();
            }
        });
    }

    private void row(DuckDBAppender appender, RowVersion version, long number) throws SQLException {
        var row = version.row();
        var bytes = RowCodec.encode(row);
        var person = row instanceof PersonRow p ? p : null;
        boolean claims = person != null && !person.agentSourceIds().isEmpty();
        appender.beginRow();
        appender.append(number);
        appender.append(row.type().name());
        appender.append(row.sourceId());
        if (version.modifiedAt() == null) {
            appender.appendNull();
        } else {
            appender.append(version.modifiedAt().toEpochMilli());
        }
        // who claims a relationship is hashed once it is known which claims hold
        uuid(appender, claims ? null : Hashes.toUuid(hash.of(bytes)));
        appender.append(seal.seal(number, bytes));
        personColumns(appender, person);
        enrollmentColumns(appender, row instanceof EnrollmentRow enrollment ? enrollment : null);
        text(appender, version.position());
        text(appender, version.doubt());
        uuid(appender, row instanceof DemographicsRow demographics ? birthHash(demographics) : null);
        appender.endRow();
    }

    private void personColumns(DuckDBAppender appender, @Nullable PersonRow person) throws SQLException {
        if (person == null) {
            appender.appendNull().appendNull().appendNull().appendNull();
            return;
        }
        appender.append(Roles.mask(person.roles().toArray(PersonRole[]::new)));
        uuid(appender, person.email() == null ? null : emailHash(person.email()));
        texts(appender, person.orgSourceIds());
        texts(appender, person.agentSourceIds());
    }

    private static void enrollmentColumns(DuckDBAppender appender, @Nullable EnrollmentRow enrollment)
            throws SQLException {
        if (enrollment == null) {
            appender.appendNull().appendNull().appendNull();
            return;
        }
        appender.append(enrollment.classSourceId());
        appender.append(enrollment.userSourceId());
        appender.append(enrollment.role() == EnrollmentRole.TEACHER);
    }

    private UUID birthHash(DemographicsRow row) {
        return Hashes.toUuid(hash.of(row.birthDate().toString().getBytes(StandardCharsets.UTF_8)));
    }

    private UUID emailHash(String email) {
        return Hashes.toUuid(hash.of(email.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8)));
    }

    private static void texts(DuckDBAppender appender, List<String> values) throws SQLException {
        if (values.isEmpty()) {
            appender.appendNull();
        } else {
            appender.append(values);
        }
    }

    private static void text(DuckDBAppender appender, @Nullable String value) throws SQLException {
        if (value == null) {
            appender.appendNull();
        } else {
            appender.append(value);
        }
    }

    private static void uuid(DuckDBAppender appender, @Nullable UUID value) throws SQLException {
        if (value == null) {
            appender.appendNull();
        } else {
            appender.append(value);
        }
    }
}
