package com.pickatime.sso.sessions;

import com.pickatime.platform.access.AccessLevel;
import com.pickatime.platform.crypto.FieldCipher;
import com.pickatime.platform.crypto.KeyedHash;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.sso.saml.NameId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.Objects;
import org.bson.Document;
import org.bson.types.Binary;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Sessions as documents: names are sealed, and a NameID can be looked up by its keyed hash.
 *
 * <p>Neither the address nor the browser of a visitor is kept: both are personal data, an address changes within a session
 * wherever a phone leaves the school's network, and whoever steals a cookie can copy the browser's name with it.
 */
@Component
class SessionDocuments {

    static final String ID = "_id";
    static final String BUSINESS = "businessId";
    static final String SUBJECT = "subject";
    static final String ENDS_AT = "endsAt";
    static final String NAME = "name";
    static final String SESSION_INDEX = "sessionIndex";

    static final String LEVEL = "level";
    static final String STARTED_AT = "startedAt";
    /** The contacts that gave way to the subject; the subject is not among them. */
    static final String TRAIL = "trail";
    /** When it went to another contact, or back, for the last time. */
    static final String MOVED_AT = "movedAt";

    private static final String METHOD = "method";
    private static final String IDENTITY_PROVIDER = "identityProvider";
    private static final String NOT_ON_OR_AFTER = "notOnOrAfter";
    private static final String SEALED = "sealed";

    private final FieldCipher cipher;
    private final KeyedHash hash;

    SessionDocuments(FieldCipher cipher, KeyedHash hash) {
        this.cipher = cipher;
        this.hash = hash;
    }

    /** What a name is looked up by: its value, which alone must never repeat at an identity provider. */
    Binary hash(NameId nameId) {
        return new Binary(hash.of(nameId.value().getBytes(StandardCharsets.UTF_8)));
    }

    Document document(Session session) {
        var who = session.who();
        var saml = who.saml();
        var document = new Document(ID, session.id())
                .append(BUSINESS, who.businessId())
                .append(SUBJECT, who.subject())
                .append(LEVEL, who.level().name())
                .append(METHOD, who.method().name())
                .append(STARTED_AT, Date.from(session.startedAt()))
                .append(ENDS_AT, Date.from(session.endsAt()))
                .append(SEALED, seal(session));
        if (saml != null) {
            document.append(IDENTITY_PROVIDER, saml.idpEntityId())
                    .append(NAME, hash(saml.nameId()))
                    .append(SESSION_INDEX, saml.sessionIndex())
                    .append(NOT_ON_OR_AFTER, date(saml.notOnOrAfter()));
        }
        return document;
    }

    Session session(Document document) {
        var businessId = new BusinessId(document.getString(BUSINESS));
        var content = Document.parse(cipher.open(
                businessId,
                document.getString(ID),
                SEALED,
                document.get(SEALED, Binary.class).getData()));
        var who = new SignedInPerson(
                businessId,
                document.getString(SUBJECT),
                content.getString("displayName"),
                AccessLevel.valueOf(document.getString(LEVEL)),
                SignInMethod.valueOf(document.getString(METHOD)),
                saml(document, content.get("nameId", Document.class)));
        return new Session(
                document.getString(ID),
                who,
                document.getDate(STARTED_AT).toInstant(),
                document.getDate(ENDS_AT).toInstant());
    }

    private Binary seal(Session session) {
        var who = session.who();
        var saml = who.saml();
        var content = new Document("displayName", who.displayName())
                .append("nameId", saml == null ? null : document(saml.nameId()));
        return new Binary(cipher.seal(who.businessId(), session.id(), SEALED, content.toJson()));
    }

    private static @Nullable IdpSession saml(Document document, @Nullable Document name) {
        if (name == null) {
            return null;
        }
        var end = document.getDate(NOT_ON_OR_AFTER);
        return new IdpSession(
                document.getString(IDENTITY_PROVIDER),
                nameId(name),
                document.getString(SESSION_INDEX),
                end == null ? null : end.toInstant());
    }

    private static Document document(NameId name) {
        return new Document("value", name.value())
                .append("format", name.format())
                .append("nameQualifier", name.nameQualifier())
                .append("spNameQualifier", name.spNameQualifier());
    }

    private static NameId nameId(Document name) {
        return new NameId(
                Objects.requireNonNull(name.getString("value")),
                name.getString("format"),
                name.getString("nameQualifier"),
                name.getString("spNameQualifier"));
    }

    private static @Nullable Date date(@Nullable Instant instant) {
        return instant == null ? null : Date.from(instant);
    }
}
