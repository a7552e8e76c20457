package com.pickatime.platform.mongo;

import com.mongodb.ReadConcern;
import com.mongodb.WriteConcern;
import com.mongodb.reactivestreams.client.MongoClient;
import com.mongodb.reactivestreams.client.MongoDatabase;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.mongodb.autoconfigure.MongoClientSettingsBuilderCustomizer;
import org.springframework.boot.mongodb.autoconfigure.MongoReactiveAutoConfiguration;
import org.springframework.context.annotation.Bean;

/** One database per service, with majority reads and writes whatever the connection string says. */
@AutoConfiguration(before = MongoReactiveAutoConfiguration.class)
public class MongoDefaultsAutoConfiguration {

    /** In code, because an acknowledged write that a failover can lose would break every promise built on it. */
    @Bean
    MongoClientSettingsBuilderCustomizer majority() {
        return settings ->
                settings.writeConcern(WriteConcern.MAJORITY.withJournal(true)).readConcern(ReadConcern.MAJORITY);
    }

    @Bean
    @ConditionalOnMissingBean
    MongoDatabase mongoDatabase(MongoClient client, @Value("${spring.mongodb.database}") String name) {
        return client.getDatabase(name);
    }

    @Bean
    IndexesAtStart indexesAtStart(ObjectProvider<Indexed> collections) {
        return new IndexesAtStart(collections.stream().toList());
    }
}
