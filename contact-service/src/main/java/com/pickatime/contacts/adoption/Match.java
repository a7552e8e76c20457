package com.pickatime.contacts.adoption;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.ids.ContactId;
import com.pickatime.schemas.topics.RosterKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/**
 * A contact of our own and one of the roster's that may be one person.
 *
 * @param sourceId what the roster calls the person
 * @param score from 0 to 100
 * @param decidedBy subject of the token of who accepted or refused it; {@link #TRUSTED} where a trusted rule did; null for nobody
 * @param problem why it was accepted and not adopted; null for no reason
 */
record Match(
        ContactId own,
        ContactId roster,
        String sourceId,
        MatchRole role,
        List<MatchRule> rules,
        int score,
        List<Objection> against,
        Decision decision,
        @Nullable String decidedBy,
        @Nullable Instant decidedAt,
        @Nullable Problem problem) {

    static final String ID = "_id";
    static final String BUSINESS = "businessId";
    static final String OWN = "own";
    static final String ROSTER = "roster";
    static final String SOURCE = "sourceId";
    static final String ROLE = "role";
    static final String RULES = "rules";
    static final String SCORE = "score";
    static final String AGAINST = "against";
    static final String STRONG = "strong";
    static final String DECISION = "decision";
    static final String DECIDED_BY = "decidedBy";
    static final String DECIDED_AT = "decidedAt";
    static final String PROBLEM = "problem";

    /** Whether another strong match of the roster's contact is there, and of either contact. */
    static final String ROSTER_RIVALS = "rosterRivals";

    static final String RIVALS = "rivals";

    /** Which report found it last. */
    static final String REPORT = "report";

    static final String TRUSTED = "trusted rule";

    /** What became of a match. */
    enum Decision {
        /** Nothing speaks for anybody else: it waits to be accepted. */
        PROPOSED,
        /** Somebody has to look at it: more than one may be the person, or too little tells. */
        UNDECIDED,
        ACCEPTED,
        REFUSED,
        ADOPTED
    }

    /** Why a match that was accepted was not adopted. */
    enum Problem {
        /** Our own contact was removed, cleared, or has a source ID by now. */
        OWN_CONTACT_CHANGED,
        /** The roster's contact left the roster, was removed, or its source ID went to somebody else. */
        ROSTER_CONTACT_CHANGED
    }

    static Match of(Document document) {
        var against = new ArrayList<>(values(Objection.class, document.getList(AGAINST, String.class, List.of())));
        if (document.getBoolean(RIVALS, false)) {
            against.add(Objection.ANOTHER_CANDIDATE);
        }
        var at = document.getDate(DECIDED_AT);
        var problem = document.getString(PROBLEM);
        return new Match(
                new ContactId(document.getString(OWN)),
                new ContactId(document.getString(ROSTER)),
                document.getString(SOURCE),
                MatchRole.valueOf(document.getString(ROLE)),
                values(MatchRule.class, document.getList(RULES, String.class, List.of())),
                document.getInteger(SCORE),
                against,
                Decision.valueOf(document.getString(DECISION)),
                document.getString(DECIDED_BY),
                at == null ? null : at.toInstant(),
                problem == null ? null : Problem.valueOf(problem));
    }

    /** Of the document of the two, in the collections of matches and of adoptions. */
    static String key(BusinessId business, ContactId own, ContactId roster) {
        return RosterKey.of(business.value(), own.value() + ':' + roster.value());
    }

    String key(BusinessId business) {
        return key(business, own, roster);
    }

    /** Names what was decided of the match, as an HTTP entity tag. */
    @JsonProperty("etag")
    String tag() {
        return '"' + decision.name() + '.' + (decidedAt == null ? 0 : decidedAt.toEpochMilli()) + '"';
    }

    /** The match as it was decided when it was read, and no other way. */
    Bson asRead() {
        return and(eq(DECISION, decision.name()), eq(DECIDED_AT, decidedAt == null ? null : Date.from(decidedAt)));
    }

    /** What the next page begins after. */
    String cursor() {
        return own.value() + ':' + roster.value();
    }

    static Document decided(Decision decision, String by, Instant at) {
        return new Document(DECISION, decision.name()).append(DECIDED_BY, by).append(DECIDED_AT, Date.from(at));
    }

    private static <E extends Enum<E>> List<E> values(Class<E> type, List<String> names) {
        return names.stream().map(name -> Enum.valueOf(type, name)).toList();
    }
}
