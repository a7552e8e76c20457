package com.pickatime.imports.plan.staging;

import com.pickatime.events.PersonRole;
import com.pickatime.events.RecordType;
import com.pickatime.events.RosterClass;
import com.pickatime.events.RosterEnrollment;
import com.pickatime.events.RosterOrg;
import com.pickatime.events.RosterPerson;
import com.pickatime.imports.plan.roster.RosterRow;
import com.pickatime.imports.plan.roster.StoredEntry;
import com.pickatime.imports.plan.staging.result.Change;
import com.pickatime.imports.plan.staging.row.HashUuid;
import com.pickatime.imports.plan.staging.row.RowCrypto;
import com.pickatime.platform.crypto.KeyedHash;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.schemas.digest.RosterDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** A stand-in for the contact service: holds what plans told it to, in memory. */
final class Store {

    private final Map<RecordType, Map<String, Stored>> stored = new TreeMap<>();
    private final Map<RecordType, Map<String, Stored>> gone = new TreeMap<>();
    private final Set<String> quarantined = new TreeSet<>();

    List<StoredEntry> entries() {
        var entries = new ArrayList<StoredEntry>();
        stored.forEach((type, ids) -> ids.forEach((id, entry) -> entries.add(new StoredEntry(type, id, entry.hash()))));
        return entries;
    }

    /** The same with where they belong and what they are, as the contact service tells it. */
    List<StoredEntry> entriesWithParts() {
        var entries = new ArrayList<StoredEntry>();
        stored.forEach((type, ids) -> ids.forEach((id, entry) -> {
            var payload = entry.row().payload();
            var orgs = payload instanceof RosterPerson person
                    ? person.getOrgSourceIds()
                    : Stream.ofNullable(
                                    payload instanceof RosterClass section
                                            ? section.getSchoolSourceId()
                                            : payload instanceof RosterEnrollment enrollment
                                                    ? enrollment.getSchoolSourceId()
                                                    : null)
                            .toList();
            var roles = payload instanceof RosterPerson person ? person.getRoles() : List.<PersonRole>of();
            var name = payload instanceof RosterOrg org ? org.getName() : null;
            entries.add(new StoredEntry(type, id, entry.hash(), orgs, roles, name));
        }));
        return entries;
    }

    /** The same with who they are, as the contact service tells it that has these keys. */
    List<StoredEntry> entries(KeyedHash hash) {
        var crypto = new RowCrypto(hash, new BusinessId("springfield"));
        var entries = new ArrayList<StoredEntry>();
        stored.forEach((type, ids) -> ids.forEach((id, entry) -> entries.add(entry(crypto, type, id, entry, false))));
        gone.forEach((type, ids) -> ids.forEach((id, entry) -> entries.add(entry(crypto, type, id, entry, true))));
        return entries;
    }

    @SuppressWarnings("NullAway") // does not read from a class file that an array may be null
    private StoredEntry entry(RowCrypto crypto, RecordType type, String id, Stored entry, boolean isGone) {
        var identity = crypto.identity(entry.row());
        return new StoredEntry(
                type,
                id,
                entry.hash(),
                List.of(),
                List.of(),
                null,
                identity == null ? null : HashUuid.bytes(identity),
                type == RecordType.PERSON && quarantined.contains(id),
                isGone);
    }

    Set<String> quarantined() {
        return quarantined;
    }

    Map<String, RosterRow> rows(RecordType type) {
        var rows = new HashMap<String, RosterRow>();
        of(type).forEach((id, entry) -> rows.put(id, entry.row()));
        return rows;
    }

    RosterDigest digest(RecordType type) {
        var digest = RosterDigest.EMPTY;
        for (var entry : of(type).entrySet()) {
            digest = digest.plus(
                    RosterDigest.of(type, entry.getKey(), entry.getValue().hash()));
        }
        return digest;
    }

    void apply(Staging staging) {
        staging.changes(7, batch -> batch.forEach(this::apply));
    }

    private void apply(Change change) {
        var hash = change.hash();
        var row = change.row();
        boolean present = of(change.type()).containsKey(change.sourceId());
        boolean mayBeGone = change.kind() == Change.Kind.QUARANTINE || change.kind() == Change.Kind.RELEASE;
        boolean known = present || mayBeGone && gone(change.type()).containsKey(change.sourceId());
        if (known == (change.kind() == Change.Kind.ADD)) {
            throw new AssertionError(change + " does not fit what is stored");
        }
        if (change.kind() == Change.Kind.QUARANTINE) {
            quarantined.add(change.sourceId());
            return;
        }
        if (change.kind() == Change.Kind.RELEASE) {
            quarantined.remove(change.sourceId());
        }
        if (hash == null || row == null) {
            gone(change.type())
                    .put(
                            change.sourceId(),
                            Objects.requireNonNull(of(change.type()).remove(change.sourceId())));
        } else {
            gone(change.type()).remove(change.sourceId());
            of(change.type()).put(change.sourceId(), new Stored(hash, row));
        }
    }

    private Map<String, Stored> of(RecordType type) {
        return stored.computeIfAbsent(type, t -> new TreeMap<>());
    }

    private Map<String, Stored> gone(RecordType type) {
        return gone.computeIfAbsent(type, t -> new TreeMap<>());
    }

    private record Stored(byte[] hash, RosterRow row) {}
}
