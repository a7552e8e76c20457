package com.pickatime.imports.plan.staging.compare;

import com.pickatime.events.RecordType;
import com.pickatime.imports.plan.roster.RosterRow;
import com.pickatime.imports.plan.staging.result.Change;
import com.pickatime.imports.plan.staging.result.ListedChange;
import com.pickatime.imports.plan.staging.row.HashUuid;
import com.pickatime.imports.plan.staging.row.RowCrypto;
import com.pickatime.imports.plan.staging.store.StagingDatabase;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Lists a plan's changes for people who look at it: first what goes and what changes, then what comes. */
public final class Listing {

    private static final String LIST = """
            CREATE TABLE listed AS
              SELECT row_number() OVER () - 1 AS line, * FROM (
                SELECT c.type, c.kind, c.hash, c.seq, c.stored_seq, o.hash AS stored_hash, o.sealed AS stored, o.orgs AS stored_orgs
                FROM change c LEFT JOIN (SELECT seq, hash, sealed, orgs FROM known) o ON o.seq = c.stored_seq
                ORDER BY c.kind = 'ADD', list_position(%s, c.type), c.kind, coalesce(c.seq, c.stored_seq)
                LIMIT %d);
            CREATE TABLE listed_row AS
              SELECT s.seq, s.sealed, s.orgs, d.agents, s.class_id,
                CASE WHEN s.type = 'DEMOGRAPHICS' THEN s.id ELSE s.user_id END AS user_id
              FROM staged s SEMI JOIN listed l ON l.seq = s.seq
              LEFT JOIN dropped_claims d ON d.seq = s.seq;
            CREATE TABLE listed_part AS
              SELECT id, type, seq, sealed FROM staged
              WHERE (type = 'CLASS' AND id IN (SELECT class_id FROM listed_row))
                OR (type = 'PERSON' AND id IN (SELECT user_id FROM listed_row));
            """;

    private static final String LINES = """
            SELECT l.type, l.kind, l.hash, l.seq, r.sealed, r.agents, l.stored_seq, l.stored, l.stored_hash,
              coalesce(r.orgs, l.stored_orgs), c.seq, c.sealed, p.seq, p.sealed
            FROM (SELECT * FROM listed WHERE line >= %d AND line < %d) l
            LEFT JOIN listed_row r ON r.seq = l.seq
            LEFT JOIN (SELECT * FROM listed_part WHERE type = 'CLASS') c ON c.id = r.class_id
            LEFT JOIN (SELECT * FROM listed_part WHERE type = 'PERSON') p ON p.id = r.user_id
            ORDER BY l.line
            """;

    private final StagingDatabase database;
    private final RowCrypto crypto;
    private final Map<UUID, String> schools = new HashMap<>();

    public Listing(StagingDatabase database, RowCrypto crypto) {
        this.database = database;
        this.crypto = crypto;
    }

    /** Puts the changes in order, {@code most} of them, and says how many there are then. */
    public long fill(int most) {
        var types = Comparison.TYPES.stream().map(type -> "'" + type + "'").toList();
        database.run(LIST.formatted(types, most));
        database.each(
                "SELECT id, min(name) FROM org_name GROUP BY id",
                row -> schools.put((UUID) row.getObject(1), row.getString(2)));
        return database.count("SELECT count(*) FROM listed");
    }

    /** Those from one line, inclusive, to another, exclusive. */
    public List<ListedChange> lines(long from, long to) {
        var lines = new ArrayList<ListedChange>();
        database.each(LINES.formatted(from, to), row -> lines.add(line(row)));
        return lines;
    }

    private ListedChange line(ResultSet row) throws SQLException {
        var type = RecordType.valueOf(row.getString(1));
        var after = row.getObject(4) == null ? null : open(type, row, 4, 5, row.getArray(6));
        var sourceId = after == null ? crypto.openText(row.getLong(7), row.getBytes(8)) : after.sourceId();
        var change = new Change(type, sourceId, Change.Kind.valueOf(row.getString(2)), hash(row.getObject(3)), after);
        var orgs = row.getArray(10);
        return new ListedChange(
                change,
                orgs == null
                        ? List.of()
                        : Arrays.stream((Object[]) orgs.getArray())
                                .map(schools::get)
                                .filter(Objects::nonNull)
                                .toList(),
                row.getObject(11) == null ? null : open(RecordType.CLASS, row, 11, 12, null),
                row.getObject(13) == null ? null : open(RecordType.PERSON, row, 13, 14, null),
                hash(row.getObject(9)));
    }

    private RosterRow open(RecordType type, ResultSet row, int number, int sealed, @Nullable Array dropped)
            throws SQLException {
        var read = crypto.open(type, row.getLong(number), row.getBytes(sealed));
        return dropped == null ? read : crypto.withoutAgents(read, dropped);
    }

    private static byte @Nullable [] hash(@Nullable Object hash) {
        return hash == null ? null : HashUuid.bytes((UUID) hash);
    }
}
