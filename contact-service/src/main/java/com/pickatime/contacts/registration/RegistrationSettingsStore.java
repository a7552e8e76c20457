package com.pickatime.contacts.registration;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;

import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.reactivestreams.client.MongoCollection;
import com.mongodb.reactivestreams.client.MongoDatabase;
import com.pickatime.contacts.registration.RegistrationSettings.Prompt;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.mongo.DuplicateKeys;
import java.util.List;
import org.bson.Document;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** The {@link RegistrationSettings} of each business. */
@Component
class RegistrationSettingsStore {

    private static final String ID = "_id";
    private static final String MAY_REGISTER = "parentsMayRegister";
    private static final String PROMPTS = "prompts";
    private static final String PROMPT = "id";
    private static final String WORDS = "words";
    private static final String CHOICES = "choices";
    private static final String REQUIRED = "required";
    private static final String VERSION = "version";

    private final MongoCollection<Document> collection;

    RegistrationSettingsStore(MongoDatabase database) {
        this.collection = database.getCollection("registration_settings");
    }

    /** The defaults for a business that decided nothing yet. */
    Mono<RegistrationSettings> of(BusinessId business) {
        return Mono.from(collection.find(eq(ID, business)).first())
                .map(RegistrationSettingsStore::settings)
                .defaultIfEmpty(RegistrationSettings.defaults());
    }

    /**
     * Puts settings in the place of the version before theirs.
     *
     * @return whether that was still there
     */
    Mono<Boolean> save(BusinessId business, RegistrationSettings settings) {
        int before = settings.version() - 1;
        // of the first there is nothing to replace: whoever is second finds the key taken
        return Mono.from(collection.replaceOne(
                        and(eq(ID, business), eq(VERSION, before)),
                        document(business, settings),
                        new ReplaceOptions().upsert(before == 0)))
                .map(result -> result.getMatchedCount() == 1 || result.getUpsertedId() != null)
                .onErrorResume(DuplicateKeys::isCauseOf, taken -> Mono.just(false));
    }

    private static Document document(BusinessId business, RegistrationSettings settings) {
        return new Document(ID, business.value())
                .append(VERSION, settings.version())
                .append(MAY_REGISTER, settings.parentsMayRegister())
                .append(
                        PROMPTS,
                        settings.prompts().stream()
                                .map(prompt -> new Document(PROMPT, prompt.id())
                                        .append(WORDS, prompt.words())
                                        .append(CHOICES, prompt.choices())
                                        .append(REQUIRED, prompt.required()))
                                .toList());
    }

    private static RegistrationSettings settings(Document document) {
        return new RegistrationSettings(
                document.getBoolean(MAY_REGISTER),
                document.getList(PROMPTS, Document.class, List.of()).stream()
                        .map(prompt -> new Prompt(
                                prompt.getString(PROMPT),
                                prompt.getString(WORDS),
                                prompt.getList(CHOICES, String.class, List.of()),
                                prompt.getBoolean(REQUIRED)))
                        .toList(),
                document.getInteger(VERSION));
    }
}
