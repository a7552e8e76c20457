package com.pickatime.contacts.testing;

import com.pickatime.events.ContentHash;
import com.pickatime.events.EnrollmentRole;
import com.pickatime.events.ImportBarrier;
import com.pickatime.events.ImportEvent;
import com.pickatime.events.ImportMode;
import com.pickatime.events.ImportPublished;
import com.pickatime.events.ImportSummary;
import com.pickatime.events.ImportWarning;
import com.pickatime.events.PersonRole;
import com.pickatime.events.RecordType;
import com.pickatime.events.RosterClass;
import com.pickatime.events.RosterDemographics;
import com.pickatime.events.RosterEnrollment;
import com.pickatime.events.RosterOperation;
import com.pickatime.events.RosterOrg;
import com.pickatime.events.RosterPerson;
import com.pickatime.events.RosterRecord;
import com.pickatime.events.TypeTotals;
import com.pickatime.local.testing.TestKeys;
import com.pickatime.platform.crypto.FieldCipher;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.schemas.digest.RosterDigest;
import com.pickatime.schemas.serde.EventClasses;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One run of an import, as the import service would publish it. */
public record TestImport(String businessId, String importId, long revision) {

    static {
        // whichever test makes the first event of its JVM
        EventClasses.trust();
    }

    private static final FieldCipher CIPHER = TestKeys.cipher();

    public static TestImport of(String businessId, long revision) {
        return new TestImport(businessId, UUID.randomUUID().toString(), revision);
    }

    /** A business that no other test uses. */
    public static String freshBusiness() {
        return "b-" + UUID.randomUUID();
    }

    public RosterRecord org(String sourceId, String name) {
        return upsert(RecordType.ORG, sourceId, new RosterOrg(name, "school", null, null));
    }

    public RosterRecord student(String sourceId, String givenName, String... parents) {
        return person(sourceId, givenName, PersonRole.STUDENT, null, parents);
    }

    public RosterRecord parent(String sourceId, String givenName, @Nullable String email, String... children) {
        return person(sourceId, givenName, PersonRole.PARENT, email, children);
    }

    public RosterRecord teacher(String sourceId, String givenName) {
        return person(sourceId, givenName, PersonRole.TEACHER, null);
    }

    public RosterRecord person(
            String sourceId, String givenName, PersonRole role, @Nullable String email, String... agents) {
        return upsert(RecordType.PERSON, sourceId, personPayload(sourceId, givenName, List.of(role), email, agents));
    }

    public RosterPerson personPayload(
            String sourceId, String givenName, List<PersonRole> roles, @Nullable String email, String... agents) {
        return RosterPerson.newBuilder()
                .setRoles(roles)
                .setGivenName(givenName)
                .setFamilyName("Simpson")
                .setEmailCiphertext(email == null ? null : seal(sourceId, "email", email))
                .setAgentSourceIds(List.of(agents))
                .build();
    }

    public RosterRecord birthDate(String sourceId, String date) {
        return upsert(
                RecordType.DEMOGRAPHICS, sourceId, new RosterDemographics(seal(sourceId, "birthDate", date)), date);
    }

    public RosterRecord schoolClass(String sourceId, String title) {
        return upsert(
                RecordType.CLASS,
                sourceId,
                RosterClass.newBuilder().setTitle(title).build());
    }

    public RosterRecord enrollment(String sourceId, String classSourceId, String user, EnrollmentRole role) {
        return upsert(
                RecordType.ENROLLMENT,
                sourceId,
                RosterEnrollment.newBuilder()
                        .setClassSourceId(classSourceId)
                        .setUserSourceId(user)
                        .setRole(role)
                        .build());
    }

    public RosterRecord upsert(RecordType type, String sourceId, @Nullable Object payload) {
        return upsert(type, sourceId, payload, String.valueOf(payload));
    }

    public RosterRecord remove(RecordType type, String sourceId) {
        return record(RosterOperation.REMOVE, type, sourceId, null, null);
    }

    /** Lets a person wait for a decision. */
    public RosterRecord quarantine(String sourceId) {
        return record(RosterOperation.QUARANTINE, RecordType.PERSON, sourceId, null, null);
    }

    /** The person of {@code record}, who waits no longer. */
    public RosterRecord release(RosterRecord record) {
        return record(
                RosterOperation.RELEASE,
                record.getType(),
                record.getSourceId(),
                record.getContentHash(),
                record.getPayload());
    }

    public RosterRecord record(
            RosterOperation operation,
            RecordType type,
            String sourceId,
            @Nullable ContentHash hash,
            @Nullable Object payload) {
        return new RosterRecord(businessId, importId, revision, operation, type, sourceId, hash, payload);
    }

    public RosterRecord barrier(int partition, long records, RosterDigest digest) {
        return record(
                RosterOperation.BARRIER,
                RecordType.BARRIER,
                importId,
                null,
                new ImportBarrier(partition, records, digest.toAvro()));
    }

    /** Says that everything is on the topic, and that this is so many barriers. */
    public ImportEvent published(int partitions, List<TypeTotals> totals) {
        return new ImportEvent(
                importId + "/published",
                businessId,
                importId,
                Instant.EPOCH,
                new ImportPublished(revision, partitions, 0L, summary(totals)));
    }

    /** What the store shall hold of a type once exactly these are active. */
    public static TypeTotals totals(RecordType type, List<RosterRecord> active) {
        return TypeTotals.newBuilder()
                .setType(type)
                .setAdded(active.size())
                .setUpdated(0)
                .setRemoved(0)
                .setUnchanged(0)
                .setRefused(0)
                .setSourceCount(active.size())
                .setSourceDigest(digest(active).toAvro())
                .build();
    }

    public static RosterDigest digest(List<RosterRecord> records) {
        return records.stream()
                .map(record -> RosterDigest.of(record.getType(), record.getSourceId(), record.getContentHash()))
                .reduce(RosterDigest.EMPTY, RosterDigest::plus);
    }

    public static ImportSummary summary(List<TypeTotals> totals) {
        return ImportSummary.newBuilder()
                .setMode(ImportMode.FULL)
                .setStartedAt(Instant.EPOCH)
                .setTotals(totals)
                .setStudents(0)
                .setTeachers(0)
                .setParents(0)
                .setPeople(0)
                .setClassRosters(0)
                .setRelationships(0)
                .setStudentsWithoutBirthDate(0)
                .setWarnings(List.of(new ImportWarning("FROM_SOURCE", 1L, "said by the import service")))
                .build();
    }

    private RosterRecord upsert(RecordType type, String sourceId, @Nullable Object payload, String content) {
        return record(RosterOperation.UPSERT, type, sourceId, hash(content), payload);
    }

    /** Not keyed: tests do not mind. Ciphertext differs each time, so equal content may have two hashes here. */
    private static ContentHash hash(String content) {
        var hash = UUID.nameUUIDFromBytes(content.getBytes(StandardCharsets.UTF_8));
        return new ContentHash(ByteBuffer.allocate(16)
                .putLong(hash.getMostSignificantBits())
                .putLong(hash.getLeastSignificantBits())
                .array());
    }

    private ByteBuffer seal(String sourceId, String field, String plaintext) {
        return ByteBuffer.wrap(CIPHER.seal(new BusinessId(businessId), sourceId, field, plaintext));
    }
}
