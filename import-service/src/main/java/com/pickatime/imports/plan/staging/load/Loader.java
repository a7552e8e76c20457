package com.pickatime.imports.plan.staging.load;

import com.pickatime.events.PersonRole;
import com.pickatime.events.RecordType;
import com.pickatime.events.RosterAcademicSession;
import com.pickatime.events.RosterClass;
import com.pickatime.events.RosterCourse;
import com.pickatime.events.RosterDemographics;
import com.pickatime.events.RosterEnrollment;
import com.pickatime.events.RosterOrg;
import com.pickatime.events.RosterPerson;
import com.pickatime.imports.plan.roster.RosterRow;
import com.pickatime.imports.plan.roster.RowRefusal;
import com.pickatime.imports.plan.roster.RowVersion;
import com.pickatime.imports.plan.roster.StoredEntry;
import com.pickatime.imports.plan.staging.result.Buckets;
import com.pickatime.imports.plan.staging.row.HashUuid;
import com.pickatime.imports.plan.staging.row.RoleBits;
import com.pickatime.imports.plan.staging.row.RowCrypto;
import com.pickatime.imports.plan.staging.store.StagingDatabase;
import java.nio.ByteBuffer;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.duckdb.DuckDBAppender;
import org.jspecify.annotations.Nullable;

/**
 * Writes rows into the staging database.
 *
 * <p>In clear stand roles, times, the names of organisations, where a refused row stood, and two bytes of a checksum of the source
 * ID, which many share; for the rest there are
 * pseudonyms and keyed hashes, which is all that the checks need. The row itself is sealed. So nothing needs to be hidden
 * of what the database moves from memory to its files.
 */
public final class Loader {

    private static final String TABLES = """
            CREATE TABLE staged (
              seq BIGINT, type VARCHAR, id UUID, modified BIGINT, hash UUID, entry UUID, sealed BLOB,
              roles INTEGER, orgs UUID[], email UUID, agents UUID[], class_id UUID, user_id UUID,
              position VARCHAR, doubt VARCHAR, birth UUID, identity UUID, bucket INTEGER,
              refs UUID[], domain UUID, identifier UUID);
            CREATE TABLE silent (type VARCHAR);
            CREATE TABLE withdrawn (type VARCHAR, id UUID);
            CREATE TABLE stored (
              seq BIGINT, type VARCHAR, id UUID, hash UUID, entry UUID, sealed BLOB, roles INTEGER, orgs UUID[],
              identity UUID, quarantined BOOLEAN, bucket INTEGER);
            CREATE TABLE gone AS SELECT * FROM stored;
            CREATE VIEW known AS
              SELECT *, false AS is_gone FROM stored
              UNION ALL SELECT g.*, true FROM gone g ANTI JOIN stored s ON s.id = g.id AND s.type = g.type;
            CREATE TABLE org_name (id UUID, name VARCHAR);
            CREATE TABLE refusal (
              seq BIGINT, type VARCHAR, position VARCHAR, id UUID, sealed BLOB, field VARCHAR, reason VARCHAR,
              unreadable BOOLEAN);
            CREATE TABLE noted AS SELECT * FROM refusal;
            """;

    private final StagingDatabase database;
    private final RowCrypto crypto;
    private final AtomicLong sequence;

    public Loader(StagingDatabase database, RowCrypto crypto) {
        this(database, crypto, new AtomicLong());
        database.run(TABLES);
    }

    private Loader(StagingDatabase database, RowCrypto crypto, AtomicLong sequence) {
        this.database = database;
        this.crypto = crypto;
        this.sequence = sequence;
    }

    /** Writes into the same tables, on another thread. */
    public Loader beside() {
        return new Loader(database, crypto.beside(), sequence);
    }

    public void rows(List<RowVersion> versions) {
        database.append("staged", appender -> {
            for (var version : versions) {
                row(appender, version);
            }
        });
        var names = new HashMap<String, String>();
        for (var version : versions) {
            if (version.row().payload() instanceof RosterOrg org) {
                names.putIfAbsent(version.row().sourceId(), org.getName());
            }
        }
        names(names);
    }

    /** Appends to {@code staged}, or to a table with the same columns. */
    void row(DuckDBAppender appender, RowVersion version) throws SQLException {
        row(appender, version, sequence.incrementAndGet());
    }

    public void stored(List<StoredEntry> entries) {
        database.append(
                "stored",
                stored -> database.append("gone", gone -> {
                    for (var entry : entries) {
                        stored(entry.gone() ? gone : stored, entry, sequence.incrementAndGet());
                    }
                }));
        var names = new HashMap<String, String>();
        for (var entry : entries) {
            if (entry.orgName() != null) {
                names.put(entry.sourceId(), entry.orgName());
            }
        }
        names(names);
    }

    public void silent(RecordType type) {
        database.append("silent", appender -> {
            appender.beginRow();
            appender.append(type.name());
            appender.endRow();
        });
    }

    public void withdrawn(RecordType type, List<String> sourceIds) {
        database.append("withdrawn", appender -> {
            for (var sourceId : sourceIds) {
                appender.beginRow();
                appender.append(type.name());
                appender.append(crypto.pseudonym(sourceId));
                appender.endRow();
            }
        });
    }

    /** Refuses rows that could not be read, which says nothing about whether their entity still exists. */
    public void refusals(List<RowRefusal> refusals) {
        database.append("refusal", appender -> {
            for (var refusal : refusals) {
                long number = sequence.incrementAndGet();
                var sourceId = refusal.sourceId();
                appender.beginRow();
                appender.append(number);
                appender.append(refusal.type().name());
                appender.append(refusal.position());
                uuid(appender, sourceId == null ? null : crypto.pseudonym(sourceId));
                if (sourceId == null) {
                    appender.appendNull();
                } else {
                    appender.append(crypto.seal(number, sourceId));
                }
                appender.append(refusal.field());
                appender.append(refusal.reason());
                appender.append(true);
                appender.endRow();
            }
        });
    }

    private void names(Map<String, String> names) {
        if (names.isEmpty()) {
            return;
        }
        database.append("org_name", appender -> {
            for (var name : names.entrySet()) {
                appender.beginRow();
                appender.append(crypto.pseudonym(name.getKey()));
                appender.append(name.getValue());
                appender.endRow();
            }
        });
    }

    private void stored(DuckDBAppender appender, StoredEntry entry, long number) throws SQLException {
        appender.beginRow();
        appender.append(number);
        appender.append(entry.type().name());
        appender.append(crypto.pseudonym(entry.sourceId()));
        appender.append(HashUuid.of(entry.hash()));
        appender.append(RowCrypto.entry(entry.type(), entry.sourceId(), entry.hash()));
        appender.append(crypto.seal(number, entry.sourceId()));
        appender.append(RoleBits.mask(entry.roles().toArray(PersonRole[]::new)));
        pseudonyms(appender, entry.orgSourceIds());
        uuid(appender, entry.identity() == null ? null : HashUuid.of(entry.identity()));
        appender.append(entry.quarantined());
        appender.append(Buckets.of(entry.sourceId()));
        appender.endRow();
    }

    private void row(DuckDBAppender appender, RowVersion version, long number) throws SQLException {
        var row = version.row();
        var hash = crypto.hash(row);
        appender.beginRow();
        appender.append(number);
        appender.append(row.type().name());
        appender.append(crypto.pseudonym(row.sourceId()));
        if (version.modifiedAt() == null) {
            appender.appendNull();
        } else {
            appender.append(version.modifiedAt().toEpochMilli());
        }
        appender.append(HashUuid.of(hash));
        appender.append(RowCrypto.entry(row.type(), row.sourceId(), hash));
        appender.append(crypto.seal(number, row));
        belonging(appender, row.payload());
        personColumns(appender, row.payload() instanceof RosterPerson person ? person : null);
        enrollmentColumns(appender, row.payload() instanceof RosterEnrollment enrollment ? enrollment : null);
        text(appender, version.position());
        text(appender, version.doubt());
        uuid(
                appender,
                row.payload() instanceof RosterDemographics demographics
                        ? clear(demographics.getBirthDateCiphertext(), UnaryOperator.identity())
                        : null);
        uuid(appender, crypto.identity(row));
        appender.append(Buckets.of(row.sourceId()));
        pseudonyms(appender, references(row.payload()));
        uuid(appender, row.payload() instanceof RosterPerson person ? domain(person) : null);
        uuid(appender, row.payload() instanceof RosterPerson person ? identifier(person) : null);
        appender.endRow();
    }

    /** Of an organisation or a session the one above it, of a class its terms, of a course its organisation. */
    private static List<String> references(SpecificRecord payload) {
        if (payload instanceof RosterClass section) {
            return section.getTermSourceIds();
        }
        return Stream.ofNullable(
                        payload instanceof RosterOrg org
                                ? org.getParentSourceId()
                                : payload instanceof RosterAcademicSession session
                                        ? session.getParentSourceId()
                                        : payload instanceof RosterCourse course ? course.getOrgSourceId() : null)
                .toList();
    }

    /** In one case, for parents enter it in any. */
    private @Nullable UUID identifier(RosterPerson person) {
        var identifier = person.getIdentifier();
        return identifier == null ? null : crypto.pseudonym(identifier.toLowerCase(Locale.ROOT));
    }

    private @Nullable UUID domain(RosterPerson person) {
        return clear(
                person.getEmailCiphertext(),
                email -> email.substring(email.lastIndexOf('@') + 1).toLowerCase(Locale.ROOT));
    }

    private void belonging(DuckDBAppender appender, SpecificRecord payload) throws SQLException {
        if (payload instanceof RosterPerson person) {
            appender.append(RoleBits.mask(person.getRoles().toArray(PersonRole[]::new)));
            pseudonyms(appender, person.getOrgSourceIds());
        } else if (payload instanceof RosterEnrollment enrollment) {
            appender.append(RoleBits.mask(RoleBits.of(enrollment.getRole())));
            pseudonyms(
                    appender, Stream.ofNullable(enrollment.getSchoolSourceId()).toList());
        } else {
            appender.append(0);
            pseudonyms(
                    appender,
                    payload instanceof RosterClass section
                            ? Stream.ofNullable(section.getSchoolSourceId()).toList()
                            : List.of());
        }
    }

    private void personColumns(DuckDBAppender appender, @Nullable RosterPerson person) throws SQLException {
        if (person == null) {
            appender.appendNull().appendNull();
            return;
        }
        uuid(appender, clear(person.getEmailCiphertext(), email -> email.toLowerCase(Locale.ROOT)));
        pseudonyms(appender, person.getAgentSourceIds());
    }

    private void enrollmentColumns(DuckDBAppender appender, @Nullable RosterEnrollment enrollment) throws SQLException {
        if (enrollment == null) {
            appender.appendNull().appendNull();
            return;
        }
        appender.append(crypto.pseudonym(enrollment.getClassSourceId()));
        appender.append(crypto.pseudonym(enrollment.getUserSourceId()));
    }

    /** What stands for a value that is to be sealed; null for null. */
    private @Nullable UUID clear(@Nullable ByteBuffer value, UnaryOperator<String> form) {
        var clear = RosterRow.clear(value);
        return clear == null ? null : crypto.pseudonym(form.apply(clear));
    }

    private void pseudonyms(DuckDBAppender appender, List<String> values) throws SQLException {
        if (values.isEmpty()) {
            appender.appendNull();
        } else {
            appender.append(values.stream().map(crypto::pseudonym).toList());
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
