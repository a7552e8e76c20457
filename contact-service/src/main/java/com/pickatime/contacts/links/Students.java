package com.pickatime.contacts.links;

import static com.mongodb.client.model.Filters.all;
import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.or;

import com.mongodb.reactivestreams.client.MongoCollection;
import com.mongodb.reactivestreams.client.MongoDatabase;
import com.pickatime.contacts.links.LinkSettings.IdField;
import com.pickatime.contacts.store.ContactKey;
import com.pickatime.contacts.store.ContactView;
import com.pickatime.contacts.store.DocumentFields;
import com.pickatime.contacts.store.LocalFields;
import com.pickatime.contacts.store.RosterCollection;
import com.pickatime.contacts.store.RosterFields;
import com.pickatime.contacts.store.SearchWords;
import com.pickatime.contacts.store.SourceIds;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.ids.ContactId;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Finds students by what parents name them by, with the same reads whoever that is. */
@Component
class Students {

    /** Namesakes, and those who had an ID before, are few; what more there are can only be ambiguous. */
    private static final int MOST = 200;

    private static final Pattern BLANKS = Pattern.compile("\\s+");

    private final MongoCollection<Document> contacts;
    private final SourceIds sourceIds;
    private final EvenReads reads;

    Students(MongoDatabase database, SourceIds sourceIds, EvenReads reads) {
        this.contacts = database.getCollection(RosterCollection.CONTACTS.collectionName());
        this.sourceIds = sourceIds;
        this.reads = reads;
    }

    /**
     * What a parent entered.
     *
     * @param studentId blank where the business has names entered
     * @param givenName blank where it has an ID entered
     * @param familyName as {@code givenName}
     */
    record Entered(String studentId, String givenName, String familyName) {

        /** Names nobody. */
        @Override
        public String toString() {
            return "Entered";
        }
    }

    Mono<NamedStudent> find(BusinessId business, IdField field, Entered entered) {
        return switch (field) {
            case SOURCE_ID ->
                withSourceId(business, entered.studentId())
                        .flatMap(roster -> own(business, entered.studentId())
                                .map(own -> Stream.concat(roster.stream(), own.stream())
                                        .toList()))
                        .map(NamedStudent::among);
            case IDENTIFIER -> withIdentifier(business, entered.studentId()).map(NamedStudent::among);
            case NAME -> withName(business, entered).map(NamedStudent::among);
        };
    }

    /**
     * As {@link SourceIds#contact}, in two steps however far the source ID went: one that was sent on twice, or is on its way
     * now, is looked for once more.
     */
    private Mono<List<ContactView>> withSourceId(BusinessId business, String sourceId) {
        return byKey(ContactKey.of(business, ContactId.first(business, sourceId)))
                .flatMap(first -> {
                    var sentTo = first.isEmpty() ? null : SourceIds.sentTo(business, sourceId, first.get(0));
                    return byKey(sentTo == null ? EvenReads.NOTHING : ContactKey.of(business, sentTo))
                            .flatMap(next -> holder(sourceId, first, next)
                                    .map(Mono::just)
                                    .orElseGet(() ->
                                            sentTo == null ? Mono.empty() : sourceIds.contact(business, sourceId)));
                })
                .map(List::of)
                .defaultIfEmpty(List.of());
    }

    private static Optional<ContactView> holder(String sourceId, List<Document> first, List<Document> next) {
        return Stream.concat(first.stream(), next.stream())
                .map(ContactView::new)
                .filter(contact -> contact.isContact() && sourceId.equals(contact.sourceId()))
                .findFirst();
    }

    private Mono<List<Document>> byKey(String key) {
        return reads.read(contacts.find(eq(DocumentFields.ID, key)).limit(1));
    }

    /** Students of the business's own files have no source ID, and the ID that the files give them. */
    private Mono<List<ContactView>> own(BusinessId business, String id) {
        return withIdentifier(business, id)
                .map(found -> found.stream().filter(ContactView::isOwn).toList());
    }

    private Mono<List<ContactView>> withIdentifier(BusinessId business, String identifier) {
        var written = List.of(identifier, identifier.toUpperCase(Locale.ROOT), identifier.toLowerCase(Locale.ROOT));
        return search(and(
                eq(DocumentFields.BUSINESS, business),
                eq(RosterFields.path(RosterFields.WORDS), longest(SearchWords.of(identifier))),
                in(RosterFields.path(RosterFields.IDENTIFIER), written),
                ContactView.any()));
    }

    private Mono<List<ContactView>> withName(BusinessId business, Entered entered) {
        var words = SearchWords.of(entered.givenName(), entered.familyName());
        var ours = words.stream().map(word -> business.value() + ':' + word).toList();
        var who = words.isEmpty()
                ? eq(DocumentFields.ID, EvenReads.NOTHING)
                : and(
                        or(
                                and(
                                        eq(DocumentFields.BUSINESS, business),
                                        eq(RosterFields.path(RosterFields.WORDS), longest(words)),
                                        all(RosterFields.path(RosterFields.WORDS), words)),
                                in(LocalFields.path(LocalFields.WORDS), ours)),
                        ContactView.any());
        return search(who)
                .map(found -> found.stream()
                        .filter(contact -> isCalled(contact, entered))
                        .toList());
    }

    /** The one that an index finds fewest by. */
    private static String longest(List<String> words) {
        return words.stream().max(Comparator.comparingInt(String::length)).orElse(EvenReads.NOTHING);
    }

    private Mono<List<ContactView>> search(Bson who) {
        return reads.read(contacts.find(who).limit(MOST))
                .map(found -> found.stream().map(ContactView::new).toList());
    }

    /** By either of the first names that a roster knows, in any case, with or without marks. */
    private static boolean isCalled(ContactView contact, Entered entered) {
        return isSame(contact.text(RosterFields.FAMILY_NAME), entered.familyName())
                && (isSame(contact.text(RosterFields.GIVEN_NAME), entered.givenName())
                        || isSame(contact.text(RosterFields.PREFERRED_NAME), entered.givenName()));
    }

    private static boolean isSame(@Nullable String name, String entered) {
        return Objects.nonNull(name) && plain(name).equals(plain(entered));
    }

    private static String plain(String name) {
        return BLANKS.matcher(SearchWords.normalised(name)).replaceAll(" ");
    }
}
