package com.pickatime.contacts.schedules;

import com.pickatime.contacts.store.ContactLink;
import com.pickatime.contacts.store.ContactState;
import com.pickatime.events.PersonRole;
import com.pickatime.platform.access.AccessLevel;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.ids.ContactId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a business's contacts are by what people and imports were promised: no store, nothing that can be cut off, one after the other. */
final class ReferenceModel {

    static final Duration UNDOABLE = Duration.ofDays(30);

    /** What somebody said of a person. */
    record Person(
            PersonRole role,
            String givenName,
            String familyName,
            @Nullable String email) {

        @Nullable
        String text(String field) {
            return switch (field) {
                case "givenName" -> givenName;
                case "familyName" -> familyName;
                case "email" -> email;
                default -> throw new IllegalArgumentException(field);
            };
        }
    }

    /** What the roster says of a source ID, whoever holds it. */
    static final class Facts {
        long revision;

        /** Null until a roster said whether the person is there: then there is no contact. */
        @Nullable
        Boolean present;

        long contentRevision;

        @Nullable
        Person content;

        long quarantineRevision;

        Facts copy() {
            var copy = new Facts();
            copy.revision = revision;
            copy.present = present;
            copy.contentRevision = contentRevision;
            copy.content = content;
            copy.quarantineRevision = quarantineRevision;
            return copy;
        }
    }

    record Link(ContactId student, ContactLink.Kind kind, Instant at) {

        Link to(ContactId another) {
            return new Link(another, kind, at);
        }

        /** Whether it is the same link, to whomever it points by now. */
        boolean isSame(Link other) {
            return kind == other.kind && at.equals(other.at);
        }
    }

    /** What was decided of a contact. */
    static final class Local {
        boolean touched;

        @Nullable
        AccessLevel level;

        final Map<String, String> overrides = new TreeMap<>();
        final List<Link> links = new ArrayList<>();

        @Nullable
        ContactId mergedInto;

        @Nullable
        ContactId adoptedFrom;

        @Nullable
        ContactId succeededBy;

        Local copy() {
            var copy = new Local();
            copy.touched = touched;
            copy.level = level;
            copy.overrides.putAll(overrides);
            copy.links.addAll(links);
            copy.mergedInto = mergedInto;
            copy.adoptedFrom = adoptedFrom;
            copy.succeededBy = succeededBy;
            return copy;
        }

        boolean hasLink(ContactId student) {
            return links.stream().anyMatch(link -> link.student().equals(student));
        }
    }

    /** What a contact was before a clearing. */
    record Cleared(String clearing, boolean present, boolean own, Local local) {}

    static final class Contact {
        final ContactId id;
        boolean own;
        ContactState state = ContactState.ACTIVE;

        @Nullable
        String source;

        /** Of a contact that has no source ID. */
        @Nullable
        Person person;

        Local local = new Local();

        /** By each clearing that was not taken back, the latest last. */
        List<Cleared> cleared = List.of();

        Contact(ContactId id) {
            this.id = id;
        }

        Contact copy() {
            var copy = new Contact(id);
            copy.own = own;
            copy.state = state;
            copy.source = source;
            copy.person = person;
            copy.local = local.copy();
            copy.cleared = cleared;
            return copy;
        }
    }

    record Referrer(ContactId parent, Link link, boolean both) {}

    /** An adoption, for as long as it can be taken back. */
    record Journal(
            ContactId own,
            ContactId roster,
            String source,
            @Nullable Person original,
            @Nullable AccessLevel originalLevel,
            @Nullable AccessLevel movedLevel,
            Map<String, String> movedOverrides,
            List<Link> movedLinks,
            List<Referrer> referrers,
            Instant at) {}

    /** A clearing that was not taken back. */
    record Clearing(String id, long revision, Instant at, boolean undone) {}

    final BusinessId business;
    final Map<String, Facts> facts = new TreeMap<>();
    final Map<ContactId, Contact> contacts = new LinkedHashMap<>();
    final Map<String, ContactId> holders = new HashMap<>();
    final Map<ContactId, Journal> adoptions = new LinkedHashMap<>();
    final Map<String, Clearing> clearings = new LinkedHashMap<>();

    ReferenceModel(BusinessId business) {
        this.business = business;
    }

    ReferenceModel copy() {
        var copy = new ReferenceModel(business);
        facts.forEach((source, said) -> copy.facts.put(source, said.copy()));
        contacts.forEach((id, contact) -> copy.contacts.put(id, contact.copy()));
        copy.holders.putAll(holders);
        copy.adoptions.putAll(adoptions);
        copy.clearings.putAll(clearings);
        return copy;
    }

    Contact contact(ContactId id) {
        return Objects.requireNonNull(contacts.get(id), id::value);
    }

    boolean isPresent(Contact contact) {
        return contact.source != null && Boolean.TRUE.equals(said(contact.source).present);
    }

    boolean isActive(Contact contact) {
        return contact.state == ContactState.ACTIVE && (contact.own || isPresent(contact));
    }

    /** Whether somebody who looks for the id finds a contact. */
    boolean isThere(Contact contact) {
        return contact.source == null || said(contact.source).present != null;
    }

    private Facts said(String source) {
        return Objects.requireNonNull(facts.get(source), source);
    }

    @Nullable
    Person person(Contact contact) {
        return contact.source == null ? contact.person : said(contact.source).content;
    }

    @Nullable
    PersonRole role(Contact contact) {
        var person = person(contact);
        return person == null ? null : person.role();
    }

    AccessLevel level(Contact contact) {
        if (contact.local.level != null) {
            return contact.local.level;
        }
        return role(contact) == PersonRole.TEACHER ? AccessLevel.APPOINTMENT_VIEWER : AccessLevel.CUSTOMER;
    }

    @Nullable
    String text(Contact contact, String field) {
        var person = person(contact);
        var override = contact.local.overrides.get(field);
        return override != null || person == null ? override : person.text(field);
    }

    // ---- imports

    /**
     * A record of an import, whenever and however often it comes.
     *
     * @param content null for a removal
     */
    void says(String source, long revision, @Nullable Person content) {
        var said = facts.computeIfAbsent(source, made -> new Facts());
        if (!holders.containsKey(source)) {
            var first = new Contact(ContactId.first(business, source));
            first.source = source;
            contacts.put(first.id, first);
            holders.put(source, first.id);
        }
        if (revision > said.revision) {
            said.revision = revision;
            said.present = content != null;
        }
        if (content != null && revision > said.contentRevision) {
            said.contentRevision = revision;
            said.content = content;
        }
    }

    void marks(String source, long revision, boolean begins) {
        var said = facts.get(source);
        if (said == null || said.present == null || revision <= said.quarantineRevision) {
            return;
        }
        said.quarantineRevision = revision;
        var holder = contact(Objects.requireNonNull(holders.get(source)));
        var from = begins ? ContactState.ACTIVE : ContactState.QUARANTINED;
        if (holder.state == from) {
            holder.state = begins ? ContactState.QUARANTINED : ContactState.ACTIVE;
            holder.local.touched = true;
        }
    }

    // ---- people

    void makes(ContactId id, Person person) {
        var made = new Contact(id);
        made.own = true;
        made.person = person;
        contacts.put(id, made);
    }

    void sets(ContactId id, AccessLevel level) {
        contact(id).local.level = level;
        contact(id).local.touched = true;
    }

    void overrides(ContactId id, String field, @Nullable String value) {
        var local = contact(id).local;
        if (value == null) {
            if (local.overrides.remove(field) == null) {
                return;
            }
        } else {
            local.overrides.put(field, value);
        }
        local.touched = true;
    }

    void changes(ContactId id, Person person) {
        var contact = contact(id);
        contact.person = person;
        contact.local.touched = true;
    }

    void becomes(ContactId id, ContactState state) {
        contact(id).state = state;
        contact(id).local.touched = true;
    }

    void links(ContactId parent, ContactId student, Instant at) {
        var local = contact(parent).local;
        if (!local.hasLink(student)) {
            local.links.add(new Link(student, ContactLink.Kind.ADMINISTRATOR, at));
            local.touched = true;
        }
    }

    void unlinks(ContactId parent, ContactId student) {
        var local = contact(parent).local;
        local.touched |= local.links.removeIf(link -> link.student().equals(student));
    }

    // ---- one source ID, another contact

    private void leaves(Contact from) {
        from.person = person(from);
        from.source = null;
    }

    private void takes(Contact to, String source) {
        to.source = source;
        to.person = null;
        holders.put(source, to.id);
    }

    /** The next contact has what the roster says of the person. */
    void nextGeneration(ContactId holder, ContactId next) {
        var old = contact(holder);
        var source = Objects.requireNonNull(old.source);
        leaves(old);
        old.local.touched = true;
        contacts.put(next, new Contact(next));
        takes(contact(next), source);
    }

    /** The next contact begins with what a roster says above {@code revision}. */
    void anotherPerson(ContactId holder, ContactId next, long revision) {
        nextGeneration(holder, next);
        contact(holder).state = ContactState.REMOVED;
        contact(holder).local.succeededBy = next;
        var clean = new Facts();
        clean.revision = revision;
        clean.contentRevision = revision;
        clean.quarantineRevision = revision;
        facts.put(Objects.requireNonNull(contact(next).source), clean);
    }

    // ---- adoption

    boolean isAdoptable(ContactId own, ContactId roster, String source) {
        var mine = contacts.get(own);
        var theirs = contacts.get(roster);
        return mine != null
                && theirs != null
                && mine.own
                && isActive(mine)
                && !theirs.own
                && isActive(theirs)
                && source.equals(theirs.source);
    }

    /** Adopts those that can be, all together. */
    void adopts(List<com.pickatime.contacts.adoption.AdoptingInstance.Pair> pairs, Instant at) {
        var adopted = pairs.stream()
                .filter(pair -> isAdoptable(pair.own(), pair.roster(), pair.sourceId()))
                .toList();
        adopted.forEach(pair -> adopts(pair.own(), pair.roster(), at));
        var successors = adopted.stream().collect(Collectors.toMap(pair -> pair.roster(), pair -> pair.own()));
        contacts.values().forEach(parent -> turns(parent, successors));
    }

    private void adopts(ContactId own, ContactId roster, Instant at) {
        var mine = contact(own);
        var theirs = contact(roster);
        var source = Objects.requireNonNull(theirs.source);
        var original = mine.person;
        leaves(theirs);
        theirs.state = ContactState.MERGED;
        theirs.local.mergedInto = own;
        theirs.local.touched = true;
        takes(mine, source);
        mine.own = false;
        var originalLevel = mine.local.level;
        var movedLevel = originalLevel == null ? theirs.local.level : null;
        if (movedLevel != null) {
            mine.local.level = movedLevel;
        }
        var overrides = new TreeMap<>(theirs.local.overrides);
        overrides.keySet().removeAll(mine.local.overrides.keySet());
        // an address that the roster does not know signs in as before
        var known = person(mine);
        if (original != null
                && original.email() != null
                && (known == null || known.email() == null)
                && !mine.local.overrides.containsKey("email")) {
            overrides.putIfAbsent("email", original.email());
        }
        mine.local.overrides.putAll(overrides);
        var links = theirs.local.links.stream()
                .filter(link ->
                        !mine.local.hasLink(link.student()) && !link.student().equals(own))
                .toList();
        mine.local.links.addAll(links);
        mine.local.adoptedFrom = roster;
        mine.local.touched = true;
        adoptions.put(
                own,
                new Journal(
                        own,
                        roster,
                        source,
                        original,
                        originalLevel,
                        movedLevel,
                        overrides,
                        links,
                        new ArrayList<>(),
                        at));
    }

    private void turns(Contact parent, Map<ContactId, ContactId> successors) {
        var turned = parent.local.links.stream()
                .filter(link -> successors.containsKey(link.student()))
                .toList();
        for (var link : turned) {
            var to = Objects.requireNonNull(successors.get(link.student()));
            boolean both = parent.local.hasLink(to);
            Objects.requireNonNull(adoptions.get(to)).referrers().add(new Referrer(parent.id, link, both));
            parent.local.links.remove(link);
            if (!both) {
                parent.local.links.add(link.to(to));
            }
            parent.local.touched = true;
        }
    }

    boolean isUnadoptable(ContactId own, Instant now) {
        var contact = contacts.get(own);
        var journal = adoptions.get(own);
        return contact != null
                && journal != null
                && journal.roster().equals(contact.local.adoptedFrom)
                && now.isBefore(journal.at().plus(UNDOABLE))
                && journal.source().equals(contact.source)
                && contact.state != ContactState.QUARANTINED
                && contact.state != ContactState.MERGED;
    }

    /** Both are what they were; what was decided since stays. */
    void unadopts(ContactId own) {
        var journal = Objects.requireNonNull(adoptions.remove(own));
        var mine = contact(own);
        var theirs = contact(journal.roster());
        leaves(mine);
        mine.own = true;
        mine.person = journal.original();
        if (journal.movedLevel() != null && journal.movedLevel() == mine.local.level) {
            mine.local.level = journal.originalLevel();
        }
        journal.movedOverrides().forEach(mine.local.overrides::remove);
        mine.local.links.removeIf(link -> journal.movedLinks().stream().anyMatch(link::isSame));
        mine.local.adoptedFrom = null;
        mine.local.touched = true;
        takes(theirs, journal.source());
        theirs.state = ContactState.ACTIVE;
        theirs.local.mergedInto = null;
        theirs.local.touched = true;
        journal.referrers().forEach(referrer -> turnsBack(referrer, journal));
    }

    private void turnsBack(Referrer referrer, Journal journal) {
        var parent = contacts.get(referrer.parent());
        if (parent == null || parent.local.hasLink(journal.roster())) {
            return;
        }
        var there = parent.local.links.stream()
                .filter(link -> link.student().equals(journal.own()))
                .filter(link -> referrer.both() || link.isSame(referrer.link()))
                .toList();
        if (there.isEmpty()) {
            return;
        }
        if (!referrer.both()) {
            parent.local.links.removeAll(there);
        }
        parent.local.links.add(referrer.link());
        parent.local.touched = true;
    }

    // ---- clearing

    void clears(String id, AccessLevel level, String by, long revision, Instant at) {
        clearings.put(id, new Clearing(id, revision, at, false));
        contacts.values().stream()
                .filter(this::isThere)
                .filter(contact -> contact.state == ContactState.ACTIVE)
                .filter(contact -> isPresent(contact)
                        || contact.own
                        // of whom something was decided, and who was not deleted before
                        || (contact.local.touched && contact.cleared.isEmpty()))
                .filter(contact -> level(contact) != AccessLevel.ADMINISTRATOR && level.atLeast(level(contact)))
                .filter(contact -> !contact.id.value().equals(by))
                .forEach(contact -> {
                    var all = new ArrayList<>(contact.cleared);
                    all.add(new Cleared(id, isPresent(contact), contact.own, contact.local));
                    contact.cleared = List.copyOf(all);
                    contact.local = new Local();
                    contact.own = false;
                    if (contact.source != null) {
                        said(contact.source).present = false;
                        said(contact.source).revision = revision;
                    }
                });
    }

    boolean isUndoable(String id, Instant now) {
        var clearing = clearings.get(id);
        return clearing != null
                && !clearing.undone()
                && !now.isAfter(clearing.at().plus(UNDOABLE));
    }

    void undoes(String id, boolean importedSince) {
        clearings.computeIfPresent(id, (same, clearing) -> new Clearing(id, clearing.revision(), clearing.at(), true));
        contacts.values()
                .forEach(contact -> contact.cleared.stream()
                        .filter(cleared -> cleared.clearing().equals(id))
                        .findAny()
                        .ifPresent(cleared -> comesBack(contact, cleared, importedSince)));
    }

    private void comesBack(Contact contact, Cleared before, boolean importedSince) {
        var left = new ArrayList<>(contact.cleared);
        int next = left.indexOf(before) + 1;
        if (next < left.size()) {
            // deleted again since: that is what comes back when the later one is taken back
            var later = left.get(next);
            left.set(
                    next,
                    new Cleared(
                            later.clearing(),
                            later.present(),
                            later.own(),
                            together(before.local(), later.local(), contact.id)));
            left.remove(before);
            contact.cleared = List.copyOf(left);
            return;
        }
        if (!isPresent(contact) && !contact.own) {
            if (before.own() && importedSince) {
                // may be in the roster by another id
                return;
            }
            contact.own = before.own();
            if (before.present() && !importedSince && contact.source != null) {
                said(contact.source).present = true;
            }
        }
        left.remove(before);
        contact.cleared = List.copyOf(left);
        contact.local = together(before.local(), contact.local, contact.id);
    }

    /** What was decided since wins; the rest is as it was, and points at nobody who was merged since. */
    private Local together(Local before, Local since, ContactId self) {
        var local = since.copy();
        local.touched = before.touched || since.touched;
        if (local.level == null) {
            local.level = before.level;
        }
        before.overrides.forEach(local.overrides::putIfAbsent);
        before.links.forEach(link -> {
            var student = goesOn(link.student());
            if (!local.hasLink(student) && !student.equals(self)) {
                local.links.add(link.to(student));
            }
        });
        local.mergedInto = local.mergedInto == null ? before.mergedInto : local.mergedInto;
        local.adoptedFrom = local.adoptedFrom == null ? before.adoptedFrom : local.adoptedFrom;
        local.succeededBy = local.succeededBy == null ? before.succeededBy : local.succeededBy;
        return local;
    }

    private ContactId goesOn(ContactId student) {
        var contact = contacts.get(student);
        return contact == null || contact.local.mergedInto == null ? student : goesOn(contact.local.mergedInto);
    }

    /** What was kept to take something back goes when that is over. */
    void forgets(Instant now) {
        var over = clearings.values().stream()
                .filter(clearing -> now.isAfter(clearing.at().plus(UNDOABLE)))
                .map(Clearing::id)
                .toList();
        for (var contact : List.copyOf(contacts.values())) {
            boolean mine =
                    contact.cleared.stream().anyMatch(cleared -> cleared.own() && over.contains(cleared.clearing()));
            if (mine && !contact.own && !isPresent(contact)) {
                contacts.remove(contact.id);
            }
            contact.cleared = contact.cleared.stream()
                    .filter(cleared -> !over.contains(cleared.clearing()))
                    .toList();
        }
        over.forEach(clearings::remove);
    }

    // ---- to compare

    /** All that somebody can find out of the contacts, by id. */
    Map<String, Object> state() {
        var state = new TreeMap<String, Object>();
        contacts.values().stream().filter(this::isThere).forEach(contact -> {
            var seen = new TreeMap<String, Object>();
            put(seen, "source", contact.source);
            seen.put("present", isPresent(contact));
            seen.put("own", contact.own);
            seen.put("state", contact.state.name());
            seen.put("cleared", contact.cleared.stream().map(Cleared::clearing).toList());
            put(seen, "level", contact.local.level);
            seen.put("overrides", contact.local.overrides.toString());
            seen.put("links", links(contact.local.links.stream()));
            put(seen, "mergedInto", contact.local.mergedInto);
            put(seen, "adoptedFrom", contact.local.adoptedFrom);
            put(seen, "succeededBy", contact.local.succeededBy);
            if (contact.state != ContactState.MERGED) {
                Stream.of("givenName", "familyName", "email").forEach(field -> put(seen, field, text(contact, field)));
            }
            state.put(contact.id.value(), seen);
        });
        return state;
    }

    static String links(Stream<Link> links) {
        return links.map(link -> link.student() + " " + link.kind() + " " + link.at())
                .sorted()
                .collect(Collectors.joining(", "));
    }

    static void put(Map<String, Object> seen, String name, @Nullable Object value) {
        if (value != null) {
            seen.put(name, value.toString());
        }
    }
}
