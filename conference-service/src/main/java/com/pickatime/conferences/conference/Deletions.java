package com.pickatime.conferences.conference;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gte;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.lte;
import static com.mongodb.client.model.Filters.or;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.set;
import static com.mongodb.client.model.Updates.unset;

import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Projections;
import com.mongodb.reactivestreams.client.MongoCollection;
import com.mongodb.reactivestreams.client.MongoDatabase;
import com.pickatime.conferences.conference.Deletion.State;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.mongo.DuplicateKeys;
import com.pickatime.platform.mongo.Expiry;
import com.pickatime.platform.mongo.Indexed;
import com.pickatime.platform.mongo.NewestFirst;
import com.pickatime.platform.web.Problems;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The deletions of conferences. What is deleted is said here alone, in one document of a deletion: the insert of it hides all its
 * conferences at once, and one change of it brings all back as they were.
 */
@Component
public class Deletions implements Indexed {

    /** How long a deletion can be taken back. */
    public static final Duration UNDO = Duration.ofDays(30);

    private static final Duration KEPT = Duration.ofDays(400);

    private static final String ID = "_id";
    private static final String BUSINESS = "businessId";
    private static final String STAYING = "kept";
    private static final String CONFERENCES = "conferences";
    private static final String SLOTS = "slots";
    private static final String APPOINTMENTS = "appointments";
    private static final String DIGEST = "digest";
    private static final String BY = "by";
    private static final String AT = "at";
    private static final String STATE = "state";
    private static final String UNDONE_BY = "undoneBy";
    private static final String UNDONE_AT = "undoneAt";

    /** The business, for as long as the deletion is being checked: there is one. */
    private static final String ONE_OF = "checking";

    private static final NewestFirst LATEST = new NewestFirst(AT);

    private static final List<String> HIDING = Arrays.stream(State.values())
            .filter(State::isHiding)
            .map(Enum::name)
            .toList();

    private final MongoCollection<Document> deletions;
    private final Clock clock;

    Deletions(MongoDatabase database, Clock clock) {
        this.deletions = database.getCollection("deletions");
        this.clock = clock;
    }

    @Override
    public Mono<Void> createIndexes() {
        return Mono.from(deletions.createIndex(
                        Indexes.ascending(ONE_OF),
                        new IndexOptions().unique(true).sparse(true)))
                .then(Mono.from(deletions.createIndex(Indexes.ascending(CONFERENCES))))
                .then(Mono.from(deletions.createIndex(Indexes.ascending(BUSINESS, AT, ID))))
                .then(Mono.from(deletions.createIndex(Indexes.ascending(STATE, AT))))
                .then(Expiry.createIndex(deletions, Expiry.FIELD));
    }

    /** Hides the conferences; fails with a conflict while another deletion of the business is being checked. */
    public Mono<Deletion> begin(Deletion wanted) {
        var document = new Document(ID, wanted.id())
                .append(BUSINESS, wanted.business())
                .append(STAYING, wanted.kept())
                .append(CONFERENCES, wanted.conferences())
                .append(SLOTS, wanted.slots())
                .append(APPOINTMENTS, wanted.appointments())
                .append(DIGEST, wanted.digest())
                .append(BY, wanted.by())
                .append(AT, Date.from(wanted.at()))
                .append(STATE, State.CHECKING.name())
                .append(ONE_OF, wanted.business())
                .append(Expiry.FIELD, Date.from(wanted.at().plus(KEPT)));
        return Mono.defer(() -> Mono.from(deletions.insertOne(document)))
                .thenReturn(wanted)
                .onErrorMap(
                        DuplicateKeys::isCauseOf,
                        taken -> Problems.conflict("Events of this business are being deleted right now."
                                + " Wait until that is over: GET conference-deletions shows it."));
    }

    /** Empty if the business has none of this id. */
    public Mono<Deletion> find(BusinessId business, String id) {
        return Mono.from(deletions.find(and(eq(ID, id), eq(BUSINESS, business))).first())
                .map(Deletions::read);
    }

    /** The latest first, those after {@link #cursor}. */
    public Flux<Deletion> of(BusinessId business, String after) {
        return Flux.from(deletions
                        .find(and(eq(BUSINESS, business), LATEST.after(after)))
                        .sort(LATEST.order()))
                .map(Deletions::read);
    }

    public static String cursor(Deletion deletion) {
        return NewestFirst.cursor(deletion.at(), deletion.id());
    }

    /** Those that are to be checked and began by then, and those that nobody can take back any more. */
    public Flux<Deletion> due(Instant begunBy) {
        return Flux.defer(() -> deletions.find(or(
                        and(eq(STATE, State.CHECKING.name()), lte(AT, Date.from(begunBy))),
                        and(eq(STATE, State.DELETED.name()), lt(AT, oldest())),
                        eq(STATE, State.FORGETTING.name()))))
                .map(Deletions::read);
    }

    /** Emits whether it was still being checked. */
    public Mono<Boolean> checked(Deletion deletion, boolean same) {
        return changed(
                and(eq(ID, deletion.id()), eq(STATE, State.CHECKING.name())),
                combine(set(STATE, (same ? State.DELETED : State.VOID).name()), unset(ONE_OF)));
    }

    /** Brings all back; emits whether it could still be taken back. */
    public Mono<Boolean> undo(Deletion deletion, String by) {
        return Mono.defer(() -> changed(
                and(eq(ID, deletion.id()), eq(STATE, State.DELETED.name()), gte(AT, oldest())),
                combine(
                        set(STATE, State.UNDONE.name()),
                        set(UNDONE_BY, by),
                        set(UNDONE_AT, Date.from(clock.instant())))));
    }

    /** From now on it cannot be taken back; emits whether that is so. */
    public Mono<Boolean> forgetting(Deletion deletion) {
        return changed(
                and(eq(ID, deletion.id()), in(STATE, List.of(State.DELETED.name(), State.FORGETTING.name()))),
                set(STATE, State.FORGETTING.name()));
    }

    /** Nothing of its conferences is left. */
    public Mono<Void> forgotten(Deletion deletion) {
        return changed(
                        and(eq(ID, deletion.id()), eq(STATE, State.FORGETTING.name())),
                        set(STATE, State.FORGOTTEN.name()))
                .then();
    }

    /** Whether a conference is deleted. */
    Mono<Boolean> hides(String conference) {
        return Mono.from(deletions
                        .find(and(eq(CONFERENCES, conference), in(STATE, HIDING)))
                        .projection(Projections.include(ID))
                        .first())
                .hasElement();
    }

    /**
     * Ids of the conferences of a business that are deleted.
     *
     * @param but the deletion whose own do not count; null for none
     */
    Mono<Set<String>> hidden(BusinessId business, @Nullable String but) {
        return Flux.from(deletions
                        .find(and(eq(BUSINESS, business), in(STATE, HIDING)))
                        .projection(Projections.include(CONFERENCES)))
                .filter(deletion -> !deletion.getString(ID).equals(but))
                .flatMapIterable(deletion -> deletion.getList(CONFERENCES, String.class))
                .collect(Collectors.toSet());
    }

    private Date oldest() {
        return Date.from(clock.instant().minus(UNDO));
    }

    private Mono<Boolean> changed(Bson which, Bson change) {
        return Mono.from(deletions.updateOne(which, change)).map(result -> result.getMatchedCount() == 1);
    }

    private static Deletion read(Document document) {
        var undoneAt = document.getDate(UNDONE_AT);
        return new Deletion(
                document.getString(ID),
                new BusinessId(document.getString(BUSINESS)),
                document.getList(STAYING, String.class),
                document.getList(CONFERENCES, String.class),
                document.getLong(SLOTS),
                document.getLong(APPOINTMENTS),
                document.getString(DIGEST),
                document.getString(BY),
                document.getDate(AT).toInstant(),
                State.valueOf(document.getString(STATE)),
                document.getString(UNDONE_BY),
                undoneAt == null ? null : undoneAt.toInstant());
    }
}
