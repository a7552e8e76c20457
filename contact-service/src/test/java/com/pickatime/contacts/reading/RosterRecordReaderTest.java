package com.pickatime.contacts.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.pickatime.contacts.ledger.Barrier;
import com.pickatime.contacts.ledger.ProcessedRecord.Outcome;
import com.pickatime.contacts.ledger.RunKey;
import com.pickatime.contacts.reading.ReadRecord.BarrierRecord;
import com.pickatime.contacts.reading.ReadRecord.ChangeRecord;
import com.pickatime.contacts.reading.ReadRecord.RefusedRecord;
import com.pickatime.contacts.store.RosterCollection;
import com.pickatime.contacts.testing.TestImport;
import com.pickatime.events.EnrollmentRole;
import com.pickatime.events.PersonRole;
import com.pickatime.events.RecordType;
import com.pickatime.events.RosterAcademicSession;
import com.pickatime.events.RosterClass;
import com.pickatime.events.RosterCourse;
import com.pickatime.events.RosterOperation;
import com.pickatime.events.RosterOrg;
import com.pickatime.events.RosterPerson;
import com.pickatime.events.RosterRecord;
import com.pickatime.local.testing.TestKeys;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.ids.ImportId;
import com.pickatime.schemas.digest.RosterDigest;
import com.pickatime.schemas.topics.RosterKey;
import com.pickatime.schemas.topics.Topics;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.Deserializer;
import org.bson.BsonDocument;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RosterRecordReaderTest {

    private static final byte[] VALUE = {0, 1, 2};

    private final TestImport run = new TestImport("b", "run-7", 7);

    @Test
    void readsAPersonWithOpenedAddressesForLookups() {
        var person = run.personPayload(
                "p1", "Marge", List.of(PersonRole.PARENT, PersonRole.TEACHER), " Marge@Example.ORG ", "s1");

        var fields = fields(run.upsert(RecordType.PERSON, "p1", person));

        assertThat(fields).isEqualTo(BsonDocument.parse("""
                {"roles": ["PARENT", "TEACHER"], "givenName": "Marge", "familyName": "Simpson",
                 "email": "marge@example.org", "emailGiven": "Marge@Example.ORG",
                 "words": ["marge", "simpson", "marge@example.org"], "byName": "simpson\\tmarge", "byKind": "c\\tsimpson\\tmarge",
                 "agents": ["s1"], "enabled": true}"""));
    }

    @Test
    void readsAPreferredNameToSearchBy() {
        var person = RosterPerson.newBuilder(run.personPayload("s1", "Margaret", List.of(PersonRole.STUDENT), null))
                .setPreferredName("Peggy Sue")
                .build();

        var fields = fields(run.upsert(RecordType.PERSON, "s1", person));

        assertThat(fields.getString("preferredName").getValue()).isEqualTo("Peggy Sue");
        assertThat(fields.getArray("words"))
                .extracting(word -> word.asString().getValue())
                .containsExactly("margaret", "simpson", "peggy", "sue");
        assertThat(fields.getString("byName").getValue()).isEqualTo("simpson\tpeggy sue");
    }

    @Test
    void readsEveryOtherTypeWithItsFieldsAndLeavesEmptyOnesOut() {
        assertThat(fields(run.upsert(RecordType.ORG, "o", new RosterOrg("District", "district", "17", null))))
                .isEqualTo(BsonDocument.parse("{name: 'District', type: 'district', identifier: '17'}"));
        assertThat(fields(run.upsert(
                        RecordType.ACADEMIC_SESSION,
                        "a",
                        new RosterAcademicSession(
                                "Fall", "term", LocalDate.of(2026, 8, 15), LocalDate.of(2026, 12, 30), "2027", "y"))))
                .isEqualTo(BsonDocument.parse("{title: 'Fall', type: 'term', startDate: '2026-08-15',"
                        + " endDate: '2026-12-30', schoolYear: '2027', parentSourceId: 'y'}"));
        assertThat(fields(run.upsert(RecordType.COURSE, "c", new RosterCourse("Maths", "M1", "y", "o"))))
                .isEqualTo(BsonDocument.parse("{title: 'Maths', code: 'M1', schoolYear: 'y', orgSourceId: 'o'}"));
        assertThat(fields(run.upsert(
                        RecordType.CLASS,
                        "c",
                        new RosterClass(
                                "Maths 1",
                                null,
                                "scheduled",
                                "R2",
                                "m",
                                "o",
                                List.of("t"),
                                List.of("08"),
                                List.of(),
                                List.of("1")))))
                .isEqualTo(
                        BsonDocument.parse("{title: 'Maths 1', type: 'scheduled', location: 'R2', courseSourceId: 'm',"
                                + " schoolSourceId: 'o', terms: ['t'], grades: ['08'], periods: ['1']}"));
        assertThat(fields(run.enrollment("e", "c", "s", EnrollmentRole.STUDENT)))
                .isEqualTo(
                        BsonDocument.parse("{classSourceId: 'c', userSourceId: 's', role: 'STUDENT', primary: false}"));
    }

    @Test
    void keepsOfABirthDateTheCiphertextAndAHashThatTellsBusinessesApart() {
        var one = fields(run.birthDate("s1", "2016-02-23"));
        var twin = fields(run.birthDate("s2", "2016-02-23"));
        var other = fields(run.birthDate("s1", "2016-02-24"));
        var elsewhere = fields(new TestImport("b2", "run", 1).birthDate("s1", "2016-02-23"));

        assertThat(one.keySet()).containsExactly("birthDateHash", "birthDate");
        assertThat(one.get("birthDateHash")).isEqualTo(twin.get("birthDateHash"));
        assertThat(one.get("birthDateHash")).isNotEqualTo(other.get("birthDateHash"));
        assertThat(one.get("birthDateHash")).isNotEqualTo(elsewhere.get("birthDateHash"));
        assertThat(TestKeys.cipher()
                        .open(
                                new BusinessId("b"),
                                "s1",
                                "birthDate",
                                one.getBinary("birthDate").getData()))
                .isEqualTo("2016-02-23");
    }

    @Test
    void readsARemoval() {
        var changed = (ChangeRecord) read(run.remove(RecordType.CLASS, "c1"));

        assertThat(changed.change().content()).isNull();
        assertThat(changed.change().collection()).isEqualTo(RosterCollection.CLASSES);
        assertThat(changed.change().revision()).isEqualTo(7);
        assertThat(changed.digest()).isEqualTo(RosterDigest.of(RecordType.CLASS, "c1", (byte[]) null));
    }

    @Test
    void readsABarrier() {
        var digest = new RosterDigest(3, 4);

        var ended = (BarrierRecord) read(run.barrier(2, 1_000, digest));

        assertThat(ended.barrier()).isEqualTo(new Barrier(1_000, digest));
        assertThat(ended.run()).isEqualTo(new RunKey(new ImportId("run-7"), new BusinessId("b"), 7));
        assertThat(ended.processed().outcome()).isEqualTo(Outcome.BARRIER);
    }

    @Test
    void refusesARecordThatNamesNoOrder() {
        var student = run.student("s1", "Bart");

        assertThat(reason(reader(student).read(origin(null)))).isEqualTo(RefusalReason.NO_KEY);
        assertThat(reason(reader(student).read(origin("b:s2")))).isEqualTo(RefusalReason.KEY_MISMATCH);
    }

    @Test
    void refusesWhatThisVersionDoesNotKnow() {
        assertThat(reason(read(run.record(RosterOperation.UNKNOWN, RecordType.PERSON, "s", null, null))))
                .isEqualTo(RefusalReason.UNKNOWN_OPERATION);
        assertThat(reason(read(run.remove(RecordType.UNKNOWN, "s")))).isEqualTo(RefusalReason.UNKNOWN_TYPE);
        assertThat(reason(read(run.remove(RecordType.BARRIER, "s")))).isEqualTo(RefusalReason.UNKNOWN_TYPE);
    }

    @Test
    void putsPeopleIntoQuarantineAndReleasesThemAndNothingElse() {
        assertThat(read(run.quarantine("s1")))
                .isInstanceOfSatisfying(
                        ReadRecord.QuarantineRecord.class,
                        record -> assertThat(record.sourceId()).isEqualTo("s1"));
        assertThat(read(run.release(run.student("s1", "Bart"))))
                .isInstanceOfSatisfying(ReadRecord.ChangeRecord.class, record -> {
                    assertThat(record.releases()).isTrue();
                    assertThat(record.change().content()).isNotNull();
                });
        assertThat(reason(read(run.record(RosterOperation.QUARANTINE, RecordType.ORG, "o", null, null))))
                .isEqualTo(RefusalReason.UNKNOWN_OPERATION);
        assertThat(reason(read(run.release(run.org("o", "Oak"))))).isEqualTo(RefusalReason.UNKNOWN_OPERATION);
    }

    @Test
    void refusesAPayloadOfAnotherType() {
        var org = new RosterOrg("District", "district", null, null);

        assertThat(reason(read(run.upsert(RecordType.PERSON, "s", org)))).isEqualTo(RefusalReason.WRONG_PAYLOAD);
        assertThat(reason(read(run.upsert(RecordType.COURSE, "s", null)))).isEqualTo(RefusalReason.WRONG_PAYLOAD);
        assertThat(reason(read(run.record(RosterOperation.BARRIER, RecordType.BARRIER, "run", null, org))))
                .isEqualTo(RefusalReason.WRONG_PAYLOAD);
    }

    @Test
    void refusesARecordThatLacksWhatItNeeds() {
        var nobody = run.personPayload("s", "", List.of(PersonRole.STUDENT), null);
        nobody.put("familyName", " ");

        assertThat(reason(read(run.upsert(RecordType.PERSON, "s", nobody)))).isEqualTo(RefusalReason.MISSING_FIELD);
        assertThat(reason(read(run.upsert(RecordType.PERSON, "s", run.personPayload("s", "Bart", List.of(), null)))))
                .isEqualTo(RefusalReason.MISSING_FIELD);
        assertThat(reason(read(run.enrollment("e", "c", " ", EnrollmentRole.STUDENT))))
                .isEqualTo(RefusalReason.MISSING_FIELD);
        assertThat(reason(read(run.record(
                        RosterOperation.UPSERT,
                        RecordType.ORG,
                        "o",
                        null,
                        new RosterOrg("D", "district", null, null)))))
                .isEqualTo(RefusalReason.MISSING_FIELD);
        assertThat(reason(read(new TestImport("b", "run", 0).student("s", "Bart"))))
                .isEqualTo(RefusalReason.MISSING_FIELD);
        assertThat(reason(reader(new TestImport("b:c", "run", 1).student("s", "Bart"))
                        .read(origin("b:c:s"))))
                .as("a business id that reaches into another business")
                .isEqualTo(RefusalReason.MISSING_FIELD);
    }

    @Test
    void refusesARecordWithAnIdThatIsTooLongForAKey() {
        var longest = "i".repeat(512);
        var tooLong = longest + "i";

        assertThat(read(new TestImport("b", longest, 1).student("s", "Bart"))).isInstanceOf(ChangeRecord.class);
        assertThat(reason(read(new TestImport("b", tooLong, 1).student("s", "Bart"))))
                .as("import")
                .isEqualTo(RefusalReason.ID_TOO_LONG);
        assertThat(reason(read(new TestImport(tooLong, "run", 1).student("s", "Bart"))))
                .as("business")
                .isEqualTo(RefusalReason.ID_TOO_LONG);
        assertThat(read(run.student(longest, "Bart"))).isInstanceOf(ChangeRecord.class);
        assertThat(reason(read(run.student(tooLong, "Bart")))).as("source ID").isEqualTo(RefusalReason.ID_TOO_LONG);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " "})
    void knowsNoImportForARecordThatDoesNotNameItsImportOrItsBusiness(String blank) {
        for (var nameless : List.of(new TestImport("b", blank, 1), new TestImport(blank, "run", 1))) {
            var refused = (RefusedRecord)
                    reader(nameless.remove(RecordType.CLASS, "c1")).read(origin("b:c1"));

            assertThat(refused.reason()).isEqualTo(RefusalReason.MISSING_FIELD);
            assertThat(refused.run()).isNull();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "23/02/2016", "2016-02-30", "unknown"})
    void refusesWhatIsNoDate(String date) {
        assertThat(reason(read(run.birthDate("s1", date)))).isEqualTo(RefusalReason.INVALID_BIRTH_DATE);
    }

    @Test
    void refusesACiphertextThatWasSealedForSomebodyElse() {
        var stolen = run.birthDate("s1", "2016-02-23").getPayload();

        assertThat(reason(read(run.upsert(RecordType.DEMOGRAPHICS, "s2", stolen))))
                .isEqualTo(RefusalReason.UNREADABLE_FIELD);
    }

    @Test
    void refusesBytesThatAreNoRecordAndKnowsNoImportForThem() {
        var refused = (RefusedRecord)
                reader(new SerializationException("unknown magic byte")).read(origin("b:s1"));

        assertThat(refused.reason()).isEqualTo(RefusalReason.UNDECODABLE);
        assertThat(refused.run()).isNull();
        assertThat(reason(reader((Object) null).read(origin("b:s1")))).isEqualTo(RefusalReason.UNDECODABLE);
        assertThat(reason(reader("another type").read(origin("b:s1")))).isEqualTo(RefusalReason.UNDECODABLE);
    }

    @Test
    void blamesNoRecordWhileTheRegistryIsAway() {
        var away = new SerializationException("no answer", new TimeoutException("registry"));

        assertThatThrownBy(() -> reader(away).read(origin("b:s1"))).isSameAs(away);
    }

    @Test
    void countsARefusedRecordInTheDigestOfItsImport() {
        var record = run.enrollment("e", " ", "s", EnrollmentRole.STUDENT);

        var processed = read(record).processed();

        assertThat(processed.outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(processed.run()).isEqualTo(new RunKey(new ImportId("run-7"), new BusinessId("b"), 7));
        assertThat(processed.digest()).isEqualTo(RosterDigest.of(RecordType.ENROLLMENT, "e", record.getContentHash()));
    }

    @Test
    void saysNothingAboutAPersonInItsOwnWords() {
        var changed = (ChangeRecord) read(run.student("s1", "Bartholomew"));

        assertThat(changed.change().toString()).doesNotContain("Bartholomew", "Simpson", "s1");
    }

    private static BsonDocument fields(RosterRecord record) {
        var content = ((ChangeRecord) read(record)).change().content();
        assertThat(Objects.requireNonNull(content).hash())
                .isEqualTo(record.getContentHash().bytes());
        return content.fields();
    }

    private static ReadRecord read(RosterRecord record) {
        return reader(record).read(origin(RosterKey.of(record.getBusinessId(), record.getSourceId())));
    }

    private static RefusalReason reason(ReadRecord record) {
        assertThat(record).isInstanceOf(RefusedRecord.class);
        return ((RefusedRecord) record).reason();
    }

    private static ConsumerRecord<byte[], byte[]> origin(@Nullable String key) {
        return new ConsumerRecord<>(
                Topics.ROSTER_RECORDS, 3, 17, key == null ? null : key.getBytes(StandardCharsets.UTF_8), VALUE);
    }

    /** A reader whose every record decodes to this, or fails with it. */
    private static RosterRecordReader reader(@Nullable Object decoded) {
        Deserializer<Object> deserializer = (topic, data) -> {
            if (decoded instanceof RuntimeException failure) {
                throw failure;
            }
            return decoded;
        };
        var sealed = new SealedFields(TestKeys.cipher());
        return new RosterRecordReader(
                new RosterRecordDecoder(deserializer, Topics.ROSTER_RECORDS),
                new RosterContentReader(sealed, new BirthDateHashes(sealed, TestKeys.hash())));
    }
}
