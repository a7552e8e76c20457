package com.pickatime.platform.mongo;

import java.time.Duration;
import java.util.List;
import org.springframework.beans.factory.InitializingBean;
import reactor.core.publisher.Flux;

/**
 * Creates every index before the service takes its first request or record.
 *
 * <p>Blocks the thread that starts the service: without its unique indexes the service must not run.
 */
final class IndexesAtStart implements InitializingBean {

    private static final Duration LIMIT = Duration.ofMinutes(1);

    private final List<Indexed> collections;

    IndexesAtStart(List<Indexed> collections) {
        this.collections = collections;
    }

    @Override
    public void afterPropertiesSet() {
        Flux.fromIterable(collections).concatMap(Indexed::createIndexes).then().block(LIMIT);
    }
}
