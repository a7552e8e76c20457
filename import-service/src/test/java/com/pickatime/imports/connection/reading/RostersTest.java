package com.pickatime.imports.connection.reading;

import static org.assertj.core.api.Assertions.assertThat;

import com.pickatime.events.PersonRole;
import com.pickatime.imports.connection.Configuration;
import com.pickatime.imports.connection.Connection;
import com.pickatime.imports.connection.ConnectionSecrets;
import com.pickatime.imports.connection.ConnectionState;
import com.pickatime.imports.connection.Connections;
import com.pickatime.imports.connection.ContactIdField;
import com.pickatime.imports.connection.ImportOptions;
import com.pickatime.imports.connection.ImportSchedule;
import com.pickatime.imports.connection.MailPolicy;
import com.pickatime.imports.connection.PausedBy;
import com.pickatime.imports.connection.SourceAccess;
import com.pickatime.imports.connection.classlink.ClassLinks;
import com.pickatime.imports.doubles.ClassLinkDouble;
import com.pickatime.imports.doubles.District;
import com.pickatime.imports.plan.roster.RosterChoice;
import com.pickatime.imports.run.queue.Queue;
import com.pickatime.imports.source.RosterIncompleteException;
import com.pickatime.imports.source.SourceType;
import com.pickatime.imports.source.oneroster.ClassLinkRoster;
import com.pickatime.imports.source.upload.Uploaded;
import com.pickatime.local.testing.MovableClock;
import com.pickatime.local.testing.TestDatabases;
import com.pickatime.platform.crypto.Keysets;
import com.pickatime.platform.ids.BusinessId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

class RostersTest {

    private static final BusinessId SPRINGFIELD = new BusinessId("springfield");

    private final MovableClock clock = new MovableClock();
    private final ClassLinkDouble classLink = new ClassLinkDouble();
    private final ConnectionSecrets secrets =
            new ConnectionSecrets(Keysets.generate().fieldCipher());
    private final Connections connections = new Connections(TestDatabases.embedded());
    private Uploaded uploaded;

    @BeforeEach
    void noUploads() {
        uploaded = new Uploaded(TestDatabases.embedded(), clock);
    }

    @AfterEach
    void close() {
        classLink.close();
    }

    @Test
    void opensARosterBehindTheProxy() {
        classLink.add(new District("2222", 1));
        connect(SPRINGFIELD, "2222", new SourceAccess(SourceType.CLASSLINK_PROXY, null, null, null));

        StepVerifier.create(rosters("partner-key").open(SPRINGFIELD, null, null))
                .assertNext(source -> assertThat(source).isInstanceOfSatisfying(ChosenSource.class, chosen -> {
                    assertThat(chosen.whole()).isInstanceOf(ClassLinkRoster.class);
                    assertThat(chosen.choice()).isEqualTo(RosterChoice.ALL);
                }))
                .verifyComplete();
    }

    @Test
    void saysWhatToDoWhenTheDistrictDoesNotGrantItsRoster() {
        var district = new District("2222", 1);
        district.enabled = false;
        classLink.add(district);
        connect(SPRINGFIELD, "2222", new SourceAccess(SourceType.CLASSLINK_PROXY, null, null, null));
        connect(new BusinessId("shelbyville"), "3333", new SourceAccess(SourceType.CLASSLINK_PROXY, null, null, null));

        fails(SPRINGFIELD, null, "NOT_ENABLED");
        fails(new BusinessId("shelbyville"), null, "NOT_ENABLED");
    }

    @Test
    void saysWhatToDoWithoutAPartnerKey() {
        connect(SPRINGFIELD, "2222", new SourceAccess(SourceType.CLASSLINK_PROXY, null, null, null));

        StepVerifier.create(rosters("").open(SPRINGFIELD, null, null))
                .verifyErrorSatisfies(failure -> assertCode(failure, "NO_PARTNER_KEY"));
    }

    @Test
    void opensARosterOnADistrictsOwnServer() {
        connect(
                SPRINGFIELD,
                null,
                new SourceAccess(
                        SourceType.CLASSLINK_DIRECT,
                        "https://roster.example.org",
                        secrets.sealKey(SPRINGFIELD, "key"),
                        secrets.sealSecret(SPRINGFIELD, "secret")));

        StepVerifier.create(rosters("").open(SPRINGFIELD, null, null))
                .assertNext(source -> {
                    assertThat(((ChosenSource) source).whole()).isInstanceOf(ClassLinkRoster.class);
                    assertThat(source.toString()).doesNotContain("secret");
                })
                .verifyComplete();
    }

    @Test
    void opensAnUploadedRosterAsLongAsItIsThere() {
        connect(SPRINGFIELD, null, new SourceAccess(SourceType.FILE, null, null, null));
        var name = uploaded.keep(SPRINGFIELD, "zip");

        StepVerifier.create(rosters("").open(SPRINGFIELD, name, null))
                .expectNextCount(1)
                .verifyComplete();
        uploaded.delete(name);
        fails(SPRINGFIELD, name, "UPLOAD_LOST");
        fails(SPRINGFIELD, null, "UPLOAD_LOST");
    }

    @Test
    void handsOverWhatTheBusinessChose() {
        classLink.add(new District("2222", 1));
        var options = new ImportOptions(
                List.of("north"),
                List.of("fall", "spring"),
                List.of(PersonRole.STUDENT),
                List.of("example.org"),
                List.of(PersonRole.GUARDIAN, PersonRole.PARENT),
                ImportSchedule.DEFAULT,
                MailPolicy.CHANGES_AND_PROBLEMS);
        connect(
                SPRINGFIELD,
                new Configuration(
                        "School",
                        "2222",
                        new SourceAccess(SourceType.CLASSLINK_PROXY, null, null, null),
                        List.of(),
                        ContactIdField.IDENTIFIER,
                        null,
                        options));

        StepVerifier.create(rosters("partner-key").open(SPRINGFIELD, null, null))
                .assertNext(source -> {
                    var choice = ((ChosenSource) source).choice();
                    assertThat(choice.schools()).containsExactly("north");
                    assertThat(choice.terms()).containsExactly("fall", "spring");
                    assertThat(choice.roles()).containsExactly(PersonRole.STUDENT);
                    assertThat(choice.staffEmailDomains()).containsExactly("example.org");
                    assertThat(choice.linkingRoles()).containsExactlyInAnyOrder(PersonRole.GUARDIAN, PersonRole.PARENT);
                    assertThat(choice.identifiersShown()).isTrue();
                })
                .verifyComplete();
    }

    @ParameterizedTest
    @CsvSource({
        "CLASSLINK, not enabled in ClassLink any more, Set its state to ACTIVE",
        "OPERATOR, Set its state to ACTIVE, not enabled in ClassLink any more"
    })
    void readsNothingOfAPausedConnectionAndSaysWhoPausedIt(PausedBy by, String said, String notSaid) {
        connect(SPRINGFIELD, "2222", new SourceAccess(SourceType.CLASSLINK_PROXY, null, null, null));
        Queue.get(connections.pause(SPRINGFIELD, by));

        StepVerifier.create(rosters("partner-key").open(SPRINGFIELD, null, null))
                .verifyErrorSatisfies(failure -> {
                    assertCode(failure, "CONNECTION_PAUSED");
                    assertThat(failure).hasMessageContaining(said).hasMessageContaining("Nothing was changed.");
                    assertThat(failure.getMessage()).doesNotContain(notSaid);
                });
    }

    @Test
    void saysWhenTheConnectionIsGone() {
        fails(new BusinessId("nowhere"), null, "NO_CONNECTION");
    }

    private void fails(BusinessId businessId, @Nullable String upload, String code) {
        StepVerifier.create(rosters("partner-key").open(businessId, upload, null))
                .verifyErrorSatisfies(failure -> assertCode(failure, code));
    }

    private static void assertCode(Throwable failure, String code) {
        assertThat(failure).isInstanceOf(RosterIncompleteException.class);
        assertThat(((RosterIncompleteException) failure).code()).isEqualTo(code);
        assertThat(failure.getMessage()).isNotBlank();
    }

    private Rosters rosters(String partnerKey) {
        return new Rosters(
                connections,
                secrets,
                ClassLinks.at(classLink.url(), partnerKey, clock),
                uploaded.uploads(),
                WebClient.create(),
                Schedulers.boundedElastic(),
                clock);
    }

    private void connect(BusinessId businessId, @Nullable String tenantId, SourceAccess source) {
        connect(businessId, new Configuration("School", tenantId, source, List.of(), ContactIdField.SOURCED_ID, null));
    }

    private void connect(BusinessId businessId, Configuration configuration) {
        Queue.get(connections.insert(Connection.of(businessId, configuration, ConnectionState.ACTIVE)));
    }
}
