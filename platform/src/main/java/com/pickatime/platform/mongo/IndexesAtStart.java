package com.pickatime.platform.mongo;

import com.mongodb.MongoTimeoutException;
import com.mongodb.connection.ClusterSettings;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.springframework.beans.factory.InitializingBean;
import reactor.core.publisher.Flux;

/**
 * Creates every index before the service takes its first request or record.
 *
 * <p>Blocks the thread that starts the service: without its unique indexes the service must not run.
 */
final class IndexesAtStart implements InitializingBean {

    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final List<Indexed> collections;
    private final ClusterSettings cluster;

    IndexesAtStart(List<Indexed> collections, ClusterSettings cluster) {
        this.collections = collections;
        this.cluster = cluster;
    }

    @Override
    public void afterPropertiesSet() {
        try {
            Flux.fromIterable(collections)
                    .concatMap(Indexed::createIndexes)
                    .then()
                    .block(LIMIT);
        } catch (MongoTimeoutException e) {
            throw new StoreUnreachableException(
                    "no MongoDB was found at %s within %d s; check that it is up and that spring.mongodb.uri (MONGODB_URI) names it"
                            .formatted(cluster.getHosts(), cluster.getServerSelectionTimeout(TimeUnit.SECONDS)));
        }
    }
}
