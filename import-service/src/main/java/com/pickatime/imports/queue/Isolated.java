package com.pickatime.imports.queue;

import com.pickatime.imports.run.ImportRun;
import com.pickatime.imports.store.StoreAway;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/** Looks at runs of many businesses one after the other, so that one that fails keeps no other waiting. */
public final class Isolated {

    private static final Logger log = LoggerFactory.getLogger(Isolated.class);

    private Isolated() {}

    /** Does {@code work}; a failure that is the run's own ends in the log, and only a store that is away fails this. */
    public static Mono<Void> each(ImportRun run, Function<ImportRun, Mono<Void>> work) {
        return Mono.defer(() -> work.apply(run)).onErrorResume(failure -> !StoreAway.isCauseOf(failure), failure -> {
            log.error(
                    "import={} business={} is {} and cannot be dealt with; it is tried again",
                    run.importId(),
                    run.businessId(),
                    run.state(),
                    failure);
            return Mono.empty();
        });
    }
}
