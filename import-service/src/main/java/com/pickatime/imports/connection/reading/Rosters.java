package com.pickatime.imports.connection.reading;

import com.pickatime.imports.connection.Connection;
import com.pickatime.imports.connection.ConnectionSecrets;
import com.pickatime.imports.connection.ConnectionState;
import com.pickatime.imports.connection.Connections;
import com.pickatime.imports.connection.PausedBy;
import com.pickatime.imports.connection.Protocol;
import com.pickatime.imports.connection.classlink.ClassLink;
import com.pickatime.imports.connection.classlink.ClassLinkApplication;
import com.pickatime.imports.plan.staging.Staging;
import com.pickatime.imports.plan.staging.store.StagingException;
import com.pickatime.imports.source.FetchProgress;
import com.pickatime.imports.source.RosterIncompleteException;
import com.pickatime.imports.source.RosterSource;
import com.pickatime.imports.source.SourceReport;
import com.pickatime.imports.source.SourceType;
import com.pickatime.imports.source.csv.CsvLimits;
import com.pickatime.imports.source.csv.CsvRoster;
import com.pickatime.imports.source.oneroster.ClassLinkRoster;
import com.pickatime.imports.source.oneroster.CollectionCheck;
import com.pickatime.imports.source.oneroster.PullSettings;
import com.pickatime.imports.source.oneroster.RosterEndpoint;
import com.pickatime.imports.source.oneroster.http.ClientCredentials;
import com.pickatime.imports.source.oneroster.http.Credentials;
import com.pickatime.imports.source.oneroster.http.OAuth1Consumer;
import com.pickatime.imports.source.oneroster.http.SignatureMethod;
import com.pickatime.imports.source.upload.Uploads;
import com.pickatime.platform.ids.BusinessId;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** Every business's roster, from wherever its connection says. */
@Component
public class Rosters {

    /** Why a run is called off that finds the connection paused. */
    public static final String PAUSED = "CONNECTION_PAUSED";

    private final Connections connections;
    private final ConnectionSecrets secrets;
    private final ClassLink classLink;
    private final Uploads uploads;
    private final WebClient web;
    private final Scheduler blocking;
    private final Clock clock;

    public Rosters(
            Connections connections,
            ConnectionSecrets secrets,
            ClassLink classLink,
            Uploads uploads,
            WebClient web,
            Scheduler blocking,
            Clock clock) {
        this.connections = connections;
        this.secrets = secrets;
        this.classLink = classLink;
        this.uploads = uploads;
        this.web = web;
        this.blocking = blocking;
        this.clock = clock;
    }

    /**
     * The business's roster. Fails with {@link RosterIncompleteException} when it cannot be reached as things are.
     *
     * @param upload the name of the uploaded file to read; null where none was sent
     * @param since when what was changed since then is enough, if a server is read; null for everything
     */
    public Mono<RosterSource> open(BusinessId businessId, @Nullable String upload, @Nullable Instant since) {
        return connections
                .find(businessId)
                .switchIfEmpty(Mono.error(() -> new RosterIncompleteException(
                        "NO_CONNECTION", "The business has no connection any more. Configure it again.")))
                .doOnNext(Rosters::requireNotPaused)
                .flatMap(connection -> {
                    Mono<? extends RosterSource> whole = connection.sourceType() == SourceType.FILE
                            ? uploaded(businessId, upload)
                            : served(connection, PullSettings.DEFAULTS)
                                    .map(roster -> since == null ? roster : roster.changedSince(since));
                    return whole.map(source ->
                            new ChosenSource(source, connection.configuration().choice()));
                });
    }

    /**
     * A first look at what a connection's server has for pickAtime, whatever the connection's state; nothing is kept of it.
     * Fails with {@link RosterIncompleteException} when the server cannot be asked as things are.
     */
    public Mono<List<CollectionCheck>> check(Connection connection) {
        return served(connection, PullSettings.LOOK)
                .flatMap(roster -> roster.check().collectList());
    }

    private Mono<ClassLinkRoster> served(Connection connection, PullSettings settings) {
        return switch (connection.sourceType()) {
            case CLASSLINK_PROXY -> behindProxy(connection, settings);
            case CLASSLINK_DIRECT -> Mono.fromCallable(() -> onOwnServer(connection, settings));
            case FILE, SNAPSHOT ->
                Mono.error(new RosterIncompleteException(
                        "NO_SERVER",
                        "This roster comes as files, so there is no server to look at. Upload a file instead."));
        };
    }

    /** A run that waited while its connection was paused. It does not wait for more: what it waits for may never come. */
    private static void requireNotPaused(Connection connection) {
        if (connection.state() == ConnectionState.PAUSED) {
            throw new RosterIncompleteException(
                    PAUSED,
                    connection.pausedBy() == PausedBy.CLASSLINK
                            ? "The connection is paused because pickAtime is not enabled in ClassLink any more. Once it is"
                                    + " enabled there again, the import is asked for by itself. Nothing was changed."
                            : "The connection was paused before the import began. Set its state to ACTIVE, then import"
                                    + " again. Nothing was changed.");
        }
    }

    /**
     * The district's token is asked for anew each time and kept nowhere, so that one that was replaced or withdrawn is not
     * used.
     */
    private Mono<ClassLinkRoster> behindProxy(Connection connection, PullSettings settings) {
        if (!classLink.isConfigured()) {
            return Mono.error(new RosterIncompleteException(
                    "NO_PARTNER_KEY",
                    "pickAtime has no ClassLink partner key, so ClassLink cannot be read. Set CLASSLINK_PARTNER_KEY."));
        }
        var configuration = connection.configuration();
        return classLink
                .application(Objects.requireNonNull(configuration.tenantId()))
                .filter(ClassLinkApplication::isReady)
                .switchIfEmpty(Mono.error(() -> new RosterIncompleteException(
                        "NOT_ENABLED",
                        "ClassLink does not let pickAtime read the roster. In the ClassLink Management Console, check that"
                                + " pickAtime is added under Applications and switched on, then import again. Nothing was"
                                + " changed.")))
                .map(application -> over(
                        RosterEndpoint.proxy(
                                URI.create(Objects.requireNonNullElse(
                                        configuration.source().baseUrl(), classLink.url())),
                                Objects.requireNonNull(application.oneRosterApplicationId()),
                                Objects.requireNonNull(application.bearer())),
                        settings));
    }

    private ClassLinkRoster onOwnServer(Connection connection, PullSettings settings) {
        var consumer = secrets.consumer(connection);
        var server = URI.create(
                Objects.requireNonNull(connection.configuration().source().baseUrl()));
        var protocol = connection.configuration().source().spoken();
        return over(
                RosterEndpoint.direct(server, protocol.oneRosterVersion(), credentials(protocol, consumer)), settings);
    }

    /** New ones each time: a token is good for one pull. */
    private Credentials credentials(Protocol protocol, ConnectionSecrets.Consumer consumer) {
        return switch (protocol.authentication()) {
            case OAUTH1 -> new OAuth1Consumer(consumer.key(), consumer.secret(), SignatureMethod.HMAC_SHA256, clock);
            case OAUTH2 ->
                new ClientCredentials(
                        URI.create(Objects.requireNonNull(protocol.tokenUrl())),
                        consumer.key(),
                        consumer.secret(),
                        protocol.oneRosterVersion().scopes(),
                        clock);
        };
    }

    private ClassLinkRoster over(RosterEndpoint endpoint, PullSettings settings) {
        return new ClassLinkRoster(web, endpoint, settings, clock);
    }

    private Mono<RosterSource> uploaded(BusinessId businessId, @Nullable String upload) {
        return Mono.justOrEmpty(upload)
                .filterWhen(name -> uploads.has(businessId, name))
                .switchIfEmpty(Mono.error(Rosters::lost))
                .map(name -> (staging, progress) -> readUpload(businessId, name, staging, progress));
    }

    /** A zip can only be read from a file; it is there for as long as it is read. */
    private Mono<SourceReport> readUpload(BusinessId businessId, String name, Staging staging, FetchProgress progress) {
        var zip = staging.file("upload.zip");
        var written = uploads.writeTo(zip, businessId, name)
                .onErrorMap(NoSuchFileException.class, failure -> lost())
                .onErrorMap(IOException.class, failure -> StagingException.of(failure, zip))
                .thenReturn(zip);
        return Mono.usingWhen(
                written,
                file -> new CsvRoster(file, CsvLimits.DEFAULTS, clock).copyInto(staging, progress),
                file -> Mono.fromCallable(() -> Files.deleteIfExists(file)).subscribeOn(blocking));
    }

    private static RosterIncompleteException lost() {
        return new RosterIncompleteException(
                "UPLOAD_LOST", "The uploaded file is not there any more. Upload it again. Nothing was changed.");
    }
}
