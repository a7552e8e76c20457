package com.pickatime.imports.connection.reading;

import com.pickatime.imports.connection.Connection;
import com.pickatime.imports.connection.ConnectionState;
import com.pickatime.imports.connection.Connections;
import com.pickatime.imports.connection.PausedBy;
import com.pickatime.imports.source.RosterIncompleteException;
import com.pickatime.imports.source.RosterSource;
import com.pickatime.imports.source.SourceType;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Every business's roster, from wherever its connection says. */
@Component
public class Rosters {

    private final Connections connections;
    private final Map<SourceType, RosterOpener> openers;

    public Rosters(Connections connections, List<RosterOpener> openers) {
        this.connections = connections;
        this.openers = openers.stream().collect(Collectors.toMap(RosterOpener::type, Function.identity()));
    }

    /**
     * The business's roster.
     *
     * @param upload the name of the uploaded file to read; null where none was sent
     */
    public Mono<RosterSource> open(String businessId, @Nullable String upload) {
        return connections
                .find(businessId)
                .switchIfEmpty(Mono.error(() -> new RosterIncompleteException(
                        "NO_CONNECTION", "The business has no connection any more. Configure it again.")))
                .doOnNext(Rosters::requireNotPaused)
                .flatMap(connection -> open(connection, upload));
    }

    /** A run that waited while its connection was paused. It does not wait for more: what it waits for may never come. */
    private static void requireNotPaused(Connection connection) {
        if (connection.state() == ConnectionState.PAUSED) {
            throw new RosterIncompleteException(
                    "CONNECTION_PAUSED",
                    connection.pausedBy() == PausedBy.CLASSLINK
                            ? "The connection is paused because pickAtime is not enabled in ClassLink any more. Once it is"
                                    + " enabled there again, the import is asked for by itself. Nothing was changed."
                            : "The connection was paused before the import began. Set its state to ACTIVE, then import"
                                    + " again. Nothing was changed.");
        }
    }

    private Mono<RosterSource> open(Connection connection, @Nullable String upload) {
        var opener = openers.get(connection.sourceType());
        if (opener == null) {
            throw new IllegalStateException("nothing opens sources of type " + connection.sourceType());
        }
        return opener.open(connection, upload);
    }
}
