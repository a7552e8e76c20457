package com.pickatime.contacts.links;

import static com.mongodb.client.model.Filters.eq;

import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.reactivestreams.client.MongoCollection;
import com.mongodb.reactivestreams.client.MongoDatabase;
import com.pickatime.contacts.links.LinkSettings.IdField;
import com.pickatime.contacts.links.LinkSettings.SecondProof;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.mongo.LostRaces;
import java.util.EnumMap;
import org.bson.Document;
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

    private final MongoCollection<Document> collection;

    public LinkPolicies(MongoDatabase database) {
        this.collection = database.getCollection("link_settings");
    }

    /** The defaults for a business that decided nothing yet. */
    public Mono<LinkSettings> of(BusinessId business) {
        return Mono.from(collection.find(eq(ID, business)).first())
                .map(LinkPolicies::settings)
                .defaultIfEmpty(LinkSettings.defaults());
    }

    Mono<Void> save(BusinessId business, LinkSettings settings) {
        var budgets = new Document();
        settings.budgets().forEach((budget, tries) -> budgets.append(budget.name(), tries));
        return Mono.from(collection.replaceOne(
                        eq(ID, business),
                        new Document(ID_FIELD, settings.idField().name())
                                .append(DATE_ORDER, settings.dateOrder().name())
                                .append(MAY_DETACH, settings.parentsMayDetach())
                                .append(SECOND_PROOF, settings.secondProof().name())
                                .append(BUDGETS, budgets),
                        new ReplaceOptions().upsert(true)))
                .retryWhen(LostRaces.retry())
                .then();
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
