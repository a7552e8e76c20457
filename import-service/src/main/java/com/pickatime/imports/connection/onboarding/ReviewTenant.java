package com.pickatime.imports.connection.onboarding;

import com.pickatime.events.ImportTrigger;
import com.pickatime.imports.connection.Connection;
import com.pickatime.imports.connection.Connections;
import com.pickatime.imports.connection.ImportRequester;
import com.pickatime.imports.connection.PausedBy;
import com.pickatime.imports.connection.classlink.ClassLink;
import com.pickatime.imports.connection.classlink.ClassLinkApplication;
import com.pickatime.imports.source.SourceType;
import com.pickatime.platform.ids.ImportId;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Looks at what ClassLink says about a tenant now, and acts on that: never on what the notification said.
 *
 * <p>May be done any number of times for one notification.
 */
@Component
class ReviewTenant {

    private static final Logger log = LoggerFactory.getLogger(ReviewTenant.class);

    private final ClassLink classLink;
    private final Connections connections;
    private final NewTenants newTenants;
    private final ImportRequester requests;

    ReviewTenant(ClassLink classLink, Connections connections, NewTenants newTenants, ImportRequester requests) {
        this.classLink = classLink;
        this.connections = connections;
        this.newTenants = newTenants;
        this.requests = requests;
    }

    /**
     * Onboards the tenant, pauses or resumes its connection, whichever ClassLink's answer asks for.
     *
     * @param rosterMayHaveChanged whether a connection that is active already shall import; that a tenant has added the
     *     application is no news for one that was onboarded on an earlier hint, and its first import was asked for then
     */
    Mono<Void> execute(String tenantId, boolean rosterMayHaveChanged) {
        return classLink
                .application(tenantId)
                .map(Optional::of)
                .defaultIfEmpty(Optional.empty())
                .flatMap(application -> connections
                        .findByTenant(tenantId)
                        .switchIfEmpty(
                                Mono.defer(() -> Mono.justOrEmpty(application).flatMap(newTenants::found)))
                        .flatMap(connection -> act(connection, application, rosterMayHaveChanged)));
    }

    /** A tenant that the list lacks is treated as before: that says nothing about it. */
    private Mono<Void> act(
            Connection connection, Optional<ClassLinkApplication> application, boolean rosterMayHaveChanged) {
        boolean granted = application.map(ReviewTenant::isGranted).orElse(true);
        return switch (connection.state()) {
            case PENDING, CONFIGURED ->
                application.isPresent() && granted ? newTenants.onboard(connection, application.get()) : Mono.empty();
            case ACTIVE -> granted ? importAgain(connection, rosterMayHaveChanged) : pause(connection);
            case PAUSED -> application.isPresent() && granted ? resume(connection) : Mono.empty();
        };
    }

    private static boolean isGranted(ClassLinkApplication application) {
        return application.enabled() && "Active".equalsIgnoreCase(application.tenantStatus());
    }

    private Mono<Void> importAgain(Connection connection, boolean rosterMayHaveChanged) {
        return rosterMayHaveChanged ? requestImport(connection) : Mono.empty();
    }

    private Mono<Void> requestImport(Connection connection) {
        return connection.sourceType() == SourceType.FILE
                ? Mono.empty()
                : requests.requestFull(ImportId.fresh(), connection.businessId(), ImportTrigger.NOTIFICATION);
    }

    private Mono<Void> pause(Connection connection) {
        return connections
                .pause(connection.businessId(), PausedBy.CLASSLINK)
                .doOnNext(paused ->
                        log.info("business={} paused: ClassLink grants its roster no more", connection.businessId()))
                .then();
    }

    private Mono<Void> resume(Connection connection) {
        return connections
                .resume(connection.businessId(), PausedBy.CLASSLINK)
                .filter(resumed -> resumed)
                .flatMap(resumed -> requestImport(connection));
    }
}
