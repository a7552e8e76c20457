package com.pickatime.imports.reading;

import com.pickatime.imports.connection.Connection;
import com.pickatime.imports.connection.Connections;
import com.pickatime.imports.connection.SourceType;
import com.pickatime.imports.run.ImportRun;
import com.pickatime.imports.source.RosterIncompleteException;
import com.pickatime.imports.source.RosterSource;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
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

    /** The roster that the run shall read. */
    public Mono<RosterSource> open(ImportRun run) {
        return connections
                .find(run.businessId())
                .switchIfEmpty(Mono.error(() -> new RosterIncompleteException(
                        "NO_CONNECTION", "The business has no connection any more. Configure it again.")))
                .flatMap(connection -> open(connection, run));
    }

    private Mono<RosterSource> open(Connection connection, ImportRun run) {
        var opener = openers.get(connection.sourceType());
        if (opener == null) {
            throw new IllegalStateException("nothing opens sources of type " + connection.sourceType());
        }
        return opener.open(connection, run.order());
    }
}
