package com.pickatime.contacts.links;

import static com.mongodb.client.model.Filters.eq;

import com.mongodb.reactivestreams.client.MongoDatabase;
import com.pickatime.contacts.directory.ContactIds;
import com.pickatime.contacts.links.LinkSettings.IdField;
import com.pickatime.contacts.links.LinkSettings.SecondProof;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.mongo.VersionedDocuments;
import java.util.EnumMap;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** The {@link LinkSettings} of each business. */
@Component
public class LinkPolicies {

    private static final String ID = "_id";
    private static final String ID_FIELD = "idField";
    private static final String DATE_ORDER = "dateOrder";
    private static final String MAY_DETACH = "parentsMayDetach";
    private static final String SECOND_PROOF = "secondProof";
    private static final String BUDGETS = "budgets";

    private final VersionedDocuments documents;

    private final ContactIds contactIds;

    public LinkPolicies(MongoDatabase database, ContactIds contactIds) {
        this.contactIds = contactIds;
        this.documents = new VersionedDocuments(database.getCollection("link_settings"));
    }

    /**
     * Settings as they are kept.
     *
     * @param tag names this version of them as an HTTP entity tag
     */
    record Kept(LinkSettings settings, String tag) {

        static Kept of(Document document) {
            return new Kept(LinkPolicies.settings(document), VersionedDocuments.tag(document));
        }
    }

    /** The defaults for a business that decided nothing yet. */
    public Mono<LinkSettings> of(BusinessId business) {
        return kept(business).map(Kept::settings);
    }

    Mono<Kept> kept(BusinessId business) {
        return Mono.from(documents.collection().find(eq(ID, business)).first())
                .map(Kept::of)
                .switchIfEmpty(Mono.defer(
                        () -> defaults(business).map(settings -> new Kept(settings, VersionedDocuments.tag(null)))));
    }

    /** What counts where a business decided nothing. */
    Mono<LinkSettings> defaults(BusinessId business) {
        return contactIds.of(business).map(LinkSettings::defaults);
    }

    /** As {@link VersionedDocuments#require}. */
    Mono<Void> require(BusinessId business, @Nullable String ifMatch) {
        return documents.require(business, ifMatch);
    }

    /** As {@link VersionedDocuments#replace}. */
    Mono<Kept> save(BusinessId business, @Nullable String ifMatch, LinkSettings settings) {
        var budgets = new Document();
        settings.budgets().forEach((budget, tries) -> budgets.append(budget.name(), tries));
        return documents
                .replace(
                        business,
                        ifMatch,
                        new Document(ID_FIELD, settings.idField().name())
                                .append(DATE_ORDER, settings.dateOrder().name())
                                .append(MAY_DETACH, settings.parentsMayDetach())
                                .append(SECOND_PROOF, settings.secondProof().name())
                                .append(BUDGETS, budgets))
                .map(Kept::of);
    }

    private static LinkSettings settings(Document document) {
        var kept = document.get(BUDGETS, new Document());
        var budgets = new EnumMap<Budget, Integer>(Budget.class);
        for (var budget : Budget.values()) {
            budgets.put(budget, kept.getInteger(budget.name(), budget.tries()));
        }
        return new LinkSettings(
                IdField.valueOf(document.getString(ID_FIELD)),
                DateOrder.valueOf(document.getString(DATE_ORDER)),
                document.getBoolean(MAY_DETACH),
                SecondProof.valueOf(document.getString(SECOND_PROOF)),
                budgets);
    }
}
