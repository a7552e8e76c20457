package com.pickatime.simulator.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.pickatime.simulator.faults.Fault.Appearance;
import com.pickatime.simulator.tables.Collection;
import jakarta.validation.Validation;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class FaultReaderTest {

    private final FaultReader reader =
            new FaultReader(Validation.buildDefaultValidatorFactory().getValidator());

    static Stream<Arguments> faults() {
        return Stream.of(
                fault(
                        "'type':'birth-date-changed','sourcedId':'1','birthDate':''",
                        new Fault.BirthDateChanged("1", "")),
                fault("'type':'broken-body','collection':'orgs','times':2", new Fault.BrokenBody(Collection.ORGS, 2)),
                fault("'type':'clamped-limit','limit':50", new Fault.ClampedLimit(50)),
                fault(
                        "'type':'demographics-not-shared','appearance':'blank-birth-dates'",
                        new Fault.DemographicsNotShared(Appearance.BLANK_BIRTH_DATES)),
                fault("'type':'empty-collection','collection':'users'", new Fault.EmptyCollection(Collection.USERS)),
                fault(
                        "'type':'error-envelope','collection':'users','times':1",
                        new Fault.ErrorEnvelope(Collection.USERS, 1)),
                fault(
                        "'type':'failing-requests','collection':'users','status':429,'times':2,'retryAfterSeconds':1",
                        new Fault.FailingRequests(Collection.USERS, 429, 2, 1)),
                fault("'type':'everything-purged'", new Fault.EverythingPurged()),
                fault("'type':'filter-refused'", new Fault.FilterRefused()),
                fault("'type':'forced-gzip'", new Fault.ForcedGzip()),
                fault("'type':'guardians-not-shared'", new Fault.GuardiansNotShared()),
                fault("'type':'ignored-filter'", new Fault.IgnoredFilter()),
                fault("'type':'ignored-limit','rows':70", new Fault.IgnoredLimit(70)),
                fault("'type':'ignored-offset','collection':'users'", new Fault.IgnoredOffset(Collection.USERS)),
                fault("'type':'limit-refused','limit':500", new Fault.LimitRefused(500)),
                fault("'type':'link-only','collection':'users'", new Fault.LinkOnly(Collection.USERS)),
                fault("'type':'no-counts','collection':'users'", new Fault.NoCounts(Collection.USERS)),
                fault("'type':'people-rekeyed'", new Fault.PeopleRekeyed()),
                fault("'type':'person-removed','sourcedId':'1'", new Fault.PersonRemoved("1")),
                fault(
                        "'type':'person-renamed','sourcedId':'1','givenName':'A','familyName':'B'",
                        new Fault.PersonRenamed("1", "A", "B")),
                fault("'type':'redirect','status':302", new Fault.Redirect(302)),
                fault("'type':'revision-change','afterPages':0", new Fault.RevisionChange(0)),
                fault(
                        "'type':'rows-purged','collection':'users','afterPages':1,'rows':2",
                        new Fault.RowsPurged(Collection.USERS, 1, 2)),
                fault("'type':'school-not-shared','sourcedId':'1'", new Fault.SchoolNotShared("1")),
                fault("'type':'shifting-order','collection':'users'", new Fault.ShiftingOrder(Collection.USERS)),
                fault(
                        "'type':'short-page','collection':'users','page':2,'rows':40",
                        new Fault.ShortPage(Collection.USERS, 2, 40)),
                fault(
                        "'type':'shrunk-collection','collection':'academicSessions','percent':90",
                        new Fault.ShrunkCollection(Collection.ACADEMIC_SESSIONS, 90)),
                fault("'type':'sign-in-page','collection':'users'", new Fault.SignInPage(Collection.USERS)),
                fault("'type':'slow-pages','milliseconds':10", new Fault.SlowPages(10)),
                fault(
                        "'type':'stalled-response','collection':'users','times':1,'seconds':5",
                        new Fault.StalledResponse(Collection.USERS, 1, 5)),
                fault("'type':'teachers-not-shared'", new Fault.TeachersNotShared()),
                fault("'type':'tenant-disabled'", new Fault.TenantDisabled()),
                fault(
                        "'type':'token-not-given','answer':'web-page'",
                        new Fault.TokenNotGiven(Fault.TokenAnswer.WEB_PAGE)),
                fault("'type':'tokens-expire','afterRequests':3", new Fault.TokensExpire(3)),
                fault("'type':'tokens-refused'", new Fault.TokensRefused()),
                fault(
                        "'type':'truncated-page','collection':'classes','times':1",
                        new Fault.TruncatedPage(Collection.CLASSES, 1)),
                fault(
                        "'type':'wrong-total','collection':'courses','difference':-1",
                        new Fault.WrongTotal(Collection.COURSES, -1)));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void readsEveryFault(String json, Fault fault) {
        assertThat(reader.read(json)).isEqualTo(fault);
    }

    @Test
    void knowsEveryFaultByName() {
        assertThat(FaultReader.knownTypes())
                .hasSize((int) faults().count())
                .isSorted()
                .contains("tenant-disabled", "failing-requests");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '"',
            value = {
                "{}; type; is not the name of a fault",
                "{'type':'meteorite'}; type; is not the name of a fault",
                "{'type':'clamped-limit'}; limit; is missing or of the wrong kind",
                "{'type':'clamped-limit','limit':'many'}; limit; is missing or of the wrong kind",
                "{'type':'clamped-limit','limit':0}; limit; must be greater than or equal to 1",
                "{'type':'clamped-limit','limit':1,'max':2}; max; is not a field of this fault",
                "{'type':'ignored-offset'}; collection; must not be null",
                "{'type':'shrunk-collection','collection':'users','percent':100}; percent; "
                        + "must be less than or equal to 99",
            })
    void saysWhatIsWrong(String json, String field, String reason) {
        assertThatExceptionOfType(InvalidFaultException.class)
                .isThrownBy(() -> reader.read(json.replace('\'', '"')))
                .satisfies(invalid -> assertThat(invalid.field()).isEqualTo(field))
                .satisfies(invalid -> assertThat(invalid.reason()).isEqualTo(reason));
    }

    @ParameterizedTest
    @CsvSource({
        "'{\"type\":\"ignored-offset\",\"collection\":\"pupils\"}', enrollments",
        "'{\"type\":\"demographics-not-shared\",\"appearance\":\"gone\"}', not-found"
    })
    void listsWhatIsAllowed(String json, String allowed) {
        assertThatExceptionOfType(InvalidFaultException.class)
                .isThrownBy(() -> reader.read(json))
                .withMessageStartingWith("is not one of")
                .withMessageContaining(allowed);
    }

    @ParameterizedTest
    @CsvSource({"''", "nonsense", "'{'"})
    void refusesWhatIsNotJson(String text) {
        assertThatExceptionOfType(InvalidFaultException.class).isThrownBy(() -> reader.read(text));
    }

    private static Arguments fault(String fields, Fault fault) {
        return Arguments.of("{" + fields.replace('\'', '"') + "}", fault);
    }
}
