package com.pickatime.imports.connection.reading;

import com.pickatime.imports.connection.Connection;
import com.pickatime.imports.connection.ConnectionSecrets;
import com.pickatime.imports.source.RosterSource;
import com.pickatime.imports.source.SourceType;
import com.pickatime.imports.source.oneroster.ClassLinkRoster;
import com.pickatime.imports.source.oneroster.PullSettings;
import com.pickatime.imports.source.oneroster.RosterEndpoint;
import com.pickatime.imports.source.oneroster.http.SignatureMethod;
import java.net.URI;
import java.time.Clock;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;

/** Opens rosters on districts' own OneRoster servers. */
@Component
class DirectOpener implements RosterOpener {

    private final ConnectionSecrets secrets;
    private final WebClient web;
    private final Clock clock;

    DirectOpener(ConnectionSecrets secrets, WebClient web, Clock clock) {
        this.secrets = secrets;
        this.web = web;
        this.clock = clock;
    }

    @Override
    public SourceType type() {
        return SourceType.CLASSLINK_DIRECT;
    }

    @Override
    public Mono<RosterSource> open(Connection connection, @Nullable String upload) {
        return Mono.fromCallable(() -> {
            var consumer = secrets.consumer(connection);
            var server = URI.create(
                    Objects.requireNonNull(connection.configuration().source().baseUrl()));
            var endpoint = RosterEndpoint.direct(
                    server, consumer.key(), consumer.secret(), SignatureMethod.HMAC_SHA256, clock);
            return new ClassLinkRoster(web, endpoint, PullSettings.DEFAULTS, clock);
        });
    }
}
