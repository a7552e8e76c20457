package com.pickatime.imports.reading;

import static org.assertj.core.api.Assertions.assertThat;

import com.pickatime.events.ImportMode;
import com.pickatime.imports.classlink.ClassLinkSettings;
import com.pickatime.imports.classlink.ClassLinks;
import com.pickatime.imports.connection.Configuration;
import com.pickatime.imports.connection.Connection;
import com.pickatime.imports.connection.ConnectionSecrets;
import com.pickatime.imports.connection.ConnectionState;
import com.pickatime.imports.connection.Connections;
import com.pickatime.imports.connection.ContactIdField;
import com.pickatime.imports.connection.SourceAccess;
import com.pickatime.imports.connection.SourceType;
import com.pickatime.imports.doubles.ClassLinkDouble;
import com.pickatime.imports.doubles.District;
import com.pickatime.imports.doubles.TestDatabase;
import com.pickatime.imports.oneroster.ClassLinkRoster;
import com.pickatime.imports.queue.Queue;
import com.pickatime.imports.run.ImportRun;
import com.pickatime.imports.run.RunOrder;
import com.pickatime.imports.source.RosterIncompleteException;
import com.pickatime.imports.upload.Uploaded;
import com.pickatime.local.testing.MovableClock;
import com.pickatime.platform.crypto.Keysets;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

class RostersTest {

    private final MovableClock clock = new MovableClock();
    private final ClassLinkDouble classLink = new ClassLinkDouble();
    private final ConnectionSecrets secrets =
            new ConnectionSecrets(Keysets.generate().fieldCipher());
    private final Connections connections = new Connections(TestDatabase.embedded());
    private Uploaded uploaded;

    @BeforeEach
    void noUploads() {
        uploaded = new Uploaded(TestDatabase.embedded(), clock);
    }

    @AfterEach
    void close() {
        classLink.close();
    }

    @Test
    void opensARosterBehindTheProxy() {
        classLink.add(new District("2222", 1));
        connect("springfield", "2222", new SourceAccess(SourceType.CLASSLINK_PROXY, null, null, null));

        StepVerifier.create(rosters("partner-key").open(run("springfield", Queue.FULL)))
                .assertNext(source -> assertThat(source).isInstanceOf(ClassLinkRoster.class))
                .verifyComplete();
    }

    @Test
    void saysWhatToDoWhenTheDistrictDoesNotGrantItsRoster() {
        var district = new District("2222", 1);
        district.enabled = false;
        classLink.add(district);
        connect("springfield", "2222", new SourceAccess(SourceType.CLASSLINK_PROXY, null, null, null));
        connect("shelbyville", "3333", new SourceAccess(SourceType.CLASSLINK_PROXY, null, null, null));

        fails("springfield", Queue.FULL, "NOT_ENABLED");
        fails("shelbyville", Queue.FULL, "NOT_ENABLED");
    }

    @Test
    void saysWhatToDoWithoutAPartnerKey() {
        connect("springfield", "2222", new SourceAccess(SourceType.CLASSLINK_PROXY, null, null, null));

        StepVerifier.create(rosters("").open(run("springfield", Queue.FULL)))
                .verifyErrorSatisfies(failure -> assertCode(failure, "NO_PARTNER_KEY"));
    }

    @Test
    void opensARosterOnADistrictsOwnServer() {
        connect(
                "springfield",
                null,
                new SourceAccess(
                        SourceType.CLASSLINK_DIRECT,
                        "https://roster.example.org",
                        secrets.sealKey("springfield", "key"),
                        secrets.sealSecret("springfield", "secret")));

        StepVerifier.create(rosters("").open(run("springfield", Queue.FULL)))
                .assertNext(source -> {
                    assertThat(source).isInstanceOf(ClassLinkRoster.class);
                    assertThat(source.toString()).doesNotContain("secret");
                })
                .verifyComplete();
    }

    @Test
    void opensAnUploadedRosterAsLongAsItIsThere() {
        connect("springfield", null, new SourceAccess(SourceType.FILE, null, null, null));
        var name = uploaded.keep("springfield", "zip");
        var order = RunOrder.ofUpload(ImportMode.FULL, name);

        StepVerifier.create(rosters("").open(run("springfield", order)))
                .expectNextCount(1)
                .verifyComplete();
        uploaded.delete(name);
        fails("springfield", order, "UPLOAD_LOST");
        fails("springfield", Queue.FULL, "UPLOAD_LOST");
    }

    @Test
    void saysWhenTheConnectionIsGone() {
        fails("nowhere", Queue.FULL, "NO_CONNECTION");
    }

    private void fails(String businessId, RunOrder order, String code) {
        StepVerifier.create(rosters("partner-key").open(run(businessId, order)))
                .verifyErrorSatisfies(failure -> assertCode(failure, code));
    }

    private static void assertCode(Throwable failure, String code) {
        assertThat(failure).isInstanceOf(RosterIncompleteException.class);
        assertThat(((RosterIncompleteException) failure).code()).isEqualTo(code);
        assertThat(failure.getMessage()).isNotBlank();
    }

    private Rosters rosters(String partnerKey) {
        var web = WebClient.create();
        var settings = new ClassLinkSettings(URI.create(classLink.url()), partnerKey);
        return new Rosters(
                connections,
                List.of(
                        new ProxyOpener(ClassLinks.at(classLink.url(), partnerKey, clock), settings, web, clock),
                        new DirectOpener(secrets, web, clock),
                        new UploadOpener(uploaded.uploads(), Schedulers.boundedElastic(), clock)));
    }

    private void connect(String businessId, @Nullable String tenantId, SourceAccess source) {
        var configuration = new Configuration("School", tenantId, source, List.of(), ContactIdField.SOURCED_ID, null);
        Queue.get(connections.insert(Connection.of(businessId, configuration, ConnectionState.ACTIVE)));
    }

    private static ImportRun run(String businessId, RunOrder order) {
        return ImportRun.requested("import-1", businessId, order, "slot", Instant.EPOCH);
    }
}
