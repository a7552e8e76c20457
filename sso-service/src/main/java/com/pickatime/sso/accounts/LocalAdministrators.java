package com.pickatime.sso.accounts;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.or;
import static com.mongodb.client.model.Updates.set;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Sorts;
import com.mongodb.reactivestreams.client.MongoCollection;
import com.mongodb.reactivestreams.client.MongoDatabase;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.web.Problems;
import java.util.Date;
import java.util.Optional;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.bson.types.Binary;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** All local administrators, by business. */
@Repository
public class LocalAdministrators {

    private final MongoCollection<Document> collection;
    private final SealedEmails emails;

    LocalAdministrators(MongoDatabase database, SealedEmails emails) {
        this.collection = database.getCollection(AdministratorFields.COLLECTION);
        this.emails = emails;
    }

    /** An administrator who may still come in; empty if removed, of another business, or without a password so far. */
    public Mono<LocalAdministrator> current(BusinessId businessId, String id) {
        return Mono.from(collection.find(and(one(businessId, id), exists(AdministratorFields.PASSWORD))))
                .map(LocalAdministrators::who);
    }

    /** Whoever has this address at the business, in whatever case it is written. */
    Mono<AdministratorCredentials> withEmail(BusinessId businessId, String email) {
        return Mono.from(collection.find(and(
                        eq(AdministratorFields.BUSINESS, businessId),
                        eq(AdministratorFields.EMAIL_HASH, emails.hash(businessId, email)))))
                .map(document ->
                        new AdministratorCredentials(who(document), document.getString(AdministratorFields.PASSWORD)));
    }

    /**
     * Whether the account still has the password that was checked; a check takes a while, and a removed administrator or
     * an old password must not get in at its end.
     */
    Mono<Boolean> isUnchanged(AdministratorCredentials checked) {
        return Mono.from(collection.countDocuments(same(checked))).map(count -> count == 1);
    }

    /** Keeps a stronger hash of the same password, unless the password changed meanwhile. */
    Mono<Boolean> strengthen(AdministratorCredentials checked, String strongerHash) {
        return Mono.from(collection.updateOne(same(checked), set(AdministratorFields.PASSWORD, strongerHash)))
                .map(result -> result.getMatchedCount() == 1);
    }

    /**
     * Everybody at a business, by name.
     *
     * @param after the id of one of them, after whom the list begins, or blank; a 400 problem if it is nobody's any more
     */
    public Flux<ListedAdministrator> list(BusinessId businessId, String after) {
        return behind(businessId, after)
                .flatMapMany(behind -> collection
                        .find(and(eq(AdministratorFields.BUSINESS, businessId), behind))
                        .sort(Sorts.ascending(AdministratorFields.NAME, AdministratorFields.ID)))
                .map(this::listed);
    }

    private Mono<Bson> behind(BusinessId businessId, String id) {
        return id.isBlank()
                ? Mono.just(Filters.empty())
                : Mono.from(collection.find(one(businessId, id)).first())
                        .map(document -> document.getString(AdministratorFields.NAME))
                        .map(name -> or(
                                gt(AdministratorFields.NAME, name),
                                and(eq(AdministratorFields.NAME, name), gt(AdministratorFields.ID, id))))
                        .switchIfEmpty(Mono.error(() -> Problems.invalid(
                                "after", "must be the next of the page before; begin without it again")));
    }

    static LocalAdministrator who(Document document) {
        return new LocalAdministrator(
                document.getString(AdministratorFields.ID),
                new BusinessId(document.getString(AdministratorFields.BUSINESS)),
                document.getString(AdministratorFields.NAME));
    }

    static Bson one(BusinessId businessId, String id) {
        return and(eq(AdministratorFields.ID, id), eq(AdministratorFields.BUSINESS, businessId));
    }

    private ListedAdministrator listed(Document document) {
        var who = who(document);
        return new ListedAdministrator(
                who.id(),
                who.displayName(),
                emails.open(who.businessId(), who.id(), document.get(AdministratorFields.EMAIL, Binary.class)),
                document.containsKey(AdministratorFields.PASSWORD),
                Optional.ofNullable(document.getDate(AdministratorFields.INVITATION_ENDS))
                        .map(Date::toInstant)
                        .orElse(null));
    }

    private static Bson same(AdministratorCredentials checked) {
        return and(
                one(checked.who().businessId(), checked.who().id()),
                eq(AdministratorFields.PASSWORD, checked.passwordHash()));
    }
}
