package com.pickatime.imports.connection.setup;

import com.pickatime.imports.connection.Configuration;
import com.pickatime.imports.connection.Connection;
import com.pickatime.imports.connection.ConnectionSecrets;
import com.pickatime.imports.connection.ConnectionState;
import com.pickatime.imports.connection.Connections;
import com.pickatime.imports.connection.ContactIdField;
import com.pickatime.imports.connection.ImportOptions;
import com.pickatime.imports.connection.PausedBy;
import com.pickatime.imports.connection.PendingAnnouncement;
import com.pickatime.imports.connection.SourceAccess;
import com.pickatime.imports.source.SourceType;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.mongo.DuplicateKeys;
import com.pickatime.platform.web.EntityTags;
import com.pickatime.platform.web.Problems;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.bson.types.Binary;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Makes a connection what the onboarding team says; activating it is a step of its own. */
@Component
public class ConfigureConnection {

    private final Connections connections;
    private final ConnectionSecrets secrets;
    private final ConnectionRules rules;
    private final ConnectionAnnouncements announcements;
    private final Clock clock;

    ConfigureConnection(
            Connections connections,
            ConnectionSecrets secrets,
            ConnectionRules rules,
            ConnectionAnnouncements announcements,
            Clock clock) {
        this.connections = connections;
        this.secrets = secrets;
        this.rules = rules;
        this.announcements = announcements;
        this.clock = clock;
    }

    /** A district's connection through ClassLink's proxy, with the defaults for all that is not given. */
    public Mono<Connection> execute(
            BusinessId businessId, String tenantId, String businessName, List<String> administrators) {
        return execute(
                businessId,
                new ConnectionRequest(
                        businessName,
                        tenantId,
                        SourceType.CLASSLINK_PROXY.name(),
                        null,
                        null,
                        null,
                        administrators,
                        null,
                        null,
                        null),
                null);
    }

    /**
     * The connection as it is then.
     *
     * @param ifMatch the header If-Match: the {@linkplain Connection#tag tag} of what shall be changed, or a 412 problem; null for
     *     whatever it is by now
     */
    Mono<Connection> execute(BusinessId businessId, ConnectionRequest request, @Nullable String ifMatch) {
        return connections
                .find(businessId)
                .map(current -> new RequestedChange(
                        current, request.speakingAs(current.configuration().source())))
                .defaultIfEmpty(new RequestedChange(null, request))
                .doOnNext(change -> change.requireMatch(ifMatch))
                .flatMap(change -> save(businessId, change))
                .onErrorMap(DuplicateKeys::isCauseOf, taken -> tenantTaken());
    }

    private Mono<Connection> save(BusinessId businessId, RequestedChange change) {
        var request = rules.checked(businessId, change.request(), change.secretKnown());
        var current = change.current();
        var configuration = configuration(businessId, request, current);
        if (current == null) {
            var fresh = Connection.of(businessId, configuration, ConnectionState.CONFIGURED);
            return withRoom(businessId, configuration, connections.insert(fresh));
        }
        var announcement = isToBeTold(current, configuration)
                ? new PendingAnnouncement(PendingAnnouncement.Kind.ADMINISTRATORS_CHANGED, clock.instant())
                : null;
        var configured = connections
                .configure(current, configuration, state(current, request), announcement)
                .switchIfEmpty(Mono.error(() -> Problems.conflict(
                        "The connection was changed at the same time. Read it again, then send the change again.")));
        return withRoom(businessId, configuration, configured)
                .flatMap(changed -> beginSchedule(current, changed).thenReturn(changed))
                .flatMap(changed -> announcements.tell(changed).thenReturn(changed));
    }

    /** What a new schedule would have asked for before it was there was not missed. */
    private Mono<Void> beginSchedule(Connection before, Connection changed) {
        return before.configuration()
                        .options()
                        .schedule()
                        .equals(changed.configuration().options().schedule())
                ? Mono.empty()
                : connections.scheduled(changed.businessId(), clock.instant());
    }

    /** A tenant that waits to be configured gives way; it waits again when the change comes to nothing. */
    private Mono<Connection> withRoom(BusinessId businessId, Configuration configuration, Mono<Connection> change) {
        if (configuration.tenantId() == null) {
            return change;
        }
        return connections
                .removePending(configuration.tenantId(), businessId)
                .map(Optional::of)
                .defaultIfEmpty(Optional.empty())
                .flatMap(removed -> change.onErrorResume(failure -> Mono.justOrEmpty(removed)
                        .flatMap(connections::insert)
                        .onErrorComplete(DuplicateKeys::isCauseOf)
                        .then(Mono.error(failure))));
    }

    private Configuration configuration(
            BusinessId businessId, ConnectionRequest request, @Nullable Connection current) {
        var before = current == null ? null : current.configuration();
        var type = SourceType.valueOf(String.valueOf(request.source()));
        return new Configuration(
                String.valueOf(request.businessName()).strip(),
                request.tenantId(),
                source(businessId, type, request, before == null ? null : before.source()),
                administrators(businessId, request.administrators(), before),
                contactIdField(request, before),
                request.timeZone() == null && before != null ? before.timeZone() : request.timeZone(),
                options(request.options(), before == null ? ImportOptions.DEFAULT : before.options()));
    }

    private static ImportOptions options(@Nullable OptionsRequest wanted, ImportOptions before) {
        return wanted == null ? before : wanted.over(before);
    }

    private SourceAccess source(
            BusinessId businessId, SourceType type, ConnectionRequest request, @Nullable SourceAccess before) {
        if (type != SourceType.CLASSLINK_DIRECT) {
            return new SourceAccess(type, request.baseUrl(), null, null);
        }
        if (request.consumerKey() == null && before != null) {
            return new SourceAccess(
                    type, request.baseUrl(), before.sealedKey(), before.sealedSecret(), request.protocol());
        }
        return new SourceAccess(
                type,
                request.baseUrl(),
                secrets.sealKey(businessId, request.consumerKey()),
                secrets.sealSecret(businessId, request.consumerSecret()),
                request.protocol());
    }

    /** What stays the same is not sealed anew, so that it is known to be the same. */
    private List<Binary> administrators(
            BusinessId businessId, @Nullable List<String> wanted, @Nullable Configuration before) {
        if (before == null) {
            return wanted == null ? List.of() : secrets.sealAddresses(businessId, wanted);
        }
        return wanted == null || wanted.equals(secrets.openAddresses(businessId, before.administrators()))
                ? before.administrators()
                : secrets.sealAddresses(businessId, wanted);
    }

    private static ContactIdField contactIdField(ConnectionRequest request, @Nullable Configuration before) {
        if (request.contactIdField() != null) {
            return ContactIdField.valueOf(request.contactIdField());
        }
        return before == null ? ContactIdField.SOURCED_ID : before.contactIdField();
    }

    private static ConnectionState state(Connection current, ConnectionRequest request) {
        if (current.state() == ConnectionState.PENDING) {
            return ConnectionState.CONFIGURED;
        }
        if (request.state() == null) {
            return current.state();
        }
        if (current.state() == ConnectionState.CONFIGURED) {
            throw Problems.invalid(
                    "state", "a connection that was never active is activated by POST to its activation");
        }
        var wanted = ConnectionState.valueOf(request.state());
        if (wanted == ConnectionState.ACTIVE && current.pausedBy() == PausedBy.CLASSLINK) {
            throw Problems.conflict(
                    "ClassLink paused the connection. It goes on by itself when the district enables pickAtime there again.");
        }
        return wanted;
    }

    private static boolean isToBeTold(Connection current, Configuration next) {
        var before = current.configuration();
        return current.activatedAt() != null
                && !(before.administrators().equals(next.administrators())
                        && before.contactIdField() == next.contactIdField()
                        && before.options().mails() == next.options().mails()
                        && before.businessName().equals(next.businessName())
                        && Objects.equals(before.timeZone(), next.timeZone()));
    }

    private static RuntimeException tenantTaken() {
        return Problems.conflict("Another connection has this tenant, or was made for this business at the same time."
                + " Look at GET /connections.");
    }

    /** A request, and the connection it is to change; null when there is none. */
    private record RequestedChange(@Nullable Connection current, ConnectionRequest request) {

        private void requireMatch(@Nullable String ifMatch) {
            if (current == null ? ifMatch != null : !EntityTags.isMeant(ifMatch, current.tag())) {
                throw Problems.of(
                        HttpStatus.PRECONDITION_FAILED,
                        "The connection was changed by somebody else meanwhile. Look at it again, then change it.");
            }
        }

        /** One that would be sent elsewhere must be given again, or whoever sets the address could read it. */
        private boolean secretKnown() {
            if (current == null) {
                return false;
            }
            var source = current.configuration().source();
            return source.sealedSecret() != null && !request.sendsSecretElsewhereThan(source);
        }
    }
}
