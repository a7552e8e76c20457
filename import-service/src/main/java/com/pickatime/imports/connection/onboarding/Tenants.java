package com.pickatime.imports.connection.onboarding;

import static com.mongodb.client.model.Filters.eq;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.reactivestreams.client.MongoCollection;
import com.mongodb.reactivestreams.client.MongoDatabase;
import com.pickatime.imports.store.ReadableDocuments;
import java.util.Map;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** The districts that ClassLink has ever listed; one that it lists no more stays, for absence proves nothing. */
@Component
class Tenants {

    private final MongoCollection<Tenant> tenants;
    private final ReadableDocuments<Tenant> readable;

    Tenants(MongoDatabase database) {
        this.tenants = database.getCollection("tenants", Tenant.class);
        this.readable = new ReadableDocuments<>(tenants, "businessId");
    }

    /** One that cannot be read is not among them: it is told anew, and mended by that. */
    Mono<Map<String, Tenant>> byId() {
        return readable.find(Filters.empty()).collectMap(Tenant::tenantId);
    }

    Mono<Void> save(Tenant tenant) {
        return Mono.from(tenants.replaceOne(eq("_id", tenant.tenantId()), tenant, new ReplaceOptions().upsert(true)))
                .then();
    }
}
