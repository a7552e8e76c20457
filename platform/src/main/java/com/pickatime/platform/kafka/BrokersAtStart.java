package com.pickatime.platform.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.springframework.beans.factory.InitializingBean;

/** Looks whether a broker answers before anything else is tried, because only here an error can name the setting. */
final class BrokersAtStart implements InitializingBean {

    private static final Duration LIMIT = Duration.ofSeconds(8);

    private final Map<String, Object> config;

    BrokersAtStart(Map<String, Object> config) {
        this.config = new HashMap<>(config);
        var limit = (int) LIMIT.toMillis();
        this.config.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, limit);
        this.config.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, limit);
    }

    @Override
    public void afterPropertiesSet() {
        try (var admin = Admin.create(config)) {
            admin.describeCluster().clusterId().get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException | KafkaException e) {
            throw new BrokersUnreachableException(
                    "no Kafka broker was found at %s within %d s (%s); check that it is up and that spring.kafka.bootstrap-servers (KAFKA_BOOTSTRAP_SERVERS) names it"
                            .formatted(
                                    config.get(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG),
                                    LIMIT.toSeconds(),
                                    reason(e)));
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    private static String reason(Exception failure) {
        var root = (Throwable) failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root.getClass().getSimpleName();
    }
}
