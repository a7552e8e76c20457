package com.pickatime.contacts.reading;

import com.pickatime.contacts.store.ListOrder;
import com.pickatime.contacts.store.RosterContent;
import com.pickatime.contacts.store.RosterFields;
import com.pickatime.contacts.store.SearchWords;
import com.pickatime.events.RosterDemographics;
import com.pickatime.events.RosterEnrollment;
import com.pickatime.events.RosterPerson;
import com.pickatime.events.RosterRecord;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.schemas.topics.RosterPayloads;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.bson.BsonArray;
import org.bson.BsonBinary;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * What a record's payload says, as the store keeps it: every field of it that is not empty, and what is derived from them.
 *
 * <p>Whoever derives something else from the same record raises {@link com.pickatime.contacts.store.Projection#CURRENT}. A field
 * that the schema did not have needs none: records that hold it have another hash.
 */
@Component
final class RosterContentReader {

    /** Fields that the store calls otherwise than the schema does. */
    private static final Map<String, String> STORED_AS = Map.of(
            "classCode", RosterFields.CODE,
            "courseCode", RosterFields.CODE,
            "classType", RosterFields.TYPE,
            "schoolYearSourceId", RosterFields.SCHOOL_YEAR,
            "termSourceIds", RosterFields.TERMS,
            "orgSourceIds", RosterFields.ORGS,
            "agentSourceIds", RosterFields.AGENTS);

    /** Ciphertexts of which the store holds the text, as ADR 0016 says; of any other it holds the ciphertext, which opens only there. */
    private static final Set<String> OPENED = Set.of(RosterFields.EMAIL, RosterFields.USERNAME);

    private final SealedFields sealed;
    private final BirthDateHashes birthDates;

    RosterContentReader(SealedFields sealed, BirthDateHashes birthDates) {
        this.sealed = sealed;
        this.birthDates = birthDates;
    }

    RosterContent of(BusinessId businessId, RosterRecord record) {
        var hash = record.getContentHash();
        if (hash == null) {
            throw new RefusedException(RefusalReason.MISSING_FIELD);
        }
        var payload = payload(record);
        requireMandatoryFields(payload);
        var content = new BsonDocument();
        if (payload instanceof RosterDemographics demographics) {
            content.append(
                    RosterFields.BIRTH_DATE_HASH,
                    new BsonBinary(birthDates.hash(businessId, record.getSourceId(), demographics)));
        }
        addFields(content, businessId, record.getSourceId(), payload);
        if (payload instanceof RosterPerson) {
            addLookups(content);
        }
        return new RosterContent(hash.bytes(), content);
    }

    private static SpecificRecord payload(RosterRecord record) {
        var type =
                RosterPayloads.of(record.getType()).orElseThrow(() -> new RefusedException(RefusalReason.UNKNOWN_TYPE));
        if (!type.isInstance(record.getPayload())) {
            throw new RefusedException(RefusalReason.WRONG_PAYLOAD);
        }
        return type.cast(record.getPayload());
    }

    private static void requireMandatoryFields(SpecificRecord payload) {
        boolean whole = true;
        if (payload instanceof RosterPerson person) {
            whole = !person.getRoles().isEmpty()
                    && !(person.getGivenName().isBlank()
                            && person.getFamilyName().isBlank());
        } else if (payload instanceof RosterEnrollment enrollment) {
            whole = !enrollment.getClassSourceId().isBlank()
                    && !enrollment.getUserSourceId().isBlank();
        }
        if (!whole) {
            throw new RefusedException(RefusalReason.MISSING_FIELD);
        }
    }

    private void addFields(BsonDocument content, BusinessId businessId, String sourceId, SpecificRecord payload) {
        for (var field : payload.getSchema().getFields()) {
            var name = field.name();
            var value = payload.get(field.pos());
            if (value instanceof ByteBuffer ciphertext) {
                name = RosterPayloads.sealedAs(name);
                value = OPENED.contains(name) ? sealed.openText(businessId, sourceId, name, ciphertext) : ciphertext;
            }
            if (value != null && !(value instanceof Collection<?> list && list.isEmpty())) {
                content.append(STORED_AS.getOrDefault(name, name), stored(value));
            }
        }
    }

    /** Dates as ISO 8601 text, which sorts and compares as dates do and has no time zone to go wrong. */
    private static BsonValue stored(Object value) {
        if (value instanceof Collection<?> list) {
            return new BsonArray(list.stream().map(RosterContentReader::stored).toList());
        }
        if (value instanceof Boolean flag) {
            return BsonBoolean.valueOf(flag);
        }
        return value instanceof ByteBuffer bytes
                ? new BsonBinary(RosterPayloads.bytes(bytes))
                : new BsonString(value.toString());
    }

    /** What a person is looked up by. */
    private static void addLookups(BsonDocument content) {
        var email = text(content, RosterFields.EMAIL);
        if (email != null) {
            content.append(RosterFields.EMAIL_GIVEN, new BsonString(email))
                    .append(RosterFields.EMAIL, new BsonString(email.toLowerCase(Locale.ROOT)));
        }
        var words = SearchWords.of(RosterFields.SEARCHED.stream()
                .map(field -> text(content, field))
                .toArray(String[]::new));
        if (!words.isEmpty()) {
            content.append(RosterFields.WORDS, stored(words));
        }
        var roles = content.getArray(RosterFields.ROLES).stream()
                .map(role -> role.asString().getValue())
                .toList();
        for (var order : ListOrder.values()) {
            content.append(
                    order.field(),
                    new BsonString(order.of(
                            roles,
                            text(content, RosterFields.GIVEN_NAME),
                            text(content, RosterFields.FAMILY_NAME),
                            text(content, RosterFields.PREFERRED_NAME))));
        }
    }

    private static @Nullable String text(BsonDocument content, String field) {
        return content.containsKey(field) ? content.getString(field).getValue() : null;
    }
}
