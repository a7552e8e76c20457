package com.pickatime.imports.reading;

import com.pickatime.imports.connection.Connection;
import com.pickatime.imports.connection.SourceType;
import com.pickatime.imports.run.RunOrder;
import com.pickatime.imports.source.RosterSource;
import reactor.core.publisher.Mono;

/** Opens rosters of one type of source. */
public interface RosterOpener {

    SourceType type();

    /**
     * The roster that a run with this order shall read.
     *
     * <p>Fails with {@link com.pickatime.imports.source.RosterIncompleteException} when it cannot be reached as things
     * are.
     */
    Mono<RosterSource> open(Connection connection, RunOrder order);
}
