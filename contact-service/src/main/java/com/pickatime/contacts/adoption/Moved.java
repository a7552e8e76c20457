package com.pickatime.contacts.adoption;

import static com.mongodb.client.model.Updates.pushEach;
import static com.mongodb.client.model.Updates.set;
import static com.mongodb.client.model.Updates.unset;

import com.pickatime.contacts.signin.LevelGrant;
import com.pickatime.contacts.store.ContactLink;
import com.pickatime.contacts.store.ContactView;
import com.pickatime.contacts.store.DocumentFields;
import com.pickatime.contacts.store.LocalFields;
import com.pickatime.contacts.store.RosterFields;
import com.pickatime.platform.ids.ContactId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.bson.types.Binary;
import org.jspecify.annotations.Nullable;

/**
 * What was decided of the roster's contact and goes to the one that takes its place, where that has nothing.
 *
 * @param level null for none
 * @param grant to whom the level was given, of the contact that goes on: it is the roster's person from now on; null for none
 * @param overrides fields with their values, as {@link ContactView#overrides()} has them
 * @param answers to prompts, as {@link ContactView#answersByPrompt()} has them
 */
record Moved(
        @Nullable String level,
        @Nullable Document grant,
        Document overrides,
        Document answers,
        List<ContactLink> links) {

    private static final String LEVEL = "level";
    private static final String GRANT = "grant";
    private static final String FIELDS = "overrides";
    private static final String ANSWERS = "answers";
    private static final String LINKS = "links";

    /**
     * @param own the contact that goes on
     * @param original its fields before it had the source ID
     * @param said what the roster says of the person
     * @param birthDate hash of what the roster knows
     */
    static Moved of(ContactView own, Document original, ContactView roster, Document said, Binary birthDate) {
        var mine = own.local();
        var theirs = roster.local();
        String level = null;
        Document grant = null;
        if (mine.getString(LocalFields.LEVEL) != null) {
            grant = LevelGrant.to(said, birthDate).document();
        } else if (theirs.getString(LocalFields.LEVEL) != null) {
            level = theirs.getString(LocalFields.LEVEL);
            grant = theirs.get(LocalFields.GRANT, Document.class);
        }
        return new Moved(
                level,
                grant,
                overrides(own, original, roster, said),
                answers(own, roster),
                links(own.links(), roster.links(), own.id()));
    }

    private static Document overrides(ContactView own, Document original, ContactView roster, Document said) {
        var overrides = new Document();
        for (var field : RosterFields.OVERRIDABLE) {
            if (!own.overrides().containsKey(field) && roster.overrides().containsKey(field)) {
                copy(roster.overrides(), field, overrides);
            }
        }
        // people sign in by an address that the roster may not know
        boolean known = said.get(DocumentFields.ROSTER, new Document()).containsKey(RosterFields.EMAIL)
                || own.overrides().containsKey(RosterFields.EMAIL)
                || overrides.containsKey(RosterFields.EMAIL);
        if (!known) {
            copy(original, RosterFields.EMAIL, overrides);
        }
        return overrides;
    }

    private static Document answers(ContactView own, ContactView roster) {
        var answers = new Document(roster.answersByPrompt());
        own.answersByPrompt().keySet().forEach(answers::remove);
        return answers;
    }

    private static void copy(Document from, String field, Document to) {
        if (from.containsKey(field)) {
            to.append(field, from.get(field));
            if (field.equals(RosterFields.EMAIL) && from.containsKey(RosterFields.EMAIL_GIVEN)) {
                to.append(RosterFields.EMAIL_GIVEN, from.get(RosterFields.EMAIL_GIVEN));
            }
        }
    }

    private static List<ContactLink> links(List<ContactLink> mine, List<ContactLink> theirs, ContactId self) {
        var known = mine.stream().map(ContactLink::student).collect(Collectors.toSet());
        return theirs.stream()
                .filter(link ->
                        !known.contains(link.student()) && !link.student().equals(self))
                .toList();
    }

    /** Of the contact that goes on. */
    List<Bson> changes(ContactView own) {
        var changes = new ArrayList<Bson>();
        if (level != null) {
            changes.add(set(LocalFields.path(LocalFields.LEVEL), level));
        }
        if (grant != null) {
            changes.add(set(LocalFields.path(LocalFields.GRANT), grant));
        }
        if (!overrides.isEmpty()) {
            var all = new Document(own.overrides());
            all.putAll(overrides);
            changes.add(own.overriding(all));
        }
        if (!answers.isEmpty()) {
            var all = new Document(own.answersByPrompt());
            all.putAll(answers);
            changes.add(ContactView.answering(all));
        }
        // together: of two changes of one field a combination has the last
        if (!links.isEmpty()) {
            changes.add(pushEach(
                    LocalFields.path(LocalFields.LINKS),
                    links.stream().map(ContactLink::document).toList()));
        }
        return changes;
    }

    /** What is kept of it, to take it back. */
    Document document() {
        var document = new Document(FIELDS, overrides)
                .append(ANSWERS, answers)
                .append(LINKS, links.stream().map(ContactLink::document).toList());
        if (level != null) {
            document.append(LEVEL, level);
        }
        if (grant != null) {
            document.append(GRANT, grant);
        }
        return document;
    }

    /**
     * What takes it from the contact again that went on; what somebody decided since stays.
     *
     * @param moved as {@link #document()} kept it
     * @param before what was decided of the contact before
     */
    static List<Bson> takingBack(ContactView own, Document moved, Document before) {
        var changes = new ArrayList<Bson>();
        var grant = moved.get(GRANT, Document.class);
        boolean same = Objects.equals(own.local().get(LocalFields.GRANT, Document.class), grant)
                && Objects.equals(
                        moved.containsKey(LEVEL) ? moved.getString(LEVEL) : before.getString(LocalFields.LEVEL),
                        own.local().getString(LocalFields.LEVEL));
        if ((grant != null || moved.containsKey(LEVEL)) && same) {
            changes.add(asBefore(LocalFields.LEVEL, before));
            changes.add(asBefore(LocalFields.GRANT, before));
        }
        var overrides = new Document(own.overrides());
        moved.get(FIELDS, new Document()).forEach(overrides::remove);
        if (!overrides.equals(own.overrides())) {
            changes.add(own.overriding(overrides));
        }
        var answers = new Document(own.answersByPrompt());
        moved.get(ANSWERS, new Document()).forEach(answers::remove);
        if (!answers.equals(own.answersByPrompt())) {
            changes.add(ContactView.answering(answers));
        }
        var links = moved.getList(LINKS, Document.class, List.of()).stream()
                .map(ContactLink::of)
                .toList();
        var left = left(own.links(), links);
        if (left.size() < own.links().size()) {
            changes.add(
                    left.isEmpty() && !before.containsKey(LocalFields.LINKS)
                            ? unset(LocalFields.path(LocalFields.LINKS))
                            : set(
                                    LocalFields.path(LocalFields.LINKS),
                                    left.stream().map(ContactLink::document).toList()));
        }
        return changes;
    }

    /** Without those that were moved, each once: where it points still, or else where it was turned to since. */
    private static List<ContactLink> left(List<ContactLink> links, List<ContactLink> moved) {
        var left = new ArrayList<>(links);
        var turned = new ArrayList<>(moved);
        turned.removeIf(left::remove);
        for (var link : turned) {
            left.stream().filter(link::isSame).findFirst().ifPresent(left::remove);
        }
        return left;
    }

    private static Bson asBefore(String field, Document before) {
        return before.containsKey(field)
                ? set(LocalFields.path(field), before.get(field))
                : unset(LocalFields.path(field));
    }

    /** Names nobody. */
    @Override
    public String toString() {
        return "Moved";
    }
}
