package com.pickatime.contacts.store;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gte;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.ne;
import static com.mongodb.client.model.Filters.or;
import static com.mongodb.client.model.Filters.regex;

import com.mongodb.client.model.Updates;
import com.pickatime.events.PersonRole;
import com.pickatime.platform.access.AccessLevel;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.ids.ContactId;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.bson.types.Binary;
import org.jspecify.annotations.Nullable;

/**
 * A contact as everybody sees it. Which field is the roster's and which is ours is decided here and nowhere else.
 *
 * @param document of the collection {@code contacts}
 */
public record ContactView(Document document) {

    private static final String ROSTER_WORDS = RosterFields.path(RosterFields.WORDS);
    private static final String LOCAL_WORDS = LocalFields.path(LocalFields.WORDS);
    private static final String OUR_GIVEN_NAME =
            LocalFields.path(LocalFields.OVERRIDES) + '.' + RosterFields.GIVEN_NAME;
    private static final String OUR_FAMILY_NAME =
            LocalFields.path(LocalFields.OVERRIDES) + '.' + RosterFields.FAMILY_NAME;

    /** Roles of those who may have children among the students. */
    public static final Set<String> PARENTS =
            Set.of(PersonRole.PARENT.name(), PersonRole.GUARDIAN.name(), PersonRole.RELATIVE.name());

    private static final Set<String> STAFF = Set.of(
            PersonRole.TEACHER.name(),
            PersonRole.ADMINISTRATOR.name(),
            PersonRole.AIDE.name(),
            PersonRole.PROCTOR.name());

    /** Contacts that count: the source has them or people made them here, and nobody decided otherwise. */
    public static Bson active() {
        return and(or(eq(DocumentFields.PRESENT, true), eq(DocumentFields.OWN, true)), eq(DocumentFields.STATE, null));
    }

    /** Whatever is a contact, and no redirect. */
    public static Bson any() {
        return in(DocumentFields.PRESENT, true, false);
    }

    /**
     * Contacts that may be found by these words; an index leads to those with the longest, and {@link #isFoundBy} tells for sure.
     *
     * @param words at least one
     */
    public static Bson mayBeFoundBy(BusinessId businessId, Collection<String> words) {
        return words.stream()
                .map(SearchWords::normalised)
                .max(Comparator.comparingInt(String::length))
                .map(start -> or(
                        and(eq(DocumentFields.BUSINESS, businessId), regex(ROSTER_WORDS, startingWith(start))),
                        regex(LOCAL_WORDS, startingWith(businessId + ":" + start))))
                .orElseThrow();
    }

    /** Contacts that may have one of these addresses; an index finds them, and the view tells for sure. */
    public static Bson mayHaveEmail(BusinessId businessId, Collection<String> addresses) {
        var words = addresses.stream().map(SearchWords::normalised).toList();
        return or(
                and(eq(DocumentFields.BUSINESS, businessId), in(ROSTER_WORDS, words)),
                in(
                        LOCAL_WORDS,
                        words.stream().map(word -> businessId + ":" + word).toList()));
    }

    /** Contacts of a business that have a name of ours; an index leads to the few that are anything of ours. */
    public static Bson renamed(BusinessId businessId) {
        return and(
                gte(LOCAL_WORDS, businessId + ":"),
                lt(LOCAL_WORDS, businessId + ";"),
                or(ne(OUR_GIVEN_NAME, null), ne(OUR_FAMILY_NAME, null)));
    }

    /** All others: what their roster says is what they are called. */
    public static Bson notRenamed() {
        return and(eq(OUR_GIVEN_NAME, null), eq(OUR_FAMILY_NAME, null));
    }

    /** As {@link #renamed}. */
    public boolean isRenamed() {
        return overrides().containsKey(RosterFields.GIVEN_NAME) || overrides().containsKey(RosterFields.FAMILY_NAME);
    }

    private static Pattern startingWith(String text) {
        return Pattern.compile('^' + Pattern.quote(text));
    }

    public ContactId id() {
        return ContactKey.contact(businessId(), document.getString(DocumentFields.ID));
    }

    public BusinessId businessId() {
        return new BusinessId(document.getString(DocumentFields.BUSINESS));
    }

    /** What the roster calls the person now; null if that went to somebody else. */
    public @Nullable String sourceId() {
        return document.getString(DocumentFields.SOURCE);
    }

    public int generation() {
        return document.getInteger(DocumentFields.GENERATION, ContactId.FIRST_GENERATION);
    }

    /** False also for a redirect. */
    public boolean isContact() {
        return document.get(DocumentFields.PRESENT) != null;
    }

    public boolean present() {
        return document.getBoolean(DocumentFields.PRESENT, false);
    }

    /** Whether people made the contact here, and no source has it. */
    public boolean isOwn() {
        return document.getBoolean(DocumentFields.OWN, false);
    }

    public ContactState state() {
        return ContactState.of(document);
    }

    /** As {@link #active()}. */
    public boolean isActive() {
        return (present() || isOwn()) && state() == ContactState.ACTIVE;
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
        var override = overrides().getString(field);
        return override == null ? roster().getString(field) : override;
    }

    /** The same as the roster says it, whatever we know better. */
    public @Nullable String rosterText(String field) {
        return roster().getString(field);
    }

    /** Whether somebody looks for this contact with words, each the beginning of one of its own. */
    public boolean isFoundBy(Collection<String> words) {
        var own = SearchWords.of(RosterFields.SEARCHED.stream().map(this::text).toArray(String[]::new));
        return words.stream()
                .map(SearchWords::normalised)
                .allMatch(word -> own.stream().anyMatch(mine -> mine.startsWith(word)));
    }

    /**
     * The change that puts a field of ours above the roster's, or with null takes it back.
     *
     * @param field one of {@link RosterFields#OVERRIDABLE}
     */
    public Bson overriding(String field, @Nullable String value) {
        var fields = new Document(overrides());
        fields.remove(field);
        if (field.equals(RosterFields.EMAIL)) {
            fields.remove(RosterFields.EMAIL_GIVEN);
        }
        if (value != null) {
            fields.append(field, field.equals(RosterFields.EMAIL) ? value.toLowerCase(Locale.ROOT) : value);
            if (field.equals(RosterFields.EMAIL)) {
                fields.append(RosterFields.EMAIL_GIVEN, value);
            }
        }
        return overriding(fields);
    }

    /**
     * The change that makes these our fields and no others.
     *
     * @param fields as {@link #overrides()} has them
     */
    public Bson overriding(Document fields) {
        var words = wordsOf(businessId(), fields);
        return words.isEmpty()
                ? Updates.combine(Updates.unset(LocalFields.path(LocalFields.OVERRIDES)), Updates.unset(LOCAL_WORDS))
                : Updates.combine(
                        Updates.set(LocalFields.path(LocalFields.OVERRIDES), fields), Updates.set(LOCAL_WORDS, words));
    }

    /** What somebody with these fields of ours is searched by; see {@link LocalFields#WORDS}. */
    public static List<String> wordsOf(BusinessId business, Document fields) {
        return SearchWords.of(
                        RosterFields.OVERRIDABLE.stream().map(fields::getString).toArray(String[]::new))
                .stream()
                .map(word -> business + ":" + word)
                .toList();
    }

    /** What we know better than the roster, by field. */
    public Document overrides() {
        return local().get(LocalFields.OVERRIDES, new Document());
    }

    /** What the person answered to the prompts of the business, in the order in which it was answered. */
    public List<ContactAnswer> answers() {
        var answers = answersByPrompt();
        return answers.keySet().stream()
                .map(prompt -> ContactAnswer.of(prompt, answers.get(prompt, Document.class)))
                .toList();
    }

    /** The same as it is stored. */
    public Document answersByPrompt() {
        return local().get(LocalFields.ANSWERS, new Document());
    }

    /**
     * The change that makes these the answers and no others.
     *
     * @param answers as {@link #answersByPrompt()} has them
     */
    public static Bson answering(Document answers) {
        var path = LocalFields.path(LocalFields.ANSWERS);
        return answers.isEmpty() ? Updates.unset(path) : Updates.set(path, answers);
    }

    /** The contact that goes on in the place of this one, which was merged into it; null for none. */
    public @Nullable ContactId mergedInto() {
        var id = local().getString(LocalFields.MERGED_INTO);
        return id == null ? null : new ContactId(id);
    }

    /** The contact that was merged into this one when it was adopted; null for none. */
    public @Nullable ContactId adoptedFrom() {
        var id = local().getString(LocalFields.ADOPTED_FROM);
        return id == null ? null : new ContactId(id);
    }

    /** The contact that took the source ID of this one, which turned out to be another person; null for none. */
    public @Nullable ContactId succeededBy() {
        var id = local().getString(LocalFields.SUCCEEDED_BY);
        return id == null ? null : new ContactId(id);
    }

    /** Students whom this parent is linked to here and not by the roster. */
    public List<ContactLink> links() {
        return local().getList(LocalFields.LINKS, Document.class, List.of()).stream()
                .map(ContactLink::of)
                .toList();
    }

    /** Hash of the birth date of a contact of our own; null if none is known, and of the roster's contacts, which have it elsewhere. */
    public @Nullable Binary ownBirthDateHash() {
        return isOwn() ? roster().get(RosterFields.BIRTH_DATE_HASH, Binary.class) : null;
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

    /** What the person may do: the level that an administrator set, else that of the roles. */
    public AccessLevel level() {
        var set = local().getString(LocalFields.LEVEL);
        return set == null ? levelOfRoles() : AccessLevel.valueOf(set);
    }

    /** The least that the roles call for: a roster makes nobody an administrator. */
    public AccessLevel levelOfRoles() {
        return roles().stream().anyMatch(STAFF::contains) ? AccessLevel.APPOINTMENT_VIEWER : AccessLevel.CUSTOMER;
    }

    /** What is decided of the contact in pickAtime. */
    public Document local() {
        return document.get(DocumentFields.LOCAL, new Document());
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
                eq(DocumentFields.REVISION, document.get(DocumentFields.REVISION)),
                eq(LocalFields.path(LocalFields.VERSION), local().get(LocalFields.VERSION)));
    }

    /** The revision of who wrote last whether the contact is there; 0 for none. */
    public long revision() {
        return number(DocumentFields.REVISION);
    }

    /** The revision of who wrote last what the roster says of the contact; 0 for none. */
    public long rosterRevision() {
        return number(DocumentFields.ROSTER_REVISION);
    }

    private long number(String field) {
        var number = document.get(field, Number.class);
        return number == null ? 0 : number.longValue();
    }

    private Document roster() {
        return document.get(DocumentFields.ROSTER, new Document());
    }

    /** Names nobody: contacts are personal data. */
    @Override
    public String toString() {
        return "ContactView[" + roles() + "]";
    }
}
