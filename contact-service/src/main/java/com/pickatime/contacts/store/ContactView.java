package com.pickatime.contacts.store;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;

import com.pickatime.events.PersonRole;
import com.pickatime.platform.ids.ContactId;
import java.util.List;
import java.util.Set;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/**
 * A contact as everybody sees it. Which field is the roster's and which is ours is decided here and nowhere else.
 *
 * @param document of the collection {@code contacts}
 */
public record ContactView(Document document) {

    private static final Set<String> PARENTS =
            Set.of(PersonRole.PARENT.name(), PersonRole.GUARDIAN.name(), PersonRole.RELATIVE.name());

    /** Contacts that count: the source has them, and nobody decided otherwise here. */
    public static Bson active() {
        return and(eq(Fields.PRESENT, true), eq(Fields.STATE, null));
    }

    /** Whatever is a contact, and no redirect. */
    public static Bson any() {
        return in(Fields.PRESENT, true, false);
    }

    public ContactId id() {
        return ContactKey.contact(businessId(), document.getString(Fields.ID));
    }

    public String businessId() {
        return document.getString(Fields.BUSINESS);
    }

    /** What the roster calls the person now; null if that went to somebody else. */
    public @Nullable String sourceId() {
        return document.getString(Fields.SOURCE);
    }

    public int generation() {
        return document.getInteger(Fields.GENERATION, ContactId.FIRST_GENERATION);
    }

    /** False also for a redirect. */
    public boolean isContact() {
        return document.get(Fields.PRESENT) != null;
    }

    public boolean present() {
        return document.getBoolean(Fields.PRESENT, false);
    }

    public ContactState state() {
        return ContactState.of(document);
    }

    /** As {@link #active()}. */
    public boolean isActive() {
        return present() && state() == ContactState.ACTIVE;
    }

    /** False only where the roster says so: a roster without the field disables nobody. */
    public boolean isEnabled() {
        return roster().getBoolean(RosterFields.ENABLED, true);
    }

    /**
     * A text of the person.
     *
     * @param field one of {@link RosterFields}
     */
    public @Nullable String text(String field) {
        return roster().getString(field);
    }

    /** Texts of the person; none if the field is absent. */
    public List<String> texts(String field) {
        return roster().getList(field, String.class, List.of());
    }

    public List<String> roles() {
        return texts(RosterFields.ROLES);
    }

    public static boolean isStudent(List<String> roles) {
        return roles.contains(PersonRole.STUDENT.name());
    }

    public static boolean isParent(List<String> roles) {
        return roles.stream().anyMatch(PARENTS::contains);
    }

    /** What is decided of the contact in pickAtime. */
    public Document local() {
        return document.get(Fields.LOCAL, new Document());
    }

    /** How often people changed something of the contact. */
    public int version() {
        return local().getInteger(LocalFields.VERSION, 0);
    }

    /** Names this very version of the contact, as an HTTP entity tag: another one after an import or a person changed it. */
    public String tag() {
        return '"' + String.valueOf(revision()) + '.' + version() + '"';
    }

    /** The contact as it was read, and no other version. */
    public Bson asRead() {
        return and(
                eq(Fields.REVISION, document.get(Fields.REVISION)),
                eq(LocalFields.path(LocalFields.VERSION), local().get(LocalFields.VERSION)));
    }

    private long revision() {
        return document.get(Fields.REVISION, Number.class) == null
                ? 0
                : document.get(Fields.REVISION, Number.class).longValue();
    }

    private Document roster() {
        return document.get(Fields.ROSTER, new Document());
    }

    /** Names nobody: contacts are personal data. */
    @Override
    public String toString() {
        return "ContactView[" + roles() + "]";
    }
}
