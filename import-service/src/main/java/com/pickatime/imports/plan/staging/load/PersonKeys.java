package com.pickatime.imports.plan.staging.load;

import com.pickatime.events.RecordType;
import com.pickatime.events.RosterPerson;
import com.pickatime.imports.plan.roster.RosterRow;
import com.pickatime.imports.plan.roster.RowVersion;
import com.pickatime.imports.plan.roster.StoredEntry;
import com.pickatime.imports.plan.staging.row.HashUuid;
import com.pickatime.imports.plan.staging.row.RowCrypto;
import com.pickatime.imports.plan.staging.store.StagingDatabase;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.duckdb.DuckDBAppender;
import org.jspecify.annotations.Nullable;

/**
 * By what people are recognised whose source ID is another one, beside their names and birth dates: table {@code person_key}, of
 * those who are stored and those of the roster. Keyed hashes, as all that is compared.
 */
public final class PersonKeys {

    private static final String TABLE =
            "CREATE TABLE person_key (id UUID, is_stored BOOLEAN, identifier UUID, email UUID);";

    private final StagingDatabase database;
    private final RowCrypto crypto;

    private PersonKeys(StagingDatabase database, RowCrypto crypto) {
        this.database = database;
        this.crypto = crypto;
    }

    public static PersonKeys create(StagingDatabase database, RowCrypto crypto) {
        database.run(TABLE);
        return new PersonKeys(database, crypto);
    }

    /** Writes into the same table, on another thread. */
    public PersonKeys beside() {
        return new PersonKeys(database, crypto.beside());
    }

    /** What one person is recognised by. */
    private record Key(
            UUID id,
            boolean stored,
            @Nullable UUID identifier,
            @Nullable UUID email) {

        boolean tells() {
            return identifier != null || email != null;
        }
    }

    public void rows(List<RowVersion> versions) {
        append(versions.stream()
                .map(RowVersion::row)
                .filter(row -> row.type() == RecordType.PERSON)
                .map(row -> key(row, (RosterPerson) row.payload())));
    }

    private Key key(RosterRow row, RosterPerson person) {
        return new Key(crypto.pseudonym(row.sourceId()), false, crypto.identifier(person), crypto.email(person));
    }

    public void stored(List<StoredEntry> entries) {
        append(entries.stream()
                .filter(entry -> entry.type() == RecordType.PERSON && !entry.gone())
                .map(entry -> new Key(
                        crypto.pseudonym(entry.sourceId()), true, uuid(entry.identifier()), uuid(entry.email()))));
    }

    private void append(Stream<Key> some) {
        var keys = some.filter(Key::tells).toList();
        if (keys.isEmpty()) {
            return;
        }
        database.append("person_key", rows -> {
            for (var key : keys) {
                rows.beginRow();
                rows.append(key.id());
                rows.append(key.stored());
                append(rows, key.identifier());
                append(rows, key.email());
                rows.endRow();
            }
        });
    }

    private static void append(DuckDBAppender rows, @Nullable UUID value) throws SQLException {
        if (value == null) {
            rows.appendNull();
        } else {
            rows.append(value);
        }
    }

    private static @Nullable UUID uuid(byte @Nullable [] hash) {
        return hash == null ? null : HashUuid.of(hash);
    }
}
