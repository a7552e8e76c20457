package com.pickatime.imports.plan.roster;

import com.pickatime.events.PersonRole;
import com.pickatime.events.RecordType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An entity that the contact service has stored.
 *
 * @param hash content hash (16 bytes) it was published with
 * @param orgSourceIds where it belongs: a person's organisations, the school of a class or an enrollment; else empty
 * @param roles of a person, or of the person in an enrollment; else empty
 * @param orgName what an organisation is called; null for anything else
 * @param identity keyed hash (16 bytes) of a person's name, or of the birth date of demographics; null where it is not told
 * @param identifier keyed hash (16 bytes) of the district's own number for a person; null where it is not told
 * @param email keyed hash (16 bytes) of a person's address; null where it is not told
 * @param quarantined whether somebody has to decide first who a person is
 * @param gone whether the roster had it once and has it no longer; told of people and birth dates, for their identity alone
 */
public record StoredEntry(
        RecordType type,
        String sourceId,
        byte[] hash,
        List<String> orgSourceIds,
        List<PersonRole> roles,
        @Nullable String orgName,
        byte @Nullable [] identity,
        byte @Nullable [] identifier,
        byte @Nullable [] email,
        boolean quarantined,
        boolean gone) {

    public StoredEntry {
        orgSourceIds = List.copyOf(orgSourceIds);
        roles = List.copyOf(roles);
    }

    /** One that is known by its identity alone. */
    public StoredEntry(
            RecordType type,
            String sourceId,
            byte[] hash,
            List<String> orgSourceIds,
            List<PersonRole> roles,
            @Nullable String orgName,
            byte @Nullable [] identity,
            boolean quarantined,
            boolean gone) {
        this(type, sourceId, hash, orgSourceIds, roles, orgName, identity, null, null, quarantined, gone);
    }

    /** One of which is not told who it is. */
    public StoredEntry(
            RecordType type,
            String sourceId,
            byte[] hash,
            List<String> orgSourceIds,
            List<PersonRole> roles,
            @Nullable String orgName) {
        this(type, sourceId, hash, orgSourceIds, roles, orgName, null, null, null, false, false);
    }

    /** One of which is not told where it belongs either. */
    public StoredEntry(RecordType type, String sourceId, byte[] hash) {
        this(type, sourceId, hash, List.of(), List.of(), null);
    }
}
