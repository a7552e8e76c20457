package com.pickatime.sso.settings;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;

import com.mongodb.client.model.Projections;
import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.reactivestreams.client.MongoCollection;
import com.mongodb.reactivestreams.client.MongoDatabase;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.mongo.LostRaces;
import com.pickatime.platform.web.Problems;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import org.bson.Document;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.ErrorResponseException;
import reactor.core.publisher.Mono;

/** The settings of every business, shared by all instances; whoever writes last is right, but for those who say what they saw. */
@Component
public final class SsoSettingsStore {

    private static final Logger log = LoggerFactory.getLogger(SsoSettingsStore.class);

    private static final String ID = "_id";

    private final MongoCollection<Document> collection;
    private final Clock clock;

    public SsoSettingsStore(MongoDatabase database, Clock clock) {
        this.collection = database.getCollection("sso_settings");
        this.clock = clock;
    }

    /**
     * The settings to sign people in by; empty when single sign-on was never set up or is off. Fails as {@link #stored} does.
     */
    public Mono<SsoSettings> find(BusinessId businessId) {
        return stored(businessId)
                .map(StoredSettings::settings)
                .filter(settings -> settings.provider() != SsoProvider.NONE);
    }

    /**
     * The settings as they were saved, also those that turn single sign-on off; empty when there never were any.
     *
     * <p>Fails with {@link UnreadableSettingsException} when what is stored makes no settings; saving others mends that.
     */
    public Mono<StoredSettings> stored(BusinessId businessId) {
        return Mono.from(collection.find(eq(ID, businessId)).limit(1)).map(document -> read(businessId, document));
    }

    private static StoredSettings read(BusinessId businessId, Document document) {
        try {
            return SettingsDocuments.stored(document);
        } catch (RuntimeException spoilt) {
            // its text may repeat what is stored
            log.error(
                    "business={} its document in sso_settings cannot be read ({}); enter its single sign-on settings again",
                    businessId,
                    spoilt.getClass().getSimpleName());
            throw new UnreadableSettingsException();
        }
    }

    /**
     * Replaces the settings of a business.
     *
     * @param changedBy the subject of the token that it was asked for with
     */
    public Mono<StoredSettings> save(SsoSettings settings, String changedBy) {
        return Mono.defer(() -> {
            // as precise as MongoDB keeps it
            var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
            return Mono.from(collection.replaceOne(
                            eq(ID, settings.businessId()),
                            SettingsDocuments.document(settings, now, changedBy),
                            new ReplaceOptions().upsert(true)))
                    .retryWhen(LostRaces.retry())
                    .thenReturn(new StoredSettings(settings, now, changedBy));
        });
    }

    /**
     * Replaces the settings of a business that are still those which whoever replaces them has seen; fails with a 412 problem
     * otherwise, also when somebody else is first in this very moment.
     *
     * @param seen the {@linkplain StoredSettings#tag() tag} of those
     */
    public Mono<StoredSettings> save(SsoSettings settings, String changedBy, String seen) {
        return Mono.from(collection
                        .find(eq(ID, settings.businessId()))
                        .projection(Projections.include(SettingsDocuments.CHANGED_AT))
                        .first())
                .defaultIfEmpty(new Document())
                .flatMap(now -> {
                    var before = now.getDate(SettingsDocuments.CHANGED_AT);
                    if (!seen.equals(StoredSettings.tag(before == null ? null : before.toInstant()))) {
                        return Mono.error(changed());
                    }
                    // another one than before, also within one millisecond
                    var next = clock.instant().truncatedTo(ChronoUnit.MILLIS);
                    var at = before == null || next.isAfter(before.toInstant())
                            ? next
                            : before.toInstant().plusMillis(1);
                    return Mono.from(collection.replaceOne(
                                    and(eq(ID, settings.businessId()), eq(SettingsDocuments.CHANGED_AT, before)),
                                    SettingsDocuments.document(settings, at, changedBy),
                                    new ReplaceOptions().upsert(true)))
                            .thenReturn(new StoredSettings(settings, at, changedBy));
                })
                .onErrorMap(LostRaces::isCauseOf, first -> changed());
    }

    private static ErrorResponseException changed() {
        return Problems.of(
                HttpStatus.PRECONDITION_FAILED,
                "Somebody else changed these settings since you looked at them. Get them again, and repeat the change with"
                        + " their new ETag if it is still what you want.");
    }

    public Mono<Void> delete(BusinessId businessId) {
        return Mono.from(collection.deleteOne(eq(ID, businessId))).then();
    }
}
