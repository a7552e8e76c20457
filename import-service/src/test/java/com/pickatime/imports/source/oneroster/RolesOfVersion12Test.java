package com.pickatime.imports.source.oneroster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.pickatime.events.PersonRole;
import com.pickatime.events.RecordType;
import com.pickatime.events.RosterPerson;
import com.pickatime.imports.plan.roster.RowRefusal;
import com.pickatime.imports.plan.roster.Warning;
import com.pickatime.imports.plan.staging.OpenStaging;
import com.pickatime.imports.plan.staging.Rows;
import com.pickatime.imports.plan.staging.Staging;
import com.pickatime.imports.source.FetchProgress;
import com.pickatime.imports.source.SourceReport;
import com.pickatime.imports.source.oneroster.http.BearerToken;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.web.reactive.function.client.WebClient;

/** Users as OneRoster 1.2 has them. */
@ExtendWith(OpenStaging.class)
class RolesOfVersion12Test {

    private final FakeDistrict district = new FakeDistrict();
    private final FakeServer server = new FakeServer(district);
    private final Staging staging;
    private @Nullable SourceReport report;

    RolesOfVersion12Test(Staging staging) {
        this.staging = staging;
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void countsEveryRoleThatIsNotOverWhateverItsKind() {
        var person = read(user(
                role("primary", "teacher", "school", ""),
                role("secondary", "parent", "other", ""),
                role("secondary", "aide", "old", ",'endDate':'2020-06-30'"),
                role("secondary", "proctor", "gone", ",'status':'tobedeleted'"),
                role("secondary", "ext:coach", "school", "")));

        assertThat(person.getRoles()).containsExactlyInAnyOrder(PersonRole.TEACHER, PersonRole.PARENT);
        assertThat(person.getOrgSourceIds()).containsExactlyInAnyOrder("district", "school", "other");
    }

    @Test
    void leavesOutARoleWithAnOddStatusAndKeepsThePerson() {
        var person = read(user(
                role("primary", "teacher", "school", ""), role("secondary", "aide", "other", ",'status':'Current'")));

        assertThat(person.getRoles()).containsExactly(PersonRole.TEACHER);
        assertThat(person.getOrgSourceIds()).containsExactlyInAnyOrder("district", "school");
        assertThat(Objects.requireNonNull(report).warnings())
                .filteredOn(warning -> warning.code().equals("FIELDS_LEFT_BLANK"))
                .singleElement()
                .returns(1L, Warning::count)
                .extracting(Warning::message, InstanceOfAssertFactories.STRING)
                .contains("roles of people have a status that is neither active nor tobedeleted (1)");
    }

    @ParameterizedTest
    @CsvSource({
        "principal, ADMINISTRATOR",
        "siteAdministrator, ADMINISTRATOR",
        "districtAdministrator, ADMINISTRATOR",
        "systemAdministrator, ADMINISTRATOR",
        "counselor, AIDE",
        "guardian, GUARDIAN",
        "relative, RELATIVE"
    })
    void knowsTheRolesOfThatVersion(String role, PersonRole known) {
        assertThat(read(user(role("primary", role, "school", ""))).getRoles()).containsExactly(known);
    }

    @Test
    void readsNamesAndFlagsButNoCredentials() {
        var person = read(user(role("primary", "student", "school", "")));

        assertThat(person.getPreferredName()).isEqualTo("Kit");
        assertThat(person.getEnabled()).isFalse();
        assertThat(person.toString()).doesNotContain("library");
    }

    @Test
    void refusesUsersWithoutARoleThatCounts() {
        district.with(
                "users",
                user(),
                user(role("primary", "aide", "school", ",'endDate':'2020-06-30'"))
                        .replace("'person'", "'over'"),
                user(role("primary", "ext:coach", "school", "")).replace("'person'", "'coach'"));

        copy();

        assertThat(staging.refusals(10).stream().filter(refusal -> refusal.type() == RecordType.PERSON))
                .extracting(RowRefusal::sourceId, RowRefusal::field, RowRefusal::reason)
                .containsExactlyInAnyOrder(
                        tuple("person", "role", "is missing, or over"),
                        tuple("over", "role", "is missing, or over"),
                        tuple("coach", "role", "is no role that pickAtime knows"));
    }

    private RosterPerson read(String user) {
        district.with("users", user);
        copy();
        return OpenStaging.rows(staging, RecordType.PERSON).stream()
                .map(Rows::person)
                .findFirst()
                .orElseThrow();
    }

    private void copy() {
        var endpoint = RosterEndpoint.direct(server.uri(), OneRosterVersion.V1_2, new BearerToken("token"));
        report = Objects.requireNonNull(
                new ClassLinkRoster(WebClient.create(), endpoint, PullSettings.DEFAULTS, Clock.systemUTC())
                        .copyInto(staging, FetchProgress.NONE)
                        .block(Duration.ofSeconds(20)));
        assertThat(server.requests())
                .allSatisfy(
                        request -> assertThat(request.uri().getPath()).startsWith("/ims/oneroster/rostering/v1p2/"));
    }

    private static String user(String... roles) {
        return "{'sourcedId':'person','status':'active','enabledUser':'false','givenName':'Katherine','familyName':'F',"
                + "'preferredFirstName':'Kit','primaryOrg':{'sourcedId':'district','type':'org'},"
                + "'roles':[" + String.join(",", roles) + "],"
                + "'userProfiles':[{'profileId':'p','vendorId':'library','credentials':"
                + "[{'type':'basic','username':'library-user','password':'library-secret'}]}]}";
    }

    private static String role(String kind, String role, String org, String more) {
        return "{'roleType':'" + kind + "','role':'" + role + "','org':{'sourcedId':'" + org + "','type':'org'}" + more
                + "}";
    }
}
