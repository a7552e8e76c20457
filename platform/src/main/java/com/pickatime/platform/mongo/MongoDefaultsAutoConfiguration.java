package com.pickatime.platform.mongo;

import com.mongodb.MongoClientSettings;
import com.mongodb.ReadConcern;
import com.mongodb.WriteConcern;
import com.mongodb.connection.TransportSettings;
import com.mongodb.reactivestreams.client.MongoClient;
import com.mongodb.reactivestreams.client.MongoDatabase;
import java.util.concurrent.TimeUnit;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.mongodb.autoconfigure.MongoClientSettingsBuilderCustomizer;
import org.springframework.boot.mongodb.autoconfigure.MongoConnectionDetails;
import org.springframework.boot.mongodb.autoconfigure.MongoProperties;
import org.springframework.boot.mongodb.autoconfigure.MongoReactiveAutoConfiguration;
import org.springframework.boot.mongodb.autoconfigure.StandardMongoClientSettingsBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.core.annotation.Order;

/** One database per service, with majority reads and writes whatever the connection string says, and limits to all waiting. */
@AutoConfiguration(before = MongoReactiveAutoConfiguration.class)
@EnableConfigurationProperties(StoreLimits.class)
public class MongoDefaultsAutoConfiguration {

    private static final int BEFORE_THE_CONNECTION_STRING = -1;

    /** What the customizers are applied to; that it names its threads keeps Spring Boot from making others. */
    @Bean
    MongoClientSettings mongoClientSettings(StoreEventLoops eventLoops) {
        return MongoClientSettings.builder()
                .codecRegistry(IdCodecs.registry())
                .transportSettings(TransportSettings.nettyBuilder()
                        .eventLoopGroup(eventLoops.group())
                        .build())
                .build();
    }

    /** As Spring Boot has it beside settings of its own. */
    @Bean
    StandardMongoClientSettingsBuilderCustomizer connectionString(
            MongoConnectionDetails connection, MongoProperties properties) {
        return new StandardMongoClientSettingsBuilderCustomizer(
                connection, properties.getRepresentation().getUuid());
    }

    @Bean
    StoreEventLoops storeEventLoops() {
        return new StoreEventLoops();
    }

    /** In code, because an acknowledged write that a failover can lose would break every promise built on it. */
    @Bean
    MongoClientSettingsBuilderCustomizer majority() {
        return settings ->
                settings.writeConcern(WriteConcern.MAJORITY.withJournal(true)).readConcern(ReadConcern.MAJORITY);
    }

    /**
     * A limit for each thing that the driver waits for.
     *
     * <p>Not the driver's one limit for a whole operation ({@code timeoutMS}): it counts the life of a cursor too, and a
     * roster is streamed for as long as its reader takes.
     */
    @Bean
    @Order(BEFORE_THE_CONNECTION_STRING)
    MongoClientSettingsBuilderCustomizer storeLimits(StoreLimits limits) {
        var look = limits.look().toMillis();
        return settings -> settings.applyToClusterSettings(
                        cluster -> cluster.serverSelectionTimeout(look, TimeUnit.MILLISECONDS))
                .applyToConnectionPoolSettings(pool -> pool.maxWaitTime(look, TimeUnit.MILLISECONDS))
                .applyToSocketSettings(socket -> socket.connectTimeout(look, TimeUnit.MILLISECONDS)
                        .readTimeout(limits.answer().toMillis(), TimeUnit.MILLISECONDS));
    }

    @Bean
    @ConditionalOnMissingBean
    MongoDatabase mongoDatabase(MongoClient client, @Value("${spring.mongodb.database}") String name) {
        return client.getDatabase(name);
    }

    @Bean
    IndexesAtStart indexesAtStart(ObjectProvider<Indexed> collections, MongoClient client) {
        return new IndexesAtStart(
                collections.stream().toList(), client.getClusterDescription().getClusterSettings());
    }
}
