package com.pickatime.imports.connection.reading;

import com.pickatime.imports.connection.Connection;
import com.pickatime.imports.source.RosterSource;
import com.pickatime.imports.source.SourceType;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Opens rosters of one type of source. */
public interface RosterOpener {

    SourceType type();

    /**
     * The connection's roster.
     *
     * <p>Fails with {@link com.pickatime.imports.source.RosterIncompleteException} when it cannot be reached as things
     * are.
     *
     * @param upload the name of the uploaded file to read; null where none was sent
     */
    Mono<RosterSource> open(Connection connection, @Nullable String upload);
}
