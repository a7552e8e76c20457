package com.pickatime.imports.source.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.pickatime.events.PersonRole;
import com.pickatime.events.RecordType;
import com.pickatime.events.RosterDemographics;
import com.pickatime.events.RosterEnrollment;
import com.pickatime.imports.plan.roster.RosterRow;
import com.pickatime.imports.plan.roster.RowRefusal;
import com.pickatime.imports.plan.roster.StoredEntry;
import com.pickatime.imports.plan.roster.Warning;
import com.pickatime.imports.plan.staging.OpenStaging;
import com.pickatime.imports.plan.staging.Rows;
import com.pickatime.imports.plan.staging.Staging;
import com.pickatime.imports.plan.staging.result.RosterFacts;
import com.pickatime.imports.plan.staging.row.CanonicalForm;
import com.pickatime.imports.source.FetchProgress;
import com.pickatime.imports.source.RosterIncompleteException;
import com.pickatime.imports.source.SourceReport;
import com.pickatime.platform.crypto.Keysets;
import com.pickatime.platform.ids.BusinessId;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.test.StepVerifier;

/** Files as spreadsheets, scripts and student information systems really write them. */
@ExtendWith(OpenStaging.class)
class RealFilesTest {

    private static final Clock NOVEMBER = Clock.fixed(Instant.parse("2026-11-28T12:00:00Z"), ZoneOffset.UTC);
    private static final String USERS =
            "sourcedId,status,enabledUser,orgSourcedIds,role,username,givenName,familyName,middleName,email,agentSourcedIds,grades";
    private static final String ENROLLMENTS = "sourcedId,classSourcedId,userSourcedId,role,primary,beginDate,endDate";

    @TempDir
    Path directory;

    private final Staging staging;

    RealFilesTest(Staging staging) {
        this.staging = staging;
    }

    @Test
    void quotesNothingOfAFileWithoutColumnNames() {
        var address = "rowan.reed@hummingbird.example.org";
        var users = "r1,,true,school,student," + address + ",Rowan,Reed,," + address + ",,3";

        assertThat(failure(Zips.roster().with("users.csv", users)))
                .returns("NO_COLUMN_NAMES", RosterIncompleteException::code)
                .hasMessageContaining("first line of users.csv holds no column names")
                .hasMessageNotContainingAny("hummingbird", "Rowan", "Reed")
                .hasNoCause();
        assertThat(failure(Zips.roster().with("demographics.csv", "r1,2017-03-04,2017-03-04")))
                .hasMessageContaining("demographics.csv holds no column names")
                .hasMessageNotContaining("2017");
    }

    @Test
    void quotesNoCellThatStandsTwiceInTheFirstLine() {
        var twice = USERS + ",hummingbird@example.org,hummingbird@example.org";

        read(Zips.roster().with("users.csv", twice, "student,,,school,student,,G,F,,,,,a,b"));
        assertThat(failure(Zips.roster().with("users.csv", USERS + ",Email")))
                .returns("COLUMN_TWICE", RosterIncompleteException::code)
                .hasMessageContaining("the column email twice, as number 10 and as number 13");
    }

    @Test
    void takesMissingValuesAtTheEndOfARowForBlanks() {
        read(Zips.roster()
                .with("orgs.csv", "sourcedId,name,type,identifier,,", "school,School,school")
                .with(
                        "users.csv",
                        USERS + ",,",
                        "teacher,,true,school,teacher,t,Tia,Hill",
                        "student,,true,school,student,s,Sam,Stone,,,\"parent\"",
                        "parent,,true,school,parent,p,Pat,Stone,,pat@example.org")
                .with("enrollments.csv", ENROLLMENTS, "e1,math-1,teacher,teacher", "e2,math-1,student,student")
                .with("demographics.csv", "sourcedId,birthDate,sex,white", "student,2017-03-04"));

        var facts = staging.plan().facts();
        assertThat(staging.refusals(10)).isEmpty();
        assertThat(facts.people()).isEqualTo(3);
        assertThat(facts.relationships()).isOne();
        assertThat(facts.classRosters()).isOne();
        assertThat(facts.studentsWithoutBirthDate()).isZero();
    }

    @Test
    void passesOverRowsThatHoldNothingButSeparators() {
        read(Zips.roster()
                .with("users.csv", USERS, "student,,,school,student,,Sam,Stone", ",,,,,,,,,,,", " ,\u00a0,,", ",")
                .with("enrollments.csv", ENROLLMENTS, ",,,,,,", "e,math-1,student,student"));

        assertThat(staging.refusals(10)).isEmpty();
        assertThat(staging.plan().of(RecordType.ENROLLMENT).added()).isOne();
    }

    @Test
    void refusesAShortRowThatLacksWhatItConsistsOf() {
        read(Zips.roster().with("users.csv", USERS, "student,,true,school,student,s,G", "r,,true,school,student"));

        assertThat(staging.refusals(10))
                .extracting(RowRefusal::sourceId, RowRefusal::field)
                .contains(tuple("r", "familyName"));
    }

    @Test
    void keepsRowsWhoseOptionalFieldsCannotBeReadAndCountsThem() {
        var report = read(Zips.roster()
                .with(
                        "academicSessions.csv",
                        "sourcedId,title,type,startDate,endDate",
                        "fall,Fall,term,soon,0000-00-00")
                .with(
                        "users.csv",
                        USERS,
                        "student,,Y,school,student,s,G,F,,,,",
                        "gone,,T,school,student,s,G,F,,,,",
                        "odd,,perhaps,school,student,s,G,F,,,,")
                .with(
                        "enrollments.csv",
                        ENROLLMENTS,
                        "e1,math-1,student,student,X,8/15/2026,6/5/2027",
                        "e2,math-1,gone,student,,00/00/0000,2026-99-99"));

        assertThat(staging.refusals(10)).isEmpty();
        assertThat(staging.plan().of(RecordType.ACADEMIC_SESSION).added()).isOne();
        assertThat(OpenStaging.rows(staging, RecordType.ENROLLMENT))
                .extracting(
                        RosterRow::sourceId,
                        row -> ((RosterEnrollment) row.payload()).getBeginDate(),
                        row -> ((RosterEnrollment) row.payload()).getEndDate())
                .containsExactlyInAnyOrder(
                        tuple("e1", LocalDate.of(2026, 8, 15), LocalDate.of(2027, 6, 5)), tuple("e2", null, null));
        assertThat(report.warnings()).singleElement().satisfies(warning -> {
            assertThat(warning).returns("FIELDS_LEFT_BLANK", Warning::code).returns(4L, Warning::count);
            assertThat(warning.message())
                    .contains(
                            "enabledUser of people is neither true nor false (1)", "startDate of terms is not a date");
        });
    }

    @ParameterizedTest
    @CsvSource({"12/30/2012, 2012-12-30, 2017-03-04", "30.12.2012, 2012-12-30, 2017-04-03"})
    void readsDatesWithTheYearLastInTheOrderThatTheFileProves(String proof, String proven, String read) {
        char sign = proof.charAt(2);
        read(students(3)
                .with(
                        "demographics.csv",
                        "sourcedId,birthDate",
                        "s0,03" + sign + "04" + sign + "2017",
                        "s1," + proof,
                        "s2,2014-05-06"));

        assertThat(OpenStaging.rows(staging, RecordType.DEMOGRAPHICS))
                .extracting(
                        RosterRow::sourceId,
                        row -> RosterRow.clear(((RosterDemographics) row.payload()).getBirthDateCiphertext()))
                .containsExactlyInAnyOrder(tuple("s0", read), tuple("s1", proven), tuple("s2", "2014-05-06"));
    }

    @ParameterizedTest
    @CsvSource({
        "04/03/2016, is a date of which nothing proves",
        "30/12/2012, is a date in a file that writes some with the day and some with the month first"
    })
    void refusesDatesThatCouldBeReadInTwoWaysAndSaysSo(String other, String reason) {
        var report = read(students(3)
                .with(
                        "demographics.csv",
                        "sourcedId,birthDate",
                        "s0,03/04/2017",
                        "s1," + other,
                        "s2," + (other.startsWith("30") ? "12/30/2012" : "05/05/2015")));

        assertThat(report.demographicsShared()).isTrue();
        assertThat(report.warnings()).isEmpty();
        assertThat(staging.refusals(10))
                .isNotEmpty()
                .allSatisfy(refusal -> assertThat(refusal.reason()).startsWith(reason));
        assertThat(warning("REFUSED_ROWS").message()).contains("birthDate of birth dates " + reason);
        assertThat(warning("STUDENTS_WITHOUT_BIRTH_DATE").count()).isEqualTo(other.startsWith("30") ? 3 : 2);
    }

    @Test
    void takesNoPlaceholderForABirthDate() {
        read(students(15)
                .with(
                        "demographics.csv",
                        "sourcedId,birthDate",
                        "s0,1900-01-01",
                        "s1,1753-01-01",
                        "s2,0001-01-01",
                        "s3,2031-01-01",
                        "s4,0000-00-00",
                        "s5,NULL",
                        "s6,2017-03-04 00:00:00",
                        "s7,20170304",
                        "s8,2017-3-4",
                        "s9,1970-01-01",
                        "s10,12/31/1969",
                        "s11,2026-11-28",
                        "s12,3/14/2017 0:00",
                        "s13,2017-03-04 0:00",
                        "s14,2026-08-15"));

        assertThat(staging.plan().of(RecordType.DEMOGRAPHICS).added()).isEqualTo(5);
        assertThat(warning("IMPLAUSIBLE_BIRTH_DATES").count()).isEqualTo(8);
        assertThat(warning("STUDENTS_WITHOUT_BIRTH_DATE").count()).isEqualTo(10);
        assertThat(staging.refusals(20))
                .extracting(RowRefusal::position)
                .contains("demographics.csv:2", "demographics.csv:5", "demographics.csv:6");
    }

    @Test
    void takesADateThatFarTooManyStudentsShareForAPlaceholder() {
        var dates = new ArrayList<String>();
        dates.add("sourcedId,birthDate");
        IntStream.range(0, 11).forEach(i -> dates.add("s" + i + ",2015-01-01"));
        IntStream.range(11, 21).forEach(i -> dates.add("s" + i + ",2015-01-02"));

        read(students(21).with("demographics.csv", dates.toArray(String[]::new)));

        assertThat(staging.plan().of(RecordType.DEMOGRAPHICS).added()).isEqualTo(10);
        assertThat(warning("IMPLAUSIBLE_BIRTH_DATES").count()).isEqualTo(11);
        assertThat(warning("STUDENTS_WITHOUT_BIRTH_DATE").count()).isEqualTo(11);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"parent,other\"", "parent;other", "parent ; other;"})
    void readsListsWithCommasOrSemicolonsBetween(String agents) {
        read(Zips.roster()
                .with(
                        "users.csv",
                        USERS,
                        "student,,,school,student,,Sam,Stone,,," + agents + ",",
                        "parent,,,school,parent,,Pat,Stone,,,,",
                        "other,,,school,parent,,Lee,Stone,,,,"));

        assertThat(OpenStaging.rows(staging, RecordType.PERSON))
                .filteredOn(row -> row.sourceId().equals("student"))
                .singleElement()
                .satisfies(
                        row -> assertThat(Rows.person(row).getAgentSourceIds()).containsExactly("other", "parent"));
    }

    @ParameterizedTest
    @ValueSource(strings = {" ", "\u00a0", "\t", "  ", "\u200e", "\u2060", "\u00ad", "\u0085"})
    void takesBlanksRoundACellForNoPartOfIt(String blank) {
        read(Zips.roster()
                .with("orgs.csv", "sourcedId,name,type,parentSourcedId", "school" + blank + ",School,school," + blank)
                .with(
                        "users.csv",
                        USERS,
                        "student" + blank + ",,,school,student,,Sam,Stone,,,\"parent" + blank + ", other\",",
                        blank + "parent,,,\"school" + blank + "\",parent,,Pat,Stone,,p@example.org,student" + blank
                                + ",",
                        "other,,,school,parent,,Pia,Stone,,q@example.org,student,")
                .with("enrollments.csv", ENROLLMENTS, "e,math-1" + blank + ",student" + blank + ",student,,,")
                .with("demographics.csv", "sourcedId,birthDate", "student" + blank + ",2017-03-04" + blank));

        assertThat(staging.plan().facts().relationships()).isEqualTo(2);
        assertThat(staging.plan().warnings()).isEmpty();
        assertThat(OpenStaging.rows(staging, RecordType.PERSON))
                .extracting(RosterRow::sourceId)
                .contains("student", "parent");
    }

    @Test
    void readsRolesCsvBesideRolesInUsersCsv() {
        read(Zips.roster()
                .with(
                        "users.csv",
                        USERS,
                        "teacher,,,school,teacher,,Tia,Hill,,,,",
                        "student,,,school,,,Sam,Stone,,,teacher,",
                        "left,,,school,,,Lea,Stone,,,,")
                .with(
                        "roles.csv",
                        "sourcedId,status,userSourcedId,roleType,role,beginDate,endDate,orgSourcedId",
                        "1,active,teacher,secondary,guardian,,,school",
                        "2,active,student,primary,student,2020-08-01,2027-06-30,school",
                        "3,inactive,teacher,secondary,administrator,,,school",
                        "4,active,teacher,secondary,aide,,2021-06-30,old",
                        "5,inactive,left,primary,student,,,school"));

        assertThat(OpenStaging.rows(staging, RecordType.PERSON))
                .extracting(
                        RosterRow::sourceId,
                        row -> Rows.person(row).getRoles(),
                        row -> Rows.person(row).getOrgSourceIds())
                .containsExactlyInAnyOrder(
                        tuple("teacher", List.of(PersonRole.TEACHER, PersonRole.GUARDIAN), List.of("school")),
                        tuple("student", List.of(PersonRole.STUDENT), List.of("school")));
        assertThat(staging.plan().facts().relationships()).isOne();
        assertThat(staging.refusals(9))
                .contains(new RowRefusal(RecordType.PERSON, "users.csv:4", "left", "role", "is missing, or over"));
    }

    @Test
    void refusesARoleWithAStatusThatIsNoneAndReadsTheRest() {
        read(Zips.roster()
                .with("users.csv", USERS, "student,,,school,,,Sam,Stone", "other,,,school,teacher,,Tia,Hill")
                .with(
                        "roles.csv",
                        "sourcedId,status,userSourcedId,role,orgSourcedId",
                        "1,A,other,parent,school",
                        "2,active,student,student,school"));

        assertThat(staging.refusals(9))
                .containsExactly(new RowRefusal(
                        RecordType.PERSON, "roles.csv:2", "other", "status", "is neither active nor tobedeleted"));
        assertThat(staging.plan().facts().people()).isEqualTo(2);
    }

    @Test
    void saysThatItsManifestDeniesRolesCsvAlsoWhereUsersCsvHasRoles() {
        var report = read(Zips.roster()
                .with("roles.csv", "userSourcedId,role,orgSourcedId", "student,parent,school")
                .with("manifest.csv", "propertyName,value", "file.roles,absent"));

        assertThat(report.warnings())
                .singleElement()
                .satisfies(warning -> assertThat(warning.message())
                        .startsWith("manifest.csv calls roles.csv absent")
                        .endsWith("Only the roles that users.csv gives were counted."));
    }

    @Test
    void givesAPersonWithTwoRowsBothRoles() {
        read(Zips.roster()
                .with(
                        "users.csv",
                        USERS,
                        "student,,,school,student,,Sam,Stone,,,,",
                        "both,,,school,teacher,,Tia,Hill,,t@example.org,,",
                        "both,,,other,parent,,Tia,Hill,,,student,"));

        assertThat(OpenStaging.rows(staging, RecordType.PERSON))
                .filteredOn(person -> person.sourceId().equals("both"))
                .singleElement()
                .extracting(Rows::person)
                .satisfies(person -> {
                    assertThat(person.getRoles()).containsExactly(PersonRole.TEACHER, PersonRole.PARENT);
                    assertThat(person.getOrgSourceIds()).containsExactly("other", "school");
                    assertThat(RosterRow.clear(person.getEmailCiphertext())).isEqualTo("t@example.org");
                });
        assertThat(staging.plan().facts().relationships()).isOne();
        assertThat(staging.refusals(9)).isEmpty();
    }

    @Test
    void listsTheRowsThatShareASourceIdWithAnother() {
        read(Zips.roster()
                .with(
                        "users.csv",
                        USERS,
                        "student,,,school,student,,Sam,Stone,,,,",
                        "1.23457E+14,,,school,student,,Ann,Lee,,,,",
                        "1.23457E+14,,,school,student,,Ben,Moor,,,,",
                        "1.23457E+14,,,school,student,,Cleo,Nash,,,,",
                        "student,,,school,student,,Sam,Stone,,,,"));

        assertThat(warning("SOURCE_ID_OF_SEVERAL_PEOPLE").count()).isEqualTo(2);
        assertThat(warning("DUPLICATE_SOURCE_IDS").count()).isOne();
        assertThat(staging.refusals(9))
                .extracting(RowRefusal::position, RowRefusal::sourceId, RowRefusal::reason)
                .contains(
                        tuple(
                                "users.csv:4",
                                "1.23457E+14",
                                "is that of a row with another name too; the row changed last was used"),
                        tuple("users.csv:6", "student", "is that of another row too; the row changed last was used"));
        assertThat(staging.plan().of(RecordType.PERSON).refused()).isEqualTo(3);
    }

    @Test
    void takesWordsForNothingForNothing() {
        read(Zips.roster()
                .with(
                        "users.csv",
                        USERS,
                        "student,NULL,NULL,school,student,none,Sam,NULL,NULL,n/a,NULL,NULL",
                        "null,,,school,parent,\\N,Chris,Null,N/A,,\"student,NULL\",None"));

        assertThat(OpenStaging.rows(staging, RecordType.PERSON))
                .extracting(
                        row -> Rows.person(row).getFamilyName(),
                        row -> Rows.person(row).getMiddleName(),
                        row -> Rows.person(row).getUsernameCiphertext(),
                        row -> Rows.person(row).getEmailCiphertext())
                .containsExactlyInAnyOrder(tuple("", null, null, null), tuple("Null", null, null, null));
        assertThat(OpenStaging.rows(staging, RecordType.PERSON))
                .allSatisfy(
                        person -> assertThat(Rows.person(person).getGrades()).isEmpty());
        assertThat(staging.plan().facts().relationships()).isOne();
        assertThat(warning("PARENT_WITHOUT_EMAIL").count()).isOne();
    }

    @ParameterizedTest
    @ValueSource(strings = {"#REF!", "#VALUE!", "[NULL]", "(NULL)", "n/a", "NaN"})
    void takesWordsForNothingForNobodysName(String word) {
        read(Zips.roster()
                .with(
                        "users.csv",
                        USERS,
                        "student,,,school,student,,Sam," + word + "," + word + ",," + word + "," + word,
                        word + ",,,school,student,,Gus,Gup"));

        assertThat(OpenStaging.rows(staging, RecordType.PERSON)).singleElement().satisfies(row -> {
            var person = Rows.person(row);
            assertThat(person.getFamilyName()).isEmpty();
            assertThat(person.getMiddleName()).isNull();
            assertThat(person.getAgentSourceIds()).isEmpty();
            assertThat(person.getGrades()).isEmpty();
        });
    }

    @Test
    void takesWhatIsNoAddressForNone() {
        var lines = new ArrayList<>(List.of(USERS, "student,,,school,student,,Sam,Stone,,,,"));
        Stream.of(
                        "NULL",
                        "none",
                        "n/a",
                        "a@b",
                        "p@x.example; q@x.example",
                        "Pat <s@x.example>",
                        "mailto:p@x.example",
                        "'p@x.example'",
                        "[p@x.example]",
                        "p@x.example/q",
                        "p@x..example",
                        "p\u00a0q@x.example",
                        "p@x\u200b.example",
                        "p@192.168.0.11",
                        "o'hara+a_b/c@x-y.example",
                        "jos\u00e9@m\u00fcnchen.example")
                .forEach(email -> lines.add("p" + lines.size() + ",,,school,parent,,A,B,," + email + ",student,"));

        var report = read(Zips.roster().with("users.csv", lines.toArray(String[]::new)));

        assertThat(warning("PARENT_WITHOUT_EMAIL").count()).isEqualTo(14);
        assertThat(report.warnings())
                .extracting(Warning::code, Warning::count)
                .containsExactly(tuple("EMAIL_NOT_AN_ADDRESS", 11L));
    }

    @ParameterizedTest
    @CsvSource({"';', semicolons", "'\t', tabs", "'|', vertical bars"})
    void saysHowAFileIsSeparated(String separator, String words) {
        assertThat(failure(Zips.roster().with("orgs.csv", "sourcedId,name,type".replace(",", separator))))
                .returns("NOT_SEPARATED_BY_COMMAS", RosterIncompleteException::code)
                .hasMessageContaining("orgs.csv is separated by " + words);
    }

    @ParameterizedTest
    @CsvSource({"';', semicolons", "'\t', tabs"})
    void saysHowAFileIsSeparatedWhoseColumnNamesAreInQuotationMarks(String separator, String words) {
        assertThat(failure(Zips.roster()
                        .with("orgs.csv", "\"sourcedId\",\"name\",\"type\"".replace(",", separator), "\"a\"")))
                .hasMessageContaining("orgs.csv is separated by " + words);
    }

    @Test
    void saysWhyAFirstLineHoldsNoColumnNamesThatCanBeRead() {
        var utf16 = "sourcedId,name,type\nschool,School,school\n".getBytes(StandardCharsets.UTF_16LE);
        var quoted = Zips.roster().with("orgs.csv", "\"sourcedId,name,type\"", "\"school,School,school\"");
        var unclosed = Zips.roster().with("users.csv", "u1,\"Hummingbird");

        assertThat(failure(Zips.roster().with("orgs.csv", utf16)))
                .returns("NOT_UTF_8", RosterIncompleteException::code);
        assertThat(failure(quoted)).hasMessageContaining("Each line of orgs.csv is one value in quotation marks");
        assertThat(failure(unclosed))
                .hasMessageContaining("users.csv cannot be read from its first line on")
                .hasMessageNotContaining("Hummingbird");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sep=,", "\"sep=,\""})
    void passesOverExcelsLineAboutTheSeparator(String line) {
        read(Zips.roster().with("orgs.csv", line, "sourcedId,name,type", "school,School,school"));

        assertThat(staging.plan().of(RecordType.ORG).added()).isOne();
    }

    @Test
    void saysWhatItsManifestDenies() {
        var users = Zips.roster().with("manifest.csv", "propertyName,value", "file.users,absent");
        var dates = Zips.roster().with("manifest.csv", "propertyName,value", "file.demographics,absent");
        var roles = Zips.roster()
                .with("users.csv", "sourcedId,givenName,familyName,email,agentSourcedIds", "student,G,F,,")
                .with("roles.csv", "userSourcedId,role,orgSourcedId", "student,student,school")
                .with("manifest.csv", "propertyName,value", "file.roles,absent");

        assertThat(failure(users)).hasMessageContaining("manifest.csv calls users.csv absent");
        assertThat(failure(roles)).hasMessageContaining("manifest.csv calls roles.csv absent");
        assertThat(read(dates).warnings())
                .singleElement()
                .satisfies(warning -> assertThat(warning.message())
                        .startsWith("manifest.csv calls demographics.csv absent")
                        .doesNotContain("ClassLink"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"propertyName;value\nfile.users;delta", "\"propertyName\";\"value\"\n\"file.users\";\"delta\""})
    void takesNoFileOfChangesForAWholeOneBecauseItsManifestIsSeparatedOtherwise(String manifest) {
        assertThat(failure(Zips.roster().with("manifest.csv", manifest)))
                .hasMessageContaining("manifest.csv is separated by semicolons");
    }

    @Test
    void saysThatAFileIsEmpty() {
        assertThat(failure(Zips.roster().with("users.csv", new byte[0])))
                .returns("FILE_EMPTY", RosterIncompleteException::code)
                .hasMessageContaining("users.csv is empty");
        assertThat(read(Zips.roster().with("demographics.csv", new byte[0])).warnings())
                .singleElement()
                .satisfies(warning -> assertThat(warning.message()).startsWith("demographics.csv is empty."));
    }

    @Test
    void readsZipsWithBackslashes() {
        var zip = Zips.roster()
                .in("OneRoster")
                .written(directory, name -> name.replace('/', '\\'), StandardCharsets.UTF_8);

        assertThat(report(zip).rows()).containsEntry(RecordType.PERSON, 1L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a/__MACOSX/users.csv", ".AppleDouble/users.csv", "a\\.Trashes\\users.csv"})
    void passesOverWhatSystemsHideBesideTheFiles(String file) {
        assertThat(read(Zips.roster().in("./Export").with(file, "rubbish")).rows())
                .containsEntry(RecordType.PERSON, 1L);
    }

    @Test
    void readsZipsWithNamesInAnOlderAlphabet() {
        var zip = Zips.roster().in("\u00c9l\u00e8ves").written(directory, name -> name, Charset.forName("IBM437"));

        assertThat(report(zip).rows()).containsEntry(RecordType.PERSON, 1L);
    }

    @Test
    void passesOverFilesOfOtherKindsEvenWhenTheirNamesRepeat() {
        var zip = Zips.roster().with("a/Jo Hummingbird.pdf", "x").with("b/Jo Hummingbird.pdf", "x");

        assertThat(read(zip).rows()).containsEntry(RecordType.PERSON, 1L);
    }

    /** Offsets of APPNOTE 4.3.12: flags at 8, method at 10; in the local header at 6 and 8. */
    @ParameterizedTest
    @CsvSource({
        "8, 1, ZIP_ENCRYPTED, protected by a password",
        "10, 9, ZIP_METHOD, Deflate64",
        "10, 14, ZIP_METHOD, Compress-Archive"
    })
    void saysWhyAZipCannotBeOpened(int at, byte value, String code, String words) throws IOException {
        var zip = Zips.roster().write(directory);
        var bytes = Files.readAllBytes(zip);
        for (int i = 0; i < bytes.length - 46; i++) {
            if (bytes[i] == 'P' && bytes[i + 1] == 'K' && bytes[i + 2] == 1 && bytes[i + 3] == 2) {
                bytes[i + at] = value;
            } else if (bytes[i] == 'P' && bytes[i + 1] == 'K' && bytes[i + 2] == 3 && bytes[i + 3] == 4) {
                bytes[i + at - 2] = value;
            }
        }
        Files.write(zip, bytes);

        assertThat(failureOf(zip))
                .returns(code, RosterIncompleteException::code)
                .hasMessageContaining(words);
    }

    @Test
    void saysThatAZipBreaksOff() throws IOException {
        var zip = Zips.roster().write(directory);
        var bytes = Files.readAllBytes(zip);
        Files.write(zip, Arrays.copyOf(bytes, bytes.length / 2));

        assertThat(failureOf(zip)).returns("ZIP_CUT_OFF", RosterIncompleteException::code);
    }

    @ParameterizedTest
    @ValueSource(ints = {'h', 0xff, '"'})
    void saysThatAFileIsDamagedWhateverItLooksLikeThen(int value) throws IOException {
        var zip = directory.resolve("stored.zip");
        try (var out = new ZipOutputStream(Files.newOutputStream(zip))) {
            out.setLevel(0);
            for (var name : List.of("orgs.csv", "classes.csv", "users.csv", "enrollments.csv")) {
                out.putNextEntry(new ZipEntry(name));
                out.write("sourcedId,name,type\nschool,\"Hummingbird\",school\n".getBytes(StandardCharsets.UTF_8));
            }
        }
        var bytes = Files.readAllBytes(zip);
        int at = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("Hummingbird");
        bytes[at + 1] = (byte) value;
        Files.write(zip, bytes);

        assertThat(failureOf(zip))
                .returns("ZIP_DAMAGED", RosterIncompleteException::code)
                .hasMessageContaining("orgs.csv");
    }

    @Test
    void saysThatRowsWereRefusedAndWhyMostOfThem() {
        read(Zips.roster()
                .with(
                        "enrollments.csv",
                        ENROLLMENTS,
                        ",math-1,student,student,,,",
                        ",math-1,student,student,,,",
                        "e,math-1,student,guest,,,"));

        assertThat(warning("REFUSED_ROWS")).satisfies(warning -> {
            assertThat(warning.count()).isEqualTo(3);
            assertThat(warning.message()).contains("Most often, 2 times: sourcedId of enrollments is missing");
        });
    }

    @Test
    void saysWhyPeopleWereRefusedNotThatOthersPointAtThem() {
        read(Zips.roster()
                .with("users.csv", USERS, "a,,,school,,,Ann,Lee", "b,,,school,,,Ben,Moor")
                .with(
                        "enrollments.csv",
                        ENROLLMENTS,
                        "e1,math-1,a,student",
                        "e2,math-1,b,student",
                        "e3,math-1,a,student")
                .with("demographics.csv", "sourcedId,birthDate", "a,2017-03-04", "b,2017-03-05"));

        assertThat(warning("REFUSED_ROWS").message())
                .contains(
                        "Apart from rows that only point at such rows, most often, 2 times: role of people is missing");
    }

    @Test
    void countsPeopleWhoStayThoughTheirRowsCannotBeRead() {
        read(Zips.roster().with("users.csv", USERS, "kept,,,school,wizard,,Sam,Stone,,,,"));
        staging.addStored(List.of(
                new StoredEntry(RecordType.PERSON, "kept", new byte[16]),
                new StoredEntry(RecordType.PERSON, "gone", new byte[16])));

        assertThat(staging.plan().facts().people()).isOne();
        assertThat(staging.plan().facts().keptPeople()).isOne();
        assertThat(staging.plan().facts().students()).isZero();
        assertThat(staging.plan().of(RecordType.PERSON).removed()).isOne();
    }

    @Test
    void countsPeopleWhoAreKeptByTheRolesTheyAreStoredWith() {
        read(Zips.roster()
                .with(
                        "users.csv",
                        USERS,
                        "kept,,,school,wizard,,Sam,Stone,,,,",
                        "both,,,school,wizard,,Tom,Thorn,,,,",
                        "clerk,,,school,wizard,,Una,Umber,,,,",
                        "untold,,,school,wizard,,Vic,Vale,,,,"));
        staging.addStored(List.of(
                storedPerson("kept", PersonRole.STUDENT),
                storedPerson("both", PersonRole.TEACHER, PersonRole.GUARDIAN),
                storedPerson("clerk", PersonRole.AIDE),
                storedPerson("untold"),
                storedPerson("gone", PersonRole.STUDENT)));

        var facts = staging.plan().facts();
        assertThat(facts)
                .returns(1L, RosterFacts::students)
                .returns(1L, RosterFacts::teachers)
                .returns(1L, RosterFacts::parents)
                .returns(4L, RosterFacts::people)
                .returns(1L, RosterFacts::keptPeople)
                .returns(1L, RosterFacts::studentsWithoutBirthDate);
    }

    private static StoredEntry storedPerson(String sourceId, PersonRole... roles) {
        return new StoredEntry(RecordType.PERSON, sourceId, new byte[16], List.of("school"), List.of(roles), null);
    }

    @Test
    void doesNotKeepAPlaceholderThatAnEarlierImportTookForABirthDate() {
        var hash = Keysets.generate().keyedHash();
        var placeholder = Rows.birthDate("student", LocalDate.of(1900, 1, 1));
        try (var fresh = Staging.open(directory, hash, new BusinessId("springfield"))) {
            var zip = Zips.roster().with("demographics.csv", "sourcedId,birthDate", "student,1900-01-01");
            StepVerifier.create(new CsvRoster(zip.write(directory), CsvLimits.DEFAULTS, NOVEMBER)
                            .copyInto(fresh, FetchProgress.NONE))
                    .expectNextCount(1)
                    .verifyComplete();
            fresh.addStored(List.of(
                    new StoredEntry(RecordType.DEMOGRAPHICS, "student", hash.of(CanonicalForm.of(placeholder)))));

            assertThat(fresh.plan().of(RecordType.DEMOGRAPHICS).removed()).isOne();
        }
    }

    private static Zips students(int count) {
        var lines = new ArrayList<String>();
        lines.add(USERS);
        IntStream.range(0, count).forEach(i -> lines.add("s" + i + ",,,school,student,,G" + i + ",F,,,,"));
        return Zips.roster()
                .with("users.csv", lines.toArray(String[]::new))
                .with("enrollments.csv", ENROLLMENTS, "e,math-1,s0,student,,,");
    }

    private Warning warning(String code) {
        return staging.plan().warnings().stream()
                .filter(warning -> warning.code().equals(code))
                .findFirst()
                .orElseThrow(() -> new AssertionError(
                        code + " is not among " + staging.plan().warnings()));
    }

    private SourceReport read(Zips zip) {
        return report(zip.write(directory));
    }

    private SourceReport report(Path zip) {
        var reports = new ArrayList<SourceReport>();
        StepVerifier.create(new CsvRoster(zip, CsvLimits.DEFAULTS, NOVEMBER).copyInto(staging, FetchProgress.NONE))
                .consumeNextWith(reports::add)
                .verifyComplete();
        return reports.get(0);
    }

    private RosterIncompleteException failure(Zips zip) {
        return failureOf(zip.write(directory));
    }

    private RosterIncompleteException failureOf(Path zip) {
        var failures = new ArrayList<Throwable>();
        StepVerifier.create(new CsvRoster(zip, CsvLimits.DEFAULTS, NOVEMBER).copyInto(staging, FetchProgress.NONE))
                .expectErrorSatisfies(failures::add)
                .verify();
        assertThat(failures).singleElement().isInstanceOf(RosterIncompleteException.class);
        return (RosterIncompleteException) failures.get(0);
    }
}
