package com.pickatime.imports.source.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.pickatime.events.PersonRole;
import com.pickatime.events.RecordType;
import com.pickatime.imports.plan.roster.RosterRow;
import com.pickatime.imports.plan.roster.RowRefusal;
import com.pickatime.imports.plan.roster.StoredEntry;
import com.pickatime.imports.plan.roster.Warning;
import com.pickatime.imports.plan.staging.OpenStaging;
import com.pickatime.imports.plan.staging.Rows;
import com.pickatime.imports.plan.staging.Staging;
import com.pickatime.imports.plan.staging.TooManyRefusedException;
import com.pickatime.imports.plan.staging.result.TypePlan;
import com.pickatime.imports.source.FetchProgress;
import com.pickatime.imports.source.RosterIncompleteException;
import com.pickatime.imports.source.SourceReport;
import com.pickatime.platform.crypto.Keysets;
import com.pickatime.platform.ids.BusinessId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.util.unit.DataSize;
import reactor.test.StepVerifier;

@ExtendWith(OpenStaging.class)
class CsvRosterTest {

    private static final String USERS =
            "sourcedId,role,givenName,familyName,email,agentSourcedIds,orgSourcedIds,username,phone,password";

    @TempDir
    Path directory;

    private final Staging staging;

    CsvRosterTest(Staging staging) {
        this.staging = staging;
    }

    @Test
    void readsEveryFile() {
        var report = read(Zips.roster());

        assertThat(report.rows())
                .hasSize(7)
                .allSatisfy((type, rows) -> assertThat(rows).isOne());
        assertThat(report.demographicsShared()).isTrue();
        assertThat(report.warnings()).isEmpty();
        assertThat(OpenStaging.rows(staging)).hasSize(7);
    }

    @Test
    void readsFilesInAFolderAndPassesOverWhatSystemsAdd() {
        var zip = Zips.roster()
                .in("Export 2026")
                .with("__MACOSX/Export 2026/users.csv", "rubbish")
                .with("Export 2026/._users.csv", "rubbish")
                .with("Export 2026/old/users.csv", "rubbish")
                .with("readme.txt", "rubbish");

        assertThat(read(zip).rows()).containsEntry(RecordType.PERSON, 1L);
    }

    @Test
    void readsWhatSpreadsheetsWrite() {
        var text = "\uFEFF SourcedId ,\"ROLE\",givenName,familyName,email,agentSourcedIds,orgSourcedIds,metadata.x\r\n"
                + "u1,student,\"José \"\"Pepe\"\"\",\"O'Hara, Jr.\",, \"p1, p2\",school,\r\n"
                + "\r\n"
                + "u2,student,Zoe\u0308,F,,,school,,,,\r\n"
                + "u3,student,\"two\nlines\",F,,,school,";

        read(Zips.roster().with("users.csv", text.getBytes(StandardCharsets.UTF_8)));

        assertThat(OpenStaging.rows(staging, RecordType.PERSON))
                .extracting(
                        RosterRow::sourceId,
                        row -> Rows.person(row).getGivenName(),
                        row -> Rows.person(row).getFamilyName())
                .containsExactlyInAnyOrder(
                        tuple("u1", "José \"Pepe\"", "O'Hara, Jr."),
                        tuple("u2", "Zoe\u0308", "F"),
                        tuple("u3", "two\nlines", "F"));
        assertThat(staging.refusals(10)).extracting(RowRefusal::sourceId).containsExactly("student", "enrollment");
    }

    @ParameterizedTest
    @ValueSource(strings = {"metadata.preferredName", "preferredGivenName", "Metadata.PreferredName"})
    void readsThePreferredName(String column) {
        read(Zips.roster().with("users.csv", USERS + "," + column, "student,student,G,F,e@example.org,,school,,,,Kit"));

        assertThat(OpenStaging.rows(staging, RecordType.PERSON))
                .extracting(row -> Rows.person(row).getPreferredName())
                .containsExactly("Kit");
    }

    @Test
    void refusesRowsWithMoreValuesThanColumnsAndReadsTheRest() {
        read(Zips.roster()
                .with(
                        "users.csv",
                        USERS,
                        "student,student,G,F,e@example.org,,school,,,",
                        "short,student,G",
                        "long,student,G,F,e@example.org,,school,,,,surplus",
                        "harmless,student,G,F,e@example.org,,school,,,, ,"));

        assertThat(OpenStaging.rows(staging, RecordType.PERSON))
                .extracting(RosterRow::sourceId)
                .containsExactlyInAnyOrder("student", "short", "harmless");
        assertThat(staging.refusals(10))
                .containsExactly(new RowRefusal(
                        RecordType.PERSON,
                        "users.csv:4",
                        "long",
                        "row",
                        "has 11 values where the header has 10 columns"));
    }

    @Test
    void countsRowsThatSayThatSomethingIsNoMore() {
        var report = read(Zips.roster()
                .with("users.csv", USERS + ",status", "student,student,G,F,e@example.org,,school,,,,tobedeleted"));

        assertThat(report.rows()).containsEntry(RecordType.PERSON, 0L);
        assertThat(report.inactive()).containsEntry(RecordType.PERSON, 1L);
    }

    @Test
    void refusesBadRowsWithTheirLine() {
        read(Zips.roster()
                .with("demographics.csv", "sourcedId,birthDate", "student,30 Dec 2012", "student,2012-12-30"));

        assertThat(staging.refusals(10))
                .containsExactly(new RowRefusal(
                        RecordType.DEMOGRAPHICS,
                        "demographics.csv:2",
                        "student",
                        "birthDate",
                        "is not a date written as YYYY-MM-DD"));
    }

    @Test
    void readsRolesFromTheirOwnFile() {
        read(Zips.roster()
                .with(
                        "users.csv",
                        "sourcedId,givenName,familyName,email,agentSourcedIds,primaryOrgSourcedId",
                        "student,G,F,,,school",
                        "both,G,F,,student,",
                        "none,G,F,,,")
                .with(
                        "roles.csv",
                        "sourcedId,status,userSourcedId,roleType,role,orgSourcedId",
                        "1,,student,primary,student,school",
                        "2,active,both,primary,teacher,school",
                        "3,active,both,secondary,guardian,other",
                        "4,tobedeleted,none,primary,student,school",
                        "5,,,primary,student,school",
                        "6,,student"));

        assertThat(OpenStaging.rows(staging, RecordType.PERSON))
                .extracting(
                        RosterRow::sourceId,
                        row -> Rows.person(row).getRoles(),
                        row -> Rows.person(row).getOrgSourceIds())
                .containsExactlyInAnyOrder(
                        tuple("student", List.of(PersonRole.STUDENT), List.of("school")),
                        tuple("both", List.of(PersonRole.TEACHER, PersonRole.GUARDIAN), List.of("other", "school")));
        assertThat(staging.refusals(10))
                .extracting(RowRefusal::position, RowRefusal::field)
                .containsExactlyInAnyOrder(
                        tuple("users.csv:4", "role"),
                        tuple("roles.csv:6", "userSourcedId"),
                        tuple("roles.csv:7", "role"));
    }

    @Test
    void readsTheNamesOfOneRosterOneNought() {
        read(Zips.roster()
                .with(
                        "users.csv",
                        "sourcedId,orgSourcedIds,role,username,userId,givenName,familyName,email,agents",
                        "student,school,student,,,G,F,,parent",
                        "parent,school,parent,,,G,F,p@example.org,")
                .with("demographics.csv", "userSourcedId,birthdate", "student,1997-05-30"));

        assertThat(staging.plan().facts().relationships()).isOne();
        assertThat(staging.plan().facts().studentsWithoutBirthDate()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"orgs.csv", "classes.csv", "users.csv", "enrollments.csv"})
    void namesTheFileThatIsMissing(String file) {
        assertIncomplete(Zips.roster().without(file), "FILE_MISSING", file);
    }

    @ParameterizedTest
    @CsvSource({
        "orgs.csv, name",
        "classes.csv, sourcedId",
        "users.csv, agentSourcedIds",
        "enrollments.csv, userSourcedId",
        "demographics.csv, birthDate"
    })
    void namesTheColumnThatIsMissing(String file, String column) {
        var columns = Stream.of(
                        "sourcedId",
                        "name",
                        "type",
                        "title",
                        "role",
                        "givenName",
                        "familyName",
                        "email",
                        "agentSourcedIds",
                        "classSourcedId",
                        "userSourcedId",
                        "birthDate")
                .filter(name -> !name.equals(column))
                .toArray(String[]::new);

        assertIncomplete(Zips.roster().with(file, String.join(",", columns)), "COLUMN_MISSING", column);
    }

    @Test
    void wantsRolesInOneOfTheTwoPlaces() {
        var users = "sourcedId,givenName,familyName,email,agentSourcedIds";

        assertIncomplete(Zips.roster().with("users.csv", users), "COLUMN_MISSING", "no roles.csv");
        assertIncomplete(
                Zips.roster().with("users.csv", users).with("roles.csv", "role"), "COLUMN_MISSING", "roles.csv");
        assertIncomplete(Zips.roster().with("users.csv", users + ",role,Role"), "COLUMN_TWICE", "column role twice");
        assertIncomplete(Zips.roster().with("users.csv", new byte[0]), "FILE_EMPTY", "users.csv");
    }

    @Test
    void keepsWhatIsStoredOfAFileThatIsLeftOut() {
        var report = read(Zips.roster().without("courses.csv").without("demographics.csv"));
        staging.addStored(List.of(new StoredEntry(RecordType.COURSE, "math", new byte[16])));

        assertThat(report.warnings())
                .extracting(Warning::code)
                .containsExactly("FILE_ABSENT", "DEMOGRAPHICS_NOT_SHARED");
        assertThat(report.demographicsShared()).isFalse();
        assertThat(staging.plan().of(RecordType.COURSE).unchanged()).isOne();
    }

    @Test
    void believesItsManifest() {
        var bulk = Zips.roster().with("manifest.csv", "propertyName,value", "file.users,bulk", "file.courses,bulk");
        var absent = Zips.roster()
                .with("manifest.csv", "\"propertyName\",\"value\"", "file.demographics,absent")
                .with("demographics.csv", "rubbish");

        assertThat(read(bulk).warnings()).isEmpty();
        assertThat(read(absent).demographicsShared()).isFalse();
        assertIncomplete(bulk.without("courses.csv"), "FILE_MISSING", "courses.csv");
    }

    @Test
    void takesNoWordThatItDoesNotKnowForAWholeFile() {
        assertIncomplete(
                Zips.roster().with("manifest.csv", "propertyName,value", "file.users,changes"),
                "MANIFEST_UNKNOWN",
                "manifest.csv calls users.csv neither bulk, delta nor absent. Set file.users to bulk");
    }

    @Test
    void keepsWhatAFileOfChangesDoesNotMention() {
        var report =
                read(changes("file.users,delta", "file.orgs,absent", "file.classes,absent", "file.enrollments,absent"));
        staging.addStored(List.of(
                stored(RecordType.PERSON, "student"),
                stored(RecordType.PERSON, "leaves"),
                stored(RecordType.PERSON, "stays"),
                stored(RecordType.ORG, "school"),
                stored(RecordType.ENROLLMENT, "enrollment")));

        assertThat(report.warnings()).extracting(Warning::code).containsExactly("CHANGES_ONLY");
        assertThat(report.onlyChanges()).isTrue();
        var plan = staging.plan();
        assertThat(plan.of(RecordType.PERSON))
                .extracting(TypePlan::added, TypePlan::updated, TypePlan::removed, TypePlan::unchanged)
                .containsExactly(1L, 1L, 1L, 1L);
        assertThat(plan.changes()).isEqualTo(3);
    }

    @Test
    void removesWhatAWholeFileBesideOneOfChangesDoesNotHave() {
        read(changes("file.users,delta", "file.enrollments,bulk")
                .with("enrollments.csv", "sourcedId,classSourcedId,userSourcedId,role", "new,math-1,student,student"));
        staging.addStored(List.of(
                stored(RecordType.PERSON, "stays"),
                stored(RecordType.CLASS, "math-1"),
                stored(RecordType.ENROLLMENT, "enrollment")));

        var plan = staging.plan();
        assertThat(plan.of(RecordType.PERSON).removed()).isZero();
        assertThat(plan.of(RecordType.ENROLLMENT))
                .extracting(TypePlan::added, TypePlan::removed)
                .containsExactly(1L, 1L);
    }

    @Test
    void refusesFilesOfChangesThatCannotBeOne() {
        var roles =
                changes("file.users,delta", "file.roles,delta").with("roles.csv", "userSourcedId,role,orgSourcedId");
        var lost = changes("file.users,delta", "file.enrollments,delta");

        assertIncomplete(roles, "DELTA_NOT_SUPPORTED", "roles.csv");
        assertIncomplete(lost, "FILE_MISSING", "enrollments.csv");
    }

    /** As OneRoster 1.2 has it: a person's roles stand in a file of their own, which tells those of everybody. */
    @Test
    void readsChangedPeopleWithTheirRolesFromAWholeFile() {
        var report = read(changes("oneroster.version,1.2", "file.users,delta", "file.roles,bulk")
                .with(
                        "users.csv",
                        "sourcedId,status,dateLastModified,enabledUser,username,givenName,familyName,email,agentSourcedIds,primaryOrgSourcedId",
                        "new,active,2026-12-30T10:00:00.000Z,true,new,G,F,,,school",
                        "leaves,tobedeleted,2026-12-30T10:00:00.000Z,true,leaves,G,F,,,school")
                .with(
                        "roles.csv",
                        "sourcedId,status,dateLastModified,userSourcedId,roleType,role,orgSourcedId",
                        "1,active,2026-12-30T10:00:00.000Z,new,primary,teacher,school",
                        "2,active,2026-12-30T10:00:00.000Z,stays,primary,student,school",
                        "3,tobedeleted,2026-12-30T10:00:00.000Z,new,secondary,student,school"));
        staging.addStored(List.of(stored(RecordType.PERSON, "leaves"), stored(RecordType.PERSON, "stays")));

        assertThat(report.onlyChanges()).isTrue();
        assertThat(staging.plan().of(RecordType.PERSON))
                .extracting(TypePlan::added, TypePlan::updated, TypePlan::removed, TypePlan::unchanged)
                .containsExactly(1L, 0L, 1L, 1L);
        var roles = new ArrayList<List<PersonRole>>();
        staging.changes(
                10,
                batch -> batch.stream()
                        .flatMap(change -> Stream.ofNullable(change.row()))
                        .forEach(row -> roles.add(Rows.person(row).getRoles())));
        assertThat(roles).containsExactly(List.of(PersonRole.TEACHER));
        assertThat(staging.refusals(10)).isEmpty();
    }

    @Test
    void knowsOfWhichTypesItHasChangesAlone() {
        read(changes("file.users,bulk", "file.enrollments,delta")
                .with("enrollments.csv", "sourcedId,classSourcedId,userSourcedId,role", "new,math-1,student,student"));

        assertThat(staging.hasOnlyChanges(RecordType.PERSON)).isFalse();
        assertThat(staging.hasOnlyChanges(RecordType.ENROLLMENT)).isTrue();
        assertThat(staging.hasOnlyChanges(RecordType.CLASS))
                .as("nothing tells of these")
                .isFalse();
    }

    private static Zips changes(String... modes) {
        return Zips.empty()
                .with("manifest.csv", "propertyName,value\n" + String.join("\n", modes))
                .with(
                        "users.csv",
                        "sourcedId,status,dateLastModified,role,givenName,familyName,email,agentSourcedIds,orgSourcedIds",
                        "student,active,2026-12-30T10:00:00.000Z,student,G,F,,,school",
                        "new,active,2026-12-30T10:00:00.000Z,student,G,F,,,school",
                        "leaves,tobedeleted,2026-12-30T10:00:00.000Z,student,G,F,,,school");
    }

    private static StoredEntry stored(RecordType type, String id) {
        return new StoredEntry(type, id, new byte[16]);
    }

    @Test
    void refusesAFileThatIsThereTwice() {
        var users = Zips.roster().in("a").with("b/users.csv", "rubbish");

        assertIncomplete(users, "FILE_TWICE", "users.csv");
    }

    @Test
    void refusesNamesThatWouldTurnIntoQuestionMarks() {
        var latin1 = (USERS + "\nu,student,Jos\u00e9,F,,,,,,\n").getBytes(StandardCharsets.ISO_8859_1);
        var utf16 = USERS.getBytes(StandardCharsets.UTF_16);
        var lateLatin1 = (USERS + "\n" + "u,student,G,F,,,,,,\n".repeat(20_000) + "u,student,Jos\u00e9,F,,,,,,\n")
                .getBytes(StandardCharsets.ISO_8859_1);

        assertIncomplete(Zips.roster().with("users.csv", latin1), "NOT_UTF_8", "users.csv");
        assertIncomplete(Zips.roster().with("users.csv", utf16), "NOT_UTF_8", "users.csv");
        assertIncomplete(Zips.roster().with("users.csv", lateLatin1), "NOT_UTF_8", "users.csv");
    }

    @Test
    void refusesAQuoteThatSwallowsTheRestOfTheFile() {
        var zip = Zips.roster()
                .with(
                        "users.csv",
                        USERS,
                        "u1,student,G,F,,,,,,",
                        "u2,student,\"Hummingbird,F,,,,,,",
                        "u3,student,G,F,,,,,,");

        assertIncomplete(zip, "FILE_UNREADABLE", "line 2");
    }

    @Test
    void quotesNothingOfABrokenFile() {
        var zip = Zips.roster().with("users.csv", USERS, "u1,student,\"Hummingbird\"Q,F,,,,,,");

        StepVerifier.create(new CsvRoster(zip.write(directory), CsvLimits.DEFAULTS, Clock.systemUTC())
                        .copyInto(staging, FetchProgress.NONE))
                .expectErrorSatisfies(failure -> assertThat(failure)
                        .hasMessageNotContainingAny("Hummingbird", "'Q'")
                        .hasNoCause())
                .verify();
    }

    @Test
    void stopsAtAZipThatIsTooLarge() {
        var zeros = Zips.roster().with("users.csv", new byte[3_000_000]);
        var many = Zips.roster();
        IntStream.range(0, 30).forEach(i -> many.with("file" + i, "x"));

        assertIncomplete(zeros, new CsvLimits(100, 1_000_000), "ZIP_TOO_LARGE");
        assertIncomplete(many, new CsvLimits(30, 1_000_000), "ZIP_TOO_LARGE");
        assertThat(read(Zips.roster()).rows()).hasSize(7);
    }

    @Test
    void stopsAtAFileWithMoreRowsThanADistrictHas() {
        var rows = Zips.roster().with("orgs.csv", "sourcedId,name,type", "1,A,school", "2,B,school", "3,C,school");

        assertIncomplete(rows, new CsvLimits(100, 1_000_000, 2), "FILE_TOO_LONG");
    }

    @Test
    void doesNotEvenUnpackWhatIsPackedAsNoRosterIs() {
        var lines = "x\n".repeat(10 * 1024 * 1024).getBytes(StandardCharsets.UTF_8);

        assertIncomplete(Zips.roster().with("users.csv", lines), CsvLimits.DEFAULTS, "ZIP_TOO_LARGE");
        assertThat(staging.plan().isEmpty()).isTrue();
    }

    @Test
    void refusesWhatIsNoZip() throws IOException {
        var file = Files.writeString(directory.resolve("users.csv"), USERS);

        StepVerifier.create(new CsvRoster(file, CsvLimits.DEFAULTS, Clock.systemUTC())
                        .copyInto(staging, FetchProgress.NONE))
                .expectErrorSatisfies(failure -> assertThat(code(failure)).isEqualTo("NOT_A_ZIP"))
                .verify();
    }

    @Test
    void tellsHowFarItHasCome() {
        var lines = new ArrayList<>(List.of(USERS));
        IntStream.range(0, 12_000).forEach(i -> lines.add("u" + i + ",student,G,F,,,,,,"));
        var told = new ArrayList<Long>();
        var zip = Zips.roster().with("users.csv", lines.toArray(String[]::new)).write(directory);

        new CsvRoster(zip, CsvLimits.DEFAULTS, Clock.systemUTC())
                .copyInto(staging, (type, rows, total) -> {
                    if (type == RecordType.PERSON) {
                        told.add(rows);
                    }
                })
                .block(Duration.ofSeconds(30));

        assertThat(told).containsExactly(5_000L, 10_000L, 12_000L);
    }

    private SourceReport read(Zips zip) {
        var report = new CsvRoster(zip.write(directory), CsvLimits.DEFAULTS, Clock.systemUTC())
                .copyInto(staging, FetchProgress.NONE)
                .block(Duration.ofSeconds(30));
        assertThat(report).isNotNull();
        return report;
    }

    @ParameterizedTest
    @ValueSource(strings = {"users.csv", "roles.csv"})
    void readsNoFurtherThanAFileIsWorth(String file) {
        var header = file.equals("users.csv") ? USERS : "sourcedId,userSourcedId,roleType,role,orgSourcedId";
        var zip = Zips.roster().with(file, header + "\n" + ",,x,,\n".repeat(7_000));
        try (var small = Staging.open(
                directory,
                Keysets.generate().keyedHash(),
                new BusinessId("springfield"),
                DataSize.ofMegabytes(64),
                1_000)) {
            StepVerifier.create(new CsvRoster(zip.write(directory), CsvLimits.DEFAULTS, Clock.systemUTC())
                            .copyInto(small, FetchProgress.NONE))
                    .expectErrorSatisfies(failure -> assertThat(failure)
                            .isInstanceOf(TooManyRefusedException.class)
                            .hasMessageContaining("1,001 rows of " + file + " were refused")
                            .hasMessageContaining("The first were " + file + ":2 ("))
                    .verify();

            assertThat(small.refused()).isEqualTo(1_001);
            assertThat(small.refusals(5)).hasSize(5);
        }
    }

    private void assertIncomplete(Zips zip, String code, String message) {
        StepVerifier.create(new CsvRoster(zip.write(directory), CsvLimits.DEFAULTS, Clock.systemUTC())
                        .copyInto(staging, FetchProgress.NONE))
                .expectErrorSatisfies(failure -> {
                    assertThat(code(failure)).isEqualTo(code);
                    assertThat(failure).hasMessageContaining(message);
                })
                .verify();
    }

    private void assertIncomplete(Zips zip, CsvLimits limits, String code) {
        StepVerifier.create(new CsvRoster(zip.write(directory), limits, Clock.systemUTC())
                        .copyInto(staging, FetchProgress.NONE))
                .expectErrorSatisfies(failure -> assertThat(code(failure)).isEqualTo(code))
                .verify();
    }

    private static String code(Throwable failure) {
        return failure instanceof RosterIncompleteException incomplete ? incomplete.code() : failure.toString();
    }
}
